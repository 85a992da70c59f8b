"""Reviewing who is meant: one mention after the other, article by article, the least sure first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.errors import InputError
from lagebild.judge import judge_link
from lagebild.model.layers import Actor, Mention
from lagebild.model.reading import Reading
from lagebild.query import View
from lagebild.query.rows import ArticleRow
from lagebild.store import Store
from lagebild.web.helpers import url
from lagebild.web.pages.judging import author_of, check_may_write, noted, pending_of, signature
from lagebild.web.pages.parts import PresentActor, checked_id, present_actors, typed_name
from lagebild.web.respond import respond, site_of
from lagebild.web.site import Site

router = APIRouter(include_in_schema=False)
DECISIONS = ("yes", "other", "nobody")
SURE = 0.9  # the score of a name that one known actor has; nobody is asked about such mentions
LOOK_AHEAD = 2  # articles read in search of one with an open question; more would take longer than a page may
LISTED = 50  # articles listed at a time
SETTLED = "articles without an open mention"


@dataclass(frozen=True, slots=True)
class MentionQuestion:
    """A mention with its sentence and the one before; `actors`: whom the machine takes it for.

    `place` is the target of a judgement on it, `place_of_all` that of one on all mentions of the actor in the article.
    """

    place: str
    place_of_all: str | None
    text: str
    begin: int
    end: int
    kind: str
    score: float
    reasons: tuple[str, ...]
    context: str
    sentence: str
    sentence_begin: int
    actors: tuple[PresentActor, ...]


@dataclass(frozen=True, slots=True)
class LinkJudging:
    """The page. Without `question` nothing is left; `cursor` continues behind the article, `skip` counts mentions passed over."""

    article: ArticleRow | None
    question: MentionQuestion | None
    actors: tuple[PresentActor, ...]
    left: int
    cursor: str | None
    behind: str | None
    skip: int
    chosen: str | None
    pending: int
    rebuilding: bool
    failed: str | None
    done: str | None
    last: str | None
    problem: str | None
    author: str


@dataclass(frozen=True, slots=True)
class Found:
    """An article with its reading; `cursor` and `behind`: of the list of articles, before and behind it."""

    article: ArticleRow | None
    reading: Reading | None
    cursor: str | None
    behind: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a review stands: in one article (`article`), or behind a cursor of all; `at`: one mention alone."""

    article: str | None
    at: str | None
    cursor: str | None
    skip: int


def open_mentions(reading: Reading) -> list[tuple[Mention, Actor]]:
    """Mentions that stand for one actor and are not sure, the least sure first. Judged ones are sure."""
    owners: dict[tuple[int, int], list[tuple[Mention, Actor]]] = {}
    for actor in reading.actors:
        for mention in actor.mentions:
            owners.setdefault((mention.span.begin, mention.span.end), []).append((mention, actor))
    single = [found[0] for found in owners.values() if len(found) == 1 and found[0][0].score < SURE]
    return sorted(single, key=lambda pair: (pair[0].score, pair[0].span.begin))


def question_of(reading: Reading, begin: int, end: int) -> MentionQuestion | None:
    """What is asked about the mention with these characters; None if there is none."""
    found = [(m, actor) for actor in reading.actors for m in actor.mentions if (m.span.begin, m.span.end) == (begin, end)]
    if not found:
        return None
    mention, actor = found[0]
    text = reading.article.text
    around = [s for s in reading.sentences if s.begin <= begin < s.end]
    before = [s for s in reading.sentences if around and s.end <= around[0].begin]
    low, high = (around[0].begin, max(around[0].end, end)) if around else (begin, end)
    return MentionQuestion(
        place=f"{reading.article.id}:{begin}-{end}",
        place_of_all=f"{reading.article.id}:{actor.id}" if len(found) == 1 else None,
        text=mention.span.text,
        begin=begin,
        end=end,
        kind=mention.kind,
        score=mention.score,
        reasons=mention.reasons,
        context=text[before[-1].begin : before[-1].end] if before else "",
        sentence=text[low:high],
        sentence_begin=low,
        actors=present_actors(owner for _, owner in found),
    )


def next_article(site: Site, place: Place) -> Found:
    """The article asked for, else the newest behind the cursor with an open question, looked for in a few articles."""
    view = site.view()
    if place.article is not None:
        row = view.article(place.article)
        return Found(row, view.reading(row.id), None, None)
    settled: set[str] = site.once(view, SETTLED, set)
    cursor, looked = place.cursor, 0
    while True:
        page = view.articles(newest=True, limit=LISTED, cursor=cursor)
        for number, row in enumerate(page):
            if row.id in settled:
                continue
            if looked == LOOK_AHEAD:
                return Found(None, None, _cursor_behind(view, cursor, number), None)
            reading, looked = view.reading(row.id), looked + 1
            mentions = len(open_mentions(reading))
            is_first = cursor == place.cursor and number == 0  # the one whose mentions were passed over
            if mentions > (place.skip if is_first else 0):
                here, behind = (_cursor_behind(view, cursor, count) for count in (number, number + 1))
                return Found(row, reading, here, behind)
            if mentions == 0:
                settled.add(row.id)
        if page.next_cursor is None:
            return Found(None, None, None, None)
        cursor = page.next_cursor


def _cursor_behind(view: View, cursor: str | None, count: int) -> str | None:
    """The cursor behind so many articles."""
    return cursor if count == 0 else view.articles(newest=True, limit=count, cursor=cursor).next_cursor


def spans_of(at: str | None) -> tuple[int, int] | None:
    """The characters in "BEGIN-END". Raises HTTPException (404) for anything else."""
    if at is None:
        return None
    begin, dash, end = at.partition("-")
    if not (dash and begin.isdecimal() and end.isdecimal() and begin.isascii() and end.isascii()):
        raise HTTPException(404, "there is no such mention")
    return int(begin), int(end)


def build_judging(
    request: Request, place: Place, *, done: str | None = None, last: str | None = None, problem: str | None = None
) -> LinkJudging:
    """The next mention, or the one asked for."""
    site = site_of(request)
    in_force = site.store.judgements()
    found = next_article(site, place)
    reading = found.reading
    mentions = open_mentions(reading) if reading is not None else []
    skip = place.skip if found.cursor == place.cursor else 0
    chosen = spans_of(place.at)
    if chosen is None and skip < len(mentions):
        chosen = mentions[skip][0].span.begin, mentions[skip][0].span.end
    question = question_of(reading, *chosen) if reading is not None and chosen is not None else None
    if place.at is not None and question is None:
        raise HTTPException(404, "there is no such mention in the article")
    return LinkJudging(
        article=found.article,
        question=question,
        actors=present_actors(reading.actors) if reading is not None else (),
        left=max(len(mentions) - skip, 0),
        cursor=found.cursor,
        behind=found.behind,
        skip=skip,
        chosen=place.article,
        pending=pending_of(site, in_force),
        rebuilding=site.is_rebuilding,
        failed=site.rebuild_failed,
        done=done if done in (*DECISIONS, "undo") else None,
        last=checked_id(last) if last else None,
        problem=problem,
        author=author_of(request),
    )


@router.get("/judge/links")
def links(
    request: Request,
    article: str | None = None,
    at: str | None = None,
    cursor: str | None = None,
    skip: int = 0,
    done: str | None = None,
    last: str | None = None,
) -> Response:
    """The next mention to review, or the one asked for."""
    place = Place(checked_id(article) if article else None, at or None, cursor or None, max(skip, 0))
    return respond(request, "judge_links.html.j2", build_judging(request, place, done=done, last=last))


class LinkForm(BaseModel):
    """What the form sends: with "yes" the actor `meant`, with "other" whom the words in `actor` name."""

    target: str
    decision: str
    meant: str = ""
    actor: str = ""
    author: str = ""
    reason: str = ""
    article: str = ""
    cursor: str = ""
    skip: int = 0

    @property
    def place(self) -> Place:
        """Where the review goes on."""
        return Place(checked_id(self.article) if self.article else None, None, self.cursor or None, max(self.skip, 0))


@router.post("/judge/links")
def judge(request: Request, form: Annotated[LinkForm, Form()]) -> Response:
    """Note who is meant, and go on to the next mention."""
    check_may_write(request)
    if form.decision not in DECISIONS:
        raise HTTPException(422, "a mention is of the actor named, of another or of nobody")
    signed = signature(request, form.author, form.reason)
    try:
        with site_of(request).writing:
            note(site_of(request).store, form, typed_name(request, form.actor), signed)
    except InputError as exc:
        return respond(request, "judge_links.html.j2", build_judging(request, form.place, problem=str(exc)), status=422)
    skip = str(form.skip) if form.skip > 0 else None
    target = url("judge", "links", article=form.article, cursor=form.cursor, skip=skip, done=form.decision, last=form.target)
    return noted(target, signed["author"])


def note(store: Store, form: LinkForm, typed: str | None, signed: Mapping[str, str]) -> None:
    """Append the judgement. Raises InputError if nobody is named, or nobody alone is known so."""
    target = checked_id(form.target)
    who = {"yes": form.meant or None, "other": typed}.get(form.decision)
    if who is None and form.decision != "nobody":
        raise InputError("say who is meant")
    judge_link(store, target, actor=who, **signed)
