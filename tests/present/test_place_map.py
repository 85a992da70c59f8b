"""The map of places: what is counted where, what is in view, and that marks and names stay apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.present.labels import Box, free_box, place_labels
from lagebild.present.place_map import WIDTH, WORLD, Bounds, build_map, find_sites, parse_bounds
from lagebild.query.rows import PlaceRow


def row(name: str | None, country: str | None, good: int = 1, bad: int = 0, other: int = 0) -> PlaceRow:
    return PlaceRow(name, country, good, bad, other, (f"ev-{name}-{country}",))


def test_names_of_one_place_are_one_site() -> None:
    (site,), unplaced, missing = find_sites([row("Sankt Petersburg", "RUS", 2), row("Leningrad", "RUS", 0, 1, 1)])
    assert (site.name, site.level, site.cooperation, site.conflict, site.other) == ("Sankt Petersburg", "place", 2, 1, 1)
    assert len(site.events) == 2
    assert (unplaced, missing) == ((), 0)


def test_what_is_only_known_by_its_state_is_no_place() -> None:
    (site,), _, _ = find_sites([row("Ukraine", "UKR"), row(None, "UKR", 0, 2), row("Hinterdorf", "UKR")])
    assert (site.name, site.level, site.title, site.total) == (None, "state", "Ukraine", 4)
    assert site.inside == ("Hinterdorf",)  # a place of its own, which nobody knows the position of


def test_what_has_no_position_is_named() -> None:
    sites, unplaced, missing = find_sites([row("EU", None, 2), row("Europa", None, 0, 0, 1)])
    assert (sites, unplaced, missing) == ((), ("EU", "Europa"), 3)
    assert build_map([]).bounds == WORLD


def test_the_view_holds_all_sites_and_a_far_one_makes_it_wide() -> None:
    near = build_map([row("Minsk", "BLR"), row("Kiew", "UKR")])
    assert near.level == "near"
    assert {spot.site.name for spot in near.spots} == {"Minsk", "Kiew"}
    assert all(0 < spot.x < WIDTH and 0 < spot.y < near.height for spot in near.spots)
    wide = build_map([row("Minsk", "BLR"), row("Washington", "USA"), row("Peking", "CHN")])
    assert wide.level == "world"
    assert len(wide.spots) == 3


def test_sites_outside_of_the_view_are_counted() -> None:
    drawn = build_map([row("Minsk", "BLR"), row("Peking", "CHN")], bounds=Bounds(20, 48, 35, 58))
    assert [spot.site.name for spot in drawn.spots] == ["Minsk"]
    assert (drawn.outside, len(drawn.sites)) == (1, 2)


def test_north_is_up_and_east_is_right() -> None:
    spots = {spot.site.name: spot for spot in build_map([row("Minsk", "BLR"), row("Kiew", "UKR")]).spots}
    assert spots["Minsk"].y < spots["Kiew"].y
    assert spots["Minsk"].x < spots["Kiew"].x


def test_the_far_east_of_russia_is_not_cut() -> None:
    drawn = build_map([row("Anadyr", "RUS"), row("Nome", "USA"), row("Wladiwostok", "RUS")], bounds=Bounds(120, 40, 200, 75))
    anadyr = next(spot for spot in drawn.spots if spot.site.name == "Anadyr")
    assert anadyr.x > next(spot for spot in drawn.spots if spot.site.name == "Wladiwostok").x
    assert {shape.state for shape in drawn.land} >= {"RUS", "USA"}


def test_land_and_spots_have_one_scale() -> None:
    drawn = build_map([row("Minsk", "BLR")], bounds=Bounds(20, 48, 35, 58))
    kx, ky = drawn.scale
    (spot,) = drawn.spots
    assert spot.x == pytest.approx((spot.site.longitude - drawn.bounds.west) * kx, abs=0.1)
    assert spot.y == pytest.approx((drawn.bounds.north - spot.site.latitude) * ky, abs=0.1)
    assert f"scale({kx / 40:.5f} {ky / 40:.5f})" in drawn.transform


def test_conflict_has_its_share_of_the_mark() -> None:
    spots = {s.site.name or s.site.country: s for s in build_map([row("Minsk", "BLR", 1, 1), row(None, "POL", 3, 1)]).spots}
    minsk, poland = spots["Minsk"], spots["POL"]
    assert minsk.sector.endswith(f"{minsk.x:.1f},{minsk.y + minsk.radius:.1f}z")  # half of the circle ends at its foot
    assert f"v{-2 * poland.radius / 4:.1f}" in poland.sector
    assert build_map([row("Minsk", "BLR", 0, 2)]).spots[0].sector == ""


def test_the_mark_of_a_state_gives_way_to_its_capital() -> None:
    drawn = build_map([row("Minsk", "BLR", 9), row(None, "BLR", 5)], bounds=WORLD)
    city, state = (next(s for s in drawn.spots if s.site.level == level) for level in ("place", "state"))
    reach = city.radius + state.radius
    assert abs(city.x - state.x) >= reach - 0.2 or abs(city.y - state.y) >= reach - 0.2
    assert city.x == pytest.approx((city.site.longitude - drawn.bounds.west) * drawn.scale[0], abs=0.1)


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "10,20,5,30", "0,-91,10,10", "0,0,inf,10", "nan,0,1,1", "0,0,400,10"])
def test_what_is_no_rectangle(text: str) -> None:
    assert parse_bounds(text) is None


@given(st.floats(-180, 180), st.floats(-80, 80), st.floats(0.1, 300), st.floats(0.1, 90))
def test_every_view_can_be_drawn_and_left(west: float, south: float, wide: float, high: float) -> None:
    bounds = parse_bounds(f"{west},{south},{west + wide},{min(south + high, 90)}")
    assert bounds is not None
    drawn = build_map([row("Minsk", "BLR"), row(None, "CHN")], bounds=bounds)
    assert 200 < drawn.height <= WIDTH
    for move in drawn.moves.values():
        assert parse_bounds(move) is not None


def test_labels_meet_neither_marks_nor_each_other() -> None:
    marks = [Box(x, y, x + 20, y + 20) for x in range(10, 300, 45) for y in range(10, 200, 45)]
    labels = place_labels(["Name"] * len(marks), marks, width=320, height=220, most=20)
    shown = [label for label in labels if label is not None]
    assert 3 <= len(shown) <= 20
    assert all(a != b for a, b in combinations([(label.x, label.y) for label in shown], 2))


def test_a_box_without_room_stays() -> None:
    box = Box(0, 0, 10, 10)
    assert free_box(box, [Box(-100, -100, 200, 200)], width=50, height=50) == box
    assert not free_box(box, [Box(0, 0, 5, 5)], width=50, height=50).meets(Box(0, 0, 5, 5))
