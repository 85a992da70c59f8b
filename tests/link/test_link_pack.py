from __future__ import annotations

import pytest

from lagebild.knowledge.load import SECTORS
from lagebild.knowledge.vocabulary import vocabulary
from tests.make import PACK

EXAMPLES = [
    ("words", "word"),
    ("pronouns", "form"),
    ("prefixes", "prefix"),
    ("region_adjectives", "adjective"),
    ("sector_adjectives", "adjective"),
    ("roles", "noun"),
    ("blocs", "name"),
    ("gender_endings", "ending"),
]


@pytest.mark.parametrize(("table", "column"), EXAMPLES)
def test_link_pack_every_row_stands_in_its_example(table: str, column: str) -> None:
    stray = [row[column] for row in PACK.table(f"link/{table}") if not _stands_in(row[column], row["example"])]
    assert stray == []


def _stands_in(word: str, example: str) -> bool:
    """Whether the word stands in the example, without its last letter where inflection may change that."""
    stem = word.lower()[:-1] if len(word) > len("Seite") else word.lower()
    return all(part in example.lower() for part in stem.split())


@pytest.mark.parametrize(
    ("table", "columns"), [("words", ("word", "class")), ("pronouns", ("form", "type")), ("roles", ("noun",))]
)
def test_link_pack_no_row_twice(table: str, columns: tuple[str, ...]) -> None:
    keys = [tuple(row[column] for column in columns) for row in PACK.table(f"link/{table}")]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_link_pack_sectors_are_the_codebooks() -> None:
    rows = [*PACK.table("link/roles"), *PACK.table("link/blocs"), *PACK.table("link/sector_adjectives")]
    assert {row["sector"] for row in rows} <= SECTORS


@pytest.mark.parametrize(
    ("form", "country"),
    [("russischen", "RUS"), ("bayerische", "DEU"), ("Berliner", "DEU"), ("US-amerikanische", "USA"), ("grüne", None)],
)
def test_vocabulary_country_of_adjective(form: str, country: str | None) -> None:
    assert vocabulary(PACK).country_of_adjective(form) == country


@pytest.mark.parametrize(
    ("noun", "prefix", "sector"),
    [("US-Truppen", "US", "MIL"), ("Demonstrantinnen", None, "CVL"), ("Bundesaußenminister", "Bundes", "GOV")],
)
def test_vocabulary_role_with_first_member(noun: str, prefix: str | None, sector: str) -> None:
    reading = vocabulary(PACK).role(noun, noun)
    assert reading is not None
    assert (reading.prefix, reading.role.sector) == (prefix, sector)


@pytest.mark.parametrize("noun", ["Detonationen", "Verbrechen", "Flugzeuge", "Tisch"])
def test_vocabulary_no_role_by_chance(noun: str) -> None:
    assert vocabulary(PACK).role(noun, noun) is None
