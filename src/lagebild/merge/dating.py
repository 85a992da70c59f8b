"""When an article appeared: the days that its own text and the happenings dated elsewhere leave open, each with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lagebild.lang.pack import LanguagePack
from lagebild.merge.constraints import FIRM, Constraint, near_windows, solve, span_of_symbol
from lagebild.merge.corrections import JUDGED
from lagebild.merge.dated_elsewhere import again_constraints, event_constraints, sentence_constraints
from lagebild.merge.days import Window, hull, to_iso, weekday_of, window_of
from lagebild.merge.doubts import find_doubts
from lagebild.merge.facts import Facts
from lagebild.merge.happenings import DatedHappening, is_same
from lagebild.merge.known import known_constraints, known_mentions
from lagebild.merge.symbols import Symbol, clause_around, direction_of, symbol_of
from lagebild.merge.tenures import tenure_constraints
from lagebild.merge.texts import Vector
from lagebild.merge.units import Unit
from lagebild.merge.visits import visit_constraints
from lagebild.merge.whens import PRECISE_DAYS
from lagebild.merge.words import MergeWords, words_of
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.picture import DateDoubt
from lagebild.model.reading import Reading
from lagebild.model.span import Span

YEAR_NUMBER = re.compile(r"\b(?:19|20)\d\d\b")
COARSE = frozenset({"month", "quarter", "season", "year"})
FULL_DAY = re.compile(r"^\d{4}-\d\d-\d\d")
MIN_SIGNS = 2  # for an article without any date: one weekday in seven fits by chance, and the store does not know every visit
KNOWN_DAYS = 62  # an article known to about two months needs one sign only
YEAR = 365
BEFORE = 24  # characters in front of an expression in which its preposition stands
FIRST_YEAR, LAST_YEAR = 1990, 2100
NEAR_FUTURE = 183  # a day named without year is the next one, at most half a year ahead


def _text_constraints(reading: Reading, units: Sequence[Unit], words: MergeWords) -> Iterator[Constraint]:
    """What the article's own dates and expressions say of the day it appeared."""
    absolute = {t.span.begin for t in reading.times if FULL_DAY.match(t.value) and any(c.isdigit() for c in t.span.text)}
    for unit in units:
        for one in unit.facts:
            yield from _absolute(reading, one, absolute, words)
            yield from _in_year(reading, one, words)
            for symbol in one.symbols:
                yield from _yearless(one, symbol)
                if symbol.near and not _is_bound(reading, span_of_symbol(symbol), words):
                    yield from _same_text(reading, one, symbol, unit, units, words)


def _absolute(reading: Reading, one: Facts, absolute: set[int], words: MergeWords) -> Iterator[Constraint]:
    value = one.claim.date
    if value is None or value.text_begin not in absolute or value.text is None:
        return
    window = window_of(value)
    evidence = Span(value.text, value.text_begin or 0, value.text_end or 0)
    ahead = words.future.search(clause_around(reading.article.text, one.claim.trigger)) is not None
    ahead = ahead or _is_bound(reading, evidence, words)
    if one.status in {"occurred", "ongoing"} and window.start is not None and not ahead:
        reason = f"it reports what happened on {to_iso(window.start)}, so it is no older"
        yield Constraint((Window(window.start, None),), reason, 1, evidence)
    if one.status == "planned" and window.end is not None:
        reason = f"it announces what ends on {to_iso(window.end)}, so it is no younger"
        yield Constraint((Window(None, window.end),), reason, 1, evidence)


def _is_bound(reading: Reading, expression: Span, words: MergeWords) -> bool:
    """Whether an expression says until or from when something is to hold, and not when it happens."""
    text = reading.article.text
    before = text[max(0, expression.begin - BEFORE) : expression.begin]
    return words.bound.search(before) is not None or words.bound.search(expression.text) is not None


def _in_year(reading: Reading, one: Facts, words: MergeWords) -> Iterator[Constraint]:
    """What is told as happened in a month or year that the text names in full: the article is no older than its beginning."""
    value = one.claim.date
    if value is None or value.start is None or value.text is None or value.text_begin is None or one.status != "occurred":
        return
    time = next((t for t in reading.times if t.span.begin == value.text_begin), None)
    if time is None or time.anchor != "none" or time.precision not in COARSE or not YEAR_NUMBER.search(value.text):
        return
    evidence = Span(value.text, value.text_begin, value.text_end or value.text_begin + len(value.text))
    if _is_bound(reading, evidence, words):
        return
    clause = clause_around(reading.article.text, one.claim.trigger)
    if direction_of(one.status, clause, words, trigger=one.claim.trigger.text) == (-6, 0):
        reason = f'it tells of "{value.text}" as past, so it is no older'
        yield Constraint((Window(window_of(value).start, None),), reason, 1, evidence)


def _yearless(one: Facts, symbol: Symbol) -> Iterator[Constraint]:
    """A day without year that is still to come: the article appeared in the half year before it, in whatever year."""
    if symbol.month is not None and symbol.day is not None and one.status == "planned":
        yield from _year_windows(symbol)


def _year_windows(symbol: Symbol) -> Iterator[Constraint]:
    windows = [Window(None, date(FIRST_YEAR, 1, 1).toordinal())]
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        try:
            day = date(year, symbol.month or 1, symbol.day or 1).toordinal()
        except ValueError:
            continue
        windows.append(Window(day - NEAR_FUTURE, day))
    windows.append(Window(date(LAST_YEAR, 1, 1).toordinal(), None))  # of other years nothing is said
    signs = frozenset({f"day {symbol.day} of {symbol.month}"})
    yield Constraint(tuple(windows), f'"{symbol.text}" is still to come', 6, span_of_symbol(symbol), signs)


def _yearless_ahead(reading: Reading, words: MergeWords) -> Iterator[Constraint]:
    """Days without year in a clause that says of them that they are to come."""
    for time in reading.times:
        symbol = symbol_of(time, words, direction=(-6, 6))
        if symbol is None or symbol.day is None:
            continue
        clause = clause_around(reading.article.text, time.span)
        if words.coming.search(clause) and not words.past.search(clause):
            yield from _year_windows(symbol)


def _same_text(
    reading: Reading, one: Facts, symbol: Symbol, unit: Unit, units: Sequence[Unit], words: MergeWords
) -> Iterator[Constraint]:
    """A relative expression and a full date for the same happening in the same article."""
    for other in units:
        dated = [
            f for f in other.facts if f is not one and f.when.precise and not f.symbols and not _ends_there(reading, f, words)
        ]
        if not dated or (other is not unit and not is_same(unit, other)):
            continue
        days = hull(f.when.window for f in dated)
        if (days.length or 0) > PRECISE_DAYS:
            continue
        windows = near_windows(symbol, days)
        if windows:
            yield Constraint(windows, f'"{symbol.text}" falls into {days}, as the text itself says', 2, span_of_symbol(symbol))


def _ends_there(reading: Reading, one: Facts, words: MergeWords) -> bool:
    """Whether the claim's date says until or from when it holds."""
    date_ = one.when.value
    if date_ is None or date_.text is None or date_.text_begin is None:
        return False
    length = one.when.window.length or 0
    return length == 1 and _is_bound(reading, Span(date_.text, date_.text_begin, date_.text_end or date_.text_begin), words)


def derive_publication(
    reading: Reading,
    units: Sequence[Unit],
    index: Mapping[tuple[str, str], list[DatedHappening]],
    vectors: Mapping[str, Vector],
    pack: LanguagePack,
) -> Publication:
    """The days on which the article can have appeared; the publication as given where that is one day already."""
    given = reading.article.publication
    if given.day is not None:
        return given
    words = words_of(pack)
    base = given.interval
    start = Window(window_of(given).start, window_of(given).end)
    constraints = [
        *_text_constraints(reading, units, words), *known_constraints(reading, units, known_mentions(reading, words), words),
        *_yearless_ahead(reading, words), *event_constraints(units, index, vectors),
        *sentence_constraints(reading, units, index, vectors, words), *visit_constraints(reading, units, words),
        *tenure_constraints(reading, units, pack),
    ]  # fmt: skip
    first, _, _ = solve(start, constraints)
    constraints += list(again_constraints(units, index, first))
    window, used, against = solve(start, constraints)
    signs = frozenset(sign for c in constraints if c not in against for sign in c.signs)
    if (start.length is None or start.length > KNOWN_DAYS) and len(signs) < MIN_SIGNS:
        window, used, against = solve(start, [c for c in constraints if c.rank <= FIRM])
    if window == start:
        return given
    reasons = list(given.reasons) or ([f"the {given.basis} names {base.start} to {base.end}"] if base.start else [])
    reasons += [c.reason for c in used] + [f"contradicts: {c.reason}" for c in against]
    evidence = dict.fromkeys((*given.evidence, *(c.evidence for c in used if c.evidence is not None)))
    precision = "day" if window.length == 1 else "interval"
    return Publication(
        to_iso(window.start), to_iso(window.end), "derived", precision, tuple(evidence), tuple(dict.fromkeys(reasons))
    )


def doubts_of(reading: Reading, units: Sequence[Unit], publication: Publication, pack: LanguagePack) -> tuple[DateDoubt, ...]:
    """What in an article does not go with the days on which it appeared, as given or derived."""
    words = words_of(pack)
    said = [*_text_constraints(reading, units, words), *known_constraints(reading, units, known_mentions(reading, words), words)]
    return find_doubts(reading, publication, said, pack)


def resolve_claims(units: Sequence[Unit], publication: Window) -> dict[tuple[str, str], DateValue]:
    """Dates of claims that follow once the article's own days are known to less than a week: "am Mittwoch" -> a day."""
    if not publication.bounded or (publication.length or 0) > 7:
        return {}
    result: dict[tuple[str, str], DateValue] = {}
    for unit in units:
        for one in unit.facts:
            if one.claim.date is not None and one.claim.date.basis == JUDGED:
                continue
            near = [s for s in one.symbols if s.near]
            days = [_day_of(symbol, publication) for symbol in near]
            known = [day for day in days if day is not None]
            if not near or len(known) < len(days):
                continue
            first = near[0]
            result[one.key] = DateValue(
                to_iso(min(known)), to_iso(max(known)), "derived", f"counted from the publication ({publication})",
                first.text, first.begin, first.end,
            )  # fmt: skip
    return result


def _day_of(symbol: Symbol, publication: Window) -> int | None:
    """The one day that the expression means from every possible publication day, None if there are several."""
    days: set[int] = set()
    for published in publication.days():
        span = Window(published + symbol.first, published + symbol.last)
        days.update(d for d in span.days() if symbol.weekday is None or weekday_of(d) == symbol.weekday)
    return days.pop() if len(days) == 1 else None
