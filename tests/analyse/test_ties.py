"""Ties: every row of the pack fires on its example, between the parties that it names."""

from __future__ import annotations

import pytest

from lagebild.analyse.ties import find_ties
from lagebild.lang.pack import Row, load_pack
from lagebild.model.layers import Tie
from tests.analyse.analysed import analysed

PACK = load_pack("de")
ROWS = (*PACK.table("ties/nouns"), *PACK.table("ties/phrases"))


def ties(text: str) -> tuple[Tie, ...]:
    return find_ties(analysed(text), PACK)


def parties(tie: Tie) -> frozenset[str]:
    """Countries; organisations by their id."""
    return frozenset(
        (p.actor_id or p.name).removeprefix("ac-") if p.country in {None, "IGO"} else str(p.country) for p in tie.parties
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule"])
def test_row_fires_on_its_example(row: Row) -> None:
    found = [(tie.rule, tie.kind, parties(tie)) for tie in ties(row["example"])]
    assert (f"de.tie.{row['rule']}", row["kind"], frozenset(row.many("parties"))) in found


def test_rule_ids_are_unique() -> None:
    rules = [row["rule"] for row in ROWS]
    assert len(rules) == len(set(rules))


def test_tie_is_given_once_where_it_is_stated_first() -> None:
    text = "Die Partnerschaft zwischen Belarus und Russland ist alt. Die enge Partnerschaft zwischen Belarus und Russland bleibt."
    (tie,) = ties(text)
    assert (tie.sentence, tie.evidence.text) == (0, "Partnerschaft zwischen Belarus und Russland")


def test_tie_has_its_level() -> None:
    (tie,) = ties("Die strategische Partnerschaft zwischen Belarus und Russland bleibt.")
    assert tie.level == "strategisch"


def test_tie_of_one_party_is_none() -> None:
    assert ties("Die Partnerschaft bleibt.") == ()


def test_tie_names_since_when() -> None:
    (tie,) = ties("Seit 2015 besteht die Partnerschaft zwischen Belarus und China.")
    assert tie.since == "2015"


def test_allies_added_to_a_name_say_nothing_of_the_subject() -> None:
    assert "alliance" not in {tie.kind for tie in ties("China wurde von den USA und ihren Verbündeten kritisiert.")}


def test_negation_behind_a_mark_does_not_deny_the_tie() -> None:
    (tie,) = (t for t in ties("Wien, ein enger Partner Budapests, hat die Pläne nicht verurteilt.") if t.kind == "partnership")
    assert tie.status == "in_force"


def test_negation_beside_it_denies_the_tie() -> None:
    (tie,) = (t for t in ties("Zwischen Österreich und Ungarn besteht keine enge Partnerschaft.") if t.kind == "partnership")
    assert tie.status == "denied"
