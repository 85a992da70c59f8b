"""Stretches of the calendar: their TIMEX3 value and their first and last day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lagebild.model.span import Interval

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month of each, as meteorologists count
SYMBOLIC = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX",
            "DE": "XXX", "CE": "XX", "ML": "X"}  # fmt: skip
PRECISION = {"Y": "year", "M": "month", "W": "week", "D": "day", "WE": "week", "Q": "quarter", "DE": "decade",
             "CE": "century", "ML": "millennium", "H": "hour", "MIN": "hour", "S": "hour", "SCHOOL": "year",
             "NI": "hour", "EV": "hour", "MO": "hour", "AF": "hour"}  # fmt: skip
HALF_YEAR = 183  # days
WEEK_PARTS = {"START": (0, 1), "MID": (2, 3), "END": (4, 6)}  # days after Monday


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named part of the calendar: TIMEX3 value, first and last day, and the unit that it is one of."""

    value: str
    start: date
    end: date
    precision: str

    @property
    def interval(self) -> Interval:
        return Interval(self.start.isoformat(), self.end.isoformat())


def make_day(year: int, month: int, day: int) -> Stretch | None:
    """The day, or None if the calendar has no such day."""
    if not 1 <= year <= 9999 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return day_stretch(date(year, month, day))


def day_stretch(day: date) -> Stretch:
    return Stretch(day.isoformat(), day, day, "day")


def week_of(day: date) -> Stretch:
    """The ISO week that holds the day."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Stretch(f"{year:04}-W{week:02}", monday, monday + timedelta(days=6), "week")


def weekend_of(day: date) -> Stretch:
    """Saturday and Sunday of the ISO week that holds the day."""
    week = week_of(day)
    return Stretch(f"{week.value}-WE", week.end - timedelta(days=1), week.end, "week")


def make_month(year: int, month: int) -> Stretch:
    return Stretch(f"{year:04}-{month:02}", date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def make_quarter(year: int, number: int) -> Stretch:
    last = make_month(year, 3 * number)
    return Stretch(f"{year:04}-Q{number}", date(year, 3 * number - 2, 1), last.end, "quarter")


def make_half(year: int, number: int) -> Stretch:
    last = make_month(year, 6 * number)
    return Stretch(f"{year:04}-H{number}", date(year, 6 * number - 5, 1), last.end, "half-year")


def make_season(year: int, season: str, *, winter_ends: bool = False) -> Stretch:
    """A season of a year; a winter begins in December of that year, or ends in its February with `winter_ends`."""
    first = SEASON_MONTHS[season]
    begin_year = year - 1 if season == "WI" and winter_ends else year
    last_year, last = (begin_year + 1, first - 10) if first > 10 else (begin_year, first + 2)
    return Stretch(f"{year:04}-{season}", date(begin_year, first, 1), make_month(last_year, last).end, "season")


def make_year(year: int) -> Stretch:
    return Stretch(f"{year:04}", date(year, 1, 1), date(year, 12, 31), "year")


def make_decade(decade: int) -> Stretch:
    """The ten years whose number begins with `decade` (198: 1980 to 1989)."""
    return Stretch(f"{decade:03}", date(max(1, decade * 10), 1, 1), date(decade * 10 + 9, 12, 31), "decade")


def make_century(number: int) -> Stretch:
    """The century (20: value 19, 1900 to 1999 as TIMEX3 has it)."""
    return Stretch(f"{number - 1:02}", date(max(1, number * 100 - 100), 1, 1), date(number * 100 - 1, 12, 31), "century")


def make_millennium(number: int) -> Stretch:
    return Stretch(f"{number - 1}", date(max(1, number * 1000 - 1000), 1, 1), date(number * 1000 - 1, 12, 31), "millennium")


def story_stretch(story: Stretch, candidates: list[Stretch]) -> Stretch:
    """Of the same day, month or season in the story's year and the next, the one that a narrative standing at `story` means.

    It goes on from there by half a year at most; otherwise it stays in the year.
    """
    if story.precision == "year":
        return candidates[0]
    ahead = [c for c in candidates if 0 <= (c.end - story.start).days <= HALF_YEAR]
    return min(ahead, key=lambda c: c.start) if ahead else candidates[0]


def year_before(stretch: Stretch) -> Stretch | None:
    """The quarter, month, season … of the year before; None for what has no counterpart there."""
    year, tail = stretch.start.year - 1, stretch.value[5:]
    if stretch.precision == "month":
        return make_month(year, stretch.start.month)
    if stretch.precision == "quarter":
        return make_quarter(year, int(tail[1:]))
    if stretch.precision == "half-year":
        return make_half(year, int(tail[1:]))
    if stretch.precision == "season":
        return make_season(int(stretch.value[:4]) - 1, tail)
    return None


def easter_sunday(year: int) -> date:
    """Easter of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - shift - rest % 4) % 7
    late = (golden + 11 * shift + 22 * weekday) // 451
    month, day = divmod(shift + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where it is shorter.

    Raises:
        ValueError: if the year leaves the calendar (1 to 9999).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def part_of(stretch: Stretch, part: str | None) -> Interval:
    """The days of the beginning, middle or end of a stretch; of all of it where `part` is None."""
    if part is None or stretch.start == stretch.end:
        return stretch.interval
    if stretch.precision == "week":
        first, last = WEEK_PARTS[part]
        return Interval((stretch.start + timedelta(first)).isoformat(), (stretch.start + timedelta(last)).isoformat())
    third = ((stretch.end - stretch.start).days + 1) // 3
    begin = {"START": stretch.start, "MID": stretch.start + timedelta(third), "END": stretch.start + timedelta(2 * third)}[part]
    end = stretch.end if part == "END" else begin + timedelta(third - 1)
    return Interval(begin.isoformat(), end.isoformat())


def unit_around(day: date, unit: str, shift: int) -> Stretch:
    """The year, month, week … that holds the day, or one `shift` units away.

    Raises:
        ValueError, OverflowError: if that is outside the calendar.
    """
    if unit == "D":
        return day_stretch(day + timedelta(days=shift))
    if unit == "W":
        return week_of(day + timedelta(weeks=shift))
    if unit == "WE":
        return weekend_of(day + timedelta(weeks=shift))
    if unit == "M":
        moved = add_months(day, shift)
        return make_month(moved.year, moved.month)
    if unit == "Q":
        moved = add_months(day, 3 * shift)
        return make_quarter(moved.year, (moved.month + 2) // 3)
    year = day.year + shift * {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[unit]
    if unit == "Y":
        return make_year(year)
    if unit == "DE":
        return make_decade(year // 10)
    return make_century(year // 100 + 1) if unit == "CE" else make_millennium(year // 1000 + 1)
