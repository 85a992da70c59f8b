"""Readings of calendar dates: days, weekdays, months and years, with or without what a reader must supply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from lagebild.analyse.times.context import Context, Denotation, Values, anchored, at_time, bounds, dated, nearest, unresolved
from lagebild.analyse.times.days import Stretch, day_stretch, make_day, make_month, make_year, story_stretch, week_of
from lagebild.model.span import Interval

DAY_TOLERANCE = 45  # days by which a date without a year may lie on the other side of what the tense says
MONTH_TOLERANCE = 45
LAST_DAYS = 2  # without a tense a weekday so many days back is the last one, else the next: reports speak of yesterday
DAYPARTS = ("daypart", "daypart_tail", "daypart_noun", "daypart_hours")
NO_DAY = "XXXX-XX-XX"  # for a day that does not exist
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
        "prior_year",
    ):
        if values.get(name):
            return int(values[name])
    return default


def read_calendar(values: Values, context: Context) -> Denotation | None:
    """A date given by any of weekday, day, month and year; a `daypart` option makes it a part of that day."""
    found = _read_date(values, context)
    daypart = next((values[n] for n in DAYPARTS if values.get(n)), None)
    if daypart is None:
        return found
    if values.get("moved") and found.interval is not None and found.interval.start is not None:
        moved = day_stretch(date.fromisoformat(found.interval.start) + timedelta(days=int(values["moved"])))
        found = dated(moved, anchor=found.anchor, reason=f"{found.reason}; the night before it")
    elif values.get("moved"):
        found = unresolved("XXXX-XX-XX", "day", found.reason)
    return at_time(found, daypart, "hour")


def _read_date(values: Values, context: Context) -> Denotation:
    year = _year(values)
    if values.get("pair") and context.near_previous is not None:  # "1914/18": of the century of the year before the stroke
        year = context.near_previous.start.year // 100 * 100 + int(values["short_year"])
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
        return unresolved(NO_DAY, "day", "the calendar has no such day")
    if year is not None:
        found = make_day(year, month, day)
        if found is None:
            return unresolved(NO_DAY, "day", f"the year {year} has no such day")
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
    if context.is_distributive:
        return Denotation("SET", symbolic, None, "day", "none", "recurs each year", quant="EVERY")
    weekday = values.get("weekday") or values.get("weekday_short")
    if shift is None and weekday is None and (told := told_on(context, lambda y: make_day(y, month, day), "day and month")):
        return told

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
    if shift is None and (told := told_on(context, lambda y: make_month(y, month), "month", part=part)):
        return told

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
    if context.is_distributive:
        return Denotation("SET", symbolic, None, "day", "none", "recurs each week", quant="EVERY")
    if context.listed is not None and shift is None:
        after = context.listed.start + timedelta(days=(number - context.listed.start.isoweekday() - 1) % 7 + 1)
        return dated(day_stretch(after), anchor="publication", reason=f"weekday that follows {context.listed.value} in a list")

    def last_before(day: date) -> date:
        return day - timedelta(days=(day.isoweekday() - number - 1) % 7 + 1)

    def pick(published: date) -> Stretch:
        if values.get("day_adjective"):
            return day_stretch(published + timedelta(days=int(values["day_adjective"])))
        back, ahead = (published.isoweekday() - number) % 7, (number - published.isoweekday()) % 7
        if shift is not None:
            if shift == 0:
                return day_stretch(published + timedelta(days=number - published.isoweekday()))
            if shift < 0:
                return day_stretch(last_before(published) + timedelta(weeks=shift + 1))
            return day_stretch(published + timedelta(days=(number - published.isoweekday() - 1) % 7 + 1 + 7 * (shift - 1)))
        choices = {"past": -back, "future": ahead, None: -back if back <= LAST_DAYS else ahead}
        return day_stretch(published + timedelta(days=choices[context.direction()]))

    return anchored(context, pick, symbolic=symbolic, precision="day", reason=_why(context, "weekday"))


def told_on(context: Context, make: Callable[[int], Stretch | None], what: str, *, part: str | None = None) -> Denotation | None:
    """The date as part of a retold past that its paragraph is in; None if it is in none or speaks of what is to come."""
    story, published = context.story, context.published.days
    if story is None or context.direction() not in ({"past"} if published else {"past", None}):
        return None
    candidates = [d for d in (make(story.start.year), make(story.start.year + 1)) if d is not None]
    if not candidates or (published and not context.is_narrative and _is_recent(make, published[-1])):
        return None
    reason = f"{what} without a year, told on from {story.value}, named before it"
    return dated(story_stretch(story, candidates), part=part, anchor="previous", reason=reason)


def _is_recent(make: Callable[[int], Stretch | None], published: date) -> bool:
    """Whether one of them lies shortly before the publication, so that it can be news."""
    near = (make(published.year), make(published.year - 1))
    return any(d is not None and d.start <= published <= d.end + timedelta(days=DAY_TOLERANCE) for d in near)


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
    daypart = values.get("daypart") or values.get("daypart_noun") or values.get("daypart_tail")
    if shift == 0 and daypart is None and context.means_nowadays:
        return reference("PRESENT_REF", context, "means nowadays here")
    found = anchored(
        context, _day_after(shift), symbolic="XXXX-XX-XX", precision="day", reason="day counted from the publication"
    )
    return found if daypart is None else at_time(found, daypart, "hour")


def _day_after(shift: int) -> Callable[[date], Stretch]:
    return lambda published: day_stretch(published + timedelta(days=shift))


def reference(value: str, context: Context, reason: str = "vague") -> Denotation:
    """PAST_REF, PRESENT_REF or FUTURE_REF; the present is the day of publication, the future begins there."""
    published, interval = context.published.interval, None
    if published is not None:
        interval = {"PRESENT_REF": published, "FUTURE_REF": Interval(published.start, None)}.get(value)
    return Denotation("DATE", value, interval, "vague", "none" if interval is None else "publication", reason)


def read_reference(values: Values, context: Context) -> Denotation | None:
    return reference(values["value"], context, "names no date")


def read_era(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    """What "in this time" means: the past where the clause reports, else the present."""
    return reference("PAST_REF" if context.direction() == "past" else "PRESENT_REF", context, "past or present by the tense")


def read_before_christ(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    value = f"BC{int(values['any_year']):04}"
    return Denotation("DATE", value, None, "year", "none", "before the first year of the calendar of days")
