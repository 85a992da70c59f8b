"""The golden articles are consistent: offsets quote the text, every record is complete."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent
NAMES = sorted(f"{part}/{path.stem}" for part in ("dev", "test") for path in (ROOT / part / "docs").glob("*.json"))
STATUSES = {"occurred", "ongoing", "planned", "hypothetical", "denied"}
FIELDS = {
    "id",
    "sentence",
    "trigger",
    "type",
    "mode",
    "actors",
    "recipients",
    "location",
    "date",
    "status",
    "reported_by",
    "same_as",
}


def load(name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The document and its gold events."""
    part, stem = name.split("/")
    doc = json.loads((ROOT / part / "docs" / f"{stem}.json").read_text(encoding="utf-8"))
    gold = json.loads((ROOT / part / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
    assert doc["doc"] == gold["doc"] == stem
    return doc, gold["events"]


def test_golden_articles_are_there() -> None:
    assert len([n for n in NAMES if n.startswith("dev/")]) >= 30
    assert len([n for n in NAMES if n.startswith("test/")]) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_golden_offsets_quote_the_text(name: str) -> None:
    doc, events = load(name)
    text = doc["text"]
    sentences = {s["id"]: s for s in doc["sentences"]}
    for span in doc["sentences"]:
        assert text[span["begin"] : span["end"]] == span["text"]
    for event in events:
        sentence = sentences[event["sentence"]]
        parties = [p for p in event["actors"] + event["recipients"] if p["text"] is not None]
        for span in [event["trigger"], *parties]:
            assert text[span["begin"] : span["end"]] == span["text"]
            assert sentence["begin"] <= span["begin"] < span["end"] <= sentence["end"]


@pytest.mark.parametrize("name", NAMES)
def test_golden_records_are_complete(name: str) -> None:
    doc, events = load(name)
    dt.date.fromisoformat(doc["published"])
    ids = {event["id"]: event for event in events}
    assert len(ids) == len(events)
    for event in events:
        assert set(event) >= FIELDS
        assert event["status"] in STATUSES
        if event["date"] is not None:
            start, end = (dt.date.fromisoformat(event["date"][k]) for k in ("start", "end"))
            assert start <= end
        if event["same_as"] is not None:
            first = ids[event["same_as"]]
            assert first["same_as"] is None
            assert first["type"] == event["type"]
