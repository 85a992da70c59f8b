"""Promises: what was announced, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.query.rows import PromiseRow
from lagebild.web.pages.parts import PAGE_ROWS, typed_name
from lagebild.web.respond import respond, site_of

router = APIRouter(include_in_schema=False)
OUTCOMES = ("open", "overdue", "kept", "broken")


@dataclass(frozen=True, slots=True)
class PromiseList:
    """A page of promises; `counts`: how many have each outcome."""

    promises: tuple[PromiseRow, ...]
    total: int
    next_cursor: str | None
    outcome: str | None
    actor: str | None
    counts: dict[str, int]


@router.get("/promises")
def promises(request: Request, outcome: str | None = None, actor: str | None = None, cursor: str | None = None) -> Response:
    """Announced events by the day on which they are due."""
    site = site_of(request)
    view = site.view()
    outcome = outcome if outcome in OUTCOMES else None
    actor = typed_name(request, actor)
    page = view.promises(outcome=outcome, actors=actor, limit=PAGE_ROWS, cursor=cursor)
    counts = site.once(view, "promises", lambda: {name: view.promises(outcome=name, limit=1).total for name in OUTCOMES})
    found = PromiseList(page.items, page.total, page.next_cursor, outcome, actor, counts)
    return respond(request, "promises.html.j2", found)
