"""Train the network that judges words (PyTorch): how likely each names a political act, and of which type.

usage: python scripts/train_claims/words.py EVENTS_DIR [OWN.txt ...] [--out FOLDER] [--folds N] [--jobs N] [--examples FILE]
           [--epochs 8] [--seed 1]

The inputs are those of train.py. With --folds above 1 it is first cross-validated over the articles of EVENTS_DIR (own texts
always belong to the training part) and prints precision and recall of its types by word. Writes words.json and words.npz.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parent))

from examples import Example, WordRow, arguments, examples

from lagebild.analyse.foundation import load_foundation
from lagebild.evaluate.events import QUAD_OF

TYPES = sorted(QUAD_OF)
EMBEDDED, HIDDEN = 128, 160
DROPPED, FEATURES_DROPPED, VECTORS_DROPPED = 0.6, 0.3, 0.3  # of the units, the features and the vectors while training
BATCH = 512
RATE, DECAY, WARM = 3e-3, 0.02, 40
MIN_COUNT = 4  # rarer features are left out
SHARE = 0.6  # of the network in a draft's score; 0.6 was best of 0, 0.6 and 1 on two of five folds
FEW = 0.5  # the least share at which a word counts as found when cross-validating


class Net(nn.Module):
    """The network as `lagebild.analyse.claims.word_network` computes it."""

    def __init__(self, features: int, width: int) -> None:
        super().__init__()
        self.embedded = nn.EmbeddingBag(features + 1, EMBEDDED, mode="sum")
        self.linear = nn.EmbeddingBag(features + 1, len(TYPES) + 1, mode="sum")
        nn.init.normal_(self.embedded.weight, std=0.03)
        nn.init.zeros_(self.linear.weight)
        self.vectors = nn.Linear(width, HIDDEN)
        self.hidden = nn.Linear(EMBEDDED + HIDDEN, HIDDEN)
        self.out = nn.Linear(EMBEDDED + 2 * HIDDEN, len(TYPES) + 1)
        self.drop, self.blur = nn.Dropout(DROPPED), nn.Dropout(VECTORS_DROPPED)

    def forward(self, ids: Tensor, begins: Tensor, dense: Tensor) -> Tensor:
        """Scores [words, 1 + types]; row 0 of the embeddings stands for nothing."""
        first = self.drop(torch.cat([self.embedded(ids, begins), torch.relu(self.vectors(self.blur(dense)))], 1))
        second = self.drop(torch.relu(self.hidden(first)))
        scores: Tensor = self.out(torch.cat([first, second], 1)) + self.linear(ids, begins)
        return scores


@dataclass(slots=True)
class Words:
    """Words as numbers: the ids of the features of each, the vectors of its forms, its type and weight."""

    ids: list[NDArray[np.int64]]
    dense: Tensor
    types: Tensor
    weights: Tensor

    def batch(self, chosen: NDArray[np.int64]) -> tuple[Tensor, Tensor, Tensor]:
        lengths = np.array([len(self.ids[i]) for i in chosen])
        begins = np.cumsum(lengths) - lengths
        return (
            torch.from_numpy(np.concatenate([self.ids[i] for i in chosen])),
            torch.from_numpy(begins),
            self.dense[chosen].float(),
        )


def rows_of(data: Sequence[Example]) -> list[WordRow]:
    return [row for item in data for row in item.words]


def features_of(rows: Sequence[WordRow]) -> list[str]:
    counts = Counter(name for row in rows for name in set(row.features))
    return sorted(name for name, count in counts.items() if count >= MIN_COUNT)


def as_numbers(rows: Sequence[WordRow], features: Sequence[str]) -> Words:
    index = {name: i + 1 for i, name in enumerate(features)}
    ids = [np.array([index[n] for n in dict.fromkeys(row.features) if n in index], dtype=np.int64) for row in rows]
    forms = sorted({form for row in rows for form in row.forms})
    place = {form: i for i, form in enumerate(forms)}
    table = load_foundation("de").vectors(forms).astype(np.float16)
    dense = np.concatenate([table[[place[row.forms[column]] for row in rows]] for column in range(3)], axis=1)
    types = torch.tensor([TYPES.index(row.type) + 1 if row.type else 0 for row in rows])
    return Words(ids, torch.from_numpy(dense), types, torch.tensor([float(row.counts) for row in rows]))


def fit(words: Words, count: int, *, epochs: int, seed: int) -> Net:
    """The network after so many passes over the words."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    net = Net(count, words.dense.shape[1])
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    total, step = epochs * -(-len(words.ids) // BATCH), 0
    net.train()
    for epoch in range(epochs):
        order, lost = random.permutation(len(words.ids)), 0.0
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            step += 1
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, step / WARM) * (1 - 0.97 * step / total)
            ids, begins, dense = words.batch(chosen)
            ids = torch.where(torch.rand(len(ids)) > FEATURES_DROPPED, ids, torch.zeros_like(ids))
            scores = net(ids, begins, dense)
            loss = (
                nn.functional.cross_entropy(scores, words.types[chosen], reduction="none") * words.weights[chosen]
            ).sum() / BATCH
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            lost += float(loss)
            with torch.no_grad():
                net.embedded.weight[0] = 0
                net.linear.weight[0] = 0
        print(f"epoch {epoch + 1}: loss {lost / total * epochs:.4f}", flush=True)
    net.eval()
    return net


@torch.no_grad()
def shares_of(net: Net, words: Words) -> Iterator[NDArray[np.float32]]:
    for begin in range(0, len(words.ids), BATCH):
        chosen = np.arange(begin, min(len(words.ids), begin + BATCH))
        yield torch.softmax(net(*words.batch(chosen)), 1).numpy()


def cross_validate(data: Sequence[Example], own: Sequence[Example], folds: int, *, epochs: int, seed: int) -> None:
    found = right = wanted = 0
    for fold in range(folds):
        train = rows_of([*(item for i, item in enumerate(data) if i % folds != fold), *own])
        test = rows_of([item for i, item in enumerate(data) if i % folds == fold])
        names = features_of(train)
        net = fit(as_numbers(train, names), len(names), epochs=epochs, seed=seed)
        words = as_numbers(test, names)
        shares = np.concatenate(list(shares_of(net, words)))
        best = shares[:, 1:].argmax(1) + 1
        hit = shares[np.arange(len(best)), best] >= FEW
        types = words.types.numpy()
        found, wanted = found + int(hit.sum()), wanted + int((types > 0).sum())
        right += int((hit & (best == types)).sum())
        print(f"fold {fold + 1}: P {right / max(1, found):.3f}  R {right / max(1, wanted):.3f}", flush=True)


def write(net: Net, features: Sequence[str], out: Path) -> None:
    """The files that the network is read from; weights as half floats."""
    half = {
        "features": torch.cat([net.embedded.weight[1:], net.linear.weight[1:]], 1),
        "vectors": net.vectors.weight.T,
        "vectors_bias": net.vectors.bias,
        "hidden": net.hidden.weight.T,
        "hidden_bias": net.hidden.bias,
        "out": net.out.weight.T,
        "out_bias": net.out.bias,
    }
    np.savez_compressed(out / "words.npz", **{name: value.detach().numpy().astype(np.float16) for name, value in half.items()})
    settings = {"types": TYPES, "share": SHARE, "features": list(features)}
    (out / "words.json").write_text(json.dumps(settings, ensure_ascii=False, indent=0) + "\n", "utf-8")


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    data, own = examples(args.events, args.own, jobs=args.jobs, kept=args.examples)
    if args.folds > 1:
        cross_validate(data, own, args.folds, epochs=args.epochs, seed=args.seed)
    rows = rows_of([*data, *own])
    names = features_of(rows)
    net = fit(as_numbers(rows, names), len(names), epochs=args.epochs, seed=args.seed)
    write(net, names, args.out)
    print(f"{len(rows)} words, {sum(bool(row.type) for row in rows)} triggers, {len(names)} features")


if __name__ == "__main__":
    main()
