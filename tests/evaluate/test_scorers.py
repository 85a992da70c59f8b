"""Our scorers agree with the gold standards' own, to the last digit, on imperfect predictions."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lagebild.evaluate.events import Document, score_events
from lagebild.evaluate.quotes import score_quotes
from lagebild.evaluate.times import score_times

pytestmark = pytest.mark.gold


def run(*command: object) -> str:
    return subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=True).stdout  # noqa: S603


def spoil_events(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Events with a fixed pattern of mistakes: every third lost, some types, parties, dates and statuses changed."""
    kept = []
    for number, event in enumerate(copy.deepcopy(events)):
        if number % 3 == 2:
            continue
        event["type"] = "ACCUSE" if number % 5 == 1 else event["type"]
        event["status"] = "planned" if number % 4 == 1 else event["status"]
        event["recipients"] = [] if number % 7 == 3 else event["recipients"]
        event["date"] = None if number % 6 == 5 else event["date"]
        event.pop("alt", None)
        event.pop("alternatives", None)
        kept.append(event)
    return kept


def test_events_agree_with_the_scorer(shared: Path, tmp_path: Path):
    folder = shared / "gold" / "events"
    documents = []
    for gold in sorted((folder / "gold").glob("*.json")):
        events = json.loads(gold.read_text("utf-8"))["events"]
        sentences = json.loads((folder / "docs" / gold.name).read_text("utf-8"))["sentences"]
        found = spoil_events(events)
        (tmp_path / gold.name).write_text(json.dumps({"events": found}), "utf-8")
        documents.append(Document(gold.stem, events, found, sentences))
    figures, _ = score_events(documents)
    assert figures == json.loads(run(shared / "gold" / "score_events.py", folder / "gold", tmp_path, "--json"))


def test_times_agree_with_the_scorer(shared: Path, tmp_path: Path):
    gold_file = shared / "gold" / "temporal" / "krauts_dev.jsonl"
    documents, lines = {}, []
    for line in gold_file.read_text("utf-8").splitlines():
        gold = json.loads(line)
        found = [dict(time) for number, time in enumerate(gold["timexes"]) if number % 4]
        for number, time in enumerate(found):
            time["begin"] -= number % 3 == 1 and time["begin"] > 0
            time["value"] = "2000" if number % 5 == 2 else time["value"]
            time["type"] = "SET" if number % 6 == 1 else time["type"]
        documents[gold["doc"]] = (gold["timexes"], found)
        lines.append(json.dumps({"doc": gold["doc"], "timexes": found}))
    system = tmp_path / "system.jsonl"
    system.write_text("\n".join(lines), "utf-8")
    figures = score_times(documents)
    assert figures == json.loads(run(shared / "gold" / "temporal" / "score_timex.py", gold_file, system, "--json"))


def test_quotes_agree_with_the_scorer(shared: Path, tmp_path: Path):
    gold_file = shared / "gold" / "quotes" / "dev.jsonl"
    documents, lines = [], []
    for line in gold_file.read_text("utf-8").splitlines()[:60]:
        gold = json.loads(line)
        found = []
        for number, quote in enumerate(gold["quotes"]):
            if number % 4 == 3:
                continue
            spoiled = dict(quote)
            spoiled["quote"] = [[b + 12 * (number % 3 == 1), e] for b, e in quote["quote"] if e - b > 12]
            spoiled["speaker"] = [] if number % 5 == 2 else quote["speaker"]
            spoiled["type"] = "Direct" if number % 6 == 1 else quote["type"]
            found.append(spoiled)
        documents.append((gold, found))
        lines.append(json.dumps({"doc": gold["doc"], "quotes": found}))
    system, part = tmp_path / "system.jsonl", tmp_path / "gold.jsonl"
    system.write_text("\n".join(lines), "utf-8")
    part.write_text("\n".join(gold_file.read_text("utf-8").splitlines()[:60]), "utf-8")
    figures = score_quotes(documents)
    printed = run(shared / "gold" / "quotes" / "score_quotes.py", part, system, "--by-type")
    for name in ("quote", "speaker", "cue", "addressee", "frame", "joint"):
        row = figures[name]
        line = next(text for text in printed.splitlines() if text.startswith(name))
        assert line.split() == [name, "P", f"{row['P']:.1f}", "R", f"{row['R']:.1f}", "F1", f"{row['F']:.1f}"]
    assert f"quotes {figures['type']['accuracy']:.1f} ({figures['type']['matched']} matched)" in printed
