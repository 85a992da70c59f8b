"""Read the project's own annotated news texts: one sentence a line, its events on the lines below.

usage: python scripts/train_claims/own_texts.py FILE... [--show]

    ## ID | YYYY-MM-DD                     one article: its id (unique) and the day of publication
    Die EU verhängte am Montag neue Sanktionen gegen Belarus.
    = Sanktionen | SANCTION | EU/IGO:EU/IGO > Belarus/BLR/GOV | 2021-06-21 | occurred
    =? ...                                 a borderline event, neither required nor wrong

An event is: trigger | TYPE | actors > recipients | date | status | source. Parties are joined by ";" and written
text/COUNTRY/SECTOR: the text as it stands in the sentence ("^text" if it stands in another one or nowhere), ISO 3166 alpha-3 or
IGO:NAME or "-", a sector of the codebook. Dates are DAY, DAY/DAY or "-". The source may be left out. "word#2" is the second
occurrence of the trigger in its sentence.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from lagebild.evaluate.events import QUAD_OF
from lagebild.model.layers import Status

TYPES = frozenset(QUAD_OF)
SECTORS = frozenset(
    ("GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "CVL", "BUS", "MED", "NGO", "IGO", "SPY", "LAB", "REL", "CRM", "UNK")
)
STATUSES = frozenset(get_args(Status))
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class FormatError(ValueError):
    """A line that does not follow the format."""


def read_articles(path: Path, faults: list[str] | None = None) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The articles of a file, each as a document and its events in the record format of the codebook.

    Raises:
        FormatError: at the first bad line, unless `faults` is given to collect the messages.
    """
    doc: dict[str, Any] | None = None
    events: list[dict[str, Any]] = []
    for number, raw in enumerate([*path.read_text("utf-8").splitlines(), "##"], 1):
        line = raw.strip()
        try:
            if line.startswith("##"):
                if doc is not None:
                    yield doc, events
                if line != "##":
                    doc, events = _article(line), []
            elif line.startswith("="):
                events.append(_event(line, _last_sentence(doc), len(events) + 1))
            elif line:
                _add_sentence(doc, line)
        except FormatError as exc:
            if faults is None:
                raise FormatError(f"{path}:{number}: {exc}") from exc
            faults.append(f"{path.name}:{number}: {exc}: {line[:110]}")


def _article(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.removeprefix("##").split("|")]
    if len(parts) < 2 or not parts[0] or not DAY.fullmatch(parts[1]):
        raise FormatError("a header is '## id | YYYY-MM-DD'")
    return {"doc": parts[0], "published": parts[1], "text": "", "sentences": []}


def _last_sentence(doc: dict[str, Any] | None) -> dict[str, Any]:
    if doc is None or not doc["sentences"]:
        raise FormatError("an event before a sentence")
    sentence: dict[str, Any] = doc["sentences"][-1]
    return sentence


def _add_sentence(doc: dict[str, Any] | None, line: str) -> None:
    if doc is None:
        raise FormatError("a sentence before the first article")
    begin = len(doc["text"]) + bool(doc["text"])
    doc["text"] = f"{doc['text']} {line}" if doc["text"] else line
    doc["sentences"].append({"id": len(doc["sentences"]), "begin": begin, "end": begin + len(line), "text": line})


def _event(line: str, sentence: dict[str, Any], number: int) -> dict[str, Any]:
    optional = line.startswith("=?")
    parts = [part.strip() for part in line.lstrip("=?").split("|")]
    if not 5 <= len(parts) <= 6:
        raise FormatError(f"{len(parts)} fields instead of 5 or 6")
    trigger, type_, parties, date, status = parts[:5]
    if type_.split()[0] not in TYPES:
        raise FormatError(f"no type {type_}")
    if status not in STATUSES:
        raise FormatError(f"no status {status}")
    if ">" not in parties:
        raise FormatError("no '>' between actors and recipients")
    actors, recipients = parties.split(">", 1)
    return {
        "id": f"e{number}",
        "sentence": sentence["id"],
        "trigger": _place(trigger, sentence),
        "type": type_.split()[0],
        "mode": None,
        "actors": [_party(text, sentence) for text in actors.split(";") if text.strip()],
        "recipients": [_party(text, sentence) for text in recipients.split(";") if text.strip()],
        "date": _date(date),
        "status": status,
        "reported_by": _party(parts[5], sentence) if len(parts) == 6 and parts[5] not in {"", "-"} else None,
        "same_as": None,
        **({"optional": True} if optional else {}),
    }


def _place(text: str, sentence: dict[str, Any]) -> dict[str, Any]:
    wanted, _, count = text.partition("#")
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", sentence["text"])]
    nth = int(count) if count.isdigit() else 1
    if not wanted or len(places) < nth:
        raise FormatError(f"{text!r} is not a word of the sentence")
    begin = sentence["begin"] + places[nth - 1]
    return {"text": wanted, "begin": begin, "end": begin + len(wanted)}


def _party(spec: str, sentence: dict[str, Any]) -> dict[str, Any]:
    parts = spec.strip().rsplit("/", 2)
    if len(parts) != 3 or parts[2] not in SECTORS:
        raise FormatError(f"{spec.strip()!r} is not text/COUNTRY/SECTOR")
    text, country, sector = parts
    if not re.fullmatch(r"[A-Z]{3}|IGO:.+|-", country):
        raise FormatError(f"no country {country}")
    is_igo = country.startswith("IGO")
    name = country.removeprefix("IGO:") if is_igo else text.lstrip("^")
    place = {"text": text.lstrip("^"), "begin": None, "end": None} if text.startswith("^") else _place(text, sentence)
    return {**place, "country": "IGO" if is_igo else None if country == "-" else country, "sector": sector, "name": name}


def _date(text: str) -> dict[str, Any] | None:
    if text in {"-", ""}:
        return None
    days = text.split("/")
    if not all(DAY.fullmatch(day) for day in days) or len(days) > 2 or days[0] > days[-1]:
        raise FormatError(f"no date {text}")
    return {"start": days[0], "end": days[-1], "text": None}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    faults: list[str] = []
    types: Counter[str] = Counter()
    articles = sentences = empty = 0
    seen: set[str] = set()
    for path in args.files:
        for doc, coded in read_articles(path, faults):
            if doc["doc"] in seen:
                faults.append(f"{path.name}: the id {doc['doc']} stands twice")
            seen.add(doc["doc"])
            articles, sentences, empty = articles + 1, sentences + len(doc["sentences"]), empty + (not coded)
            types.update(event["type"] for event in coded)
    print("\n".join(faults))
    print(
        f"{articles} articles ({empty} without events), {sentences} sentences, {sum(types.values())} events, {len(faults)} faults"
    )
    print(", ".join(f"{name} {count}" for name, count in types.most_common()))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
