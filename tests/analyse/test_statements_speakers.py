"""Speakers and cues where the clause is long or odd, and input that is no clean text: never an exception."""

from __future__ import annotations

import pytest

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.statements import draft_statements, quote_records
from lagebild.lang.pack import load_pack
from lagebild.model.layers import Sentence

PACK = load_pack("de")


def records(text: str) -> list[dict[str, list[str] | str]]:
    """The parts of every statement as words."""
    doc = load_foundation("de").analyse(text)
    sents = [[t for t in sent if not t.is_space] for sent in doc.sents]
    doc._.sentences = tuple(
        Sentence(k, s[0].idx, s[-1].idx + len(s[-1]), "body", s[0].i, s[-1].i + 1) for k, s in enumerate(sents) if s
    )
    found = quote_records(draft_statements(doc, PACK))
    return [{part: [text[b:e] for b, e in record[part]] for part in ("quote", "speaker", "cue")} for record in found]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Die Regierung in Wien teilte mit, dass der Hafen offen bleibt.", "Die Regierung in Wien"),
        ("Einer der Fischer sagte, dass der Hafen offen bleibt.", "Einer der Fischer"),
        ("Der für den Hafen zuständige Minister sagte, dass er offen bleibt.", "Der für den Hafen zuständige Minister"),
        ("Am Montag, dem 3. Mai, hat der Minister angekündigt, den Hafen zu schließen.", "der Minister"),
        ("Nach Auskunft der Behörde der neue Hafen bleibt offen.", "Auskunft der Behörde"),
    ],
)
def test_statements_speaker_has_all_of_its_phrase(text: str, speaker: str) -> None:
    assert [speaker] in [record["speaker"] for record in records(text)]


def test_statements_cue_has_the_word_that_points_ahead() -> None:
    (record,) = records("Der Minister rief dazu auf, den Hafen zu schließen.")
    assert record["cue"] == ["rief dazu auf"]


def test_statements_comma_may_be_missing() -> None:
    (record,) = records("Der Minister hat angekündigt den Hafen am Abend zu schließen.")
    assert record["quote"] == ["den Hafen am Abend zu schließen"]
    assert record["speaker"] == ["Der Minister"]


def test_statements_place_with_nach_is_no_source() -> None:
    assert records("Die Fischer haben freie Sicht nach draußen.") == []


@pytest.mark.parametrize(
    "text",
    [
        "„Der Hafen „bleibt» offen, sagte er. “Das Schiff",
        "Er sagte: „Der Hafen bleibt",
        "„Der Hafen bleibt offen. Die Ministerin sagte, das Schiff sei bereit. Es laufe aus.“",
        "„‚»Der Hafen bleibt offen«‘“, sagte die Ministerin",
        "von",
        "„",
        "Einer",
        "Der Minister, dem",
        "sagte, dass",
        '"' * 500,
    ],
)
def test_statements_odd_marks_and_cut_off_texts_raise_nothing(text: str) -> None:
    for record in records(text):
        assert record["quote"]


def test_statements_clause_that_shares_its_subject_does_not_close_the_report_before_it() -> None:
    found = records("Der Minister sagte, dass der Hafen offen bleibt, beschuldigte den Verband jedoch, die Preise zu treiben.")
    said = {record["cue"][0]: (record["speaker"], record["quote"]) for record in found}
    assert said["sagte"] == (["Der Minister"], ["dass der Hafen offen bleibt"])
    assert said["beschuldigte"] == (["Der Minister"], ["die Preise zu treiben"])


def test_statements_view_inside_a_noun_phrase_is_no_source() -> None:
    assert records("Beide Länder lehnen eine aus ihrer Sicht ungerechte Ordnung ab.") == []
