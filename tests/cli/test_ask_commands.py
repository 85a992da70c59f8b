from __future__ import annotations

import pytest

from lagebild.cli.ask import _days
from tests.cli.command import lagebild
from tests.cli.conftest import ExampleStore


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2023-03-05", "2023-03-05", "2023-03-05"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-01-01", "2023-02-02", "2023-01-01/2023-02-02"),
        (None, "2023-02-02", "../2023-02-02"),
        (None, None, ""),
    ],
)
def test_days_in_few_characters(first: str | None, last: str | None, shown: str):
    assert _days(first, last) == shown


def test_events_of_a_pair_name_both(example_store: ExampleStore):
    ran = lagebild("events", "BLR", "China", "--json", "--store", example_store.folder)
    assert ran.code == 0
    assert ran.records
    for record in ran.records:
        sides = {party["country"] for party in (*record["actors"], *record["recipients"])}
        assert {"BLR", "CHN"} <= sides


def test_events_are_filtered_by_type_and_status(example_store: ExampleStore):
    ran = lagebild("events", "--type", "consult", "--status", "occurred", "--json", "--store", example_store.folder)
    assert {(r["type"], r["status"]) for r in ran.records} == {("CONSULT", "occurred")}


def test_statements_are_by_the_speaker_asked_for(example_store: ExampleStore):
    ran = lagebild("statements", "--by", "Xi Jinping", "--json", "--store", example_store.folder)
    assert ran.records
    assert all("Xi Jinping" in {p["name"] for p in r["speakers"]} for r in ran.records)


def test_figures_ties_and_search_find_what_they_are_asked_for(example_store: ExampleStore):
    folder = example_store.folder
    assert all(r["unit"] == "percent" for r in lagebild("figures", "--unit", "percent", "--json", "--store", folder).records)
    assert "membership" in {r["kind"] for r in lagebild("ties", "BLR", "--json", "--store", folder).records}
    assert {r["kind"] for r in lagebild("search", "Industriepark", "--json", "--store", folder).records} >= {"article", "event"}


def test_a_table_is_cut_with_a_word_on_the_rest(example_store: ExampleStore):
    out = lagebild("events", "--limit", "2", "--store", example_store.folder).out
    assert "2 of " in out
    assert "more: --limit" in out


def test_a_misspelt_actor_is_one_line_with_a_hint(example_store: ExampleStore):
    ran = lagebild("events", "Chima", "--store", example_store.folder)
    assert ran.code == 1
    assert len(ran.errors) == 1
    assert "did you mean CHN (China)" in ran.errors[0]
