"""Names of persons, places and organisations: network, word lists and knowledge weighed together by a linear chain.

Every label of a token gets the sum of the weights of what is seen of the token and its neighbours (`name_features`), plus the
network's log-probability where its weights have a layer for names; the best sequence of labels wins.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from lagebild.analyse.foundation.features import SubwordVectors
from lagebild.analyse.foundation.known_names import Name
from lagebild.analyse.foundation.lexicon import Lexicon
from lagebild.analyse.foundation.name_features import BOUNDARY, EDGE, OFFSETS, TAG_PLACES, NameList, NameWords, WordGroups
from lagebild.errors import PackError
from lagebild.knowledge.vocabulary import vocabulary
from lagebild.lang.pack import LanguagePack

Floats = NDArray[np.float32]

FILES = ("names.json", "names.marisa")
OUTSIDE = "O"
REACH = 2  # words to either side that count for a token
SLOTS = range(-REACH, REACH + 1)
MAX_CACHED_WORDS = 30_000


class Weights:
    """Trained weights by feature name; feature names that were not trained weigh nothing."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text("utf-8"))
        self.labels: list[str] = data["labels"]
        self.moves: Floats = np.asarray(data["transitions"], dtype=np.float32)
        self.network_weight = np.float32(data.get("network_weight", 0.0))
        self.outside_bias = np.float32(data.get("outside_bias", 0.0))
        self.few, self.many = (_centres(data[name]) for name in ("few", "many"))
        self._rows: dict[str, int] = {}  # number by "name@place=value" of features of several tokens
        self._words: dict[str, dict[str, int]] = {name: {} for name in OFFSETS}  # number by name and value of a word's symbol
        self._fill(data["weights"], float(data["scale"]))

    def _fill(self, weights: dict[str, list[int]], scale: float) -> None:
        table = np.asarray(list(weights.values()), dtype=np.float32).reshape(-1, len(self.labels)) / np.float32(scale)
        places: list[tuple[int, int]] = []  # (number of the word's row, slot) by feature
        count = 0
        for index, feature in enumerate(weights):
            name, _, rest = feature.partition("@")
            if name not in self._words:
                self._rows[feature] = index
                places.append((-1, 0))
                continue
            place, _, value = rest.partition("=")
            number = self._words[name].setdefault(value, count)
            count += number == count
            places.append((number, int(place) + REACH))
        self._table = table
        self._word_table = np.zeros((count, len(SLOTS), len(self.labels)), dtype=np.float32)
        for index, (number, slot) in enumerate(places):
            if number >= 0:
                self._word_table[number, slot] = table[index]

    def total(self, features: Sequence[str]) -> Floats:
        """The sum of the rows of features of several tokens."""
        total: Floats = self._table[[self._rows[name] for name in features if name in self._rows]].sum(0)
        return total

    def of_word(self, symbols: Mapping[str, str]) -> Floats:
        """The weights that a word brings to the tokens around it, a row per slot."""
        words = self._words
        total: Floats = self._word_table[[words[name][value] for name, value in symbols.items() if value in words[name]]].sum(0)
        return total


def _centres(rows: list[list[int]]) -> Floats:
    """Centres of groups of words, of unit length again after rounding."""
    centres: Floats = np.asarray(rows, dtype=np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    return centres


class Sums:
    """Rows of sums that were needed before, by what they belong to."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._index: dict[Any, int] = {}
        self._rows = np.zeros((256, width), dtype=np.float32)

    def get(self, key: Any) -> int | None:
        """The number of the row of `key`, None where it is new."""
        return self._index.get(key)

    def add(self, key: Any, row: Floats) -> int:
        """Keep the row of a new key; its number."""
        number = len(self._index)
        if number == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._index[key] = number
        self._rows[number] = row
        return number

    def take(self, numbers: Sequence[int]) -> Floats:
        """The rows of these numbers."""
        rows: Floats = self._rows[np.asarray(numbers, dtype=np.int64)]
        return rows

    def __len__(self) -> int:
        return len(self._index)


class NameFinder:
    """Finds names in tokenised and tagged sentences; remembers the words that it has seen."""

    def __init__(self, weights: Weights, words: NameWords) -> None:
        self._weights = weights
        self._words = words
        self._outside = weights.labels.index(OUTSIDE)
        self._forget()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, in the order of the columns of scores."""
        return tuple(self._weights.labels)

    def find(
        self, sentences: Sequence[Sequence[str]], tags: Sequence[Sequence[str]], network: Floats | None = None
    ) -> list[list[Name]]:
        """The names of each sentence, from left to right.

        Args:
            sentences: word forms, at least one in each sentence.
            tags: the STTS tag of each word.
            network: log-probabilities of the network, a row per token of all sentences one after another, a column per label.
        """
        if not sentences:
            return []
        scores = self.scores(sentences, tags)
        scores[:, self._outside] -= self._weights.outside_bias
        if network is not None:
            scores += self._weights.network_weight * network
        labels = self._weights.labels
        lengths = [len(sentence) for sentence in sentences]
        return [names_of([labels[index] for index in path]) for path in decode(scores, lengths, self._weights.moves)]

    def _forget(self) -> None:
        width = len(self._weights.labels)
        self._forms = Sums(width * len(SLOTS))
        self._tags, self._spans = Sums(width), Sums(width)

    def scores(self, sentences: Sequence[Sequence[str]], tags: Sequence[Sequence[str]]) -> Floats:
        """Sums of weights, a row per token of all sentences."""
        if len(self._forms) > MAX_CACHED_WORDS:
            self._forget()
        self._words.learn([form for sentence in sentences for form in sentence if self._forms.get(form) is None])
        edge = self._form(BOUNDARY)
        rows, tag_rows, span_rows, kept = [edge] * REACH, [], [], []
        for sentence, sentence_tags in zip(sentences, tags, strict=True):
            numbers = [self._form(form) for form in sentence]
            kept.append(np.arange(len(rows), len(rows) + len(numbers)))
            rows += [*numbers, *[edge] * REACH]
            tag_rows += self._triples(self._tags, sentence_tags, self._tag_row)
            span_rows += self._triples(self._spans, self._words.spans(sentence), self._span_row)
        width = len(self._weights.labels)
        table = self._forms.take(rows).reshape(len(rows), len(SLOTS), width)
        at = np.concatenate(kept)
        scores: Floats = self._tags.take(tag_rows) + self._spans.take(span_rows)
        for slot, offset in enumerate(SLOTS):
            scores += table[at + offset, slot]
        return scores

    def _form(self, form: str) -> int:
        """The row of a word form: the weights that it brings to the tokens around it."""
        number = self._forms.get(form)
        if number is not None:
            return number
        return self._forms.add(form, self._weights.of_word(self._words.symbols(form)).ravel())

    @staticmethod
    def _triples(sums: Sums, values: Sequence[str], make: Any) -> list[int]:
        """Rows of each value with its neighbours."""
        rows = []
        padded = [EDGE, *values, EDGE]
        for key in zip(padded, padded[1:], padded[2:], strict=False):
            row = sums.get(key)
            rows.append(sums.add(key, make(key)) if row is None else row)
        return rows

    def _tag_row(self, tags: tuple[str, str, str]) -> Floats:
        features = [f"tag@{','.join(map(str, places))}={'~'.join(tags[place + 1] for place in places)}" for places in TAG_PLACES]
        return self._weights.total(features)

    def _span_row(self, spans: tuple[str, str, str]) -> Floats:
        return self._weights.total([f"span@{place}={spans[place + 1]}" for place in (-1, 0, 1)])


def decode(scores: Floats, lengths: Sequence[int], moves: Floats) -> list[list[int]]:
    """The best labels of sentences that lie one after another; no sentence begins inside a name."""
    lens = np.asarray(lengths, dtype=np.int64)
    begins = np.cumsum(lens) - lens
    order = np.argsort(-lens, kind="stable")
    width = scores.shape[1]
    # What may follow an outside token may begin a sentence.
    state = scores[begins[order]] + np.where(moves[0] < moves.min() / 2, moves[0], np.float32(0))
    back: list[NDArray[np.int64]] = []
    final = np.zeros((len(lens), width), dtype=np.float32)
    alive = len(lens)
    for step in range(1, int(lens.max(initial=0))):
        still = int(np.searchsorted(-lens[order], -step, side="left"))
        final[still:alive] = state[still:alive]
        alive = still
        ways = state[:alive, :, None] + moves
        best = ways.argmax(1)
        back.append(best)
        state = np.take_along_axis(ways, best[:, None, :], 1)[:, 0] + scores[begins[order[:alive]] + step]
    final[:alive] = state[:alive]
    paths: list[list[int]] = [[] for _ in lengths]
    for rank, sentence in enumerate(order.tolist()):
        label = int(final[rank].argmax())
        path = [label]
        for step in range(int(lens[sentence]) - 2, -1, -1):
            label = int(back[step][rank, label])
            path.append(label)
        paths[sentence] = path[::-1]
    return paths


def names_of(labels: Sequence[str]) -> list[Name]:
    """The names that labels B-TYPE and I-TYPE mark."""
    names: list[Name] = []
    for i, label in enumerate(labels):
        if label.startswith("B-"):
            names.append(Name(i, i + 1, label[2:]))
        elif label.startswith("I-"):
            names[-1] = Name(names[-1].begin, i + 1, names[-1].label)
    return names


def write_names(doc: Doc, finder: NameFinder, network: Floats | None = None) -> None:
    """Set `doc.ents` to the names in the sentences of a tagged Doc; blanks between words belong to no name's end."""
    sentences = [[token for token in sentence if not token.is_space] for sentence in doc.sents]
    sentences = [tokens for tokens in sentences if tokens]
    forms = [[token.text for token in tokens] for tokens in sentences]
    found = finder.find(forms, [[token.tag_ for token in tokens] for tokens in sentences], network)
    doc.set_ents(
        [
            Span(doc, tokens[name.begin].i, tokens[name.end - 1].i + 1, label=name.label)
            for tokens, names in zip(sentences, found, strict=True)
            for name in names
        ]
    )


def has_name_finder(pack: LanguagePack) -> bool:
    """Whether the language has weights and lists for finding names."""
    return all((pack.folder / "model" / file).is_file() for file in FILES)


def load_name_finder(pack: LanguagePack, lexicon: Lexicon) -> NameFinder:
    """The name finder of a language.

    Raises:
        PackError: if the language has no weights or no lists of names.
    """
    folder = pack.folder / "model"
    if not has_name_finder(pack):
        raise PackError(pack.language, folder, 0, "the language has no name finder")
    return make_name_finder(pack, folder, lexicon)


def make_name_finder(
    pack: LanguagePack, folder: Path, lexicon: Lexicon, *, knowledge: bool = True, network_weight: float | None = None
) -> NameFinder:
    """A name finder with the weights, lists and vectors of a folder; `network_weight` takes the place of the stored one."""
    weights = Weights(folder / "names.json")
    if network_weight is not None:
        weights.network_weight = np.float32(network_weight)
    groups = WordGroups(SubwordVectors(folder), weights.few, weights.many)
    return NameFinder(weights, NameWords(lexicon, vocabulary(pack), NameList(folder), groups, knowledge=knowledge))
