"""Train the encoder to guess hidden words of raw text, before the treebanks are seen (masked language model).

A fifth of the words is hidden; the network guesses their form (of the frequent ones), lexical class and inflection.

Usage: python scripts/train_de/pretrain.py --data train.jsonl [--names NER.jsonl ...] --raw sentences.txt
           --model MODEL_DIR --out ENCODER_DIR
A run that was broken off goes on from its last checkpoint in ENCODER_DIR.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from model import HIDDEN, Encoder, tensors
from torch import nn
from torch.nn.functional import cross_entropy
from words import Batch, Sample, Varier, Words, batches, collate, load_vocabularies, make_vocabularies

from lagebild.analyse.foundation.lexicon import Lexicon

GUESSED = (0, 4, 5)  # columns of the symbols that are guessed: form, lexical class, inflection
FORMS = 12_000
HIDE = 0.2
TOKENS = 1600
REPORT = 200


class Guesser(nn.Module):
    """Guesses of hidden words' symbols."""

    def __init__(self, encoder: Encoder, sizes: tuple[int, ...]) -> None:
        super().__init__()
        self.encoder = encoder
        self.narrow = nn.Linear(2 * HIDDEN, 160)
        self.outs = nn.ModuleList(nn.Linear(160, size) for size in sizes)

    def loss(self, batch: Batch, words: Words, ranks: np.ndarray) -> torch.Tensor:
        ids, vectors, lengths = tensors(batch, words)
        alive = torch.arange(ids.shape[1])[None, :] < lengths[:, None]
        hide = (torch.rand(ids.shape[:2]) < HIDE) & alive
        states = torch.tanh(self.narrow(self.encoder(ids, vectors, lengths, hide=hide)[hide]))
        wanted = ids[hide]
        total = states.new_zeros(())
        for column, out in zip(GUESSED, self.outs, strict=True):
            target = wanted[:, column]
            if column == 0:
                target = torch.from_numpy(ranks)[target]
            known = target > 1
            if known.any():
                total = total + cross_entropy(out(states[known]), target[known])
        return total


def read_raw(path: Path, words: Words) -> list[Sample]:
    with path.open(encoding="utf-8") as file:
        samples = [
            Sample(np.array([words.index(form) for form in line.split(" ")], np.int32)) for line in map(str.strip, file) if line
        ]
    words.update()
    return samples


def frequency_ranks(samples: list[Sample], words: Words, size: int) -> np.ndarray:
    """For each form symbol its place among the most frequent ones (from 2 on), 0 for the others."""
    counts = np.bincount(np.concatenate([words.ids[sample.words, 0] for sample in samples]), minlength=size)
    counts[:2] = 0
    ranks = np.zeros(size, np.int64)
    for rank, symbol in enumerate(np.argsort(-counts, kind="stable")[:FORMS], start=2):
        ranks[symbol] = rank if counts[symbol] else 0
    return ranks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--names", type=Path, nargs="*", default=[])
    parser.add_argument("--raw", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder of lexicon and vectors")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=8000)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    vocabulary = args.out / "vocabularies.json"
    if not vocabulary.is_file():
        made = make_vocabularies(gold_forms([args.data, *args.names]), raw_forms(args.raw), Lexicon(args.model))
        vocabulary.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    vocabularies = load_vocabularies(vocabulary)
    words = Words(args.model, vocabularies)
    samples = read_raw(args.raw, words)
    vary = Varier(words)
    words.update()
    sizes = [len(values) for values in vocabularies]
    ranks = frequency_ranks(samples, words, sizes[0] + 2)
    print([*sizes], len(words.forms), "forms", sum(len(sample.words) for sample in samples), "tokens", flush=True)
    encoder = Encoder(sizes, input_drop=0.1, state_drop=0.1, symbol_scale=0.5)
    guesser = Guesser(encoder, (FORMS + 2, sizes[4] + 2, sizes[5] + 2))
    run(guesser, samples, words, vary, ranks, chance, args)


def gold_forms(paths: list[Path]) -> list[str]:
    """The forms of annotated sentences, of treebanks or of names."""
    found: list[str] = []
    for path in paths:
        with path.open(encoding="utf-8") as file:
            for line in file:
                found += [token["form"] if isinstance(token, dict) else token for token in json.loads(line)["tokens"]]
    return found


def raw_forms(path: Path) -> list[str]:
    return path.read_text("utf-8").split()


def run(
    guesser: Guesser,
    samples: list[Sample],
    words: Words,
    vary: Varier,
    ranks: np.ndarray,
    chance: random.Random,
    args: argparse.Namespace,
) -> None:
    optimiser = torch.optim.Adam(guesser.parameters(), lr=args.rate, betas=(0.9, 0.98), fused=True)
    checkpoint = args.out / "checkpoint.pt"
    done = 0
    if checkpoint.is_file():
        state = torch.load(checkpoint)
        guesser.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        done = state["steps"]
    begin, total, step = time.time(), 0.0, done
    while step < args.steps:
        for group in batches(samples, TOKENS, chance):
            step += 1
            batch = collate([vary(sample, chance) for sample in group])
            for parameters in optimiser.param_groups:
                parameters["lr"] = args.rate * min(1.0, step / 200) * max(0.02, 1 - step / args.steps)
            optimiser.zero_grad()
            loss = guesser.loss(batch, words, ranks)
            loss.backward()
            nn.utils.clip_grad_norm_(guesser.parameters(), 5.0)
            optimiser.step()
            total += float(loss.detach())
            if step % REPORT == 0:
                print(f"step {step} loss {total / REPORT:.3f} {time.time() - begin:.0f} s", flush=True)
                total = 0.0
                torch.save({"model": guesser.state_dict(), "optimiser": optimiser.state_dict(), "steps": step}, checkpoint)
                torch.save(guesser.encoder.state_dict(), args.out / "encoder.pt")
            if step >= args.steps:
                break
    torch.save(guesser.encoder.state_dict(), args.out / "encoder.pt")


if __name__ == "__main__":
    main()
