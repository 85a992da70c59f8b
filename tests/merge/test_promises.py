"""What was announced, and what became of it."""

from __future__ import annotations

from typing import Any

import pytest

from lagebild.merge import merge_readings
from lagebild.merge.deeds import Announcing
from lagebild.merge.promises import find_promises
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.picture import ClaimRef, Event, Party, Promise
from tests.merge.make import NORWAY, PACK, PERU, Say, make_reading

ANNA = Party("ac-anna-berg", "Anna Berg", "NOR", "GOV")
OLE = Party("ac-ole-dahl", "Ole Dahl", "NOR", "GOV")
PERU_STATE = Party("ac-PER", "Peru", "PER", "GOV")
CHILE = Party("ac-CHL", "Chile", "CHL", "GOV")


def date(day: str | None, end: str | None = None, *, basis: str = "stated") -> DateValue | None:
    return None if day is None else DateValue(day, end or day, basis, "by hand")


def event(name: str, status: str, day: str | None = None, *, articles: str = "a", **more: Any) -> Event:
    """A visit of Anna Berg to Peru; `articles`: one letter an article, each with one claim."""
    when = more.pop("when", date(day))
    refs = tuple(ClaimRef(f"a-{a}", f"c-{name}-{a}", 0, 5, status, when, False, 1.0, ()) for a in articles)  # type: ignore[arg-type]
    values: dict[str, Any] = {
        "type": "AGREE" if status == "planned" else "CONSULT", "mode": "visit", "actors": (ANNA,), "recipients": (PERU_STATE,),
        "place": None, "place_country": None, "act": "visit",
    }  # fmt: skip
    values |= more
    return Event(
        id=f"ev-{name}", date=when, status=status, status_history=(), claims=refs, differences=(),  # type: ignore[arg-type]
        articles=tuple(f"a-{a}" for a in articles), origins=tuple(f"a-{a}" for a in articles), **values,
    )  # fmt: skip


PUBLISHED = {
    "a-a": Publication("2023-05-01", "2023-05-01", "given", "day"),
    "a-b": Publication("2023-05-11", "2023-05-11", "given", "day"),
}


def follow(*events: Event, newest: str | None = "2023-05-12") -> Promise:
    (found,) = find_promises(events, newest=newest, published=PUBLISHED)
    return found


def test_promise_without_a_day_stays_open() -> None:
    found = follow(event("plan", "planned"))
    assert (found.outcome, found.due) == ("open", None)
    assert [one.shows for one in found.evidence] == ["announced"]


@pytest.mark.parametrize(("newest", "outcome"), [("2023-05-09", "open"), ("2023-05-12", "overdue"), (None, "open")])
def test_promise_is_overdue_after_its_day(newest: str | None, outcome: str) -> None:
    assert follow(event("plan", "planned", "2023-05-10"), newest=newest).outcome == outcome


@pytest.mark.parametrize("day", [None, "2023-05-10"])
def test_promise_that_waits_is_the_same_from_day_to_day(day: str | None) -> None:
    found = follow(event("plan", "planned", day))
    assert found == follow(event("plan", "planned", day), newest="2023-06-12")
    assert found.why.endswith("and no other article reports it")


def test_promise_is_kept_by_another_event_with_the_reason() -> None:
    found = follow(event("plan", "planned", "2023-05-10"), event("deed", "occurred", "2023-05-11", articles="b"))
    assert (found.outcome, found.fulfilled_by, found.due) == ("kept", "ev-deed", "2023-05-10")
    assert "same act (visit)" in found.why
    assert "Anna Berg" in found.why
    assert [(one.article_id, one.shows) for one in found.evidence] == [("a-a", "announced"), ("a-b", "done")]


@pytest.mark.parametrize(
    "deed",
    [
        event("deed", "occurred", "2023-06-11", articles="b"),
        event("deed", "occurred", "2023-05-11", articles="b", actors=(OLE,)),
        event("deed", "occurred", "2023-05-11", articles="b", recipients=(CHILE,)),
        event("deed", "occurred", "2023-05-11", articles="b", act="signing", mode=None, type="SUPPORT"),
        event("deed", "occurred", "2023-05-10", articles="a"),
        event("deed", "hypothetical", "2023-05-11", articles="b"),
    ],
    ids=["other days", "other visitor", "other host", "other act", "told only by who announced it", "only possible"],
)
def test_promise_is_not_kept_by_something_else(deed: Event) -> None:
    assert follow(event("plan", "planned", "2023-05-10"), deed).outcome == "overdue"


def test_promise_is_broken_when_the_other_event_did_not_happen() -> None:
    found = follow(event("plan", "planned", "2023-05-10"), event("no", "denied", "2023-05-10", articles="b"))
    assert (found.outcome, found.fulfilled_by) == ("broken", None)
    assert found.evidence[-1].shows == "not done"


def test_promise_without_a_day_is_kept_within_its_time() -> None:
    soon = event("deed", "occurred", "2023-05-11", articles="b")
    late = event("deed", "occurred", "2024-05-11", articles="b")
    assert follow(event("plan", "planned"), soon).outcome == "kept"
    assert follow(event("plan", "planned"), late).outcome == "open"


def test_promise_of_admission_may_take_years() -> None:
    plan = event("plan", "planned", act="admission", mode=None)
    deed = event("deed", "occurred", "2025-07-04", articles="b", act="admission", mode=None, type="SUPPORT")
    assert follow(plan, deed).outcome == "kept"


def test_promise_is_not_due_on_the_day_of_its_news() -> None:
    news = date("2023-05-01", basis="publication")
    assert follow(event("plan", "planned", when=news)).due is None


def test_promise_is_not_due_before_it_was_announced() -> None:
    assert follow(event("plan", "planned", "2022-07-01")).due is None


def test_promise_says_its_act_in_the_clause() -> None:
    plan = make_reading(
        "Anna Berg wird am 10. Mai 2023 zu einem Besuch in Peru erwartet.",
        Say("erwartet", "AGREE", actors=(NORWAY,), recipients=(PERU,), day="2023-05-10", status="planned"),
        published="2023-05-01",
    )
    report = make_reading(
        "Die Ministerin aus Norwegen landete am 10. Mai 2023 in Peru. Sie bleibt drei Tage.",
        Say("landete", "CONSULT", "visit", actors=(NORWAY,), recipients=(PERU,), day="2023-05-10"),
        published="2023-05-11",
    )
    (promise,) = merge_readings([plan, report], pack=PACK).promises
    assert promise.outcome == "kept"
    assert promise.announced_in == (plan.article.id,)


@pytest.mark.parametrize("kind", ["THREATEN", "MOBILIZE", "SANCTION", "ASSAULT"])
def test_threats_are_no_promises(kind: str) -> None:
    assert find_promises([event("plan", "planned", "2023-05-10", type=kind)], newest=None) == ()


@pytest.mark.parametrize(("named", "outcome"), [("PER", "kept"), ("CHL", "open")])
def test_promise_of_one_party_is_kept_with_somebody_whom_the_article_names(named: str, outcome: str) -> None:
    alone = event("plan", "planned", recipients=(), act="meeting", mode=None)
    deed = event("deed", "occurred", "2023-05-06", articles="b", act="meeting", mode=None)
    said = Announcing(named=lambda _: (named,))
    (found,) = find_promises([alone, deed], newest="2023-05-12", published=PUBLISHED, said=said)
    assert found.outcome == outcome
