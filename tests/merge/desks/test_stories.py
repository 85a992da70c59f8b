"""Stories that are kept up to date are those of a full rebuild, whatever comes and goes; so are their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge import stories, texts
from lagebild.merge.days import Window, window_of
from lagebild.merge.desks import story_edges
from lagebild.merge.desks.stories import StoryDesk
from lagebild.merge.desks.story_edges import TERMS
from lagebild.merge.stories import find_stories, reporters_of
from lagebild.merge.story_ids import continue_stories
from lagebild.merge.texts import Frequency, frequency_of, terms_of, vectors_of
from lagebild.merge.words import words_of
from lagebild.model.picture import Event, Story
from lagebild.model.reading import Reading
from tests.merge.desks.shelves import CountingShelf, MemoryShelf
from tests.merge.make import PACK, PEOPLE, make_reading
from tests.merge.test_promises import event

FIRST = date(2023, 5, 1)
MATTERS = (
    "Sardellen Trawler Lizenzen Fischer Häfen Fangquoten Netze Kutter",
    "Trawler Lizenzen Protest Straße Blockade Fischer Polizei Lager",
    "Brücke Erdrutsch Tal Lastwagen Stau Geröll Bagger Umleitung",
    "Kupfer Mine Streik Lastwagen Lohn Gewerkschaft Bagger Schacht",
)
NUMBER = 28


def reading_of(number: int, *, version: int = 0) -> Reading:
    """Articles of six weeks on four matters that share words, one in eight without a date."""
    rng = Random(number * 7 + version)
    words = MATTERS[number % len(MATTERS)].split() + MATTERS[(number // 3) % len(MATTERS)].split()[:3]
    people = " und ".join(p.name for p in rng.sample(PEOPLE, 2))
    text = f"{people} redeten über {', '.join(rng.sample(words, 6))}."
    day = FIRST + timedelta(days=rng.randrange(40))
    one = make_reading(text, published=None if number % 8 == 7 else day.isoformat(), title=f"Titel {version}")
    return replace(one, article=replace(one.article, id=f"a-{number:02d}"), version=str(version))


def event_of(number: int, articles: Sequence[str]) -> Event:
    made = event(f"e{number}", "occurred", "2023-05-04", articles="x" * len(articles))
    refs = tuple(
        replace(ref, article_id=article_id, echo=(number + at) % 5 == 4)
        for at, (ref, article_id) in enumerate(zip(made.claims, articles, strict=True))
    )
    return replace(made, claims=refs, articles=tuple(articles))


@cache
def frequency() -> Frequency:
    return frequency_of(terms_of(reading_of(number), words_of(PACK)) for number in range(NUMBER))


@dataclass
class World:
    """What a full rebuild knows, and the stories that it gave last."""

    readings: dict[str, Reading] = field(default_factory=dict)
    days: dict[str, Window] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    stories: tuple[Story, ...] = ()

    def rebuild(self) -> tuple[Story, ...]:
        ordered = [self.readings[key] for key in sorted(self.readings)]
        vectors = vectors_of(ordered, words_of(PACK), frequency=frequency())
        events = [self.events[key] for key in sorted(self.events)]
        self.stories = continue_stories(find_stories(ordered, vectors, self.days, events), self.stories)
        return self.stories


@dataclass
class Held:
    """What a desk has told so far."""

    shelf: MemoryShelf = field(default_factory=MemoryShelf)
    stories: dict[str, Story] = field(default_factory=dict)

    def desk(self) -> StoryDesk:
        return StoryDesk(self.shelf, words_of(PACK), frequency())

    def update(self, world: World, step: Step) -> None:
        come, gone, days, events = step.applied(world)
        reported = {key: reporters_of(one) if one is not None else () for key, one in events.items()}
        changed = self.desk().update(come, gone, days, reported)
        assert all(self.stories.get(story.id) != story for story in changed.come)
        assert {story.id for story in changed.come}.isdisjoint(changed.gone)
        for story_id in changed.gone:
            del self.stories[story_id]
        self.stories |= {story.id: story for story in changed.come}


@dataclass(frozen=True)
class Step:
    """One update: articles that come (with the version of their reading) and go, days found anew, events by their articles."""

    come: Mapping[int, int]
    gone: frozenset[int]
    dated: Mapping[int, int]
    events: Mapping[int, tuple[int, ...]]

    def applied(self, world: World) -> tuple[dict[str, Reading], list[str], dict[str, Window], dict[str, Event | None]]:
        come = {f"a-{n:02d}": reading_of(n, version=version) for n, version in self.come.items()}
        gone = [key for n in self.gone if (key := f"a-{n:02d}") in world.readings and key not in come]
        world.readings = {key: one for key, one in {**world.readings, **come}.items() if key not in gone}
        days = {key: window_of(one.article.publication) for key, one in come.items()}
        for n, day in self.dated.items():
            if f"a-{n:02d}" in world.readings:
                start = (FIRST + timedelta(days=day)).toordinal()
                days[f"a-{n:02d}"] = Window(start - 50, start) if day % 3 == 0 else Window(start, start + n % 3)
        world.days = {key: days.get(key) or world.days[key] for key in world.readings}
        ids = {n: tuple(f"a-{a:02d}" for a in articles) for n, articles in self.events.items()}
        told = {f"e{n}": one.articles for n, one in ((n, event_of(n, a)) for n, a in ids.items())}
        told = {key: told.get(key, old.articles if (old := world.events.get(key)) else ()) for key in {*told, *world.events}}
        now = {key: tuple(a for a in sorted(articles) if a in world.readings) for key, articles in told.items()}
        events = {key: event_of(int(key[1:]), articles) if articles else None for key, articles in now.items()}
        differ = {key: one for key, one in events.items() if one != world.events.get(key)}
        world.events = {key: one for key, one in events.items() if one is not None}
        return come, gone, days, differ


numbers = st.integers(0, NUMBER - 1)
steps = st.builds(
    Step,
    st.dictionaries(numbers, st.integers(0, 1), max_size=10),
    st.frozensets(numbers, max_size=4),
    st.dictionaries(numbers, st.integers(0, 40), max_size=2),
    st.dictionaries(st.integers(0, 4), st.lists(numbers, max_size=8, unique=True).map(tuple), max_size=2),
)


@given(st.lists(steps, max_size=6))
@settings(max_examples=25, deadline=None)
def test_stories_after_any_updates_are_those_of_a_rebuild(updates: list[Step]) -> None:
    world, held = World(), Held()
    for step in updates:
        held.update(world, step)  # each time by a new desk on the same shelf
        expected = {story.id: story for story in world.rebuild()}
        assert held.stories == expected
        assert held.desk().stories(expected) == expected
        assert all(held.desk().story_of(a) == story.id for story in expected.values() for a in story.articles)


@given(st.lists(steps, max_size=6))
@settings(max_examples=25, deadline=None)
def test_stories_where_words_are_too_frequent_and_events_have_many_reporters(updates: list[Step]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "MAX_POSTING", 4)
        patch.setattr(story_edges, "MAX_POSTING", 4)
        patch.setattr(stories, "MAX_NEIGHBOURS", 1)
        patch.setattr(story_edges, "MAX_NEIGHBOURS", 1)
        patch.setattr(story_edges, "FEW", 3)
        world, held = World(), Held()
        for step in updates:
            held.update(world, step)
            assert held.stories == {story.id: story for story in world.rebuild()}


def made_up(number: int) -> Reading:
    """One of four articles on one of many matters that share no words."""
    rng = Random(number)
    words = [f"{chr(97 + number // 4 % 26)}{chr(97 + number // 104)}wort{letter}" for letter in "abcdefgh"]
    one = make_reading(f"Es ging um {', '.join(rng.sample(words, 6))}.", published="2023-05-04")
    return replace(one, article=replace(one.article, id=f"a-{number:03d}"))


def test_one_more_article_reads_only_those_like_it() -> None:
    readings = {one.article.id: one for one in map(made_up, range(240))}
    days = dict.fromkeys(readings, Window(738644, 738644))
    shelf = CountingShelf()
    desk = StoryDesk(shelf, words_of(PACK), frequency_of(terms_of(one, words_of(PACK)) for one in readings.values()))
    last = readings.pop("a-237")
    desk.update(readings, (), days, {})
    shelf.forget()
    changed = desk.update({last.article.id: last}, (), days={last.article.id: days[last.article.id]}, reported={})
    assert [story.articles for story in changed.come] == [("a-236", "a-237", "a-238", "a-239")]
    assert {key for kind, key in shelf.read if kind == "story.vector"} == {"a-236", "a-237", "a-238", "a-239"}
    assert len([kind for kind, _ in shelf.read if kind != TERMS]) < 40  # besides ids of articles with words in common


def test_the_first_update_takes_the_ids_of_an_earlier_picture() -> None:
    readings = {one.article.id: one for one in map(made_up, range(8))}
    days = dict.fromkeys(readings, Window(738644, 738644))
    earlier = Story("st-before", "", None, None, ("a-005", "a-006"))
    desk = StoryDesk(MemoryShelf(), words_of(PACK), frequency())
    desk.update(readings, (), days, {}, earlier=[earlier])
    assert desk.story_of("a-004") == desk.story_of("a-005") == "st-before"
    assert desk.story_of("a-000") not in {None, "st-before"}
    words = vectors_of([readings["a-000"]], words_of(PACK), frequency=frequency())
    assert desk.vector("a-000") == words["a-000"]
