"""Dating of undated articles: does the interval hold the true day, how wide is it, alone and with dated articles beside it.

    python -m benchmarks.bench_undated [--reasons]

The cases are in undated_de.toml; each is dated alone, with its own dated articles, and with those of all cases.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from lagebild.build import read_text
from lagebild.lang.pack import load_pack
from lagebild.merge import merge_readings
from lagebild.model.article import Publication
from lagebild.model.reading import Reading

CASES = Path(__file__).with_name("undated_de.toml")


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    day: str
    reading: Reading
    beside: tuple[Reading, ...]


def load_cases(path: Path = CASES) -> list[Case]:
    """The cases, read."""
    data = tomllib.loads(path.read_text("utf-8"))
    return [
        Case(
            case["name"],
            case["day"],
            read_text(case["text"], language="de"),
            tuple(read_text(other["text"], published=other["day"], language="de") for other in case.get("beside", ())),
        )
        for case in data["case"]
    ]


def dated(case: Case, others: Sequence[Reading]) -> Publication:
    """The publication of the case's article in a picture with others."""
    picture = merge_readings([case.reading, *others], pack=load_pack("de"))
    return next(a.publication for a in picture.articles if a.id == case.reading.article.id)


def width(found: Publication) -> int | None:
    """The number of possible days, None if a side is open."""
    if found.start is None or found.end is None:
        return None
    return (date.fromisoformat(found.end) - date.fromisoformat(found.start)).days + 1


def holds(found: Publication, day: str) -> bool:
    """Whether the day is among the possible ones."""
    return (found.start or "0") <= day <= (found.end or "9")


def settings(cases: Sequence[Case]) -> Iterator[tuple[str, list[tuple[Case, Publication]]]]:
    """Every case alone, with its own dated articles, with those of all."""
    everything = [reading for case in cases for reading in case.beside]
    yield "alone", [(case, dated(case, ())) for case in cases]
    yield "own articles beside", [(case, dated(case, case.beside)) for case in cases]
    yield "all articles beside", [(case, dated(case, everything)) for case in cases]


def main() -> None:
    """Print one line a case and setting, and a summary of each setting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reasons", action="store_true")
    arguments = parser.parse_args()
    cases = load_cases()
    for name, found in settings(cases):
        widths = [w for _, publication in found if (w := width(publication)) is not None]
        right = sum(holds(publication, case.day) for case, publication in found)
        middle = median(widths) if widths else None
        sys.stdout.write(f"== {name}: {right} of {len(found)} hold the day; bounded: {len(widths)}, median days: {middle}\n")
        for case, publication in found:
            mark = "" if holds(publication, case.day) else "  WRONG"
            sys.stdout.write(f"{case.name:<42}{case.day}  {publication.start or 'open'} .. {publication.end or 'open'}{mark}\n")
            if arguments.reasons:
                sys.stdout.writelines(f"      {reason}\n" for reason in publication.reasons)


if __name__ == "__main__":
    main()
