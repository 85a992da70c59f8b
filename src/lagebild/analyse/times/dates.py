"""Readings of calendar dates: days, weekdays, months and years, with or without what a reader must supply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from lagebild.analyse.times.context import Context, Denotation, Values, anchored, at_time, bounds, dated, nearest, unresolved
from lagebild.analyse.times.days import Stretch, day_stretch, make_day, make_month, make_year, unit_around, week_of
from lagebild.model.span import Interval

DAY_TOLERANCE = 45  # days by which a date without a year may lie on the other side of what the tense says
MONTH_TOLERANCE = 45
TWO_DIGIT_PIVOT = 30  # two-digit years up to 30 are 20xx: newspapers in German archives start in the 1990s


def shift_of(values: Values, default: int | None = None) -> int | None:
    """How many units before (negative) or after the anchor's own, by words such as "last" and "next"."""
    for name in (
        "shift",
        "last",
        "next",
        "this",
        "running",
        "before_last",
        "after_next",
        "day_adjective",
        "following",
        "preceding",
        "same",
    ):
        if values.get(name):
            return int(values[name])
    return default


def read_calendar(values: Values, context: Context) -> Denotation | None:
    """A date given by any of weekday, day, month and year; a `daypart` option makes it a part of that day."""
    found = _read_date(values, context)
    daypart = values.get("daypart") or values.get("daypart_tail") or values.get("daypart_noun")
    if daypart is None:
        return found
    if values.get("shift") and found.interval is not None and found.interval.start is not None:
        moved = day_stretch(date.fromisoformat(found.interval.start) + timedelta(days=int(values["shift"])))
        found = dated(moved, anchor=found.anchor, reason=f"{found.reason}; the night before it")
    elif values.get("shift"):
        found = unresolved("XXXX-XX-XX", "day", found.reason)
    return at_time(found, daypart, "hour")


def _read_date(values: Values, context: Context) -> Denotation:
    year = _year(values)
    month = values.get("month") or values.get("month_number") or values.get("any_month") or values.get("iso_month")
    day = values.get("day")
    if day is not None and month is not None:
        return _read_day(values, int(day.rstrip(".")), int(month), year, context)
    if month is not None:
        return _read_month(values, int(month), year, context)
    if year is not None:
        if not 1 <= year <= 9999:
            return unresolved("XXXX", "year", "there is no such year")
        return dated(make_year(year), part=values.get("part"), reason="the year is named")
    return _read_weekday(values, context)


def _year(values: Values) -> int | None:
    for name in ("year", "iso_year", "recent_year", "any_year"):
        if values.get(name):
            year = int(values[name])
            until, month = values.get("until"), values.get("month")
            return year - 1 if until and month and int(month) > int(until) else year
    if values.get("short_year"):
        short = int(values["short_year"])
        return short + (2000 if short <= TWO_DIGIT_PIVOT else 1900)
    return None


def _read_day(values: Values, day: int, month: int, year: int | None, context: Context) -> Denotation:
    symbolic = f"XXXX-{month:02}-{day:02}"
    if not 1 <= month <= 12 or make_day(2000, month, day) is None:  # 2000 was a leap year
        return unresolved(symbolic if month <= 12 else "XXXX-XX-XX", "day", "the calendar has no such day")
    if year is not None:
        found = make_day(year, month, day)
        if found is None:
            return unresolved(symbolic, "day", f"the year {year} has no such day")
        return dated(found, reason="the day is named")
    shift = shift_of(values)
    if shift is not None:
        return anchored(
            context,
            lambda p: make_day(p.year + shift, month, day),
            symbolic=symbolic,
            precision="day",
            reason="day of a year counted from the publication",
        )
    weekday = values.get("weekday") or values.get("weekday_short")

    def pick(published: date) -> Stretch | None:
        days = [make_day(published.year + offset, month, day) for offset in range(-2, 3)]
        known = [d for d in days if d is not None]
        fitting = [d for d in known if weekday is None or d.start.isoweekday() == int(weekday)]
        near = [d for d in known if abs(d.start.year - published.year) <= 1]
        return nearest(fitting or near, published, context.direction(), tolerance_days=DAY_TOLERANCE)

    return anchored(context, pick, symbolic=symbolic, precision="day", reason=_why(context, "day and month without a year"))


def _read_month(values: Values, month: int, year: int | None, context: Context) -> Denotation:
    part = values.get("part")
    symbolic = f"XXXX-{month:02}"
    if year is not None:
        if not 1 <= year <= 9999:
            return unresolved(symbolic, "month", "there is no such year", mod=part)
        return dated(make_month(year, month), part=part, reason="the month is named")
    shift = shift_of(values)

    def pick(published: date) -> Stretch | None:
        if shift is not None and values.get("month_of_year"):
            return make_month(published.year + shift, month)
        months = [make_month(published.year + offset, month) for offset in (-1, 0, 1)]
        if shift is not None and shift < 0:
            return max((m for m in months if m.end < published), key=lambda m: m.start)
        if shift is not None and shift > 0:
            return min((m for m in months if m.start > published), key=lambda m: m.start)
        return nearest(months, published, context.direction(), tolerance_days=MONTH_TOLERANCE)

    return anchored(context, pick, symbolic=symbolic, precision="month", part=part, reason=_why(context, "month without a year"))


def _read_weekday(values: Values, context: Context) -> Denotation:
    number = int(values.get("weekday") or values["weekday_short"])
    shift = shift_of(values)
    symbolic = f"XXXX-WXX-{number}"

    def last_before(day: date) -> date:
        return day - timedelta(days=(day.isoweekday() - number - 1) % 7 + 1)

    def pick(published: date) -> Stretch:
        if values.get("day_adjective"):
            return day_stretch(published + timedelta(days=int(values["day_adjective"])))
        back, ahead = (published.isoweekday() - number) % 7, (number - published.isoweekday()) % 7
        if shift is not None and values.get("shift") is None:
            if shift == 0:
                return day_stretch(published + timedelta(days=number - published.isoweekday()))
            if shift < 0:
                return day_stretch(last_before(published) + timedelta(weeks=shift + 1))
            return day_stretch(published + timedelta(days=(number - published.isoweekday() - 1) % 7 + 1 + 7 * (shift - 1)))
        choices = {"past": -back, "future": ahead, None: -back if back <= ahead else ahead}
        return day_stretch(published + timedelta(days=choices[context.direction()]))

    return anchored(context, pick, symbolic=symbolic, precision="day", reason=_why(context, "weekday"))


def _why(context: Context, what: str) -> str:
    if bounds(context.published) is None:
        return what
    by_direction = {
        "past": "tense of report: the last one",
        "future": "signal of the future: the next one",
        None: "no tense decides: the nearest one",
    }
    return f"{what}; {by_direction[context.direction()]}"


def read_weekday_of_week(values: Values, context: Context) -> Denotation | None:
    """A weekday of last, this or next week."""
    number, shift = int(values["weekday"]), shift_of(values, 0) or 0

    def pick(published: date) -> Stretch:
        return day_stretch(week_of(published + timedelta(weeks=shift)).start + timedelta(days=number - 1))

    return anchored(
        context, pick, symbolic=f"XXXX-WXX-{number}", precision="day", reason="weekday of a week counted from the publication"
    )


def read_today(values: Values, context: Context) -> Denotation | None:
    """Days counted from the publication, with or without a part of the day."""
    shift = int(
        values.get("today") or values.get("tomorrow") or values.get("day_adjective") or values.get("far_day_adjective") or 0
    )
    daypart = values.get("daypart") or values.get("daypart_noun")
    if shift == 0 and daypart is None and context.means_nowadays:
        return reference("PRESENT_REF", context, "means nowadays here")
    found = anchored(
        context, _day_after(shift), symbolic="XXXX-XX-XX", precision="day", reason="day counted from the publication"
    )
    return found if daypart is None else at_time(found, daypart, "hour")


def _day_after(shift: int) -> Callable[[date], Stretch]:
    return lambda published: day_stretch(published + timedelta(days=shift))


def read_narrative(values: Values, context: Context) -> Denotation | None:
    """A day or year counted from the date that the text named last."""
    unit, shift = values["unit"], _narrative_shift(values)
    symbolic, precision = ("XXXX-XX-XX", "day") if unit == "D" else ("XXXX", "year")
    before = context.previous
    if before is None or (unit == "D" and before.precision != "day"):
        found = unresolved(symbolic, precision, "counted from a date before it, and the text names none")
    else:
        found = dated(
            unit_around(before.start, unit, shift), anchor="previous", reason=f"counted from {before.value}, named before it"
        )
    daypart = values.get("daypart") or values.get("daypart_noun")
    return at_time(found, daypart, "hour") if daypart else found


def _narrative_shift(values: Values) -> int:
    for name in ("prior_day", "next_day", "prior_evening"):
        if values.get(name):
            return int(values[name])
    return shift_of(values, 0) or 0


def reference(value: str, context: Context, reason: str = "vague") -> Denotation:
    """PAST_REF, PRESENT_REF or FUTURE_REF; the present is the day of publication, the future begins there."""
    published, interval = context.published, None
    if published is not None and bounds(published) is not None:
        interval = {"PRESENT_REF": published, "FUTURE_REF": Interval(published.start, None)}.get(value)
    return Denotation("DATE", value, interval, "vague", "none" if interval is None else "publication", reason)


def read_reference(values: Values, context: Context) -> Denotation | None:
    return reference(values["value"], context, "names no date")
