"""Charts as geometry: what a template draws as SVG, computed here, so that a page needs no script."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_MONTHS = 180  # more are drawn as years: a bar below five pixels cannot be pointed at
SMOOTHING = 3  # months under one point of the curve
WIDTH, HEIGHT = 960.0, 132.0  # of a chart in its own units, with the line of years under it
FOOT = 18.0  # height of that line


@dataclass(frozen=True, slots=True)
class Bar:
    """The events of one period: inclusive ISO days, counts, and the rectangles above and below the zero line."""

    label: str
    first_day: str
    last_day: str
    cooperative: int
    conflictive: int
    x: float
    width: float
    top: float
    up: float  # height of the cooperative part
    down: float  # height of the conflictive part
    chosen: bool


@dataclass(frozen=True, slots=True)
class PeriodChart:
    """Cooperation above, conflict below the zero line, and the curve of the balance of their scores."""

    bars: tuple[Bar, ...]
    width: float
    height: float
    left: float
    step: float
    zero: float
    ticks: tuple[tuple[float, str], ...]
    curve: str  # points of a polyline
    peak: int
    by_year: bool

    @property
    def periods(self) -> list[tuple[str, str]]:
        """First and last day of every bar, for the brush."""
        return [(bar.first_day, bar.last_day) for bar in self.bars]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The measures of a chart: units a period and an event, and where the zero line lies."""

    left: float
    step: float
    zero: float
    scale: float
    peak: int


def period_chart(
    counts: Mapping[str, tuple[int, int]],
    scores: Mapping[str, float],
    *,
    first_day: str | None = None,
    last_day: str | None = None,
) -> PeriodChart | None:
    """The chart of counts by month ("2023-03": cooperative, conflictive), every month between the first and the last.

    Args:
        counts: events by month.
        scores: the balance of their scores by month, for the curve.
        first_day: bars that end before are drawn as not chosen.
        last_day: bars that begin after are drawn as not chosen.

    Returns:
        None if there is no month to draw.
    """
    if not counts:
        return None
    periods, values, by_year = _by_period(counts)
    net = [sum(score for month, score in scores.items() if month.startswith(period)) for period in periods]
    frame = _frame(values, len(periods), width=WIDTH, height=HEIGHT)
    bars = [
        _bar(period, values.get(period, (0, 0)), number, frame, first_day=first_day, last_day=last_day)
        for number, period in enumerate(periods)
    ]
    return PeriodChart(
        bars=tuple(bars),
        width=WIDTH,
        height=HEIGHT,
        left=frame.left,
        step=round(frame.step, 4),
        zero=round(frame.zero, 2),
        ticks=_ticks(periods, frame.left, frame.step),
        curve=_curve(net, frame, HEIGHT - FOOT),
        peak=frame.peak,
        by_year=by_year,
    )


def _by_period(counts: Mapping[str, tuple[int, int]]) -> tuple[list[str], Mapping[str, tuple[int, int]], bool]:
    """Months with their counts, or years where there would be too many months; and whether it is years."""
    months = _months(min(counts), max(counts))
    if len(months) <= MAX_MONTHS:
        return months, counts, False
    return _years(months), _sum_by_year(counts), True


def _frame(values: Mapping[str, tuple[int, int]], periods: int, *, width: float, height: float) -> _Frame:
    """Room for the highest bars on both sides of the zero line."""
    left, high = 26.0, height - FOOT
    most_good, most_bad = max(good for good, _ in values.values()), max(bad for _, bad in values.values())
    zero = high * (0.6 if most_bad else 0.94)
    scale = (zero - 6) / max(most_good, 1)
    if most_bad:
        scale = min(scale, (high - zero) / most_bad)
    return _Frame(left, (width - left - 4) / max(periods, 12), zero, scale, max(most_good, most_bad) or 1)


def _bar(period: str, value: tuple[int, int], number: int, frame: _Frame, *, first_day: str | None, last_day: str | None) -> Bar:
    good, bad = value
    begin, end = _days(period)
    return Bar(
        label=period,
        first_day=begin,
        last_day=end,
        cooperative=good,
        conflictive=bad,
        x=round(frame.left + number * frame.step, 2),
        width=round(frame.step, 2),
        top=round(frame.zero - good * frame.scale, 2),
        up=round(good * frame.scale, 2),
        down=round(bad * frame.scale, 2),
        chosen=(first_day is None or end >= first_day) and (last_day is None or begin <= last_day),
    )


def _months(first: str, last: str) -> list[str]:
    (year, month), (last_year, last_month) = _split(first), _split(last)
    found = []
    while (year, month) <= (last_year, last_month):
        found.append(f"{year:04d}-{month:02d}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _split(period: str) -> tuple[int, int]:
    year, _, month = period.partition("-")
    return int(year), int(month or 1)


def _years(months: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(month[:4] for month in months))


def _sum_by_year(counts: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for month, (good, bad) in counts.items():
        old_good, old_bad = found.get(month[:4], (0, 0))
        found[month[:4]] = (old_good + good, old_bad + bad)
    return found


def _days(period: str) -> tuple[str, str]:
    if len(period) == 4:
        return f"{period}-01-01", f"{period}-12-31"
    year, month = _split(period)
    return f"{period}-01", f"{period}-{calendar.monthrange(year, month)[1]:02d}"


def _ticks(periods: Sequence[str], left: float, step: float) -> tuple[tuple[float, str], ...]:
    """Where a year begins, and no closer than its label is wide."""
    found: list[tuple[float, str]] = []
    for number, period in enumerate(periods):
        begins = number == 0 or len(period) == 4 or period.endswith("-01")
        x = left + number * step
        if begins and (not found or x - found[-1][0] >= 40):
            found.append((round(x, 2), period[:4]))
    return tuple(found)


def _curve(net: Sequence[float], frame: _Frame, high: float) -> str:
    """The balance of scores, each point the mean of the periods around it, as high as the chart has room on either side."""
    if len(net) < SMOOTHING:
        return ""
    means = []
    for number in range(len(net)):
        around = net[max(0, number - SMOOTHING // 2) : number + SMOOTHING // 2 + 1]
        means.append(sum(around) / len(around))
    up, down = max(*means, 0.0), -min(*means, 0.0)
    room = [(frame.zero - 6) / up] if up else []
    scale = min([*room, *([(high - frame.zero) / down] if down and high > frame.zero else [])], default=0.0)
    points = [(frame.left + (number + 0.5) * frame.step, frame.zero - mean * scale) for number, mean in enumerate(means)]
    return " ".join(f"{x:.1f},{min(y, high):.1f}" for x, y in points)


def spark_bars(
    values: Sequence[tuple[int, int]], *, width: float = 120, height: float = 22
) -> tuple[tuple[float, float, float, float, float], ...]:
    """Small bars (x, width, top, up, down) for a row of a table."""
    if not values:
        return ()
    peak = max(max(good, bad) for good, bad in values) or 1
    step = width / len(values)
    half = height / 2
    return tuple(
        (
            round(number * step, 2),
            round(max(step - 0.6, 0.6), 2),
            round(half - good / peak * (half - 1), 2),
            round(good / peak * (half - 1), 2),
            round(bad / peak * (half - 1), 2),
        )
        for number, (good, bad) in enumerate(values)
    )
