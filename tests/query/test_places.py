"""Events by place."""

from __future__ import annotations

import pytest

from lagebild.query.view import View
from tests.query.world import make_view


@pytest.fixture(scope="module")
def view() -> View:
    return make_view()


def test_places_count_what_happened_apart_from_what_is_planned(view: View) -> None:
    (minsk,) = view.places()  # the protest has no place
    assert (minsk.name, minsk.country) == ("Minsk", "BLR")
    assert (minsk.cooperation, minsk.conflict, minsk.other) == (1, 0, 1)
    assert set(minsk.events) == {"ev-1", "ev-2"}
    assert len(view.places(newest=1)[0].events) == 1


def test_places_are_limited_by_days_actors_and_type(view: View) -> None:
    (visit,) = view.places(until="2023-05-31")
    assert visit.events == ("ev-1",)
    assert view.places(actors="BLR", types="CONSULT")[0].cooperation == 1
    assert view.places(types="ASSAULT") == ()
    assert view.places(since="2030") == ()
