"""Tables of other event data sets: POLECAT, ICEWS, GDELT 2.0 and ACLED, in UTF-8, with their own columns in their own order.

Only events that happened (`occurred`, `ongoing`) are written unless statuses are asked for: POLECAT, ICEWS and GDELT have no
column that marks the others. A format that holds one day has none for an event that is only known to lie in an interval;
`interval_start` writes the first day. Values that these formats have and Lagebild does not know stay empty ("None" in POLECAT,
as in its own files).

Columns
* POLECAT (40, tab, header): header of the weekly files on Harvard Dataverse (doi:10.7910/DVN/AJGVIT), as quoted in public
  loaders.
* ICEWS (20, tab, header): header of the files on Harvard Dataverse (doi:10.7910/DVN/28075), as quoted in public loaders.
* GDELT 2.0 events (61) and mentions (16), tab, no header: GDELT 2.0 event codebook V2.0 (2015).
* ACLED (31, comma, header): ACLED's export files since 2023.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from lagebild.model.picture import Party
from lagebild.present.export.cells import csv_line, number_id, tsv_line
from lagebild.present.export.codes import (
    HAPPENED,
    QUAD_NAMES,
    acled_type,
    cow_code,
    english_country,
    find_place,
    region,
    sector_codes,
    type_codes,
)
from lagebild.present.export.material import Material, cite, pairs, sources
from lagebild.query.rows import EventDetail, EventRow

POLECAT_COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country",
    "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name",
    "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude",
    "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
ICEWS_COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
ACLED_COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
NONE = "None"  # how POLECAT's own files write an unknown value
WEEK_DAYS, MONTH_DAYS = 7, 31


def write_polecat(material: Material) -> Iterator[str]:
    """A header and one line an event; several actors share a cell, joined by "; "."""
    yield tsv_line(POLECAT_COLUMNS)
    for detail in material.events(status=HAPPENED):
        row = polecat_row(detail, material)
        yield tsv_line(NONE if row[name] in (None, "", ()) else row[name] for name in POLECAT_COLUMNS)


def polecat_row(detail: EventDetail, material: Material) -> dict[str, Any]:
    """The columns of POLECAT; the languages and texts of a story are not part of an event here and stay empty."""
    event = detail.event
    codes = type_codes(event.type, event.mode)
    place = find_place(event.place, event.place_country)
    claims = sources(detail.claims)
    row: dict[str, Any] = dict.fromkeys(POLECAT_COLUMNS)
    row |= {
        "Event ID": event.id,
        "Event Date": material.event_day(event),
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": codes.score,
        "Quad Code": QUAD_NAMES[codes.quad],
        "Placename": place.name if place is not None else event.place,
        "City": place.name if place is not None and place.kind == "city" else None,
        "Country": event.place_country,
        "Latitude": place.latitude if place is not None else None,
        "Longitude": place.longitude if place is not None else None,
        "GeoNames ID": place.geonames_id if place is not None else None,
        "Raw Placename": event.place,
        "Source": tuple(f"{claim.outlet or ''} [{claim.article_id}]".strip() for claim in claims),
        "Publication Date": min((c.published_first for c in claims if c.published_first), default=None),
        "Version": "lagebild",
    }
    raw_actors = dict.fromkeys(party.text for claim in detail.claims for party in claim.actors)
    raw_recipients = dict.fromkeys(party.text for claim in detail.claims for party in claim.recipients)
    return row | _polecat_side("Actor", event.actors, raw_actors) | _polecat_side("Recipient", event.recipients, raw_recipients)


def _polecat_side(side: str, parties: tuple[Party, ...], raw: Iterable[str]) -> dict[str, Any]:
    sectors = [sector_codes(party.sector).plover or party.sector for party in parties]
    return {
        f"{side} Name": tuple(dict.fromkeys(party.name for party in parties)),
        f"{side} Country": tuple(dict.fromkeys(party.country for party in parties if party.country)),
        f"{side} COW": tuple(dict.fromkeys(code for party in parties if (code := cow_code(party.country)))),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": tuple(dict.fromkeys(sectors)),
        f"{side} Name Raw": tuple(raw),
    }


def write_icews(material: Material) -> Iterator[str]:
    """A header and one line a pair of source and target; Event ID is unique, Story ID is the id of the first article."""
    yield tsv_line(ICEWS_COLUMNS)
    for detail in material.events(status=HAPPENED):
        for source, target in pairs(detail.event):
            row = icews_row(detail, source, target, material)
            yield tsv_line(row[name] for name in ICEWS_COLUMNS)


def icews_row(detail: EventDetail, source: Party | None, target: Party | None, material: Material) -> dict[str, Any]:
    """The columns of ICEWS for one pair."""
    event = detail.event
    codes = type_codes(event.type, event.mode)
    place = find_place(event.place, event.place_country)
    first = detail.claims[0] if detail.claims else None
    return dict.fromkeys(ICEWS_COLUMNS) | {
        "Event ID": pair_number(event, source, target),
        "Event Date": material.event_day(event),
        "Source Name": source.name if source is not None else None,
        "Source Sectors": sector_codes(source.sector).icews if source is not None else None,
        "Source Country": _country(source),
        "Event Text": codes.label,
        "CAMEO Code": codes.cameo,
        "Intensity": codes.goldstein,
        "Target Name": target.name if target is not None else None,
        "Target Sectors": sector_codes(target.sector).icews if target is not None else None,
        "Target Country": _country(target),
        "Story ID": first.article_id if first is not None else None,
        "Sentence Number": first.sentence_number + 1 if first is not None else None,
        "Publisher": first.outlet if first is not None else None,
        "City": event.place if place is None or place.kind == "city" else None,
        "Country": english_country(event.place_country),
        "Latitude": place.latitude if place is not None else None,
        "Longitude": place.longitude if place is not None else None,
    }


def _country(party: Party | None) -> str | None:
    return english_country(party.country) if party is not None else None


def pair_number(event: EventRow, first: Party | None, second: Party | None) -> int:
    """The id of a pair's row in formats whose ids are numbers; the same for the same event and parties."""
    return number_id(event.id, *(party.actor_id or party.name if party is not None else "" for party in (first, second)))


def write_acled(material: Material) -> Iterator[str]:
    """A header and one line an event of a kind that ACLED holds (data/acled.tsv); safe to open in a spreadsheet."""
    yield csv_line(ACLED_COLUMNS)
    for detail in material.events(status=HAPPENED):
        row = acled_row(detail)
        if row is not None:
            yield csv_line(row[name] for name in ACLED_COLUMNS)


def acled_row(detail: EventDetail) -> dict[str, Any] | None:
    """The columns of ACLED; None for what ACLED does not hold. Fatalities are not known and stay empty, which is not zero."""
    event = detail.event
    kind = acled_type(event.type, event.mode, event.recipients)
    day, precision = acled_day(event)
    if kind is None:
        return None
    place = find_place(event.place, event.place_country)
    inter1, inter2 = (_inter(parties, kind.event_type) for parties in (event.actors, event.recipients))
    claims = sources(detail.claims)
    return dict.fromkeys(ACLED_COLUMNS) | {
        "event_id_cnty": f"{event.place_country or ''}{event.id}",
        "event_date": day,
        "year": int(day[:4]) if day is not None else None,
        "time_precision": precision,
        "disorder_type": kind.disorder_type,
        "event_type": kind.event_type,
        "sub_event_type": kind.sub_event_type,
        "actor1": event.actors[0].name if event.actors else None,
        "assoc_actor_1": tuple(party.name for party in event.actors[1:]),
        "inter1": inter1,
        "actor2": event.recipients[0].name if event.recipients else None,
        "assoc_actor_2": tuple(party.name for party in event.recipients[1:]),
        "inter2": inter2,
        "interaction": f"{inter1}-{inter2}" if inter1 and inter2 else None,
        "civilian_targeting": "Civilian targeting" if kind.event_type == "Violence against civilians" else None,
        "region": region(event.place_country),
        "country": english_country(event.place_country),
        "location": event.place,
        "latitude": place.latitude if place is not None else None,
        "longitude": place.longitude if place is not None else None,
        "source": tuple(dict.fromkeys(claim.outlet or claim.article_id for claim in claims)),
        "notes": " | ".join(f"{claim.sentence} [{cite(claim)}]".strip() for claim in claims),
        "tags": f"status: {event.status}; independent sources: {event.sources}; id: {event.id}",
    }


def acled_day(event: EventRow) -> tuple[str | None, int | None]:
    """The first possible day and ACLED's precision: 1 the day, 2 within a week, 3 within a month; less is none of ACLED's."""
    if event.first_day is None or event.last_day is None:
        return None, None
    length = (date.fromisoformat(event.last_day) - date.fromisoformat(event.first_day)).days + 1
    precision = 1 if length == 1 else 2 if length <= WEEK_DAYS else 3 if length <= MONTH_DAYS else None
    return (event.first_day, precision) if precision is not None else (None, None)


def _inter(parties: tuple[Party, ...], event_type: str) -> str | None:
    if not parties:
        return None
    found = sector_codes(parties[0].sector).acled
    if found == "Civilians" and event_type in {"Protests", "Riots"}:
        return "Protesters" if event_type == "Protests" else "Rioters"
    return found
