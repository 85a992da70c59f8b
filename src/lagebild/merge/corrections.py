"""Fields of claims that a person has corrected: the reading with the judged values, each with who said so and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, get_args

from lagebild.model.layers import Actor, Claim, DateValue, EventType, Location, Participant, Status
from lagebild.model.reading import Reading

ACTOR_FIELDS = ("actors", "recipients", "reported_by")
FIELDS = ("type", "mode", "date", "status", "place", *ACTOR_FIELDS)
MODES: Mapping[str, frozenset[str]] = {  # of the codebook; types that are missing have none
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"}
    ),
    "ASSAULT": frozenset(
        {
            "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack",
            "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
        }
    ),
}  # fmt: skip
JUDGED = "judged"  # basis of a date that a person gave
PLACE = re.compile(r"(?P<name>.+?)(?:,\s*(?P<country>[A-Z]{3}))?")
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a field of a claim is in truth: a value, or `actors` for the fields that hold some; neither: unknown, nobody."""

    claim_id: str
    field: str
    value: str | None
    actors: tuple[Actor, ...]
    why: str


def check_value(field: str, value: str | None, claim: Claim) -> str | None:
    """Why a value cannot stand in a field of the claim, None if it can."""
    if value is None:
        return f"a claim has some {field}" if field in {"type", "status"} else None
    if field == "date":
        days = _days(value)
        bad = days is None or days[0] > days[1]
        return f"{value!r} is no date; YYYY, YYYY-MM, YYYY-MM-DD, or two of them with / between" if bad else None
    allowed: Sequence[str] = sorted(MODES.get(claim.type, ()))
    allowed = {"type": get_args(EventType), "status": get_args(Status), "mode": allowed}.get(field, (value,))
    return None if value in allowed else f"{value!r} is no {field}; there are {', '.join(allowed) or 'none'}"


def correct_claims(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """The reading with the corrections made; actors that it did not know are added, without mentions."""
    if not corrections:
        return reading
    by_claim: dict[str, list[Correction]] = {}
    for one in corrections:
        by_claim.setdefault(one.claim_id, []).append(one)
    known = {actor.id for actor in reading.actors}
    new = {actor.id: actor for one in corrections for actor in one.actors if actor.id not in known}
    claims = [_corrected(claim, by_claim.get(claim.id, ()), reading) for claim in reading.claims]
    return replace(reading, actors=(*reading.actors, *(new[key] for key in sorted(new))), claims=tuple(claims))


def _corrected(claim: Claim, corrections: Sequence[Correction], reading: Reading) -> Claim:
    for one in sorted(corrections, key=lambda c: FIELDS.index(c.field)):  # the type before the mode, which depends on it
        claim = replace(claim, **_change(claim, one, reading), why=(*claim.why, f"{one.field}: {one.why}"))
    return claim


def _change(claim: Claim, one: Correction, reading: Reading) -> dict[str, Any]:
    if one.field in ACTOR_FIELDS:
        participants = tuple(_participant(actor, claim, reading, one.why) for actor in one.actors)
        return {one.field: next(iter(participants), None)} if one.field == "reported_by" else {one.field: participants}
    if one.field == "date":
        days = None if one.value is None else _days(one.value)
        return {"date": None if days is None else DateValue(days[0].isoformat(), days[1].isoformat(), JUDGED, one.why)}
    if one.field == "place":
        return {"location": None if one.value is None else _location(one.value, claim, reading)}
    if one.field == "type":
        return {"type": one.value, "mode": claim.mode if claim.mode in MODES.get(str(one.value), ()) else None}
    return {one.field: one.value}


def _days(value: str) -> tuple[date, date] | None:
    """First and last day of a date or of two."""
    spans = [_span_of_days(part) for part in value.split("/")]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans) or len(spans) > 2:
        return None
    return known[0][0], known[-1][1]


def _span_of_days(value: str) -> tuple[date, date] | None:
    found = DAY.fullmatch(value)
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return first, first
        after = date(first.year + 1, 1, 1) if month in (None, 12) else date(first.year, first.month + 1, 1)
    except ValueError:
        return None
    return first, after - timedelta(days=1)


def _participant(actor: Actor, claim: Claim, reading: Reading, why: str) -> Participant:
    """The actor at its mention nearest to the trigger; where the article never names it, at the trigger itself."""
    spans = [m.span for other in reading.actors if other.id == actor.id for m in other.mentions]
    span = min(spans, key=lambda s: (abs(s.begin - claim.trigger.begin), s.begin), default=claim.trigger)
    return Participant(span.text, span.begin, span.end, actor.country, actor.sector, actor.name, actor.id, why)


def _location(value: str, claim: Claim, reading: Reading) -> Location:
    """The place where the text names it nearest to the trigger, else at the trigger."""
    found = PLACE.fullmatch(value)
    name, country = (found["name"], found["country"]) if found is not None else (value, None)
    begins = [m.start() for m in re.finditer(re.escape(name), reading.article.text)]
    begin = min(begins, key=lambda b: (abs(b - claim.trigger.begin), b), default=None)
    if begin is None:
        return Location(name, claim.trigger.begin, claim.trigger.end, country)
    return Location(name, begin, begin + len(name), country)
