"""Ties: every row of the pack fires on its example, between the parties that it names."""

from __future__ import annotations

import pytest

from lagebild.lang.pack import Row, load_pack
from lagebild.model.layers import Claim
from lagebild.model.span import Span
from tests.analyse.tie_cases import TieCase, party_keys, tie_cases, tie_problems, ties_in

PACK = load_pack("de")
ROWS = (*PACK.table("ties/nouns"), *PACK.table("ties/phrases"), *PACK.table("ties/verbs"))
NOT_YET = {  # case -> why it is not read yet
    "p21": "the parties stand in subject and goal of a verb of travelling",
    "f25": "the tagger gives no degree for this superlative",
    "f26": "a negated renewal reads as a denied tie",
}
CASES = [
    pytest.param(case, id=case.id, marks=[pytest.mark.xfail(reason=NOT_YET[case.id], strict=True)] if case.id in NOT_YET else [])
    for case in (*tie_cases("ties.tsv"), *tie_cases("ties_fresh.tsv"))
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule"])
def test_row_fires_on_its_example(row: Row) -> None:
    found = [(tie.rule, tie.kind, party_keys(tie)) for tie in ties_in(row["example"])]
    assert (f"de.tie.{row['rule']}", row["kind"], frozenset(row.many("parties"))) in found


@pytest.mark.parametrize("row", PACK.table("ties/changes"), ids=lambda row: row["rule"])
def test_change_is_found_in_its_example(row: Row) -> None:
    found = [(tie.kind, party_keys(tie), tuple(c.change for c in tie.changes)) for tie in ties_in(row["example"])]
    assert (row["kind"], frozenset(row.many("parties")), (row["change"],)) in found


@pytest.mark.parametrize("case", CASES)
def test_sentence_states_its_ties(case: TieCase) -> None:
    assert tie_problems(case) == ([], [])


def test_wish_to_end_a_tie_does_not_end_it() -> None:
    (tie,) = ties_in("Die USA wollen das Abkommen mit Mexiko kündigen.")
    assert (tie.kind, tie.status, tie.changes) == ("agreement", "in_force", ())


def test_wish_to_join_is_a_planned_tie() -> None:
    (tie,) = ties_in("Georgien will der NATO beitreten.")
    assert (tie.kind, tie.status, tie.changes) == ("membership", "planned", ())


def test_later_sentence_adds_beginning_and_level() -> None:
    text = "Kuba und Laos verbindet eine enge Partnerschaft. 2019 vereinbarten Kuba und Laos eine strategische Partnerschaft."
    (tie,) = ties_in(text)
    assert (tie.sentence, tie.level, tie.since) == (0, "strategisch", "2019")
    assert [(c.change, c.sentence, c.trigger.text, c.date) for c in tie.changes] == [("begin", 1, "vereinbarten", "2019")]


def test_change_points_to_the_claim_of_its_verb() -> None:
    text = "Angola trat aus der OPEC aus."
    trigger = Span("trat", text.index("trat"), text.index("trat") + len("trat"))
    claim = Claim("c-1", 0, trigger, "REJECT", None, (), (), None, None, "occurred", None, None, "by hand", 1.0, ())
    (tie,) = ties_in(text, claims=(claim,))
    assert (tie.begun_by, tie.ended_by) == ((), ("c-1",))


def test_change_stands_without_a_claim() -> None:
    (tie,) = ties_in("Angola trat aus der OPEC aus.", claims=())
    assert ([(c.change, c.claim) for c in tie.changes], tie.status) == ([("end", None)], "ended")


def test_rule_ids_are_unique() -> None:
    rules = [row["rule"] for row in ROWS]
    assert len(rules) == len(set(rules))


def test_tie_is_given_once_where_it_is_stated_first() -> None:
    text = "Die Partnerschaft zwischen Belarus und Russland ist alt. Die enge Partnerschaft zwischen Belarus und Russland bleibt."
    (tie,) = ties_in(text)
    assert (tie.sentence, tie.evidence.text) == (0, "Partnerschaft zwischen Belarus und Russland")


def test_tie_has_its_level() -> None:
    (tie,) = ties_in("Die strategische Partnerschaft zwischen Belarus und Russland bleibt.")
    assert tie.level == "strategisch"


def test_tie_of_one_party_is_none() -> None:
    assert ties_in("Die Partnerschaft bleibt.") == ()


def test_tie_names_since_when() -> None:
    (tie,) = ties_in("Seit 2015 besteht die Partnerschaft zwischen Belarus und China.")
    assert tie.since == "2015"


def test_allies_added_to_a_name_say_nothing_of_the_subject() -> None:
    assert "alliance" not in {tie.kind for tie in ties_in("China wurde von den USA und ihren Verbündeten kritisiert.")}


def test_negation_behind_a_mark_does_not_deny_the_tie() -> None:
    (tie,) = (t for t in ties_in("Wien, ein enger Partner Budapests, hat die Pläne nicht verurteilt.") if t.kind == "partnership")
    assert tie.status == "in_force"


def test_negation_beside_it_denies_the_tie() -> None:
    (tie,) = (t for t in ties_in("Zwischen Österreich und Ungarn besteht keine enge Partnerschaft.") if t.kind == "partnership")
    assert tie.status == "denied"


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        (
            "Der Kanzler und sein Gast Viktor Orban – ein enger Verbündeter von Wladimir Putin – sprachen lange.",
            "alliance",
            "HUN|RUS",
        ),
        ("Emmanuel Macron und Xi Jinping, ein Freund Putins, trafen sich in Genf.", "friendship", "CHN|RUS"),
        ("Der Minister reiste nach Usbekistan, das ebenfalls Mitglied der SCO ist.", "membership", "SCO|UZB"),
    ],
)
def test_role_in_an_aside_is_that_of_the_name_before_it(text: str, kind: str, parties: str) -> None:
    assert [(tie.kind, party_keys(tie)) for tie in ties_in(text)] == [(kind, frozenset(parties.split("|")))]


def test_people_are_no_members_of_organisations() -> None:
    assert ties_in("Blinken sprach über Nepal, als es noch Beobachter bei der SCO war.") == ()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("China ist der zweitgrößte Handelspartner von Belarus.", "zweitgrößte"),
        ("Die lange Grenze zwischen Belarus und Polen ist gut bewacht.", None),
    ],
)
def test_level_keeps_a_rank_and_leaves_out_what_grades_nothing(text: str, level: str | None) -> None:
    assert [tie.level for tie in ties_in(text)] == [level]
