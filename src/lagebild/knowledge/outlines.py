"""The outlines of states for maps, in two degrees of detail."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lagebild.knowledge.load import FACTS
from lagebild.knowledge.tables import read_table

COLUMNS = ("level", "state", "west", "south", "east", "north", "path")
UNITS = {"world": 10, "near": 40}
"""How many units of a path are a degree, by level."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed part of a state; bounds in degrees, `path` in units of its level, x to the east and y to the south of 0° 0°.

    `state` is None for territories that the tables do not have. The east of a part that crosses the 180th meridian is above 180.
    """

    state: str | None
    west: float
    south: float
    east: float
    north: float
    path: str


@cache
def load_outlines(level: str) -> tuple[Outline, ...]:
    """The parts of all states at a level of `UNITS`."""
    table = read_table(files("lagebild") / "knowledge" / "data", "outlines.tsv", pack=FACTS, columns=COLUMNS)
    parts = zip(
        table.required("level"),
        table.required("path"),
        table.optional("state"),
        map(float, table.required("west")),
        map(float, table.required("south")),
        map(float, table.required("east")),
        map(float, table.required("north")),
        strict=True,
    )
    return tuple(
        Outline(state, west, south, east, north, path) for found, path, state, west, south, east, north in parts if found == level
    )
