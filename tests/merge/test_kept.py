"""A picture that is kept and changed is the one that is made from nothing, whatever comes and goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from benchmarks.synthetic import readings as made_readings
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge import picture as whole
from lagebild.merge import regions
from lagebild.merge.desks.changed import Changed
from lagebild.merge.desks.dyads import dyad_key
from lagebild.merge.desks.figures import difference_key
from lagebild.merge.kept import KeptPicture
from lagebild.merge.texts import Frequency, frequency_of, terms_of, vectors_of
from lagebild.merge.words import words_of
from lagebild.model.picture import Picture, Story, in_order
from lagebild.model.reading import Reading
from tests.merge.desks.shelves import CountingShelf, MemoryShelf
from tests.merge.make import PACK, UNKNOWN

KEYS: dict[str, Any] = {
    "articles": lambda one: one.id,
    "stories": lambda one: one.id,
    "events": lambda one: one.id,
    "ties": lambda one: one.id,
    "figure_differences": difference_key,
    "promises": lambda one: one.event_id,
    "dyads": dyad_key,
}


@cache
def readings() -> dict[str, Reading]:
    """Made-up articles of two days, copies among them; every seventh has lost its date."""
    found = {}
    for number, reading in enumerate(made_readings(36)):
        article = replace(reading.article, publication=UNKNOWN) if number % 7 == 3 else reading.article
        found[article.id] = replace(reading, article=article)
    return found


IDS = sorted(readings())


@cache
def frequency() -> Frequency:
    return frequency_of(terms_of(reading, words_of(PACK)) for reading in readings().values())


class Kept:
    """A picture as its changes tell it, and the articles in it."""

    def __init__(self, shelf: MemoryShelf | None = None) -> None:
        self.shelf = MemoryShelf() if shelf is None else shelf
        self.parts: dict[str, dict[str, Any]] = {name: {} for name in KEYS}
        self.have: dict[str, Reading] = {}

    def update(self, come: Iterable[str], gone: Iterable[str] = ()) -> dict[str, Changed[Any]]:
        new = {article_id: readings()[article_id] for article_id in come}
        change = KeptPicture(self.shelf, PACK, frequency()).update(new, gone)  # another one every time
        self.have = {key: one for key, one in self.have.items() if key not in set(gone) - new.keys()} | new
        changes = {name: getattr(change, name) for name in KEYS}
        for name, changed in changes.items():
            for key in changed.gone:
                del self.parts[name][key]
            self.parts[name] |= {KEYS[name](one): one for one in changed.come}
        return changes

    def picture(self) -> Picture:
        return in_order(Picture(**{name: tuple(part.values()) for name, part in self.parts.items()}))


@pytest.fixture(autouse=True)
def _alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture from nothing also in regions, and with the same frequencies of words."""
    monkeypatch.setattr(regions, "SMALL", 0)
    monkeypatch.setattr(whole, "vectors_of", lambda known, words, **_: vectors_of(known, words, frequency=frequency()))


def rebuilt(have: dict[str, Reading], earlier: tuple[Story, ...]) -> Picture:
    return in_order(whole.merge_readings(list(have.values()), pack=PACK, earlier=earlier))


UPDATES = st.lists(
    st.tuples(st.sets(st.sampled_from(IDS), max_size=9), st.sets(st.sampled_from(IDS), max_size=3)), min_size=1, max_size=3
)


@settings(max_examples=3, deadline=None)
@given(st.sets(st.sampled_from(IDS), min_size=12), UPDATES)
def test_a_kept_picture_is_the_one_from_nothing(first: set[str], updates: list[tuple[set[str], set[str]]]) -> None:
    kept = Kept()
    earlier: tuple[Story, ...] = ()
    for come, gone in [(first, set[str]()), *updates]:
        kept.update(sorted(come), gone)
        full = rebuilt(kept.have, earlier)
        for name in KEYS:
            assert getattr(kept.picture(), name) == getattr(full, name), name
        earlier = full.stories


def test_all_of_it_in_any_batches_is_one_picture() -> None:
    at_once, by_parts = Kept(), Kept()
    at_once.update(IDS)
    for at in range(0, len(IDS), 10):
        by_parts.update(IDS[at : at + 10])
    for name in KEYS.keys() - {"articles", "stories"}:  # ids of stories last
        assert getattr(by_parts.picture(), name) == getattr(at_once.picture(), name), name


def test_nothing_is_left_when_all_articles_have_gone() -> None:
    kept = Kept()
    kept.update(IDS[:8])
    kept.update((), IDS[:8])
    assert kept.picture() == Picture((), (), (), (), (), ())
    values, places = kept.shelf.contents()
    left = {kind for kind, held in values.items() if held}
    assert left <= {"book.next", "calendar.counts", "lineage.next", "promise.newest"}
    assert not any(list(index.entries()) for index in places.values())


def test_one_article_more_touches_its_own_only() -> None:
    shelf = CountingShelf()
    kept = Kept(shelf)
    last = next(key for key in reversed(list(readings())) if readings()[key].article.publication.day is not None)
    kept.update(key for key in IDS if key != last)
    shelf.forget()
    changes = kept.update([last])
    told = changes["events"].come
    assert told
    assert len(told) < len(kept.parts["events"]) / 2
    written = {key for kind, key in shelf.written if kind == "readings"}
    assert written == {last}


def test_the_same_article_again_changes_nothing() -> None:
    kept = Kept()
    kept.update(IDS[:12])
    before = kept.picture()
    changes = kept.update(IDS[:2])
    assert kept.picture() == before
    assert all(not changes[name].gone for name in KEYS)
    assert all(not changes[name].come for name in KEYS.keys() - {"events"})
    ids = {(ref.article_id, ref.claim_id): event.id for event in before.events for ref in event.claims}
    desk = KeptPicture(kept.shelf, PACK, frequency())._events
    assert {pair: event.id for pair, event in desk.of_claims(ids).items()} == ids
