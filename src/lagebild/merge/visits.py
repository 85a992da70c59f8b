"""Known stays abroad: which days of publication fit what an article says of when somebody visits a country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from lagebild.knowledge.visits import KnownStays, load_stays
from lagebild.merge.constraints import Constraint, near_windows, span_of_symbol
from lagebild.merge.days import Window, month_of, to_iso, to_ordinal
from lagebild.merge.facts import Facts
from lagebild.merge.symbols import Symbol, clause_around, direction_of, separated, symbol_of
from lagebild.merge.units import Unit
from lagebild.merge.words import MergeWords
from lagebild.model.reading import Reading

RANK = 4  # below what the text and other articles date: an announced visit need not have taken place
LOOKBACK_DAYS = 364  # a month without a year lies less than a year back
AHEAD_DAYS = 13  # a visit that is called the second of its year is at most two weeks ahead
ALL_KNOWN = "stays"  # a sign of its own: unlike the visits in a store, of these none is missing
TOLD = frozenset({"occurred", "ongoing", "planned"})


def visit_constraints(reading: Reading, units: Sequence[Unit], words: MergeWords) -> Iterator[Constraint]:
    """What follows where every stay of the visitor in the host country is known for some years; other years stay possible."""
    for unit in units:
        known = _stays_of(unit)
        if known is None:
            continue
        for fact in unit.facts:
            if fact.status not in TOLD:
                continue
            for symbol in fact.symbols or _weekdays_beside(reading, fact, words):
                yield from _placed(known, fact, symbol)
            if fact.again:
                yield from _repeated(known, fact)


def _stays_of(unit: Unit) -> KnownStays | None:
    """The stays of the one visitor in the one host country; talks in the country of one side are held on a stay of the other."""
    if unit.act == "visit":
        hosts = unit.hosts
        people = dict(unit.actors.persons) or {key: home for key, home in unit.around.items() if home in unit.actors.countries}
    elif unit.act == "meeting":
        hosts = unit.place_countries & unit.everyone.countries
        people = {key: home for key, home in unit.everyone.persons.items() if home not in hosts}
    else:
        return None
    if len(hosts) != 1 or len(people) != 1:
        return None
    return load_stays().get((next(iter(people)).removeprefix("ac-"), next(iter(hosts))))


def _weekdays_beside(reading: Reading, fact: Facts, words: MergeWords) -> Iterator[Symbol]:
    """The weekdays in the clause of a claim whose own expression places it no nearer ("in diesem Jahr")."""
    text, trigger = reading.article.text, fact.claim.trigger
    direction = direction_of(fact.status, clause_around(text, trigger), words, trigger=trigger.text)
    for time in reading.times:
        here = time.sentence == fact.claim.sentence
        if here and not separated(text, (trigger.begin, trigger.end), (time.span.begin, time.span.end)):
            symbol = symbol_of(time, words, direction=direction)
            if symbol is not None and symbol.weekday is not None:
                yield symbol


def _windows(known: KnownStays) -> list[Window]:
    return [Window(to_ordinal(first), to_ordinal(last)) for first, last in known.stays]


def _unknown(known: KnownStays) -> tuple[Window, Window]:
    """The days before and after those for which the stays are known."""
    since, until = date.fromisoformat(known.since).toordinal(), date.fromisoformat(known.until).toordinal()
    return Window(None, since - 1), Window(until + 1, None)


def _placed(known: KnownStays, fact: Facts, symbol: Symbol) -> Iterator[Constraint]:
    """The publication days from which a weekday, "yesterday" or a month can mean a day of one of the stays."""
    windows: list[Window] = []
    for stay in _windows(known):
        if symbol.near:
            windows += near_windows(symbol, stay)
        elif symbol.month is not None and symbol.day is None and fact.status == "occurred":
            inside = [day for day in stay.days() if month_of(day) == symbol.month]
            windows += [Window(inside[0], inside[-1] + LOOKBACK_DAYS)] if inside else []
    if windows:
        days = ", ".join(str(window) for window in _windows(known) if _reaches(window, windows))
        reason = f'"{symbol.text}" for the stay in {known.host} known for {days}'
        sign = f"day {symbol.weekday or symbol.text}" if symbol.near else f"month {symbol.month}"
        yield _constraint(known, windows, reason, symbol, sign)


def _constraint(known: KnownStays, windows: list[Window], reason: str, symbol: Symbol, sign: str) -> Constraint:
    before, after = _unknown(known)
    ordered = sorted(windows, key=lambda w: (w.start or 0, w.end or 0))
    return Constraint((before, *ordered, after), reason, RANK, span_of_symbol(symbol), frozenset({sign, ALL_KNOWN}))


def _reaches(stay: Window, windows: Sequence[Window]) -> bool:
    return any(stay.overlaps(window, gap=AHEAD_DAYS) for window in windows)


def _repeated(known: KnownStays, fact: Facts) -> Iterator[Constraint]:
    """A visit "for the second time this year" lies in a year with two of them, from about the second on."""
    stays = _windows(known)
    windows = []
    for earlier, later in pairwise(stays):
        year = date.fromordinal(later.start or 1).year
        if date.fromordinal(earlier.start or 1).year == year:
            windows.append(Window((later.start or 1) - AHEAD_DAYS, date(year, 12, 31).toordinal()))
    if windows:
        before, after = _unknown(known)
        listed = ", ".join(str(to_iso((w.start or 1) + AHEAD_DAYS)) for w in windows)
        reason = f"it tells of a repetition within the year, and a second stay in {known.host} is known from {listed}"
        yield Constraint((before, *windows, after), reason, RANK, fact.claim.trigger, frozenset({"repetition", ALL_KNOWN}))
