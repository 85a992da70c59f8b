"""Events: the list with its filters, and one event with everything behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.model.layers import EventType, Status
from lagebild.query import Page, View
from lagebild.query.rows import ClaimRow, EventDetail, EventRow, PromiseRow
from lagebild.web.pages.parts import (
    PAGE_ROWS,
    EventLine,
    Period,
    checked_id,
    checked_period,
    event_lines,
    typed_name,
)
from lagebild.web.respond import respond, site_of

router = APIRouter(include_in_schema=False)
TYPES = get_args(EventType)
STATUSES = get_args(Status)


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What a list of events is limited to."""

    period: Period
    type: str | None
    status: str | None
    actor: str | None
    contradicted: bool
    order: str


@dataclass(frozen=True, slots=True)
class EventList:
    """A page of events."""

    events: tuple[EventLine, ...]
    total: int
    next_cursor: str | None
    filter: EventFilter


@dataclass(frozen=True, slots=True)
class Cell:
    """What an article says of one slot; `differs`: others say what cannot be true beside it."""

    values: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One slot over the articles. `slot` is a key of the catalogue's `slots`."""

    slot: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An article of the matrix with the claims that it makes about the event."""

    article_id: str
    outlet: str | None
    title: str
    published_first: str | None
    published_last: str | None
    echo: bool
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """What the page of one event shows."""

    detail: EventDetail
    columns: tuple[Column, ...]
    matrix: tuple[MatrixRow, ...]
    promise: PromiseRow | None
    story_id: str | None


def columns_of(claims: Sequence[ClaimRow]) -> tuple[Column, ...]:
    """One column an article, in the order of the claims."""
    groups: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        groups.setdefault(claim.article_id, []).append(claim)
    return tuple(
        Column(
            article_id,
            found[0].outlet,
            found[0].title,
            found[0].published_first,
            found[0].published_last,
            all(claim.echo for claim in found),
            tuple(found),
        )
        for article_id, found in groups.items()
    )


def _days(claim: ClaimRow) -> str | None:
    return None if claim.first_day is None and claim.last_day is None else f"{claim.first_day or ''}/{claim.last_day or ''}"


SLOTS: dict[str, Any] = {
    "date": _days,
    "participants": lambda claim: " + ".join(dict.fromkeys(p.name for p in (*claim.actors, *claim.recipients))) or None,
    "place": lambda claim: claim.place,
    "status": lambda claim: claim.status,
    "speaker": lambda claim: claim.reported_by,
    "wording": lambda claim: claim.trigger,
}


def build_matrix(detail: EventDetail, columns: Sequence[Column]) -> tuple[MatrixRow, ...]:
    """Slots by articles; a slot that no article fills is left out."""
    clashing = {
        (difference.slot, article_id)
        for difference in detail.differences
        if not difference.compatible
        for article_id, _ in difference.values
    }
    rows = []
    for slot, read in SLOTS.items():
        cells = []
        for column in columns:
            values = tuple(dict.fromkeys(value for claim in column.claims if (value := read(claim)) is not None))
            cells.append(Cell(values, (slot, column.article_id) in clashing))
        if any(cell.values for cell in cells):
            rows.append(MatrixRow(slot, tuple(cells)))
    return tuple(rows)


@router.get("/events")
def event_list(
    request: Request,
    since: str | None = None,
    until: str | None = None,
    type: str | None = None,  # noqa: A002  (the word of the address)
    status: str | None = None,
    actor: str | None = None,
    contradicted: bool = False,
    order: str = "newest",
    cursor: str | None = None,
) -> Response:
    """All events, filtered."""
    view = site_of(request).view()
    asked = EventFilter(
        checked_period(since, until),
        type if type in TYPES else None,
        status if status in STATUSES else None,
        typed_name(request, actor),
        contradicted,
        order if order in {"oldest", "newest", "reported"} else "newest",
    )
    page: Page[EventRow] = view.events(
        actors=asked.actor,
        types=asked.type,  # type: ignore[arg-type]  # checked above
        status=asked.status,  # type: ignore[arg-type]
        since=asked.period.since,
        until=asked.period.until,
        contradicted=contradicted,
        order=asked.order,  # type: ignore[arg-type]
        limit=PAGE_ROWS,
        cursor=cursor,
    )
    return respond(request, "events.html.j2", EventList(event_lines(view, page), page.total, page.next_cursor, asked))


@router.get("/events/{event_id}")
def event(request: Request, event_id: str) -> Response:
    """One event: who says what, how it came to be known, the evidence."""
    view = site_of(request).view()
    detail = view.event(checked_id(event_id))
    columns = columns_of(detail.claims)
    story_id = view.article(detail.event.articles[0]).story_id if detail.event.articles else None
    found = EventView(detail, columns, build_matrix(detail, columns), promise_of(view, detail.event.id), story_id)
    return respond(request, "event.html.j2", found)


def promise_of(view: View, event_id: str) -> PromiseRow | None:
    """The promise that the event is, or that it fulfils."""
    return next(iter(view.promises(event=event_id, limit=1)), None)
