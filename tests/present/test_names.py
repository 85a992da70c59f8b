"""Names in the language of the pages."""

from __future__ import annotations

from collections import Counter

import pytest

from lagebild.lang.pack import load_pack
from lagebild.present.names import TABLE, names_from, names_in
from lagebild.present.texts import texts_in

TABLES = {
    "state": "knowledge/states",
    "organisation": "knowledge/organisations",
    "person": "knowledge/persons",
    "place": "knowledge/places",
}


@pytest.mark.parametrize(
    ("german", "english"),
    [("Weißrussland", "Weißrussland"), ("Großbritannien", "United Kingdom"), ("Peking", "Beijing"), ("Ostsee", "Baltic Sea")],
)
def test_names_of_the_english_pages(german: str, english: str) -> None:
    assert texts_in("en").name(german) == english
    assert texts_in("de").name(german) == german


def test_names_that_people_type_lead_back_to_those_of_the_articles() -> None:
    assert texts_in("en").asked("  united  kingdom") == "Großbritannien"
    assert texts_in("en").asked("Minsk") == "Minsk"
    assert texts_in("de").asked("United Kingdom") == "United Kingdom"


def test_names_are_those_of_the_knowledge_tables_and_stand_once() -> None:
    pack = load_pack("de")
    rows = pack.table(TABLE, columns=("name", "kind", "en"))
    known = {kind: {row["name"] for row in pack.table(table)} for kind, table in TABLES.items()}
    assert [row["name"] for row in rows if row["name"] not in known[row["kind"]]] == []
    assert [name for name, n in Counter(row["name"] for row in rows).items() if n > 1] == []
    assert [row["name"] for row in rows if not row["en"] or row["en"] == row["name"]] == []


def test_every_state_of_the_tables_has_an_english_name_or_the_same_one() -> None:
    same = {row["name"] for row in load_pack("de").table("knowledge/states")} - names_in("en").keys()
    umlauts = {name for name in same if any(letter in name for letter in "äöüßÄÖÜ")}
    assert umlauts == set()
    assert names_from("en")["germany"] == "Deutschland"
