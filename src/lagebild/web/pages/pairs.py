"""Two actors: what happened between them over time, what ties them, what they say of each other."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from lagebild.errors import InputError
from lagebild.present.charts import PeriodChart
from lagebild.present.spans import Row, Spans, build_spans
from lagebild.present.texts import Texts, texts_in
from lagebild.query import Page, View
from lagebild.query.rows import ActorRow, DyadRow, EventRow, FigureRow, PromiseRow, QuadCounts, StatementRow, TieRow
from lagebild.web.helpers import url
from lagebild.web.pages.events import STATUSES, TYPES
from lagebild.web.pages.meetings import meetings_of
from lagebild.web.pages.parts import (
    PAGE_ROWS,
    EventLine,
    Period,
    chart_of,
    checked_id,
    checked_period,
    event_lines,
    typed_name,
)
from lagebild.web.respond import language_of, respond, site_of

router = APIRouter(include_in_schema=False)
STATEMENTS = 12
FIGURES = 12
PROMISES = 8
SPANS = 14  # ties drawn over time


@dataclass(frozen=True, slots=True)
class PairFilter:
    """What the timeline is limited to."""

    period: Period
    type: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class PairView:
    """What the page of a pair shows. `events` are those of the chosen days, types and statuses."""

    a: ActorRow
    b: ActorRow
    period: Period
    type: str | None
    status: str | None
    totals: QuadCounts
    months: tuple[DyadRow, ...]
    chart: PeriodChart | None
    events: tuple[EventLine, ...]
    total: int
    next_cursor: str | None
    ties: tuple[TieRow, ...]
    spans: Spans | None
    promises: tuple[PromiseRow, ...]
    statements_a: tuple[StatementRow, ...]  # by a about b
    statements_b: tuple[StatementRow, ...]
    figures: tuple[FigureRow, ...]
    figures_total: int


def totals_of(months: tuple[DyadRow, ...]) -> QuadCounts:
    """The sums over all months and what has none."""
    return QuadCounts(
        sum(row.events for row in months),
        sum(row.verbal_cooperation for row in months),
        sum(row.material_cooperation for row in months),
        sum(row.verbal_conflict for row in months),
        sum(row.material_conflict for row in months),
        sum(row.other for row in months),
        round(sum(row.cooperation_score for row in months), 1),
        round(sum(row.conflict_score for row in months), 1),
    )


def events_between(view: View, pair: tuple[str, str], asked: PairFilter, *, cursor: str | None) -> Page[EventRow]:
    """A page of the timeline of two actors."""
    return view.events(
        between=pair,
        types=asked.type,  # type: ignore[arg-type]  # checked by the caller
        status=asked.status,  # type: ignore[arg-type]
        since=asked.period.since,
        until=asked.period.until,
        order="newest",
        limit=PAGE_ROWS,
        cursor=cursor,
    )


def build_pair(view: View, pair: tuple[str, str], asked: PairFilter, *, cursor: str | None, texts: Texts) -> PairView:
    """What the store knows about two actors."""
    a, b = pair
    actors = {actor.id: actor for actor in view.actors(ids=pair)}
    months = view.dyads(pair=pair) or meetings_of(view, (a, actors[a].name), (b, actors[b].name))
    page = events_between(view, pair, asked, cursor=cursor)
    figures = view.figures(of=pair, limit=FIGURES)
    ties = view.ties(between=pair).items
    return PairView(
        a=actors[a],
        b=actors[b],
        period=asked.period,
        type=asked.type,
        status=asked.status,
        totals=totals_of(months),
        months=months,
        chart=chart_of(months, asked.period),
        events=event_lines(view, page),
        total=page.total,
        next_cursor=page.next_cursor,
        ties=ties,
        spans=build_spans([Row(tie.id, texts.label("tie_kinds", tie.kind), tie.intervals) for tie in ties[:SPANS]]),
        promises=view.promises(actors=pair, limit=PROMISES).items,
        statements_a=view.statements(by=a, about=b, limit=STATEMENTS).items,
        statements_b=view.statements(by=b, about=a, limit=STATEMENTS).items,
        figures=figures.items,
        figures_total=figures.total,
    )


@router.get("/pairs")
def find_pair(request: Request, a: str = "", b: str = "") -> Response:
    """From two names to their page."""
    view = site_of(request).view()
    first, second = (view.resolve(typed_name(request, name) or "?")[0] for name in (a, b))
    return RedirectResponse(url("pairs", first, second), status_code=303)


@router.get("/pairs/{a}/{b}")
def pair(
    request: Request,
    a: str,
    b: str,
    since: str | None = None,
    until: str | None = None,
    type: str | None = None,  # noqa: A002  (the word of the address)
    status: str | None = None,
    cursor: str | None = None,
) -> Response:
    """Timeline, ties, statements, figures and promises of two actors."""
    view = site_of(request).view()
    ids = view.resolve((checked_id(a), checked_id(b)))
    if len(ids) != 2:
        raise InputError("a pair has two different actors")
    asked = PairFilter(checked_period(since, until), type if type in TYPES else None, status if status in STATUSES else None)
    found = build_pair(view, (ids[0], ids[1]), asked, cursor=cursor, texts=texts_in(language_of(request)))
    return respond(request, "pair.html.j2", found)
