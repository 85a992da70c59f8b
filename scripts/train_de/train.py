"""Train the German tagger, parser and name finder in PyTorch (CPU, one thread, fixed seed) and export it for the NumPy runtime.

Usage: python scripts/train_de/train.py --data train.jsonl --encoder ENCODER_DIR --model MODEL_DIR --out OUT_DIR --steps 2600
           --seed 1 [--names NER.jsonl:TIMES ...] [--silver parsed.jsonl] [--scratch]
MODEL_DIR holds lexicon and vectors, ENCODER_DIR what pretrain.py wrote; weights.npz and network.json are written to OUT_DIR,
with a checkpoint from which a broken run goes on.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from export import export
from model import Encoder, Parser, exported, tensors
from torch import nn
from words import MASKED, MAX_LENGTH, STYLES, Sample, Varier, Words, batches, collate, load_vocabularies

FEATURES = ("Case", "Gender", "Mood", "Number", "Person", "PronType", "Tense", "VerbForm")
NAMES = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
TOKENS = 1100
INPUT_DROP, STATE_DROP = 0.25, 0.33
# Features that a noun, determiner or adjective has in truth: where the treebank is silent, the loss is too.
NOMINAL = ("NOUN", "PROPN", "DET", "PRON", "ADJ")
NOMINAL_FEATURES = ("Case", "Gender", "Number")
REPORT = 100
MEAN_EVERY = 4  # steps between two contributions to the running mean of the weights
Labels = dict[str, list[str]]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def collect_labels(sentences: Sequence[dict[str, Any]]) -> Labels:
    found: dict[str, dict[str, None]] = {"tag": {}, "upos": {}, "rel": {}, **{name: {"-": None} for name in FEATURES}}
    for sentence in sentences:
        for token in sentence["tokens"]:
            for layer, value in (("tag", token["tag"]), ("upos", token["pos"]), ("rel", token["relation"])):
                found[layer].setdefault(value)
            for name in FEATURES:
                found[name].setdefault(token["features"].get(name, "-"))
    return {name: list(values) for name, values in found.items()} | {"ner": list(NAMES)}


def treebank_samples(sentences: Sequence[dict[str, Any]], words: Words, labels: Labels) -> list[Sample]:
    """Sentences with all layers; `unsure` tokens (of automatic annotation) have no known head and relation."""
    index = {layer: {value: i for i, value in enumerate(values)} for layer, values in labels.items()}
    samples = []
    for sentence in sentences:
        tokens = sentence["tokens"]
        if len(tokens) > MAX_LENGTH:
            continue
        rows = [_targets(token, index) for token in tokens]
        targets = {name: np.array([row[name] for row in rows], np.int64) for name in rows[0]}
        style = next((i for i, name in enumerate(STYLES) if name in sentence["source"]), 0)
        samples.append(Sample(np.array([words.index(token["form"]) for token in tokens], np.int32), targets, style))
    words.update()
    return samples


def _targets(token: dict[str, Any], index: dict[str, dict[str, int]]) -> dict[str, int]:
    unsure = token.get("unsure", False)
    found = {
        "tag": index["tag"][token["tag"]],
        "upos": index["upos"][token["pos"]],
        "rel": MASKED if unsure else index["rel"][token["relation"]],
        "head": MASKED if unsure else token["head"] + 1,
    }
    for name in FEATURES:
        value = token["features"].get(name, "-")
        silent = value == "-" and name in NOMINAL_FEATURES and token["pos"] in NOMINAL and token["tag"] not in ("ADJD", "PRF")
        found[name] = MASKED if silent else index[name][value]
    if "ner" in token:
        found["ner"] = index["ner"][token["ner"]]
    return found


def name_samples(sentences: Sequence[dict[str, Any]], words: Words) -> list[Sample]:
    """Sentences of which only the names are known."""
    index = {label: i for i, label in enumerate(NAMES)}
    samples = []
    for sentence in sentences:
        forms = sentence["tokens"]
        if 0 < len(forms) <= MAX_LENGTH:
            values = np.array([index[label] for label in sentence["ner"]], np.int64)
            samples.append(Sample(np.array([words.index(form) for form in forms], np.int32), {"ner": values}))
    words.update()
    return samples


def endless(samples: Sequence[Sample], tokens: int, chance: random.Random) -> Iterator[list[Sample]]:
    while True:
        yield from batches(samples, tokens, chance)


class Trainer:
    """Parser, optimiser and the running mean of the weights, which is what gets exported."""

    def __init__(self, parser: Parser, words: Words, vocabularies: Sequence[Sequence[str]], *, steps: int, rate: float) -> None:
        self.parser, self.words, self.vocabularies = parser, words, vocabularies
        self.steps, self.rate, self.done = steps, rate, 0
        self.optimiser = torch.optim.Adam(parser.parameters(), lr=rate, betas=(0.9, 0.95), fused=True)
        self.mean = {name: values.detach().clone() for name, values in parser.state_dict().items()}

    def step(self, samples: Sequence[Sample]) -> float:
        self.done += 1
        batch = collate(samples)
        ids, vectors, lengths = tensors(batch, self.words)
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * min(1.0, self.done / 100) * (1 - self.done / (self.steps + 1)) ** 0.75 + 1e-5
        self.optimiser.zero_grad()
        states = self.parser.encoder(ids, vectors, lengths, styles=torch.from_numpy(batch.styles))
        loss = self.parser.loss(states, lengths, {name: torch.from_numpy(values) for name, values in batch.targets.items()})
        loss.backward()
        nn.utils.clip_grad_norm_(self.parser.parameters(), 5.0)
        self.optimiser.step()
        if self.done % MEAN_EVERY == 0:
            decay = min(0.998, self.done / (self.done + 20.0)) ** MEAN_EVERY
            with torch.no_grad():
                for name, values in self.parser.state_dict().items():
                    self.mean[name].lerp_(values, 1 - decay)
        return float(loss.detach())

    def save(self, folder: Path) -> None:
        current = self.parser.state_dict()
        state = {"model": current, "mean": self.mean, "optimiser": self.optimiser.state_dict(), "steps": self.done}
        torch.save(state, folder / "checkpoint.pt")
        kept = {name: values.clone() for name, values in current.items()}
        self.parser.load_state_dict(self.mean)
        export(exported(self.parser), self.parser.labels, self.vocabularies, folder)
        self.parser.load_state_dict(kept)

    def resume(self, folder: Path) -> None:
        if (folder / "checkpoint.pt").is_file():
            state = torch.load(folder / "checkpoint.pt")
            self.parser.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.mean, self.done = state["mean"], state["steps"]


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--names", nargs="*", default=[], help="files of names, with :N to take one N times")
    parser.add_argument("--silver", type=Path, help="sentences that annotate.py parsed")
    parser.add_argument("--silver-share", type=float, default=0.5, help="share of the steps on such sentences")
    parser.add_argument("--names-share", type=float, default=0.15, help="share of the steps on names")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--scratch", action="store_true", help="take the encoder's vocabularies but not its weights")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    return parser.parse_args()


def main() -> None:
    args = read_options()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    vocabularies = load_vocabularies(args.encoder / "vocabularies.json")
    words = Words(args.model, vocabularies)
    gold = read_jsonl(args.data)
    labels = collect_labels(gold)
    sources = [("gold", treebank_samples(gold, words, labels), 1.0)]
    if args.silver:
        sources.append(("silver", treebank_samples(read_jsonl(args.silver), words, labels), args.silver_share))
    if args.names:
        named = [part.rpartition(":") if ":" in part else (part, "", "1") for part in args.names]
        samples = [one for path, _, times in named for one in name_samples(read_jsonl(Path(path)), words) * int(times)]
        sources.append(("names", samples, args.names_share))
    vary = Varier(words)
    words.update()
    encoder = Encoder([len(values) for values in vocabularies], input_drop=INPUT_DROP, state_drop=STATE_DROP)
    if not args.scratch:
        encoder.load_state_dict(torch.load(args.encoder / "encoder.pt"), strict=False)
    trainer = Trainer(Parser(encoder, labels), words, vocabularies, steps=args.steps, rate=args.rate)
    trainer.resume(args.out)
    rest = sum(share for _, _, share in sources[1:])
    shares = [1 - rest, *(share for _, _, share in sources[1:])]
    print({name: len(samples) for name, samples, _ in sources}, shares, flush=True)
    streams = [endless(samples, TOKENS, chance) for _, samples, _ in sources]
    begin, total = time.time(), 0.0
    while trainer.done < args.steps:
        group = next(chance.choices(streams, shares)[0])
        total += trainer.step([vary(sample, chance) for sample in group])
        if trainer.done % REPORT == 0:
            print(f"step {trainer.done} loss {total / REPORT:.3f} {time.time() - begin:.0f} s", flush=True)
            total = 0.0
        if trainer.done % (5 * REPORT) == 0 or trainer.done == args.steps:
            trainer.save(args.out)


if __name__ == "__main__":
    main()
