"""Sentences of our own: every time expression in them is found, with its value, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lagebild.analyse.times import find_times_in_text
from lagebild.lang.pack import Row, load_pack, read_table
from lagebild.model.span import Interval

ROWS = read_table(Path(__file__).parent / "sentences.tsv", pack="de")
BRACKET = re.compile(r"\[([^\]]*)\]")


def expected(row: Row) -> list[tuple[str, str]]:
    """(text, reading) of each bracket."""
    return list(zip(BRACKET.findall(row["sentence"]), row.many("values"), strict=True))


def sentence_of(row: Row) -> str:
    return row["sentence"].replace("[", "").replace("]", "")


def found_in(row: Row) -> list[tuple[str, str]]:
    published = Interval(row["published"], row["published"])
    times = find_times_in_text(sentence_of(row), published=published, pack=load_pack("de"))
    return [
        (t.span.text, " ".join(filter(None, (t.type, t.value, t.mod, t.quant, t.freq))))
        for t in times
        if ".connective." not in t.rule
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['class']}-{row.line}")
def test_sentence(row: Row) -> None:
    assert found_in(row) == expected(row)
