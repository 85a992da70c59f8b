"""Every firing row of the time tables shows, on its own example, that it fires and what it means."""

from __future__ import annotations

import pytest

from lagebild.analyse.times import find_times_in_text
from lagebild.lang.pack import Row, load_pack
from lagebild.model.span import Interval

PACK = load_pack("de")
PATTERNS = PACK.table("times/patterns")
REFERENCES = PACK.table("times/references")


def name(row: Row) -> str:
    return row["rule"]


@pytest.mark.parametrize("row", [row for row in PATTERNS if row["reading"] != "none"], ids=name)
def test_pattern_fires_on_its_example(row: Row) -> None:
    published = Interval(row["published"], row["published"]) if row["published"] else None
    found = find_times_in_text(row["example"], published=published, pack=PACK)
    assert (f"de.time.{row['rule']}", row["found"], row["value"]) in [
        (t.rule, t.span.text, " ".join(filter(None, (t.type, t.value, t.mod)))) for t in found
    ]


@pytest.mark.parametrize("row", [row for row in PATTERNS if row["reading"] == "none"], ids=name)
def test_blocking_pattern_keeps_its_example_free(row: Row) -> None:
    assert find_times_in_text(row["example"], published=None, pack=PACK) == ()


@pytest.mark.parametrize("row", REFERENCES, ids=name)
def test_reference_fires_on_its_example(row: Row) -> None:
    found = find_times_in_text(row["example"], published=None, pack=PACK)
    assert (f"de.time.{row['rule']}", row["found"], row["value"]) in [(t.rule, t.span.text, t.value) for t in found]


def test_rule_ids_are_unique() -> None:
    rules = [row["rule"] for row in (*PATTERNS, *REFERENCES)]
    assert len(rules) == len(set(rules))
