"""An index of windows of days: which of them touch a given window, without looking at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from lagebild.merge.days import Window


class SpanIndex:
    """Numbered windows, sorted once; those with an open side are looked at every time (they are few)."""

    def __init__(self, spans: Iterable[tuple[int, Window]]) -> None:
        self._open: list[tuple[int, Window]] = []
        bounded: list[tuple[int, int, int]] = []
        for number, span in spans:
            if span.start is None or span.end is None:
                self._open.append((number, span))
            else:
                bounded.append((span.start, span.end, number))
        self._bounded = sorted(bounded)
        self._starts = [start for start, _, _ in self._bounded]
        self._longest = max((end - start for start, end, _ in self._bounded), default=0)

    def touching(self, window: Window, *, gap: int) -> list[int]:
        """The numbers of the windows that share a day with `window` or lie at most `gap` days from it."""
        found = [number for number, span in self._open if span.overlaps(window, gap=gap)]
        first = 0 if window.start is None else bisect_left(self._starts, window.start - gap - self._longest)
        last = len(self._starts) if window.end is None else bisect_right(self._starts, window.end + gap)
        for _, end, number in self._bounded[first:last]:
            if window.start is None or end + gap >= window.start:
                found.append(number)
        return found
