"""Ties that are kept up to date are those of a full rebuild, whatever comes, goes and changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from benchmarks.synthetic import reading_of as made_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge.desks.changed import Changed
from lagebild.merge.desks.ties import TieDesk
from lagebild.merge.events import Context
from lagebild.merge.lineage import Sources
from lagebild.merge.ties import merge_ties
from lagebild.merge.words import words_of
from lagebild.model.article import Publication
from lagebild.model.layers import Actor, DateValue, Tie, TieChange, TieParty
from lagebild.model.picture import ClaimRef, Event, MergedTie, RestsOn
from lagebild.model.reading import Reading
from lagebild.model.span import Span
from tests.merge.desks.shelves import CountingShelf, MemoryShelf
from tests.merge.make import NORWAY, PACK, PERU, Say, make_reading

WORDS = words_of(PACK)
IDS = tuple(f"a-{letter * 2}{number}1" for letter in "abcd" for number in range(2))  # two with the same beginning
TEXT = "Seit Mai verkündeten Norwegen und Peru eine strategische Partnerschaft. Die Allwetterpartnerschaft lobten sie."
KINDS = ("partnership", "membership", "alliance")
STATUSES = ("in_force", "in_force", "planned", "ended", "denied")
NAMES = ("Peru", "Republik Peru")
ANNA = TieParty("party", "Anna Berg", "NOR", "ac-anna-berg")
OLE = TieParty("party", "Ole Dahl", None, "ac-ole-dahl")  # known to be Norwegian where he stands among the actors
NORWAY_PARTY = TieParty("party", "Norwegen", "NOR", "ac-NOR")
PERU_PARTY = TieParty("party", "Peru", "PER", "ac-PER")
ROSA = TieParty("party", "Rosa Vega", "PER", "ac-rosa-vega")


def tie_of(number: int) -> Tie:
    """One of many different ties of Norway, or of somebody who speaks for it, and Peru."""
    words = ("strategische Partnerschaft", "Partnerschaft", "Allwetterpartnerschaft")[number % 3]
    begin = TEXT.index(words)
    left, right = (NORWAY_PARTY, ANNA, OLE)[number // 3 % 3], (PERU_PARTY, ROSA)[number // 2 % 2]
    change = TieChange("begin" if number % 4 else "end", 0, Span("verkündeten", 9, 20), ("2022", None)[number % 2], "c0")
    since = (None, "2020", "2022-05")[number % 3]
    return Tie(
        f"r{number % 5}", KINDS[number // 4 % 3], (left, right), None, STATUSES[number // 5 % 5], since,
        int(words.startswith("All")), Span(words, begin, begin + len(words)), None, "test", 1.0, (), None,
        (change,) if number % 3 else (),
    )  # fmt: skip


def reading_of(article_id: str, number: int) -> Reading:
    """An article with up to two ties, which calls Peru by one of its names, or does not name it."""
    ties = [tie_of(number * 7 + step * 11) for step in range(number % 3)]
    reading = make_reading(TEXT, Say("verkündeten", "SUPPORT", actors=(NORWAY, PERU)), Say("lobten"), ties=ties)
    states = [Actor("ac-PER", NAMES[number % 2], "state", "PER", "GOV", ())] if number % 5 else []
    people = [Actor("ac-ole-dahl", "Ole Dahl", "person", "NOR", "GOV", ())] if number % 2 else []
    return replace(reading, article=replace(reading.article, id=article_id), actors=(*states, *people))


@dataclass
class World:
    """All that ties follow from."""

    readings: dict[str, Reading] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)

    def publication(self, article_id: str) -> Publication:
        number = self.days.get(article_id, 0)
        day = f"2022-0{number % 9 + 1}-03" if number else None
        return Publication(day, day, "given", "day")

    def sources(self, article_id: str) -> Sources:
        """Some are copies, some share an agency, some take a passage from the article before them, if that is there."""
        number = self.origins.get(article_id, 0)
        origin = IDS[number % 4] if number % 4 < 2 else article_id
        rests = [RestsOn("dpa", "credit", None, None)] if number % 3 == 1 else []
        other = IDS[IDS.index(article_id) - 1]
        if number % 2 and other in self.readings:
            rests.append(RestsOn("other", "passage", 0, 9, other, None, ("c0",)))
        return Sources(None, origin, tuple(rests), {"dpa": "dpa"})

    def all_sources(self) -> dict[str, Sources]:
        return {article_id: self.sources(article_id) for article_id in self.readings}

    def context(self, article_ids: Iterable[str]) -> Context:
        """As the desk is given it: without readings, and with the sources only of these and of what they take from."""
        wanted = set(article_ids)
        sources = {one: self.sources(one) for one in wanted}
        taken = {rest.article_id for one in sources.values() for rest in one.rests_on if rest.article_id is not None}
        sources |= {one: self.sources(one) for one in taken}
        return Context({}, {one: self.publication(one) for one in wanted}, {}, sources)

    def made_events(self) -> tuple[Event, ...]:
        groups: defaultdict[int, list[str]] = defaultdict(list)
        for article_id in sorted(self.readings):
            if self.events.get(article_id, 0):
                groups[self.events[article_id]].append(article_id)
        return tuple(made_event(number, members) for number, members in groups.items())

    def events_of(self, pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Event]:
        every = {(ref.article_id, ref.claim_id): event for event in self.made_events() for ref in event.claims}
        return {pair: every[pair] for pair in pairs if pair in every}

    def rebuilt(self) -> tuple[MergedTie, ...]:
        readings = [self.readings[one] for one in sorted(self.readings)]
        publications = {one: self.publication(one) for one in self.readings}
        by_id = {one.article.id: one for one in readings}
        return merge_ties(readings, Context(by_id, publications, {}, self.all_sources()), WORDS, self.made_events())


def made_event(number: int, articles: list[str]) -> Event:
    """An event whose day depends on who tells of it."""
    day = f"2022-0{number}-1{len(articles)}"
    refs = tuple(ClaimRef(one, "c0", 0, 1, "occurred", None, False, 1.0, ()) for one in articles)
    date = DateValue(day, day, "stated", "by hand")
    return Event(f"ev-{number}", "SUPPORT", None, date, (), (), None, None, "occurred", (), refs, tuple(articles), (), ())


Step = tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int]]
IDENTIFIERS = st.sampled_from(IDS)
STEPS = st.lists(
    st.tuples(
        st.dictionaries(IDENTIFIERS, st.integers(-4, 60), max_size=5),
        st.dictionaries(IDENTIFIERS, st.integers(0, 5), max_size=2),
        st.dictionaries(IDENTIFIERS, st.integers(0, 11), max_size=3),
        st.dictionaries(IDENTIFIERS, st.integers(0, 3), max_size=3),
    ),
    max_size=6,
)


def take(world: World, desk: TieDesk, step: Step) -> Changed[MergedTie]:
    """Change the world and tell the desk, as an integrator would: nothing but what differs."""
    read, days, origins, events = step
    before = {one: (world.publication(one), world.sources(one)) for one in world.readings}
    told = world.events_of((one, "c0") for one in world.readings)
    come = {one: reading_of(one, number) for one, number in read.items() if number >= 0}
    gone = {one for one, number in read.items() if number < 0 and one in world.readings}
    world.readings = {one: reading for one, reading in {**world.readings, **come}.items() if one not in gone}
    world.days |= days
    world.origins |= origins
    world.events |= events
    now = {one: (world.publication(one), world.sources(one)) for one in world.readings}
    changed = {one for one in now.keys() & before.keys() - come.keys() if now[one] != before[one]}
    tells = world.events_of((one, "c0") for one in world.readings)
    claims = {pair for pair in told.keys() | tells.keys() if told.get(pair) != tells.get(pair)}
    return desk.update(come, gone, changed, claims)


@settings(max_examples=30, deadline=None)
@given(STEPS)
def test_ties_after_any_updates_are_those_of_a_rebuild(steps: list[Step]) -> None:
    world, shelf = World(), MemoryShelf()
    shown: dict[str, MergedTie] = {}
    for step in steps:
        desk = TieDesk(shelf, WORDS, context=world.context, events=world.events_of)  # goes on where another left off
        change = take(world, desk, step)
        assert not set(change.gone) & {one.id for one in change.come}
        assert set(change.gone) <= shown.keys()
        assert all(shown.get(one.id) != one for one in change.come)
        shown = {one: tie for one, tie in shown.items() if one not in change.gone} | {tie.id: tie for tie in change.come}
        assert shown == {tie.id: tie for tie in world.rebuilt()}


def test_a_shelf_is_empty_when_all_articles_are_gone() -> None:
    world, shelf = World(), MemoryShelf()
    desk = TieDesk(shelf, WORDS, context=world.context, events=world.events_of)
    assert take(world, desk, (dict(zip(IDS, range(20, 28), strict=True)), {}, dict.fromkeys(IDS, 3), dict.fromkeys(IDS, 1))).come
    take(world, desk, (dict.fromkeys(IDS, -1), {}, {}, {}))
    values, places = shelf.contents()
    assert not any(values.values())
    assert not [entry for index in places.values() for entry in index.entries()]


def test_an_article_that_comes_again_as_it_was_changes_nothing() -> None:
    world = World()
    desk = TieDesk(MemoryShelf(), WORDS, context=world.context, events=world.events_of)
    assert take(world, desk, (dict.fromkeys(IDS, 20), {}, {}, {})).come
    assert take(world, desk, (dict.fromkeys(IDS, 20), {}, {}, {})) == Changed()


def test_the_order_of_what_comes_plays_no_part() -> None:
    shelves = MemoryShelf(), MemoryShelf()
    for shelf, order in zip(shelves, (IDS, IDS[::-1]), strict=True):
        world = World(origins=dict.fromkeys(IDS, 3))
        desk = TieDesk(shelf, WORDS, context=world.context, events=world.events_of)
        for article_id in order:
            take(world, desk, ({article_id: IDS.index(article_id) + 20}, {}, {}, {}))
    assert shelves[0].contents()[0] == shelves[1].contents()[0]


def test_an_article_touches_its_own_ties_only() -> None:
    every = {one.article.id: one for one in (made_reading(number, filler=False) for number in range(200))}

    def context(article_ids: Iterable[str]) -> Context:
        wanted = list(article_ids)
        publications = {one: every[one].article.publication for one in wanted}
        return Context({}, publications, {}, {one: Sources(None, one, (), {}) for one in wanted})

    for count in (60, 199):
        shelf = CountingShelf()
        desk = TieDesk(shelf, WORDS, context=context, events=lambda _: {})
        assert len(desk.update(dict(list(every.items())[:count]), (), (), ()).come) > 30
        shelf.forget()
        change = desk.update(dict([list(every.items())[-1]]), (), (), ())
        stated = sum(len(tie.evidence) for tie in change.come)
        assert len(shelf.written) < 30
        assert len(shelf.read) < 50 + 2 * stated  # what each article says that states the tie, and that it does
