"""Actors: the list, and one actor with whom it meets, what it says and what ties it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.present.charts import PeriodChart
from lagebild.query import View
from lagebild.query.rows import ActorDetail, ActorRow, DyadRow, FigureRow, PromiseRow, StatementRow, TieRow
from lagebild.web.pages.meetings import ANYBODY, by_month, events_of, partners_among
from lagebild.web.pages.parts import PAGE_ROWS, EventLine, Period, chart_of, checked_id, checked_period, event_lines, typed_name
from lagebild.web.respond import respond, site_of

router = APIRouter(include_in_schema=False)
KINDS = ("state", "organisation", "person", "group", "other")
PARTNERS = 14
STATEMENTS = 10
FIGURES = 12
PROMISES = 8


@dataclass(frozen=True, slots=True)
class ActorList:
    """A page of actors."""

    actors: tuple[ActorRow, ...]
    total: int
    next_cursor: str | None
    text: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Partner:
    """Another side and how often the two met."""

    id: str
    name: str
    events: int
    cooperative: int
    conflictive: int


@dataclass(frozen=True, slots=True)
class ActorView:
    """What the page of an actor shows."""

    detail: ActorDetail
    period: Period
    chart: PeriodChart | None
    partners: tuple[Partner, ...]
    events: tuple[EventLine, ...]
    total: int
    next_cursor: str | None
    says: tuple[StatementRow, ...]
    says_total: int
    about: tuple[StatementRow, ...]
    about_total: int
    ties: tuple[TieRow, ...]
    figures: tuple[FigureRow, ...]
    promises: tuple[PromiseRow, ...]


def partners_of(dyads: tuple[DyadRow, ...], actor_id: str) -> tuple[Partner, ...]:
    """The other sides, those met most often first."""
    found: dict[str, Partner] = {}
    for row in dyads:
        other, name = (row.b, row.b_name) if row.a == actor_id else (row.a, row.a_name)
        old = found.get(other, Partner(other, name, 0, 0, 0))
        found[other] = Partner(
            other,
            name,
            old.events + row.events,
            old.cooperative + row.verbal_cooperation + row.material_cooperation,
            old.conflictive + row.verbal_conflict + row.material_conflict,
        )
    ranked = sorted(found.values(), key=lambda p: (-p.events, p.name, p.id))
    return tuple(partner for partner in ranked if partner.events)[:PARTNERS]


def build_actor(view: View, actor_id: str, *, period: Period, cursor: str | None) -> ActorView:
    """What the store knows about one actor."""
    detail = view.actor(actor_id)
    actor_id = detail.actor.id
    months = partners = view.dyads(actor=actor_id)
    if not months:
        counted, a = events_of(view, actor_id), (actor_id, detail.actor.name)
        months, partners = by_month(counted, a, ANYBODY), partners_among(counted, a)
    page = view.events(actors=actor_id, since=period.since, until=period.until, order="newest", limit=PAGE_ROWS, cursor=cursor)
    says = view.statements(by=actor_id, limit=STATEMENTS)
    about = view.statements(about=actor_id, limit=STATEMENTS)
    return ActorView(
        detail=detail,
        period=period,
        chart=chart_of(months, period),
        partners=partners_of(partners, actor_id),
        events=event_lines(view, page),
        total=page.total,
        next_cursor=page.next_cursor,
        says=says.items,
        says_total=says.total,
        about=about.items,
        about_total=about.total,
        ties=view.ties(actors=actor_id).items,
        figures=view.figures(of=actor_id, limit=FIGURES).items,
        promises=view.promises(actors=actor_id, limit=PROMISES).items,
    )


@router.get("/actors")
def actor_list(request: Request, text: str | None = None, kind: str | None = None, cursor: str | None = None) -> Response:
    """All actors, the most mentioned first."""
    view = site_of(request).view()
    text = typed_name(request, text)
    kind = kind if kind in KINDS else None
    page = view.actors(text=text, kind=kind, limit=PAGE_ROWS, cursor=cursor)
    return respond(request, "actors.html.j2", ActorList(page.items, page.total, page.next_cursor, text, kind))


@router.get("/actors/{actor_id}")
def actor(
    request: Request, actor_id: str, since: str | None = None, until: str | None = None, cursor: str | None = None
) -> Response:
    """One actor."""
    view = site_of(request).view()
    found = build_actor(view, checked_id(actor_id), period=checked_period(since, until), cursor=cursor)
    return respond(request, "actor.html.j2", found)
