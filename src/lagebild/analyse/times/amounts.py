"""Readings of lengths of time, of points counted by them, and of what recurs."""

from __future__ import annotations

from datetime import date, timedelta

from lagebild.analyse.times import periods
from lagebild.analyse.times.context import Context, Denotation, Values, anchored, bounds, dated
from lagebild.analyse.times.days import PRECISION, SYMBOLIC, Stretch, add_months, day_stretch, unit_around
from lagebild.model.span import Interval

CLOCK_UNITS = {"H": "H", "MIN": "M", "S": "S", "NI": "NI", "EV": "EV", "MO": "MO", "AF": "AF"}
VALUE_LETTERS = {"SCHOOL": "Y", "ML": "L"}
DAYS_PER_UNIT = {"D": 1, "W": 7, "WE": 7}
MONTHS_PER_UNIT = {"M": 1, "Q": 3, "Y": 12, "SCHOOL": 12, "DE": 120, "CE": 1200, "ML": 12000}


UNITS = (  # groups that hold the unit of an amount, the first found counts
    "unit", "counted_unit", "plural_years", "plural_unit", "adj_unit", "short_adj_unit", "long_adverb", "long_years", "age_unit",
    "daypart_unit", "calendar_unit",
)  # fmt: skip
NUMBERS = ("count", "num", "num_word", "vague_number")


def duration_value(number: str, unit: str) -> str:
    """The TIMEX3 value of a number of units ("P5Y", "PT35H", "PXW")."""
    if unit in CLOCK_UNITS:
        return f"PT{number}{CLOCK_UNITS[unit]}"
    return f"P{number}{VALUE_LETTERS.get(unit, unit)}"


def _joined(value: str, rest: str) -> str:
    """Two lengths as one ("P3Y" and "P4M": "P3Y4M"; hours after "T" once)."""
    tail = rest.removeprefix("P")
    return value + (tail.removeprefix("T") if "T" in value else tail)


def _amount(values: Values) -> tuple[str, str]:
    """Number ("X" where vague) and unit of an amount of time."""
    unit = next(values[n] for n in UNITS if values.get(n))
    number = next((values[n] for n in NUMBERS if values.get(n)), "X").replace(",", ".")
    return number, unit


def _moved(day: date, number: float, unit: str) -> date:
    """The day moved by a number of units.

    Raises:
        ValueError, OverflowError: if that leaves the calendar.
    """
    if unit in MONTHS_PER_UNIT:
        return add_months(day, round(number * MONTHS_PER_UNIT[unit]))
    return day + timedelta(days=round(number * DAYS_PER_UNIT.get(unit, 0)))


def _span(context: Context, number: str, unit: str, side: str) -> tuple[Interval | None, str]:
    """The days from a number of units before the publication up to it ("past"), or from it on ("future"), and the reason."""
    limits = bounds(context.published)
    if limits is None:
        return None, "counted from the publication, whose date is not known"
    if number == "X" or unit in CLOCK_UNITS:
        first, last = limits[0].isoformat(), limits[1].isoformat()
        why = "one side is open: the number of days is not given"
        return (Interval(None, last) if side == "past" else Interval(first, None)), why
    try:
        begin = _moved(limits[0], -float(number), unit) if side == "past" else limits[0]
        end = limits[1] if side == "past" else _moved(limits[1], float(number), unit)
    except (ValueError, OverflowError):
        return None, "that lies outside the calendar"
    exact = limits[0] == limits[1]
    return Interval(
        begin.isoformat(), end.isoformat()
    ), "counted from the publication" if exact else "widest span over the possible days of publication"


def read_duration(values: Values, context: Context) -> Denotation | None:
    """A length of time; with the option `span` also the days that it covers."""
    if values.get("half_unit"):
        return Denotation("DURATION", values["half_unit"], None, "month", "none", "a length of time", mod=context.amount_mod)
    number, unit = _amount(values)
    value = duration_value(number, unit)
    if values.get("unit_more"):
        value = _joined(value, duration_value(values["num_more"].replace(",", "."), values["unit_more"]))
    if values.get("span") is None:
        return Denotation("DURATION", value, None, PRECISION[unit], "none", "a length of time", mod=context.amount_mod)
    interval, reason = _span(context, number, unit, values["span"])
    anchor = "unresolved" if interval is None else "publication"
    return Denotation("DURATION", value, interval, PRECISION[unit], anchor, reason, mod=context.amount_mod)


def read_ago(values: Values, context: Context) -> Denotation | None:
    return _counted(values, context, -1)


def read_ahead(values: Values, context: Context) -> Denotation | None:
    """A point ahead where the clause speaks of the future; else the time that something takes."""
    lies_ahead = _amount(values)[1] not in {"S", "MIN"} and context.direction() == "future"
    return _counted(values, context, 1) if lies_ahead else read_duration(values, context)


def read_later(values: Values, context: Context) -> Denotation | None:
    """A point counted from the date named before it, where the text names one; else the length of time between."""
    number, unit = _amount(values)
    before = context.near_previous
    if before is None or number == "X" or unit in CLOCK_UNITS or unit == "SCHOOL":
        return read_duration(values, context)
    grain = before.precision if unit in {"D", "W"} else "day"
    if unit in {"D", "W"} and grain != "day":
        return read_duration(values, context)
    to = {"D": "D", "W": "D", "M": "M"}.get(unit, "Y")
    try:
        stretch = unit_around(_moved(before.start, int(values["later_side"]) * float(number), unit), to, 0)
    except (ValueError, OverflowError):
        return read_duration(values, context)
    return dated(stretch, anchor="previous", reason=f"counted from {before.value}, named before it")


def read_from_day(values: Values, context: Context) -> Denotation | None:
    """The day that lies a number of units before or after a day counted from the publication."""
    number, unit = _amount(values)
    if number == "X" or unit in CLOCK_UNITS or unit == "SCHOOL":
        return None

    def make(published: date) -> Stretch:
        shift = values.get("today") or values.get("tomorrow")
        ahead = (int(values.get("weekday") or 0) - published.isoweekday() - 1) % 7 + 1
        base = published + timedelta(days=ahead if shift is None else int(shift))
        return day_stretch(_moved(base, int(values["sign"]) * float(number), unit))

    return anchored(context, make, symbolic="XXXX-XX-XX", precision="day", reason="day counted from a day near the publication")


def _counted(values: Values, context: Context, sign: int) -> Denotation | None:
    """The day, month or year that lies a number of units before or after the publication."""
    number, unit = _amount(values)
    vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if number == "X" or unit == "SCHOOL":
        return Denotation("DATE", vague, None, "vague", "unresolved", "the number is not given")
    if unit in CLOCK_UNITS:
        return anchored(
            context, day_stretch, symbolic="XXXX-XX-XX", precision="hour", reason="hours counted from the publication"
        )
    grain = {"D": "D", "W": "D", "M": "M", "Y": "M" if number == "1" else "Y"}.get(unit, "Y")
    return anchored(
        context, lambda p: unit_around(_moved(p, sign * float(number), unit), grain, 0),
        symbolic=SYMBOLIC[grain], precision=PRECISION[grain], reason=f"{number} {PRECISION[unit]}s counted from the publication",
    )  # fmt: skip


def read_each(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    """Something that recurs each weekday, month, unit or number of units."""
    freq, quant = values.get("times"), "EVERY"
    if values.get("num") and not freq and "each" not in values and "every" not in values:
        quant = "EACH"
    if values.get("weekday") and not values.get("unit"):
        value, precision = f"XXXX-WXX-{values['weekday']}", "day"
    elif values.get("daypart_noun"):
        value, precision = f"XXXX-XX-XXT{values['daypart_noun']}", "hour"
    elif values.get("month"):
        value, precision = f"XXXX-{int(values['month']):02}", "month"
    elif values.get("season"):
        value, precision = f"XXXX-{values['season']}", "season"
    else:
        unit = values.get("unit") or values.get("calendar_unit") or "Y"
        number = values.get("ordinal_word") or values.get("num") or ("X" if values.get("vague_number") else "1")
        if values.get("counts"):
            freq, number = freq or f"{number}X", "1"
        elif values.get("num_word") or values.get("quantity"):
            number = "1"
        value, precision = duration_value(number, unit), PRECISION[unit]
    return Denotation("SET", value, None, precision, "none", "recurs", quant=quant, freq=freq)


def read_often(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    return Denotation("SET", values["often"], None, "vague", "none", "recurs", quant="EVERY")


def read_often_weekday(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    return Denotation("SET", f"XXXX-WXX-{values['weekdays']}", None, "day", "none", "recurs", quant="EVERY")


def read_often_daypart(values: Values, context: Context) -> Denotation | None:
    if context.clause_day is not None:
        return periods.read_daypart(values, context)
    return Denotation("SET", f"XXXX-XX-XXT{values['daypart_adverb']}", None, "hour", "none", "recurs", quant="EVERY")


def read_vague_set(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    return Denotation("SET", "PXX", None, "vague", "none", "recurs, how often is not given")
