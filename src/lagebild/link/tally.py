"""How often each state is spoken of up to a sentence, kept while links are made, so that asking does not read them all again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

NEAR_WEIGHT = 3.0


class StateTally:
    """Counts of states by sentence; mentions outside of sentences (None) count everywhere."""

    def __init__(self) -> None:
        self._by_sentence: defaultdict[int | None, defaultdict[str, float]] = defaultdict(_counts)
        self._total = _counts()
        self._before = _counts()  # of the sentences before `_begin`
        self._begin = 0

    def add(self, sentence: int | None, countries: Iterable[str], times: float) -> None:
        """Count the states `times` more in a sentence; a negative number takes them back."""
        for country in countries:
            self._by_sentence[sentence][country] += times
            self._total[country] += times
            if sentence is not None and sentence < self._begin:
                self._before[country] += times

    def counts(self, until: int | None) -> dict[str, float]:
        """Counts up to sentence `until`, those in it and in the one before it threefold; of all sentences where it is None."""
        if until is None:
            return _positive(self._total)
        self._move(max(until - 1, 0))
        counts = self._before.copy()
        for country, count in self._by_sentence.get(None, {}).items():
            counts[country] += count
        for sentence in range(self._begin, until + 1):
            for country, count in self._by_sentence.get(sentence, {}).items():
                counts[country] += NEAR_WEIGHT * count
        return _positive(counts)

    def _move(self, begin: int) -> None:
        for sentence in range(begin, self._begin):  # back: descriptions are linked from the last one to the first
            for country, count in self._by_sentence.get(sentence, {}).items():
                self._before[country] -= count
        for sentence in range(self._begin, begin):
            for country, count in self._by_sentence.get(sentence, {}).items():
                self._before[country] += count
        self._begin = begin


def _counts() -> defaultdict[str, float]:
    return defaultdict(float)


def _positive(counts: Mapping[str, float]) -> dict[str, float]:
    return {country: count for country, count in counts.items() if count > 0}
