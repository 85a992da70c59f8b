"""Make the outlines of states that the map draws, and a point inside every state, from Natural Earth.

usage: outlines.py FOLDER [--write]

FOLDER is the unpacked npm package world-atlas 2.0.2 (Natural Earth, public domain, as TopoJSON; the packaging: ISC licence).
`countries-110m.json` becomes the level `world`, `countries-50m.json`, simplified, the level `near`. Lines are simplified before
they are joined (Visvalingam and Whyatt 1993), so neighbours keep one border; small islands are dropped. Where Natural Earth's de
facto view and the knowledge tables differ, the tables are followed: the Crimea is drawn with Ukraine, the north of Cyprus with
Cyprus, Somaliland with Somalia. `state_points.tsv` gets a point far from the border of that part of each state that has
the capital.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry
from rich.console import Console

from lagebild.knowledge import load_knowledge

DATA = Path(__file__).resolve().parents[2] / "src" / "lagebild" / "knowledge" / "data"
Point = tuple[float, float]
Ring = list[Point]
UNNUMBERED = {"N. Cyprus": "CYP", "Somaliland": "SOM", "Kosovo": "XKX"}  # without a number of ISO 3166-1 in Natural Earth
MOVED = (("RUS", "UKR", (34.4, 45.3)),)  # the part of the first state around the point is drawn with the second
LEFT_OUT = "ATA"
LEAST_CORNERS = 5
HALF_CIRCLE = 180
GRID = 40  # cells a side in the search for a point inside a state
OUTLINES_HEAD = """\
# Outlines of states, one closed part a row. Source: Natural Earth (naturalearthdata.com), public domain, in the packaging of
# world-atlas 2.0.2 (ISC), simplified by scripts/data/outlines.py; the Crimea with Ukraine. Borders are no statement on claims.
# level: world | near. state: id of states.tsv, empty for territories that it does not have. Bounds: degrees. path: of SVG, first
# point absolute, then relative, x to the east and y to the south of 0° 0°, in tenths (world) or fortieths (near) of a degree.
# Licence: public domain.
level\tstate\twest\tsouth\teast\tnorth\tpath
"""
POINTS_HEAD = """\
# A point inside every state, for events of which only the state is known: it stands for the state, not for where they happened.
# Source: Natural Earth (public domain), computed by scripts/data/outlines.py. Licence: public domain.
state\tlat\tlon
"""


@dataclass(frozen=True, slots=True)
class Level:
    """How outlines are made. `units`: to a degree; a bend or an island of fewer square degrees is dropped."""

    name: str
    file: str
    units: int
    least_bend: float
    least_island: float


LEVELS = (Level("world", "countries-110m.json", 10, 0.0, 0.0), Level("near", "countries-50m.json", 40, 0.003, 0.015))


class Topology:
    """Lines that neighbours share, as they are and simplified. An arc number below zero is the line ~number read backwards."""

    def __init__(self, path: Path, least_bend: float) -> None:
        content = json.loads(path.read_text("utf-8"))
        self.countries: list[dict[str, Any]] = content["objects"]["countries"]["geometries"]
        (sx, sy), (tx, ty) = content["transform"]["scale"], content["transform"]["translate"]
        self._lines: list[Ring] = []
        for arc in content["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append((x * sx + tx, y * sy + ty))
            self._lines.append(line)
        self._simple = [simplified(line, least_bend) for line in self._lines]

    def ring(self, arcs: Sequence[int], *, simple: bool = True) -> Ring:
        """The points of a ring, the first one again at the end; a ring that would be no area any more stays as it is."""
        points: Ring = []
        for arc in arcs:
            line = self._line(arc, simple=simple)
            points += line[1:] if points else line
        return unwrapped(points) if not simple or len(points) > LEAST_CORNERS else self.ring(arcs, simple=False)

    def dissolved(self, rings: list[list[int]]) -> list[list[int]]:
        """The rings of one state without the lines that two of them share."""
        arcs = {arc for ring in rings for arc in ring}
        touched = [ring for ring in rings if any(~arc in arcs for arc in ring)]
        free = [arc for ring in touched for arc in ring if ~arc not in arcs]
        return [ring for ring in rings if ring not in touched] + list(self._chained(free))

    def _chained(self, arcs: list[int]) -> Iterator[list[int]]:
        """Arcs put together to closed rings by their ends."""
        while arcs:
            ring = [arcs.pop(0)]
            while self._line(ring[-1])[-1] != self._line(ring[0])[0]:
                following = next(arc for arc in arcs if self._line(arc)[0] == self._line(ring[-1])[-1])
                arcs.remove(following)
                ring.append(following)
            yield ring

    def _line(self, arc: int, *, simple: bool = False) -> Ring:
        lines = self._simple if simple else self._lines
        return lines[arc] if arc >= 0 else lines[~arc][::-1]


def unwrapped(ring: Ring) -> Ring:
    """The ring without jumps at the 180th meridian: what lies beyond it in the east has more than 180 degrees."""
    if all(abs(b[0] - a[0]) < HALF_CIRCLE for a, b in pairwise(ring)):
        return ring
    return [(x + 2 * HALF_CIRCLE if x < 0 else x, y) for x, y in ring]


def simplified(points: Ring, least: float) -> Ring:
    """The line without points whose triangle with their neighbours is smaller than `least`, smallest first; its ends stay."""
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    size = {i: triangle(points[i - 1], points[i], points[i + 1]) for i in range(1, len(points) - 1)}
    heap = [(value, i) for i, value in size.items()]
    heapq.heapify(heap)
    kept = 3 if points[0] == points[-1] else 0  # a closed line stays an area
    while heap and heap[0][0] < least and len(size) > kept:
        value, i = heapq.heappop(heap)
        if size.get(i) != value:
            continue  # its triangle has changed since
        del size[i]
        after[before[i]], before[after[i]] = after[i], before[i]
        for k in (before[i], after[i]):
            if k in size:
                size[k] = max(value, triangle(points[before[k]], points[k], points[after[k]]))
                heapq.heappush(heap, (size[k], k))
    return [point for i, point in enumerate(points) if i in size or i in {0, len(points) - 1}]


def triangle(a: Point, b: Point, c: Point) -> float:
    """The area between three points, narrowed as the meridians are at that latitude."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * math.cos(math.radians(b[1]))


def area(ring: Ring) -> float:
    """Square degrees, narrowed as the meridians are at the latitude of the first point."""
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return abs(doubled) / 2 * math.cos(math.radians(ring[0][1]))


def contains(ring: Ring, point: Point) -> bool:
    """Whether the point lies in the ring (even-odd rule)."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def state_of(geometry: dict[str, Any]) -> str:
    """The id of the knowledge tables, "" for what they do not have."""
    country = pycountry.countries.get(numeric=str(geometry.get("id", "")).zfill(3))
    code = str(country.alpha_3) if country is not None else UNNUMBERED.get(geometry["properties"]["name"], "")
    return code if code == LEFT_OUT or load_knowledge().state(code) is not None else ""


def states_of(topology: Topology, least_island: float) -> dict[str, list[Ring]]:
    """The outer rings of every state, the largest first. Holes are not drawn: another state fills them."""
    states: defaultdict[str, list[list[int]]] = defaultdict(list)
    for geometry in topology.countries:
        state = state_of(geometry)
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for outer, *_ in polygons:
            inside = (new for old, new, point in MOVED if state == old and contains(topology.ring(outer, simple=False), point))
            states[next(inside, state)].append(outer)
    states.pop(LEFT_OUT, None)
    found = {}
    for state, rings in sorted(states.items()):
        parts = sorted((topology.ring(ring) for ring in topology.dissolved(rings)), key=area, reverse=True)
        found[state] = [part for number, part in enumerate(parts) if number == 0 or area(part) >= least_island]
    return found


def has_area(level: Level, ring: Ring) -> bool:
    """Whether the ring still has three different corners in the units of the level."""
    return len({(round(x * level.units), round(y * level.units)) for x, y in ring}) > 2


def outline_row(level: Level, state: str, ring: Ring) -> str:
    """A row of `outlines.tsv`."""
    places = [(round(x * level.units), round(-y * level.units)) for x, y in ring[:-1]]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(places) if (ax, ay) != (bx, by)]
    path = f"M{places[0][0]},{places[0][1]}l" + " ".join(f"{x},{y}" for x, y in steps) + "z"
    path = path.replace(",-", "-").replace(" -", "-")
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    return "\t".join((level.name, state, *(f"{value:.2f}" for value in (west, south, east, north)), path))


def inner_point(ring: Ring) -> Point:
    """The point of a grid over the ring that is farthest from its border."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    narrow = math.cos(math.radians((south + north) / 2))
    cells = (
        (west + (east - west) * (i + 0.5) / GRID, south + (north - south) * (k + 0.5) / GRID)
        for i in range(GRID)
        for k in range(GRID)
    )
    return max((cell for cell in cells if contains(ring, cell)), key=lambda cell: distance(cell, ring, narrow))


def main_part(state: str, rings: list[Ring]) -> Ring:
    """The part with the capital, else the largest."""
    knowledge = load_knowledge()
    known = knowledge.state(state)
    if known is None:
        raise ValueError(state)
    seats = (
        (place.longitude, place.latitude)
        for place in knowledge.places
        if place.country == state and place.name == known.capital and place.longitude is not None and place.latitude is not None
    )
    return next((ring for seat in seats for ring in rings if contains(ring, seat)), rings[0])


def distance(point: Point, ring: Sequence[Point], narrow: float) -> float:
    """From the point to the nearest corner of the ring, in degrees of latitude."""
    return min(math.hypot((x - point[0]) * narrow, y - point[1]) for x, y in ring)


def main() -> None:
    """Read, simplify, count and, with --write, store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    rows: list[str] = []
    sizes: Counter[str] = Counter()
    for level in LEVELS:
        states = states_of(Topology(given.folder / level.file, level.least_bend), level.least_island)
        drawn = ((state, ring) for state, rings in states.items() for ring in rings if has_area(level, ring))
        made = [outline_row(level, state, ring) for state, ring in drawn]
        sizes[level.name] = sum(len(row) + 1 for row in made)
        Console().print(f"{level.name}: {len(states)} states, {len(made)} parts, {sizes[level.name]} bytes")
        rows += made
    inner = {state: inner_point(main_part(state, rings)) for state, rings in states.items() if state}
    points = [f"{state}\t{latitude:.2f}\t{longitude:.2f}" for state, (longitude, latitude) in inner.items()]
    Console().print(f"{len(points)} points")
    if given.write:
        (DATA / "outlines.tsv").write_text(OUTLINES_HEAD + "\n".join(rows) + "\n", "utf-8")
        (DATA / "state_points.tsv").write_text(POINTS_HEAD + "\n".join(points) + "\n", "utf-8")


if __name__ == "__main__":
    main()
