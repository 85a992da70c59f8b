"""Where on the earth something is said to have happened: a town, the middle of an area, or only the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from lagebild.knowledge.load import FACTS, load_knowledge
from lagebild.knowledge.tables import read_table
from lagebild.knowledge.values import Place

COLUMNS = ("state", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Position:
    """A point in degrees and what it says.

    `level` is place (a town: it happened there), area (the middle of a region, an island or a sea) or state (a point inside the
    state that stands for all of it; nothing is said to have happened there).
    """

    latitude: float
    longitude: float
    level: str


def find_place(name: str | None, country: str | None) -> Place | None:
    """A place of the tables by its name and country, None if they do not have it."""
    return None if name is None else _places().get((name.casefold(), country))


def locate(name: str | None, country: str | None) -> Position | None:
    """The position of a place: its own where the tables have it, else that of its state, None if that is not known either."""
    place = find_place(name, country)
    if place is not None and place.latitude is not None and place.longitude is not None:
        return Position(place.latitude, place.longitude, "place" if place.kind == "city" else "area")
    return state_position(country)


def state_position(country: str | None) -> Position | None:
    """The point that stands for a state or territory."""
    if country is None:
        return None
    point = _state_points().get(country)
    if point is not None:
        return Position(*point, "state")
    state = load_knowledge().state(country)
    if state is None or state.parent is None:
        return None
    found = find_place(state.name, state.parent)  # a territory that the maps do not know as one
    if found is None or found.latitude is None or found.longitude is None:
        return None
    return Position(found.latitude, found.longitude, "area")


@cache
def _places() -> Mapping[tuple[str, str | None], Place]:
    return MappingProxyType(
        {
            (name.casefold(), place.country): place
            for place in load_knowledge().places
            for name in (place.name, *place.variants)
        }
    )  # fmt: skip


@cache
def _state_points() -> Mapping[str, tuple[float, float]]:
    table = read_table(files("lagebild") / "knowledge" / "data", "state_points.tsv", pack=FACTS, columns=COLUMNS)
    points = zip(table.required("lat"), table.required("lon"), strict=True)
    return MappingProxyType(dict(zip(table.required("state"), ((float(a), float(b)) for a, b in points), strict=True)))
