"""A Doc's words and tags as plain lists, and the zones whose words are searched for mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from lagebild.knowledge.vocabulary import Vocabulary
from lagebild.model.doc import article_of, sentences_of
from lagebild.model.tokens import Token, tokens_of

MENTION_ZONES = frozenset({"headline", "subhead", "caption"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens [begin, end) of one sentence, or of one zone outside the sentences (then `sentence` is None)."""

    begin: int
    end: int
    sentence: int | None
    zone: str


@dataclass(frozen=True, slots=True)
class View:
    """What the finders of mentions read."""

    tokens: tuple[Token, ...]
    vocabulary: Vocabulary
    words: list[str]
    tags: list[str]
    lemmas: list[str]
    different: frozenset[str]  # the different words

    @staticmethod
    def of(doc: Doc, vocabulary: Vocabulary) -> View:
        tokens = tokens_of(doc)
        words = [t.text for t in tokens]
        return View(tokens, vocabulary, words, [t.tag_ for t in tokens], [t.lemma_ for t in tokens], frozenset(words))


def find_stretches(doc: Doc) -> Iterator[Stretch]:
    """The sentences, and the headlines, subheads and captions, in the order of the text."""
    stretches = [Stretch(s.token_begin, s.token_end, s.id, s.zone) for s in sentences_of(doc)]
    for zone in article_of(doc).zones:
        if zone.kind in MENTION_ZONES:
            span = doc.char_span(zone.begin, zone.end, alignment_mode="contract")
            if span is not None and len(span):
                stretches.append(Stretch(span.start, span.end, None, zone.kind))
    yield from sorted(stretches, key=lambda s: s.begin)
