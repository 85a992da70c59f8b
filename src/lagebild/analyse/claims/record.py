"""Claims in the codebook's shape, for evaluation and JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lagebild.model.layers import Claim, DateValue, Participant


def event_records(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """The codebook's records of an article's claims, with ids "e1" … in order."""
    held = list(claims)
    numbers = {claim.id: f"e{i}" for i, claim in enumerate(held, start=1)}
    return [event_record(claim, numbers=numbers) for claim in held]


def event_record(claim: Claim, *, numbers: dict[str, str]) -> dict[str, Any]:
    """One claim as the codebook's record plus rule, confidence and reasons. `numbers`: claim id -> event id."""
    source = claim.reported_by
    return {
        "id": numbers[claim.id],
        "claim_id": claim.id,
        "sentence": claim.sentence,
        "trigger": {"text": claim.trigger.text, "begin": claim.trigger.begin, "end": claim.trigger.end},
        "type": claim.type,
        "mode": claim.mode,
        "actors": [_participant(p) for p in claim.actors],
        "recipients": [_participant(p) for p in claim.recipients],
        "location": None
        if claim.location is None
        else {
            "text": claim.location.text,
            "begin": claim.location.begin,
            "end": claim.location.end,
            "country": claim.location.country,
        },
        "date": _date(claim.date),
        "status": claim.status,
        "reported_by": None if source is None else source.text,
        "reported_by_span": None if source is None else {"begin": source.begin, "end": source.end},
        "same_as": None if claim.same_as is None else numbers.get(claim.same_as),
        "rule": claim.rule,
        "confidence": claim.confidence,
        "why": list(claim.why),
    }


def _participant(participant: Participant) -> dict[str, Any]:
    return {
        "text": participant.text,
        "begin": participant.begin,
        "end": participant.end,
        "country": participant.country,
        "sector": participant.sector,
        "name": participant.name,
        "actor_id": participant.actor_id,
        "implicit": participant.implicit,
        "in_sentence": participant.in_sentence,
        "why": participant.why,
    }


def _date(date: DateValue | None) -> dict[str, Any] | None:
    if date is None:
        return None
    return {"start": date.start, "end": date.end, "text": date.text, "basis": date.basis, "why": date.why}
