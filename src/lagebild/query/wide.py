"""Whole rows by their numbers.

DuckDB finds which rows are wanted; to take a few dozen wide ones out of its columns would cost it a scan, and Arrow none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

import pyarrow as pa


class Wide:
    """A table as Arrow batches, from which rows are taken by their place in it."""

    __slots__ = ("_batches", "_starts")

    def __init__(self, table: pa.Table) -> None:
        self._batches = [batch for batch in table.to_batches() if batch.num_rows]
        self._starts = list(accumulate((batch.num_rows for batch in self._batches), initial=0))

    def take(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """The rows with these numbers, in this order. Raises IndexError for a number that no row has."""
        found: dict[int, dict[str, Any]] = {}
        for number, wanted in self._by_batch(rows):
            start = self._starts[number]
            taken = self._batches[number].take(pa.array([row - start for row in wanted], pa.int64()))
            found.update(zip(wanted, taken.to_pylist(), strict=True))
        return [found[row] for row in rows]

    def _by_batch(self, rows: Iterable[int]) -> Iterable[tuple[int, list[int]]]:
        wanted: dict[int, list[int]] = {}
        for row in sorted(set(rows)):
            wanted.setdefault(bisect_right(self._starts, row) - 1, []).append(row)
        return wanted.items()
