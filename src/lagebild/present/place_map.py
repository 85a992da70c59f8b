"""A map of places as geometry: what a template draws as SVG, computed here, so that a page needs no script."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from lagebild.knowledge.load import load_knowledge
from lagebild.knowledge.outlines import UNITS, load_outlines
from lagebild.knowledge.positions import Position, find_place, locate
from lagebild.present.labels import Box, Label, free_box, place_labels

FULL_CIRCLE = 360.0
ROUNDING = 0.1  # of degrees in addresses
WIDTH = 960.0
FLATTEST, STEEPEST = 0.38, 0.56  # height of the drawing by its width
NORTH, SOUTH = 84.0, -60.0  # beyond lies no state
WORLD_WEST = -169.0  # through the Bering Strait: no state is cut but for some of the Aleutian Islands
FAR_DEGREES = 125.0  # a wider view is drawn from the coarse outlines
LEAST_DEGREES = 9.0  # a narrower view would show less than the outlines know
MARGIN = 0.12  # of the shown points, on every side
LEAST_RADIUS, MORE_RADIUS = 4.5, 13.5
FULL_SIZE = 12  # events from which the largest circle has the largest radius
NUMBER_RADIUS, DIGIT_RADIUS = 2.0, 3.8  # a mark without so much around each digit shows no number
MAX_LABELS = 45


class PlaceCount(Protocol):
    """The events of a place, `lagebild.query.rows.PlaceRow`."""

    @property
    def name(self) -> str | None: ...
    @property
    def country(self) -> str | None: ...
    @property
    def cooperation(self) -> int: ...
    @property
    def conflict(self) -> int: ...
    @property
    def other(self) -> int: ...
    @property
    def events(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle in degrees; the east may be above 180."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{value:g}" for value in (self.west, self.south, self.east, self.north))


WORLD = Bounds(WORLD_WEST, -56.0, WORLD_WEST + FULL_CIRCLE, 80.0)


@dataclass(frozen=True, slots=True)
class Site:
    """A place with its events, over all the names that articles have for it.

    `level`: see `lagebild.knowledge.positions`. A site of the level state (`name` is None) stands for events of which only the
    state is known, or a place in it (`inside`) that the tables have no coordinates for.
    """

    name: str | None
    country: str | None
    level: str
    latitude: float
    longitude: float
    cooperation: int
    conflict: int
    other: int
    events: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def total(self) -> int:
        """All events, whatever their status."""
        return self.cooperation + self.conflict + self.other

    @property
    def title(self) -> str:
        """The name of the place, or that of the state."""
        state = load_knowledge().state(self.country) if self.name is None and self.country is not None else None
        return self.name or (state.name if state is not None else self.country) or ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A site on the drawing. `sector`: SVG path of the part that conflict has, empty where there is none or nothing else."""

    site: Site
    x: float
    y: float
    radius: float
    sector: str
    numbered: bool
    label: Label | None


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts of a state inside the view as one SVG path; `shift`: in units of the path, to the east."""

    state: str | None
    path: str
    shift: int


@dataclass(frozen=True, slots=True)
class Map:
    """The drawing: sites inside the view are spots; `outside` counts the others, `unplaced` names what has no position."""

    bounds: Bounds
    width: float
    height: float
    level: str
    spots: tuple[Spot, ...]
    sites: tuple[Site, ...]
    outside: int
    unplaced: tuple[str, ...]
    unplaced_events: int

    @property
    def scale(self) -> tuple[float, float]:
        """Units of the drawing for a degree, to the east and to the north."""
        return self.width / (self.bounds.east - self.bounds.west), self.height / (self.bounds.north - self.bounds.south)

    @property
    def transform(self) -> str:
        """SVG: from the units of the outlines to those of the drawing."""
        (kx, ky), units = self.scale, UNITS[self.level]
        move = f"translate({-self.bounds.west * kx:.2f} {self.bounds.north * ky:.2f})"
        return f"{move} scale({kx / units:.5f} {ky / units:.5f})"

    @property
    def land(self) -> tuple[Shape, ...]:
        """The outlines inside the view, states without events first."""
        return _land(self.bounds, self.level)

    @property
    def moves(self) -> dict[str, str]:
        """Bounds of the neighbouring views by the name of the way there."""
        b = self.bounds
        wide, high = b.east - b.west, b.north - b.south
        ways = {
            "in": (0, 0, 0.5),
            "out": (0, 0, 2.0),
            "west": (-0.4, 0, 1),
            "east": (0.4, 0, 1),
            "north": (0, 0.4, 1),
            "south": (0, -0.4, 1),
        }
        return {way: str(_around(b, dx * wide, dy * high, zoom)) for way, (dx, dy, zoom) in ways.items()}


def build_map(counts: Iterable[PlaceCount], *, bounds: Bounds | None = None, spoken: Callable[[str], str] = str) -> Map:
    """The map of the places.

    Args:
        counts: events by the place that the articles name.
        bounds: what is shown at least; None for all sites, as close as they allow.
        spoken: from the name of a site to what is written beside it.
    """
    sites, unplaced, missing = find_sites(counts)
    shown = _fitted(bounds or _bounds_of(sites))
    height = round(WIDTH * _steepness(shown), 1)
    kx, ky = WIDTH / (shown.east - shown.west), height / (shown.north - shown.south)
    inside = []
    for site in sites:
        longitude = site.longitude + FULL_CIRCLE * math.ceil((shown.west - site.longitude) / FULL_CIRCLE)
        if longitude <= shown.east and shown.south <= site.latitude <= shown.north:
            inside.append((site, round((longitude - shown.west) * kx, 1), round((shown.north - site.latitude) * ky, 1)))
    spots = _drawn(inside, height, spoken)
    level = "world" if shown.east - shown.west > FAR_DEGREES else "near"
    return Map(shown, WIDTH, height, level, spots, sites, len(sites) - len(inside), unplaced, missing)


def find_sites(counts: Iterable[PlaceCount]) -> tuple[tuple[Site, ...], tuple[str, ...], int]:
    """The sites of the places, those with the most events first; names without a position, and how many events they have."""
    groups: dict[tuple[str | None, str | None], list[tuple[PlaceCount, Position]]] = {}
    unplaced: list[str] = []
    missing = 0
    for row in counts:
        position = locate(row.name, row.country)
        if position is None:
            missing += row.cooperation + row.conflict + row.other
            unplaced += [row.name] if row.name is not None else []
            continue
        place = None if position.level == "state" else find_place(row.name, row.country)
        groups.setdefault((None if place is None else place.name, row.country), []).append((row, position))
    sites = (_site(name, country, rows) for (name, country), rows in groups.items())
    ranked = sorted(sites, key=lambda site: (-site.total, site.name or "", site.country or ""))
    return tuple(ranked), tuple(dict.fromkeys(unplaced)), missing


def parse_bounds(text: str) -> Bounds | None:
    """West, south, east, north in degrees; None for what is no rectangle on the earth."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    fits = -540 <= west < east <= 900 and east - west <= FULL_CIRCLE + ROUNDING and -90 <= south < north <= 90
    return Bounds(west, south, east, north) if fits else None


def _site(name: str | None, country: str | None, rows: Sequence[tuple[PlaceCount, Position]]) -> Site:
    position = rows[0][1]
    state = load_knowledge().state(country) if country is not None else None
    own = {state.name, *state.variants} if state is not None else set()
    return Site(
        name,
        country,
        position.level,
        position.latitude,
        position.longitude,
        sum(row.cooperation for row, _ in rows),
        sum(row.conflict for row, _ in rows),
        sum(row.other for row, _ in rows),
        tuple(event for row, _ in rows for event in row.events),
        tuple(dict.fromkeys(row.name for row, _ in rows if name is None and row.name is not None and row.name not in own)),
    )


def _bounds_of(sites: Sequence[Site]) -> Bounds:
    """The rectangle around the sites with a margin; the world without any."""
    if not sites:
        return WORLD
    places = [(site.longitude if site.longitude >= WORLD_WEST else site.longitude + FULL_CIRCLE, site.latitude) for site in sites]
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    wide, high = (east - west) * MARGIN + 1, (north - south) * MARGIN + 1
    return Bounds(west - wide, south - high, east + wide, north + high)


def _steepness(bounds: Bounds) -> float:
    """Height by width of a drawing that is true to shape in its middle."""
    narrow = math.cos(math.radians((bounds.south + bounds.north) / 2))
    return (bounds.north - bounds.south) / narrow / (bounds.east - bounds.west)


def _fitted(bounds: Bounds) -> Bounds:
    """The bounds made wide or high enough for the drawing, inside of what there is to draw."""
    south, north = _moved_inside(bounds.south, bounds.north)
    west, east = _grown(bounds.west, bounds.east, LEAST_DEGREES)
    steepness = _steepness(Bounds(west, south, east, north))
    if steepness < FLATTEST:
        south, north = _moved_inside(*_grown(south, north, (north - south) * FLATTEST / steepness))
        steepness = _steepness(Bounds(west, south, east, north))
    if steepness > STEEPEST:
        west, east = _grown(west, east, (east - west) * steepness / STEEPEST)
    if east - west >= FULL_CIRCLE:
        return Bounds(WORLD.west, max(min(south, WORLD.south), SOUTH), WORLD.east, min(max(north, WORLD.north), NORTH))
    turn = FULL_CIRCLE * math.floor((west + FULL_CIRCLE / 2) / FULL_CIRCLE)
    return Bounds(round(west - turn, 1), round(south, 1), round(east - turn, 1), round(north, 1))


def _moved_inside(south: float, north: float) -> tuple[float, float]:
    """Latitudes moved to where there is something to draw; all there is, if that is less."""
    high = north - south
    south = min(max(south, SOUTH), NORTH - high)
    return max(south, SOUTH), min(south + high, NORTH)


def _grown(low: float, high: float, least: float) -> tuple[float, float]:
    more = max(0.0, least - (high - low)) / 2
    return low - more, high + more


def _around(bounds: Bounds, east: float, north: float, zoom: float) -> Bounds:
    """The bounds moved, and made `zoom` times as large around their middle."""
    x, y = (bounds.west + bounds.east) / 2 + east, (bounds.south + bounds.north) / 2 + north
    wide, high = min((bounds.east - bounds.west) * zoom, FULL_CIRCLE) / 2, (bounds.north - bounds.south) * zoom / 2
    south, north = max(-90.0, y - high), min(90.0, y + high)
    return Bounds(round(x - wide, 1), round(south, 1), round(x + wide, 1), round(north, 1))


def _land(bounds: Bounds, level: str) -> tuple[Shape, ...]:
    groups: dict[tuple[str | None, int], list[str]] = {}
    for outline in load_outlines(level):
        if outline.south > bounds.north or outline.north < bounds.south:
            continue
        for turn in (-1, 0, 1):
            shift = turn * FULL_CIRCLE
            if outline.west + shift < bounds.east and outline.east + shift > bounds.west:
                groups.setdefault((outline.state, turn), []).append(outline.path)
    return tuple(Shape(state, "".join(paths), turn * 360 * UNITS[level]) for (state, turn), paths in groups.items())


def _drawn(inside: Sequence[tuple[Site, float, float]], height: float, spoken: Callable[[str], str]) -> tuple[Spot, ...]:
    """The spots, the largest first, so that small ones lie above them; the mark of a whole state gives way to those of places."""
    most = max((site.total for site, _, _ in inside), default=1)
    radii = [round(LEAST_RADIUS + MORE_RADIUS * math.sqrt(site.total / max(most, FULL_SIZE)), 1) for site, _, _ in inside]
    marks = [Box(x - r, y - r, x + r, y + r) for (_, x, y), r in zip(inside, radii, strict=True)]
    taken = [mark for mark, (site, _, _) in zip(marks, inside, strict=True) if site.level != "state"]
    for number, (site, _, _) in enumerate(inside):
        if site.level == "state":
            marks[number] = free_box(marks[number], taken, width=WIDTH, height=height)
            taken.append(marks[number])
    names = [spoken(site.title) for site, _, _ in inside]
    labels = place_labels(names, marks, width=WIDTH, height=height, most=MAX_LABELS)
    return tuple(
        _spot(site, mark, radius, label) for (site, _, _), mark, radius, label in zip(inside, marks, radii, labels, strict=True)
    )


def _spot(site: Site, mark: Box, radius: float, label: Label | None) -> Spot:
    x, y = round((mark.left + mark.right) / 2, 1), round((mark.top + mark.bottom) / 2, 1)
    return Spot(
        site,
        x,
        y,
        radius,
        _sector(site, x, y, radius),
        radius >= NUMBER_RADIUS + DIGIT_RADIUS * max(2, len(str(site.total))),
        label,
    )


def _sector(site: Site, x: float, y: float, radius: float) -> str:
    """The part of conflict: of a circle from the top clockwise, of a square from its foot."""
    if not site.conflict or not site.cooperation:
        return ""
    share = site.conflict / (site.conflict + site.cooperation)
    if site.level == "state":
        return f"M{x - radius:.1f},{y + radius:.1f}h{2 * radius:.1f}v{-2 * radius * share:.1f}h{-2 * radius:.1f}z"
    angle = 2 * math.pi * share
    to_x, to_y = x + radius * math.sin(angle), y - radius * math.cos(angle)
    return f"M{x},{y}V{y - radius:.1f}A{radius},{radius} 0 {int(share > 0.5)} 1 {to_x:.1f},{to_y:.1f}z"
