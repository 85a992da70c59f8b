"""Time expressions of a text: found by the pack's patterns, read against what is known of the publication."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spacy.tokens import Doc

from lagebild.analyse.times.context import Context, Denotation, Direction
from lagebild.analyse.times.days import Stretch
from lagebild.analyse.times.direction import Cues, direction_in_doc, direction_in_text, load_cues, sentence_around
from lagebild.analyse.times.lexicon import Lexicon, load_lexicon
from lagebild.analyse.times.match import Match, find_matches
from lagebild.analyse.times.readings import READINGS
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import article_of, sentences_of
from lagebild.model.ids import make_id
from lagebild.model.layers import Sentence, TimeExpression
from lagebild.model.span import Interval, span_of
from lagebild.stages import stage

DAY_DEICTICS = frozenset({"today", "calendar", "weekday_of_week", "clock"})
LONG_TEXT = 1500  # code points from which the absence of any other day says that "today" means nowadays
LOOK_BACK = 24
EXACT = "EXACT"  # words that belong to an amount without changing it

DirectionAt = Callable[[int, int], Direction | None]


@dataclass(frozen=True, slots=True)
class _Words:
    """The pack's small words around expressions, compiled."""

    determiner: re.Pattern[str]
    distributive: re.Pattern[str]
    nowadays_before: re.Pattern[str]
    nowadays_after: re.Pattern[str]
    amount: tuple[tuple[str, re.Pattern[str]], ...]


def _words(pack: LanguagePack) -> _Words:
    settings = pack.settings("times/settings")

    def before(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\s+$", re.IGNORECASE)

    return _Words(
        determiner=before(settings["determiners"]),
        distributive=before(settings["distributive"]),
        nowadays_before=before(settings["nowadays"]["before"]),
        nowadays_after=re.compile(rf"\s+(?:{'|'.join(settings['nowadays']['after'])})(?!\w)"),
        amount=tuple((mod, before(words)) for mod, words in settings["amount_modifiers"].items()),
    )


def find_times_in_text(
    text: str, *, published: Interval | None, pack: LanguagePack, direction_at: DirectionAt | None = None
) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in order, without a sentence number.

    Args:
        text: offsets of the result are code points of it.
        published: inclusive ISO days that the text can have been published on; None if nothing is known. Expressions that need
            the day stay symbolic where the interval leaves several readings.
        pack: the language.
        direction_at: what is known of the tense at [begin, end); None answers are filled from the words around.
    """
    reader = _Reader(text, published, pack, direction_at)
    return tuple(reader.read_all())


class _Reader:
    """Reads the matches of one text in order and remembers the dates that later expressions count from."""

    def __init__(self, text: str, published: Interval | None, pack: LanguagePack, direction_at: DirectionAt | None) -> None:
        self.text, self.published, self.direction_at = text, published, direction_at
        self.lexicon: Lexicon = load_lexicon(pack)
        self.cues: Cues = load_cues(pack)
        self.words: _Words = pack.derived("times/words", _words)
        self.previous: Stretch | None = None
        self.clause_day: str | None = None
        self.clause_end = 0
        self.speaks_of_days = True

    def read_all(self) -> Iterator[TimeExpression]:
        matches = list(find_matches(self.text, self.lexicon))
        self.speaks_of_days = len(self.text) < LONG_TEXT or any(_names_a_day(match) for match in matches)
        for match in matches:
            reading = READINGS.get(match.pattern.reading)
            if reading is None:  # a row that only keeps others away
                continue
            if match.begin >= self.clause_end:
                self.clause_day = None
                self.clause_end = sentence_around(self.text, match.begin, match.end, self.cues)[1]
            denotation = reading(match.values, self._context(match))
            if denotation is not None:
                yield self._expression(match, denotation)

    def _context(self, match: Match) -> Context:
        before = self.text[max(0, match.begin - LOOK_BACK) : match.begin]
        return Context(
            published=self.published,
            previous=self.previous,
            clause_day=self.clause_day,
            direction=cache(lambda: self._direction(match)),
            is_distributive=self.words.distributive.search(before) is not None,
            means_nowadays=self._means_nowadays(before, match.end),
            amount_mod=next((mod for mod, words in self.words.amount if mod != EXACT and words.search(before)), None),
        )

    def _means_nowadays(self, before: str, end: int) -> bool:
        near = self.words.nowadays_before.search(before) or self.words.nowadays_after.match(self.text, end)
        return near is not None or not self.speaks_of_days

    def _direction(self, match: Match) -> Direction | None:
        found = None if self.direction_at is None else self.direction_at(match.begin, match.end)
        return found or direction_in_text(self.text, match.begin, match.end, self.cues)

    def _expression(self, match: Match, found: Denotation) -> TimeExpression:
        begin = self._begin(match)
        self._remember(found)
        span = span_of(self.text, begin, match.end)
        return TimeExpression(
            id=make_id("t", str(begin), str(match.end), span.text, found.value),
            span=span,
            sentence=None,
            type=found.type,
            value=found.value,
            interval=found.interval,
            precision=found.precision,
            anchor=found.anchor,
            rule=match.pattern.rule,
            reason=found.reason,
            mod=found.mod,
            quant=found.quant,
            freq=found.freq,
        )

    def _begin(self, match: Match) -> int:
        """Where the expression begins: with the word that changes the amount, or the article where the pattern says so."""
        first = max(0, match.begin - LOOK_BACK)
        if match.pattern.reading == "duration":
            changed = (words.search(self.text[first : match.begin]) for _, words in self.words.amount)
            begin = next((first + found.start() for found in changed if found), None)
            if begin is not None:
                return begin
        if not match.pattern.with_determiner:
            return match.begin
        determiner = self.words.determiner.search(self.text[first : match.begin])
        return match.begin if determiner is None else first + determiner.start()

    def _remember(self, found: Denotation) -> None:
        interval = found.interval
        if found.type not in {"DATE", "TIME"} or interval is None or interval.start is None or interval.end is None:
            return
        if found.precision in {"day", "hour"} and interval.start == interval.end:
            day = date.fromisoformat(interval.start)
            self.previous = Stretch(interval.start, day, day, "day")
            self.clause_day = interval.start
        elif found.precision in {"month", "year"}:
            self.previous = Stretch(
                found.value, date.fromisoformat(interval.start), date.fromisoformat(interval.end), found.precision
            )


def _names_a_day(match: Match) -> bool:
    values = match.values
    if match.pattern.reading == "today":
        return values.get("today", values.get("tomorrow", "0")) != "0" or "daypart" in values
    return match.pattern.reading in DAY_DEICTICS and ("weekday" in values or "hour" in values)


@stage(reads=("sentences",), writes="times")
def find_times(doc: Doc, pack: LanguagePack) -> Iterator[TimeExpression]:
    """Time expressions of all of the article, each with the days that it denotes and the sentence that it stands in."""
    cues = load_cues(pack)
    publication = article_of(doc).publication
    published = None if publication.start is None or publication.end is None else publication.interval
    found = find_times_in_text(
        doc.text, published=published, pack=pack, direction_at=lambda begin, end: direction_in_doc(doc, begin, end, cues)
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
