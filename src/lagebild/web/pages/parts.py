"""What several pages show in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.exceptions import HTTPException

from lagebild.errors import InputError
from lagebild.model.layers import Actor
from lagebild.present.charts import PeriodChart, period_chart
from lagebild.present.texts import texts_in
from lagebild.query import View
from lagebild.query.rows import ClaimRow, DyadRow, EventRow
from lagebild.web.respond import language_of

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
class PresentActor:
    """An actor of an article with how often it is mentioned there."""

    id: str
    name: str
    kind: str
    country: str | None
    known: bool
    mentions: int


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a page is limited to, inclusive."""

    since: str | None
    until: str | None


def typed(value: str | None) -> str | None:
    """What stands in a field of a form, None for an empty one."""
    return (value or "").strip()[:MAX_QUERY_CHARS] or None


def typed_name(request: Request, value: str | None) -> str | None:
    """The name in a field of a form, as the articles write it: people may type it in the language of the pages."""
    name = typed(value)
    return None if name is None else texts_in(language_of(request)).asked(name)


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


def present_actors(actors: Iterable[Actor]) -> tuple[PresentActor, ...]:
    """The actors of an article, the most mentioned first."""
    ranked = sorted(actors, key=lambda actor: (-len(actor.mentions), actor.name))
    return tuple(PresentActor(a.id, a.name, a.kind, a.country, a.known, len(a.mentions)) for a in ranked)


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
