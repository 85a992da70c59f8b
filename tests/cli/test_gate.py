"""The quality gate's own reckoning: what counts as a figure, and when it fails."""

from __future__ import annotations

import importlib.util
import tomllib
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gate", ROOT / "scripts" / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_gate_takes_f1_percentages_and_nested_figures(gate: ModuleType):
    figures = {
        "type": {"P": 50.0, "R": 40.0, "F": 44.4},
        "value": {"p": 0.5, "r": 0.5, "f1": 0.5},
        "events": {"type": {"P": 1.0, "R": 1.0, "F": 1.0}},
        "date": 80.0,
        "nothing": None,
        "gold": 12,
        "type_acc": 0.9,
    }
    assert dict(gate.flat_figures(figures)) == {"type": 44.4, "value": 50.0, "events.type": 1.0, "date": 80.0, "type_acc": 90.0}


def test_gate_fails_below_a_floor_and_for_a_floor_without_a_figure(gate: ModuleType):
    figures = {"type": 44.9, "date": 80.0}
    assert gate.failures("events", figures, {"date": 80.0}) == []
    assert len(gate.failures("events", figures, {"type": 45.0, "mode": 1.0, "date": 80.0})) == 2


def test_gate_refuses_an_unknown_set(gate: ModuleType):
    assert gate.main(["nonsense"]) == 2


def test_gate_has_floors_only_for_sets_that_it_measures(gate: ModuleType):
    floors = tomllib.loads(gate.FLOORS.read_text("utf-8"))
    assert set(floors) <= set(gate.SETS)
    assert all(0 <= floor <= 100 for values in floors.values() for floor in values.values())
