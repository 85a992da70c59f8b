"""A user's spaCy pipeline in place of ours, and ours in a user's pipeline. The pipelines are made here: no model is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.foundation.plugin import SpacyParser, load_parser, load_tables, one_root
from lagebild.analyse.foundation.tiger import load_tiger_rows
from lagebild.build import read_text
from lagebild.errors import InputError
from lagebild.lang.pack import LanguagePack
from tests.cli.command import lagebild

# word, tag, head (number from 1, 0 is the root), label: as the two label sets have it
Rows = Sequence[tuple[str, str, int, str]]
TIGER: dict[str, Rows] = {
    "passive": [
        ("Der", "ART", 2, "nk"), ("Vertrag", "NN", 3, "sb"), ("wurde", "VAFIN", 0, "ROOT"), ("in", "APPR", 8, "mo"),
        ("Minsk", "NE", 4, "nk"), ("von", "APPR", 8, "sbp"), ("Berg", "NE", 6, "nk"), ("unterzeichnet", "VVPP", 3, "oc"),
        (".", "$.", 3, "punct"),
    ],
    "modal": [
        ("Man", "PIS", 2, "sb"), ("hätte", "VAFIN", 0, "ROOT"), ("es", "PPER", 4, "oa"), ("tun", "VVINF", 5, "oc"),
        ("müssen", "VMINF", 2, "oc"),
    ],
    "copula": [("Er", "PPER", 2, "sb"), ("ist", "VAFIN", 0, "ROOT"), ("nicht", "PTKNEG", 2, "ng"), ("krank", "ADJD", 2, "pd")],
    "coordination": [
        ("Wien", "NE", 6, "sb"), (",", "$,", 1, "punct"), ("Graz", "NE", 1, "cj"),
        ("und", "KON", 3, "cd"), ("Linz", "NE", 4, "cj"), ("feiern", "VVFIN", 0, "ROOT"),
    ],
    "clause": [
        ("Er", "PPER", 2, "sb"), ("sagte", "VVFIN", 0, "ROOT"), ("der", "ART", 4, "nk"), ("Stadt", "NN", 2, "da"),
        ("Hilfe", "NN", 2, "oa"), ("zu", "PTKVZ", 2, "svp"), (",", "$,", 2, "punct"), ("weil", "KOUS", 10, "cp"),
        ("sie", "PPER", 10, "sb"), ("litt", "VVFIN", 2, "mo"),
    ],
    "perfect": [
        ("Er", "PPER", 2, "sb"), ("sagte", "VVFIN", 0, "ROOT"), (",", "$,", 2, "punct"), ("dass", "KOUS", 7, "cp"),
        ("Anna", "NE", 7, "sb"),
        ("gekommen", "VVPP", 7, "oc"), ("sei", "VAFIN", 2, "oc"),
    ],
    "reason": [
        ("Er", "PPER", 2, "sb"), ("ging", "VVFIN", 0, "ROOT"), (",", "$,", 2, "punct"), ("weil", "KOUS", 7, "cp"),
        ("sie", "PPER", 7, "sb"),
        ("Ministerin", "NN", 7, "pd"), ("ist", "VAFIN", 2, "mo"),
    ],
    "infinitive": [
        ("Er", "PPER", 2, "sb"), ("versucht", "VVFIN", 0, "ROOT"), ("zu", "PTKZU", 4, "pm"), ("schlafen", "VVINF", 2, "oc"),
    ],
    "noun phrase": [
        ("Die", "ART", 3, "nk"), ("neue", "ADJA", 3, "nk"), ("Chefin", "NN", 7, "sb"), ("der", "ART", 5, "nk"),
        ("Bank", "NN", 3, "ag"),
        ("Berg", "NE", 3, "nk"), ("sprach", "VVFIN", 0, "ROOT"), ("mit", "APPR", 7, "op"), ("zwei", "CARD", 10, "nk"),
        ("Räten", "NN", 8, "nk"),
    ],
}  # fmt: skip
UNIVERSAL: dict[str, list[tuple[int, str]]] = {
    "passive": [
        (2, "det"), (8, "nsubj:pass"), (8, "aux:pass"), (5, "case"), (8, "obl"), (7, "case"), (8, "obl"),
        (0, "root"), (8, "punct"),
    ],
    "modal": [(4, "nsubj"), (4, "aux"), (4, "obj"), (0, "root"), (4, "aux")],
    "copula": [(4, "nsubj"), (4, "cop"), (4, "advmod"), (0, "root")],
    "coordination": [(6, "nsubj"), (1, "punct"), (1, "conj"), (5, "cc"), (1, "conj"), (0, "root")],
    "clause": [
        (2, "nsubj"), (0, "root"), (4, "det"), (2, "obl:arg"), (2, "obj"), (2, "compound:prt"), (2, "punct"), (10, "mark"),
        (10, "nsubj"), (2, "advcl"),
    ],
    "perfect": [(2, "nsubj"), (0, "root"), (2, "punct"), (6, "mark"), (6, "nsubj"), (2, "ccomp"), (6, "aux")],
    "reason": [(2, "nsubj"), (0, "root"), (2, "punct"), (6, "mark"), (6, "nsubj"), (2, "advcl"), (6, "cop")],
    "infinitive": [(2, "nsubj"), (0, "root"), (4, "mark"), (2, "xcomp")],
    "noun phrase": [
        (3, "det"), (3, "amod"), (7, "nsubj"), (5, "det"), (3, "nmod"), (3, "appos"), (0, "root"), (10, "case"), (10, "nummod"),
        (7, "obl:arg"),
    ],
}  # fmt: skip
KNOWN = {" ".join(row[0] for row in rows): (name, rows) for name, rows in TIGER.items()}


def _annotate(doc: Doc, *, is_tiger: bool) -> Doc:
    name, rows = KNOWN.get(" ".join(token.text for token in doc), ("", ()))
    for token in doc:
        token.tag_ = rows[token.i][1] if rows else "NN"
        if is_tiger:
            head, label = (rows[token.i][2], rows[token.i][3]) if rows else (1, "ROOT" if token.i == 0 else "nk")
        else:
            head, label = UNIVERSAL[name][token.i] if rows else (1, "root" if token.i == 0 else "dep")
        token.head = doc[head - 1] if head else token
        token.dep_ = label
    return doc


@Language.component("toy_tiger")
def toy_tiger(doc: Doc) -> Doc:
    return _annotate(doc, is_tiger=True)


@Language.component("toy_universal")
def toy_universal(doc: Doc) -> Doc:
    return _annotate(doc, is_tiger=False)


@Language.component("toy_tagger")
def toy_tagger(doc: Doc) -> Doc:
    for token in doc:
        token.tag_ = "NN"
    return doc


@Language.component("toy_strange")
def toy_strange(doc: Doc) -> Doc:
    for token in doc:
        token.tag_, token.head, token.dep_ = "NN", doc[0], "xyz"
    return doc


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    nlp = spacy.blank("de")
    nlp.add_pipe(request.param)
    nlp.to_disk(tmp_path)
    return tmp_path


def toy(component: str, pack: LanguagePack) -> SpacyParser:
    nlp = spacy.blank("de")
    nlp.add_pipe(component)
    return SpacyParser(nlp, pack, title=component)


@pytest.mark.parametrize("name", TIGER)
@pytest.mark.parametrize("component", ["toy_tiger", "toy_universal"])
def test_plugin_gives_universal_dependencies(name: str, component: str, pack: LanguagePack) -> None:
    (parsed,) = toy(component, pack).parse([[row[0] for row in TIGER[name]]])
    assert [(head + 1, relation) for head, relation in zip(parsed.heads, parsed.relations, strict=True)] == UNIVERSAL[name]
    assert parsed.pos[0] in {"DET", "PRON", "PROPN"}


@pytest.mark.parametrize("folder", ["toy_tiger", "toy_universal"], indirect=True)
def test_plugin_takes_the_place_of_our_parser(folder: Path) -> None:
    foundation = load_foundation("de", parser=f"spacy:{folder}")
    doc = foundation.analyse("Er sagte der Stadt Hilfe zu, weil sie litt")
    verb = doc[1]
    assert (verb.lemma_, verb.dep_, doc[4].dep_, doc[9].dep_) == ("zusagen", "root", "obj", "advcl")
    assert foundation is load_foundation("de", parser=f"spacy:{folder}")


@pytest.mark.parametrize("folder", ["toy_tiger"], indirect=True)
def test_plugin_reads_an_article(folder: Path) -> None:
    reading = read_text("Der Vertrag wurde in Minsk von Berg unterzeichnet.", language="de", parser=f"spacy:{folder}")
    assert len(reading.sentences) == 1
    assert "spacy" in reading.version


def test_plugin_that_is_not_installed_is_an_error_that_says_so(pack: LanguagePack) -> None:
    with pytest.raises(InputError, match=r"de_no_such_model.*installed"):
        load_parser("spacy:de_no_such_model", pack)


def test_plugin_that_is_not_installed_stops_the_command_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Der Rat tagt am Montag in Wien und berät über den Haushalt.", "utf-8")
    ran = lagebild("read", "--json", tmp_path, "--parser", "spacy:de_no_such_model")
    assert ran.code == 1
    assert ran.out == ""
    assert len(ran.errors) == 1
    assert "installed" in ran.errors[0]


@pytest.mark.parametrize("name", ["de_core_news_sm", "spacy:", "stanza:de"])
def test_plugin_name_has_one_form(name: str, pack: LanguagePack) -> None:
    with pytest.raises(InputError, match="spacy:NAME"):
        load_parser(name, pack)


@pytest.mark.parametrize(("component", "lack"), [("sentencizer", "tagger"), ("toy_tagger", "parser")])
def test_plugin_without_tagger_or_parser_is_refused(component: str, lack: str, pack: LanguagePack) -> None:
    with pytest.raises(InputError, match=f"no {lack}"):
        toy(component, pack)


def test_plugin_with_unknown_labels_is_refused(pack: LanguagePack) -> None:
    with pytest.raises(InputError, match="neither"):
        toy("toy_strange", pack).parse([["Er", "geht"]])


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([-1, -1, 0], [-1, 0, 0]), ([1, 0, 1], [-1, 0, 1]), ([1, 2, 1, -1], [1, 3, 1, -1]), ([-1], [-1])],
)
def test_plugin_trees_have_one_root(heads: list[int], expected: list[int]) -> None:
    relations = ["dep"] * len(heads)
    one_root(heads, relations)
    assert heads == expected
    assert [relation for head, relation in zip(heads, relations, strict=True) if head < 0] == ["root"]


def test_plugin_tables_lead_to_relations_that_our_parser_has(pack: LanguagePack) -> None:
    ours = set(load_foundation("de").network.labels["relation"])
    assert set(load_tables(pack).relations.values()) <= ours
    assert {row.relation for row in load_tiger_rows(pack).rows} <= ours
    tags = load_foundation("de").network.labels["tag"]
    assert set(tags) <= {tag for tag, _ in load_tables(pack).tags.values()}


# The entry point of the package ends in this factory; an installed package need not import it.
def pipelines() -> Iterator[Language]:
    nlp = spacy.blank("de")
    nlp.add_pipe("lagebild_de")
    yield nlp
    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("lagebild_de")
    yield nlp


@pytest.mark.parametrize("nlp", pipelines(), ids=["alone", "with sentences"])
def test_component_annotates_a_doc_of_another_tokeniser(nlp: Language) -> None:
    text = "Die Regierung sagte am Montag neue Hilfe zu.  Der Verteidigungsminister\nreiste ab."
    doc = nlp(text)
    assert doc.text == text
    assert [sentence.root.lemma_ for sentence in doc.sents] == ["zusagen", "abreisen"]
    assert [(sentence.begin, sentence.end) for sentence in doc._.sentences] == [(0, 44), (46, len(text))]
    minister = next(token for token in doc if token.text == "Verteidigungsminister")
    assert (minister._.compound_head, minister._.compound_modifiers) == ("Minister", ("Verteidigung",))
    assert doc[1].dep_ == "nsubj"
    assert all(token.tag_ == "_SP" for token in doc if token.is_space)


def test_component_adds_clauses_when_asked() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("lagebild_de", config={"clauses": True})
    doc = nlp("Der Rat tagt, weil der Kanzler es will.")
    assert [clause.verb.lemma for clause in doc._.clauses] == ["tagen", "wollen"]


def test_component_keeps_words_that_we_would_split() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("lagebild_de")
    doc = nlp(Doc(nlp.vocab, words=["Er", "kam.Sie", "ging", "."], spaces=[True, True, False, False]))
    assert [token.text for token in doc] == ["Er", "kam.Sie", "ging", "."]
    assert doc.has_annotation("DEP")


@pytest.mark.parametrize("text", ["", "  \n "])
def test_component_leaves_a_doc_without_words_alone(text: str) -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("lagebild_de")
    assert nlp(text).text == text
