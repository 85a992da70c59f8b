"""Hashes of the character n-grams of words, as floret makes them (MurmurHash3, x64, 128 bits), for many words at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Words64 = NDArray[np.uint64]

BLOCK = 16  # bytes that the hash takes in one step
FACTORS = (np.uint64(0x87C37B91114253D5), np.uint64(0x4CF5AD432745937F))
MIXERS = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
ADDENDS = (np.uint64(0x52DCE729), np.uint64(0x38495AB5))
FIVE, LOW = np.uint64(5), np.uint64(0xFFFFFFFF)


class NgramHasher:
    """The n-grams of a word between its marks of beginning and end, the whole word among them, each with several hashes."""

    def __init__(self, *, minn: int, maxn: int, hash_count: int, hash_seed: int, bow: str, eow: str) -> None:
        self._sizes = range(minn, maxn + 1)
        self._count = hash_count
        self._seed = hash_seed
        self._marks = bow, eow

    def hashes(self, forms: Sequence[str]) -> tuple[NDArray[np.uint32], Ints]:
        """The hashes of the n-grams of all forms, one form after another, and their number per form."""
        begin, end = self._marks
        marked = [f"{begin}{form}{end}" for form in forms]
        data = np.frombuffer("".join(marked).encode("utf-8"), dtype=np.uint8)
        # Bytes that begin a character, and the end of the last one.
        chars = np.append(np.flatnonzero((data & 0xC0) != 0x80), len(data))
        lengths = np.array([len(word) for word in marked], dtype=np.int64)
        starts, sizes, owners = self._ngrams(lengths)
        first = chars[starts]
        order = np.lexsort((sizes, owners))
        first, last = first[order], chars[starts + sizes][order]
        halves = murmur128(data, first, last - first, seed=self._seed)
        columns = [part for half in halves for part in (half & LOW, half >> np.uint64(32))][: self._count]
        counts = np.bincount(owners, minlength=len(forms)) * len(columns)
        return np.stack(columns, axis=1).astype(np.uint32).ravel(), counts

    def _ngrams(self, lengths: Ints) -> tuple[Ints, Ints, Ints]:
        """First character, number of characters and word of every n-gram."""
        offsets = np.cumsum(lengths) - lengths
        words = np.arange(len(lengths))
        starts, sizes, owners = [offsets], [lengths], [words]
        for size in self._sizes:
            counts = np.maximum(lengths - size + 1, 0)
            inner = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
            starts.append(np.repeat(offsets, counts) + inner)
            sizes.append(np.full(len(inner), size))
            owners.append(np.repeat(words, counts))
        return np.concatenate(starts), np.concatenate(sizes), np.concatenate(owners)


def murmur128(data: NDArray[np.uint8], begins: Ints, sizes: Ints, *, seed: int) -> tuple[Words64, Words64]:
    """MurmurHash3_x64_128 of the stretches of `data`, as two halves each."""
    first = np.full(len(begins), seed, dtype=np.uint64)
    second = first.copy()
    whole = sizes // BLOCK
    for step in range(int(whole.max(initial=0))):
        alive = np.flatnonzero(whole > step)
        low, high = _words(data, begins[alive] + step * BLOCK, np.full(len(alive), BLOCK))
        left, right = first[alive] ^ _scramble(low, 0), second[alive]
        left = (_rotated(left, 27) + right) * FIVE + ADDENDS[0]
        right = (_rotated(right ^ _scramble(high, 1), 31) + left) * FIVE + ADDENDS[1]
        first[alive], second[alive] = left, right
    low, high = _words(data, begins + whole * BLOCK, sizes - whole * BLOCK)
    first ^= _scramble(low, 0) ^ sizes.astype(np.uint64)
    second ^= _scramble(high, 1) ^ sizes.astype(np.uint64)
    first += second
    second += first
    first, second = _mixed(first), _mixed(second)
    first += second
    second += first
    return first, second


def _words(data: NDArray[np.uint8], begins: Ints, sizes: Ints) -> tuple[Words64, Words64]:
    """Two little-endian words of up to 16 bytes each; bytes beyond `sizes` are zero."""
    inner = np.arange(BLOCK)
    taken = data[np.minimum(begins[:, None] + inner, len(data) - 1)]
    taken *= inner < sizes[:, None]
    words: NDArray[np.uint64] = taken.view("<u8").astype(np.uint64, copy=False)
    return words[:, 0], words[:, 1]


def _scramble(values: Words64, which: int) -> Words64:
    turned = _rotated(values * FACTORS[which], (31, 33)[which])
    return turned * FACTORS[1 - which]


def _rotated(values: Words64, bits: int) -> Words64:
    return (values << np.uint64(bits)) | (values >> np.uint64(64 - bits))


def _mixed(values: Words64) -> Words64:
    values = values ^ (values >> np.uint64(33))
    values = values * MIXERS[0]
    values = values ^ (values >> np.uint64(33))
    values = values * MIXERS[1]
    return values ^ (values >> np.uint64(33))
