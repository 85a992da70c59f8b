"""The readings that rows of the pack's patterns name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lagebild.analyse.times import amounts, dates, narrative, periods
from lagebild.analyse.times.context import Context, Denotation, Values

READINGS: Mapping[str, Callable[[Values, Context], Denotation | None]] = {
    "calendar": dates.read_calendar,
    "weekday_of_week": dates.read_weekday_of_week,
    "today": dates.read_today,
    "narrative": narrative.read_narrative,
    "narrative_weekday": narrative.read_weekday,
    "year_before": narrative.read_year_before,
    "era": dates.read_era,
    "before_christ": dates.read_before_christ,
    "later": amounts.read_later,
    "from_day": amounts.read_from_day,
    "clock_words": periods.read_clock_words,
    "reference": dates.read_reference,
    "unit": periods.read_unit,
    "weekend": periods.read_weekend,
    "new_year": periods.read_new_year,
    "decade": periods.read_decade,
    "century": periods.read_century,
    "quarter": periods.read_quarter,
    "half": periods.read_half,
    "season": periods.read_season,
    "holiday": periods.read_holiday,
    "clock": periods.read_clock,
    "daypart": periods.read_daypart,
    "duration": amounts.read_duration,
    "ago": amounts.read_ago,
    "ahead": amounts.read_ahead,
    "each": amounts.read_each,
    "often": amounts.read_often,
    "often_weekday": amounts.read_often_weekday,
    "often_daypart": amounts.read_often_daypart,
    "vague_set": amounts.read_vague_set,
}
