"""Figures that are kept compared are those that a full comparison gives, whatever comes, goes and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from benchmarks.synthetic import reading_of as made_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge.desks.changed import Changed
from lagebild.merge.desks.figures import FigureDesk, difference_key
from lagebild.merge.figures import compare_figures
from lagebild.merge.words import words_of
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue, Figure
from lagebild.model.picture import FigureDifference
from lagebild.model.reading import Reading
from lagebild.model.span import Span
from tests.merge.desks.shelves import CountingShelf, MemoryShelf
from tests.merge.make import CHILE, NORWAY, PACK, PERU, make_reading

WORDS = words_of(PACK)
IDS = tuple(f"a-{letter}" for letter in "abcdefghij")
VALUES = (10.0, 20.0, 30.0)
COMPARATORS = ("exact", "exact", "more than", "about")
MEASURES = ("Wachstum des Handels", "Handel", "Ausfuhr von Lachs im Handel", None)
SUBJECTS = ((NORWAY, PERU), (NORWAY, PERU, CHILE), (NORWAY, CHILE), (NORWAY,))
PERIODS = (DateValue("2022-01-01", "2022-12-31", "stated", "by hand"), None, DateValue("2023-05-01", "2023-05-02", "stated", ""))
TEXT = "Der Handel wuchs um 10, 20 oder 30 Prozent, sagen Norwegen, Peru und Chile."


def figure_of(number: int) -> Figure:
    """One of many figures on a few matters."""
    value = VALUES[number % 3]
    words = f"{value:.0f}"
    begin = TEXT.index(words)
    return Figure(
        f"f{number % 4}", 0, Span(words, begin, begin + 2), value, None, ("percent", "t", "USD")[number // 3 % 3 // 2],
        COMPARATORS[number // 5 % 4], MEASURES[number // 7 % 4], None, SUBJECTS[number // 2 % 4],  # type: ignore[arg-type]
        PERIODS[number // 11 % 3], NORWAY, "test",
    )  # fmt: skip


def reading_of(article_id: str, number: int) -> Reading:
    """An article with up to three figures."""
    figures = [figure_of(number * 5 + step * 13) for step in range(number % 4)]
    reading = make_reading(TEXT, figures=figures, published=f"2023-05-{number % 20 + 1:02}")
    return replace(reading, article=replace(reading.article, id=article_id))


@dataclass
class World:
    """All that compared figures follow from. Days are those of the picture, where it knows them better than the readings."""

    readings: dict[str, Reading] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)

    def published(self) -> dict[str, Publication]:
        found = {one: f"2023-05-{self.days[one] + 1:02}" for one in self.readings if self.days.get(one)}
        return {one: Publication(day, day, "derived", "day") for one, day in found.items()}

    def shared(self, article_ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """Some share an agency."""
        return {one: frozenset({f"text:{one}", f"of:{self.keys.get(one, 0) or one}"}) for one in article_ids}

    def rebuilt(self) -> tuple[FigureDifference, ...]:
        readings = [self.readings[one] for one in sorted(self.readings)]
        return compare_figures(readings, WORDS, self.shared(self.readings), self.published())


Step = tuple[dict[str, int], dict[str, int], dict[str, int]]
IDENTIFIERS = st.sampled_from(IDS)
STEPS = st.lists(
    st.tuples(
        st.dictionaries(IDENTIFIERS, st.integers(-8, 80), max_size=8),
        st.dictionaries(IDENTIFIERS, st.integers(1, 25), max_size=3),
        st.dictionaries(IDENTIFIERS, st.integers(0, 2), max_size=3),
    ),
    max_size=6,
)


def take(world: World, desk: FigureDesk, step: Step) -> Changed[FigureDifference]:
    """Change the world and tell the desk nothing but what differs."""
    read, days, keys = step
    before = world.published(), world.shared(world.readings)
    come = {one: reading_of(one, number) for one, number in read.items() if number >= 0}
    gone = {one for one, number in read.items() if number < 0 and one in world.readings}
    world.readings = {one: reading for one, reading in {**world.readings, **come}.items() if one not in gone}
    world.days |= days
    world.keys |= keys
    published, shared = world.published(), world.shared(world.readings)
    told = {one: day for one, day in published.items() if one in come or day != before[0].get(one)}
    return desk.update(come, gone, told, {one for one in shared.keys() - come.keys() if shared[one] != before[1][one]})


@settings(max_examples=30, deadline=None)
@given(STEPS)
def test_figures_after_any_updates_are_those_of_a_full_comparison(steps: list[Step]) -> None:
    world, shelf = World(), MemoryShelf()
    shown: dict[str, FigureDifference] = {}
    for step in steps:
        desk = FigureDesk(shelf, WORDS, shared=world.shared)  # goes on where another left off
        change = take(world, desk, step)
        assert not set(change.gone) & set(map(difference_key, change.come))
        assert set(change.gone) <= shown.keys()
        assert all(shown.get(difference_key(one)) != one for one in change.come)
        shown = {key: one for key, one in shown.items() if key not in change.gone}
        shown |= {difference_key(one): one for one in change.come}
        assert shown == {difference_key(one): one for one in world.rebuilt()}


def test_a_shelf_is_empty_when_all_articles_are_gone() -> None:
    world, shelf = World(), MemoryShelf()
    desk = FigureDesk(shelf, WORDS, shared=world.shared)
    assert take(world, desk, (dict(zip(IDS, range(21, 31), strict=True)), {}, {})).come
    take(world, desk, (dict.fromkeys(IDS, -1), {}, {}))
    values, places = shelf.contents()
    assert not any(values.values())
    assert not [entry for index in places.values() for entry in index.entries()]


def test_of_the_same_relation_in_two_blocks_the_first_counts() -> None:
    years = {year: DateValue(f"{year}-01-01", f"{year}-12-31", "stated", "by hand") for year in (2021, 2022)}
    world = World()
    for article_id, number in zip(IDS, (0, 1), strict=False):
        one = replace(figure_of(number), id="f", unit="percent", subjects=SUBJECTS[0])
        figures = tuple(replace(one, period=days, measures=f"Handel im Jahr {year}") for year, days in years.items())
        world.readings[article_id] = replace(reading_of(article_id, 1), figures=figures)
    desk = FigureDesk(MemoryShelf(), WORDS, shared=world.shared)
    (difference,) = desk.update(world.readings, (), {}, ()).come
    assert difference.measures == "Handel im Jahr 2021"
    assert world.rebuilt() == (difference,)


def test_an_article_that_comes_again_as_it_was_changes_nothing() -> None:
    world = World()
    desk = FigureDesk(MemoryShelf(), WORDS, shared=world.shared)
    assert take(world, desk, (dict.fromkeys(IDS, 3), {}, {})).come
    assert take(world, desk, (dict.fromkeys(IDS, 3), {}, {})) == Changed()


def test_an_article_touches_the_blocks_of_its_figures_only() -> None:
    every = {one.article.id: one for one in (made_reading(number, filler=False) for number in range(200))}
    new = list(every.items())[-1]
    reads = []
    for count in (60, 199):
        shelf = CountingShelf()
        desk = FigureDesk(shelf, WORDS, shared=lambda ids: {one: frozenset({one}) for one in ids})
        before = desk.update(dict(list(every.items())[:count]), (), {}, ()).come
        shelf.forget()
        change = desk.update(dict([new]), (), {}, ())
        reads.append(len(shelf.read))
        assert len(shelf.written) < 60
    assert max(reads) < 200
    shown = {difference_key(one): one for one in (*before, *change.come)}.items()
    rebuilt = compare_figures([every[one] for one in sorted(every)], WORDS, {one: frozenset({one}) for one in every})
    assert {one for key, one in shown if key not in change.gone} == set(rebuilt)
