"""Agreement of two annotations of the project's own news texts.

usage: python scripts/train_claims/agreement.py FIRST.txt... SECOND.txt [--show]

The articles that both have are scored, the second annotation against the first, as a coder is scored against gold. A borderline
event is neither required nor wrong, whichever of the two marked it so. P, R, F of events by level, then the share of type matches
whose date and status agree; --show lists the events that only one of them has, and the matches that differ in a field.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from own_texts import read_articles

from lagebild.evaluate.events import Document, dates_agree, pairs_of_type, parties, same_dyad_loosely, score_events

Article = tuple[dict[str, Any], list[dict[str, Any]]]
LEVELS = ("type", "dyad~", "record")


def articles_of(paths: Sequence[Path]) -> dict[str, Article]:
    return {doc["doc"]: (doc, events) for path in paths for doc, events in read_articles(path)}


def compared(first: Mapping[str, Article], second: Mapping[str, Article]) -> Iterator[Document]:
    """The articles in both, the first annotation as gold.

    Raises:
        ValueError: where the two have different sentences.
    """
    for name, (doc, gold) in first.items():
        if name not in second:
            continue
        other, found = second[name]
        if doc["text"] != other["text"]:
            raise ValueError(f"the text of {name} differs")
        yield Document(name, gold, _without_idle_options(name, gold, found, doc["sentences"]), doc["sentences"])


def _without_idle_options(
    name: str, gold: list[dict[str, Any]], found: list[dict[str, Any]], sentences: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The second's events less the borderline ones that the first does not have."""
    firm = [event for event in found if not event.get("optional")]
    taken = {id(event) for event, _ in pairs_of_type(Document(name, gold, firm, sentences))}
    open_gold = [event for event in gold if id(event) not in taken]
    options = [event for event in found if event.get("optional")]
    kept = {id(event) for _, event in pairs_of_type(Document(name, open_gold, options, sentences))}
    return [event for event in found if not event.get("optional") or id(event) in kept]


def _row(event: Mapping[str, Any]) -> str:
    sides = " > ".join(";".join(sorted(parties(event, side))) or "-" for side in ("actors", "recipients"))
    date = event["date"]
    days = f"{date['start']}/{date['end']}" if date else "-"
    return f"{event['trigger']['text']} | {event['type']} | {sides} | {days} | {event['status']}"


def differences(documents: Sequence[Document]) -> Iterator[str]:
    for mistake in score_events(documents)[1]:
        owner = "only first " if mistake.kind == "missed" else "only second"
        yield f"{owner} {mistake.document}.{mistake.sentence}: {_row(mistake.event)}"
    for document in documents:
        for gold, found in pairs_of_type(document):
            apart = {
                "parties": not same_dyad_loosely(gold, found),
                "date": not dates_agree(gold, found),
                "status": gold["status"] != found["status"],
            }
            if any(apart.values()):
                fields = ", ".join(name for name, differs in apart.items() if differs)
                yield f"{fields} {document.name}.{gold['sentence']}: {_row(gold)}  <>  {_row(found)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path, nargs="+")
    parser.add_argument("second", type=Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    documents = list(compared(articles_of(args.first), articles_of([args.second])))
    figures, _ = score_events(documents)
    events = figures["events"]
    print(f"{events['documents']} articles, events: {events['gold']} first, {events['pred']} second")
    for level in LEVELS:
        print(f"{level:7}", figures[level])
    print(f"date    {figures['date']}\nstatus  {figures['status']}")
    if args.show:
        print("\n".join(differences(documents)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
