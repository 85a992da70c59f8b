from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.analyse.body import find_sentences
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.register import doubt_about, find_translation_flags
from lagebild.build import read_article
from lagebild.lang.pack import LanguagePack, Row, load_pack, read_table
from lagebild.model.article import Article, Flag
from lagebild.model.layers import Sentence
from lagebild.model.span import Span
from tests.conftest import ROOT
from tests.make import article, claim, participant

SIGNS = load_pack("de").table("register/signs")
CALQUES = load_pack("de").table("register/calques")
TRANSLATED = read_table(Path(__file__).parent / "cases" / "translated.tsv", pack="tests")
# Written in German, some in a hurry; one of the examples is written to read as translated.
OWN_TEXTS = sorted(path for path in (ROOT / "examples" / "belarus-china").glob("*.txt") if "uebersetzt" not in path.name)
GOLDEN = sorted((ROOT / "tests" / "golden_articles").glob("*/docs/*.json"))


def found_in(made: Article, pack: LanguagePack) -> tuple[tuple[Flag, ...], bool]:
    doc = load_foundation("de").analyse(made.text, [(zone.begin, zone.end) for zone in made.zones])
    doc._.article = made
    doc._.sentences = find_sentences(doc, pack)
    return find_translation_flags(doc, pack)


def flags(text: str, pack: LanguagePack) -> tuple[list[str], bool]:
    found, machine_translated = found_in(article(text, title="Ein Titel"), pack)
    for flag in found:
        assert flag.span is not None
        assert text[flag.span.begin : flag.span.end] == flag.span.text
    return [flag.kind for flag in found], machine_translated


@pytest.mark.parametrize("row", SIGNS, ids=lambda row: str(row["check"]))
def test_register_every_sign_fires_on_its_example(row: Row, pack: LanguagePack) -> None:
    assert row["check"] in flags(row["example"], pack)[0]


@pytest.mark.parametrize("row", CALQUES, ids=lambda row: str(row["pattern"]))
def test_register_every_calque_fires_on_its_example(row: Row, pack: LanguagePack) -> None:
    found, _ = found_in(article(row["example"], title="Ein Titel"), pack)
    assert (row["why"]) in {flag.why for flag in found if flag.kind == "calque"}


@pytest.mark.parametrize("row", TRANSLATED, ids=lambda row: str(row["text"][:20]))
def test_register_recognises_translations(row: Row, pack: LanguagePack) -> None:
    found, machine_translated = flags(row["text"], pack)
    assert machine_translated, found


@pytest.mark.parametrize("path", OWN_TEXTS, ids=lambda path: path.stem)
def test_register_raises_no_alarm_on_examples(path: Path, pack: LanguagePack) -> None:
    found, machine_translated = flags(path.read_text("utf-8"), pack)
    assert not machine_translated, found


def test_register_raises_no_alarm_on_golden_articles(pack: LanguagePack) -> None:
    for path in GOLDEN:
        found, machine_translated = flags(json.loads(path.read_text("utf-8"))["text"], pack)
        assert not machine_translated, (path.name, found)


def test_register_one_slip_does_not_make_a_translation(pack: LanguagePack) -> None:
    assert flags("Vor seiner Reise nach Wien am Freitag, Kanzler Meier behauptete, alles sei vorbereitet.", pack)[1] is False


def test_register_long_texts_need_more_signs(pack: LanguagePack) -> None:
    slips = "Außerdem er forderte mehr Geld. Am Mittwoch Meier hielt eine Rede. "
    plain = "Der Rat der Stadt berät heute über den neuen Haushalt. " * 120
    assert flags(slips, pack)[1] is True
    found, machine_translated = flags(slips + plain, pack)
    assert len(found) == 2
    assert machine_translated is False


@pytest.mark.parametrize(
    "text",
    [
        "Der Minister sagte, dass er bereit sei, nach Wien zu reisen, wenn alle Seiten zustimmen. „Wir warten“, sagte er.",
        "Nach Angaben des Ministeriums, das die Reise geplant hatte, traf der Minister am 3. Mai in Wien ein.",
        "Er blieb, weil er hatte warten müssen, bis Nr. 5 aufgerufen wurde.",
        "Am Mittwoch Abend tagte der Rat. Am Montag hielt Meier eine Rede. Auch er sagte zu.",
        "Der Film „Der lange Weg“ läuft an. Die Zeitung „Die Woche“ lobt ihn. Er rief „Halt“ und lief.",
        "Das Motto „America First“ stammt von ihm. Die Rede heißt „State of the Union“.",
        "Gestern kam er, heute geht sie, morgen folgt der Rest. Er kam, sah und siegte.",
    ],
)
def test_register_plain_german_shows_no_sign(text: str, pack: LanguagePack) -> None:
    assert flags(text, pack)[0] == []


def test_register_doubt_lowers_confidence_and_says_why(pack: LanguagePack) -> None:
    text = "Am Mittwoch Meier warnte Wien. Der Rat tagt."
    sentences = (Sentence(0, 0, 30, "body", 0, 6), Sentence(1, 31, 44, "body", 6, 10))
    signs = (Flag("time_third", Span(text[3:18], 3, 18), "the verb comes third"),)
    doubt = doubt_about(signs, sentences, pack, machine_translated=True)
    assert doubt is not None
    made = claim(text, "warnte", "REQUEST", actors=(participant(text, "Meier", "AUT"),))
    here, elsewhere = doubt.of_claim(made), doubt.of_claim(replace(made, sentence=1))
    assert here.confidence < elsewhere.confidence < made.confidence
    assert "the verb comes third" in here.why[-1]
    assert "machine-translated" in elsewhere.why[-1]


def test_register_single_slips_are_no_reason_for_doubt(pack: LanguagePack) -> None:
    assert doubt_about((Flag("glued", None, "glued"),), (), pack, machine_translated=False) is None


def test_register_never_drops_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "examples" / "belarus-china" / "06-li-shangfu-uebersetzt.txt").read_text("utf-8")
    doubted = read_article(article(text))
    monkeypatch.setattr("lagebild.build.doubt_about", lambda *_, **__: None)
    believed = read_article(article(text))
    assert doubted.article.machine_translated
    for name in ("claims", "statements", "ties"):
        pairs = list(zip(getattr(doubted, name), getattr(believed, name), strict=True))
        assert all(lowered.id == full.id and lowered.confidence < full.confidence for lowered, full in pairs)
    assert doubted.claims
    assert all("machine-translated" in statement.doubts[0] for statement in doubted.statements)
