"""Every row of the merge tables fires on its own example."""

from __future__ import annotations

import re

import pytest

from lagebild.lang.pack import Row
from lagebild.merge.words import words_of
from tests.merge.make import PACK


def rows(table: str) -> list[Row]:
    return list(PACK.table(f"merge/{table}"))


@pytest.mark.parametrize("row", [*rows("acts"), *rows("wording")], ids=lambda r: r["pattern"][:20])
def test_words_patterns_fire_on_their_examples(row: Row) -> None:
    assert re.search(row["pattern"], row["example"], re.IGNORECASE)


@pytest.mark.parametrize(
    "row",
    [
        r
        for r in rows("markers")
        if r["kind"] in {"lookback", "again", "future", "past", "perfect", "narrated", "growth", "decline", "coming"}
    ],
    ids=lambda r: r["pattern"][:20],
)
def test_words_markers_fire_on_their_examples(row: Row) -> None:
    assert re.search(row["pattern"], row["example"], re.IGNORECASE)


def test_words_connectives_join_and_bound() -> None:
    words = words_of(PACK)
    assert words.joiners.fullmatch(" und ")
    assert words.joiners.fullmatch(" bis zum ")
    assert not words.joiners.fullmatch(" reiste er und ")
    assert words.until.search("dauert bis ")


@pytest.mark.parametrize("row", rows("relatives"), ids=lambda r: r["text"])
def test_words_relatives_stand_in_their_examples(row: Row) -> None:
    assert row["text"] in row["example"].casefold()
    assert int(row["first"]) <= int(row["last"])


@pytest.mark.parametrize(
    "row", [r for r in rows("markers") if r["kind"] in {"preterite", "participle"}], ids=lambda r: r["pattern"][:20]
)
def test_words_verb_forms_fire_on_a_word_of_their_example(row: Row) -> None:
    assert any(re.search(row["pattern"], word, re.IGNORECASE) for word in re.findall(r"\w+", row["example"]))


@pytest.mark.parametrize("row", [r for r in rows("markers") if r["kind"] in {"attended", "coming_from"}], ids=lambda r: r["kind"])
def test_words_prepositions_stand_before_a_word_of_their_example(row: Row) -> None:
    example = row["example"]
    assert any(re.search(row["pattern"], example[: word.start()], re.IGNORECASE) for word in re.finditer(r"\w+", example))
