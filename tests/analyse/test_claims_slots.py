"""The slots of a verb are made once for a Doc, and as often as the layers that they are read from change."""

from __future__ import annotations

from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.slots import verb_slots
from lagebild.lang.pack import load_pack
from lagebild.model.tokens import tokens_of
from tests.analyse.analysed import analysed

LEXICON = lexicon_of(load_pack("de"))


def test_slots_are_kept_until_a_layer_changes() -> None:
    doc = analysed("Frankreich kritisierte am Dienstag die Regierung in Polen.")
    verb = next(token for token in tokens_of(doc) if token.text == "kritisierte")
    first = verb_slots(verb, LEXICON)
    assert verb_slots(verb, LEXICON) is first
    assert [token.text for token in first.get("s")] == ["Frankreich"]
    doc._.actors = ()
    again = verb_slots(verb, LEXICON)
    assert again is not first
    assert again.fillers == first.fillers


def test_a_copy_of_slots_leaves_them_as_they_are() -> None:
    doc = analysed("Frankreich kritisierte am Dienstag die Regierung in Polen.")
    verb = next(token for token in tokens_of(doc) if token.text == "kritisierte")
    slots = verb_slots(verb, LEXICON)
    before = {slot: list(held) for slot, held in slots.fillers.items()}
    other = slots.copy()
    other.add("s", verb)
    other.add("new", verb)
    other.borrowed.add("new")
    assert slots.fillers == before
    assert "new" not in slots.borrowed
