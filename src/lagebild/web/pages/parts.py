"""What several pages show in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from lagebild.errors import InputError
from lagebild.present.charts import PeriodChart, period_chart
from lagebild.query import View
from lagebild.query.rows import ClaimRow, DyadRow, EventRow

ID = re.compile(r"[\w.:+'-]{1,200}")
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
MAX_QUERY_CHARS = 200
PAGE_ROWS = 40


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as a line of a list, with its claims: those that report it before those that look back."""

    event: EventRow
    claims: tuple[ClaimRow, ...]

    @property
    def last_day(self) -> str | None:
        """The day by which lists are sorted."""
        return self.event.last_day


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a page is limited to, inclusive."""

    since: str | None
    until: str | None


def checked_id(value: str) -> str:
    """The id, if it can be one. Raises HTTPException (404) for anything else, so that no path or query is made of it."""
    if not ID.fullmatch(value):
        raise HTTPException(404, "there is nothing with such an id")
    return value


def checked_period(since: str | None, until: str | None) -> Period:
    """The days of a form; empty fields are open ends. Raises InputError for what is no day."""
    for day in (since, until):
        if day and not DAY.fullmatch(day):
            raise InputError(f"{day[:40]!r} is no day (YYYY, YYYY-MM or YYYY-MM-DD)")
    return Period(since or None, until or None)


def event_lines(view: View, events: Iterable[EventRow]) -> tuple[EventLine, ...]:
    """The events with their claims, fetched at once."""
    rows = list(events)
    claims: dict[str, list[ClaimRow]] = {row.id: [] for row in rows}
    if rows:
        for claim in view.claims(events=list(claims)):
            if claim.event_id is not None:
                claims[claim.event_id].append(claim)
    return tuple(EventLine(row, tuple(sorted(claims[row.id], key=lambda c: c.echo))) for row in rows)


def month_counts(dyads: Iterable[DyadRow]) -> dict[str, tuple[int, int]]:
    """Cooperative and conflictive events by month."""
    found: dict[str, tuple[int, int]] = {}
    for row in dyads:
        if row.month is not None and row.events:
            good, bad = found.get(row.month, (0, 0))
            found[row.month] = (
                good + row.verbal_cooperation + row.material_cooperation,
                bad + row.verbal_conflict + row.material_conflict,
            )
    return found


def month_scores(dyads: Iterable[DyadRow]) -> dict[str, float]:
    """The balance of PLOVER's scores by month."""
    found: dict[str, float] = {}
    for row in dyads:
        if row.month is not None:
            found[row.month] = found.get(row.month, 0.0) + row.cooperation_score + row.conflict_score
    return found


def chart_of(dyads: Sequence[DyadRow], period: Period) -> PeriodChart | None:
    """The chart of what happened between two sides, with the chosen days."""
    until = period.until
    scores = month_scores(dyads)
    return period_chart(month_counts(dyads), scores, first_day=period.since, last_day=until if until is None else until + "~")
