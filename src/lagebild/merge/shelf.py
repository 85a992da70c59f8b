"""What a picture keeps from one update to the next, on disk or in memory: values by kind and key, items by block and days.

Whoever updates a part of the picture (`lagebild/merge/desks`) asks the shelf for what the update touches, and for nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol

from lagebild.merge.days import ANY, Window
from lagebild.merge.liveindex import LiveIndex

Item = str | int


class Shelf(Protocol):
    """Values and items of one picture. All values are JSON texts; a kind belongs to one desk."""

    def get(self, kind: str, key: Item) -> str | None:
        """The value, None where there is none."""

    def many(self, kind: str, keys: Iterable[Item]) -> dict[Item, str]:
        """The values of those of the keys that have one."""

    def put(self, kind: str, key: Item, value: str) -> None:
        """Set a value."""

    def drop(self, kind: str, key: Item) -> None:
        """Take a value away, if there is one."""

    def add(self, kind: str, item: Item, blocks: Iterable[str], window: Window = ANY) -> None:
        """File an item under blocks, on the days of the window."""

    def remove(self, kind: str, item: Item, blocks: Iterable[str], window: Window = ANY) -> None:
        """Take an item away that was filed so; the window is that of filing."""

    def touching(self, kind: str, blocks: Iterable[str], window: Window = ANY, *, gap: int = 0) -> set[Item]:
        """The items that share a block and lie at most `gap` days from the window."""


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
