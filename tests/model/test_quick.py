"""Frozen dataclasses made quickly are still frozen dataclasses."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from lagebild.model.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Town:
    """With a field of a name that the making of values uses too."""

    name: str
    kind: str
    inhabitants: int = 0
    twin: Town | None = None
    cls: str = ""


TWIN = Town("Minsk", "capital")
TOWN = Town("Bonn", "city", 330_000, twin=TWIN)


def test_quick_sets_all_fields_and_defaults() -> None:
    assert (TOWN.name, TOWN.kind, TOWN.inhabitants, TOWN.twin, TOWN.cls) == ("Bonn", "city", 330_000, TWIN, "")
    assert type(TOWN) is Town


def test_quick_values_stay_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        TOWN.name = "Köln"  # type: ignore[misc]


@pytest.mark.parametrize("again", [copy.deepcopy(TOWN), pickle.loads(pickle.dumps(TOWN)), replace(TOWN, name="Bonn")])  # noqa: S301
def test_quick_values_are_equal_after_a_journey(again: Town) -> None:
    assert again == TOWN
    assert hash(again) == hash(TOWN)
    assert replace(again, name="Köln") != TOWN


def test_quick_wants_the_fields_that_have_no_default() -> None:
    with pytest.raises(TypeError, match="kind"):
        Town("Bonn")  # type: ignore[call-arg]


def test_quick_refuses_what_is_more_than_its_fields() -> None:
    @dataclass(frozen=True, slots=True)
    class Listed:
        names: list[str] = field(default_factory=list)

    with pytest.raises(TypeError, match="Listed"):
        quick(Listed)
