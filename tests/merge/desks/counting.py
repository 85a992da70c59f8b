"""A shelf that counts what is asked of it."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.merge.days import ANY, Window
from lagebild.merge.shelf import Item, MemoryShelf


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
