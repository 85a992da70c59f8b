"""Reviewing what was merged: two claims at a time, the same happening or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.judge import judge_pair
from lagebild.query import View
from lagebild.query.rows import ClaimRow, DoubtfulPair
from lagebild.web.helpers import url
from lagebild.web.pages.judging import author_of, check_may_write, noted, pending_of, signature
from lagebild.web.pages.parts import checked_id
from lagebild.web.respond import respond, site_of

router = APIRouter(include_in_schema=False)
DECISIONS = ("same", "apart", "undo")


@dataclass(frozen=True, slots=True)
class PairJudging:
    """The page for reviewing pairs. Without `pair` nothing is left; `skip`: how many were passed over."""

    pair: DoubtfulPair | None
    claims: tuple[ClaimRow, ...]
    skip: int
    left: int
    pending: int
    rebuilding: bool
    failed: str | None
    done: str | None
    last: tuple[str, str] | None
    author: str


@router.get("/judge/pairs")
def pairs(request: Request, skip: int = 0, done: str | None = None, a: str | None = None, b: str | None = None) -> Response:
    """The next pair of claims about which merging is least sure."""
    site = site_of(request)
    view = site.view()
    in_force = site.store.judgements()
    judged = {row.target_id for row in in_force}
    found = site.once(view, "doubtful pairs", view.doubtful_pairs)
    left = [
        pair
        for pair in found
        if "+".join(sorted((pair.claim, pair.other))) not in judged and not judged & {pair.claim, pair.other}
    ]
    skip = max(skip, 0)
    pair = left[skip] if skip < len(left) else None
    model = PairJudging(
        pair=pair,
        claims=claims_of(view, pair) if pair is not None else (),
        skip=skip,
        left=max(len(left) - skip, 0),
        pending=pending_of(site, in_force),
        rebuilding=site.is_rebuilding,
        failed=site.rebuild_failed,
        done=done if done in DECISIONS else None,
        last=(checked_id(a), checked_id(b)) if a and b else None,
        author=author_of(request),
    )
    return respond(request, "judge_pairs.html.j2", model)


def claims_of(view: View, pair: DoubtfulPair) -> tuple[ClaimRow, ...]:
    """Both claims, in the order of the pair."""
    found = {claim.id: claim for claim in view.claims(ids=(pair.claim, pair.other))}
    return tuple(found[one] for one in (pair.claim, pair.other))


@router.post("/judge/pairs")
def judge(
    request: Request,
    a: Annotated[str, Form()],
    b: Annotated[str, Form()],
    decision: Annotated[str, Form()],
    author: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    skip: Annotated[int, Form()] = 0,
) -> Response:
    """Note a judgement on two claims, and go on to the next pair."""
    check_may_write(request)
    if decision not in DECISIONS:
        raise HTTPException(422, "two claims tell of the same happening or are to be kept apart, or a judgement is undone")
    site = site_of(request)
    signed = signature(request, author, reason)
    with site.writing:
        judge_pair(site.store, checked_id(a), checked_id(b), decision=decision, **signed)
    undone = decision == "undo"
    target = url(
        "judge", "pairs", skip=str(skip) if skip else None, done=decision, a=None if undone else a, b=None if undone else b
    )
    return noted(target, signed["author"])
