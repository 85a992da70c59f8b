"""Shelves in memory, one of which counts what is asked of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lagebild.merge.days import ANY, Window
from lagebild.merge.liveindex import LiveIndex
from lagebild.merge.shelf import Item


class MemoryShelf:
    """A shelf in memory."""

    def __init__(self) -> None:
        self._values: defaultdict[str, dict[Item, str]] = defaultdict(dict)
        self._places: defaultdict[str, LiveIndex[str, Item]] = defaultdict(LiveIndex)

    def get(self, kind: str, key: Item) -> str | None:
        return self._values[kind].get(key)

    def many(self, kind: str, keys: Iterable[Item]) -> dict[Item, str]:
        values = self._values[kind]
        return {key: values[key] for key in keys if key in values}

    def put(self, kind: str, key: Item, value: str) -> None:
        self._values[kind][key] = value

    def drop(self, kind: str, key: Item) -> None:
        self._values[kind].pop(key, None)

    def add(self, kind: str, item: Item, blocks: Iterable[str], window: Window = ANY) -> None:
        self._places[kind].add(item, blocks, window)

    def remove(self, kind: str, item: Item, blocks: Iterable[str], window: Window = ANY) -> None:
        self._places[kind].remove(item, blocks, window)

    def touching(self, kind: str, blocks: Iterable[str], window: Window = ANY, *, gap: int = 0) -> set[Item]:
        return self._places[kind].touching(blocks, window, gap=gap)

    def contents(self) -> tuple[Mapping[str, Mapping[Item, str]], Mapping[str, LiveIndex[str, Item]]]:
        """Everything on the shelf: values, and items by kind."""
        return self._values, self._places


class CountingShelf(MemoryShelf):
    """A shelf that keeps which values and items were read, and which values were written."""

    def __init__(self) -> None:
        super().__init__()
        self.read: set[tuple[str, Item]] = set()
        self.written: set[tuple[str, Item]] = set()

    def forget(self) -> None:
        self.read.clear()
        self.written.clear()

    def get(self, kind: str, key: Item) -> str | None:
        self.read.add((kind, key))
        return super().get(kind, key)

    def many(self, kind: str, keys: Iterable[Item]) -> dict[Item, str]:
        wanted = list(keys)
        self.read.update((kind, key) for key in wanted)
        return super().many(kind, wanted)

    def put(self, kind: str, key: Item, value: str) -> None:
        self.written.add((kind, key))
        super().put(kind, key, value)

    def drop(self, kind: str, key: Item) -> None:
        self.written.add((kind, key))
        super().drop(kind, key)

    def touching(self, kind: str, blocks: Iterable[str], window: Window = ANY, *, gap: int = 0) -> set[Item]:
        found = super().touching(kind, blocks, window, gap=gap)
        self.read.update((kind, item) for item in found)
        return found
