"""An index of numbered things by block and days, built once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lagebild.merge.cards import FAR
from lagebild.merge.days import Window
from lagebild.merge.whens import gap_of


class Block(NamedTuple):
    """Entries (first day, last day, number) of one key by first day; the `open` ones lie anywhere on one side."""

    members: list[tuple[int, int, int]]
    starts: list[int]
    longest: int
    open: list[tuple[int, int, int]]  # apart, for else all the others would have to be looked at


class DayIndex:
    """Numbered units or happenings by block, in the order of their days."""

    def __init__(self, items: Iterable[tuple[Iterable[tuple[str, str]], Window]]) -> None:
        """An index of what has these block keys and days, numbered in the order given."""
        bounded: defaultdict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
        is_open: defaultdict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
        for number, (keys, window) in enumerate(items):
            entry = (window.start or 0, window.end or FAR, number)
            blocks = bounded if window.bounded else is_open
            for key in set(keys):
                blocks[key].append(entry)
        self._blocks: dict[tuple[str, str], Block] = {}
        for key in {**bounded, **is_open}:
            members = sorted(bounded.get(key, ()))
            longest = max((end - start for start, end, _ in members), default=0)
            self._blocks[key] = Block(members, [start for start, _, _ in members], longest, is_open.get(key, []))

    def touching(self, keys: Iterable[tuple[str, str]], window: Window, *, gap: int) -> set[int]:
        """The numbers of those that have one of the keys and touch the days."""
        return self.within(self.blocks_of(keys), window, gap=gap)

    def blocks_of(self, keys: Iterable[tuple[str, str]]) -> list[Block]:
        """What there is under these keys."""
        return [self._blocks[key] for key in keys if key in self._blocks]

    def within(self, blocks: Iterable[Block], window: Window, *, gap: int) -> set[int]:
        """The numbers of those of the blocks that touch the days."""
        found: set[int] = set()
        low = -FAR if window.start is None else window.start - gap
        high = FAR if window.end is None else window.end + gap
        for members, starts, longest, is_open in blocks:
            if members:
                first, last = bisect_left(starts, low - longest), bisect_right(starts, high)
                found.update([number for _, end, number in members[first:last] if end >= low])
            if is_open:
                found.update([number for start, end, number in is_open if start <= high and end >= low])
        return found

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Those of one block whose days touch, each pair once or more."""
        for key, block in self._blocks.items():
            members = sorted([*block.members, *block.open])
            starts = [start for start, _, _ in members]
            gap = gap_of(key[0])
            for i, (_, end, a) in enumerate(members, start=1):
                for _, _, b in members[i : bisect_right(starts, end + gap, i)]:
                    yield a, b
