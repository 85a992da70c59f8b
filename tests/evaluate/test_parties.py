"""Who takes part in gold events: the figures count state and sector at the participant's place and in the coded event."""

from __future__ import annotations

from typing import Any

from lagebild.evaluate.events import Document
from lagebild.evaluate.parties import score_parties


def one(begin: int | None, country: str | None, sector: str, name: str = "X") -> dict[str, Any]:
    end = None if begin is None else begin + 4
    return {"text": "Text", "begin": begin, "end": end, "country": country, "sector": sector, "name": name}


def event(actor: dict[str, Any], **more: Any) -> dict[str, Any]:
    begun = {"sentence": 0, "trigger": {"text": "lobt", "begin": 40, "end": 44}, "type": "SUPPORT", "mode": None}
    return begun | {"actors": [actor], "recipients": [], "date": None, "status": "occurred"} | more


def document(gold: dict[str, Any], coded: list[dict[str, Any]], actors: list[dict[str, Any]]) -> Document:
    return Document("d", [gold], coded, [{"id": 0, "begin": 0, "end": 60}], actors)


def actor(country: str | None, sector: str, *places: tuple[int, int]) -> dict[str, Any]:
    mentions = [{"begin": begin, "end": end} for begin, end in places]
    return {"name": "X", "country": country, "sector": sector, "mentions": mentions}


def test_best_covering_mention_decides() -> None:
    found = [actor("RUS", "MIL", (0, 30)), actor("BLR", "GOV", (10, 14))]
    row = score_parties([document(event(one(10, "BLR", "MIL")), [], found)])["who at gold places"]
    assert row == {"state": 100.0, "sector": 0.0, "state and sector": 0.0, "found": 100.0, "gold": 1}


def test_place_without_a_mention_is_wrong_and_no_place_is_not_asked() -> None:
    far = [actor("BLR", "GOV", (20, 30))]
    assert score_parties([document(event(one(10, "BLR", "GOV")), [], far)])["who at gold places"]["state"] == 0.0
    assert score_parties([document(event(one(None, "BLR", "GOV")), [], far)])["who at gold places"]["gold"] == 0


def test_other_accepted_reading_counts() -> None:
    gold = event(one(10, "BLR", "MIL"), alt=[{"actors": [one(10, "BLR", "GOV")]}])
    row = score_parties([document(gold, [], [actor("BLR", "GOV", (10, 14))])])["who at gold places"]
    assert row["state and sector"] == 100.0


def test_coded_event_of_the_right_type_is_asked_for_its_parties() -> None:
    gold = event(one(None, "BLR", "GOV"))
    right, wrong = event(one(3, "BLR", "MIL")), event(one(3, "BLR", "GOV"), type="ACCUSE")
    assert score_parties([document(gold, [right], [])])["who in coded events"] == {
        "state": 100.0, "sector": 0.0, "state and sector": 0.0, "found": 100.0, "gold": 1,
    }  # fmt: skip
    assert score_parties([document(gold, [wrong], [])])["who in coded events"]["gold"] == 0


def test_optional_events_are_not_asked() -> None:
    row = score_parties([document(event(one(10, "BLR", "GOV"), optional=True), [], [])])
    assert row["who at gold places"]["gold"] == 0
