"""How likely each word names an act, and of which type: a small feed-forward network over named features and word vectors.

Trained by scripts/train_claims/words.py. A word's features are summed up as embeddings (as in Joulin, A. et al., 2017: Bag of
tricks for efficient text classification), beside the vectors of its form, its lemma and its head; one hidden layer, and a linear
path from the features to the types.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lagebild.analyse.claims.choice import Kept
from lagebild.analyse.claims.word_features import Word
from lagebild.analyse.foundation import load_foundation
from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack

FOLDER = "claims"
NAMES, WEIGHTS = "words.json", "words.npz"

Floats = NDArray[np.float32]


class WordNetwork:
    """The trained weights; `types` are the columns of what `shares` gives after the first, which is "no act"."""

    def __init__(self, pack: LanguagePack) -> None:
        folder = pack.folder / FOLDER
        try:
            settings = json.loads((folder / NAMES).read_text("utf-8"))
            with np.load(folder / WEIGHTS) as data:
                held = {name: data[name].astype(np.float32) for name in data.files}
        except (OSError, ValueError, KeyError) as exc:
            raise PackError(pack.language, folder / WEIGHTS, 0, f"is no network of words: {exc}") from exc
        self.types: list[str] = settings["types"]
        self.share: float = settings["share"]
        self._index: dict[str, int] = {name: i for i, name in enumerate(settings["features"])}
        self._kept: Kept[bytes] = Kept(self._ids)
        self._features = held["features"]  # embeddings and, in the last columns, the linear path
        self._width = self._features.shape[1] - len(self.types) - 1
        self._vectors, self._vectors_bias = held["vectors"], held["vectors_bias"]
        self._hidden, self._hidden_bias = held["hidden"], held["hidden_bias"]
        self._out, self._out_bias = held["out"], held["out_bias"]
        self._foundation = load_foundation(pack.language)

    def shares(self, words: Sequence[Word]) -> Floats:
        """For each word how likely it names no act, or one of each type: [words, 1 + types], rows sum to 1."""
        if not words:
            return np.zeros((0, len(self.types) + 1), dtype=np.float32)
        summed = self._summed(words)
        embedded, linear = summed[:, : self._width], summed[:, self._width :]
        dense = np.maximum(self._dense(words) @ self._vectors + self._vectors_bias, 0.0)
        first = np.concatenate([embedded, dense], axis=1)
        second = np.maximum(first @ self._hidden + self._hidden_bias, 0.0)
        scores = np.concatenate([first, second], axis=1) @ self._out + self._out_bias + linear
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        result: Floats = odds / odds.sum(axis=1, keepdims=True)
        return result

    def _summed(self, words: Sequence[Word]) -> Floats:
        """The sum of the rows of each word's features; none stands in two groups of a word."""
        rows_of = self._kept.__getitem__
        rows = [b"".join(map(rows_of, word.groups)) for word in words]
        flat = np.frombuffer(b"".join(rows), dtype=np.int32)
        ends = np.cumsum([0, *map(len, rows)], dtype=np.int32) // flat.itemsize
        # A product with ones: it sums the rows where they lie, in half the time that gathering them first takes.
        held = csr_array((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(words), len(self._features)))
        total: Floats = held @ self._features
        return total

    def _ids(self, names: tuple[str, ...]) -> bytes:
        """The rows of the names of a group that the network knows, as the memory of an array."""
        return np.array([self._index[name] for name in names if name in self._index], dtype=np.int32).tobytes()

    def _dense(self, words: Sequence[Word]) -> Floats:
        """The vectors of the word's form, its lemma and its head's form, side by side."""
        shown = [visible_forms(word) for word in words]
        forms = list(dict.fromkeys(chain.from_iterable(shown)))
        place = {form: i for i, form in enumerate(forms)}
        table = self._foundation.vectors(forms)
        return table[[place[form] for form in chain.from_iterable(shown)]].reshape(len(words), -1)


def visible_forms(word: Word) -> tuple[str, str, str]:
    """The strings whose vectors stand for the word."""
    token = word.token
    return token.text, token.lemma_ or token.text, token.head.text


def word_network(pack: LanguagePack) -> WordNetwork:
    """The network of a pack, loaded once.

    Raises:
        PackError: if its files are missing or damaged.
    """
    return cast("WordNetwork", pack.derived("claims.words", WordNetwork))
