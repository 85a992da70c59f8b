from __future__ import annotations

import pytest

from lagebild.merge import merge_readings
from lagebild.model.picture import Event
from lagebild.model.reading import Reading
from tests.merge.make import CHILE, NORWAY, PACK, Say, make_reading, visit


def announcement(day: str = "2023-05-04") -> Reading:
    text = "Anna Berg wird am Donnerstag in Peru zu einem Besuch erwartet."
    return make_reading(text, visit("Besuch", day, type="AGREE", mode=None, status="planned"), published="2023-05-02")


def of_day(day: str) -> Reading:
    """An article on something else, which shows up to when articles are known."""
    return make_reading("Norwegen lobte Chile.", Say("lobte", "SUPPORT", actors=(NORWAY,), recipients=(CHILE,)), published=day)


def event_of(*readings: Reading) -> Event:
    picture = merge_readings(readings, pack=PACK)
    return next(e for e in picture.events if readings[0].article.id in e.articles)


def stages(event: Event) -> list[tuple[str, str | None]]:
    return [(step.stage, step.as_of) for step in event.status_history]


def told(trigger: str, status: str, published: str) -> Reading:
    text = {"ongoing": "Der Besuch von Anna Berg in Peru dauert an.", "denied": "Anna Berg besuchte Peru nicht."}
    text["occurred"] = "Anna Berg besuchte Peru."
    return make_reading(text[status], visit(trigger, "2023-05-04", status=status), published=published)


def test_histories_announced_under_way_happened() -> None:
    event = event_of(announcement(), told("Besuch", "ongoing", "2023-05-04"), told("besuchte", "occurred", "2023-05-06"))
    assert stages(event) == [("announced", "2023-05-02"), ("under way", "2023-05-04"), ("happened", "2023-05-06")]
    assert event.status == "occurred"


def test_histories_announced_and_did_not_happen() -> None:
    event = event_of(announcement(), told("besuchte", "denied", "2023-05-06"))
    assert [stage for stage, _ in stages(event)] == ["announced", "did not happen"]


@pytest.mark.parametrize(
    ("newest", "expected"),
    [("2023-05-04", []), ("2023-05-05", [("unknown after its date", "2023-05-05")])],
    ids=["not over", "over"],
)
def test_histories_unknown_after_its_date(newest: str, expected: list[tuple[str, str]]) -> None:
    plan = announcement()
    event = event_of(plan, of_day(newest))
    assert stages(event) == [("announced", "2023-05-02"), *expected]
    assert all(step.articles == (plan.article.id,) for step in event.status_history)


def test_histories_without_a_day_nothing_is_overdue() -> None:
    text = "Anna Berg wird in Peru zu einem Besuch erwartet."
    plan = make_reading(text, visit("Besuch", type="AGREE", mode=None, status="planned"), published="2023-05-02")
    assert stages(event_of(plan, of_day("2024-05-02"))) == [("announced", "2023-05-02")]
