"""PLOVER JSON Lines: one event a line, field names of the PLOVER manual's chapter "Data Fields" (Open Event Data Alliance, 2024).

Status: `mode` holds the manual's auxiliary modes (`future` planned, `hypothetical`, `negation` denied) after the event's own
mode, so all statuses are written. `date` and `enddate` are the first and last possible day. `event_scale` is the manual's
PLOVER score, `quad_code` its number. `text`, `text_info` and `cite_info` are those of the first article that tells of the
event; `claims` (ours, the manual leaves the format open for more fields) lists all of them. The manual requires `date`: events
without a day have none and say so in `comment`. Religion, ethnicity, gender, age and sizes are not known and left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from lagebild.model.codec import dumps
from lagebild.model.picture import Party
from lagebild.present.export.cells import SURROGATES
from lagebild.present.export.codes import (
    AUXILIARY_MODES,
    english_country,
    find_place,
    sector_codes,
    type_codes,
    wikidata,
)
from lagebild.present.export.material import Material
from lagebild.query.rows import ClaimRow, EventDetail, EventRow

FIELDS = (
    "id", "has_event", "date", "enddate", "actor", "recipient", "event", "event_loc", "event_text", "quad_code", "event_scale",
    "mode", "text", "text_info", "cite_info", "coder", "comment", "claims",
)  # fmt: skip
CODEBOOK = "plover-0.8"


def write_plover(material: Material) -> Iterator[str]:
    """One JSON object a line."""
    for detail in material.events():
        record = {name: value for name, value in plover_record(detail).items() if value not in (None, [], {}, "")}
        yield SURROGATES.sub("\ufffd", dumps(record)) + "\n"


def plover_record(detail: EventDetail) -> dict[str, Any]:
    """The event with every field in the order of FIELDS; unknown ones are None or empty."""
    event, first = detail.event, detail.claims[0] if detail.claims else None
    codes = type_codes(event.type, event.mode)
    return {
        "id": event.id,
        "has_event": True,
        "date": event.first_day,
        "enddate": event.last_day,
        "actor": [_entity(party) for party in event.actors],
        "recipient": [_entity(party) for party in event.recipients],
        "event": [event.type],
        "event_loc": _location(event),
        "event_text": list(dict.fromkeys(claim.trigger for claim in detail.claims if claim.trigger)),
        "quad_code": codes.quad,
        "event_scale": codes.score,
        "mode": [mode for mode in (event.mode, AUXILIARY_MODES.get(event.status)) if mode is not None],
        "text": first.sentence if first is not None else None,
        "text_info": _text_info(first),
        "cite_info": _cite_info(first),
        "coder": f"lagebild {version('lagebild')}",
        "comment": _comment(event),
        "claims": [_claim(claim) for claim in detail.claims],
    }


def _entity(party: Party) -> dict[str, Any]:
    found = {
        "code": party.country,
        "sector": sector_codes(party.sector).plover,
        "entity_text": party.name,
        "identifier_id": wikidata(party.actor_id) or party.actor_id,
        "identifier_text": party.name,
    }
    return {name: value for name, value in found.items() if value is not None}


def _location(event: EventRow) -> dict[str, Any]:
    if event.place is None and event.place_country is None:
        return {}
    known = find_place(event.place, event.place_country)
    found = {
        "extracted_place": event.place,
        "resolved_place": known.name if known is not None else None,
        "lat": known.latitude if known is not None else None,
        "lon": known.longitude if known is not None else None,
        "country": english_country(event.place_country),
        "country_code": event.place_country,
    }
    return {name: value for name, value in found.items() if value is not None}


def _text_info(claim: ClaimRow | None) -> dict[str, Any]:
    if claim is None:
        return {}
    return {"sequence": claim.sentence_number + 1, "start": claim.sentence_begin, "end": claim.sentence_end}


def _cite_info(claim: ClaimRow | None) -> dict[str, Any]:
    if claim is None:
        return {}
    found = {
        "citation": claim.article_id,
        "url": claim.url,
        "title": claim.title,
        "publication": claim.outlet,
        "coder": "lagebild",
        "codebook": CODEBOOK,
    }
    return {name: value for name, value in found.items() if value is not None}


def _comment(event: EventRow) -> str:
    parts = [f"status {event.status}", f"{event.sources} independent sources"]
    if event.first_day is None:
        parts.append("day unknown")
    if event.contradictions:
        parts.append(f"{event.contradictions} contradictions between sources")
    return "; ".join(parts)


def _claim(claim: ClaimRow) -> dict[str, Any]:
    return {
        "id": claim.id,
        "article": claim.article_id,
        "publication": claim.outlet,
        "title": claim.title,
        "published": [claim.published_first, claim.published_last],
        "start": claim.sentence_begin,
        "end": claim.sentence_end,
        "text": claim.sentence,
        "event_text": claim.trigger,
        "status": claim.status,
        "reported_by": claim.reported_by,
    }
