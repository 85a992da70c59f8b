"""What the network sees of a word: six symbols and a subword vector."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.vectors import Vectors

from lagebild.analyse.foundation.lexicon import Lexicon

SHAPE_CHARS = 8
REPEATED = re.compile(r"(.)\1{2,}")
# Written but not seen: NUL, soft hyphen, zero-width characters, marks of writing direction, byte order mark.
INVISIBLE = re.compile("[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
OUT_OF_VOCABULARY = 1  # row 0 is padding
MAX_VECTOR_CHARS = 60  # the number of subwords grows with the length; longer strings are junk


def visible(form: str) -> str:
    """The form without invisible characters (or "_" where nothing else is left)."""
    return form if form.isascii() and "\x00" not in form else INVISIBLE.sub("", form) or "_"


def word_shape(form: str) -> str:
    """Letter case and digits of a word: "Xxx", "dd.", with runs cut to two."""
    shape = "".join("X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else char for char in form[:40])
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
            table = data["table"].astype(np.float32) * data["scale"].astype(np.float32)
        settings = json.loads((folder / "vectors.json").read_text("utf-8"))
        self._vectors: Any = Vectors(strings=StringStore(), data=table, mode="floret", **settings)
        self.width = int(table.shape[1])

    def get(self, forms: Sequence[str]) -> NDArray[np.float32]:
        """One row per form."""
        return np.asarray(self._vectors.get_batch([form[:MAX_VECTOR_CHARS] for form in forms]), dtype=np.float32)


class WordFeatures:
    """Symbol ids and vectors of words, by the vocabularies that the model was trained with."""

    def __init__(self, vocabularies: Sequence[Sequence[str]], lexicon: Lexicon, vectors: SubwordVectors) -> None:
        self._ids = [{value: index for index, value in enumerate(values, start=2)} for values in vocabularies]
        self._lexicon = lexicon
        self._vectors = vectors

    def ids(self, form: str) -> list[int]:
        symbols = word_symbols(visible(form), self._lexicon)
        return [ids.get(symbol, OUT_OF_VOCABULARY) for ids, symbol in zip(self._ids, symbols, strict=True)]

    def matrix(self, forms: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Symbol ids [words, 6] and vectors [words, width]."""
        ids = np.array([self.ids(form) for form in forms], dtype=np.int32)
        return ids, self._vectors.get([visible(form) for form in forms])
