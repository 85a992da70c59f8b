"""What a reading of an expression may look at: the publication, the text before, and the tense of its clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from lagebild.analyse.times.days import Stretch, part_of
from lagebild.model.quick import quick
from lagebild.model.span import Interval

Direction = Literal["past", "future"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Values = Mapping[str, str]  # group of the pattern -> value


@quick
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
    candidates: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """The days on which the article can have been published, in order.

    `is_complete`: all of them are listed; otherwise only the first and the last. `why`: what narrowed them, "" if nothing did.
    """

    days: tuple[date, ...] = ()
    is_complete: bool = True
    why: str = ""

    @property
    def interval(self) -> Interval | None:
        return Interval(self.days[0].isoformat(), self.days[-1].isoformat()) if self.days else None


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands.

    `previous` is the last dated expression before it, `near_previous` the same unless it stands far off, `clause_day` the last
    day named in its own sentence, `story` the last date of a retold past that its paragraph is in; all already resolved.
    `listed`: the weekday counted from the publication right before it in a list. `direction` is asked only where it matters.
    `is_narrative`: nothing in the text is counted from the publication. `means_nowadays`: a word for today means the present age
    here. `is_distributive`: the expression holds for several days. `amount_mod`: TIMEX3 mod of the word before an amount.
    """

    published: Published
    previous: Stretch | None
    near_previous: Stretch | None
    clause_day: str | None
    story: Stretch | None
    listed: Stretch | None
    direction: Callable[[], Direction | None]
    is_narrative: bool
    is_distributive: bool
    means_nowadays: bool
    amount_mod: str | None


def bounds(published: Published) -> tuple[date, date] | None:
    """First and last day that the article can have been published on, or None if one is unknown."""
    return (published.days[0], published.days[-1]) if published.days else None


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

    Otherwise the value stays `symbolic`, the stretches that remain possible are its `candidates`, and the reason says what is
    missing.
    """
    published = context.published
    if not published.days:
        return unresolved(symbolic, precision, f"{reason}, but the publication date is not known", mod=part)
    try:
        made = [make(day) for day in published.days]
    except (ValueError, OverflowError):
        made = [None]
    found = {stretch.value: stretch for stretch in made if stretch is not None}
    if not found or None in made:
        return unresolved(symbolic, precision, f"{reason}, but that lies outside the calendar", mod=part)
    if len(found) == 1:
        why = f"{reason}; {published.why}" if published.why else reason
        return dated(next(iter(found.values())), part=part, anchor="publication", reason=why)
    why = f"{reason}, but the publication is only known to lie between {published.days[0]} and {published.days[-1]}"
    if published.why:
        why = f"{why} ({published.why})"
    candidates = tuple(part_of(stretch, part) for stretch in found.values()) if published.is_complete else ()
    return replace(unresolved(symbolic, precision, why, mod=part), candidates=candidates)


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
