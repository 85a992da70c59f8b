"""All judgements of a store, with what has become of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lagebild.errors import NotFoundError
from lagebild.judge.links import check_place
from lagebild.judge.rows import LINK, UNDO, claims_of, place_of, reading_with
from lagebild.model.reading import Reading
from lagebild.store import JudgementRow, Store

State = Literal["in force", "stale", "superseded", "undone", "undo"]


@dataclass(frozen=True, slots=True)
class ListedJudgement:
    """A judgement and its state, with the reason in words.

    "stale": in force, but what it is about is no longer in the store (a newer version reads the article otherwise); "undo": the
    row undoes another one.
    """

    row: JudgementRow
    state: State
    why: str


def list_judgements(store: Store) -> tuple[ListedJudgement, ...]:
    """Every judgement ever made, the oldest first."""
    rows = store.all_judgements()
    latest = {row.target_id: row for row in rows}
    following = {row.judgement_id: after for row, after in _successions(rows)}
    readings: dict[str, Reading | None] = {}
    result = []
    for row in rows:
        after = following.get(row.judgement_id)
        if row.kind == UNDO:
            result.append(ListedJudgement(row, "undo", "takes back the judgement before it on the same target"))
        elif after is not None:
            state: State = "undone" if after.kind == UNDO else "superseded"
            result.append(ListedJudgement(row, state, f"{state} by {after.author} on {after.made_at[:10]}: {after.reason}"))
        else:
            problem = _problem(store, latest[row.target_id], readings)
            result.append(ListedJudgement(row, "in force" if problem is None else "stale", problem or "applied at every rebuild"))
    return tuple(result)


def _successions(rows: Sequence[JudgementRow]) -> list[tuple[JudgementRow, JudgementRow]]:
    """Every row with the next one on the same target."""
    last: dict[str, JudgementRow] = {}
    pairs = []
    for row in rows:
        before = last.get(row.target_id)
        if before is not None:
            pairs.append((before, row))
        last[row.target_id] = row
    return pairs


def _problem(store: Store, row: JudgementRow, readings: dict[str, Reading | None]) -> str | None:
    """Why a judgement no longer matches anything, None if it does."""
    if row.kind == LINK:
        match = place_of(row.target_id)
        reading = _reading(store, match["article"], readings)
        if reading is None:
            return f"there is no article {match['article']} any more"
        try:
            check_place(reading, match)
        except NotFoundError as exc:
            return str(exc)
        return None
    for claim_id in claims_of(row):
        found = [r for article_id in row.article_ids if (r := _reading(store, article_id, readings)) is not None]
        if any(claim.id == claim_id for reading in found for claim in reading.claims):
            continue
        if row.article_ids:
            return f"no article has a claim {claim_id} any more"
        try:
            reading_with(store, claim_id)  # a row of before articles were noted
        except NotFoundError:
            return f"no article has a claim {claim_id} any more"
    return None


def _reading(store: Store, article_id: str, readings: dict[str, Reading | None]) -> Reading | None:
    if article_id not in readings:
        try:
            readings[article_id] = store.reading(article_id)
        except NotFoundError:
            readings[article_id] = None
    return readings[article_id]
