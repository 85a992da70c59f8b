"""The synthetic edits that merging is measured by: marks stay on their words, and the same files give the same versions."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

edits = pytest.importorskip("edits")
marked = pytest.importorskip("marked")


def test_marked_follows_words_through_edits() -> None:
    text = marked.Marked("Berg traf Vega am Montag.", (marked.Mark(5, 9, "0"), marked.Mark(10, 14, "0.r0")))
    longer = text.substitute(0, 4, "Ministerin Berg")
    moved = longer.assemble([(16, 25), " ", (0, 15)])
    assert {m.key: moved.text[m.begin : m.end] for m in moved.marks} == {"0": "traf", "0.r0": "Vega"}
    assert text.substitute(5, 9, "besuchte").marks[0].end == 13  # the mark covers the other word
    assert [m.key for m in text.substitute(7, 12, "x").marks] == []  # cut through


def test_edits_keep_triggers_and_tell_happenings_apart() -> None:
    original = next(edits.originals(own_step=10_000))
    made = edits.versions(original)
    assert made == edits.versions(original)
    assert [v.kind for v in made] == ["original", "cut", "added", "figures", "paraphrase", "brief", "later", "others"]
    by_kind = {v.kind: v for v in made}
    happenings = {kind: {c.happening for c in v.claims if c.happening is not None} for kind, v in by_kind.items()}
    assert happenings["cut"] < happenings["original"] == happenings["added"]
    assert happenings["later"]
    assert not happenings["later"] & happenings["original"]
    assert not happenings["others"] & happenings["original"]
    for claim, record in ((c, c.record) for c in by_kind["original"].claims):
        assert by_kind["original"].text[claim.begin : claim.end] == record["trigger"]["text"]


def test_edits_copies() -> None:
    made = {v.kind: v for v in edits.versions(next(edits.originals(own_step=10_000)))}
    assert edits.is_copy(made["original"], made["cut"]) is True
    assert edits.is_copy(made["original"], made["later"]) is None
