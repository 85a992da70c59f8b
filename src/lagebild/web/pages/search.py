"""Search over articles, statements and events, with facets."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.query.rows import EventRow, Facet, Hit
from lagebild.web.pages.parts import MAX_QUERY_CHARS, PAGE_ROWS, Period, checked_period, typed
from lagebild.web.respond import respond, site_of

router = APIRouter(include_in_schema=False)
KINDS = ("article", "statement", "event")
SHOWN_FACETS = 12  # values of one property


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the search page shows. Without words in `text` nothing is looked for."""

    text: str
    kind: str | None
    type: str | None
    outlet: str | None
    period: Period
    hits: tuple[Hit, ...]
    total: int
    next_cursor: str | None
    facets: tuple[Facet, ...]
    events: dict[str, EventRow]  # of the hits that are events


@router.get("/search")
def search(
    request: Request,
    q: str = "",
    kind: str | None = None,
    type: str | None = None,  # noqa: A002  (the word of the address)
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    cursor: str | None = None,
) -> Response:
    """Hits of a search, the best first."""
    text = " ".join(q.split())[:MAX_QUERY_CHARS]
    period = checked_period(since, until)
    kind = kind if kind in KINDS else None
    type_, outlet = typed(type), typed(outlet)
    if not text:
        return respond(request, "search.html.j2", SearchView("", kind, type_, outlet, period, (), 0, None, (), {}))
    view = site_of(request).view()
    page, facets = view.search_with_facets(
        text,
        kinds=kind,
        types=type_,
        outlets=outlet,
        since=period.since,
        until=period.until,
        limit=PAGE_ROWS,
        cursor=cursor,
    )
    ids = [hit.id for hit in page if hit.kind == "event"]
    events = {event.id: event for event in view.events(ids=ids)} if ids else {}
    found = SearchView(text, kind, type_, outlet, period, page.items, page.total, page.next_cursor, first_facets(facets), events)
    return respond(request, "search.html.j2", found)


def first_facets(facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    """The most frequent values of every property."""
    seen: dict[str, int] = {}
    kept = []
    for facet in facets:
        seen[facet.property] = seen.get(facet.property, 0) + 1
        if seen[facet.property] <= SHOWN_FACETS:
            kept.append(facet)
    return tuple(kept)
