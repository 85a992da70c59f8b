"""Two actors: what happened between them over time, what ties them, what they say of each other."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from lagebild.errors import InputError
from lagebild.present.charts import PeriodChart
from lagebild.present.spans import Row, Spans, build_spans
from lagebild.present.texts import Texts, texts_in
from lagebild.query import View
from lagebild.query.rows import ActorRow, DyadRow, FigureRow, PromiseRow, StatementRow, TieRow
from lagebild.web.helpers import url
from lagebild.web.pages.events import STATUSES, TYPES
from lagebild.web.pages.parts import (
    MAX_QUERY_CHARS,
    PAGE_ROWS,
    EventLine,
    Period,
    chart_of,
    checked_id,
    checked_period,
    event_lines,
)
from lagebild.web.respond import language_of, respond, site_of

router = APIRouter(include_in_schema=False)
STATEMENTS = 12
FIGURES = 12
PROMISES = 8
SPANS = 14  # ties drawn over time


@dataclass(frozen=True, slots=True)
class PairTotals:
    """What happened between the two, counted by class."""

    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    other: int
    cooperation_score: float  # sums of PLOVER's scores
    conflict_score: float


@dataclass(frozen=True, slots=True)
class PairView:
    """What the page of a pair shows. `events` are those of the chosen days, types and statuses."""

    a: ActorRow
    b: ActorRow
    period: Period
    type: str | None
    status: str | None
    totals: PairTotals
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


def totals_of(months: tuple[DyadRow, ...]) -> PairTotals:
    """The sums over all months and what has none."""
    return PairTotals(
        sum(row.events for row in months),
        sum(row.verbal_cooperation for row in months),
        sum(row.material_cooperation for row in months),
        sum(row.verbal_conflict for row in months),
        sum(row.material_conflict for row in months),
        sum(row.other for row in months),
        round(sum(row.cooperation_score for row in months), 1),
        round(sum(row.conflict_score for row in months), 1),
    )


def build_pair(
    view: View,
    a: str,
    b: str,
    *,
    period: Period,
    type_: str | None,
    status: str | None,
    cursor: str | None,
    texts: Texts,
) -> PairView:
    """What the store knows about two actors."""
    pair = (a, b)
    months = view.dyads(pair=pair)
    page = view.events(
        between=pair,
        types=type_,  # type: ignore[arg-type]  # checked by the caller
        status=status,  # type: ignore[arg-type]
        since=period.since,
        until=period.until,
        order="newest",
        limit=PAGE_ROWS,
        cursor=cursor,
    )
    figures = view.figures(of=pair, limit=FIGURES)
    ties = view.ties(between=pair).items
    actors = {actor.id: actor for actor in view.actors(ids=pair)}
    return PairView(
        a=actors[a],
        b=actors[b],
        period=period,
        type=type_,
        status=status,
        totals=totals_of(months),
        months=months,
        chart=chart_of(months, period),
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
    first, second = (view.resolve(name.strip()[:MAX_QUERY_CHARS] or "?")[0] for name in (a, b))
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
    found = build_pair(
        view,
        *ids,
        period=checked_period(since, until),
        type_=type if type in TYPES else None,
        status=status if status in STATUSES else None,
        cursor=cursor,
        texts=texts_in(language_of(request)),
    )
    return respond(request, "pair.html.j2", found)
