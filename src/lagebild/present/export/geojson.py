"""GeoJSON (RFC 7946): a FeatureCollection with one Feature an event.

`geometry` is a point where the knowledge tables have coordinates of the event's place; `properties.located` says what the point
is: place (a town) or area (the middle of a region, an island, a sea). An event of which only the state is known has no geometry,
which the RFC provides for unlocated features: `located` is state then, and `state_point` a point inside that state for whoever
wants to draw one. All statuses are written; `properties.status` says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lagebild.knowledge.positions import locate
from lagebild.model.codec import dumps
from lagebild.present.export.cells import SURROGATES
from lagebild.present.export.material import Material, cite, summary
from lagebild.query.rows import EventDetail


def write_geojson(material: Material) -> Iterator[str]:
    """One document, written feature by feature."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = "\n"
    for detail in material.events():
        yield separator + SURROGATES.sub("\ufffd", dumps(feature(detail)))
        separator = ",\n"
    yield "\n]}\n"


def feature(detail: EventDetail) -> dict[str, Any]:
    """An event with its place."""
    event = detail.event
    position = locate(event.place, event.place_country)
    point = [position.longitude, position.latitude] if position is not None else None
    exact = position is not None and position.level != "state"
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": point} if exact else None,
        "properties": {
            "title": summary(event),
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "first_day": event.first_day,
            "last_day": event.last_day,
            "place": event.place,
            "country": event.place_country,
            "located": position.level if position is not None else None,
            "state_point": None if exact else point,
            "actors": [party.name for party in event.actors],
            "recipients": [party.name for party in event.recipients],
            "independent_sources": event.sources,
            "sources": [cite(claim) for claim in detail.claims],
            "sentences": list(dict.fromkeys(claim.sentence for claim in detail.claims if claim.sentence)),
        },
    }
