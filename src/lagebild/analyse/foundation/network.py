"""The tagger and parser: two bidirectional LSTM layers, softmax tags and biaffine arcs, in NumPy.

Sentences run packed: step `t` holds the t-th token of every sentence that is long enough (the longest first), so that one
call serves a whole article and no padding is computed. One direction runs after the other, because the weights of one stay
in the processor's cache from step to step and those of both do not.

Weights of the recurrent layers are [direction, gate, block, row, column]: a gate's columns lie in `BLOCKS` blocks, because
products of few rows with few columns take the fast path of OpenBLAS that copies no operand, the narrower the faster (a
third less time for the rows of one article than with whole gates). The gates of a step are [gate, row, column], so that
what is done to one of them, or to all three sigmoids, runs over memory without a gap.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from lagebild.analyse.foundation.features import SubwordVectors, WordFeatures
from lagebild.analyse.foundation.lexicon import Lexicon
from lagebild.analyse.foundation.trees import decode_heads

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

MAX_CACHED_WORDS = 12_000  # 6 KB each
GATES = 4  # input, forget, output, cell
BLOCKS = 6  # of a gate
HEADS_AT_ONCE = 48  # their relation scores (13 KB each) stay in the processor's cache until they are used
# New words are projected in blocks of one size: the sums then run in the same order whatever else is in the block,
# so that a word's values do not depend on the articles read before it. Kernels for AVX2 add up the rows of larger blocks in
# two or three different orders, by the place of a row; of eight rows they treat all alike.
PROJECTION_ROWS = 8
NAMES = "ner"  # the layer of names
HALF = np.float32(0.5)
LEAK = np.float32(0.1)  # slope of the leaky rectifier below zero, as in training


@dataclass(frozen=True, slots=True)
class Parse:
    """Labels of the tokens of sentences, one after another; heads count from the sentence's first token, -1 is the root."""

    tags: dict[str, Ints]  # layer name -> label index per token
    heads: Ints
    relations: Ints
    names: Floats | None = None  # log-probabilities of the labels of names, None where the weights have no layer for them


@dataclass(frozen=True, slots=True)
class Packing:
    """Where each token of packed sentences lies: `forward` and `backward` give, in step order, the token's index."""

    sizes: tuple[int, ...]  # sentences alive at each step
    forward: NDArray[np.int64]
    backward: NDArray[np.int64]

    @property
    def ways(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Both directions, the forward one first."""
        return self.forward, self.backward


def pack(lengths: Sequence[int]) -> Packing:
    """The packed order of sentences that lie one after another."""
    lens = np.asarray(lengths, dtype=np.int64)
    order = np.argsort(-lens, kind="stable")
    begins = (np.cumsum(lens) - lens)[order]
    lens = lens[order]
    steps = np.arange(int(lens[0]))
    alive = (lens[None, :] > steps[:, None]).sum(1)
    step_of = np.repeat(steps, alive)
    rank = np.concatenate([np.arange(count) for count in alive])
    return Packing(tuple(alive.tolist()), begins[rank] + step_of, begins[rank] + lens[rank] - 1 - step_of)


class Network:
    """The trained weights and the computation from word forms to labels, heads and relations."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        settings = json.loads((folder / "network.json").read_text("utf-8"))
        self.labels: dict[str, list[str]] = settings["labels"]
        self._words = WordFeatures(settings["vocabularies"], lexicon, SubwordVectors(folder))
        with np.load(folder / "weights.npz") as data:
            weights: dict[str, Floats] = {
                name: np.ascontiguousarray(data[name], dtype=np.float32) for name in data.files if not name.endswith(".scale")
            }
            for name in data.files:
                if name.endswith(".scale"):
                    weights[name.removesuffix(".scale")] *= data[name].astype(np.float32)
        self._embeddings = [weights[f"embedding{index}"] for index in range(len(settings["vocabularies"]))]
        self._hidden = hidden = weights["recurrent0"].shape[1]
        # Of both layers: [direction, features, gates * hidden], [direction, gates * hidden] and
        # [direction, gate, block, hidden, column].
        self._inputs = [_apart(weights[f"input{layer}"], (-1, 2, GATES * hidden), (1, 0, 2)) for layer in (0, 1)]
        self._biases = [weights[f"bias{layer}"].reshape(2, GATES * hidden) for layer in (0, 1)]
        columns = (2, hidden, GATES, BLOCKS, hidden // BLOCKS)
        self._recurrent = [_apart(weights[f"recurrent{layer}"], columns, (0, 2, 3, 1, 4)) for layer in (0, 1)]
        self._heads = weights["heads"]  # all tag layers and the four biaffine projections side by side
        self._heads_bias = weights["heads_bias"]
        self._spans: dict[str, slice] = {name: slice(*span) for name, span in settings["spans"].items()}
        self._root_arc, self._root_relation = weights["root_arc"], weights["root_relation"]
        self._arc, self._arc_bias = weights["arc"], weights["arc_bias"]
        rank = len(weights["relation"])  # one more than that of the projections: the last row and column are biases
        self._relation = _apart(weights["relation"], (rank, -1, rank), (2, 1, 0))  # [head, relation, dependent]
        self.root = self.labels["relation"].index("root")
        self._threads: Any = ThreadpoolController()
        self._rows: dict[str, int] = {}
        self._cache = np.empty((2, 0, GATES * hidden), dtype=np.float32)

    def parse(self, sentences: Sequence[Sequence[str]]) -> Parse:
        """Labels for sentences of at least one word each."""
        # The products are small: threads cost more than they bring, and their number would change the last bits.
        with self._threads.limit(limits=1, user_api="blas"):
            return self._parse(sentences)

    def states(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """What the last layer says of each token in its sentence [tokens, 2 * hidden], for those who train layers on top."""
        with self._threads.limit(limits=1, user_api="blas"):
            return self._states(sentences)

    def vectors(self, forms: Sequence[str]) -> Floats:
        """The vectors of word forms, one row per form [forms, width]."""
        return self._words.vectors(forms)

    def _states(self, sentences: Sequence[Sequence[str]]) -> Floats:
        packing = pack([len(sentence) for sentence in sentences])
        rows = self._project([form for sentence in sentences for form in sentence])
        inputs = np.empty((len(rows), GATES * self._hidden), dtype=np.float32)
        lower = np.empty((len(rows), 2 * self._hidden), dtype=np.float32)
        upper = np.empty_like(lower)
        columns = slice(0, self._hidden), slice(self._hidden, None)
        for way, order in enumerate(packing.ways):
            np.take(self._cache[way], rows[order], axis=0, out=inputs, mode="clip")
            lower[order, columns[way]] = self._recur(inputs, packing.sizes, self._recurrent[0][way])
        for way, order in enumerate(packing.ways):
            np.matmul(lower[order], self._inputs[1][way], out=inputs)
            inputs += self._biases[1][way]
            upper[order, columns[way]] = self._recur(inputs, packing.sizes, self._recurrent[1][way])
        return upper

    def _parse(self, sentences: Sequence[Sequence[str]]) -> Parse:
        lengths = [len(sentence) for sentence in sentences]
        scores = self._states(sentences) @ self._heads
        scores += self._heads_bias
        first = min(span.start for name, span in self._spans.items() if name.startswith(":"))  # tags stand before these
        projected = _leaky(scores[:, first:])
        hidden = {
            name: projected[:, span.start - first : span.stop - first]
            for name, span in self._spans.items()
            if name.startswith(":")
        }
        tags = {name: scores[:, span].argmax(1).astype(np.int32) for name, span in self._spans.items() if name not in hidden}
        heads = self._attach(hidden[":arc_dependent"], hidden[":arc_head"], lengths)
        relations = self._relate(hidden[":relation_dependent"], hidden[":relation_head"], heads, lengths)
        names = _log_softmax(scores[:, self._spans[NAMES]]) if NAMES in self._spans else None
        return Parse(tags, heads, relations, names)

    def _project(self, forms: list[str]) -> NDArray[np.int64]:
        """Rows of the cache with the first-layer inputs of words, computed once per word form."""
        new = [form for form in dict.fromkeys(forms) if form not in self._rows]
        if len(self._rows) + len(new) > MAX_CACHED_WORDS:
            self._rows.clear()
            new = list(dict.fromkeys(forms))
        if new:
            begin = len(self._rows)
            self._reserve(begin + len(new))
            self._fill(begin, *self._words.matrix(new))
            self._rows.update((form, begin + index) for index, form in enumerate(new))
        rows = self._rows
        return np.array([rows[form] for form in forms], dtype=np.int64)

    def _fill(self, row: int, ids: Ints, vectors: Floats) -> None:
        """Puts the first-layer inputs of words into the cache from `row` on."""
        inputs = np.zeros((PROJECTION_ROWS, self._inputs[0].shape[1]), dtype=np.float32)
        for begin in range(0, len(ids), PROJECTION_ROWS):
            count = min(PROJECTION_ROWS, len(ids) - begin)
            column = 0
            for index, table in enumerate(self._embeddings):
                inputs[:count, column : column + table.shape[1]] = table[ids[begin : begin + count, index]]
                column += table.shape[1]
            inputs[:count, column:] = vectors[begin : begin + count]
            projected = np.matmul(inputs, self._inputs[0])
            projected += self._biases[0][:, None]
            self._cache[:, row + begin : row + begin + count] = projected[:, :count]

    def _reserve(self, rows: int) -> None:
        _, capacity, width = self._cache.shape
        if rows > capacity:
            grown = np.empty((2, max(rows, 2 * capacity, 512), width), dtype=np.float32)
            grown[:, :capacity] = self._cache
            self._cache = grown

    def _recur(self, inputs: Floats, sizes: Sequence[int], recurrent: Floats) -> Floats:
        """One direction of a layer: its states [tokens, hidden] for inputs [tokens, gates * hidden], all in step order."""
        hidden, top, count = self._hidden, sizes[0], len(inputs)
        source = inputs.reshape(count, GATES, hidden).transpose(1, 0, 2)
        outputs = np.empty((count, hidden), dtype=np.float32)
        room, rest = np.empty(GATES * top * hidden, dtype=np.float32), np.empty((top, hidden), dtype=np.float32)
        state, cell = np.zeros((2, top, hidden), dtype=np.float32)
        begin = 0
        for size in sizes:
            end = begin + size
            gates = room[: GATES * size * hidden].reshape(GATES, size, hidden)
            scratch, cell = rest[:size], cell[:size]
            blocks = gates.reshape(GATES, size, BLOCKS, hidden // BLOCKS).transpose(0, 2, 1, 3)
            np.matmul(state[:size], recurrent, out=blocks)
            gates += source[:, begin:end]
            np.tanh(gates, out=gates)
            # A sigmoid is 0.5 * tanh(x / 2) + 0.5; the halves of x are already in the weights.
            sigmoids = gates[:3]
            sigmoids *= HALF
            sigmoids += HALF
            cell *= gates[1]
            cell += np.multiply(gates[0], gates[3], out=scratch)
            state = outputs[begin:end]
            np.multiply(np.tanh(cell, out=scratch), gates[2], out=state)
            begin = end
        return outputs

    def _attach(self, dependents: Floats, heads: Floats, lengths: list[int]) -> Ints:
        queries = dependents @ self._arc
        priors = heads @ self._arc_bias
        root_scores = queries @ self._root_arc + self._root_arc @ self._arc_bias
        tables: list[Floats] = []
        begin = 0
        for length in lengths:
            end = begin + length
            scores = np.empty((length, length + 1), dtype=np.float32)
            scores[:, 0] = root_scores[begin:end]
            np.matmul(queries[begin:end], heads[begin:end].T, out=scores[:, 1:])
            scores[:, 1:] += priors[begin:end]
            tables.append(scores)
            begin = end
        found: Ints = decode_heads(tables).astype(np.int32) - 1
        return found

    def _relate(self, dependents: Floats, heads: Floats, head_of: Ints, lengths: list[int]) -> Ints:
        """Relations of tokens to their heads; the product with the weights is made once per head, not per token."""
        begins = np.repeat(np.cumsum(lengths) - lengths, lengths)
        is_root = head_of < 0
        governors, governor_of, counts = np.unique(
            np.where(is_root, len(heads), head_of + begins), return_inverse=True, return_counts=True
        )
        # Governors with equally many dependents lie together, and the dependents in the order of their governors.
        order = np.argsort(counts, kind="stable")
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        tokens = np.argsort(place[governor_of], kind="stable")
        dependents = dependents[tokens]
        candidates = np.concatenate([heads, self._root_relation[None]])[governors[order]]
        counts = counts[order]
        rank, relations, _ = self._relation.shape
        weights = self._relation.reshape(rank, -1)
        scores = np.empty((len(tokens), relations), dtype=np.float32)
        done = 0
        for first in range(0, len(candidates), HEADS_AT_ONCE):
            products = candidates[first : first + HEADS_AT_ONCE] @ weights[:-1]
            products += weights[-1]
            factors = products.reshape(-1, relations, rank)
            for begin, end, count in _runs(counts[first : first + HEADS_AT_ONCE]):
                stop = done + (end - begin) * count
                group = dependents[done:stop].reshape(end - begin, count, rank - 1)
                values = np.matmul(group, factors[begin:end, :, :-1].transpose(0, 2, 1))
                values += factors[begin:end, None, :, -1]
                scores[done:stop] = values.reshape(-1, relations)
                done = stop
        scores[:, self.root] = np.where(is_root[tokens], np.inf, -np.inf)
        found = np.empty(len(tokens), dtype=np.int32)
        found[tokens] = scores.argmax(1)
        return found


def _runs(values: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Begin, end and value of the runs of equal values."""
    ends = [*(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    yield from zip([0, *ends], ends, values[np.array(ends) - 1].tolist(), strict=False)


def _apart(values: Floats, shape: tuple[int, ...], axes: tuple[int, ...]) -> Floats:
    """The values in another shape with the axes in another order, contiguous."""
    return np.ascontiguousarray(values.reshape(shape).transpose(axes))


def _log_softmax(scores: Floats) -> Floats:
    shifted: Floats = scores - scores.max(1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(1, keepdims=True))
    return shifted


def _leaky(values: Floats) -> Floats:
    result: Floats = LEAK * values
    return np.maximum(values, result, out=result)
