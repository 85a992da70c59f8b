"""Omissions that are kept up to date are those of a full rebuild, whatever differs from one update to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge import omissions
from lagebild.merge.desks.changed import Changed
from lagebild.merge.desks.omissions import OmissionDesk
from lagebild.merge.omissions import with_omissions
from lagebild.merge.stories import story_order
from lagebild.merge.words import words_of
from lagebild.model.layers import Status
from lagebild.model.picture import ArticleInPicture, Difference, Event, Party, Story
from lagebild.model.reading import Reading
from tests.merge.desks.shelves import MemoryShelf
from tests.merge.make import ANNA, JUAN, PACK, make_reading, publication
from tests.merge.test_promises import event

TEXTS = (
    "Anna Berg besuchte Peru.",
    "Juan Prado traf Anna Berg.",
    "In Lima regnete es. Die Ernte war gut.",
    "Fischer zogen durch Callao.",
    "Noch am Abend reiste Anna Berg weiter.",
)
NUMBER = 14
DAYS = (None, "2023-05-03", "2023-05-04", "2023-05-06")
PARTIES = ((Party(ANNA.actor_id, "Anna Berg", "NOR", "GOV"),), (Party(JUAN.actor_id, "Juan Prado", None, "GOV"),))


def named(number: int) -> str:
    return f"a-{number:02d}"


@dataclass(frozen=True)
class State:
    """A picture at one time: of every article day, origin and text; its story, if it is there; events by what they say."""

    articles: Mapping[int, tuple[int, int, int]]
    homes: Mapping[int, int]
    events: Mapping[int, tuple[int, tuple[int, ...]]]

    def readings(self) -> dict[str, Reading]:
        found = {}
        for number, (day, _, text) in self.articles.items():
            one = make_reading(f"{TEXTS[text]} Ausgabe {number}.", published=DAYS[day])
            found[named(number)] = replace(one, article=replace(one.article, id=named(number)))
        return found

    def known(self) -> dict[str, ArticleInPicture]:
        return {
            named(n): ArticleInPicture(named(n), None, None, None, publication(DAYS[day]), f"a-{origin:02d}", None, (), None)
            for n, (day, origin, _) in self.articles.items()
        }

    def stories(self) -> dict[str, Story]:
        groups: dict[int, list[str]] = {}
        for number in sorted(self.articles):
            groups.setdefault(self.homes.get(number, 0), []).append(named(number))
        return {
            f"st-{n}": Story(f"st-{n}", "", f"2023-05-{len(members):02d}", None, tuple(members)) for n, members in groups.items()
        }

    def told(self) -> dict[str, Event]:
        known, found = self.known(), {}
        for number, (seed, articles) in self.events.items():
            members = [named(n) for n in articles if n in self.articles]
            rng = Random(seed)
            day, act = rng.choice(("2023-05-03", "2023-05-04")), rng.choice(("visit", "meeting"))
            made = event(str(number), "occurred", day, articles="x" * len(members), actors=rng.choice(PARTIES), act=act)
            statuses: list[Status] = ["planned" if rng.random() > seed / 5 else "hypothetical" for _ in members]
            refs = tuple(
                replace(ref, article_id=article_id, echo=rng.random() < seed / 20, status=status)
                for ref, article_id, status in zip(made.claims, members, statuses, strict=True)
            )
            origins = tuple(sorted({known[article_id].origin for article_id in members}))
            if members:
                found[made.id] = replace(made, claims=refs, articles=tuple(members), origins=origins, recipients=())
        return found

    def omissions(self) -> dict[str, tuple[Difference, ...]]:
        """Those of a full rebuild, by event."""
        stories = sorted(self.stories().values(), key=story_order)
        made = with_omissions(
            list(self.told().values()), stories, self.known().values(), self.readings().values(), words_of(PACK)
        )
        return {one.id: one.differences for one in made if one.differences}


NOTHING = State({}, {}, {})


@dataclass
class Held:
    """A desk that is opened anew for every update, and how often it has asked for what."""

    shelf: MemoryShelf = field(default_factory=MemoryShelf)
    state: State = NOTHING
    read: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def desk(self) -> OmissionDesk:
        readings, articles = self.state.readings(), self.state.known()

        def some_readings(ids: Iterable[str]) -> dict[str, Reading]:
            found = {one: readings[one] for one in ids}
            self.read |= found.keys()
            return found

        def some_articles(ids: Iterable[str]) -> dict[str, ArticleInPicture]:
            found = {one: articles[one] for one in ids}
            self.seen |= found.keys()
            return found

        return OmissionDesk(self.shelf, words_of(PACK), readings=some_readings, articles=some_articles)

    def update(self, state: State) -> set[str]:
        before, self.state = self.state, state
        stories, was_stories = state.stories(), before.stories()
        events, was_events = state.told(), before.told()
        others = [named(n) for n, one in state.articles.items() if n in before.articles and before.articles[n] != one]
        self.read.clear()
        self.seen.clear()
        return self.desk().update(
            Changed(
                tuple(one for key, one in stories.items() if was_stories.get(key) != one),
                tuple(was_stories.keys() - stories.keys()),
            ),
            Changed(
                tuple(one for key, one in events.items() if was_events.get(key) != one), tuple(was_events.keys() - events.keys())
            ),
            others,
        )

    def check(self, state: State) -> None:
        before = self.state.omissions()
        changed = self.update(state)
        now = state.omissions()
        assert changed == {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
        assert all(self.desk().differences(key) == now.get(key, ()) for key in {f"ev-{n}" for n in range(12)})


numbers = st.integers(0, NUMBER - 1)
articles = st.dictionaries(
    numbers, st.tuples(st.sampled_from((0, 1, 2, 3, 3, 3)), st.integers(0, NUMBER - 1), st.integers(0, 4)), min_size=6
)
events = st.dictionaries(
    st.integers(0, 11),
    st.tuples(st.integers(0, 5), st.lists(numbers, min_size=1, max_size=8, unique=True).map(tuple)),
    min_size=4,
)
homes = st.dictionaries(numbers, st.integers(0, 2))


def edited(state: State, part: int, change: State) -> State:
    """A state in which some of one part differs, or all."""
    if part == 0:
        return replace(state, articles={**state.articles, **dict(list(change.articles.items())[:2])})
    if part == 1:
        return replace(state, homes={**state.homes, **dict(list(change.homes.items())[:2])})
    if part == 2:
        return replace(state, events={**state.events, **dict(list(change.events.items())[:1])})
    return change


states = st.builds(State, articles, homes, events)


@pytest.mark.parametrize("most", [2, omissions.MAX_EVENTS])
@given(first=states, updates=st.lists(st.tuples(st.integers(0, 3), states), max_size=4))
@settings(max_examples=10, deadline=None)
def test_omissions_after_any_updates_are_those_of_a_rebuild(most: int, first: State, updates: list[tuple[int, State]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(omissions, "MAX_EVENTS", most)
        held = Held()
        held.check(first)
        for part, change in updates:
            held.check(edited(held.state, part, change))


def test_an_event_is_looked_for_again_only_where_its_claims_have_changed() -> None:
    told = {n: (3, n, 0 if n % 4 < 2 else 2) for n in range(12)}  # three stories: two tell of a visit, two are silent
    where = {n: n // 4 for n in range(12)}
    visit = 0, tuple(n for n in range(12) if n % 4 < 2)
    held = Held()
    state = State(told, where, {0: visit})
    held.check(state)
    assert len(held.desk().differences("ev-0")) == 3
    held.check(replace(state, events={0: (0, (*visit[1], 10))}))
    assert held.seen == held.read == {named(n) for n in range(8, 12)}
