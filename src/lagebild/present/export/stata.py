"""Stata: events.dta, one observation an event, format 118 (Stata 14 and newer, UTF-8), with labels of the variables.

Written by pandas (`pip install lagebild[frames]`). Days are ISO texts, because an event may have only a month or a year; `day`
is a Stata date where the day is known exactly. Texts longer than 2045 bytes are strL, the names of the variables at most 32
characters.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from lagebild.errors import LagebildError
from lagebild.present.export.cells import cell
from lagebild.present.export.codes import type_codes
from lagebild.present.export.material import Material, cite
from lagebild.query.rows import EventDetail

LABELS = {
    "event_id": "id of the event",
    "type": "PLOVER type",
    "mode": "PLOVER mode",
    "status": "occurred, ongoing, planned, hypothetical, denied",
    "first_day": "first possible day, ISO",
    "last_day": "last possible day, ISO",
    "day": "day, where known exactly",
    "date_basis": "what the day was read from",
    "actors": "names of the actors",
    "actor_ids": "ids of the actors",
    "actor_countries": "ISO 3166 alpha-3 of the actors",
    "recipients": "names of the recipients",
    "recipient_ids": "ids of the recipients",
    "recipient_countries": "ISO 3166 alpha-3 of the recipients",
    "place": "place as named",
    "place_country": "ISO 3166 alpha-3 of the place",
    "quad_class": "PLOVER quad class, 1 to 4",
    "score": "PLOVER score of type and mode",
    "sources": "independent sources",
    "claims": "mentions of the event",
    "contradictions": "slots in which sources exclude each other",
    "sentences": "sentences that tell of it",
    "citations": "outlet, title, days, article and characters",
}
NUMBERS = ("quad_class", "score", "sources", "claims", "contradictions")
MOST_STR_BYTES = 2045


def save_stata(material: Material, path: Path) -> list[Path]:
    """Write the file.

    Raises:
        LagebildError: if pandas is not installed.
    """
    try:
        import pandas as pd  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415
    except ImportError as exc:
        raise LagebildError("pandas is not installed; pip install lagebild[frames]") from exc
    rows = [event_row(detail) for detail in material.events()]
    frame = pd.DataFrame(rows, columns=list(LABELS))
    for name in LABELS:
        if name in NUMBERS:
            frame[name] = frame[name].astype("float64")
        elif name == "day":
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[ns]")
        else:
            frame[name] = frame[name].astype("object")
    long = [n for n in LABELS if n not in (*NUMBERS, "day") and frame[n].map(lambda t: len(t.encode())).max() > MOST_STR_BYTES]
    frame.to_stata(
        path,
        write_index=False,
        version=118,
        variable_labels=LABELS,
        convert_dates={"day": "td"},
        convert_strl=long,
        data_label="Lagebild: events",
        time_stamp=datetime(1970, 1, 1),  # noqa: DTZ001  (no clock: same input, same bytes)
    )
    return [path]


def event_row(detail: EventDetail) -> dict[str, Any]:
    """The variables of an event."""
    event = detail.event
    codes = type_codes(event.type, event.mode)
    row: dict[str, Any] = {
        "event_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "date_basis": event.date_basis,
        "place": event.place,
        "place_country": event.place_country,
        "sentences": tuple(dict.fromkeys(claim.sentence for claim in detail.claims)),
        "citations": tuple(cite(claim) for claim in detail.claims),
    }
    for side, parties in (("actor", event.actors), ("recipient", event.recipients)):
        row[f"{side}s"] = tuple(party.name for party in parties)
        row[f"{side}_ids"] = tuple(party.actor_id for party in parties if party.actor_id)
        row[f"{side}_countries"] = tuple(dict.fromkeys(party.country for party in parties if party.country))
    texts = {name: cell(value) for name, value in row.items()}
    exact = event.first_day if event.first_day == event.last_day else None
    numbers = {"sources": event.sources, "claims": event.claims, "contradictions": event.contradictions}
    return texts | numbers | {"quad_class": codes.quad, "score": codes.score, "day": exact}
