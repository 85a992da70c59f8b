"""Writing endpoints: articles in and out, and judgements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field, HttpUrl
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from lagebild.api.listing import Here
from lagebild.api.reading import PROBLEM, Id
from lagebild.api.served import Served
from lagebild.build import package_version, read_articles
from lagebild.errors import ArticleError, InputError
from lagebild.executors import InlineExecutor
from lagebild.intake import ArticleCounts, Intake, Summary
from lagebild.judge import correct_claim, judge_claim, judge_link, judge_pair, undo_judgement
from lagebild.model.article import Article
from lagebild.read import RawArticle, make_article
from lagebild.store import JudgementRow, Store

MAX_TITLE = 1_000
MAX_REASON = 2_000
bearer = HTTPBearer(auto_error=False, description="The token that the server was started with.")


def may_write(site: Here, token: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)] = None) -> None:
    """Raises HTTPException: 403 where the server only reads, 401 without the token where there is one."""
    if site.settings.read_only:
        raise HTTPException(403, "this server was started for reading only")
    if site.settings.token is None:
        return
    if token is None or not site.is_token(token.credentials):
        raise HTTPException(401, "writing needs the token of this server", headers={"www-authenticate": "Bearer"})


router = APIRouter(
    prefix="/api/v1",
    dependencies=[Depends(may_write)],
    responses=dict.fromkeys((400, 401, 403, 404, 413, 422), PROBLEM),
)
open_router = APIRouter(prefix="/api/v1", responses={404: PROBLEM})


class NewArticle(BaseModel):
    """An article as it comes in; only `text` is needed."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1)
    id: str | None = Field(default=None, max_length=200, description="Your id; it comes back as `given_id`.")
    title: str | None = Field(default=None, max_length=MAX_TITLE)
    published: str | None = Field(default=None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?", max_length=40)
    outlet: str | None = Field(default=None, max_length=200)
    url: HttpUrl | None = None
    language: str | None = Field(default=None, pattern="^[a-z]{2}$", description="ISO 639-1; detected where it is not given.")


class NewArticles(BaseModel):
    """Articles to read and store."""

    model_config = ConfigDict(extra="forbid")

    articles: list[NewArticle] = Field(min_length=1)


class ReadArticle(BaseModel):
    """What became of one of the articles that came in."""

    position: int
    status: Literal["read", "known", "failed"]
    id: str | None
    claims: int = 0
    statements: int = 0
    figures: int = 0
    ties: int = 0
    problem: str | None = None


class ReadArticles(BaseModel):
    """What became of the articles, in their order; `picture`: whether pages and lists show them already."""

    articles: list[ReadArticle]
    picture: Literal["current", "building"]


class Removal(BaseModel):
    """An article that is out of the store, while the picture still shows it."""

    id: str
    picture: Literal["building"] = "building"


class NewJudgement(BaseModel):
    """A person's decision.

    `accept`, `reject` and `correct` are about a claim (`target`), `same` and `apart` about two (`target` and `other`), `link`
    about a mention ("ARTICLE:BEGIN-END") or an actor in an article ("ARTICLE:ac-…"); `undo` takes back what is in force.
    """

    model_config = ConfigDict(extra="forbid")

    decision: Literal["accept", "reject", "same", "apart", "correct", "link", "undo"]
    target: str = Field(min_length=1, max_length=400)
    author: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=MAX_REASON)
    other: str | None = Field(default=None, max_length=200, description="With `same` and `apart`: the other claim.")
    field: str | None = Field(default=None, max_length=40, description="With `correct`: the field.")
    value: str | list[str] | None = Field(default=None, description="With `correct`: what it is; null: unknown.")
    actor: str | None = Field(default=None, max_length=200, description="With `link`: who is meant; null: nobody.")
    rebuild: bool = Field(default=True, description="Build the picture anew; false where more judgements follow.")


@router.post("/articles", status_code=201, tags=["articles"], responses={202: {"model": ReadArticles}})
def add_articles(body: NewArticles, site: Here, response: Response) -> ReadArticles:
    """Read articles and store them.

    Status 201 if one was new and the picture holds it, 202 if the picture is still being built (`GET /` says when it is done),
    200 if all were known, 422 if none could be read.
    """
    if len(body.articles) > site.settings.max_articles:
        raise HTTPException(413, f"one request may bring {site.settings.max_articles} articles, not {len(body.articles)}")
    made = [_made(new, number, site.settings.max_article_chars) for number, new in enumerate(body.articles, start=1)]
    with site.writing:
        known = site.store.article_ids()
        summary = store_articles(site.store, made, known=known)
    counts = {article.article_id: article for article in summary.articles}
    errors = {error.source: error.problem for error in summary.errors}
    found = [_outcome(number, article, known, counts, errors) for number, article in enumerate(made, start=1)]
    if all(article.status == "failed" for article in found):
        raise HTTPException(422, "; ".join(dict.fromkeys(article.problem or "" for article in found)))
    is_new = any(article.status == "read" for article in found)
    is_current = site.rebuild() if is_new else not site.is_rebuilding
    response.status_code = 200 if not is_new else 201 if is_current else 202
    return ReadArticles(articles=found, picture="current" if is_current else "building")


def store_articles(store: Store, articles: Sequence[Article | ArticleError], *, known: Collection[str]) -> Summary:
    """Read the articles that are not known and commit them; the picture does not hold them yet."""
    intake = Intake(store, version=package_version())
    for result in read_articles(
        articles, executor=InlineExecutor(), is_known=lambda article: article.id in known, overlay=store.overlay()
    ):
        intake.take(result)
    return intake.finish()


def _made(new: NewArticle, number: int, most_chars: int) -> Article | ArticleError:
    source = f"article {number}"
    if len(new.text) > most_chars:
        return ArticleError(source, f"{len(new.text)} characters; one article may have {most_chars}")
    raw = RawArticle(
        new.text,
        source,
        title=new.title,
        published=new.published,
        outlet=new.outlet,
        url=str(new.url) if new.url is not None else None,
        given_id=new.id,
    )
    try:
        return make_article(raw, language=new.language)
    except ArticleError as exc:
        return exc


def _outcome(
    number: int, article: Article | ArticleError, known: set[str], counts: Mapping[str, ArticleCounts], errors: Mapping[str, str]
) -> ReadArticle:
    if isinstance(article, ArticleError):
        return ReadArticle(position=number, status="failed", id=None, problem=article.problem)
    if article.id in known:
        return ReadArticle(position=number, status="known", id=article.id)
    done = counts.get(article.id)
    if done is None:
        return ReadArticle(position=number, status="failed", id=None, problem=errors.get(article.source or "", "not read"))
    return ReadArticle(
        position=number,
        status="read",
        id=article.id,
        claims=done.claims,
        statements=done.statements,
        figures=done.figures,
        ties=done.ties,
    )


@router.delete(
    "/articles/{article_id}",
    status_code=204,
    response_class=Response,
    tags=["articles"],
    responses={202: {"model": Removal}},
)
def delete_article(article_id: Id, site: Here) -> Response:
    """Remove an article and every trace of it.

    Status 204; 202 if the article is out of the store, but the picture without it is still being built: until then pages show it,
    and after that older versions of the tables are deleted (`GET /` says when it is done).
    """
    if site.remove(article_id):
        return Response(status_code=204)
    return JSONResponse(Removal(id=article_id).model_dump(), status_code=202)


@open_router.get("/judgements", tags=["judgements"])
def list_judgements(site: Here) -> list[JudgementRow]:
    """The judgements in force."""
    return list(site.store.judgements())


@router.post("/judgements", status_code=201, tags=["judgements"], responses={202: {"model": list[JudgementRow]}})
def add_judgement(body: NewJudgement, site: Here, response: Response) -> list[JudgementRow]:
    """Judge a claim, two claims, a field or a link; what comes back are the judgements in force on the target.

    Status 201; 202 if the picture with it is still being built.
    """
    with site.writing:
        before = {row.judgement_id for row in site.store.judgements()}
        _judge(site, body)
    if body.rebuild and not site.rebuild():
        response.status_code = 202
    return [row for row in site.store.judgements() if row.judgement_id not in before]


def _judge(site: Served, body: NewJudgement) -> None:
    signed = {"author": body.author, "reason": body.reason}
    if body.decision in {"accept", "reject"}:
        judge_claim(site.store, body.target, decision=body.decision, **signed)
    elif body.decision in {"same", "apart"}:
        if body.other is None:
            raise InputError(f"{body.decision} is about two claims; name the other one in `other`")
        judge_pair(site.store, body.target, body.other, decision=body.decision, **signed)
    elif body.decision == "correct":
        if body.field is None:
            raise InputError("a correction needs a `field`")
        correct_claim(site.store, body.target, field=body.field, value=body.value, **signed)
    elif body.decision == "link":
        judge_link(site.store, body.target, actor=body.actor, **signed)
    else:
        undo_judgement(site.store, body.target, **signed)
