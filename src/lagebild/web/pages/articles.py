"""Articles: the list, one article with its evidence, and single facts under addresses of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.errors import NotFoundError
from lagebild.model.article import Publication
from lagebild.model.layers import StageFailure
from lagebild.model.picture import DateDoubt, RestsOn
from lagebild.model.reading import Reading
from lagebild.model.span import Span
from lagebild.present.article_text import Note, Piece, notes_of, pieces_of
from lagebild.present.texts import texts_in
from lagebild.query import View
from lagebild.query.rows import ArticleRow
from lagebild.web.pages.parts import (
    PAGE_ROWS,
    Period,
    PresentActor,
    checked_id,
    checked_period,
    present_actors,
    typed,
    typed_name,
)
from lagebild.web.respond import language_of, respond, site_of

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ArticleList:
    """A page of articles."""

    articles: tuple[ArticleRow, ...]
    total: int
    next_cursor: str | None
    period: Period
    outlet: str | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class ArticleActor:
    """An actor of the article with every place that refers to it."""

    actor: PresentActor
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What the page of an article shows."""

    article: ArticleRow
    publication: Publication
    byline: str | None
    copy_of: ArticleRow | None
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    actors: tuple[ArticleActor, ...]
    failures: tuple[StageFailure, ...]
    rests_on: tuple[RestsOn, ...]  # what it takes from others
    rested_on: dict[str, ArticleRow]  # the articles among those
    date_doubts: tuple[DateDoubt, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact of an article, with the sentence that it was read from."""

    article: ArticleRow
    note: Note
    sentence: str
    sentence_begin: int


def build_article(view: View, reading: Reading, article: ArticleRow, language: str) -> ArticleView:
    """The article with its evidence."""
    texts = texts_in(language)
    events = {claim.id: claim.event_id for claim in view.claims(article=article.id) if claim.event_id is not None}
    notes = notes_of(reading, events)
    labels = {claim.id: texts.kind_of(claim.type, claim.mode) for claim in reading.claims}
    detail = view.article_detail(article.id)
    taken_from = dict.fromkeys(one.article_id for one in detail.rests_on if one.article_id is not None)
    byline = next((credit.name for credit in reading.article.credits if credit.role == "byline"), None)
    return ArticleView(
        article=article,
        publication=reading.article.publication,
        byline=byline,
        copy_of=view.article(article.copy_of) if article.copy_of is not None else None,
        pieces=pieces_of(reading, notes, labels),
        notes=notes,
        actors=actors_of(reading),
        failures=reading.failures,
        rests_on=detail.rests_on,
        rested_on={article_id: view.article(article_id) for article_id in taken_from},
        date_doubts=detail.date_doubts,
    )


def actors_of(reading: Reading) -> tuple[ArticleActor, ...]:
    """The actors of an article, the most mentioned first."""
    spans = {actor.id: tuple(sorted((m.span for m in actor.mentions), key=lambda s: s.begin)) for actor in reading.actors}
    return tuple(ArticleActor(actor, spans[actor.id]) for actor in present_actors(reading.actors))


@router.get("/articles")
def article_list(
    request: Request,
    since: str | None = None,
    until: str | None = None,
    outlet: str | None = None,
    actor: str | None = None,
    cursor: str | None = None,
) -> Response:
    """All articles, the newest first."""
    view = site_of(request).view()
    period = checked_period(since, until)
    outlet = typed(outlet)
    actor = typed_name(request, actor)
    page = view.articles(
        since=period.since, until=period.until, outlet=outlet, actors=actor, newest=True, limit=PAGE_ROWS, cursor=cursor
    )
    return respond(request, "articles.html.j2", ArticleList(page.items, page.total, page.next_cursor, period, outlet, actor))


@router.get("/articles/{article_id}")
def article(request: Request, article_id: str) -> Response:
    """One article: its text with the evidence marked."""
    view = site_of(request).view()
    row = view.article(checked_id(article_id))
    return respond(request, "article.html.j2", build_article(view, view.reading(row.id), row, language_of(request)))


@router.get("/articles/{article_id}/facts/{fact_id}")
def fact(request: Request, article_id: str, fact_id: str) -> Response:
    """One fact under an address that stays: claim, statement, figure or tie."""
    view = site_of(request).view()
    row = view.article(checked_id(article_id))
    reading = view.reading(row.id)
    events = {claim.id: claim.event_id for claim in view.claims(article=row.id) if claim.event_id is not None}
    note = next((note for note in notes_of(reading, events) if note.id == checked_id(fact_id)), None)
    if note is None:
        raise NotFoundError(f"no fact {fact_id!r} in the article {row.id}")
    begin, end = _sentences_around(reading, note)
    return respond(request, "fact.html.j2", FactView(row, note, reading.article.text[begin:end], begin))


def _sentences_around(reading: Reading, note: Note) -> tuple[int, int]:
    touched: list[Any] = [s for s in reading.sentences if s.begin < note.end and note.begin < s.end]
    begin = min((s.begin for s in touched), default=note.begin)
    return min(begin, note.begin), max([note.end, *(s.end for s in touched)])
