"""Regions that are kept up to date are those of a full rebuild, whatever comes and goes, in any order and in any batches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge.days import Window, window_of
from lagebild.merge.facts import facts_of
from lagebild.merge.incremental import RegionBook
from lagebild.merge.regions import Judged, cluster_regions, regions_of
from lagebild.merge.units import Unit, units_of
from lagebild.merge.words import words_of
from tests.merge.desks.shelves import MemoryShelf
from tests.merge.make import ANNA, CHILE, JUAN, NORWAY, OLE, PACK, PERU, ROSA, UNKNOWN, Say, make_reading, publication

FIRST = date(2023, 5, 1)
SAYINGS = (
    ("{a} besuchte am {when} {b}.", "besuchte", "CONSULT", "visit"),
    ("Zuletzt war {a} nach {b} gereist.", "gereist", "CONSULT", "visit"),
    ("{a} traf {b} zu Gesprächen über Fischerei.", "traf", "CONSULT", "meet"),
    ("{a} warf {b} vor, die Fischerei zu behindern.", "warf", "ACCUSE", None),
    ("{a} kündigte eine Reise nach {b} an.", "Reise", "AGREE", "visit"),
)
PAIRS = tuple(product((ANNA, OLE, NORWAY), (PERU, JUAN, ROSA, CHILE)))
Key = tuple[str, int, str]


@cache
def articles() -> dict[str, tuple[Window, tuple[Unit, ...]]]:
    """Small articles of six weeks in which everything recurs: visits with a day and without, talks, accusations, plans."""
    found = {}
    for number in range(36):
        day = FIRST + timedelta(days=number * 5 % 42)
        told, says = [], []
        for step in range(3):
            text, trigger, kind, mode = SAYINGS[(number + step * 2) % len(SAYINGS)]
            a, b = PAIRS[(number // 4 + step * 5) % len(PAIRS)]
            when = (day - timedelta(days=number % 3)).isoformat()
            nth = sum(sentence.count(trigger) for sentence in told) + 1
            told.append(text.format(a=a.name, b=b.name, when=when))
            stated = when if "{when}" in text else day.isoformat() if number % 2 else None
            basis = "stated" if "{when}" in text else "publication"
            status = "planned" if kind == "AGREE" else "occurred"
            says.append(Say(trigger, kind, mode, (a,), (b,), stated, basis=basis, status=status, nth=nth))
        published = None if number % 11 == 0 else day.isoformat()
        reading = make_reading(" ".join(told) + f" Ausgabe {number}.", *says, published=published)
        days = window_of(UNKNOWN if published is None else publication(published))
        found[reading.article.id] = days, units_of(facts_of(reading, words_of(PACK), days, {}))
    return found


def rebuilt(ids: Iterable[str], judged: Judged) -> list[list[Key]]:
    chosen = {article_id: articles()[article_id] for article_id in ids}
    days = {article_id: window for article_id, (window, _) in chosen.items()}
    regions = regions_of((unit for _, units in chosen.values() for unit in units), days, judged)
    return sorted(sorted(unit.key for unit in cluster) for region in regions for cluster in region.clusters)


def held(book: RegionBook) -> list[list[Key]]:
    return sorted(sorted(unit.key for unit in cluster) for cluster in book.clusters())


IDS = sorted(articles())
UPDATES = st.lists(st.tuples(st.sets(st.sampled_from(IDS), max_size=12), st.sets(st.sampled_from(IDS), max_size=4)), max_size=4)


@settings(max_examples=8, deadline=None)
@given(UPDATES)
def test_regions_after_any_updates_are_those_of_a_rebuild(updates: list[tuple[set[str], set[str]]]) -> None:
    book = RegionBook()
    have: set[str] = set()
    shown: set[tuple[Key, ...]] = set()
    for come, gone in updates:
        change = book.update({article_id: articles()[article_id] for article_id in sorted(come - gone)}, gone)
        have = (have | come) - gone
        shown -= {tuple(sorted(unit.key for unit in cluster)) for cluster in change.gone}
        shown |= {tuple(sorted(unit.key for unit in cluster)) for cluster in change.come}
        assert held(book) == rebuilt(have, Judged())
        assert sorted(map(list, shown)) == held(book)


@settings(max_examples=8, deadline=None)
@given(UPDATES)
def test_a_book_on_a_shelf_goes_on_where_another_left_off(updates: list[tuple[set[str], set[str]]]) -> None:
    shelf = MemoryShelf()
    have: set[str] = set()
    shown: set[tuple[Key, ...]] = set()
    for come, gone in updates:
        book = RegionBook(shelf=shelf)
        change = book.update({article_id: articles()[article_id] for article_id in sorted(come - gone)}, gone)
        book.save()
        have = (have | come) - gone
        left = {tuple(sorted(unit.key for unit in cluster)) for cluster in change.gone}
        assert left <= shown
        shown -= left
        shown |= {tuple(sorted(unit.key for unit in cluster)) for cluster in change.come}
        assert sorted(map(list, shown)) == rebuilt(have, Judged())
        again = RegionBook(shelf=shelf)
        assert sorted(sorted(u.key for u in c) for c in again.clusters_with(have)) == rebuilt(have, Judged())


def test_a_book_on_a_shelf_takes_no_judgements_on_pairs() -> None:
    pair = (("a-1", "c-1"), ("a-2", "c-2"))
    with pytest.raises(ValueError, match="no judgements"):
        RegionBook(Judged(frozenset({pair})), MemoryShelf())


@settings(max_examples=4, deadline=None)
@given(st.permutations(IDS), st.integers(1, 30))
def test_regions_do_not_depend_on_order_or_batches_even_with_judgements(order: list[str], size: int) -> None:
    first, second, third = (articles()[article_id][1][0].facts[0].key for article_id in IDS[:3])
    judged = Judged(frozenset({(first, second)}), frozenset({(first, third)}))
    book = RegionBook(judged)
    for at in range(0, len(order), size):
        book.update({article_id: articles()[article_id] for article_id in order[at : at + size]})
    assert held(book) == rebuilt(IDS, judged)
    assert any({first, second} <= {one.key for unit in cluster for one in unit.facts} for cluster in book.clusters())


def test_an_article_that_is_added_again_as_it_was_changes_nothing() -> None:
    book = RegionBook()
    everything = {article_id: articles()[article_id] for article_id in IDS[:6]}
    book.update(everything)
    change = book.update(everything)
    assert (change.gone, change.come) == ((), ())
    book.update({}, everything)
    assert book.clusters() == []


def test_one_more_article_changes_only_what_it_tells_of() -> None:
    book = RegionBook()
    *others, last = IDS
    book.update({article_id: articles()[article_id] for article_id in others})
    change = book.update({last: articles()[last]})
    assert 0 < len(change.come) < len(book.clusters()) / 3
    acts = {unit.act for unit in articles()[last][1]}
    assert {unit.act for cluster in change.come for unit in cluster} <= acts


def test_a_small_collection_is_one_region() -> None:
    days = {article_id: window for article_id, (window, _) in articles().items()}
    clusters = cluster_regions([unit for _, units in articles().values() for unit in units], days)
    assert sum(len(cluster) for cluster in clusters) == sum(len(units) for _, units in articles().values())
