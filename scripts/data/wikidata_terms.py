"""Terms of office in the snapshots of Wikidata (CC0) that the repositories of every-politician-scrapers on GitHub hold.

Every repository is one country: `meta.json` names it, `html/holders21.csv` lists who held which position since 2000, and
`sources/*/wikidata.csv` lists all holders of one position each. Only these
facts are read: position, name, item, first and last day.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PREFIX = "every-politician-scrapers+"
MINISTER = r"(?:Federal |Union )?(?:Minister|Secretary)(?: of State)? (?:of|for) (?:the )?"
OFFICES = (
    (
        "foreign_minister",
        re.compile(
            MINISTER
            + r"(?!State for|Foreign Trade|Foreign Economic)(?:.*\b)?(?:Foreign(?:,? (?:and|&|\w+))* (?:Affairs|Relations)"
            r"|External (?:Affairs|Relations)|International Relations and Co)|Foreign Minister$"
        ),
    ),
    (
        "defence_minister",
        re.compile(
            MINISTER + r"(?!State for)(?:(?:National |People's )?Defen[cs]e|(?:the )?(?:Revolutionary )?Armed Forces)"
            r"(?!.*(?:Materiel|Science|Equipment|Industr|Personnel|Procurement|Production))|Defen[cs]e Minister$"
        ),
    ),
    ("interior_minister", re.compile(MINISTER + r"(?:(?:the )?Interior|Internal Affairs|Home Affairs)\b|Home Secretary$")),
    (
        "finance_minister",
        re.compile(MINISTER + r"(?:Economy and |the Economy and |Treasury and )?Finances?\b|Chancellor of the Exchequer$"),
    ),
    (
        "head_of_government",
        re.compile(
            r"(?:Acting |Interim |Federal )?(?:Prime Minister|Premier|Taoiseach|Federal Chancellor|Head of Government)$"
            r"|Prime Minister of Montenegro$"
            r"|President of the (?:Government|Council of Ministers)$|Chairman of the Cabinet of Ministers \(Prime Minister\)$"
            r"|Premier of the State Council$"
        ),
    ),
    (
        "head_of_state",
        re.compile(
            r"(?:Acting |Interim |Transitional |Federal )?(?:President|King|Emir|emir|Monarch|Sultan|Head of State)$"
            r"|Beretitenti \(President\)$"
            r"|(?:President of Montenegro|Yang di_pertuan Agong \(Monarch\)|President of the Republic)$"
        ),
    ),
)
NOT_AN_OFFICE = re.compile(
    r"Deputy|Vice|Assistant|Junior|Shadow|Delegate|Minister of State for|State Minister|Advis|Spokes", re.IGNORECASE
)
ROTATING = frozenset({("BIH", "head_of_state"), ("CHE", "head_of_state"), ("SMR", "head_of_state"), ("LBY", "head_of_state")})
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
SAME_POSITION = 0.6  # share of a position's holders since 2000 that a list must have to be that of the position
RECENT = "2000"


class Term(NamedTuple):
    """A holder of an office as Wikidata has it; an unknown day is empty. `seen` is the day of the snapshot."""

    country: str
    office: str
    name: str
    item: str
    since: str
    until: str
    seen: str


def git(repository: Path, *arguments: str) -> bytes:
    """The output of git, empty where it fails."""
    return subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, check=False).stdout


def read_files(repository: Path) -> dict[str, str]:
    """The texts of the newest commit that this script reads, by path."""
    packed = git(repository, "archive", "HEAD", "meta.json", "html/holders21.csv", "sources") or git(
        repository, "archive", "HEAD", "meta.json", "html/holders21.csv"
    )
    if not packed:
        return {}
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        wanted = [
            m for m in archive.getmembers() if m.isfile() and m.name.endswith(("meta.json", "holders21.csv", "/wikidata.csv"))
        ]
        return {m.name: file.read().decode("utf-8", "replace") for m in wanted if (file := archive.extractfile(m)) is not None}


def office_of(position: str) -> str | None:
    """The office that the label of a position names, None for all that are not asked for."""
    if NOT_AN_OFFICE.search(position):
        return None
    return next((office for office, pattern in OFFICES if pattern.match(position)), None)


def read_terms(mirror: Path, countries: dict[str, str]) -> Iterator[Term]:
    """The terms in all repositories below the folder; `countries` maps Wikidata items to ids of states."""
    for folder in sorted(mirror.glob(PREFIX + "*")):
        repository = folder / "repo"
        files = read_files(repository)
        country = countries.get(json.loads(files["meta.json"])["jurisdiction"]["id"]) if files else None
        if country is not None:
            seen = git(repository, "log", "-1", "--format=%cs").decode().strip()
            yield from (t for t in _read_country(files, country, seen=seen) if _is_usable(t))


def _is_usable(term: Term) -> bool:
    """Whether the term has a first day, dates that are dates, a name, and an office that one person holds at a time."""
    dated = DATE.fullmatch(term.since) and (not term.until or DATE.fullmatch(term.until))
    return bool(dated and term.name) and (term.country, term.office) not in ROTATING


def _read_country(files: dict[str, str], country: str, *, seen: str) -> Iterator[Term]:
    positions: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in csv.DictReader(io.StringIO(files["html/holders21.csv"])):
        office = office_of(row["position"])
        positions[row["position"]].add((row["personID"], row["start"] or ""))
        if office is not None:
            yield Term(country, office, row["person"], row["personID"], row["start"] or "", row["end"] or "", seen)
    for file, text in files.items():
        if file.endswith("/wikidata.csv"):
            rows = list(csv.DictReader(io.StringIO(text)))
            yield from _read_position(rows, positions, country=country, seen=seen)


def _read_position(
    rows: list[dict[str, str]], positions: dict[str, set[tuple[str, str]]], *, country: str, seen: str
) -> Iterator[Term]:
    """The holders of the position that a list is about, which the holders since 2000 tell."""
    if not rows or not {"item", "itemLabel", "startDate", "endDate"} <= set(rows[0]):
        return
    recent = {(row["item"], row["startDate"] or "") for row in rows if (row["startDate"] or "") >= RECENT}
    for position, holders in positions.items():
        office = office_of(position)
        since_2000 = {h for h in holders if h[1] >= RECENT}
        shared = len(recent & since_2000)
        if office and len(recent) > 1 and shared >= SAME_POSITION * len(recent) and shared >= SAME_POSITION * len(since_2000):
            for row in rows:
                yield Term(country, office, row["itemLabel"], row["item"], row["startDate"] or "", row["endDate"] or "", seen)
            return
