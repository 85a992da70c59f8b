"""What a book of regions holds its units, marks and regions in: memory, or a shelf of which only what is asked for is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from lagebild.merge.days import Window
from lagebild.merge.facts import Facts
from lagebild.merge.live import Block, Group, Index, Live, Mark, Ref
from lagebild.merge.liveindex import LiveIndex
from lagebild.merge.regions import Grown, Judged
from lagebild.merge.shelf import Shelf
from lagebild.merge.units import Cluster, Unit, unit_of

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_FACTS: TypeAdapter[tuple[Facts, ...]] = TypeAdapter(tuple[Facts, ...])


class Rows(Generic[Key, Value]):
    """Values by key; with a shelf, read from it when they are asked for and written back when they have changed."""

    def __init__(
        self,
        shelf: Shelf | None = None,
        kind: str = "",
        encode: Callable[[Value], Any] = lambda value: value,
        decode: Callable[[Any], Value] = lambda value: value,
    ) -> None:
        self._shelf, self._kind, self._encode, self._decode = shelf, kind, encode, decode
        self._values: dict[Key, Value | None] = {}
        self._texts: dict[Key, str] = {}

    def __getitem__(self, key: Key) -> Value:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key: Key, value: Value) -> None:
        self._values[key] = value

    def get(self, key: Key) -> Value | None:
        """The value, None where there is none."""
        if key in self._values or self._shelf is None:
            return self._values.get(key)
        text = self._shelf.get(self._kind, key)  # type: ignore[arg-type]
        value = None if text is None else self._decode(json.loads(text))
        self._values[key] = value
        if text is not None:
            self._texts[key] = text
        return value

    def take(self, key: Key) -> Value | None:
        """The value, which is no more."""
        value = self.get(key)
        if self._shelf is None:
            self._values.pop(key, None)
        else:
            self._values[key] = None
        return value

    def values(self) -> list[Value]:
        """All values that are in memory."""
        return [value for value in self._values.values() if value is not None]

    def save(self) -> None:
        """Write what has changed to the shelf."""
        if self._shelf is None:
            return
        for key, value in self._values.items():
            if value is None:
                if self._texts.pop(key, None) is not None:
                    self._shelf.drop(self._kind, key)  # type: ignore[arg-type]
                continue
            text = json.dumps(self._encode(value), separators=(",", ":"))
            if text != self._texts.get(key):
                self._shelf.put(self._kind, key, text)  # type: ignore[arg-type]
                self._texts[key] = text


class ShelfIndex:
    """An index of things by block and days on a shelf."""

    def __init__(self, shelf: Shelf, kind: str) -> None:
        self._shelf, self._kind = shelf, kind

    def add(self, key: str, blocks: Iterable[Block], window: Window) -> None:
        self._shelf.add(self._kind, key, map("\t".join, blocks), window)

    def remove(self, key: str, blocks: Iterable[Block], window: Window) -> None:
        self._shelf.remove(self._kind, key, map("\t".join, blocks), window)

    def touching(self, blocks: Iterable[Block], window: Window, *, gap: int = 0) -> set[str]:
        return set(map(str, self._shelf.touching(self._kind, map("\t".join, blocks), window, gap=gap)))


class Days(Mapping[str, Window]):
    """The days of publication of the articles of a book."""

    def __init__(self, units: UnitRows) -> None:
        self._units = units

    def __getitem__(self, article_id: str) -> Window:
        return self._units.days_of(article_id)

    def __iter__(self) -> Any:
        raise NotImplementedError("the days of articles are looked up, never listed")

    def __len__(self) -> int:
        raise NotImplementedError("the days of articles are looked up, never counted")


class UnitRows:
    """The units of articles by their refs, with the days of the articles and a mark for every unit."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self._shelf = shelf
        self._units: dict[Ref, Unit] = {}
        self._refs: dict[Unit, Ref] = {}
        self._days: Rows[str, Window] = Rows(
            shelf, "book.days", lambda days: [days.start, days.end], lambda pair: Window(pair[0], pair[1])
        )
        self.marks: Rows[str, list[Mark]] = Rows(shelf, "book.marks", _plain_marks, _marks)

    def __getitem__(self, ref: Ref) -> Unit:
        found = self._units.get(ref)
        if found is None:
            text = None if self._shelf is None else self._shelf.get("book.units", ref)
            if text is None:
                raise KeyError(ref)
            found = unit_of(_FACTS.validate_json(text))
            self._keep(ref, found)
        return found

    def _keep(self, ref: Ref, unit: Unit) -> None:
        self._units[ref] = unit
        self._refs[unit] = ref

    def of_article(self, article_id: str) -> tuple[Unit, ...]:
        """The units of an article, none if it is not known."""
        return tuple(self[f"{article_id}#{number}"] for number in range(len(self.marks.get(article_id) or ())))

    def ref_of(self, unit: Unit) -> Ref:
        return self._refs[unit]

    def is_there(self, ref: Ref, unit: Unit) -> bool:
        """Whether the unit is still known by the ref; an article that was read anew has others."""
        return self._units.get(ref) is unit

    def mark_of(self, ref: Ref) -> Mark:
        article_id, _, number = ref.partition("#")
        return self.marks[article_id][int(number)]

    def days_of(self, article_id: str) -> Window:
        return self._days[article_id]

    def put(self, article_id: str, days: Window, units: tuple[Unit, ...]) -> None:
        """Set the units of an article that has none, with fresh marks."""
        self._days[article_id] = days
        self.marks[article_id] = [Mark() for _ in units]
        for number, unit in enumerate(units):
            ref = f"{article_id}#{number}"
            self._keep(ref, unit)
            if self._shelf is not None:
                self._shelf.put("book.units", ref, _FACTS.dump_json(unit.facts).decode())

    def drop(self, article_id: str) -> None:
        """Take an article away."""
        for number in range(len(self.marks.take(article_id) or ())):
            ref = f"{article_id}#{number}"
            self._units.pop(ref, None)
            if self._shelf is not None:
                self._shelf.drop("book.units", ref)
        self._days.take(article_id)

    def save(self) -> None:
        self._days.save()
        self.marks.save()


def _plain_marks(marks: list[Mark]) -> list[Any]:
    return [[mark.home, mark.choices, mark.group] for mark in marks]


def _marks(plain: list[Any]) -> list[Mark]:
    return [Mark(home, choices, group) for home, choices, group in plain]


class RegionRows:
    """Regions, free groups and what lasts, by their numbers and acts."""

    def __init__(self, units: UnitRows, days: Mapping[str, Window], judged: Judged, shelf: Shelf | None = None) -> None:
        self._units, self._days, self._judged = units, days, judged
        self.live: Rows[int, Live] = Rows(shelf, "book.regions", self._plain_live, self._live)
        self.groups: Rows[int, Group] = Rows(shelf, "book.groups", self._plain_group, self._group)
        self.lasting: Rows[str, Group] = Rows(shelf, "book.lasting", self._plain_group, self._group)
        self._next: Rows[str, int] = Rows(shelf, "book.next")

    def new_number(self) -> int:
        """A number for a region or group that none has had."""
        number = self._next.get("number") or 1
        self._next["number"] = number + 1
        return number

    def _plain(self, clusters: Iterable[Cluster]) -> list[list[Ref]]:
        return [[self._units.ref_of(unit) for unit in cluster] for cluster in clusters]

    def _clusters(self, plain: Iterable[Iterable[Ref]]) -> list[Cluster]:
        return [[self._units[ref] for ref in cluster] for cluster in plain]

    def _plain_live(self, live: Live) -> list[Any]:
        cores = [self._units.ref_of(unit) for unit in live.cores.cores]
        return [cores, [sorted(leaves) for leaves in live.leaves], [self._plain(clusters) for clusters in live.clusters]]

    def _live(self, plain: list[Any]) -> Live:
        cores, leaves, clusters = plain
        grown = Grown([self._units[ref] for ref in cores], self._days, self._judged)
        gained = [{ref: self._units[ref] for ref in refs} for refs in leaves]
        return Live(grown, gained, [self._clusters(found) for found in clusters])

    def _plain_group(self, group: Group) -> list[Any]:
        return [sorted(group.units), self._plain(group.clusters)]

    def _group(self, plain: list[Any]) -> Group:
        refs, clusters = plain
        return Group({ref: self._units[ref] for ref in refs}, self._clusters(clusters))

    def save(self) -> None:
        for rows in (self.live, self.groups, self.lasting, self._next):
            rows.save()


def index_on(shelf: Shelf | None, kind: str) -> Index:
    """An index in memory, or on the shelf."""
    return LiveIndex[Block, str]() if shelf is None else ShelfIndex(shelf, kind)
