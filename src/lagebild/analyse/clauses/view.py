"""One sentence as plain lists: rules read every token's features many times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from lagebild.analyse.clauses.retag import ClosedWords, retagged
from lagebild.model.layers import Sentence
from lagebild.model.tokens import tokens_of

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
PARTICIPLES = frozenset({"VVPP", "VAPP", "VMPP"})
INFINITIVES = frozenset({"VVINF", "VAINF", "VMINF"})
NONFINITE = PARTICIPLES | INFINITIVES | {"VVIZU"}
FULL_NONFINITE = frozenset({"VVPP", "VVINF", "VVIZU"})
NOUNS = frozenset({"NN", "NE", "FM", "XY"})
DETERMINERS = frozenset({"ART", "PDAT", "PPOSAT", "PIAT", "PIDAT", "PWAT", "PRELAT"})
PRONOUNS = frozenset({"PPER", "PDS", "PIS", "PRELS", "PWS", "PPOSS", "PRF"})
PREPOSITIONS = frozenset({"APPR", "APPRART"})
QUOTES = frozenset("\"'“”‘’»«›‹„‚`")
SPACE = "_SP"
Features = dict[str, str]


@dataclass(slots=True)
class View:
    """Parallel lists over the tokens of one sentence that are no blanks.

    `places` are indexes in the Doc; `heads` count in this sentence, -1 where the head is the token itself or outside.
    """

    number: int
    places: list[int]
    words: list[str]
    lower: list[str]
    tags: list[str]
    lemmas: list[str]
    deps: list[str]
    heads: list[int]
    features: list[Features]

    def case(self, i: int) -> str:
        """The tagger's case, "" where it gave none."""
        return self.features[i].get("Case", "")


@lru_cache(maxsize=8192)
def _features(text: str) -> Features:
    return dict(part.split("=", 1) for part in text.split("|") if "=" in part)


def views(doc: Doc, sentences: tuple[Sentence, ...], closed: ClosedWords) -> Iterator[View]:
    """The view of every sentence of the layer."""
    tokens = tokens_of(doc)
    for sentence in sentences:
        held = [token for token in tokens[sentence.token_begin : sentence.token_end] if token.tag_ != SPACE]
        inner = {token.i: k for k, token in enumerate(held)}
        words = [token.text for token in held]
        lemmas = [token.lemma_ for token in held]
        yield View(
            number=sentence.id,
            places=[token.i for token in held],
            words=words,
            lower=[word.lower() for word in words],
            tags=retagged(words, [token.tag_ for token in held], lemmas, closed),
            lemmas=lemmas,
            deps=[token.dep_ for token in held],
            heads=[-1 if token.head is token else inner.get(token.head.i, -1) for token in held],
            features=[_features(str(token.morph)) for token in held],
        )
