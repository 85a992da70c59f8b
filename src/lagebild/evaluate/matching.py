"""What the scorers share: counts, precision and recall, and an optimal one-to-one matching."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

Left = TypeVar("Left")
Right = TypeVar("Right")


@dataclass(frozen=True, slots=True)
class Score:
    """Hits among expected and found things; `precision`, `recall` and `f1` are in 0..1, and 0 where nothing can be divided."""

    hits: int
    expected: int
    found: int

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.expected + other.expected, self.found + other.found)

    def row(self) -> dict[str, float]:
        """Percentages with one decimal under P, R and F."""
        return {"P": round(100 * self.precision, 1), "R": round(100 * self.recall, 1), "F": round(100 * self.f1, 1)}


def best_pairs(left: Sequence[Left], right: Sequence[Right], weight: Callable[[Left, Right], float]) -> list[tuple[int, int]]:
    """Index pairs of the one-to-one matching of greatest total weight; pairs of weight 0 are left out (Hungarian method)."""
    if not left or not right:
        return []
    weights = np.array([[weight(a, b) for b in right] for a in left], dtype=float)
    rows, columns = linear_sum_assignment(-weights)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


def share(hits: int, total: int) -> float | None:
    """A percentage with one decimal, None where there is nothing to count."""
    return round(100 * hits / total, 1) if total else None
