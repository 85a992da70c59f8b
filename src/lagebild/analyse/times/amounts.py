"""Readings of lengths of time, of points counted by them, and of what recurs."""

from __future__ import annotations

from datetime import date, timedelta

from lagebild.analyse.times import periods
from lagebild.analyse.times.context import Context, Denotation, Values, anchored, bounds
from lagebild.analyse.times.days import add_months, day_stretch, unit_around
from lagebild.analyse.times.periods import PRECISION, SYMBOLIC
from lagebild.model.span import Interval

CLOCK_UNITS = {"H": "H", "MIN": "M", "S": "S"}
DAYS_PER_UNIT = {"D": 1, "W": 7, "WE": 7}
MONTHS_PER_UNIT = {"M": 1, "Q": 3, "Y": 12, "SCHOOL": 12, "DE": 120, "CE": 1200}


def duration_value(number: str, unit: str) -> str:
    """The TIMEX3 value of a number of units ("P5Y", "PT35H", "PXW")."""
    if unit in CLOCK_UNITS:
        return f"PT{number}{CLOCK_UNITS[unit]}"
    return f"P{number}{'Y' if unit == 'SCHOOL' else unit}"


def _amount(values: Values) -> tuple[str, str]:
    """Number ("X" where vague) and unit of an amount of time."""
    unit = next(
        values[n] for n in ("unit", "plural_unit", "adj_unit", "short_adj_unit", "long_adverb", "long_years") if values.get(n)
    )
    number = (values.get("num") or values.get("num_word") or values.get("vague_number") or "X").replace(",", ".")
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
        number = values.get("num") or "1"
        if values.get("counts"):
            freq, number = f"{number}X", "1"
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
