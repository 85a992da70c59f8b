"""Words as numbers for training: vocabularies of the six symbols, cached features per word form, and batches of sentences."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from lagebild.analyse.foundation.features import SubwordVectors, visible, word_symbols
from lagebild.analyse.foundation.lexicon import Lexicon

QUOTES = frozenset('"“”„»«')
QUOTE_STYLES = (('"', '"'), ("„", "“"), ("»", "«"), ("“", "”"), ("„", '"'))
MAX_LENGTH = 96
MASKED = -1  # the target is not known
# Treebanks differ in their guidelines. The network is told which one a sentence is of (treebank embeddings, Stymne et al. 2018);
# at run time it annotates in the first style.
STYLES = ("gsd", "pud", "hdt")
# How often a symbol must be seen in the treebanks, and in raw text, to get a row of its own.
MIN_GOLD = (2, 2, 2, 3, 2, 2)
MIN_RAW = (60, 60, 60, 200, 20, 20)
Layers = dict[str, np.ndarray]


def make_vocabularies(gold: Iterable[str], raw: Iterable[str], lexicon: Lexicon) -> list[list[str]]:
    """The symbols, by column, that get an embedding: frequent ones of the treebanks and of raw text."""
    kept: list[dict[str, None]] = [{} for _ in MIN_GOLD]
    for forms, minima in ((gold, MIN_GOLD), (raw, MIN_RAW)):
        counts: list[Counter[str]] = [Counter() for _ in minima]
        for form, times in Counter(map(visible, forms)).items():
            for count, symbol in zip(counts, word_symbols(form, lexicon), strict=True):
                count[symbol] += times
        for column, (count, minimum) in enumerate(zip(counts, minima, strict=True)):
            kept[column].update(dict.fromkeys(sorted(symbol for symbol, times in count.items() if times >= minimum)))
    kept[0].update(dict.fromkeys(sorted(QUOTES)))  # training changes the style of quotation marks
    return [list(symbols) for symbols in kept]


class Words:
    """Word forms with their symbol ids and vectors; `index` adds a form where it is new."""

    def __init__(self, folder: Path, vocabularies: Sequence[Sequence[str]]) -> None:
        self.lexicon = Lexicon(folder)
        self._vectors = SubwordVectors(folder)
        self._tables = [{symbol: i for i, symbol in enumerate(values, start=2)} for values in vocabularies]
        self._index: dict[str, int] = {}
        self.forms: list[str] = []
        self._new: list[str] = []
        self.ids = np.zeros((0, len(vocabularies)), np.int32)
        self.vectors = np.zeros((0, self._vectors.width), np.float32)

    def index(self, form: str) -> int:
        form = visible(form)
        found = self._index.get(form)
        if found is None:
            found = self._index[form] = len(self.forms)
            self.forms.append(form)
            self._new.append(form)
        return found

    def update(self) -> None:
        """Compute the features of the forms added since the last call."""
        if not self._new:
            return
        ids = [
            [table.get(symbol, 1) for table, symbol in zip(self._tables, word_symbols(form, self.lexicon), strict=True)]
            for form in self._new
        ]
        vectors = [self._vectors.get(self._new[at : at + 5000]) for at in range(0, len(self._new), 5000)]
        self.ids = np.concatenate([self.ids, np.asarray(ids, np.int32)])
        self.vectors = np.concatenate([self.vectors, *vectors])
        self._new = []


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence as word indexes, with targets by layer (absent layers are unknown) and the style of its annotation."""

    words: np.ndarray
    targets: Layers = field(default_factory=dict)
    style: int = 0  # index in STYLES


class Varier:
    """What treebanks do not show but news has: other quotes, headlines without a full stop, capitals throughout."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._quotes = {words.index(quote): quote for quote in sorted(QUOTES)}
        self._stop = words.index(".")

    def __call__(self, sample: Sample, chance: random.Random) -> Sample:
        words, targets = sample.words, sample.targets
        quotes = [i for i, word in enumerate(words) if int(word) in self._quotes]
        if quotes and chance.random() < 0.7:
            style = chance.choice(QUOTE_STYLES)
            words = words.copy()
            for order, i in enumerate(quotes):
                words[i] = self._words.index(style[order % 2])
        last = len(words) - 1
        if last > 2 and words[last] == self._stop and chance.random() < 0.06:
            heads = targets.get("head")
            if heads is None or not (heads == last + 1).any():
                words, targets = words[:last], {name: values[:last] for name, values in targets.items()}
        if chance.random() < 0.01:
            words = np.array([self._words.index(self._words.forms[word].upper()) for word in words], np.int32)
            self._words.update()
        return Sample(words, targets, sample.style)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded word indexes [sentences, length], their lengths, and targets (MASKED where unknown)."""

    words: np.ndarray
    lengths: np.ndarray
    targets: Layers
    styles: np.ndarray


def collate(samples: Sequence[Sample]) -> Batch:
    lengths = np.array([len(sample.words) for sample in samples])
    words = np.zeros((len(samples), int(lengths.max())), np.int64)
    targets = {name: np.full(words.shape, MASKED, np.int64) for name in dict.fromkeys(n for s in samples for n in s.targets)}
    for row, sample in enumerate(samples):
        words[row, : len(sample.words)] = sample.words
        for name, values in sample.targets.items():
            targets[name][row, : len(values)] = values
    return Batch(words, lengths, targets, np.array([sample.style for sample in samples]))


def batches(samples: Sequence[Sample], tokens: int, chance: random.Random) -> Iterator[list[Sample]]:
    """One pass over the samples in random groups of similar length, about `tokens` tokens each."""
    order = sorted(range(len(samples)), key=lambda i: (len(samples[i].words) + chance.random() * 4, i))
    groups: list[list[Sample]] = [[]]
    width = 0
    for i in order:
        width = max(width, len(samples[i].words))
        if groups[-1] and width * (len(groups[-1]) + 1) > tokens:
            groups.append([])
            width = len(samples[i].words)
        groups[-1].append(samples[i])
    chance.shuffle(groups)
    yield from groups


def load_vocabularies(path: Path) -> list[list[str]]:
    vocabularies: list[list[str]] = json.loads(path.read_text("utf-8"))
    return vocabularies
