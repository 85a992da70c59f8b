"""Publicly known happenings in an article: what they say of the day on which it appeared and of its claims' days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lagebild.knowledge.happenings import KnownHappening, load_happenings
from lagebild.merge.constraints import Constraint, near_windows, span_of_symbol
from lagebild.merge.corrections import JUDGED
from lagebild.merge.days import Window, to_ordinal, weekday_of
from lagebild.merge.symbols import MAX_CHARACTERS, Symbol, clause_around
from lagebild.merge.units import Unit
from lagebild.merge.whens import VISIT_GAP
from lagebild.merge.words import MergeWords
from lagebild.model.layers import DateValue
from lagebild.model.reading import Reading
from lagebild.model.span import Span

RANK = 2  # a happening that the article names by number or year is as firm as a full date
PREPOSITION = 24  # characters in front of a name in which its preposition stands
MAX_DAYS = 7  # of a happening from which somebody arrives; longer ones do not bound the day of leaving
WEEK = 7


@dataclass(frozen=True, slots=True)
class KnownMention:
    """A known happening as the article names it. `attended`: somebody had been there; `coming`: it is still ahead."""

    happening: KnownHappening
    span: Span
    sentence: int
    attended: bool
    coming: bool

    @property
    def days(self) -> Window:
        return Window(to_ordinal(self.happening.start), to_ordinal(self.happening.end))

    @property
    def phrase(self) -> str:
        one = self.happening
        return f'"{self.span.text}" was held on {one.start}' + ("" if one.end == one.start else f" to {one.end}")


def known_mentions(reading: Reading, words: MergeWords) -> tuple[KnownMention, ...]:
    """The known happenings that the sentences of an article name, with how they lie to it."""
    text = reading.article.text
    found = []
    for named in load_happenings(reading.article.language).find(text):
        sentence = next((s.id for s in reading.sentences if s.begin <= named.begin < s.end), None)
        if sentence is None:
            continue
        span = Span(text[named.begin : named.end], named.begin, named.end)
        clause = clause_around(text, span)
        past = words.past.search(clause) is not None
        future = words.future.search(clause) is not None
        led = words.attended.search(text, max(0, named.begin - PREPOSITION), named.begin) is not None
        coming = not past and words.coming.search(clause) is not None
        found.append(KnownMention(named.happening, span, sentence, attended=led and past and not future, coming=coming))
    return tuple(found)


def known_dates(reading: Reading, mentions: Sequence[KnownMention]) -> dict[tuple[str, str], DateValue]:
    """The days of claims whose trigger is part of the name of a known happening."""
    result: dict[tuple[str, str], DateValue] = {}
    for claim in reading.claims:
        trigger = claim.trigger
        if claim.date is not None and claim.date.basis == JUDGED:
            continue
        one = next((m for m in mentions if m.span.begin <= trigger.begin and trigger.end <= m.span.end), None)
        if one is not None:
            span = one.span
            result[reading.article.id, claim.id] = DateValue(
                one.happening.start, one.happening.end, "derived", one.phrase, span.text, span.begin, span.end
            )
    return result


def known_constraints(
    reading: Reading, units: Sequence[Unit], mentions: Sequence[KnownMention], words: MergeWords
) -> Iterator[Constraint]:
    """What known happenings say of the day of publication."""
    text = reading.article.text
    for one in mentions:
        if one.attended:
            yield Constraint((Window(one.days.start, None),), f"{one.phrase}, and the text looks back on it", RANK, one.span)
            yield from _arrivals(reading, units, one, words)
        elif one.coming:
            yield Constraint((Window(None, one.days.end),), f"{one.phrase}, and the text looks ahead to it", RANK, one.span)
    for time in reading.times:  # "a meeting that is to be held on 2 March": ahead whatever the sentence tells
        clause = clause_around(text, time.span)
        full = time.interval is not None and time.anchor == "none" and time.precision == "day"
        if full and words.coming.search(clause) and not words.past.search(clause):
            end = to_ordinal(time.interval.end) if time.interval is not None else None
            yield Constraint((Window(None, end),), f'"{time.span.text}" is still to come', RANK, time.span)


def _arrivals(reading: Reading, units: Sequence[Unit], one: KnownMention, words: MergeWords) -> Iterator[Constraint]:
    """A weekday on which somebody came straight from the happening is the first such day from its beginning."""
    start, end = one.days.start, one.days.end
    if start is None or end is None or end - start >= MAX_DAYS:
        return
    for unit in units:
        for symbol in _arrival_symbols(reading, unit, one, words):
            days = [d for d in range(start, end + WEEK) if weekday_of(d) == symbol.weekday]
            windows = near_windows(symbol, Window(days[0], days[-1]))
            reason = f'"{symbol.text}" is the first one from the day on which {one.phrase}, from where they came'
            yield Constraint(windows, reason, RANK, span_of_symbol(symbol))
            yield from _days_after(unit, symbol, Window(days[0], days[-1] + VISIT_GAP))


def _arrival_symbols(reading: Reading, unit: Unit, one: KnownMention, words: MergeWords) -> Iterator[Symbol]:
    """Weekdays of a visit's claims in the sentence of the happening whose clause names its country as where they came from."""
    text = reading.article.text
    if unit.act != "visit":
        return
    for fact in unit.facts:
        for symbol in fact.symbols:
            same = fact.claim.sentence == one.sentence and symbol.weekday is not None and symbol.near
            if same and _from_country(reading, text, span_of_symbol(symbol), one.happening.country, words):
                yield symbol


def _from_country(reading: Reading, text: str, place: Span, country: str, words: MergeWords) -> bool:
    clause = clause_around(text, place)
    first = text.find(clause, max(0, place.begin - MAX_CHARACTERS))
    for actor in reading.actors:
        if actor.country != country:
            continue
        for mention in actor.mentions:
            begin = mention.span.begin
            if first <= begin < first + len(clause) and words.coming_from.search(text, max(0, begin - PREPOSITION), begin):
                return True
    return False


def _days_after(unit: Unit, arrival: Symbol, stay: Window) -> Iterator[Constraint]:
    """The other weekdays of the same visit follow within the days of a visit."""
    for fact in unit.facts:
        for symbol in fact.symbols:
            if symbol.near and symbol.weekday not in (None, arrival.weekday):
                windows = near_windows(symbol, stay)
                if windows:
                    reason = f'"{symbol.text}" belongs to the same visit as the arrival on "{arrival.text}"'
                    yield Constraint(windows, reason, RANK, span_of_symbol(symbol))
