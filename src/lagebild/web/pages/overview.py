"""The first page: what is new, who meets whom, which stories run."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.query import View
from lagebild.query.rows import ArticleRow, DyadRow, PromiseRow, StoryRow
from lagebild.web.pages.parts import EventLine, event_lines
from lagebild.web.respond import respond, site_of

router = APIRouter(include_in_schema=False)
NEW_EVENTS = 16
PAIRS = 10
STORIES = 8
ARTICLES = 6
PROMISES = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds."""

    articles: int
    events: int
    stories: int
    actors: int
    statements: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows."""

    counts: Counts
    new: tuple[EventLine, ...]
    pairs: tuple[DyadRow, ...]
    stories: tuple[StoryRow, ...]
    articles: tuple[ArticleRow, ...]
    promises: tuple[PromiseRow, ...]
    known_until: str | None  # last day on which an article can have been published
    waiting: int  # articles that the picture does not hold yet
    built_on: str | None  # when it was built


def build_overview(view: View, *, waiting: int, built_on: str | None) -> Overview:
    """What is new in the store."""
    articles = view.articles(newest=True, limit=ARTICLES)
    events = view.events(order="reported", limit=NEW_EVENTS)
    stories = view.stories(newest=True, limit=STORIES)
    open_promises = view.promises(outcome=("open", "overdue"), limit=PROMISES)
    return Overview(
        counts=Counts(articles.total, events.total, stories.total, view.actors(limit=1).total, view.statements(limit=1).total),
        new=event_lines(view, events),
        pairs=view.dyads(by_month=False)[:PAIRS],
        stories=stories.items,
        articles=articles.items,
        promises=open_promises.items,
        known_until=articles[0].published_last if len(articles) else None,
        waiting=waiting,
        built_on=built_on,
    )


@router.get("/")
def overview(request: Request) -> Response:
    """What is new, the most active pairs, the latest stories."""
    site = site_of(request)
    view = site.view()
    waiting, built_on = site.waiting_articles(), site.built_on()
    found = site.once(view, f"overview {waiting}", lambda: build_overview(view, waiting=waiting, built_on=built_on))
    return respond(request, "overview.html.j2", found)
