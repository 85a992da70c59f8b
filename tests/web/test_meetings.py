"""Counts of events between people."""

from __future__ import annotations

from fastapi.testclient import TestClient

from lagebild.query.rows import EventRow
from lagebild.web.pages.meetings import by_month


def event(number: int, quad: str, day: str | None, *, last: str | None = None, status: str = "occurred") -> EventRow:
    kind, mode = {"verbal cooperation": ("CONSULT", "visit"), "verbal conflict": ("ACCUSE", None)}[quad]
    return EventRow(
        f"ev-{number}", kind, mode, quad, day, last or day, None, status, (), (), None, None, 1, 1, 0, 0, None, None, (), ()
    )  # fmt: skip


def test_events_are_counted_by_month_and_class() -> None:
    found = [
        event(1, "verbal cooperation", "2023-03-01"),
        event(2, "verbal conflict", "2023-03-31"),
        event(3, "verbal conflict", "2023-03-05", status="planned"),
        event(4, "verbal cooperation", "2023-03-31", last="2023-04-01"),
        event(5, "verbal cooperation", None),
    ]
    rows = by_month(found, ("ac-a", "A"), ("ac-b", "B"))
    assert [(row.month, row.events, row.verbal_cooperation, row.verbal_conflict, row.other) for row in rows] == [
        ("2023-03", 2, 1, 1, 1),
        (None, 2, 2, 0, 0),
    ]
    assert rows[0].cooperation_score > 0 > rows[0].conflict_score


def test_pages_count_the_events_that_they_list(client: TestClient) -> None:
    for path in ("/pairs/BLR/CHN.json", "/actors/ac-BLR.json"):
        page = client.get(path).json()
        assert page["total"] >= len(page["events"]) > 0
        assert page["chart"] is not None
