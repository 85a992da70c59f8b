"""Where places are: coordinates lie where their state is, and nothing is more exact than what is known."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest

from lagebild.knowledge import Knowledge, load_knowledge
from lagebild.knowledge.outlines import UNITS, Outline, load_outlines
from lagebild.knowledge.positions import find_place, locate, state_position

Point = tuple[float, float]
NEAR_DEGREES = 0.6  # small islands are no part of the simplified outlines
FAR_FROM_HOME = {
    "Guantánamo", "Guam", "Lampedusa", "Kinmen", "Matsu", "Senkaku-Inseln", "Åland", "Melilla", "Laayoune",
}  # islands and exclaves that the outlines leave out; Natural Earth draws Laayoune with Morocco  # fmt: skip


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge()


def corners(outline: Outline, units: int) -> list[Point]:
    """The corners of an outline in degrees, longitude first, the first one again at the end."""
    numbers = [int(number) for number in re.findall(r"-?\d+", outline.path)]
    x, y = numbers[:2]
    found = [(x / units, -y / units)]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / units, -y / units))
    return [*found, found[0]]


def lies_in(ring: list[Point], x: float, y: float) -> bool:
    crossed = [x < (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in pairwise(ring) if (ay > y) != (by > y)]
    return sum(crossed) % 2 == 1


def distance(ring: list[Point], x: float, y: float) -> float:
    """Degrees of latitude to the nearest corner or middle of an edge."""
    narrow = math.cos(math.radians(y))
    middles = [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in pairwise(ring)]
    return min(math.hypot((px - x) * narrow, py - y) for px, py in (*ring, *middles))


@pytest.fixture(scope="module")
def rings() -> dict[str | None, list[list[Point]]]:
    found: dict[str | None, list[list[Point]]] = {}
    for outline in load_outlines("near"):
        found.setdefault(outline.state, []).append(corners(outline, UNITS["near"]))
    return found


def test_most_places_have_coordinates_and_say_where_from(known: Knowledge) -> None:
    placed = [place for place in known.places if place.latitude is not None]
    assert len(placed) / len(known.places) >= 0.9
    assert all(place.longitude is not None for place in placed)
    assert all(re.fullmatch(r"\d+|[A-Z]{2}\.\w+(\|[A-Z]{2}\.\w+)*", place.geonames) for place in placed if place.geonames)
    assert not [place.name for place in known.places if place.geonames and place.latitude is None]
    assert not [place.name for place in placed if place.kind == "river"]  # a point would say too much


def test_places_lie_in_their_state(known: Knowledge, rings: dict[str | None, list[list[Point]]]) -> None:
    stray = []
    for place in known.places:
        parts = rings.get(place.country, [])
        if place.latitude is None or place.longitude is None or place.country is None or place.name in FAR_FROM_HOME:
            continue
        spots = [(place.longitude + turn, place.latitude) for turn in (0, 360)]
        if not any(lies_in(ring, *spot) or distance(ring, *spot) < NEAR_DEGREES for ring in parts for spot in spots):
            stray.append((place.name, place.country))
    assert stray == []


def test_state_points_lie_inside_their_state(known: Knowledge, rings: dict[str | None, list[list[Point]]]) -> None:
    found = {state.id: state_position(state.id) for state in known.states if state.kind == "state"}
    assert [key for key, position in found.items() if position is None] == ["TUV"]  # the outlines leave Tuvalu out
    for key, position in found.items():
        if position is not None and key != "VAT":  # smaller than a unit of the outlines
            spots = [(position.longitude + turn, position.latitude) for turn in (0, 360)]
            assert position.level == "state"
            assert any(lies_in(ring, *spot) or distance(ring, *spot) < 0.1 for ring in rings[key] for spot in spots), key


@pytest.mark.parametrize(
    ("name", "country", "level", "latitude", "longitude"),
    [
        ("Peking", "CHN", "place", 39.9, 116.4),
        ("Mailand", "ITA", "place", 45.5, 9.2),
        ("Lemberg", "UKR", "place", 49.8, 24.0),
        ("Tschukotka", "RUS", "area", 67.0, 178.0),  # its towns lie on both sides of the 180th meridian
        ("Schwarzes Meer", None, "area", 43.3, 34.3),
    ],
)
def test_places_under_their_german_names(name: str, country: str, level: str, latitude: float, longitude: float) -> None:
    position = locate(name, country)
    assert position is not None
    assert position.level == level
    assert position.latitude == pytest.approx(latitude, abs=2 if level == "area" else 0.1)
    assert abs((position.longitude - longitude + 180) % 360 - 180) < (6 if level == "area" else 0.1)


def test_same_name_in_two_states() -> None:
    west, east = locate("Brest", "FRA"), locate("Brest", "BLR")
    assert west is not None
    assert east is not None
    assert west.longitude < 0 < east.longitude


def test_a_place_that_the_tables_do_not_have_is_only_in_its_state() -> None:
    assert find_place("Hinterdupfingen", "DEU") is None
    assert locate("Hinterdupfingen", "DEU") == state_position("DEU") == locate(None, "DEU")
    assert locate("Hinterdupfingen", None) is None
    assert locate(None, None) is None
    assert locate("Rhein", None) is None


def test_the_crimea_is_drawn_with_ukraine(rings: dict[str | None, list[list[Point]]]) -> None:
    assert any(lies_in(ring, 34.4, 45.3) for ring in rings["UKR"])
    assert not any(lies_in(ring, 34.4, 45.3) for ring in rings["RUS"])


@pytest.mark.parametrize("level", UNITS)
def test_outlines_are_closed_paths_within_their_bounds(level: str, known: Knowledge) -> None:
    outlines = load_outlines(level)
    assert {o.state for o in outlines} - {None} <= {state.id for state in known.states}
    for outline in outlines:
        assert re.fullmatch(r"M-?\d+[,-]\d+l(?:-?\d+[,-]\d+ ?){2,}z", outline.path), outline.path[:60]
        ring = corners(outline, UNITS[level])
        assert min(x for x, _ in ring) == pytest.approx(outline.west, abs=1 / UNITS[level])
        assert max(y for _, y in ring) == pytest.approx(outline.north, abs=1 / UNITS[level])
