"""Stories: articles about the same happenings, who took from whom, and where they part."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.errors import NotFoundError
from lagebild.model.picture import Difference
from lagebild.present.lineage import Lineage, Text, build_lineage
from lagebild.query import View
from lagebild.query.rows import ArticleRow, EventRow, StoryRow
from lagebild.web.pages.parts import PAGE_ROWS, EventLine, Period, checked_id, checked_period, event_lines, typed
from lagebild.web.respond import respond, site_of

router = APIRouter(include_in_schema=False)
MAX_DISSENT = 12  # events whose differences are listed
MAX_EVENTS = 50  # shown at once; the list of events has all


@dataclass(frozen=True, slots=True)
class StoryList:
    """A page of stories."""

    stories: tuple[StoryRow, ...]
    total: int
    next_cursor: str | None
    period: Period
    text: str | None


@dataclass(frozen=True, slots=True)
class Dissent:
    """An event about which the sources say things that cannot all be right."""

    event: EventRow
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """What the page of a story shows."""

    story: StoryRow
    articles: tuple[ArticleRow, ...]
    names: dict[str, str]  # of the articles and of those that they copy: outlet, or title
    lineage: Lineage
    dissent: tuple[Dissent, ...]
    events: tuple[EventLine, ...]
    total: int
    known: dict[str, str]  # titles of the stories that it came from, where they still exist


def build_story(view: View, story_id: str) -> StoryView:
    """One story with its sources and their differences."""
    story = view.story(story_id)
    contradicted = [event.id for event in story.events if event.contradictions][:MAX_DISSENT]
    details = view.event_details(ids=contradicted) if contradicted else ()
    texts = _texts(view, story.articles)
    dissent = tuple(Dissent(one.event, tuple(d for d in one.differences if not d.compatible)) for one in details)
    return StoryView(
        story=story.story,
        articles=story.articles,
        names={text.id: text.outlet or text.title for text in texts},
        lineage=build_lineage(texts),
        dissent=dissent,
        events=event_lines(view, story.events[:MAX_EVENTS]),
        total=len(story.events),
        known=_titles(view, (*story.story.merged_from, *story.story.split_from)),
    )


def _titles(view: View, ids: Sequence[str]) -> dict[str, str]:
    """The titles of those of the stories that exist."""
    found = {}
    for story_id in ids:
        with suppress(NotFoundError):
            found[story_id] = view.story_row(story_id).title
    return found


def _texts(view: View, articles: Sequence[ArticleRow]) -> list[Text]:
    """The articles of the story, and those outside of it that they copy."""
    found = {article.id: article for article in articles}
    for article in articles:
        if article.copy_of is not None and article.copy_of not in found:
            found[article.copy_of] = view.article(article.copy_of)
    return [Text(a.id, a.outlet or "", a.title, a.published_first, a.copy_of, ", ".join(a.agencies)) for a in found.values()]


@router.get("/stories")
def story_list(
    request: Request, since: str | None = None, until: str | None = None, text: str | None = None, cursor: str | None = None
) -> Response:
    """All stories, the newest first."""
    view = site_of(request).view()
    period = checked_period(since, until)
    text = typed(text)
    page = view.stories(since=period.since, until=period.until, text=text, newest=True, limit=PAGE_ROWS, cursor=cursor)
    return respond(request, "stories.html.j2", StoryList(page.items, page.total, page.next_cursor, period, text))


@router.get("/stories/{story_id}")
def story(request: Request, story_id: str) -> Response:
    """One story: sources, lineage, dissent, events."""
    return respond(request, "story.html.j2", build_story(site_of(request).view(), checked_id(story_id)))
