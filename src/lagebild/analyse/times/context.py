"""What a reading of an expression may look at: the publication, the text before, and the tense of its clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from lagebild.analyse.times.days import Stretch, part_of
from lagebild.model.span import Interval

Direction = Literal["past", "future"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Values = Mapping[str, str]  # group of the pattern -> value


@dataclass(frozen=True, slots=True)
class Denotation:
    """What an expression denotes; the fields are those of `TimeExpression`."""

    type: TimexType
    value: str
    interval: Interval | None
    precision: str
    anchor: str
    reason: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands.

    `previous` is the last dated expression before it, `clause_day` the last day named in its own sentence, both already resolved.
    `direction` is asked only where it matters. `means_nowadays`: a word for today means the present age here.
    `is_distributive`: the expression holds for several days. `amount_mod`: TIMEX3 mod of the word before an amount.
    """

    published: Interval | None
    previous: Stretch | None
    clause_day: str | None
    direction: Callable[[], Direction | None]
    is_distributive: bool
    means_nowadays: bool
    amount_mod: str | None


def bounds(published: Interval | None) -> tuple[date, date] | None:
    """First and last day that the article can have been published on, or None if one is unknown."""
    if published is None or published.start is None or published.end is None:
        return None
    return date.fromisoformat(published.start), date.fromisoformat(published.end)


def dated(stretch: Stretch, *, part: str | None = None, anchor: str = "none", reason: str) -> Denotation:
    return Denotation("DATE", stretch.value, part_of(stretch, part), stretch.precision, anchor, reason, mod=part)


def unresolved(value: str, precision: str, reason: str, *, type_: TimexType = "DATE", mod: str | None = None) -> Denotation:
    return Denotation(type_, value, None, precision, "unresolved", reason, mod=mod)


def anchored(
    context: Context,
    make: Callable[[date], Stretch | None],
    *,
    symbolic: str,
    precision: str,
    reason: str,
    part: str | None = None,
) -> Denotation:
    """The stretch counted from the publication, where every possible day of publication leads to the same one.

    Otherwise the value stays `symbolic`, and the reason says what is missing.
    """
    limits = bounds(context.published)
    if limits is None:
        return unresolved(symbolic, precision, f"{reason}, but the publication date is not known", mod=part)
    try:
        first, last = make(limits[0]), make(limits[1])
    except (ValueError, OverflowError):
        first = last = None
    if first is None or last is None:
        return unresolved(symbolic, precision, f"{reason}, but that lies outside the calendar", mod=part)
    if first.value != last.value:
        why = f"{reason}, but the publication is only known to lie between {limits[0]} and {limits[1]}"
        return unresolved(symbolic, precision, why, mod=part)
    return dated(first, part=part, anchor="publication", reason=reason)


def at_time(day: Denotation, time: str, precision: str) -> Denotation:
    """The day's denotation narrowed to a time or part of the day; the interval stays the day."""
    return replace(day, type="TIME", value=f"{day.value}T{time}", precision=precision)


def nearest(candidates: list[Stretch], day: date, direction: Direction | None, *, tolerance_days: int) -> Stretch | None:
    """The candidate that a reader takes: the last before or the next after by the tense, else the nearest to the day.

    A tense that would skip a candidate within `tolerance_days` for one more than five times as far
    is taken to speak of something else.
    """
    ordered = sorted(candidates, key=lambda s: (_distance(s, day), s.start))
    if not ordered:
        return None
    behind = [s for s in ordered if s.start <= day]
    ahead = [s for s in ordered if s.end >= day]
    chosen = {"past": behind, "future": ahead, None: ordered}[direction]
    if not chosen:
        return ordered[0]
    closest = ordered[0]
    if _distance(closest, day) <= tolerance_days and _distance(chosen[0], day) > 5 * tolerance_days:
        return closest
    return chosen[0]


def _distance(stretch: Stretch, day: date) -> int:
    """Days between the day and the nearest edge of the stretch; 0 inside."""
    return max((stretch.start - day).days, (day - stretch.end).days, 0)
