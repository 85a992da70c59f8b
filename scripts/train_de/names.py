"""Train the weights of the name finder in PyTorch: a linear-chain CRF over symbols of words and the network's states.

Usage: python scripts/train_de/names.py --model MODEL_DIR --data train.jsonl:4 other.jsonl:1 ... --out names.json
           --weights-out weights.npz [--epochs 7] [--seed 1] [--min-count 2] [--decay 1e-5] [--outside-bias 0]

Lines of the data: {"tokens": [...], "ner": [BIO labels], "known": "all" or the annotated types}. A number after a file is the
weight of its sentences. Where a source does not annotate a type, O there means "O or that type": the sum over all readings that
fit is maximised. MODEL_DIR holds the network (its tags are features, and its states are read by a layer that takes the place of
its own layer of names), lexicon, word vectors and name lists.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from lagebild.analyse.foundation.features import SubwordVectors, visible
from lagebild.analyse.foundation.lexicon import Lexicon
from lagebild.analyse.foundation.name_features import NameList, NameWords, WordGroups, feature_names
from lagebild.analyse.foundation.network import NAMES, Network
from lagebild.knowledge.vocabulary import vocabulary
from lagebild.lang.pack import load_pack

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
BATCH_TOKENS = 1500
TAGGED_AT_ONCE = 40  # sentences
IMPOSSIBLE = -1e4
LEARNING_RATE = 0.02
DROPPED = 0.5  # best of 0, 0.3, 0.5 on unseen GermEval sentences
LAYER_RATE, LAYER_DECAY, STATES_DROPPED = 0.003, 1e-4, 0.5  # of the layer over the network's states, which is frozen
SCALE = 64  # weights are written as whole numbers of 1/64
FEW, MANY, ROUNDS = 64, 512, 10  # groups of words with similar vectors, and rounds of finding them
CENTRE_SCALE = 200
AVERAGED = 2  # the weights are the mean over the batches of the last epochs


@dataclass(slots=True)
class Sample:
    """One sentence: feature ids of all tokens in a row, where each token's ids begin, and the labels that fit each token."""

    ids: np.ndarray
    begins: np.ndarray
    allowed: np.ndarray  # [tokens, labels], 1 where the label fits
    states: np.ndarray  # [tokens, width], of the network's last layer
    weight: float


def allowed_labels(ner: Sequence[str], known: str | Sequence[str]) -> np.ndarray:
    """Which labels fit each token: the annotated one, and beside an O those of the types that the source leaves out."""
    table = np.zeros((len(ner), len(LABELS)), np.float32)
    unknown = [] if known == "all" else [label for label in LABELS[1:] if label[2:] not in known]
    for row, label in zip(table, ner, strict=True):
        row[LABELS.index(label)] = 1
        if label == "O":
            for other in unknown:
                row[LABELS.index(other)] = 1
    return table


def find_centres(vectors: np.ndarray, count: int, seed: int) -> np.ndarray:
    """Spherical k-means: centres of unit length; vectors have it too."""
    rng = np.random.default_rng(seed)
    centres = vectors[rng.choice(len(vectors), count, replace=False)]
    for _ in range(ROUNDS):
        nearest = (vectors @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-6), centres)
    return np.rint(centres * CENTRE_SCALE).astype(np.int64)


def make_groups(model: Path, forms: Iterable[str], seed: int) -> tuple[WordGroups, dict[str, list[list[int]]]]:
    """Groups of words, and the centres to be written."""
    vectors = SubwordVectors(model)
    table = vectors.get(sorted({visible(form) for form in forms}))
    table = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    centres = [find_centres(table, count, seed) for count in (FEW, MANY)]
    unit = [(rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32) for rows in centres]
    return WordGroups(vectors, *unit), {"few": centres[0].tolist(), "many": centres[1].tolist()}


Row = tuple[list[list[str]], np.ndarray, dict[str, Any], float]


def tag(network: Network, sentences: Sequence[Sequence[str]]) -> list[tuple[list[str], np.ndarray]]:
    """Tags and states of every sentence; sentences of like length are tagged together, which is faster."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    tagged: dict[int, tuple[list[str], np.ndarray]] = {}
    for begin in range(0, len(order), TAGGED_AT_ONCE):
        part = order[begin : begin + TAGGED_AT_ONCE]
        forms = [sentences[i] for i in part]
        found = iter(network.parse(forms).tags["tag"].tolist())
        rows = iter(network.states(forms).astype(np.float16))
        for i in part:
            size = len(sentences[i])
            tagged[i] = [network.labels["tag"][index] for index in islice(found, size)], np.stack([*islice(rows, size)])
    return [tagged[i] for i in range(len(sentences))]


def read_rows(paths: Sequence[str], model: Path, seed: int) -> tuple[list[Row], dict[str, list[list[int]]]]:
    """Features of every sentence of the files, its line, and the weight of its file; and the centres of groups of words."""
    read = [
        (line, path.partition(":")[2]) for path in paths for line in Path(path.partition(":")[0]).read_text("utf-8").splitlines()
    ]
    lines = [(json.loads(line), float(weight or 1)) for line, weight in read]
    sentences = [line["tokens"] for line, _ in lines]
    groups, centres = make_groups(model, (form for forms in sentences for form in forms), seed)
    lexicon = Lexicon(model)
    words = NameWords(lexicon, vocabulary(load_pack("de")), NameList(model), groups)
    words.learn([form for forms in sentences for form in forms])
    seen = {form: words.symbols(form) for forms in sentences for form in forms}
    rows = [
        (feature_names([seen[form] for form in forms], tags, words.spans(forms)), states, line, weight)
        for (line, weight), forms, (tags, states) in zip(lines, sentences, tag(Network(model, lexicon), sentences), strict=True)
    ]
    return rows, centres


def make_samples(rows: Sequence[Row], index: dict[str, int]) -> list[Sample]:
    samples = []
    for features, states, row, weight in rows:
        ids, begins = [], []
        for token in features:
            begins.append(len(ids))
            ids += [index[name] for name in token if name in index]
        allowed = allowed_labels(row["ner"], row["known"])
        samples.append(Sample(np.array(ids, np.int64), np.array(begins, np.int64), allowed, states, weight))
    return samples


class Chain(nn.Module):
    """Emissions as sums of feature weights and a linear layer over the network's states, and transitions."""

    def __init__(self, features: int, width: int) -> None:
        super().__init__()
        self.layer = nn.Linear(width, len(LABELS), bias=False)
        nn.init.zeros_(self.layer.weight)
        self.weights = nn.EmbeddingBag(features, len(LABELS), mode="sum")
        nn.init.zeros_(self.weights.weight)
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        mask = torch.zeros(len(LABELS), len(LABELS))
        for a, before in enumerate(LABELS):
            for b, label in enumerate(LABELS):
                if label[0] == "I" and before[1:] != label[1:]:
                    mask[a, b] = IMPOSSIBLE
        self.register_buffer("mask", mask)
        self.register_buffer("start", torch.tensor([IMPOSSIBLE if label[0] == "I" else 0.0 for label in LABELS]))

    def loss(self, batch: Sequence[Sample]) -> Tensor:
        """Weighted mean over sentences of log Z - log Z of the readings that fit."""
        lengths = torch.tensor([len(sample.begins) for sample in batch])
        emissions = self._emissions(batch, lengths)
        allowed = torch.zeros(emissions.shape)
        for row, sample in enumerate(batch):
            allowed[row, : len(sample.begins)] = torch.from_numpy(sample.allowed)
        fitting = emissions + (1 - allowed) * IMPOSSIBLE
        full, fit = self.log_sum(torch.cat([emissions, fitting]), lengths.repeat(2)).chunk(2)
        weights = torch.tensor([sample.weight for sample in batch])
        return ((full - fit) * weights).sum() / lengths.float().mul(weights).sum()

    def _emissions(self, batch: Sequence[Sample], lengths: Tensor) -> Tensor:
        """Sums of the weights of what is seen of each token [sentences, length, labels].

        Now and then a symbol is not seen, so that no weight rests on a single one: what is new in a text is known only in part.
        """
        ids, begins, at = [], [], 0
        for sample in batch:
            seen = (torch.rand(len(sample.ids)) >= DROPPED).numpy()
            before = np.concatenate([[0], np.cumsum(seen)])
            ids.append(sample.ids[seen])
            begins.append(before[sample.begins] + at)
            at += int(before[-1])
        rows = self.weights(torch.from_numpy(np.concatenate(ids)), torch.from_numpy(np.concatenate(begins))) / (1 - DROPPED)
        states = torch.from_numpy(np.concatenate([sample.states for sample in batch]).astype(np.float32))
        rows = rows + self.layer(nn.functional.dropout(states, STATES_DROPPED))
        size = int(lengths.max())
        inside = torch.arange(size)[None] < lengths[:, None]
        return rows.new_zeros(len(batch), size, len(LABELS)).masked_scatter(inside[:, :, None], rows)

    def log_sum(self, emissions: Tensor, lengths: Tensor) -> Tensor:
        moves = self.transitions + self.mask
        state = emissions[:, 0] + self.start
        for step in range(1, emissions.shape[1]):
            new = torch.logsumexp(state[:, :, None] + moves[None], 1) + emissions[:, step]
            state = torch.where((lengths > step)[:, None], new, state)
        return torch.logsumexp(state, 1)


def batches(samples: Sequence[Sample], rng: random.Random) -> Iterator[list[Sample]]:
    order = sorted(range(len(samples)), key=lambda i: (len(samples[i].begins), rng.random()))
    made: list[list[Sample]] = []
    batch: list[Sample] = []
    for i in order:
        batch.append(samples[i])
        if len(batch) * len(samples[i].begins) >= BATCH_TOKENS:
            made.append(batch)
            batch = []
    if batch:
        made.append(batch)
    rng.shuffle(made)
    yield from made


def train(samples: Sequence[Sample], features: int, *, epochs: int, seed: int, decay: float) -> Chain:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    chain = Chain(features, samples[0].states.shape[1])
    layer = list(chain.layer.parameters())
    others = [value for name, value in chain.named_parameters() if not name.startswith("layer.")]
    groups = [{"params": others, "base": LEARNING_RATE}, {"params": layer, "base": LAYER_RATE}]
    optimizer = torch.optim.Adam(groups, lr=LEARNING_RATE)
    begun = time.process_time()
    mean = [torch.zeros_like(value) for value in chain.parameters()]
    taken = 0
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * (1 - epoch / epochs)
        total = count = 0.0
        for batch in batches(samples, rng):
            loss = chain.loss(batch)
            penalty = decay * chain.weights.weight.square().sum() + LAYER_DECAY * layer[0].square().sum()
            optimizer.zero_grad()
            (loss + penalty).backward()
            optimizer.step()
            total += loss.item()
            count += 1
            if epoch >= epochs - AVERAGED:
                taken += 1
                for kept, value in zip(mean, chain.parameters(), strict=True):
                    kept.add_(value.detach())
        print(f"epoch {epoch + 1}: loss {total / count:.4f}, {time.process_time() - begun:.0f} s", flush=True)
    with torch.no_grad():
        for kept, value in zip(mean, chain.parameters(), strict=True):
            value.copy_(kept / taken)
    return chain


def write(chain: Chain, names: Sequence[str], settings: dict[str, Any], out: Path) -> None:
    """Weights as whole numbers, features without weight left out."""
    table = np.rint(chain.weights.weight.detach().numpy() * SCALE).astype(int)
    kept = {name: row.tolist() for name, row in zip(names, table, strict=True) if np.abs(row).max() > 1}
    moves = (chain.transitions + chain.mask).detach().numpy()
    data = {"labels": LABELS, "scale": SCALE, "transitions": np.round(moves, 3).tolist(), **settings, "weights": kept}
    out.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")
    print(f"{len(kept)} of {len(names)} features kept, {out.stat().st_size / 1e6:.1f} MB")


def write_layer(chain: Chain, model: Path, out: Path) -> None:
    """The network's weights with the chain's layer over its states in place of the layer of names that it was trained with."""
    begin, end = json.loads((model / "network.json").read_text("utf-8"))["spans"][NAMES]
    with np.load(model / "weights.npz") as data:
        arrays = {name: data[name].copy() for name in data.files}
    arrays["heads"][:, begin:end] = chain.layer.weight.detach().numpy().T
    arrays["heads_bias"][begin:end] = 0
    with out.open("wb") as file:
        np.savez(file, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--min-count", type=int, default=2)
    parser.add_argument("--decay", type=float, default=1e-5)
    parser.add_argument("--weights-out", type=Path, required=True, help="the network's weights with the new layer of names")
    parser.add_argument("--outside-bias", type=float, default=0.0, help="taken from the score of O: more names, less sure ones")
    args = parser.parse_args()
    rows, centres = read_rows(args.data, args.model, args.seed)
    counts = Counter(name for features, *_ in rows for token in features for name in token)
    index = {name: i for i, name in enumerate(name for name, times in counts.items() if times >= args.min_count)}
    print(f"{len(rows)} sentences, {len(index)} features", flush=True)
    chain = train(make_samples(rows, index), len(index), epochs=args.epochs, seed=args.seed, decay=args.decay)
    write(chain, list(index), {"network_weight": 1.0, "outside_bias": args.outside_bias, **centres}, args.out)
    write_layer(chain, args.model, args.weights_out)


if __name__ == "__main__":
    main()
