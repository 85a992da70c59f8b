"""Train the German tagger and parser in JAX (CPU, one thread, fixed seed) and export it for the NumPy runtime.

Two bidirectional LSTM layers over word symbols and subword vectors; softmax tags and features, biaffine arcs and labels.

Usage: python scripts/train_de/train.py --data train.jsonl --model MODEL_DIR --steps 2600 --seed 1
(MODEL_DIR holds lexicon and vectors already; weights.npz and network.json are written there)
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import numpy as np
from export import export

from lagebild.analyse.foundation.features import SubwordVectors, word_symbols
from lagebild.analyse.foundation.lexicon import Lexicon

FEATURES = ("Case", "Gender", "Mood", "Number", "Person", "PronType", "Tense", "VerbForm")
SYMBOL_WIDTHS = (80, 32, 32, 16, 48, 48)
MIN_COUNTS = (3, 3, 3, 3, 2, 2)
HIDDEN, ARC, LABEL = 192, 256, 100
LENGTHS = (12, 24, 36, 56, 96)
BATCH_TOKENS = 1100
SYMBOL_DROP = (0.3, 0.15, 0.15, 0.1, 0.1, 0.1, 0.1)
INPUT_DROP, STATE_DROP = 0.25, 0.33
MASKED = -1
REPORT_STEPS = 100
# Features that a noun, determiner or adjective has in truth: where the treebank is silent, the loss is too.
NOMINAL = ("NOUN", "PROPN", "DET", "PRON", "ADJ")
NOMINAL_FEATURES = ("Case", "Gender", "Number")
QUOTES = frozenset('"“”„»«')
QUOTE_STYLES = (('"', '"'), ("„", "“"), ("»", "«"), ("“", "”"), ("„", '"'))

Params = dict[str, Any]


def load(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        sentences = [json.loads(line) for line in file]
    return [sentence for sentence in sentences if len(sentence["tokens"]) <= LENGTHS[-1]]


def vary(tokens: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """What the treebanks do not show but news has: other quotes, headlines without a full stop, capitals throughout."""
    quotes = [i for i, token in enumerate(tokens) if token["form"] in QUOTES]
    if quotes and chance.random() < 0.7:
        style = chance.choice(QUOTE_STYLES)
        tokens = list(tokens)
        for order, i in enumerate(quotes):
            tokens[i] = tokens[i] | {"form": style[order % 2]}
    last = len(tokens) - 1
    if last > 2 and tokens[last]["form"] == "." and chance.random() < 0.06 and all(token["head"] != last for token in tokens):
        tokens = tokens[:last]
    if chance.random() < 0.01:
        tokens = [token | {"form": token["form"].upper()} for token in tokens]
    return tokens


class Encoder:
    """Symbols and labels as numbers."""

    def __init__(self, sentences: list[dict[str, Any]], folder: Path) -> None:
        self._lexicon = Lexicon(folder)
        self._vectors = SubwordVectors(folder)
        self._cache: dict[str, tuple[list[int], np.ndarray]] = {}
        counts: list[Counter[str]] = [Counter() for _ in SYMBOL_WIDTHS]
        labels: dict[str, dict[str, int]] = {"tag": {}, "upos": {}, "rel": {}, **{name: {"-": 0} for name in FEATURES}}
        for sentence in sentences:
            for token in sentence["tokens"]:
                for count, symbol in zip(counts, word_symbols(token["form"], self._lexicon), strict=True):
                    count[symbol] += 1
                for layer, value in (("tag", token["tag"]), ("upos", token["pos"]), ("rel", token["relation"])):
                    labels[layer].setdefault(value, len(labels[layer]))
                for name in FEATURES:
                    labels[name].setdefault(token["features"].get(name, "-"), len(labels[name]))
        # The runtime gives quotes of any style their own symbols, so all styles must be in the vocabulary.
        counts[0].update({quote: MIN_COUNTS[0] for quote in QUOTES})
        self.vocabularies = [
            [symbol for symbol, count in counter.items() if count >= minimum]
            for counter, minimum in zip(counts, MIN_COUNTS, strict=True)
        ]
        self._ids = [{symbol: i for i, symbol in enumerate(values, start=2)} for values in self.vocabularies]
        self.labels = {layer: list(values) for layer, values in labels.items()}
        self._label_ids = labels

    def word(self, form: str) -> tuple[list[int], np.ndarray]:
        if form not in self._cache:
            symbols = word_symbols(form, self._lexicon)
            ids = [table.get(symbol, 1) for table, symbol in zip(self._ids, symbols, strict=True)]
            self._cache[form] = ids, self._vectors.get([form])[0]
        return self._cache[form]

    def targets(self, token: dict[str, Any]) -> dict[str, int]:
        found = {
            "tag": self._label_ids["tag"][token["tag"]],
            "upos": self._label_ids["upos"][token["pos"]],
            "rel": self._label_ids["rel"][token["relation"]],
            "head": token["head"] + 1,
        }
        for name in FEATURES:
            value = token["features"].get(name, "-")
            silent = value == "-" and name in NOMINAL_FEATURES and token["pos"] in NOMINAL and token["tag"] not in ("ADJD", "PRF")
            found[name] = MASKED if silent else self._label_ids[name][value]
        return found

    def batch(self, sentences: list[list[dict[str, Any]]], length: int, size: int) -> tuple[Any, ...]:
        ids = np.zeros((size, length, len(SYMBOL_WIDTHS)), np.int32)
        vectors = np.zeros((size, length, 128), np.float32)
        mask = np.zeros((size, length), np.float32)
        targets = {name: np.full((size, length), MASKED, np.int32) for name in ("tag", "upos", "rel", "head", *FEATURES)}
        for row, tokens in enumerate(sentences):
            for column, token in enumerate(tokens):
                ids[row, column], vectors[row, column] = self.word(token["form"])
                mask[row, column] = 1
                for name, value in self.targets(token).items():
                    targets[name][row, column] = value
        return ids, vectors, mask, targets


def batches(sentences: list[dict[str, Any]], encoder: Encoder, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    """Batches without end, of sentences of similar length."""
    while True:
        order = list(range(len(sentences)))
        chance.shuffle(order)
        waiting: dict[int, list[list[dict[str, Any]]]] = {length: [] for length in LENGTHS}
        ready: list[tuple[int, list[list[dict[str, Any]]]]] = []
        for index in order:
            tokens = vary(sentences[index]["tokens"], chance)
            length = next(limit for limit in LENGTHS if len(tokens) <= limit)
            waiting[length].append(tokens)
            if len(waiting[length]) == BATCH_TOKENS // length:
                ready.append((length, waiting[length]))
                waiting[length] = []
        ready += [(length, rest) for length, rest in waiting.items() if rest]
        chance.shuffle(ready)
        for length, group in ready:
            yield encoder.batch(group, length, BATCH_TOKENS // length)


def initial(encoder: Encoder, seed: int) -> Params:
    source = np.random.RandomState(seed)

    def normal(*shape: int, scale: float | None = None) -> np.ndarray:
        spread = scale if scale is not None else np.sqrt(2.0 / (shape[0] + shape[-1]))
        return (source.randn(*shape) * spread).astype(np.float32)

    params: Params = {}
    for index, (values, width) in enumerate(zip(encoder.vocabularies, SYMBOL_WIDTHS, strict=True)):
        params[f"e{index}"] = normal(len(values) + 2, width, scale=0.1)
    width = sum(SYMBOL_WIDTHS) + 128
    for layer in (0, 1):
        for way in "fb":
            params[f"W{layer}{way}"] = normal(width, 4 * HIDDEN)
            square = [np.linalg.qr(source.randn(HIDDEN, HIDDEN))[0] for _ in range(4)]
            params[f"U{layer}{way}"] = np.concatenate(square, 1).astype(np.float32)
            bias = np.zeros(4 * HIDDEN, np.float32)
            bias[HIDDEN : 2 * HIDDEN] = 1
            params[f"b{layer}{way}"] = bias
        width = 2 * HIDDEN
    for layer_name, values in encoder.labels.items():
        if layer_name != "rel":
            params[f"t_{layer_name}"] = normal(width, len(values))
            params[f"tb_{layer_name}"] = np.zeros(len(values), np.float32)
    params["root"] = normal(1, width)
    for name, size in (("ad", ARC), ("ah", ARC), ("rd", LABEL), ("rh", LABEL)):
        params[name] = normal(width, size)
        params[name + "b"] = np.zeros(size, np.float32)
    params["aU"], params["aw"] = normal(ARC, ARC, scale=0.02), np.zeros(ARC, np.float32)
    params["rU"] = normal(LABEL + 1, len(encoder.labels["rel"]), LABEL + 1, scale=0.02)
    return params


def drop(key: Any, values: Any, rate: float, shape: tuple[int, ...]) -> Any:
    return values * jax.random.bernoulli(key, 1 - rate, shape) / (1 - rate)


def run_lstm(inputs: Any, mask: Any, params: Params, name: str, *, reverse: bool) -> Any:
    if reverse:
        inputs, mask = inputs[:, ::-1], mask[:, ::-1]
    steps = (inputs @ params["W" + name] + params["b" + name]).transpose(1, 0, 2)

    def step(carry: Any, current: Any) -> Any:
        state, cell = carry
        values, alive = current
        i, f, g, o = jnp.split(values + state @ params["U" + name], 4, -1)
        cell = alive * (jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(g))
        state = alive * jax.nn.sigmoid(o) * jnp.tanh(cell)
        return (state, cell), state

    zeros = jnp.zeros((inputs.shape[0], HIDDEN))
    _, states = jax.lax.scan(step, (zeros, zeros), (steps, mask.T[:, :, None]))
    states = states.transpose(1, 0, 2)
    return states[:, ::-1] if reverse else states


def forward(params: Params, ids: Any, vectors: Any, mask: Any, key: Any) -> tuple[Any, Any, Any, Any]:
    """States, arc scores and label projections, with dropout."""
    keys = jax.random.split(key, 20)
    parts = [params[f"e{i}"][ids[:, :, i]] for i in range(len(SYMBOL_WIDTHS))] + [vectors]
    parts = [drop(keys[i], part, SYMBOL_DROP[i], (*part.shape[:2], 1)) for i, part in enumerate(parts)]
    states = jnp.concatenate(parts, -1)
    states = drop(keys[8], states, INPUT_DROP, (states.shape[0], 1, states.shape[2]))
    for layer in (0, 1):
        ways = [run_lstm(states, mask, params, f"{layer}{way}", reverse=way == "b") for way in "fb"]
        states = jnp.concatenate(ways, -1)
        states = drop(keys[9 + layer], states, STATE_DROP, (states.shape[0], 1, states.shape[2]))
    size, _, width = states.shape
    rooted = jnp.concatenate([jnp.broadcast_to(params["root"], (size, 1, width)), states], 1)

    def project(values: Any, name: str, key: Any) -> Any:
        result = jax.nn.leaky_relu(values @ params[name] + params[name + "b"], 0.1)
        return drop(key, result, STATE_DROP, (size, 1, result.shape[2]))

    dependents, heads = project(states, "ad", keys[12]), project(rooted, "ah", keys[13])
    arcs = jnp.einsum("bia,ac,bjc->bij", dependents, params["aU"], heads) + (heads @ params["aw"])[:, None, :]
    alive = jnp.concatenate([jnp.ones((size, 1)), mask], 1)
    arcs = jnp.where(alive[:, None, :] > 0, arcs, -1e9)
    return states, arcs, project(states, "rd", keys[14]), project(rooted, "rh", keys[15])


def cross_entropy(scores: Any, targets: Any) -> Any:
    known = (targets != MASKED).astype(jnp.float32)
    chosen = jnp.take_along_axis(jax.nn.log_softmax(scores), jnp.maximum(targets, 0)[..., None], -1)[..., 0]
    return -(chosen * known).sum() / jnp.maximum(known.sum(), 1)


def loss(params: Params, ids: Any, vectors: Any, mask: Any, targets: dict[str, Any], key: Any) -> Any:
    states, arcs, dependents, heads = forward(params, ids, vectors, mask, key)
    total = cross_entropy(arcs, targets["head"])
    for name, weight in (("tag", 0.5), ("upos", 0.5), ("Case", 0.5), *((name, 0.25) for name in FEATURES if name != "Case")):
        total += weight * cross_entropy(states @ params[f"t_{name}"] + params[f"tb_{name}"], targets[name])
    governors = jnp.take_along_axis(heads, jnp.maximum(targets["head"], 0)[:, :, None], 1)
    one = jnp.ones((*mask.shape, 1))
    labels = jnp.einsum(
        "bti,iro,bto->btr", jnp.concatenate([dependents, one], -1), params["rU"], jnp.concatenate([governors, one], -1)
    )
    return total + cross_entropy(labels, targets["rel"])


@jax.jit
def update(params: Params, first: Params, second: Params, mean: Params, step: float, batch: Any, key: Any, rate: float) -> Any:
    """One step of Adam with clipped gradients, and the running mean of the weights that is exported."""
    value, gradients = jax.value_and_grad(loss)(params, *batch, key)
    norm = jnp.sqrt(sum((gradient * gradient).sum() for gradient in gradients.values()))
    scale = jnp.minimum(1.0, 5.0 / (norm + 1e-6))
    first = {k: 0.9 * first[k] + 0.1 * gradients[k] * scale for k in params}
    second = {k: 0.95 * second[k] + 0.05 * (gradients[k] * scale) ** 2 for k in params}
    params = {
        k: params[k] - rate * (first[k] / (1 - 0.9**step)) / (jnp.sqrt(second[k] / (1 - 0.95**step)) + 1e-8) for k in params
    }
    decay = jnp.minimum(0.998, step / (step + 20.0))
    mean = {k: decay * mean[k] + (1 - decay) * params[k] for k in params}
    return params, first, second, mean, value


def train(data: Path, folder: Path, *, steps: int, seed: int, rate: float) -> None:
    sentences = load(data)
    encoder = Encoder(sentences, folder)
    params = {name: jnp.asarray(values) for name, values in initial(encoder, seed).items()}
    first = {name: jnp.zeros_like(values) for name, values in params.items()}
    second, mean = dict(first), dict(params)
    print(f"{len(sentences)} sentences, {sum(values.size for values in params.values())} parameters", flush=True)
    key, chance = jax.random.PRNGKey(seed), random.Random(seed)
    stream = batches(sentences, encoder, chance)
    begin, total = time.process_time(), 0.0
    for step in range(1, steps + 1):
        key, part = jax.random.split(key)
        current = rate * min(1.0, step / 50) * (1 - step / (steps + 1)) ** 0.75 + 1e-5
        params, first, second, mean, value = update(params, first, second, mean, float(step), next(stream), part, current)
        total += float(value)
        if step % REPORT_STEPS == 0:
            print(f"step {step} loss {total / REPORT_STEPS:.3f} cpu {time.process_time() - begin:.0f} s", flush=True)
            total = 0.0
            save(mean, encoder, folder)
    save(mean, encoder, folder)


def save(params: Params, encoder: Encoder, folder: Path) -> None:
    export({name: np.asarray(values) for name, values in params.items()}, encoder.labels, encoder.vocabularies, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    args = parser.parse_args()
    train(args.data, args.model, steps=args.steps, seed=args.seed, rate=args.rate)


if __name__ == "__main__":
    main()
