"""Reading endpoints: every one asks the query interface one question."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from lagebild.api.listing import Here, Listing, Now, Part, listing
from lagebild.api.problems import Problem
from lagebild.model.layers import EventType, Status
from lagebild.model.record import reading_record
from lagebild.query.rows import (
    ActorDetail,
    ActorRow,
    ArticleDetail,
    ArticleRow,
    ClaimRow,
    DyadRow,
    EventDetail,
    EventRow,
    Facet,
    FigureDifferenceRow,
    FigureRow,
    Hit,
    PromiseRow,
    StatementRow,
    StoryDetail,
    StoryRow,
    TieRow,
)

MAX_TEXT = 200

Text = Annotated[str | None, Query(max_length=MAX_TEXT)]
Day = Annotated[str | None, Query(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", description="YYYY, YYYY-MM or YYYY-MM-DD, inclusive.")]
Actors = Annotated[list[str], Query(max_length=8, description="Ids, ISO codes or names; all must take part.")]
Id = Annotated[str, Path(pattern=r"^[\w.:+'-]{1,200}$")]
PROBLEM = {"model": Problem, "description": "A problem (RFC 9457).", "content": {"application/problem+json": {}}}
PROBLEMS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 404, 422), PROBLEM)

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


class Service(BaseModel):
    """What is served: the state of the store and how much it holds."""

    name: Literal["lagebild"] = "lagebild"
    api: Literal["v1"] = "v1"
    store_version: str
    read_only: bool
    building: bool = Field(description="Whether a new picture is being built.")
    waiting_articles: int = Field(description="Articles that the picture does not hold yet.")
    picture_built_at: str | None = Field(description="When the picture was built; UTC, ISO 8601.")
    articles: int
    events: int
    stories: int
    actors: int
    statements: int
    figures: int
    ties: int
    promises: int


class SearchResult(Listing[Hit]):
    """Hits and how they spread."""

    facets: list[Facet]


@router.get("", tags=["service"])
def service(view: Now, site: Here) -> Service:
    """What is served."""
    return Service(
        store_version=view.version,
        read_only=site.settings.read_only,
        building=site.is_rebuilding,
        waiting_articles=site.waiting_articles(),
        picture_built_at=site.built_on(),
        articles=view.articles(limit=1).total,
        events=view.events(limit=1).total,
        stories=view.stories(limit=1).total,
        actors=view.actors(limit=1).total,
        statements=view.statements(limit=1).total,
        figures=view.figures(limit=1).total,
        ties=view.ties(limit=1).total,
        promises=view.promises(limit=1).total,
    )


@router.get("/articles", tags=["articles"])
def list_articles(
    request: Request, response: Response, view: Now, part: Part, actor: Actors = [],  # noqa: B006  (FastAPI copies defaults)
    outlet: Text = None, story: Text = None, since: Day = None, until: Day = None, text: Text = None, newest: bool = False,
) -> Listing[ArticleRow]:  # fmt: skip
    """Articles by publication."""
    page = view.articles(
        actors=actor, outlet=outlet, story=story, since=since, until=until, text=text, newest=newest,
        limit=part.limit, cursor=part.cursor,
    )  # fmt: skip
    return listing(page, request, response)


@router.get("/articles/{article_id}", tags=["articles"])
def get_article(article_id: Id, view: Now) -> ArticleRow:
    """One article, by its id or the id that the input gave it."""
    return view.article(article_id)


@router.get("/articles/{article_id}/provenance", tags=["articles"])
def get_provenance(article_id: Id, view: Now) -> ArticleDetail:
    """What an article takes from others (agencies, other articles, media that it cites), and doubts about its date."""
    return view.article_detail(article_id)


@router.get("/articles/{article_id}/reading", tags=["articles"])
def get_reading(article_id: Id, view: Now) -> dict[str, Any]:
    """Everything that was read out of an article, with its text (the format of `lagebild read --json`)."""
    return reading_record(view.reading(view.article(article_id).id))


@router.get("/events", tags=["events"])
def list_events(
    request: Request, response: Response, view: Now, part: Part, actor: Actors = [],  # noqa: B006
    type: Annotated[list[EventType], Query(max_length=16)] = [],  # noqa: A002, B006
    status: Annotated[list[Status], Query(max_length=5)] = [],  # noqa: B006
    since: Day = None, until: Day = None, place: Text = None, text: Text = None, article: Text = None, story: Text = None,
    min_sources: Annotated[int, Query(ge=0)] = 0, contradicted: bool = False,
    order: Literal["oldest", "newest", "reported"] = "oldest",
) -> Listing[EventRow]:  # fmt: skip
    """Events by day."""
    page = view.events(
        actors=actor, types=type, status=status, since=since, until=until, place=place, text=text, article=article, story=story,
        min_sources=min_sources, contradicted=contradicted, order=order, limit=part.limit, cursor=part.cursor,
    )  # fmt: skip
    return listing(page, request, response)


@router.get("/events/{event_id}", tags=["events"])
def get_event(event_id: Id, view: Now) -> EventDetail:
    """One event with its claims, differences and history."""
    return view.event(event_id)


@router.get("/claims", tags=["events"])
def list_claims(request: Request, response: Response, view: Now, part: Part, article: Text = None) -> Listing[ClaimRow]:
    """What articles say happened."""
    return listing(view.claims(article=article, limit=part.limit, cursor=part.cursor), request, response)


@router.get("/statements", tags=["statements"])
def list_statements(
    request: Request, response: Response, view: Now, part: Part,
    by: Annotated[list[str], Query(max_length=8, description="One of these speaks.")] = [],  # noqa: B006
    about: Annotated[list[str], Query(max_length=8, description="All of these are spoken of.")] = [],  # noqa: B006
    since: Day = None, until: Day = None, text: Text = None, article: Text = None,
) -> Listing[StatementRow]:  # fmt: skip
    """Quotations."""
    page = view.statements(
        by=by, about=about, since=since, until=until, text=text, article=article, limit=part.limit, cursor=part.cursor
    )
    return listing(page, request, response)


@router.get("/figures", tags=["figures"])
def list_figures(
    request: Request, response: Response, view: Now, part: Part, measures: Text = None, unit: Text = None,
    of: Annotated[list[str], Query(max_length=8, description="All of these own it.")] = [],  # noqa: B006
    since: Day = None, until: Day = None, article: Text = None,
) -> Listing[FigureRow]:  # fmt: skip
    """Quantities."""
    page = view.figures(
        measures=measures, of=of, unit=unit, since=since, until=until, article=article, limit=part.limit, cursor=part.cursor
    )
    return listing(page, request, response)


@router.get("/figure-differences", tags=["figures"])
def list_figure_differences(view: Now, contradicted: bool = False) -> list[FigureDifferenceRow]:
    """Figures of several articles on one matter, compared."""
    return list(view.figure_differences(contradicted=contradicted))


@router.get("/ties", tags=["ties"])
def list_ties(
    request: Request, response: Response, view: Now, part: Part, actor: Actors = [],  # noqa: B006
    kind: Annotated[list[str], Query(max_length=16)] = [], status: Annotated[list[str], Query(max_length=4)] = [],  # noqa: B006
    article: Text = None,
) -> Listing[TieRow]:  # fmt: skip
    """Standing relations."""
    page = view.ties(actors=actor, kind=kind, status=status, article=article, limit=part.limit, cursor=part.cursor)
    return listing(page, request, response)


@router.get("/actors", tags=["actors"])
def list_actors(
    request: Request, response: Response, view: Now, part: Part, text: Text = None,
    kind: Annotated[list[Literal["state", "organisation", "person", "group", "other"]], Query(max_length=5)] = [],  # noqa: B006
    country: Annotated[str | None, Query(pattern="^[A-Z]{3}$")] = None, article: Text = None,
) -> Listing[ActorRow]:  # fmt: skip
    """Actors, the most mentioned first."""
    page = view.actors(text=text, kind=kind, country=country, article=article, limit=part.limit, cursor=part.cursor)
    return listing(page, request, response)


@router.get("/actors/{actor}", tags=["actors"])
def get_actor(actor: Annotated[str, Path(min_length=1, max_length=MAX_TEXT)], view: Now) -> ActorDetail:
    """One actor by id, ISO code or name."""
    return view.actor(actor)


@router.get("/pairs", tags=["pairs"])
def list_pairs(
    view: Now, actor: Text = None, since: Day = None, until: Day = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[DyadRow]:  # fmt: skip
    """The most active pairs."""
    return list(view.dyads(actor=actor, by_month=False, since=since, until=until)[:limit])


@router.get("/pairs/{a}/{b}", tags=["pairs"])
def get_pair(a: Id, b: Id, view: Now, since: Day = None, until: Day = None) -> list[DyadRow]:
    """How often two sides met, by month, in cooperation or conflict."""
    return list(view.dyads(pair=(a, b), since=since, until=until))


@router.get("/stories", tags=["stories"])
def list_stories(
    request: Request, response: Response, view: Now, part: Part, since: Day = None, until: Day = None, text: Text = None,
    min_articles: Annotated[int, Query(ge=1)] = 1, newest: bool = False,
) -> Listing[StoryRow]:  # fmt: skip
    """Articles about the same happenings."""
    page = view.stories(
        since=since, until=until, text=text, min_articles=min_articles, newest=newest, limit=part.limit, cursor=part.cursor
    )
    return listing(page, request, response)


@router.get("/stories/{story_id}", tags=["stories"])
def get_story(story_id: Id, view: Now) -> StoryDetail:
    """One story with its articles and events."""
    return view.story(story_id)


@router.get("/promises", tags=["promises"])
def list_promises(
    request: Request, response: Response, view: Now, part: Part, actor: Actors = [],  # noqa: B006
    outcome: Annotated[list[Literal["open", "kept", "broken", "overdue"]], Query(max_length=4)] = [],  # noqa: B006
) -> Listing[PromiseRow]:  # fmt: skip
    """Announced events and what became of them."""
    return listing(view.promises(outcome=outcome, actors=actor, limit=part.limit, cursor=part.cursor), request, response)


@router.get("/search", tags=["search"])
def search(
    view: Now, part: Part, q: Annotated[str, Query(min_length=1, max_length=MAX_TEXT)],
    kind: Annotated[list[Literal["article", "statement", "event"]], Query(max_length=3)] = [],  # noqa: B006
    type: Annotated[list[str], Query(max_length=16)] = [], outlet: Annotated[list[str], Query(max_length=16)] = [],  # noqa: A002, B006
    since: Day = None, until: Day = None,
) -> SearchResult:  # fmt: skip
    """Articles, statements and events in whose words all words of `q` stand, with facets."""
    asked: dict[str, Any] = {"kinds": kind, "types": type, "outlets": outlet, "since": since, "until": until}
    page, facets = view.search_with_facets(q, **asked, limit=part.limit, cursor=part.cursor)
    return SearchResult(items=list(page.items), total=page.total, next_cursor=page.next_cursor, facets=list(facets))
