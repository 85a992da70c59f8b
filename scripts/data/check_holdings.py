"""Compare the terms in holdings.tsv with the date-bound actor dictionary of petrarch2 (Open Event Data Alliance, MIT).

usage: check_holdings.py Phoenix.Countries.actors.txt [--write]

The dictionary gives names in English capitals with role codes and intervals (`[AFGGOV 730717-780427]`). Names are spelled
too differently to be compared, so a term is *confirmed* when the dictionary has a government role in the same country with
the same first and the same last day, or the same first day and no last day where the term was open when the dictionary was made
(January 2014). `--write` sets the source of confirmed terms that are general knowledge; without it the disagreements within
a month are listed for review.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

HOLDINGS = Path(__file__).parents[2] / "src/lagebild/knowledge/data/holdings.tsv"
ROLE = re.compile(r"\[([A-Z]{3})GOV[A-Z]*\s*([<>]?)(\d{6,8})?(?:-(\d{6,8}))?\]")
OPEN_SINCE = "2014-01-30"  # the day on which the dictionary was generated
CONFIRMED = "general knowledge; days confirmed by petrarch2"
NEAR_DAYS = 31


def iso(day: str) -> str | None:
    """The ISO day of YYYYMMDD or YYMMDD (years above 30 are those of the 20th century)."""
    if len(day) == len("730717"):
        day = ("19" if int(day[:2]) > 30 else "20") + day
    try:
        return date(int(day[:4]), int(day[4:6]), int(day[6:8])).isoformat()
    except ValueError:
        return None  # the dictionary has a few mistyped days


def read_terms(path: Path) -> dict[str, list[tuple[str, str | None]]]:
    """First and last day of every government role, by country; last day None where the role was open."""
    terms: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for country, sign, first, last in ROLE.findall(path.read_text("latin-1")):
        since, until = iso(first) if first else None, iso(last) if last else None
        if since is not None and sign != "<":
            terms[country].append((since, until))
    return terms


def days_between(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def judge(since: str, until: str, terms: list[tuple[str, str | None]]) -> str:
    """confirmed | near: FIRST-LAST | nothing close."""
    is_open = not until or until > OPEN_SINCE
    near = "nothing close"
    for first, last in terms:
        if first == since and (last is None if is_open else last == until):
            return "confirmed"
        same_end = is_open or (last is not None and days_between(last, until) <= NEAR_DAYS)
        if days_between(first, since) <= NEAR_DAYS and (same_end or first == since):
            near = f"near: {first} to {last or 'open'}"
    return near


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("--write", action="store_true", help="set the source of the confirmed terms")
    args = parser.parse_args()
    terms, lines, counts = read_terms(args.dictionary), [], defaultdict(int)
    for line in HOLDINGS.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 6 or len(cells[3]) != len("2024-01-01") or (cells[4] and len(cells[4]) != 10):
            lines.append(line)
            continue
        verdict = judge(cells[3], cells[4], terms.get(cells[2], [])) if cells[3] < OPEN_SINCE else "later"
        counts[verdict.split(":")[0]] += 1
        if verdict == "confirmed":
            cells[5] = CONFIRMED if cells[5] == "general knowledge" else cells[5]  # where else a day is from stays said
        elif not args.write and verdict.startswith("near"):
            print("\t".join([*cells[:5], verdict]))
        lines.append("\t".join(cells))
    if args.write:
        HOLDINGS.write_text("\n".join(lines) + "\n", "utf-8")
    print(dict(counts))


if __name__ == "__main__":
    main()
