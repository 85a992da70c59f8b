"""GDELT 2.0: events (61 columns) and mentions (16), tab-separated, without a header, as in GDELT's own files.

Source of the columns: GDELT event codebook V2.0 (2015-02-19). One row a pair of actors; only events that happened (there is no
column for others). Known here and so filled: ids, days, actors with CAMEO codes, event codes, quad class and Goldstein value
(of the nearest CAMEO code, data/plover.tsv), counts, the place's name, FIPS code of its country and coordinates (type 1, country:
a point for the whole state), the source.
Not known and empty: tone, ethnic and religious codes, ADM codes and feature ids, places of the actors, IsRootEvent.
`NumMentions` counts claims, `NumSources` independent origins (copies count once), `NumArticles` articles. `DATEADDED` is the
day of the first report, where that is one day. `SOURCEURL` and `MentionIdentifier` are the article's address, without one its
id (then MentionType is 2, citation only). Character offsets count code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lagebild.knowledge.positions import locate
from lagebild.model.picture import Party
from lagebild.present.export.cells import tsv_line
from lagebild.present.export.codes import HAPPENED, english_country, fips_code, known_group, sector_codes, type_codes
from lagebild.present.export.material import Material, pairs
from lagebild.present.export.tables import pair_number
from lagebild.query.rows import ClaimParty, ClaimRow, EventDetail, EventRow

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code",
    "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone",
    *(f"{where}Geo_{name}" for where in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
WEB, CITATION_ONLY = 1, 2  # MentionType
GEO_COUNTRY, GEO_US_CITY, GEO_WORLD_CITY = 1, 3, 4  # types of places in the codebook; it has none for areas that are no province
QUAD_OF_ROOT = {1: range(1, 6), 2: range(6, 9), 3: range(9, 14), 4: range(14, 21)}  # QuadClass by CAMEO root code


def write_gdelt_events(material: Material) -> Iterator[str]:
    """One line a pair of actors of an event."""
    for detail in material.events(status=HAPPENED):
        for first, second in pairs(detail.event):
            row = event_row(detail, first, second, material)
            yield tsv_line(row[name] for name in EVENT_COLUMNS)


def write_gdelt_mentions(material: Material) -> Iterator[str]:
    """One line a claim and pair of actors, with the ids of `write_gdelt_events`."""
    lengths = {article.id: article.characters for article in material.articles()}
    for detail in material.events(status=HAPPENED):
        for first, second in pairs(detail.event):
            for claim in detail.claims:
                row = mention_row(detail.event, claim, first, second, lengths.get(claim.article_id))
                yield tsv_line(row[name] for name in MENTION_COLUMNS)


def event_row(detail: EventDetail, first: Party | None, second: Party | None, material: Material) -> dict[str, Any]:
    """The columns of an event for one pair."""
    event = detail.event
    codes = type_codes(event.type, event.mode)
    root = codes.cameo[:2]
    row: dict[str, Any] = dict.fromkeys(EVENT_COLUMNS)
    row |= _dates(event, material)
    row |= _actor("Actor1", first) | _actor("Actor2", second) | _place(event)
    source = detail.claims[0] if detail.claims else None
    return row | {
        "GLOBALEVENTID": pair_number(event, first, second),
        "EventCode": codes.cameo,
        "EventBaseCode": codes.cameo[:3],
        "EventRootCode": root,
        "QuadClass": next(quad for quad, roots in QUAD_OF_ROOT.items() if int(root) in roots),
        "GoldsteinScale": codes.goldstein,
        "NumMentions": event.claims,
        "NumSources": event.sources,
        "NumArticles": len(event.articles),
        "DATEADDED": _first_report(detail.claims),
        "SOURCEURL": None if source is None else source.url or source.article_id,
    }


def mention_row(
    event: EventRow, claim: ClaimRow, first: Party | None, second: Party | None, characters: int | None
) -> dict[str, Any]:
    """The columns of a mention."""
    return dict.fromkeys(MENTION_COLUMNS) | {
        "GLOBALEVENTID": pair_number(event, first, second),
        "MentionTimeDate": _time(claim.published_first if claim.published_first == claim.published_last else None),
        "EventTimeDate": _time(event.reported_first),
        "MentionType": WEB if claim.url is not None else CITATION_ONLY,
        "MentionSourceName": claim.outlet,
        "MentionIdentifier": claim.url or claim.article_id,
        "SentenceID": claim.sentence_number + 1,
        "Actor1CharOffset": _offset(first, claim.actors + claim.recipients),
        "Actor2CharOffset": _offset(second, claim.recipients + claim.actors),
        "ActionCharOffset": claim.begin,
        "InRawText": 1,
        "Confidence": round(claim.confidence * 10) * 10,
        "MentionDocLen": characters,
    }


def _dates(event: EventRow, material: Material) -> dict[str, Any]:
    """Day, month and year, each only where the event lies in one."""
    day = material.event_day(event)
    first, last = (event.first_day or "", event.last_day or "") if day is None else (day, day)
    month = first[:7].replace("-", "") if first and first[:7] == last[:7] else None
    fraction = None
    if day is not None:
        fraction = f"{int(day[:4]) + (int(day[5:7]) * 30 + int(day[8:10])) / 365:.4f}"  # the codebook's own formula
    year = first[:4] if first and first[:4] == last[:4] else None
    return {"SQLDATE": day.replace("-", "") if day else None, "MonthYear": month, "Year": year, "FractionDate": fraction}


def _actor(prefix: str, party: Party | None) -> dict[str, Any]:
    if party is None:
        return {}
    kind = sector_codes(party.sector).cameo
    group = known_group(party.actor_id) if party.country == "IGO" else None
    country = party.country if party.country != "IGO" else None
    return {
        f"{prefix}Code": "".join(filter(None, (country, kind, group))) or None,  # CAMEO: IGOUNO, but BLRGOV
        f"{prefix}Name": party.name,
        f"{prefix}CountryCode": country,
        f"{prefix}KnownGroupCode": group,
        f"{prefix}Type1Code": kind,
    }


def _place(event: EventRow) -> dict[str, Any]:
    position = locate(event.place, event.place_country)
    country = fips_code(event.place_country)
    if position is None:
        return {"ActionGeo_FullName": event.place, "ActionGeo_CountryCode": country}
    kinds = {"place": GEO_US_CITY if event.place_country == "USA" else GEO_WORLD_CITY, "state": GEO_COUNTRY}
    return {
        "ActionGeo_Type": kinds.get(position.level),
        "ActionGeo_FullName": event.place or english_country(event.place_country),
        "ActionGeo_CountryCode": country,
        "ActionGeo_Lat": position.latitude,
        "ActionGeo_Long": position.longitude,
    }


def _first_report(claims: tuple[ClaimRow, ...]) -> str | None:
    exact = [c.published_first for c in claims if c.published_first is not None and c.published_first == c.published_last]
    return _time(min(exact, default=None))


def _time(day: str | None) -> str | None:
    """A day as GDELT writes times; the hour is not known, so it is that of midnight."""
    return None if day is None else day.replace("-", "") + "000000"


def _offset(party: Party | None, found: tuple[ClaimParty, ...]) -> int | None:
    if party is None:
        return None
    same = (
        p for p in found if (p.actor_id, p.name) == (party.actor_id, party.name) or (p.actor_id and p.actor_id == party.actor_id)
    )
    hit = next(same, None)
    return hit.begin if hit is not None else None
