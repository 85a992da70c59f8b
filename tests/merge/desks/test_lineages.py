"""Lineages that are kept up to date are those of the full function, whatever comes, goes and changes."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge import copies
from lagebild.merge.copies import find_lineages
from lagebild.merge.desks import lineages as desk_module
from lagebild.merge.desks.lineages import LineageDesk
from lagebild.model.article import Article, Source
from tests.merge.desks.shelves import CountingShelf, MemoryShelf
from tests.merge.make import publication

RNG = random.Random(7)
SENTENCES = tuple(" ".join("".join(RNG.choices("abcdefgh", k=5)) for _ in range(size)) for size in (14, 15, 18, 13, 22, 6, 9, 17))
IDS = tuple(f"a-{number}" for number in range(9))
DAYS = (None, "2023-05-01", "2023-05-02", ("2023-05-01", "2023-05-31"))
Version = tuple[tuple[int, ...], int, bool]

versions = st.tuples(
    st.lists(st.integers(0, len(SENTENCES) - 1), max_size=5).map(tuple), st.integers(0, len(DAYS) - 1), st.booleans()
)
steps_of = st.tuples(st.dictionaries(st.sampled_from(IDS), versions, max_size=5), st.sets(st.sampled_from(IDS), max_size=3))
updates = st.lists(steps_of, max_size=6)


def make_article(article_id: str, version: Version) -> Article:
    sentences, day, credited = version
    text = ". ".join(SENTENCES[number] for number in sentences)
    agencies = (Source("dpa", "agency", None),) if credited else ()
    return Article(article_id, text, None, "de", publication(DAYS[day]), credits=agencies)


class Collection:
    """Articles beside a desk that follows them; a desk may ask for those that are there, and for no others."""

    def __init__(self, shelf: MemoryShelf) -> None:
        self.shelf = shelf
        self.have: dict[str, Article] = {}
        self.asked: set[str] = set()
        self.reopen()

    def reopen(self) -> None:
        self.desk = LineageDesk(self.shelf, self.ask)

    def ask(self, ids: Iterable[str]) -> Mapping[str, Article]:
        wanted = set(ids)
        self.asked |= wanted
        return {article_id: self.have[article_id] for article_id in wanted}

    def update(self, come: Mapping[str, Article], gone: Iterable[str] = ()) -> set[str]:
        for article_id in set(gone) - come.keys():
            self.have.pop(article_id, None)
        self.have.update(come)
        return self.desk.update(come, gone)

    def check(self, come: Mapping[str, Article], gone: Iterable[str] = ()) -> None:
        before = find_lineages(list(self.have.values()))
        differ = self.update(come, gone)
        now = find_lineages(list(self.have.values()))
        assert self.desk.lineages(self.have) == now
        assert differ == {article_id for article_id in now if before.get(article_id) != now[article_id]}


@contextmanager
def boilerplate_above(limit: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "MAX_POSTING", limit)
        patch.setattr(desk_module, "MAX_POSTING", limit)
        yield


@pytest.mark.parametrize("limit", [2, 50])
@settings(max_examples=40, deadline=None)
@given(updates, st.booleans())
def test_lineages_after_any_updates_are_those_of_the_full_function(
    limit: int, steps: list[tuple[dict[str, Version], set[str]]], reopened: bool
) -> None:
    with boilerplate_above(limit):
        collection = Collection(MemoryShelf())
        for come, gone in steps:
            collection.check({a: make_article(a, version) for a, version in come.items()}, gone)
            if reopened:
                collection.reopen()


@settings(max_examples=30, deadline=None)
@given(updates)
def test_a_shelf_whose_articles_have_all_gone_is_empty(steps: list[tuple[dict[str, Version], set[str]]]) -> None:
    with boilerplate_above(2):
        collection = Collection(MemoryShelf())
        for come, gone in steps:
            collection.update({a: make_article(a, version) for a, version in come.items()}, gone)
        assert collection.update({}, IDS) == set()
        values, places = collection.shelf.contents()
        assert [kind for kind, held in values.items() if held] in ([], ["lineage.next"])
        assert not [entry for index in places.values() for entry in index.entries()]


def test_the_origin_of_a_copy_of_a_copy_follows_the_one_in_between() -> None:
    first, middle, last = (0, 1, 2), (1, 2, 3, 4), (3, 4, 7)
    collection = Collection(MemoryShelf())
    for number, sentences in enumerate((first, middle, last)):
        collection.check({IDS[number]: make_article(IDS[number], (sentences, 1 + number % 2, False))})
    chain = [(first, 1), (middle, 2), (last, 3)]
    collection.check({a: make_article(a, (sentences, day, False)) for a, (sentences, day) in zip(IDS, chain, strict=False)})
    assert collection.desk.lineages([IDS[2]])[IDS[2]].origin == IDS[0]
    collection.reopen()
    collection.check({}, [IDS[0]])
    assert collection.desk.lineages([IDS[2]])[IDS[2]].origin == IDS[1]
    collection.check({IDS[0]: make_article(IDS[0], (first, 1, False))})
    collection.check({IDS[1]: make_article(IDS[1], ((5, 6), 2, False))})
    assert collection.desk.lineages([IDS[2]])[IDS[2]].copy_of is None


def test_a_copy_that_stays_as_it_is_is_not_changed() -> None:
    collection = Collection(MemoryShelf())
    collection.update({a: make_article(a, ((0, 1), 1, False)) for a in IDS[:3]})
    assert collection.update({IDS[1]: make_article(IDS[1], ((0, 1), 1, True))}) == set()


def test_an_update_of_one_article_touches_little() -> None:
    def words(number: int) -> str:
        rng = random.Random(number)
        return " ".join("".join(rng.choices("abcdefgh", k=6)) for _ in range(60))

    def costs(count: int) -> tuple[int, int]:
        shelf = CountingShelf()
        collection = Collection(shelf)
        many = {
            f"a-{n}": Article(f"a-{n}", f"{SENTENCES[4]}. {words(n)}", None, "de", publication(DAYS[1])) for n in range(count)
        }
        collection.update(many)
        collection.reopen()
        collection.asked = set()
        shelf.forget()
        text = f"{SENTENCES[4]}. {words(3)} {words(-1)}"
        assert collection.update({"a-new": Article("a-new", text, None, "de", publication(DAYS[2]))}) == {"a-new"}
        spent = len(collection.asked), len(shelf.read)
        assert collection.desk.lineages(["a-new"]) == {"a-new": find_lineages(list(collection.have.values()))["a-new"]}
        return spent

    asked, read = costs(60)
    assert costs(150) == (asked, read)
    assert 1 <= asked < 5  # the text of the one that it copies
    assert read < 250
