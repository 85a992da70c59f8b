"""What an earlier picture has worked out, for the next one to use again where nothing that it depends on has changed.

A picture is a function of readings. Most of its steps look at one article or one happening only; a `MergeMemo` keeps their
results beside all that went into them, and a result is used again only where that is equal. So a picture that was made with a
memo is the one that would be made without; articles may come, go and change between the two in any order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from lagebild.merge.days import Window
from lagebild.merge.incremental import RegionBook
from lagebild.merge.regions import SMALL, Judged, cluster_regions
from lagebild.merge.units import Cluster, Unit
from lagebild.model.reading import Reading

Value = TypeVar("Value")


MOST = 3_000  # articles of which results are kept: with 1,000 the process measured 0.9 GB


class MergeMemo:
    """Results of the steps of a picture, in memory; of a picture of more than `most` articles none are kept."""

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._keeps = True
        self._old: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._new: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._books: dict[int, _Book] = {}
        self._readings: dict[str, Reading] = {}
        self._language: str | None = None

    def begin(self, language: str, articles: int) -> None:
        """Forget what was worked out with the words of another language, and everything before a picture of too many articles."""
        self._keeps = articles <= self._most
        if language != self._language or not self._keeps:
            self._old, self._new, self._books, self._language = {}, {}, {}, language
            self._readings = {}

    def known(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings, equal ones as the objects of the picture before: these need not be compared again."""
        if not self._keeps:
            return list(readings)
        before = self._readings
        now = [old if (old := before.get(one.article.id)) == one else one for one in readings]
        self._readings = {one.article.id: one for one in now}
        return now

    def once(self, key: Hashable, depends: tuple[Any, ...], make: Callable[[], Value]) -> Value:
        """What `make` gives, made anew only where what it depends on differs.

        Args:
            key: the step and what it is done for.
            depends: everything that the result follows from and that can differ from one picture to the next.
            make: makes the result.
        """
        if not self._keeps:
            return make()
        found = self._new.get(key) or self._old.get(key)
        if found is None or found[0] != depends:
            found = depends, make()
        self._new[key] = found
        value: Value = found[1]
        return value

    def clusters(
        self, number: int, units: Mapping[str, tuple[Unit, ...]], days: Mapping[str, Window], judged: Judged
    ) -> list[Cluster]:
        """The happenings of all units, as `cluster_regions` gives them.

        Args:
            number: the round of dating; one picture differs from the next less than its rounds from each other.
            units: those of every article.
            days: on which every article can have appeared.
            judged: what people have said of pairs of claims.
        """
        if not self._keeps or sum(map(len, units.values())) <= SMALL:
            self._books.pop(number, None)
            every = (unit for members in units.values() for unit in members)
            return cluster_regions(every, days, together=judged.together, apart=judged.apart)
        book = self._books.pop(number, None)  # one that fails half-way is not used again
        if book is None or book.judged != judged:
            book = _Book(judged)
        found = book.clusters(units, days)
        self._books[number] = book
        return found

    def finish(self) -> None:
        """Forget what the picture that was made last has not used."""
        self._old, self._new = self._new, {}


class _Book:
    """The regions of one round."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        self._regions = RegionBook(judged)
        self._known: dict[str, tuple[Window, tuple[Unit, ...]]] = {}

    def clusters(self, units: Mapping[str, tuple[Unit, ...]], days: Mapping[str, Window]) -> list[Cluster]:
        now = {article_id: (days[article_id], members) for article_id, members in units.items()}
        come = {article_id: one for article_id, one in now.items() if self._known.get(article_id) != one}
        self._regions.update(come, self._known.keys() - now.keys())
        self._known = now
        return self._regions.clusters()


def by_article(resolved: Mapping[tuple[str, str], Value]) -> dict[str, tuple[tuple[str, Value], ...]]:
    """What is known of claims, by article and in the order of claims."""
    found: defaultdict[str, list[tuple[str, Value]]] = defaultdict(list)
    for article_id, claim_id in sorted(resolved):
        found[article_id].append((claim_id, resolved[article_id, claim_id]))
    return {article_id: tuple(values) for article_id, values in found.items()}


def units_key(units: Sequence[Unit]) -> tuple[tuple[str, int, str], ...]:
    """What a cluster is known by from one picture to the next."""
    return tuple(unit.key for unit in units)
