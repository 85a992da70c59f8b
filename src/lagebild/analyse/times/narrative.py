"""Readings that count from the date that the text named last: "the day before", "in the year after", "the following Friday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from lagebild.analyse.times.context import Context, Denotation, Values, anchored, at_time, dated, unresolved
from lagebild.analyse.times.days import PRECISION, SYMBOLIC, day_stretch, make_year, unit_around, year_before

NO_DATE = "counted from a date before it, and the text names none"
SHIFTS = ("prior_day", "next_day", "prior_evening", "before_side", "after_side", "following", "preceding", "same", "shift")
FINE = {"D": ("day",), "W": ("day", "week"), "M": ("day", "week", "month")}  # what a day, week or month can be counted from


def read_narrative(values: Values, context: Context) -> Denotation | None:
    """A day, week, month or year counted from the date that the text named last."""
    unit = values["unit"]
    before = context.previous
    if before is None or before.precision not in FINE.get(unit, (before.precision,)):
        found = unresolved(SYMBOLIC[unit], PRECISION[unit], NO_DATE)
    else:
        shift = _shift(values)
        moved = unit_around(before.end if shift > 0 else before.start, unit, shift)
        found = dated(moved, anchor="previous", reason=f"counted from {before.value}, named before it")
    daypart = values.get("daypart") or values.get("daypart_noun")
    return at_time(found, daypart, "hour") if daypart else found


def _shift(values: Values) -> int:
    return next((int(values[name]) for name in SHIFTS if values.get(name)), 0)


def read_weekday(values: Values, context: Context) -> Denotation | None:
    """The first such weekday after the day that the text named last."""
    number, before = int(values["weekday"]), context.previous
    if before is None or before.precision != "day":
        return unresolved(f"XXXX-WXX-{number}", "day", NO_DATE)
    day = before.end + timedelta(days=(number - before.end.isoweekday() - 1) % 7 + 1)
    return dated(day_stretch(day), anchor="previous", reason=f"counted from {before.value}, named before it")


def read_year_before(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    """The same part of the year before: of the quarter, month or season named just before, else the last year as a whole."""
    before = context.near_previous
    moved = None if before is None else year_before(before)
    if before is not None and moved is not None:
        return dated(moved, anchor="previous", reason=f"a year before {before.value}, named before it")
    found = anchored(
        context, lambda p: make_year(p.year - 1), symbolic=SYMBOLIC["Y"], precision="year", reason="counted from the publication"
    )
    return replace(found, reason=f"{found.reason}; which part of the year is not named")
