from __future__ import annotations

import pytest

from lagebild.analyse.body import find_sentences
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.register import find_translation_flags
from lagebild.lang.pack import LanguagePack, load_pack
from tests.make import article


def flags(text: str, pack: LanguagePack) -> tuple[list[str], bool]:
    made = article(text, title="Ein Titel")
    doc = load_foundation("de").analyse(text)
    doc._.article = made
    doc._.sentences = find_sentences(doc, pack)
    found, machine_translated = find_translation_flags(doc, pack)
    for flag in found:
        assert flag.span is not None
        assert text[flag.span.begin : flag.span.end] == flag.span.text
    return [flag.kind for flag in found], machine_translated


@pytest.mark.parametrize("row", load_pack("de").table("register/signs"), ids=lambda row: str(row["check"]))
def test_register_every_sign_fires_on_its_example(row: dict[str, str], pack: LanguagePack):
    assert row["check"] in flags(row["example"], pack)[0]


def test_register_one_slip_does_not_make_a_translation(pack: LanguagePack):
    assert flags("Vor seiner Reise nach Wien am Freitag, Kanzler Meier behauptete, alles sei vorbereitet.", pack)[1] is False


@pytest.mark.parametrize(
    "text",
    [
        "Der Minister sagte, dass er bereit sei, nach Wien zu reisen, wenn alle Seiten zustimmen. „Wir warten“, sagte er.",
        "Nach Angaben des Ministeriums, das die Reise geplant hatte, traf der Minister am 3. Mai in Wien ein.",
        "Er blieb, weil er hatte warten müssen, bis Nr. 5 aufgerufen wurde.",
    ],
)
def test_register_plain_german_shows_no_sign(text: str, pack: LanguagePack):
    assert flags(text, pack)[0] == []
