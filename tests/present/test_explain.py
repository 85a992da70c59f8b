"""The parts of an explanation, from claims made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.lang.pack import LanguagePack
from lagebild.model.layers import DateValue
from lagebild.present.explain import Reason, explain_claim, find_rule, parse_reason
from tests.make import article, claim, participant, reading

TEXT = "Moskau wies die Vorwürfe Londons zurück."


@pytest.mark.parametrize(
    ("why", "parts"),
    [
        ("word: 'wies' is 'zurückweisen', a verb", Reason("word", "", "'wies' is 'zurückweisen', a verb")),
        ("actor 'Moskau: Rat': subject; share 0.9", Reason("actor", "Moskau: Rat", "subject; share 0.9")),
        ("status planned: the rules say so", Reason("status", "planned", "the rules say so")),
        ("no recipient: share 0.8", Reason("no recipient", "", "share 0.8")),
        ("same event as c-1 ('x' in sentence 0): same word", Reason("same event", "as c-1 ('x' in sentence 0)", "same word")),
        ("reads as machine-translated: 3 signs", Reason("note", "", "reads as machine-translated: 3 signs")),
    ],
)
def test_explain_reason_is_cut_at_its_field(why: str, parts: Reason):
    assert parse_reason(why) == parts


def test_explain_marks_trigger_particle_party_and_date(pack: LanguagePack):
    at = TEXT.index("zurück")
    made = claim(TEXT, "wies", "REJECT", actors=(participant(TEXT, "Moskau", "RUS"),))
    date = DateValue("2024-03-11", None, "stated", "by hand", "Londons", TEXT.index("Londons"), TEXT.index("Londons") + 7)
    why = (f"word: the row also asks for 'zurück' (at {at})", "word: the row also asks for 'nicht' (at 2)")
    made = replace(made, why=why, date=date)
    found = explain_claim(reading(article(TEXT), made), made, pack)
    assert found.sentence == TEXT
    marked = [(mark.kind, TEXT[mark.begin : mark.end]) for mark in found.marks]
    assert marked == [("trigger", "wies"), ("matched", "zurück"), ("actor", "Moskau"), ("date", "Londons")]


def test_explain_rule_is_the_row_of_the_table_with_slots_and_conditions_in_words(pack: LanguagePack):
    row = find_rule(pack, "de.verb.zurückweisen.1")
    assert row is not None
    assert (row.table, row.word, row.type) == ("claims/verbs", "zurückweisen", "REJECT")
    assert "subject is actor" in row.slots
    assert row.example
    light = find_rule(pack, "de.light.stellen.1")
    assert light is not None
    assert light.conditions == "object is Ultimatum"
    assert find_rule(pack, "de.verb.nothing.1") is None


def test_explain_names_the_first_mention_and_the_later_ones(pack: LanguagePack):
    text = "Moskau wies das zurück. Die Zurückweisung kam spät. Ablehnung zeigte es auch."
    first = claim(text, "wies", "REJECT", actors=())
    second = replace(claim(text, "Zurückweisung", "REJECT", actors=()), same_as=first.id)
    third = replace(claim(text, "Ablehnung", "REJECT", actors=()), same_as=first.id)
    made = reading(article(text), first, second, third)
    assert explain_claim(made, first, pack).again == (second, third)
    of_second = explain_claim(made, second, pack)
    assert (of_second.same_as, of_second.again) == (first, (third,))
