"""`lagebild compare`, `promises`, `dyads`, `export picture` on the example corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.command import lagebild
from tests.cli.conftest import ExampleStore


def test_compare_lists_the_stories(example_store: ExampleStore) -> None:
    ran = lagebild("compare", "--store", example_store.folder)
    assert ran.code == 0
    assert "Lukaschenko will mit Xi über Handel reden" in ran.out


def test_compare_shows_sources_and_differences(example_store: ExampleStore) -> None:
    ran = lagebild("compare", "Handel reden", "--store", example_store.folder)
    assert ran.code == 0
    assert "3 independent sources" in ran.out
    assert "≈ speaker: the articles rest it on different sources" in ran.out
    assert "Pressedienst in Minsk" in ran.out


def test_compare_tells_what_copies_cut(example_store: ExampleStore) -> None:
    ran = lagebild("compare", "02-staatsbesuch-agentur", "--store", example_store.folder)
    assert "copy of S1a" in ran.out
    assert "S1b – criticism: Antony Blinken → China" in ran.out


def test_compare_as_json(example_store: ExampleStore) -> None:
    (record,) = lagebild("compare", "Handel reden", "--store", example_store.folder, "--json").records
    assert [source["name"] for source in record["sources"]] == ["S1", "S2", "S3"]
    event = record["events"][0]["id"]
    (alone,) = lagebild("compare", "--event", event, "--store", example_store.folder, "--json").records
    assert [e["id"] for e in alone["events"]] == [event]


@pytest.mark.parametrize(("wanted", "problem"), [("Diktatr", "did you mean"), ("der", "stories fit")])
def test_compare_needs_one_story(example_store: ExampleStore, wanted: str, problem: str) -> None:
    ran = lagebild("compare", wanted, "--store", example_store.folder)
    assert (ran.code, len(ran.errors)) == (1, 1)
    assert problem in ran.err


def test_promises_with_their_sentences(example_store: ExampleStore) -> None:
    ran = lagebild("promises", "--outcome", "kept", "--store", example_store.folder)
    assert ran.code == 0
    assert "zweitägigen Arbeitsbesuch in China" in ran.out
    assert "open" not in ran.out.splitlines()[1]
    views = json.loads(lagebild("promises", "BLR", "--store", example_store.folder, "--json").out)
    assert {view["outcome"] for view in views} <= {"open", "kept", "broken", "overdue"}
    assert all(view["announced"] for view in views)


def test_dyads_of_two_by_month(example_store: ExampleStore) -> None:
    ran = lagebild("dyads", "BLR", "China", "--store", example_store.folder)
    assert "Belarus and China" in ran.out
    assert "2023-12" in ran.out
    rows = json.loads(lagebild("dyads", "--store", example_store.folder, "--json").out)
    assert {("BLR", "CHN"), ("RUS", "UKR")} <= {(row["a"], row["b"]) for row in rows}


def test_dyads_of_three_are_refused(example_store: ExampleStore) -> None:
    assert lagebild("dyads", "BLR", "CHN", "RUS", "--store", example_store.folder).code == 1


def test_export_picture_to_a_file_with_its_schema(example_store: ExampleStore, tmp_path: Path) -> None:
    target = tmp_path / "picture.json"
    assert lagebild("export", "picture", "--store", example_store.folder, "-o", target).code == 0
    schema = json.loads(lagebild("export", "picture", "--schema").out)
    record = json.loads(target.read_text("utf-8"))
    assert Draft202012Validator(schema).is_valid(record)
    assert lagebild("export", "picture", "--store", example_store.folder).out == target.read_text("utf-8")


def test_export_picture_as_of_a_day(example_store: ExampleStore) -> None:
    record = json.loads(lagebild("export", "picture", "--as-of", "2023-12-03", "--store", example_store.folder).out)
    assert record["as_of"] == "2023-12-03"
    assert all(article["publication"]["end"] <= "2023-12-03" for article in record["articles"])
