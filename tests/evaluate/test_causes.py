"""Mistakes find their cause, on records by hand."""

from __future__ import annotations

from typing import Any

import pytest

from lagebild.evaluate.causes import DraftPlace, causes_of
from lagebild.evaluate.events import Document

SENTENCES = [{"id": 0, "begin": 0, "end": 100}, {"id": 1, "begin": 100, "end": 200}]


def event(begin: int, kind: str = "ACCUSE", **fields: Any) -> dict[str, Any]:
    trigger = {"text": f"word{begin}", "begin": begin, "end": begin + 5}
    sides = {"actors": [party("FRA", begin=0)], "recipients": []}
    date = {"start": "2024-01-01", "end": "2024-01-01", "basis": "stated"}
    plain = {"id": "e1", "sentence": begin // 100, "trigger": trigger, "type": kind, "status": "occurred", "date": date}
    return {**plain, **sides, **fields}


def party(country: str, *, begin: int | None = None, implicit: bool = False) -> dict[str, Any]:
    end = None if begin is None else begin + 3
    return {"text": "x", "begin": begin, "end": end, "country": country, "sector": "GOV", "name": "x", "implicit": implicit}


def found_causes(gold: list[dict[str, Any]], found: list[dict[str, Any]], *drafts: DraftPlace, **more: Any) -> list[str]:
    return [one.cause for one in causes_of(Document("d", gold, found, SENTENCES, **more), drafts)]


@pytest.mark.parametrize(
    ("drafts", "cause"),
    [
        ([], "no word of the sentence has a row"),
        ([DraftPlace(0, 50, 55, "AID")], "no row for the word"),
        ([DraftPlace(0, 10, 15, "ACCUSE")], "draft of the word rejected"),
        ([DraftPlace(0, 10, 15, "AID")], "the word has rows, but none of the type"),
        ([DraftPlace(0, 50, 55, "ACCUSE")], "draft of another word rejected"),
    ],
)
def test_causes_of_a_missed_event(drafts: list[DraftPlace], cause: str):
    assert found_causes([event(10)], [], *drafts) == [cause]


def test_causes_wrong_type_at_one_word_is_missed_and_spurious():
    assert found_causes([event(10)], [event(10, "AID")]) == ["type wrong at the same word"] * 2


def test_causes_of_spurious_events():
    gold = [event(10)]
    assert found_causes(gold, [event(10), event(110)]) == ["event in chatter: the sentence has none"]
    assert found_causes(gold, [event(10), event(30)]) == ["second claim for one event"]
    assert found_causes(gold, [event(10), event(30, "AID")]) == ["event beside others of the sentence"]


def test_causes_one_claim_for_two_events():
    drafts = [DraftPlace(0, 10, 15, "ACCUSE")]
    assert found_causes([event(10), event(30)], [event(10)], *drafts) == ["one claim for two events of a sentence"]


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({"actors": []}, "actor missing"),
        ({"actors": [party("POL", implicit=True)]}, "actor wrong: unsaid one guessed"),
        ({"actors": [party("POL")]}, "actor wrong: another one of the sentence chosen"),
        ({"recipients": [party("POL")]}, "recipient given though there is none (in the sentence)"),
        ({"date": None}, "date missing"),
        ({"date": {"start": "2023-01-01", "end": None, "basis": "publication"}}, "date wrong (basis publication)"),
        ({"status": "planned"}, "status occurred taken for planned"),
    ],
)
def test_causes_of_a_wrong_field(fields: dict[str, Any], cause: str):
    linked = [{"country": "FRA", "sector": "GOV", "name": "x", "mentions": [{"begin": 0, "end": 3}]}]
    assert found_causes([event(10)], [event(10, **fields)], actors=linked) == [cause]


def test_causes_party_whose_words_mean_somebody_else():
    linked = [{"country": "POL", "sector": "GOV", "name": "x", "mentions": [{"begin": 0, "end": 3}]}]
    found = [event(10, actors=[party("POL", begin=0)])]
    assert found_causes([event(10)], found, actors=linked) == ["actor linked wrong: its words mean somebody else here"]


def test_causes_no_mistake_no_cause():
    assert found_causes([event(10)], [event(10)]) == []
