"""An index of things by block and days, which come and go."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from lagebild.merge.cards import FAR
from lagebild.merge.days import Window

Block = TypeVar("Block", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


class LiveIndex(Generic[Block, Key]):
    """Things by block and days, which come and go."""

    def __init__(self) -> None:
        self._blocks: defaultdict[Block, list[tuple[int, int, Any]]] = defaultdict(list)
        self._longest: defaultdict[Block, int] = defaultdict(int)

    def add(self, key: Key, blocks: Iterable[Block], window: Window) -> None:
        entry = (window.start or 0, window.end or FAR, key)
        for block in set(blocks):
            insort(self._blocks[block], entry)
            self._longest[block] = max(self._longest[block], entry[1] - entry[0])

    def remove(self, key: Key, blocks: Iterable[Block], window: Window) -> None:
        entry = (window.start or 0, window.end or FAR, key)
        for block in set(blocks):
            members = self._blocks[block]
            del members[bisect_left(members, entry)]

    def touching(self, blocks: Iterable[Block], window: Window, *, gap: int = 0) -> set[Key]:
        """Those that share a block and lie at most `gap` days from the window."""
        low = -FAR if window.start is None else window.start - gap
        high = FAR if window.end is None else window.end + gap
        found: set[Key] = set()
        for block in set(blocks):
            members = self._blocks.get(block, [])
            first = bisect_left(members, low - self._longest[block], key=lambda entry: entry[0])
            last = bisect_right(members, high, key=lambda entry: entry[0])
            found.update(key for _, end, key in members[first:last] if end >= low)
        return found

    def entries(self) -> Iterator[tuple[Block, int, int, Key]]:
        """All that it holds: block, first and last day, thing."""
        for block, members in self._blocks.items():
            for start, end, key in members:
                yield block, start, end, key
