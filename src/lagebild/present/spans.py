"""Standing relations as bars over time: how long a tie stood, at which level, and where nobody says."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from lagebild.model.picture import TieInterval

ROW = 26.0
TOP = 4.0
FOOT = 18.0
LABEL = 230.0  # room for the names on the left
MIN_WIDTH = 4.0
MAX_LABEL_CHARS = 34
PERIOD = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """A tie before it is drawn."""

    id: str
    label: str
    intervals: tuple[TieInterval, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One interval: `open_left` and `open_right` where no source gives that end."""

    x: float
    width: float
    y: float
    status: str
    level: str | None
    start: str | None
    end: str | None
    open_left: bool
    open_right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """A tie in the drawing."""

    id: str
    label: str
    y: float
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Spans:
    """The drawing of several ties over one axis of time."""

    lines: tuple[Line, ...]
    width: float
    height: float
    ticks: tuple[tuple[float, str], ...]


def first_day(value: str | None) -> date | None:
    """The first day of a day, month or year; None for anything else."""
    match = PERIOD.match(value or "")
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def last_day(value: str | None) -> date | None:
    """The last day of a day, month or year; None for anything else."""
    first = first_day(value)
    match = PERIOD.match(value or "")
    if first is None or match is None or match[3]:
        return first
    month = int(match[2] or 12)
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def build_spans(rows: Sequence[Row], *, width: float = 960) -> Spans | None:
    """The drawing; None if no tie has a day at all."""
    dated = [(row, [(i, *ends) for i in row.intervals if (ends := _ends(i)) is not None]) for row in rows]
    drawn = [(row, stretches) for row, stretches in dated if stretches]
    if not drawn:
        return None
    low = min(begin for _, found in drawn for _, begin, _ in found)
    high = max(end for _, found in drawn for _, _, end in found)
    days = max((high - low).days, 1)
    room = width - LABEL - 8

    def x_of(day: date) -> float:
        return LABEL + room * (day - low).days / days

    lines = []
    for number, (row, found) in enumerate(drawn):
        y = TOP + number * ROW
        stretches = tuple(
            Stretch(
                x=round(x_of(begin), 1),
                width=round(max(x_of(end) - x_of(begin), MIN_WIDTH), 1),
                y=y + 5,
                status=interval.status,
                level=interval.level,
                start=interval.start,
                end=interval.end,
                open_left=interval.start is None,
                open_right=interval.end is None,
                why=interval.why,
            )
            for interval, begin, end in found
        )
        label = row.label if len(row.label) <= MAX_LABEL_CHARS else row.label[:MAX_LABEL_CHARS] + " …"
        lines.append(Line(row.id, label, y, stretches))
    ticks = _ticks(low, high, x_of=lambda day: round(x_of(day), 1))
    return Spans(tuple(lines), width, TOP + len(lines) * ROW + FOOT, ticks)


def _ends(interval: TieInterval) -> tuple[date, date] | None:
    """The days to draw: what is stated, else when the articles attest it."""
    begin = first_day(interval.start) or first_day(interval.attested_from)
    end = last_day(interval.end) or last_day(interval.attested_to) or begin
    if begin is None or end is None:
        return None
    return (begin, end) if begin <= end else (end, begin)


def _ticks(low: date, high: date, *, x_of: Callable[[date], float]) -> tuple[tuple[float, str], ...]:
    """Where years begin, not more than a dozen of them."""
    step = max(1, (high.year - low.year) // 12 + 1)
    years = [year for year in range(low.year + 1, high.year + 1) if year % step == 0]
    return tuple((x_of(date(year, 1, 1)), str(year)) for year in years) or ((x_of(low), str(low.year)),)
