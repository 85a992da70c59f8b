"""The picture as JSON: its schema, its words, its bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lagebild.merge import merge_readings
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.present.picture_record import dumps_picture, picture_record, picture_schema
from tests.merge.make import PACK

KEYS = {"articles", "stories", "events", "ties", "promises", "dyads"}


@pytest.fixture(scope="module")
def picture(example_readings: tuple[Reading, ...]) -> Picture:
    return merge_readings(example_readings, pack=PACK)


@pytest.fixture(scope="module")
def record(picture: Picture, example_readings: tuple[Reading, ...]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dumps_picture(picture, example_readings))
    return found


def test_schema_is_valid_and_the_picture_follows_it(record: dict[str, Any]) -> None:
    schema = picture_schema()
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(record)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"events": [{}]},
        {"dyads": [{"a": "BLR"}]},
        {"promises": [{"event": "ev-1", "outcome": "perhaps"}]},
        {"format": 2},
    ],
)
def test_schema_refuses_another_shape(record: dict[str, Any], change: dict[str, Any]) -> None:
    assert not Draft202012Validator(picture_schema()).is_valid(record | change)


def test_picture_has_the_keys_that_others_build_on(record: dict[str, Any]) -> None:
    assert set(record) >= KEYS
    assert all(record[key] for key in KEYS)
    article, event = record["articles"][0], record["events"][0]
    assert set(article) >= {"id", "given_id", "outlet", "publication", "origin", "copy_of", "passages_from"}
    assert set(article["publication"]) == {"start", "end", "basis", "reasons"}
    wanted = {"id", "type", "mode", "date", "actors", "recipients", "place", "status", "status_history", "claims", "origins"}
    assert set(event) >= {*wanted, "differences"}
    assert set(event["claims"][0]) >= {"article", "begin", "end", "text", "echo"}
    assert set(event["status_history"][0]) >= {"status", "as_of", "articles"}
    difference = next(d for e in record["events"] for d in e["differences"])
    assert set(difference) == {"slot", "class", "values", "compatible", "why"}
    promise = record["promises"][0]
    assert set(promise) >= {"event", "announced_in", "due", "outcome", "fulfilled_by", "evidence"}


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "begin" in value and "text" in value and "article" in value:
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def test_every_span_quotes_its_article(record: dict[str, Any], example_readings: tuple[Reading, ...]) -> None:
    texts = {reading.article.id: reading.article.text for reading in example_readings}
    found = list(spans(record))
    assert {id(s) for s in found}
    assert all(span["text"] and texts[span["article"]][span["begin"] : span["end"]] == span["text"] for span in found)


def test_ids_point_to_what_there_is(record: dict[str, Any]) -> None:
    events = {event["id"] for event in record["events"]}
    articles = {article["id"] for article in record["articles"]}
    named = {p["event"] for p in record["promises"]} | {p["fulfilled_by"] for p in record["promises"] if p["fulfilled_by"]}
    named |= {e for dyad in record["dyads"] for e in dyad["events"]}
    named |= {e for tie in record["ties"] for i in tie["intervals"] for e in (*i["begun_by"], *i["ended_by"], *i["renewed_by"])}
    assert named <= events
    assert {a for event in record["events"] for d in event["differences"] for a in d["values"]} <= articles


def test_bytes_are_the_same_whatever_the_order(picture: Picture, example_readings: tuple[Reading, ...]) -> None:
    again = merge_readings(example_readings[::-1], pack=PACK)
    assert dumps_picture(again, example_readings[::-1]) == dumps_picture(picture, example_readings)


def test_empty_picture_is_valid() -> None:
    record = picture_record(Picture((), (), (), (), (), ()), ())
    assert Draft202012Validator(picture_schema()).is_valid(record)


def test_example_promises_are_followed(record: dict[str, Any]) -> None:
    """The journey announced on 3 December 2023 is the one that two others report; the accession took two years."""
    given = {article["id"]: article["given_id"] for article in record["articles"]}
    kept = {(given[a], p["due"]) for p in record["promises"] if p["outcome"] == "kept" for a in p["announced_in"]}
    assert ("reise-angekuendigt-2023-12-03", "2023-12-04") in kept


def test_example_figures_are_compatible_or_not_as_a_reader_finds(record: dict[str, Any]) -> None:
    found = {(tuple(sorted({v["text"] for v in f["values"]})), f["compatible"]) for f in record["figures"]}
    assert (("33 Prozent", "mehr als 30 Prozent"), True) in found
    assert (("20 Prozent", "33 Prozent"), False) in found
    assert (("20 Prozent", "mehr als 30 Prozent"), False) in found
    assert (("mehr als acht Milliarden US-Dollar", "rund 8,4 Milliarden Dollar"), True) in found
    assert (("27 Abkommen", "mehr als zwei Dutzend Papieren"), True) in found
