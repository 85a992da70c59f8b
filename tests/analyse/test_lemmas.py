from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.analyse.foundation import load_foundation
from lagebild.lang.pack import Row, load_pack, read_table

ENDINGS = load_pack("de").table("foundation/endings")
COMPOUNDS = read_table(Path(__file__).parent / "cases" / "compounds.tsv", pack="tests")
TAGS = {"N": "NN", "V": "VVFIN"}


@pytest.mark.parametrize("row", ENDINGS, ids=lambda row: f"{row['class']}-{row['ending']}")
def test_lemmas_ending_applies_to_its_unknown_word(row: Row) -> None:
    lemmatiser = load_foundation("de").lemmatiser
    assert row["form"] in row["example"]
    assert lemmatiser.lemma(row["form"], TAGS[row["class"]], number=row["number"] or "Plur") == row["lemma"]


@pytest.mark.parametrize(
    ("form", "tag", "number", "lemma"),
    [
        # the number decides between two lemmas of one form
        ("Akte", "NN", "Sing", "Akte"),
        ("Akte", "NN", "Plur", "Akt"),
        # the head of an unknown compound carries the inflection
        ("Verteidigungsministers", "NN", "Sing", "Verteidigungsminister"),
        ("Hauptrollen", "NN", "Plur", "Hauptrolle"),
        ("Aufenthaltsorte", "NN", "Plur", "Aufenthaltsort"),
        ("EU-Sanktionsbeschlusses", "NN", "Sing", "EU-Sanktionsbeschluss"),
        # adjectives used as nouns
        ("Älteren", "NN", "Plur", "Ältere"),
        ("Beschäftigten", "NN", "Plur", "Beschäftigte"),
        ("kurzem", "NN", "Sing", "kurz"),
        # unknown adjectives lose their declension, and comparison behind a suffix
        ("argentinischer", "ADJA", "Sing", "argentinisch"),
        ("hanseatischen", "ADJA", "Plur", "hanseatisch"),
        ("straßenlosen", "ADJA", "Plur", "straßenlos"),
        ("wahrsten", "ADJA", "Sing", "wahr"),
        ("anderen", "ADJA", "Plur", "anderer"),
        ("super", "ADJA", "Sing", "super"),
        ("Brisbaner", "ADJA", "Sing", "Brisbaner"),
        ("1950er", "ADJA", "Plur", "1950er"),
        # verbs of two stems
        ("gefällt", "VVFIN", "Sing", "gefallen"),
        ("gehört", "VVPP", "", "hören"),
        ("geraten", "VVPP", "", "geraten"),
        ("voranzubringen", "VVIZU", "", "voranbringen"),
        ("auszutreten", "VVIZU", "", "austreten"),
        ("getränkt", "VVPP", "", "tränken"),
        # names keep what looks like an ending, unless they own something
        ("Sieben", "NE", "Sing", "Sieben"),
        ("Darius'", "NE", "Sing", "Darius"),
        ("Baskows", "NE", "Sing", "Baskows"),
    ],
)
def test_lemmas_by_tag_and_number(form: str, tag: str, number: str, lemma: str) -> None:
    assert load_foundation("de").lemmatiser.lemma(form, tag, number=number) == lemma


def test_lemmas_genitive_of_a_name_is_cut_where_the_parse_says_so() -> None:
    assert load_foundation("de").lemmatiser.lemma("Baskows", "NE", is_genitive=True) == "Baskow"


@pytest.mark.parametrize(("form", "verb"), [("geplant", "planen"), ("begeistert", "begeistern"), ("groß", None), ("Plan", None)])
def test_lemmas_verb_of_a_participle(form: str, verb: str | None) -> None:
    assert load_foundation("de").lemmatiser.participle_verb(form) == verb


@pytest.mark.parametrize("row", COMPOUNDS, ids=lambda row: str(row["noun"]))
def test_compounds_have_head_and_modifiers(row: Row) -> None:
    found = load_foundation("de").compound(row["noun"])
    if not row["head"]:
        assert found is None
    else:
        assert found is not None
        assert (found.head, found.modifiers) == (row["head"], row.many("modifiers"))


def test_compounds_are_attributes_of_tokens() -> None:
    doc = load_foundation("de").analyse("Der Verteidigungsminister und die Partei schwiegen.")
    assert [(token._.compound_head, token._.compound_modifiers) for token in doc[1:5]] == [
        ("Minister", ("Verteidigung",)),
        (None, ()),
        (None, ()),
        (None, ()),
    ]


@pytest.mark.parametrize(
    ("text", "verb", "mood"),
    [
        ("Er sagte, er gehe bald.", "gehe", "Sub Pres"),
        ("Er sagte, er habe Zeit.", "habe", "Sub Pres"),
        ("Ich habe Zeit.", "habe", "Ind Pres"),
        ("Man müsse warten, hieß es.", "müsse", "Sub Pres"),
        ("Die Gäste seien krank, hieß es.", "seien", "Sub Pres"),
        ("Er fordere mehr Geld, sagte er.", "fordere", "Sub Pres"),
        ("Er käme gern.", "käme", "Sub Past"),
        ("Das ginge zu weit.", "ginge", "Sub Past"),
        ("Sie wären froh.", "wären", "Sub Past"),
        ("Das bliebe so.", "bliebe", "Sub Past"),
        ("Es würde regnen.", "würde", "Sub Past"),
        ("Sie müssten gehen.", "müssten", "Sub Past"),
        ("Er läuft schnell.", "läuft", "Ind Pres"),
        ("Er musste gehen.", "musste", "Ind Past"),
        ("Sie gingen fort.", "gingen", "Ind Past"),
        ("Der Minister sagte ab.", "sagte", "Ind Past"),
        ("Er wartete lange.", "wartete", "Ind Past"),
        ("Der Hund hielt still.", "hielt", "Ind Past"),
    ],
)
def test_morphology_tells_the_konjunktiv_by_its_form(text: str, verb: str, mood: str) -> None:
    token = next(token for token in load_foundation("de").analyse(text) if token.text == verb)
    assert " ".join(token.morph.get("Mood") + token.morph.get("Tense")) == mood


def test_morphology_every_verb_has_its_form() -> None:
    doc = load_foundation("de").analyse("Er will gehen. Sie hat geschlafen. Sie versucht, früh aufzustehen.")
    assert [token.morph.get("VerbForm") for token in doc if token.tag_.startswith("V")] == [
        ["Fin"], ["Inf"], ["Fin"], ["Part"], ["Fin"], ["Inf"],
    ]  # fmt: skip
