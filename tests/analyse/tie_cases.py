"""Tables of sentences with the ties that they state, and what of that a reading has."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from lagebild.analyse.ties import find_ties
from lagebild.lang.pack import load_pack
from lagebild.model.layers import Claim, Tie
from tests.analyse.analysed import analysed

CASES = Path(__file__).parent / "cases"
Expected = dict[tuple[str, frozenset[str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class TieCase:
    id: str
    text: str
    expected: Expected


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases, without its comments."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def tie_cases(name: str) -> list[TieCase]:
    return [TieCase(row["id"], row["text"], _expected(row["expected"])) for row in rows(name)]


def _expected(written: str) -> Expected:
    found: Expected = {}
    for part in written.split(" || ") if written != "-" else ():
        head, *attributes = part.split("; ")
        kind, _, parties = head.rpartition(" ")
        values = dict(attribute.split("=", 1) for attribute in attributes)
        found[kind, frozenset(parties.split("|"))] = {"status": "in_force"} | values
    return found


def party_keys(tie: Tie) -> frozenset[str]:
    """Countries; organisations by their id."""
    return frozenset(
        (p.actor_id or p.name).removeprefix("ac-") if p.country in {None, "IGO"} else str(p.country) for p in tie.parties
    )


def ties_in(text: str, *, claims: tuple[Claim, ...] = ()) -> tuple[Tie, ...]:
    doc, pack = analysed(text), load_pack("de")
    doc._.claims = claims
    return find_ties(doc, pack)


def _value(tie: Tie, attribute: str) -> str | None:
    if attribute == "source":
        return None if tie.source is None else tie.source.country
    if attribute in {"begun", "ended"}:
        return "yes" if {"begun": "begin", "ended": "end"}[attribute] in {c.change for c in tie.changes} else "no"
    value = getattr(tie, attribute)
    return None if value is None else str(value)


def tie_problems(case: TieCase) -> tuple[list[str], list[str]]:
    """What is missing or too much, and which attributes of the right ties are wrong."""
    found = {(tie.kind, party_keys(tie)): tie for tie in ties_in(case.text)}
    wrong = [f"missing {kind} {sorted(p)}" for kind, p in case.expected if (kind, p) not in found]
    wrong += [f"too much {kind} {sorted(p)}" for kind, p in found if (kind, p) not in case.expected]
    details = [
        f"{attribute} is {_value(found[key], attribute)}, not {value}"
        for key, values in case.expected.items()
        if key in found
        for attribute, value in values.items()
        if _value(found[key], attribute) != value
    ]
    return wrong, details
