"""Where the events of a dossier are said to have happened: counted by place, and drawn as a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.model.picture import Event
from lagebild.present.place_map import Map, Site, build_map
from lagebild.present.timeline import TimelineEntry

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
HAPPENED = frozenset({"occurred", "ongoing"})


@dataclass(frozen=True, slots=True)
class EventsAt:
    """The events of one place as articles name it, `other`: planned, possible and denied ones. For `build_map`."""

    name: str | None
    country: str | None
    cooperation: int
    conflict: int
    other: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A site of the map with the lines of the timeline that belong to it; `anchor`: of its row in the table."""

    anchor: str
    site: Site
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class DossierPlaces:
    """The map of a dossier and the same as a table."""

    map: Map
    lines: tuple[PlaceLine, ...]

    def anchor_of(self, site: Site) -> str:
        """The row of a site."""
        return next(line.anchor for line in self.lines if line.site == site)


def build_places(entries: Sequence[TimelineEntry]) -> DossierPlaces | None:
    """The places of the events; None if no event has one with a known position."""
    drawn = build_map(count_places([entry.event for entry in entries]))
    if not drawn.sites:
        return None
    by_id = {entry.event.id: entry for entry in entries}
    lines = (
        PlaceLine(f"place-{number}", site, tuple(by_id[event_id] for event_id in site.events))
        for number, site in enumerate(drawn.sites, start=1)
    )
    return DossierPlaces(drawn, tuple(lines))


def count_places(events: Sequence[Event]) -> list[EventsAt]:
    """The events by the place that they name, in the order of the events."""
    groups: dict[tuple[str | None, str | None], list[Event]] = {}
    for event in events:
        if event.place is not None or event.place_country is not None:
            groups.setdefault((event.place, event.place_country), []).append(event)
    return [_counted(name, country, found) for (name, country), found in groups.items()]


def _counted(name: str | None, country: str | None, events: Sequence[Event]) -> EventsAt:
    happened = [event for event in events if event.status in HAPPENED]
    good = sum(event.type in COOPERATIVE for event in happened)
    ids = tuple(event.id for event in events)
    return EventsAt(name, country, good, len(happened) - good, len(events) - len(happened), ids)
