"""Judgements on claims: accepted or rejected, one happening or two, a field corrected, and the undoing of any judgement."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.errors import InputError, NotFoundError
from lagebild.judge.rows import (
    CORRECT,
    ON_CLAIMS,
    ON_PAIRS,
    UNDO,
    append,
    check_signed,
    field_target,
    pair_target,
    reading_with,
)
from lagebild.merge.corrections import ACTOR_FIELDS, FIELDS, check_value
from lagebild.store import JudgementRow, Store


def judge_claim(store: Store, claim_id: str, *, decision: str, author: str, reason: str) -> JudgementRow:
    """Append a judgement on a claim: "accept", "reject" or "undo" of the one in force.

    Raises:
        InputError: if the decision is none of the three, or author or reason are empty.
        NotFoundError: if no article has such a claim, or there is nothing to undo.
    """
    if decision == UNDO:
        return undo_judgement(store, claim_id, author=author, reason=reason)
    if decision not in ON_CLAIMS:
        raise InputError(
            f"{decision!r} is no decision; accept, reject or correct a claim, call two the same or apart, link a mention, undo"
        )
    check_signed(author, reason)
    reading = reading_with(store, claim_id)
    return append(store, claim_id, kind=decision, author=author, reason=reason, articles=[reading.article.id])


def judge_pair(store: Store, claim_id: str, other_id: str, *, decision: str, author: str, reason: str) -> JudgementRow:
    """Append that two claims tell of the "same" happening or are to be kept "apart"; "undo" takes the judgement in force back.

    Raises:
        InputError: if the decision is none of the three, both claims are one, or author or reason are empty.
        NotFoundError: if no article has one of the claims, or there is nothing to undo.
    """
    target_id = pair_target(claim_id, other_id)
    if decision == UNDO:
        return undo_judgement(store, target_id, author=author, reason=reason)
    if decision not in ON_PAIRS:
        raise InputError(f"{decision!r} is no decision on two claims; same, apart or undo")
    if claim_id == other_id:
        raise InputError(f"{claim_id} is one claim; a pair needs two")
    check_signed(author, reason)
    articles = [reading_with(store, one).article.id for one in sorted((claim_id, other_id))]  # in the order of the target
    return append(store, target_id, kind=decision, author=author, reason=reason, articles=articles)


def correct_claim(
    store: Store, claim_id: str, *, field: str, value: str | Sequence[str] | None, author: str, reason: str
) -> JudgementRow:
    """Append what a field of a claim is in truth.

    Args:
        store: where the claim is.
        claim_id: the claim.
        field: type, mode, date, status, place, actors, recipients or reported_by.
        value: a type, mode or status of the codebook; a date as "YYYY", "YYYY-MM", "YYYY-MM-DD" or two of them with "/" between;
            a place's name, with ", " and the country's code where known; for the last three whom it names, each by id, code,
            name or description. None: unknown, nobody.
        author: who judges.
        reason: why.

    Raises:
        InputError: if field or value cannot be used, an actor is unknown or ambiguous, or author or reason are empty.
        NotFoundError: if no article has such a claim.
    """
    if field not in FIELDS:
        raise InputError(f"{field!r} is no field that can be corrected; there are {', '.join(FIELDS)}")
    check_signed(author, reason)
    reading = reading_with(store, claim_id)
    target_id = field_target(claim_id, field)
    articles = [reading.article.id]
    if field in ACTOR_FIELDS:
        from lagebild.judge.actors import find_judged  # noqa: PLC0415  (loads the linking of names, which only naming somebody needs)

        names = [value] if isinstance(value, str) else list(value or ())
        if field == "reported_by" and len(names) > 1:
            raise InputError("a claim is reported by one source")
        actors = [find_judged(name, reading, store) for name in names]
        return append(store, target_id, kind=CORRECT, author=author, reason=reason, actors=actors, articles=articles)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{field} has one value")
    claim = next(claim for claim in reading.claims if claim.id == claim_id)
    problem = check_value(field, value, claim)
    if problem is not None:
        raise InputError(problem)
    return append(store, target_id, kind=CORRECT, author=author, reason=reason, value=value, articles=articles)


def undo_judgement(store: Store, target_id: str, *, author: str, reason: str) -> JudgementRow:
    """Append the undoing of the judgement in force on a target: claim, pair ("c-…+c-…"), field ("c-….date") or place of a link.

    Raises:
        InputError: if author or reason are empty.
        NotFoundError: if no judgement on the target is in force.
    """
    check_signed(author, reason)
    row = next((row for row in store.judgements() if row.target_id == target_id), None)
    if row is None:
        raise NotFoundError(f"no judgement on {target_id} is in force")
    return append(store, target_id, kind=UNDO, author=author, reason=reason, articles=row.article_ids)
