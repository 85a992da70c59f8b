"""Promises kept up to date are those of a full look, whatever comes, goes or gets another day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge.deeds import Announcing
from lagebild.merge.desks.changed import Changed
from lagebild.merge.desks.promises import PromiseChange, PromiseDesk
from lagebild.merge.histories import with_outcomes, with_stages
from lagebild.merge.promises import find_promises
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.picture import ClaimRef, Event, Party, Promise, StatusStep
from tests.merge.desks.shelves import CountingShelf

FIRST = date(2023, 5, 1)
PARTIES = (
    Party("ac-anna-berg", "Anna Berg", "NOR", "GOV"),
    Party("ac-NOR", "Norwegen", "NOR", "GOV"),
    Party("ac-PER", "Peru", "PER", "GOV"),
    Party("ac-juan-prado", "Juan Prado", "PER", "GOV"),
    Party("ac-UN", "Vereinte Nationen", "IGO", "IGO"),
    Party(None, "Rebellen", None, "REB"),
)
ARTICLES = tuple(f"a-{letter}" for letter in "abcdefgh")
DEEDS = (("visit", "CONSULT"), ("meeting", "CONSULT"), ("admission", "SUPPORT"), ("assault", "ASSAULT"), ("agree", "AGREE"))
IDS = st.integers(0, 9).map(lambda number: f"ev-{number}")


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


DAYS = st.none() | st.integers(0, 120).map(day)


def _date(rng: Random) -> DateValue | None:
    if rng.random() < 0.25:
        return None
    start = rng.randrange(110)
    end = None if rng.random() < 0.1 else day(start + rng.choice((0, 0, 0, 2, 30, 80)))
    text = rng.choice((None, "bald"))
    return DateValue(day(start), end, rng.choice(("stated", "stated", "sentence", "publication", "derived")), "by hand", text)


@cache
def variant(event_id: str, seed: int) -> Event:
    """One of the events that an id may stand for: announced, reported, denied or all of it."""
    rng = Random(f"{event_id} {seed}")
    act, kind = rng.choice(DEEDS[:3] if rng.random() < 0.8 else DEEDS)
    status = rng.choice(("planned", "planned", "occurred", "occurred", "denied", "ongoing", "hypothetical"))
    articles = rng.sample(ARTICLES, k=rng.choice((1, 1, 2, 3)))
    when = _date(rng)
    statuses = [status, *(rng.choice((status, "planned")) for _ in articles[1:])]
    refs = tuple(
        ClaimRef(a, f"c-{event_id}-{a}", 0, 5, s, when if rng.random() < 0.7 else _date(rng), False, 1.0, ())  # type: ignore[arg-type]
        for a, s in zip(articles, statuses, strict=True)
    )
    actors = tuple(rng.sample(PARTIES, k=rng.choice((1, 1, 2))))
    recipients = tuple(rng.sample(PARTIES, k=rng.choice((0, 1, 1))))
    history = with_stages((StatusStep(status, None, tuple(articles)),)) if rng.random() < 0.9 else ()  # type: ignore[arg-type]
    return Event(
        event_id, kind, rng.choice((None, "visit")), when, actors, recipients, None, rng.choice((None, None, "PER", "CHL")),  # type: ignore[arg-type]
        status, history, refs, tuple(articles), tuple(articles), (), act if rng.random() < 0.9 else "",  # type: ignore[arg-type]
    )  # fmt: skip


@dataclass
class Collection:
    """What a desk is told of: events, the days of articles, whom these name; and what the desk has said so far."""

    shelf: CountingShelf = field(default_factory=CountingShelf)
    events: dict[str, Event] = field(default_factory=dict)
    published: dict[str, Publication] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def said(self) -> Announcing:
        acts: Callable[[ClaimRef], tuple[str, ...]] = lambda ref: ("visit",) if ref.article_id in "a-a a-b" else ()  # noqa: E731
        return Announcing(acts, lambda ref: (self.named.get(ref.article_id, "NOR"),))

    def events_of(self, ids: Iterable[str]) -> Mapping[str, Event]:
        wanted = set(ids)
        self.asked |= wanted
        return {event_id: self.events[event_id] for event_id in wanted}

    def desk(self) -> PromiseDesk:
        return PromiseDesk(
            self.shelf,
            events=self.events_of,
            said=self.said(),
            published=lambda ids: {a: self.published[a] for a in ids if a in self.published},
        )

    def update(
        self, desk: PromiseDesk, come: Iterable[Event], gone: Iterable[str], newest: str | None, redated: Iterable[str] = ()
    ) -> PromiseChange:
        change = Changed(tuple(come), tuple(event_id for event_id in gone if event_id in self.events))
        for event_id in change.gone:
            del self.events[event_id]
        self.events |= {event.id: event for event in change.come}
        found = desk.update(change, newest=newest, redated=redated)
        for promise in found.promises.come:
            assert self.promises.get(promise.event_id) != promise
            self.promises[promise.event_id] = promise
        for event_id in found.promises.gone:
            del self.promises[event_id]
        return found

    def check(self, desk: PromiseDesk, newest: str | None) -> None:
        events = list(self.events.values())
        full = find_promises(events, newest=newest, published=self.published, said=self.said())
        assert sorted(self.promises.values(), key=lambda p: (p.due or "9999", p.event_id)) == list(full)
        assert [desk.with_outcome(event) for event in events] == list(with_outcomes(events, full, newest=newest))


Step = tuple[dict[str, int], set[str], dict[str, int | None], str | None]
STEPS = st.lists(
    st.tuples(
        st.dictionaries(IDS, st.integers(0, 40), max_size=5),
        st.sets(IDS, max_size=2),
        st.dictionaries(st.sampled_from(ARTICLES), st.none() | st.integers(0, 60), max_size=3),
        DAYS,
    ),
    max_size=6,
)


def redate(collection: Collection, days: Mapping[str, int | None]) -> None:
    """Give articles other days and let them name somebody else."""
    for article, number in days.items():
        start = None if number is None else day(number)
        collection.published[article] = Publication(start, start, "given", "day")
        collection.named[article] = "PER" if number is not None and number % 2 else "ac-UN"


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_promises_after_any_updates_are_those_of_a_full_look(steps: list[Step]) -> None:
    collection = Collection()
    desk = collection.desk()
    for come, gone, days, newest in steps:
        before = {event_id: desk.with_outcome(event) for event_id, event in collection.events.items()}
        redate(collection, days)
        arrived = [variant(event_id, seed) for event_id, seed in come.items()]
        change = collection.update(desk, arrived, gone - come.keys(), newest, days)
        collection.check(desk, newest)
        told = {e for e, event in before.items() if e in collection.events and desk.with_outcome(collection.events[e]) != event}
        assert told <= change.outcomes | come.keys()
        desk = collection.desk()  # what it knows is on the shelf


def of_two(number: int) -> Event:
    """Of every four events of a visit the second keeps what the first announces, and the fourth keeps nothing of the third."""
    home, host = f"A{number // 2}", f"B{number}" if number % 4 == 3 else f"B{number // 2}"
    when, status = DateValue(day(number), day(number), "stated", "by hand"), "occurred" if number % 2 else "planned"
    actor, recipient = (Party(f"ac-{code}", code, code, "GOV") for code in (home, host))
    ref = ClaimRef(f"a-{number}", f"c-{number}", 0, 5, status, when, False, 1.0, ())  # type: ignore[arg-type]
    history = with_stages((StatusStep(status, None, (ref.article_id,)),))  # type: ignore[arg-type]
    return Event(
        f"ev-{number}", "CONSULT", None, when, (actor,), (recipient,), None, None, status, history, (ref,), (ref.article_id,),  # type: ignore[arg-type]
        (ref.article_id,), (), "visit",
    )  # fmt: skip


def world(size: int) -> Collection:
    """Announcements and deeds of many states, which come one after the other, a day for every two."""
    collection = Collection()
    desk = collection.desk()
    for number in range(size):
        collection.published[f"a-{number}"] = Publication(day(number // 2), day(number // 2), "given", "day")
        collection.update(desk, [of_two(number)], (), day(number // 2))
    collection.check(desk, day((size - 1) // 2))
    return collection


def test_promises_one_deed_touches_its_own_alone() -> None:
    collection = world(240)
    collection.shelf.forget()
    collection.asked.clear()
    desk = collection.desk()
    deed = collection.events["ev-121"]
    (lost,) = collection.update(desk, [], ["ev-121"], day(119)).promises.come
    (kept,) = collection.update(desk, [deed], [], day(119)).promises.come
    assert (lost.event_id, lost.outcome) == ("ev-120", "open")
    assert (kept.event_id, kept.fulfilled_by) == ("ev-120", "ev-121")
    assert len(collection.shelf.read | collection.shelf.written) < 20
    assert len(collection.asked) < 6


def test_promises_a_day_that_passes_changes_what_falls_due() -> None:
    collection = world(60)
    desk = collection.desk()
    due = {event_id for event_id, promise in collection.promises.items() if promise.outcome == "open"}
    assert due
    change = collection.update(desk, [], [], day(400))
    assert {promise.event_id for promise in change.promises.come} == due == change.outcomes
    assert all(promise.outcome == "overdue" for promise in change.promises.come)
    back = collection.update(desk, [], [], day(29))
    assert {promise.event_id for promise in back.promises.come if promise.outcome == "open"} == due
    again = collection.update(desk, [], [], day(29))
    assert (again.promises, again.outcomes) == (Changed(), frozenset())
