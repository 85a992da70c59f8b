"""Build names.marisa: names of persons, places and clubs from public lists, each with the letters of the lists that have it.

Usage: python scripts/train_de/name_lists.py --sources FOLDER --out MODEL_DIR/names.marisa

FOLDER holds check-outs of these public repositories, by the last part of their names:
  haeufige-vornamen-berlin (berlinonline)        given names in Berlin since 2012        CC BY 3.0 DE
  popular-names-by-country-dataset (sigpwned)    frequent given names and surnames       CC0
  NameDatabases (smashew)                        given names and surnames by country     public domain (Unlicense)
  world-cities (datasets), GeoNames              cities, regions, countries              CC BY 4.0
  postal-codes-json-xml-csv (zauberware)         places of DE, AT, CH, LI, LU; GeoNames  CC BY 4.0
  clubs (openfootball)                           football clubs                          CC0
  s-and-p-500-companies (datasets)               companies                               PDDL
Letters: G given name, S surname, P city, region or country of the world, p place where German is spoken, C club or company.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import marisa_trie

GIVEN, SURNAME, CITY, GERMAN_PLACE, CLUB = "GSPpC"
NO_NAME = re.compile(r"[\d()\[\]/,;:]")
MAX_CHARS = 60
GERMAN_COUNTRIES = ("DE", "AT", "CH", "LI", "LU")
COMPANY_FORM = re.compile(r",? (Inc\.?|Corp\.?|Corporation|Company|Co\.|plc|Ltd\.?|Group|Holdings?)$")
REMARK = re.compile(r"\[\w+\]|\(.*?\)")


def titled(name: str) -> str:
    """The name with capitals at its beginnings, where it is written without any or in capitals alone."""
    parts = (part[:1].upper() + part[1:].lower() if part.isupper() or part.islower() else part for part in name.split("-"))
    return "-".join(parts)


def rows(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def given_names(sources: Path) -> Iterator[str]:
    for file in sorted((sources / "haeufige-vornamen-berlin" / "data" / "cleaned").rglob("*.csv")):
        for row in rows(file, ";"):
            yield from map(titled, next(iter(row.values())).split())
    for row in rows(sources / "popular-names-by-country-dataset" / "common-forenames-by-country.csv"):
        yield from (row["Romanized Name"], row["Localized Name"])
    yield from listed(sources / "NameDatabases" / "NamesDatabases" / "first names")


def surnames(sources: Path) -> Iterator[str]:
    for row in rows(sources / "popular-names-by-country-dataset" / "common-surnames-by-country.csv"):
        yield from (row["Romanized Name"], row["Localized Name"])
    folder = sources / "NameDatabases" / "NamesDatabases" / "surnames"
    yield from listed(folder)
    yield from map(titled, (folder / "non-normalized" / "de.txt").read_text("utf-8").splitlines())


def listed(folder: Path) -> Iterator[str]:
    """The lines of the lists by country of a folder."""
    for file in sorted(folder.glob("??.txt")) + sorted(folder.glob("???.txt")):
        if file.stem != "all":
            yield from map(titled, map(str.strip, file.read_text("utf-8", errors="replace").splitlines()))


def cities(sources: Path) -> Iterator[str]:
    for row in rows(sources / "world-cities" / "data" / "world-cities.csv"):
        yield from (row["name"], row["country"], row["subcountry"])


def german_places(sources: Path) -> Iterator[str]:
    for country in GERMAN_COUNTRIES:
        with zipfile.ZipFile(sources / "postal-codes-json-xml-csv" / "data" / f"{country}.zip") as archive:
            for member in archive.namelist():
                if member.endswith(".csv"):
                    for row in csv.DictReader(io.TextIOWrapper(archive.open(member), "utf-8")):
                        yield from (row["place"], row.get("state") or "", row.get("community") or "")


def clubs(sources: Path) -> Iterator[str]:
    for file in sorted((sources / "clubs").rglob("*.clubs.txt")):
        for line in file.read_text("utf-8").splitlines():
            text = re.sub(r"^i+\)", "", line.partition("#")[0].strip())
            if text and text[0] != "=" and "//" not in text:
                names = text.strip("| ").split("|") if text.startswith("|") else [text.partition(",")[0]]
                yield from (name for name in (REMARK.sub("", name).strip() for name in names) if len(name) > 2)
    for row in rows(sources / "s-and-p-500-companies" / "data" / "constituents.csv"):
        yield COMPANY_FORM.sub("", REMARK.sub("", row["Security"]).strip()).strip()


def is_name(text: str, letter: str) -> bool:
    if not 1 < len(text) <= MAX_CHARS or not text[0].isupper():
        return False
    return letter == CLUB or not NO_NAME.search(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    lists: dict[str, Iterable[str]] = {
        GIVEN: given_names(args.sources),
        SURNAME: surnames(args.sources),
        CITY: cities(args.sources),
        GERMAN_PLACE: german_places(args.sources),
        CLUB: clubs(args.sources),
    }
    letters: defaultdict[str, set[str]] = defaultdict(set)
    for letter, names in lists.items():
        for name in names:
            text = " ".join(name.split())
            if is_name(text, letter):
                letters[text].add(letter)
        print(f"{letter}: {sum(letter in found for found in letters.values())} names")
    # Every key ends with a blank, so that a name is found as the beginning of words joined by blanks.
    marisa_trie.BytesTrie((name + " ", "".join(sorted(found)).encode()) for name, found in sorted(letters.items())).save(
        str(args.out)
    )
    print(f"{len(letters)} names, {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
