"""What the network sees of a word: six symbols and a subword vector."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lagebild.analyse.foundation.lexicon import Lexicon
from lagebild.analyse.foundation.ngrams import NgramHasher

Floats = NDArray[np.float32]

SHAPE_CHARS = 8
REPEATED = re.compile(r"(.)\1{2,}")
# Written but not seen: NUL, soft hyphen, zero-width characters, marks of writing direction, byte order mark.
INVISIBLE = re.compile("[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
OUT_OF_VOCABULARY = 1  # row 0 is padding
MAX_CACHED_FORMS = 20_000  # about 0.5 KB each
MAX_VECTOR_CHARS = 60  # the number of subwords grows with the length; longer strings are junk


def visible(form: str) -> str:
    """The form without invisible characters (or "_" where nothing else is left)."""
    return form if form.isascii() and "\x00" not in form else INVISIBLE.sub("", form) or "_"


class _ShapeTable(dict[int, int]):
    """Characters by code point to what stands for them in a shape, filled as they come."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        shape = ord("X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else char)
        self[code] = shape
        return shape


SHAPES = _ShapeTable()


def word_shape(form: str) -> str:
    """Letter case and digits of a word: "Xxx", "dd.", with runs cut to two."""
    return _cut_runs(form[:40].translate(SHAPES))


@lru_cache(maxsize=4096)
def _cut_runs(shape: str) -> str:
    return REPEATED.sub(r"\1\1", shape)[:SHAPE_CHARS]


def word_symbols(form: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The six symbols of a word: form, two endings, shape, lexical class, inflection."""
    lower = form.lower()
    entry = lexicon.word_class(form)
    return lower, lower[-3:], lower[-5:], word_shape(form), f"{entry.pos}|{entry.kind}", entry.inflection


class SubwordVectors:
    """Floret vectors: a word's vector is the mean over its hashed character n-grams."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / "vectors.npz") as data:
            self._table: Floats = data["table"].astype(np.float32) * data["scale"].astype(np.float32)
        settings = json.loads((folder / "vectors.json").read_text("utf-8"))
        self._hasher = NgramHasher(**settings)
        self.width = int(self._table.shape[1])
        self._rows: dict[str, int] = {}  # of the forms in the cache: network and claims ask for the same ones
        self._cache = np.empty((0, self.width), dtype=np.float32)

    def get(self, forms: Sequence[str]) -> Floats:
        """One row per form."""
        new = [form for form in dict.fromkeys(forms) if form not in self._rows]
        if len(self._rows) + len(new) > MAX_CACHED_FORMS:
            self._rows.clear()
            new = list(dict.fromkeys(forms))
        if new:
            begin, end = len(self._rows), len(self._rows) + len(new)
            if end > len(self._cache):
                grown = np.empty((max(end, 2 * len(self._cache)), self.width), dtype=np.float32)
                grown[:begin] = self._cache[:begin]
                self._cache = grown
            self._cache[begin:end] = self._computed(new)
            self._rows.update(zip(new, range(begin, end), strict=True))
        return self._cache[[self._rows[form] for form in forms]]

    def _computed(self, forms: Sequence[str]) -> Floats:
        hashes, counts = self._hasher.hashes([form[:MAX_VECTOR_CHARS] for form in forms])
        ends = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
        size = len(self._table)
        weights = np.ones(len(hashes), dtype=np.float32)
        total: Floats = csr_array((weights, (hashes % size).astype(np.int32), ends), shape=(len(forms), size)) @ self._table
        total /= counts[:, None].astype(np.float32)
        return total


class WordFeatures:
    """Symbol ids and vectors of words, by the vocabularies that the model was trained with."""

    def __init__(self, vocabularies: Sequence[Sequence[str]], lexicon: Lexicon, vectors: SubwordVectors) -> None:
        self._ids = [{value: index for index, value in enumerate(values, start=2)} for values in vocabularies]
        self._lexicon = lexicon
        self._vectors = vectors

    def vectors(self, forms: Sequence[str]) -> Floats:
        """The vectors of words, one row per form."""
        return self._vectors.get([visible(form) for form in forms])

    def matrix(self, forms: Sequence[str]) -> tuple[NDArray[np.int32], Floats]:
        """Symbol ids [words, 6] and vectors [words, width]."""
        forms = [visible(form) for form in forms]
        symbols = zip(*(word_symbols(form, self._lexicon) for form in forms), strict=True)
        columns = [
            [ids.get(symbol, OUT_OF_VOCABULARY) for symbol in column] for ids, column in zip(self._ids, symbols, strict=True)
        ]
        return np.array(columns, dtype=np.int32).T, self._vectors.get(forms)
