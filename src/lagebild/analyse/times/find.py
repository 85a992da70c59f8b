"""Time expressions of a text: found by the pack's patterns, read against what is known of the publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from lagebild.analyse.times.direction import direction_in_doc, load_cues
from lagebild.analyse.times.lexicon import lexicon_without, load_lexicon
from lagebild.analyse.times.phrases import with_phrases
from lagebild.analyse.times.published import narrowed
from lagebild.analyse.times.reader import DirectionAt, Reader, expression_of, published_of
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import article_of, sentences_of
from lagebild.model.layers import Sentence, TimeExpression
from lagebild.model.span import Interval, span_of
from lagebild.stages import stage

MOST_DAYS = 62  # possible days of publication that are followed one by one; of more only the first and the last
SOFT_HYPHEN = "\u00ad"


def find_times_in_text(
    text: str,
    *,
    published: Interval | None,
    pack: LanguagePack,
    direction_at: DirectionAt | None = None,
    switched_off: frozenset[str] = frozenset(),
) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in order, without a sentence number.

    Args:
        text: offsets of the result are code points of it.
        published: inclusive ISO days that the text can have been published on; None if nothing is known. Expressions that need
            the day stay symbolic where the interval leaves several readings, with the days that remain as candidates.
        pack: the language.
        direction_at: what is known of the tense at [begin, end); None answers are filled from the words around.
        switched_off: rules, beginnings of their names, or kinds of context to do without, to measure what each is worth.
    """
    if SOFT_HYPHEN in text:
        return _without_soft_hyphens(text, published, pack, direction_at, switched_off)
    lexicon = load_lexicon(pack)
    if switched_off:
        lexicon = lexicon_without(lexicon, switched_off)
    reader = Reader(text, pack, lexicon=lexicon, direction_at=direction_at, switched_off=switched_off)
    days = narrowed(reader, published_of(published, most_days=MOST_DAYS), pack)
    found = [expression_of(reader, match, denotation) for match, denotation in reader.read_all(days)]
    return tuple(with_phrases(text, found, days.interval, pack))


def _without_soft_hyphens(
    text: str,
    published: Interval | None,
    pack: LanguagePack,
    direction_at: DirectionAt | None,
    switched_off: frozenset[str],
) -> tuple[TimeExpression, ...]:
    """The expressions of the text read without its soft hyphens, placed in the text as it stands."""
    places = [at for at, character in enumerate(text) if character != SOFT_HYPHEN]
    bare = text.replace(SOFT_HYPHEN, "")
    at = None if direction_at is None else (lambda begin, end: direction_at(places[begin], places[end - 1] + 1))
    found = find_times_in_text(bare, published=published, pack=pack, direction_at=at, switched_off=switched_off)
    return tuple(replace(time, span=span_of(text, places[time.span.begin], places[time.span.end - 1] + 1)) for time in found)


@stage(reads=("sentences",), writes="times")
def find_times(doc: Doc, pack: LanguagePack) -> Iterator[TimeExpression]:
    """Time expressions of all of the article, each with the days that it denotes and the sentence that it stands in."""
    cues = load_cues(pack)
    publication = article_of(doc).publication
    published = None if publication.start is None or publication.end is None else publication.interval
    found = find_times_in_text(
        article_of(doc).text,
        published=published,
        pack=pack,
        direction_at=lambda begin, end: direction_in_doc(doc, begin, end, cues),
    )
    sentences = sentences_of(doc)
    at = 0
    for expression in found:
        while at < len(sentences) and sentences[at].end <= expression.span.begin:
            at += 1
        yield _in_sentence(expression, sentences[at] if at < len(sentences) else None)


def _in_sentence(expression: TimeExpression, sentence: Sentence | None) -> TimeExpression:
    if sentence is None or sentence.begin > expression.span.begin:
        return expression
    return replace(expression, sentence=sentence.id)
