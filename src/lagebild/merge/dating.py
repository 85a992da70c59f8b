"""When an article appeared: the days that its own text and the happenings dated elsewhere leave open, each with a reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lagebild.merge.clusters import Cluster
from lagebild.merge.days import Window, hull, month_of, to_iso, weekday_of, window_of
from lagebild.merge.facts import Facts
from lagebild.merge.pairs import compare_units
from lagebild.merge.symbols import Symbol
from lagebild.merge.texts import Vector, similarity
from lagebild.merge.units import Unit
from lagebild.merge.whens import PRECISE_DAYS
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.reading import Reading
from lagebild.model.span import Span

FULL_DAY = re.compile(r"^\d{4}-\d\d-\d\d")
MATCH_SCORE = 0.45  # without days at most 0.75 is to be had; both sides and the act must agree
MIN_LIKENESS = 0.1  # cosine of an article with one that reports the happening; below, another matter is likelier
YEAR = 365
COARSE_DAYS = 62
NEAR_FUTURE = 183  # a day named without year is the next one, at most half a year ahead
MAX_DAYS = 2000  # beyond that many possible days only the bounds are kept


@dataclass(frozen=True, slots=True)
class Constraint:
    """The publication day lies in one of `windows`. Lower `rank` is applied first and so wins over a contradicting one."""

    windows: tuple[Window, ...]
    reason: str
    rank: int
    evidence: Span | None = None

    def allows(self, day: int) -> bool:
        return any(window.contains(day) for window in self.windows)


@dataclass(frozen=True, slots=True)
class DatedHappening:
    """A happening whose days other articles give."""

    units: tuple[Unit, ...]
    days: Window
    articles: frozenset[str]
    exact: bool  # days of at most two weeks, stated; otherwise some day among them


def _span_of(symbol: Symbol) -> Span:
    return Span(symbol.text, symbol.begin, symbol.end)


def _near_windows(symbol: Symbol, days: Window) -> tuple[Window, ...]:
    """The publication days from which the expression can mean a day among `days`."""
    return tuple(
        Window(day - symbol.last, day - symbol.first)
        for day in days.days()
        if symbol.weekday is None or weekday_of(day) == symbol.weekday
    )


def _text_constraints(reading: Reading, units: Sequence[Unit]) -> Iterator[Constraint]:
    """What the article's own dates and expressions say of the day it appeared."""
    absolute = {t.span.begin for t in reading.times if FULL_DAY.match(t.value) and any(c.isdigit() for c in t.span.text)}
    for unit in units:
        for one in unit.facts:
            yield from _absolute(one, absolute)
            for symbol in one.symbols:
                yield from _yearless(one, symbol)
                if symbol.near:
                    yield from _same_text(one, symbol, unit, units)


def _absolute(one: Facts, absolute: set[int]) -> Iterator[Constraint]:
    value = one.claim.date
    if value is None or value.text_begin not in absolute or value.text is None:
        return
    window = window_of(value)
    evidence = Span(value.text, value.text_begin or 0, value.text_end or 0)
    if one.status in {"occurred", "ongoing"} and window.start is not None:
        reason = f"it reports what happened on {to_iso(window.start)}, so it is no older"
        yield Constraint((Window(window.start, None),), reason, 1, evidence)
    if one.status == "planned" and window.end is not None:
        reason = f"it announces what ends on {to_iso(window.end)}, so it is no younger"
        yield Constraint((Window(None, window.end),), reason, 1, evidence)


def _yearless(one: Facts, symbol: Symbol) -> Iterator[Constraint]:
    """A day without year that is still to come: the article appeared in the half year before it, in whatever year."""
    if symbol.month is None or symbol.day is None or one.status != "planned":
        return
    windows = []
    for year in range(1990, 2101):
        try:
            day = date(year, symbol.month, symbol.day).toordinal()
        except ValueError:
            continue
        windows.append(Window(day - NEAR_FUTURE, day))
    yield Constraint(tuple(windows), f'"{symbol.text}" is still to come', 6, _span_of(symbol))


def _same_text(one: Facts, symbol: Symbol, unit: Unit, units: Sequence[Unit]) -> Iterator[Constraint]:
    """A relative expression and a full date for the same happening in the same article."""
    for other in units:
        dated = [f for f in other.facts if f is not one and f.when.precise and not f.symbols]
        if not dated or (other is not unit and not _matches(unit, other)):
            continue
        days = hull(f.when.window for f in dated)
        if (days.length or 0) > PRECISE_DAYS:
            continue
        windows = _near_windows(symbol, days)
        if windows:
            yield Constraint(windows, f'"{symbol.text}" falls into {days}, as the text itself says', 2, _span_of(symbol))


def _matches(a: Unit, b: Unit) -> bool:
    verdict = compare_units(a, b, ignore_days=True)
    return verdict.veto is None and verdict.score >= MATCH_SCORE


def dated_happenings(clusters: Iterable[Cluster]) -> dict[tuple[str, str], list[DatedHappening]]:
    """Happenings whose days are known to two weeks, or at least to two months, by act and country."""
    index: defaultdict[tuple[str, str], list[DatedHappening]] = defaultdict(list)
    for cluster in clusters:
        precise = tuple(u for u in cluster if u.when.precise)
        dated = precise or tuple(u for u in cluster if u.when.window.bounded and (u.when.window.length or 0) <= COARSE_DAYS)
        if not dated:
            continue
        days = hull(u.when.window for u in dated)
        if (days.length or 0) > COARSE_DAYS:
            continue
        exact = bool(precise) and (days.length or 0) <= PRECISE_DAYS
        happening = DatedHappening(dated, days, frozenset(u.article_id for u in dated), exact)
        for country in sorted({c for u in dated for c in (*u.everyone.countries, *u.hosts)}):
            index[dated[0].act, country].append(happening)
    return dict(index)


def _held_during(meeting: Unit, visit: Unit) -> bool:
    """Whether the talks can be part of the visit: the visitor takes part, and so does the host's country."""
    if meeting.act != "meeting" or visit.act != "visit" or visit.symmetric:
        return False
    taking_part = frozenset(meeting.everyone.persons)
    if len(meeting.everyone.countries) < 2:
        taking_part |= frozenset(meeting.around)
    visitor = frozenset(visit.actors.persons) & taking_part
    at_host = not meeting.place_countries or bool(meeting.place_countries & visit.hosts)
    return bool(visitor) and bool(visit.hosts & meeting.everyone.countries) and at_host


def _candidates(unit: Unit, index: Mapping[tuple[str, str], list[DatedHappening]]) -> list[tuple[DatedHappening, Window]]:
    """Happenings that other articles date and that this unit may mean, with the days that these others give."""
    acts = ("meeting", "visit") if unit.act == "meeting" else (unit.act,)
    countries = unit.everyone.countries | unit.hosts
    found = {id(h): h for act in acts for c in sorted(countries) for h in index.get((act, c), ())}
    result = []
    for happening in found.values():
        others = [u for u in happening.units if u.article_id != unit.article_id]
        fitting = [u for u in others if _held_during(unit, u) or (u.act == unit.act and _matches(unit, u))]
        if fitting and len(fitting) * 2 >= len(others):
            # Full dates in the article itself count too; dates that were derived from its own day would go round in a circle.
            own = [f.when.window for u in happening.units if u.article_id == unit.article_id for f in u.facts if _is_stated(f)]
            result.append((happening, hull([*(u.when.window for u in others), *own])))
    return sorted(result, key=lambda pair: (pair[1].start or 0, pair[0].units[0].key))


def _is_stated(one: Facts) -> bool:
    return one.when.precise and not one.symbols and one.when.value is not None and one.when.value.basis == "stated"


def _event_constraints(
    units: Sequence[Unit], index: Mapping[tuple[str, str], list[DatedHappening]], vectors: Mapping[str, Vector]
) -> Iterator[Constraint]:
    """What follows where other articles date the happenings that this one tells of."""
    for unit in units:
        marks = [(f, s) for f in unit.facts for s in f.symbols]
        again = [f for f in unit.facts if f.again]
        if not marks and not again:
            continue
        candidates = _candidates(unit, index)
        for one, symbol in marks:
            if symbol.near:
                yield from _near_event(unit, symbol, [(h, days) for h, days in candidates if h.exact], vectors)
            elif symbol.month is not None and one.status == "occurred":
                yield from _month_event(symbol, [days for _, days in candidates])


def _like(article_id: str, happening: DatedHappening, vectors: Mapping[str, Vector]) -> bool:
    mine = vectors[article_id]
    return any(similarity(mine, vectors[other]) >= MIN_LIKENESS for other in happening.articles if other != article_id)


def _near_event(
    unit: Unit, symbol: Symbol, candidates: list[tuple[DatedHappening, Window]], vectors: Mapping[str, Vector]
) -> Iterator[Constraint]:
    windows: list[Window] = []
    named: list[str] = []
    for happening, days in candidates:
        found = _near_windows(symbol, days)
        if found and _like(unit.article_id, happening, vectors):
            windows.extend(found)
            named.append(f"{happening.units[0].act} of {days}")
    if windows:
        reason = f'"{symbol.text}" for the {" or ".join(dict.fromkeys(named))} that other articles date'
        yield Constraint(tuple(windows), reason, 4, _span_of(symbol))


def _month_event(symbol: Symbol, spans: list[Window]) -> Iterator[Constraint]:
    """A month without year looks back less than a year on a happening of that month."""
    inside = [[day for day in days.days() if month_of(day) == symbol.month] for days in spans]
    windows = [Window(days[0], days[-1] + YEAR - 1) for days in inside if days]
    if windows:
        listed = " or ".join(dict.fromkeys(str(to_iso(w.start)) for w in windows))
        reason = f'it looks back with "{symbol.text}" on what other articles date {listed} or later'
        yield Constraint(tuple(windows), reason, 3, _span_of(symbol))


def _again_constraints(
    units: Sequence[Unit], index: Mapping[tuple[str, str], list[DatedHappening]], bound: Window
) -> Iterator[Constraint]:
    """A repetition "for the second time this year" lies in the year of the earlier one, if the article names its month."""
    years: set[int] = set()
    if not any(f.again for unit in units for f in unit.facts):
        return
    repeated = [unit for unit in units if any(f.again for f in unit.facts)]
    for unit in units:
        months = {s.month for f in unit.facts for s in f.symbols if s.month is not None and not s.near}
        if not months or not any(_same_parties(unit, other) for other in repeated):
            continue
        for _, days in _candidates(unit, index):
            if months & {month_of(d) for d in days.days()} and days.overlaps(bound, gap=YEAR):
                years.add(date.fromordinal(days.start or 1).year)
    if years:
        windows = tuple(Window(date(y, 1, 1).toordinal(), date(y, 12, 31).toordinal()) for y in sorted(years))
        listed = ", ".join(str(y) for y in sorted(years))
        yield Constraint(windows, f"it tells of a repetition within the year of the earlier one ({listed})", 5)


def _same_parties(a: Unit, b: Unit) -> bool:
    return a is not b and a.act == b.act and bool(frozenset(a.actors.persons) & frozenset(b.actors.persons))


def _solve(base: Window, constraints: Sequence[Constraint]) -> tuple[Window, list[Constraint], list[Constraint]]:
    """The days that remain, the constraints that narrowed them, and those that contradict the others."""
    window = base
    used: list[Constraint] = []
    against: list[Constraint] = []
    kept: list[Constraint] = []
    ordered = sorted(constraints, key=lambda c: (c.rank, c.reason))
    for one in ordered:
        narrowed = _narrow(window, [*kept, one])
        if narrowed is None:
            against.append(one)
            continue
        kept.append(one)
        if narrowed != window:
            used.append(one)
            window = narrowed
    return window, used, against


def _narrow(window: Window, constraints: Sequence[Constraint]) -> Window | None:
    bounds: Window | None = window
    for one in constraints:
        bounds = None if bounds is None else bounds.meet(hull(one.windows))
    if bounds is None or not bounds.bounded or (bounds.length or 0) > MAX_DAYS:
        return bounds
    days = [day for day in bounds.days() if all(one.allows(day) for one in constraints)]
    return Window(days[0], days[-1]) if days else None


def derive_publication(
    reading: Reading,
    units: Sequence[Unit],
    index: Mapping[tuple[str, str], list[DatedHappening]],
    vectors: Mapping[str, Vector],
) -> Publication:
    """The days on which the article can have appeared; the publication as given where that is one day already."""
    given = reading.article.publication
    if given.day is not None:
        return given
    base = given.interval
    start = Window(window_of(given).start, window_of(given).end)
    constraints = [*_text_constraints(reading, units), *_event_constraints(units, index, vectors)]
    first, _, _ = _solve(start, constraints)
    constraints += list(_again_constraints(units, index, first))
    window, used, against = _solve(start, constraints)
    if window == start:
        return given
    reasons = list(given.reasons) or ([f"the {given.basis} names {base.start} to {base.end}"] if base.start else [])
    reasons += [c.reason for c in used] + [f"contradicts: {c.reason}" for c in against]
    evidence = dict.fromkeys((*given.evidence, *(c.evidence for c in used if c.evidence is not None)))
    precision = "day" if window.length == 1 else "interval"
    return Publication(
        to_iso(window.start), to_iso(window.end), "derived", precision, tuple(evidence), tuple(dict.fromkeys(reasons))
    )


def resolve_claims(units: Sequence[Unit], publication: Window) -> dict[tuple[str, str], DateValue]:
    """Dates of claims that follow once the article's own days are known to less than a week: "am Mittwoch" -> a day."""
    if not publication.bounded or (publication.length or 0) > 7:
        return {}
    result: dict[tuple[str, str], DateValue] = {}
    for unit in units:
        for one in unit.facts:
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
