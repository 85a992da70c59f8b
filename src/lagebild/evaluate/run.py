"""Gold files in, readings made, figures out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lagebild.errors import ArticleError, InputError
from lagebild.evaluate.events import Document, Mistake, score_events
from lagebild.evaluate.layers import score_reading
from lagebild.evaluate.parties import score_parties
from lagebild.evaluate.quotes import score_quotes
from lagebild.evaluate.times import score_times
from lagebild.model.reading import Reading
from lagebild.model.record import reading_record

Record = Mapping[str, Any]
Read = Callable[[Record], Reading]  # {"text", "title", "published", "given_id"} -> reading


def load_json(path: Path) -> Any:
    """The value in a JSON file.

    Raises:
        InputError: if it cannot be read or is no JSON.
    """
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as exc:
        raise InputError(f"{path} cannot be read: {exc}") from exc


def load_lines(path: Path) -> list[Any]:
    """The values in a JSON Lines file."""
    try:
        return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    except (OSError, ValueError) as exc:
        raise InputError(f"{path} cannot be read: {exc}") from exc


def _record(read: Read, **fields: Any) -> dict[str, Any]:
    try:
        return reading_record(read(fields))
    except ArticleError:
        return {"events": [], "times": [], "quotes": [], "statements": [], "figures": [], "ties": [], "actors": []}


def coded_documents(folder: Path, read: Read) -> Iterator[Document]:
    """The documents of a folder with docs/ and gold/, coded by `read`."""
    golds = sorted((folder / "gold").glob("*.json"))
    if not golds:
        raise InputError(f"no gold documents in {folder / 'gold'}")
    for gold in golds:
        document = load_json(folder / "docs" / gold.name)
        found = _record(
            read, text=document["text"], title=document.get("title"), published=document.get("published"), given_id=gold.stem
        )
        yield Document(gold.stem, load_json(gold)["events"], found["events"], document["sentences"], found["actors"])


def evaluate_events(folder: Path, read: Read) -> tuple[dict[str, Any], list[Mistake]]:
    """Figures (of events, and of who takes part in them) and mistakes over a folder with docs/ and gold/."""
    documents = list(coded_documents(folder, read))
    figures, mistakes = score_events(documents)
    return figures | score_parties(documents), mistakes


def evaluate_times(file: Path, times_of: Callable[[Record], list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Figures over a JSON Lines file of {"doc", "dct", "text", "timexes"}; `times_of` gives the found ones as TIMEX3 records."""
    documents = {}
    for gold in load_lines(file):
        record = {"text": gold["text"], "title": None, "published": gold.get("dct"), "given_id": gold["doc"]}
        documents[gold["doc"]] = (gold["timexes"], times_of(record))
    return score_times(documents)


def evaluate_quotes(file: Path, quotes_of: Callable[[Record], list[dict[str, Any]]]) -> dict[str, Any]:
    """Figures over a JSON Lines file of {"doc", "text", "tokens", "quotes"}; `quotes_of` gives the found quotations as spans."""
    documents = []
    for gold in load_lines(file):
        record = {"text": gold["text"], "title": gold.get("title"), "published": gold.get("published"), "given_id": gold["doc"]}
        documents.append((gold, quotes_of(record)))
    return score_quotes(documents)


def evaluate_reading(folder: Path, read: Read) -> dict[str, Any]:
    """Figures for every layer over a folder of hand-made readings (*.json with `text` and all layers)."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise InputError(f"no readings in {folder}")
    golds = [load_json(file) for file in files]
    pairs = []
    for gold in golds:
        found = reading_record(read({"text": gold["text"], "title": None, "published": None, "given_id": gold["doc"]}))
        pairs.append((gold, found))
    return score_reading(pairs)
