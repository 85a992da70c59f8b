"""Readings of units of the calendar (weeks to centuries), seasons, holidays, times of day, durations and sets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from lagebild.analyse.times import dates
from lagebild.analyse.times.context import (
    Context,
    Denotation,
    Values,
    anchored,
    at_time,
    dated,
    nearest,
    unresolved,
)  # fmt: skip
from lagebild.analyse.times.days import (
    PRECISION,
    SYMBOLIC,
    Stretch,
    day_stretch,
    easter_sunday,
    make_century,
    make_day,
    make_decade,
    make_half,
    make_quarter,
    make_season,
    make_year,
    unit_around,
    weekend_of,
)  # fmt: skip
from lagebild.model.span import Interval

SEASON_TOLERANCE = 60
EASTER = re.compile(r"easter([+-]\d+)")
FINAL_MINUTE = 24 * 60
HOURS_IN_WORDS, NOON = 12, 12
DECADE_WORDS = ("decade_word", "decade_years", "decade_bare")


def read_unit(values: Values, context: Context) -> Denotation | None:
    """The last, this or next year, month, week …; a year named with it makes it absolute."""
    unit, part = values.get("calendar_unit") or values.get("unit") or "Y", values.get("part")
    if values.get("unit_part"):
        unit, part = values["unit_part"].split()
    if values.get("year"):
        return dated(make_year(int(values["year"])), part=part, reason="the year is named")
    shift = next(
        (
            int(values[n])
            for n in ("prior_year", "prior_year_period", "prior_month", "prior_week", "year_adverb", "year_adjective")
            if values.get(n)
        ),
        None,
    )
    shift = dates.shift_of(values, 0) or 0 if shift is None else shift
    return anchored(
        context, lambda p: unit_around(p, unit, shift), symbolic=SYMBOLIC[unit], precision=PRECISION[unit], part=part,
        reason="counted from the publication",
    )  # fmt: skip


def read_new_year(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    """The year whose first day is nearest to the publication."""
    return anchored(
        context, lambda p: make_year((p + timedelta(days=182)).year), symbolic=SYMBOLIC["Y"], precision="year",
        reason="the year that begins nearest to the publication",
    )  # fmt: skip


def read_weekend(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    """The weekend next to the publication on the side that the tense shows."""

    def pick(published: date) -> Stretch | None:
        weekends = [weekend_of(published + timedelta(weeks=n)) for n in (-1, 0, 1)]
        return nearest(weekends, published, context.direction(), tolerance_days=1)

    return anchored(context, pick, symbolic=SYMBOLIC["WE"], precision="week", reason="weekend by the tense")


def read_decade(values: Values, context: Context) -> Denotation | None:
    """A decade by figures or words; without the century it is the last such decade before the publication."""
    figures = values.get("decade_figures")
    part = values.get("part")
    if figures and len(figures) == 4:
        return dated(make_decade(int(figures) // 10), part=part, reason="the decade is named")
    digit = int(figures) // 10 if figures else int(next(values[n] for n in DECADE_WORDS if values.get(n)))

    def pick(published: date) -> Stretch:
        century = published.year // 100 * 10
        return make_decade(century + digit if (century + digit) * 10 <= published.year else century - 10 + digit)

    return anchored(
        context, pick, symbolic=f"XX{digit}", precision="decade", part=part, reason="the last such decade before the publication"
    )


def read_century(values: Values, context: Context) -> Denotation | None:  # noqa: ARG001
    number = int(values.get("ordinal") or values["century_word"])
    stretch = make_century(number)
    found = dated(stretch, part=values.get("part"), reason="the century is named")
    if values.get("half"):
        middle = stretch.start.replace(year=stretch.start.year + 50)
        first, last = (stretch.start, middle - timedelta(days=1)) if values["half"] == "1" else (middle, stretch.end)
        found = replace(found, interval=Interval(first.isoformat(), last.isoformat()))
    return found


def _numbered(
    values: Values, context: Context, make: Callable[[int, int], Stretch], letter: str, precision: str
) -> Denotation | None:
    number = int(values.get("quarter") or values.get("half") or values["ordinal"])
    if not 1 <= number <= (4 if letter == "Q" else 2):
        return unresolved(f"XXXX-{letter}X", precision, "a year has no such part")
    if values.get("year"):
        return dated(make(int(values["year"]), number), reason="the year is named")
    shift = dates.shift_of(values)

    def pick(published: date) -> Stretch | None:
        if shift is not None:
            return make(published.year + shift, number)
        return nearest(
            [make(published.year + n, number) for n in (-1, 0, 1)],
            published,
            context.direction(),
            tolerance_days=SEASON_TOLERANCE,
        )

    return anchored(context, pick, symbolic=f"XXXX-{letter}{number}", precision=precision, reason="part of a year by the tense")


def read_quarter(values: Values, context: Context) -> Denotation | None:
    return _numbered(values, context, make_quarter, "Q", "quarter")


def read_half(values: Values, context: Context) -> Denotation | None:
    return _numbered(values, context, make_half, "H", "half-year")


def read_season(values: Values, context: Context) -> Denotation | None:
    """A season with a year, counted from the publication, or the one that the tense shows."""
    name, part = next(
        (n, p)
        for n, p in (("season", None), ("season_start", "START"), ("season_mid", "MID"), ("season_end", "END"))
        if values.get(n)
    )
    season, part = values[name], values.get("part") or part
    if values.get("year"):
        return dated(make_season(int(values["year"]), season), part=part, reason="the year is named")
    shift, of_year = dates.shift_of(values), values.get("season_of_year") is not None
    if shift is None and (told := dates.told_on(context, lambda year: make_season(year, season), "season", part=part)):
        return told

    def pick(published: date) -> Stretch | None:
        near = [make_season(published.year + n, season, winter_ends=season == "WI") for n in (-1, 0, 1, 2)]
        if shift is None:
            return nearest(near, published, context.direction(), tolerance_days=SEASON_TOLERANCE)
        if of_year:
            return make_season(published.year + shift, season)
        if shift < 0:
            return max((s for s in near if s.end < published), key=lambda s: s.start)
        if shift > 0:
            return min((s for s in near if s.start > published), key=lambda s: s.start)
        return nearest(near, published, None, tolerance_days=SEASON_TOLERANCE)

    return anchored(
        context, pick, symbolic=f"XXXX-{season}", precision="season", part=part, reason="season counted from the publication"
    )


def read_holiday(values: Values, context: Context) -> Denotation | None:
    rule = values["holiday"]

    def day_in(year: int) -> Stretch | None:
        movable = EASTER.fullmatch(rule)
        if movable:
            return day_stretch(easter_sunday(year) + timedelta(days=int(movable[1])))
        month, day = rule.split("-")
        return make_day(year, int(month), int(day))

    if values.get("year"):
        found = day_in(int(values["year"]))
        return None if found is None else dated(found, reason="the year is named")

    def pick(published: date) -> Stretch | None:
        days = [d for d in (day_in(published.year + n) for n in (-1, 0, 1)) if d is not None]
        return nearest(days, published, context.direction(), tolerance_days=dates.DAY_TOLERANCE)

    symbolic = "XXXX-XX-XX" if rule.startswith("easter") else f"XXXX-{rule}"
    return anchored(context, pick, symbolic=symbolic, precision="day", reason="holiday without a year")


def _day_before(context: Context) -> Denotation:
    """The day that a bare time of day belongs to: one named in the sentence, else the day of publication."""
    if context.clause_day is not None:
        interval = Interval(context.clause_day, context.clause_day)
        return Denotation("DATE", context.clause_day, interval, "day", "previous", "day named in the same sentence")
    return anchored(
        context, day_stretch, symbolic="XXXX-XX-XX", precision="day", reason="no day is named with it: the day of publication"
    )


def read_clock(values: Values, context: Context) -> Denotation | None:
    """A time by the clock; more than 24 hours get no value."""
    if values.get("midnight"):
        hour, minute = 24, 0
    else:
        hour, minute = int(values.get("hour") or float(values["num_word"])), int(values.get("minute") or values.get("late") or 0)
    return _at_clock(hour, minute, values, context)


def read_clock_words(values: Values, context: Context) -> Denotation | None:
    """A time by the clock in halves and quarters of an hour."""
    hour = int(float(values["num_word"]))
    if not 1 <= hour <= HOURS_IN_WORDS:
        return None
    minutes = -30 if values["kind"] == "half" else 15 * int(values["clock_side"])
    hour, minute = divmod((hour * 60 + minutes) % (24 * 60), 60)
    return _at_clock(hour, minute, values, context)


def _at_clock(hour: int, minute: int, values: Values, context: Context) -> Denotation:
    if hour * 60 + minute > FINAL_MINUTE:
        return unresolved("XXXX-XX-XXTXX:XX", "hour", "a day has no such hour", type_="TIME")
    if values.get("daypart_adverb") in {"EV", "AF"} and hour < NOON:
        hour += 12
    time = f"{hour:02}:{minute:02}"
    if context.is_distributive:
        return Denotation("TIME", f"T{time}", None, "hour", "none", "holds for several days")
    found = at_time(_day_before(context), time, "hour")
    return replace(found, value=f"T{time}") if found.interval is None else found


def read_daypart(values: Values, context: Context) -> Denotation | None:
    daypart = next(values[n] for n in ("daypart_noun", "daypart_adverb", "daypart_hours", "noon", "night") if values.get(n))
    return replace(at_time(_day_before(context), daypart, "hour"), mod=values.get("early_late"))
