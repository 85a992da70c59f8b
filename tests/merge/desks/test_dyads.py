"""Dyads kept up to date are those of a full count, whatever events, readings, copies and offices come and go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge.desks.changed import Changed
from lagebild.merge.desks.dyads import DyadDesk, dyad_key
from lagebild.merge.dyads import count_dyads, offices_of, state_key
from lagebild.model.article import Publication
from lagebild.model.layers import Actor, DateValue, Role
from lagebild.model.picture import ArticleInPicture, ClaimRef, Dyad, Event, Party
from lagebild.model.reading import Reading
from tests.merge.desks.shelves import CountingShelf
from tests.merge.make import make_reading

UNKNOWN = Publication(None, None, "unknown", "unknown")
PARTIES = (
    Party("ac-NOR", "Norwegen", "NOR", "GOV"),
    Party("ac-PER", "Peru", "PER", "MIL"),
    Party("ac-CHL", "Chile", "CHL", "GOV"),
    Party("ac-UN-rat", "Rat", "IGO", "IGO"),
    Party("ac-rosa", "Rosa", "IGO", "GOV"),
    Party("ac-jens", "Jens", "IGO", "GOV"),
    Party("ac-zeitung", "Zeitung", "NOR", "MED"),
)
KINDS = (("CONSULT", "visit"), ("AID", None), ("ACCUSE", "disapprove"), ("REQUEST", "assist"), ("ASSAULT", None))
ARTICLES = tuple(f"a-{letter}" for letter in "abcdef")
BODIES = ("EU", "NATO", "UN", None)
IDS = st.integers(0, 7).map(lambda number: f"ev-{number}")


@cache
def variant(event_id: str, seed: int) -> Event:
    """One of the events that an id may stand for."""
    rng = Random(f"{event_id} {seed}")
    kind, mode = rng.choice(KINDS)
    articles = rng.sample(ARTICLES, k=rng.choice((1, 2, 3)))
    start, end = rng.choice(
        (("2023-05-04", "2023-05-04"), ("2023-05-30", "2023-06-02"), ("2023-06-01", "2023-09-01"), (None, None))
    )
    date = None if rng.random() < 0.1 else DateValue(start, end, rng.choice(("stated", "derived")), "by hand")
    status = rng.choice(("occurred", "occurred", "ongoing", "planned", "denied", "hypothetical"))
    refs = tuple(ClaimRef(a, f"c-{a}", 0, 1, status, None, rng.random() < 0.3, 1.0, ()) for a in articles)  # type: ignore[arg-type]
    actors = tuple(rng.sample(PARTIES, k=rng.choice((1, 1, 2, 3))))
    recipients = tuple(rng.sample(PARTIES, k=rng.choice((0, 1, 2))))
    origins = tuple(rng.sample(articles, k=rng.randint(1, len(articles))))
    return Event(event_id, kind, mode, date, actors, recipients, None, None, status, (), refs, tuple(articles), origins, ())  # type: ignore[arg-type]


@cache
def reading(article_id: str, seed: int) -> Reading:
    """A reading that gives persons of organisations offices, or none."""
    rng = Random(f"{article_id} {seed}")
    actors = []
    for person in ("ac-rosa", "ac-jens", "ac-rosa"):
        if rng.random() < 0.6:
            roles = tuple(Role("", body, None, None, "made") for body in rng.sample(BODIES, k=rng.choice((1, 1, 2))))
            actors.append(Actor(person, person, "person", rng.choice(("IGO", "IGO", "NOR")), "GOV", (), roles))
    made = make_reading("Norwegen lobte Chile.")
    return replace(made, article=replace(made.article, id=article_id), actors=tuple(actors))


def _order(event: Event) -> tuple[str, str]:
    return (event.date.start or "9999" if event.date is not None else "9999"), event.id


@dataclass
class Collection:
    """What a desk is told of, and what it has said so far."""

    shelf: CountingShelf = field(default_factory=CountingShelf)
    events: dict[str, Event] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    copies: set[str] = field(default_factory=set)
    dyads: dict[str, Dyad] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def events_of(self, ids: Iterable[str]) -> Mapping[str, Event]:
        wanted = set(ids)
        self.asked |= wanted
        return {event_id: self.events[event_id] for event_id in wanted}

    def desk(self) -> DyadDesk:
        return DyadDesk(self.shelf, events=self.events_of, copies=lambda ids: {one: one in self.copies for one in ids})

    def update(
        self,
        desk: DyadDesk,
        come: Iterable[Event] = (),
        gone: Iterable[str] = (),
        readings: Mapping[str, Reading] | None = None,
        removed: Iterable[str] = (),
        copied: Iterable[str] = (),
    ) -> Changed[Dyad]:
        """Tell the desk; the events of articles that are copies now, or no longer are, come with the others."""
        arrived = {event.id: event for event in come}
        for event_id in gone:
            self.events.pop(event_id, None)
        self.events |= arrived
        self.copies ^= set(copied)
        recounted = {e.id: e for e in self.events.values() if set(copied).intersection(e.articles)}
        read = {} if readings is None else dict(readings)
        for article_id in removed:
            self.readings.pop(article_id, None)
        self.readings |= read
        found = desk.update(Changed(tuple({**recounted, **arrived}.values()), tuple(gone)), read, tuple(removed))
        for dyad in found.come:
            assert self.dyads.get(dyad_key(dyad)) != dyad
            self.dyads[dyad_key(dyad)] = dyad
        for key in found.gone:
            del self.dyads[key]
        return found

    def check(self) -> None:
        events = sorted(self.events.values(), key=_order)
        articles = [
            ArticleInPicture(a, None, None, None, UNKNOWN, a, "a-x" if a in self.copies else None, (), None) for a in ARTICLES
        ]
        key_of = partial(state_key, offices=offices_of(self.readings[a] for a in sorted(self.readings)))
        full = count_dyads(events, articles, key_of=key_of)
        assert sorted(self.dyads.values(), key=lambda d: (d.a, d.b, d.month or "9999")) == list(full)


SOME_ARTICLES = st.sampled_from(ARTICLES)
Step = tuple[dict[str, int], set[str], dict[str, int], set[str], set[str]]
STEPS = st.lists(
    st.tuples(
        st.dictionaries(IDS, st.integers(0, 40), max_size=5),
        st.sets(IDS, max_size=2),
        st.dictionaries(SOME_ARTICLES, st.integers(0, 20), max_size=3),
        st.sets(SOME_ARTICLES, max_size=2),
        st.sets(SOME_ARTICLES, max_size=2),
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_dyads_after_any_updates_are_those_of_a_full_count(steps: list[Step]) -> None:
    collection = Collection()
    desk = collection.desk()
    for come, gone, readings, removed, copied in steps:
        collection.update(
            desk,
            [variant(event_id, seed) for event_id, seed in come.items()],
            sorted(gone - come.keys()),
            {article_id: reading(article_id, seed) for article_id, seed in readings.items()},
            sorted(removed - readings.keys()),
            copied,
        )
        collection.check()
        desk = collection.desk()  # what it knows is on the shelf
    collection.update(desk, gone=sorted(collection.events), removed=sorted(collection.readings))
    values, places = collection.shelf.contents()
    assert collection.dyads == {}
    assert not any(values.values())
    assert not [entry for index in places.values() for entry in index.entries()]


def test_dyads_an_event_as_before_changes_nothing() -> None:
    collection = Collection()
    desk = collection.desk()
    event = variant("ev-0", 1)
    collection.update(desk, [event])
    assert collection.update(desk, [event]) == Changed()


def of_month(number: int) -> Event:
    """Norway and Peru meet on one of many days."""
    when = DateValue(day := f"20{number // 28 % 90 + 10}-05-{number % 28 + 1:02}", day, "stated", "by hand")
    return replace(variant("ev-0", 1), id=f"ev-{number}", date=when, actors=PARTIES[:1], recipients=PARTIES[1:2])


def test_dyads_one_event_touches_its_own_alone() -> None:
    collection = Collection()
    desk = collection.desk()
    for number in range(300):
        collection.update(desk, [of_month(number)])
    collection.check()
    collection.shelf.forget()
    collection.asked.clear()
    change = collection.update(collection.desk(), [of_month(300)])
    assert [dyad.month for dyad in change.come] == ["2020-05"]
    assert collection.shelf.read | collection.shelf.written == {("dyad.card", "ev-300"), ("dyad.tally", "NOR|PER|2020-05")}
    assert collection.asked == set()


def test_dyads_of_a_person_move_with_the_office() -> None:
    collection = Collection()
    desk = collection.desk()
    event = replace(variant("ev-0", 1), actors=(PARTIES[4],), recipients=PARTIES[:1])
    made = reading("a-a", 0)

    def holds(article_id: str, body: str) -> dict[str, Reading]:
        rosa = Actor("ac-rosa", "Rosa", "person", "IGO", "GOV", (), (Role("", body, None, None, "made"),))
        return {article_id: replace(made, article=replace(made.article, id=article_id), actors=(rosa,))}

    collection.update(desk, [event], readings=holds("a-b", "EU"))
    assert [dyad.b for dyad in collection.dyads.values()] == ["ac-EU"]
    assert collection.update(desk, readings=holds("a-a", "NATO")) == Changed()
    collection.update(desk, removed=["a-b"])
    assert [dyad.b for dyad in collection.dyads.values()] == ["ac-NATO"]
    collection.check()
