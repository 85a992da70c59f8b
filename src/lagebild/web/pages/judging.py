"""Reviewing what was read: one claim after the other, yes or no, with undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from lagebild.judge import correct_claim, judge_claim, undo_judgement
from lagebild.merge.corrections import ACTOR_FIELDS, FIELDS
from lagebild.present.texts import texts_in
from lagebild.query import View
from lagebild.query.rows import ClaimRow
from lagebild.store import JudgementRow
from lagebild.web.helpers import url
from lagebild.web.pages.parts import MAX_QUERY_CHARS, checked_id
from lagebild.web.pages.preferences import own_path
from lagebild.web.respond import language_of, may_write, respond, site_of
from lagebild.web.site import Site

router = APIRouter(include_in_schema=False)
AUTHOR_COOKIE = "lagebild_author"
YEAR_SECONDS = 365 * 24 * 3600
SEE_OTHER = 303
LOOK_AHEAD = 60  # claims fetched at a time when those that are judged already are skipped
DECISIONS = ("accept", "reject", "undo")
LISTED = 20


@dataclass(frozen=True, slots=True)
class Judging:
    """The page for reviewing. `claim` is None when nothing is left; `next` continues behind it."""

    claim: ClaimRow | None
    article: str | None
    next: str | None
    left: int
    judged: tuple[JudgementRow, ...]  # in force, the latest first
    pending: int  # judgements that the picture does not hold yet
    rebuilding: bool
    failed: str | None
    done: str | None
    last: str | None
    author: str
    fields: tuple[str, ...] = FIELDS  # that can be corrected


def next_claim(view: View, judged: set[str], *, article: str | None, cursor: str | None) -> tuple[ClaimRow | None, str | None]:
    """The first claim behind the cursor that nobody has judged, and the cursor behind it."""
    while True:
        page = view.claims(article=article, limit=LOOK_AHEAD, cursor=cursor)
        for number, claim in enumerate(page):
            if claim.id not in judged:
                behind = view.claims(article=article, limit=number + 1, cursor=cursor).next_cursor
                return claim, behind
        if page.next_cursor is None:
            return None, None
        cursor = page.next_cursor


def pending_of(site: Site, judgements: tuple[JudgementRow, ...]) -> int:
    """Judgements made after the picture was built."""
    built = site.built_at()
    if built is None:
        return 0
    moment = datetime.fromtimestamp(built, tz=UTC).isoformat()
    return sum(row.made_at > moment for row in judgements)


@router.get("/judge")
def judging(
    request: Request,
    claim: str | None = None,
    article: str | None = None,
    cursor: str | None = None,
    done: str | None = None,
    last: str | None = None,
) -> Response:
    """The next claim to review, or the one asked for."""
    site = site_of(request)
    view = site.view()
    article = checked_id(article) if article else None
    in_force = site.store.judgements()
    judged = {row.target_id for row in in_force if row.kind in DECISIONS}
    left = max(view.claims(article=article, limit=1).total - len(judged), 0)
    found: ClaimRow | None
    behind: str | None
    if claim:
        found, behind = claim_of(view, checked_id(claim), article), None
    else:
        found, behind = next_claim(view, judged, article=article, cursor=cursor)
    model = Judging(
        claim=found,
        article=article,
        next=behind,
        left=left,
        judged=tuple(sorted(in_force, key=lambda row: row.made_at, reverse=True)[:LISTED]),
        pending=pending_of(site, in_force),
        rebuilding=site.is_rebuilding,
        failed=site.rebuild_failed,
        done=done if done in (*DECISIONS, "apply", "correct") else None,
        last=checked_id(last) if last else None,
        author=author_of(request),
    )
    return respond(request, "judge.html.j2", model)


def author_of(request: Request) -> str:
    """The name under which this browser judged last."""
    return unquote(request.cookies.get(AUTHOR_COOKIE, ""))


def claim_of(view: View, claim_id: str, article: str | None) -> ClaimRow:
    """The claim with that id. Raises HTTPException (404)."""
    found = next(iter(view.claims(article=article, ids=claim_id, limit=1)), None)
    if found is None:
        raise HTTPException(404, f"no claim {claim_id} in the picture; a rejected one is in no event any more")
    return found


@router.post("/judge")
def judge(
    request: Request,
    claim: Annotated[str, Form()],
    decision: Annotated[str, Form()],
    author: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    cursor: Annotated[str, Form()] = "",
    article: Annotated[str, Form()] = "",
) -> Response:
    """Note a judgement, and go on to the next claim."""
    check_may_write(request)
    if decision not in DECISIONS:
        raise HTTPException(422, "a claim can be accepted or rejected, and a judgement undone")
    site = site_of(request)
    signed = signature(request, author, reason)
    with site.writing:
        judge_claim(site.store, checked_id(claim), decision=decision, **signed)
    target = url("judge", cursor=cursor, article=article, done=decision, last="" if decision == "undo" else claim)
    return noted(target, signed["author"])


def signature(request: Request, author: str, reason: str) -> dict[str, str]:
    """Who judges and why; without a reason, that it was in a review."""
    said = " ".join(reason.split())[:MAX_QUERY_CHARS] or texts_in(language_of(request))("judge_default_reason")
    return {"author": " ".join(author.split())[:MAX_QUERY_CHARS], "reason": said}


def noted(target: str, author: str) -> Response:
    """On to the next question, with the name remembered."""
    answer = RedirectResponse(target, status_code=SEE_OTHER)
    answer.set_cookie(AUTHOR_COOKIE, quote(author), max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return answer


@router.post("/judge/correct")
def correct(
    request: Request,
    claim: Annotated[str, Form()],
    field: Annotated[str, Form()],
    value: Annotated[str, Form()] = "",
    author: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Note what a field of a claim is in truth; an empty value means that it is unknown."""
    check_may_write(request)
    site = site_of(request)
    plain = " ".join(value.split())[:MAX_QUERY_CHARS]
    names = [name.strip() for name in plain.split(";") if name.strip()]
    right: str | list[str] | None = names if field in ACTOR_FIELDS else plain or None
    signed = signature(request, author, reason)
    with site.writing:
        correct_claim(site.store, checked_id(claim), field=field, value=right, **signed)
    return noted(url("judge", claim=claim, done="correct", last=f"{claim}.{field}"), signed["author"])


@router.post("/judge/undo")
def undo(
    request: Request, target: Annotated[str, Form()], author: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/judge"
) -> Response:
    """Take back the judgement in force on a claim, two claims, a field or a mention."""
    check_may_write(request)
    site = site_of(request)
    signed = signature(request, author, "")
    with site.writing:
        undo_judgement(site.store, checked_id(target), **signed)
    site.forget()  # what was settled may be open again
    return noted(own_path(back), signed["author"])


@router.post("/judge/apply")
def apply(request: Request) -> Response:
    """Build the picture anew with all judgements; a long build goes on behind the page."""
    check_may_write(request)
    site_of(request).rebuild()
    return RedirectResponse(url("judge", done="apply"), status_code=SEE_OTHER)


def check_may_write(request: Request) -> None:
    """Raises HTTPException (403) for a browser that may not judge."""
    if not may_write(request):
        raise HTTPException(403, "judging needs the token that the server was started with, and a server that is not read-only")
