"""List pairs of persons in the knowledge tables who look like one person under two spellings.

usage: find_twins.py [--alike 0.8]

A pair shares an office of the same state or organisation in overlapping terms, and the names are alike: letter by letter, accents
aside, or word by word whatever the order. Brothers and successors are among them, so the list is for reading, not for merging.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from rich.console import Console

from lagebild.knowledge import Knowledge, Person, first_day, last_day, load_knowledge
from lagebild.knowledge.values import Holding

ALIKE = 0.8


def plain(name: str) -> str:
    """The name in small letters without accents, its words in alphabetical order."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("-", " "))
    return " ".join(sorted("".join(c for c in letters if not unicodedata.combining(c)).split()))


def alikeness(one: Person, other: Person) -> float:
    """0 to 1: how alike the most similar names of two persons are."""
    names = (
        (plain(a), plain(b)) for a in (one.name, *one.variants) for b in (other.name, *other.variants) if " " in a and " " in b
    )
    return max((SequenceMatcher(None, a, b).ratio() for a, b in names), default=0.0)


def share_days(one: Holding, other: Holding) -> bool:
    """Whether the terms may overlap by more than the day of a handover."""
    return first_day(one.since) < last_day(other.until) and first_day(other.since) < last_day(one.until)


def twins(knowledge: Knowledge, *, alike: float = ALIKE) -> Iterator[tuple[float, Person, Person]]:
    """The pairs, each once, with how alike their names are."""
    seen: set[tuple[str, str]] = set()
    for office, country in sorted({(h.office, h.country) for h in knowledge.holdings}):
        for one, other in combinations(knowledge.terms(office, country), 2):
            pair = (min(one.person_id, other.person_id), max(one.person_id, other.person_id))
            if pair[0] == pair[1] or pair in seen or not share_days(one, other):
                continue
            seen.add(pair)
            first, second = (knowledge.person(person_id) for person_id in pair)
            if first is not None and second is not None and (score := alikeness(first, second)) >= alike:
                yield score, first, second


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alike", type=float, default=ALIKE)
    console = Console(soft_wrap=True, highlight=False)
    for score, one, other in sorted(twins(load_knowledge(), alike=parser.parse_args().alike), key=lambda found: -found[0]):
        console.print(f"{score:.2f}\t{one.id}\t{other.id}")


if __name__ == "__main__":
    main()
