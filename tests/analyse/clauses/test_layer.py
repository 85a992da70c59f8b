"""What holds of the clauses of any text, and what single rules decide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.analyse.clauses import find_clauses
from lagebild.analyse.clauses.cells import ACC, ALL, DAT, GEN, NOM, cases_of, noun_cells, parse_cells, same_cases
from lagebild.lang.pack import load_pack
from lagebild.model.clauses import Clause
from lagebild.model.doc import article_of, clauses_of
from lagebild.model.tokens import CACHE as TOKENS
from tests.analyse.clauses.expected import analysed

WORDS = [
    "Der",
    "der",
    "die",
    "das",
    "den",
    "dem",
    "ein",
    "keine",
    "Minister",
    "Regierung",
    "Präsident",
    "Merkel",
    "Bonn",
    "12",
    "hat",
    "ist",
    "wurde",
    "werden",
    "sagte",
    "sei",
    "gewesen",
    "verhaftet",
    "kommen",
    "zu",
    "abzuziehen",
    "dass",
    "weil",
    "wenn",
    "um",
    "ohne",
    "als",
    "wie",
    "und",
    "oder",
    "nicht",
    "er",
    "sie",
    "es",
    "sich",
    "mit",
    "von",
    "in",
    "an",
    ",",
    ",",
    ".",
    ":",
    "–",
    "(",
    ")",
    "„",
    "“",
    "!",
    "😀",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_clauses_of_any_words_are_sound(words: list[str]):
    doc = analysed(" ".join(["Rat", *words]))
    seen: set[int] = set()
    clauses = clauses_of(doc)
    for number, clause in enumerate(clauses):
        assert clause.index == number
        assert clause.parent is None or 0 <= clause.parent < len(clauses)
        assert clause.parent != number
        assert clause.tokens == tuple(sorted(clause.tokens))
        assert not seen & set(clause.tokens)
        seen |= set(clause.tokens)
        assert 0 <= clause.begin < clause.end <= len(article_of(doc).text)
        for argument in clause.arguments:
            assert argument.head in argument.tokens


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_has_clauses_without_an_error(text: str):
    assert isinstance(clauses_of(analysed("Rat " + text)), tuple)


def test_a_long_sentence_without_marks_takes_no_more_than_a_clause_in_each_cut():
    doc = analysed("Regierung und Opposition " * 400)
    assert len(clauses_of(doc)) <= len(list(doc.sents))


@pytest.mark.parametrize(
    ("inflection", "cases"),
    [("As Ds Gs Ns f", "NGDA"), ("Gs m", "G"), ("Dp P", "D"), ("?", "NGDA")],
)
def test_cells_of_nouns(inflection: str, cases: str):
    assert cases_of(noun_cells(inflection)) == cases


def test_cells_of_an_article_and_a_noun_meet():
    assert cases_of(parse_cells("Nm Df Gf Gp") & noun_cells("Ns m")) == "N"
    assert cases_of(parse_cells("Nm Df Gf Gp") & noun_cells("As Ds Gs Ns f")) == "GD"


def test_conjuncts_keep_common_cases():
    assert same_cases(NOM | ACC, ACC | DAT) == ACC
    assert same_cases(ALL, GEN) == GEN


def _clause(text: str, verb: str) -> Clause:
    return next(c for c in clauses_of(analysed(text)) if c.verb is not None and c.verb.lemma == verb)


def test_fields_of_a_main_clause():
    text = "Am Montag hat der Rat den Plan gebilligt."
    doc = analysed(text)
    fields = clauses_of(doc)[0].fields
    shown = [doc[begin:end].text for begin, end in (fields.prefield, fields.left_bracket, fields.middle, fields.right_bracket)]
    assert shown == ["Am Montag", "hat", "der Rat den Plan", "gebilligt"]
    assert fields.postfield[0] == fields.postfield[1]


def test_evidence_names_the_case_where_it_decides():
    doc = analysed("Die Regierung kritisierte der Präsident.")
    doc[1].dep_, doc[4].dep_ = "nsubj", "obj"  # a parser that takes the first noun for the subject
    del doc.user_data[TOKENS]
    subject = next(iter(find_clauses(doc, load_pack("de")))).subject
    assert subject is not None
    assert subject.head == 4
    assert "case" in subject.evidence
    assert "parse" not in subject.evidence


def test_understood_subjects_are_marked():
    controlled = _clause("Der Rat bat den Minister, das Land zu verlassen.", "verlassen").subject
    said = _clause("Der Rat bat den Minister, das Land zu verlassen.", "bitten").subject
    assert controlled is not None
    assert said is not None
    assert (controlled.controlled, said.controlled) == (True, False)


def test_apposition_is_kept_apart_from_arguments():
    clause = _clause("Bauer, ein Freund des Kanzlers, besuchte am Dienstag die Stadt.", "besuchen")
    assert [(a.head, a.appositive) for a in clause.appositions] == [(0, 3)]
    assert [a.role for a in clause.arguments if a.role in {"subject", "accusative"}] == ["subject", "accusative"]
