"""The tagger and parser: two bidirectional LSTM layers, softmax tags and biaffine arcs, in NumPy.

Sentences run packed: step `t` holds the t-th token of every sentence that is long enough (the longest first), for
both directions at once, so that one matrix product serves a whole article and no padding is computed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
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
# New words are projected in blocks of one size: the sums then run in the same order whatever else is in the block,
# so that a word's values do not depend on the articles read before it.
PROJECTION_ROWS = 32
LEAK = np.float32(0.1)  # slope of the leaky rectifier below zero, as in training


@dataclass(frozen=True, slots=True)
class Parse:
    """Labels of the tokens of sentences, one after another; heads count from the sentence's first token, -1 is the root."""

    tags: dict[str, Ints]  # layer name -> label index per token
    heads: Ints
    relations: Ints


@dataclass(frozen=True, slots=True)
class Packing:
    """Where each token of packed sentences lies: `forward` and `backward` give, in step order, the token's index."""

    sizes: tuple[int, ...]  # sentences alive at each step
    forward: NDArray[np.int64]
    backward: NDArray[np.int64]


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
        self._inputs = [weights["input0"], weights["input1"]]  # [features, 2 directions * 4 gates * hidden]
        self._biases = [weights["bias0"], weights["bias1"]]
        self._recurrent = [weights["recurrent0"], weights["recurrent1"]]  # [2, hidden, 4 gates * hidden]
        self._hidden = self._recurrent[0].shape[1]
        self._heads = weights["heads"]  # all tag layers and the four biaffine projections side by side
        self._heads_bias = weights["heads_bias"]
        self._spans: dict[str, slice] = {name: slice(*span) for name, span in settings["spans"].items()}
        self._root_arc, self._root_relation = weights["root_arc"], weights["root_relation"]
        self._arc, self._arc_bias = weights["arc"], weights["arc_bias"]
        self._relation = weights["relation"]  # [rank + 1, relations * (rank + 1)]
        self.root = self.labels["relation"].index("root")
        self._threads: Any = ThreadpoolController()
        self._rows: dict[str, int] = {}
        self._cache = np.empty((0, self._inputs[0].shape[1]), dtype=np.float32)

    def parse(self, sentences: Sequence[Sequence[str]]) -> Parse:
        """Labels for sentences of at least one word each."""
        # The products are small: threads cost more than they bring, and their number would change the last bits.
        with self._threads.limit(limits=1, user_api="blas"):
            return self._parse(sentences)

    def _parse(self, sentences: Sequence[Sequence[str]]) -> Parse:
        lengths = [len(sentence) for sentence in sentences]
        packing = pack(lengths)
        states = self._project([form for sentence in sentences for form in sentence])
        states = self._recur(states, packing, 0)
        states = self._recur(states @ self._inputs[1] + self._biases[1], packing, 1)
        scores = states @ self._heads + self._heads_bias
        hidden = {name: _leaky(scores[:, span]) for name, span in self._spans.items() if name.startswith(":")}
        tags = {name: scores[:, span].argmax(1).astype(np.int32) for name, span in self._spans.items() if name not in hidden}
        heads = self._attach(hidden[":arc_dependent"], hidden[":arc_head"], lengths)
        relations = self._relate(hidden[":relation_dependent"], hidden[":relation_head"], heads, lengths)
        return Parse(tags, heads, relations)

    def _project(self, forms: list[str]) -> Floats:
        """First-layer inputs of words, computed once per word form."""
        new = [form for form in dict.fromkeys(forms) if form not in self._rows]
        if len(self._rows) + len(new) > MAX_CACHED_WORDS:
            self._rows.clear()
            new = list(dict.fromkeys(forms))
        if new:
            begin = len(self._rows)
            self._reserve(begin + len(new))
            for at in range(0, len(new), PROJECTION_ROWS):
                block = new[at : at + PROJECTION_ROWS]
                self._cache[begin + at : begin + at + len(block)] = self._project_block(block)
            self._rows.update((form, begin + index) for index, form in enumerate(new))
        rows = self._rows
        projected: Floats = self._cache[[rows[form] for form in forms]]
        return projected

    def _project_block(self, forms: list[str]) -> Floats:
        ids, vectors = self._words.matrix(forms)
        inputs = np.zeros((PROJECTION_ROWS, self._inputs[0].shape[0]), dtype=np.float32)
        column = 0
        for index, table in enumerate(self._embeddings):
            inputs[: len(forms), column : column + table.shape[1]] = table[ids[:, index]]
            column += table.shape[1]
        inputs[: len(forms), column:] = vectors
        projected: Floats = inputs @ self._inputs[0] + self._biases[0]
        return projected[: len(forms)]

    def _reserve(self, rows: int) -> None:
        if rows > len(self._cache):
            grown = np.empty((max(rows, 2 * len(self._cache), 512), self._cache.shape[1]), dtype=np.float32)
            grown[: len(self._cache)] = self._cache
            self._cache = grown

    def _recur(self, inputs: Floats, packing: Packing, layer: int) -> Floats:
        """One bidirectional layer over inputs [tokens, 2 * 4 * hidden]; returns [tokens, 2 * hidden]."""
        hidden, width = self._hidden, 4 * self._hidden
        steps = np.stack([inputs[packing.forward, :width], inputs[packing.backward, width:]])
        recurrent = self._recurrent[layer]
        outputs = np.empty((2, len(inputs), hidden), dtype=np.float32)
        state = np.zeros((2, packing.sizes[0], hidden), dtype=np.float32)
        cell = np.zeros_like(state)
        begin = 0
        for size in packing.sizes:
            gates = np.matmul(state[:, :size], recurrent)
            gates += steps[:, begin : begin + size]
            np.tanh(gates, out=gates)
            # A sigmoid is 0.5 * tanh(x / 2) + 0.5; the halves of x are already in the weights.
            sigmoids = gates[:, :, : 3 * hidden]
            sigmoids *= 0.5
            sigmoids += 0.5
            cell = cell[:, :size] * gates[:, :, hidden : 2 * hidden]
            cell += gates[:, :, :hidden] * gates[:, :, 3 * hidden :]
            state = np.tanh(cell)
            state *= gates[:, :, 2 * hidden : 3 * hidden]
            outputs[:, begin : begin + size] = state
            begin += size
        result = np.empty((len(inputs), 2 * hidden), dtype=np.float32)
        result[packing.forward, :hidden] = outputs[0]
        result[packing.backward, hidden:] = outputs[1]
        return result

    def _attach(self, dependents: Floats, heads: Floats, lengths: list[int]) -> Ints:
        found = np.empty(len(dependents), dtype=np.int32)
        queries = dependents @ self._arc
        priors = heads @ self._arc_bias
        root_scores = queries @ self._root_arc + self._root_arc @ self._arc_bias
        begin = 0
        for length in lengths:
            end = begin + length
            scores = np.empty((length, length + 1), dtype=np.float32)
            scores[:, 0] = root_scores[begin:end]
            np.matmul(queries[begin:end], heads[begin:end].T, out=scores[:, 1:])
            scores[:, 1:] += priors[begin:end]
            found[begin:end] = decode_heads(scores) - 1
            begin = end
        return found

    def _relate(self, dependents: Floats, heads: Floats, head_of: Ints, lengths: list[int]) -> Ints:
        begins = np.repeat(np.cumsum(lengths) - lengths, lengths)
        is_root = head_of < 0
        governors = heads[np.where(is_root, 0, head_of + begins)]
        governors[is_root] = self._root_relation
        rank = dependents.shape[1]
        count = len(self.labels["relation"])
        products = dependents @ self._relation[:rank] + self._relation[rank]
        cube = products.reshape(len(dependents), count, rank + 1)
        scores = np.matmul(cube[:, :, :rank], governors[:, :, None])[:, :, 0] + cube[:, :, rank]
        scores[:, self.root] = np.where(is_root, np.inf, -np.inf)
        relations: Ints = scores.argmax(1).astype(np.int32)
        return relations


def _leaky(values: Floats) -> Floats:
    result: Floats = np.maximum(values, LEAK * values)
    return result
