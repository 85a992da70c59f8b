"""The days of a claim, stated or possible, and whether those of two claims can be the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lagebild.merge.days import Window, month_of, weekday_of
from lagebild.model.layers import DateValue
from lagebild.model.packing import packed

EXACT_DAYS = 6  # a date of fewer days than a week names days; "this week" and "early March" leave them open
PRECISE_DAYS = 14  # all days that the sources of one visit give together
VISIT_GAP = 3  # days: one guest does not leave and come back within three

Words = tuple[Any, ...]  # a template and what goes into it, put together when somebody reads it: of a million few are read


class Shared(NamedTuple):
    """Actors on both sides, looked for when somebody reads of them."""

    one: Mapping[str, str | None]
    other: Mapping[str, str | None]


def spoken(words: Words) -> str:
    """The text; of sets the names, in order, without the marks of ids."""
    template, *values = words
    return str(template).format(*map(_spoken, values))


def _spoken(value: Any) -> Any:
    if isinstance(value, Shared):
        return named(frozenset(value.one) & frozenset(value.other))
    return named(value) if isinstance(value, frozenset) else value


def named(keys: frozenset[str]) -> str:
    """Actors by the names in their ids."""
    return ", ".join(sorted(key.removeprefix("ac-").removeprefix("name:") for key in keys))


class Match(NamedTuple):
    """How well the parties on one side agree: 1 the same actor, less for the same country, None where one is unknown."""

    score: float
    reason: Words | None
    veto: Words | None = None


@packed
@dataclass(frozen=True, slots=True)
class When:
    """The days of a claim. `certain`: stated days; otherwise the days on which it may lie, with the weekdays that it names.

    `options`: the stretches of the window on which it may lie, where these are not all of its days.
    """

    window: Window
    certain: bool
    weekdays: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    value: DateValue | None = None
    options: tuple[Window, ...] = ()
    precise: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        length = self.window.length if self.certain else None
        object.__setattr__(self, "precise", length is not None and length <= EXACT_DAYS)


def gap_of(act: str) -> int:
    """Days by which two mentions of one act may lie apart."""
    return VISIT_GAP if act == "visit" else 0


def match_days(a: When, b: When, *, gap: int) -> Match:
    """Compare the days; a veto where they exclude each other."""
    if not _may_touch(a, b, gap):
        return Match(0.0, None, ("disjoint days ({} / {})", a.window, b.window))
    if (a.months or b.months) and (not _months_agree(a, b) or not _months_agree(b, a)):
        return OTHER_MONTH
    if (a.weekdays or b.weekdays) and (not _weekdays_agree(a, b, gap) or not _weekdays_agree(b, a, gap)):
        return OTHER_WEEKDAY
    if a.precise and b.precise:
        if a.window == b.window:
            return Match(1.0, ("same days ({})", a.window))
        return Match(0.85, ("overlapping or neighbouring days ({} / {})", a.window, b.window))
    if a.certain and b.certain:
        return Match(0.6, ("days that agree ({} / {})", a.window, b.window))
    if (a.weekdays and b.certain) or (b.weekdays and a.certain) or (a.weekdays and b.weekdays):
        return WEEKDAY_FITS
    if a.months or b.months:
        return MONTH_FITS
    return NO_DAY_KNOWN


OTHER_MONTH = Match(0.0, None, ("the month that one names is not the other's",))
OTHER_WEEKDAY = Match(0.0, None, ("the weekday that one names is none of the other's days",))
WEEKDAY_FITS = Match(0.5, ("the weekday fits",))
MONTH_FITS = Match(0.4, ("the month fits",))
NO_DAY_KNOWN = Match(0.2, None)


def _may_touch(a: When, b: When, gap: int) -> bool:
    ours, theirs = a.window, b.window
    if ours.start is not None and theirs.end is not None and ours.start - theirs.end > gap:
        return False
    if ours.end is not None and theirs.start is not None and theirs.start - ours.end > gap:
        return False
    if not a.options and not b.options:
        return True
    return any(one.overlaps(other, gap=gap) for one in a.options or (a.window,) for other in b.options or (b.window,))


def _weekdays_agree(named: When, other: When, gap: int) -> bool:
    if not named.weekdays:
        return True
    if other.weekdays and not other.certain:
        apart = min(min((a - b) % 7, (b - a) % 7) for a in named.weekdays for b in other.weekdays)
        return apart <= gap
    length = other.window.length
    if not other.certain or length is None or length > 6:
        return True
    slack = min(gap, 1)  # the day before or after the one that the other happens to name
    around = Window((other.window.start or 0) - slack, (other.window.end or 0) + slack)
    return bool(named.weekdays & {weekday_of(day) for day in around.days()})


def _months_agree(named: When, other: When) -> bool:
    if not named.months:
        return True
    if other.months:
        return bool(named.months & other.months)
    length = other.window.length
    if not other.certain or length is None or length > 62:
        return True
    return bool(named.months & {month_of(day) for day in other.window.days()})
