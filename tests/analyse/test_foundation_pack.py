from __future__ import annotations

import pytest

from lagebild.analyse.foundation import load_foundation
from lagebild.lang.pack import Row, load_pack

ROWS = load_pack("de").table("abbreviations", columns=("abbreviation", "ends", "example"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["abbreviation"])
def test_foundation_abbreviation_keeps_its_full_stop(row: Row) -> None:
    text = row["example"]
    tokens, starts = load_foundation("de").segment(text)
    forms = [text[begin:end] for begin, end in zip(tokens.begins, tokens.ends, strict=True)]
    assert row["abbreviation"] in forms
    after = forms.index(row["abbreviation"]) + 1
    assert row["ends"] == "yes" or after not in starts


def test_foundation_abbreviations_are_listed_once() -> None:
    names = [row["abbreviation"] for row in ROWS]
    assert len(names) == len(set(names))
