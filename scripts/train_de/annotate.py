"""Parse raw sentences with several trained networks together, as further training data for one of them (self-training).

The networks' probabilities are averaged; a token whose attachment they are not sure of is marked `unsure` and teaches no head,
and sentences with many of those are left out.

Usage: python scripts/train_de/annotate.py --teachers OUT_DIR ... --encoder ENCODER_DIR --model MODEL_DIR
           --raw sentences.txt ... --out silver.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from model import Encoder, Parser, tensors
from train import FEATURES
from words import Sample, Words, batches, collate, load_vocabularies

from lagebild.analyse.foundation.trees import decode_heads

SURE = 0.6  # least mean probability of an attachment that may teach
MIN_SURE = 0.8  # least share of such tokens in a sentence
BATCH_TOKENS = 3000
LENGTHS = range(5, 61)


def load_teacher(folder: Path, vocabularies: Sequence[Sequence[str]]) -> Parser:
    settings = json.loads((folder / "network.json").read_text("utf-8"))
    labels = {("rel" if name == "relation" else name): values for name, values in settings["labels"].items()}
    encoder = Encoder([len(values) for values in vocabularies], input_drop=0.0, state_drop=0.0)
    parser = Parser(encoder, labels)
    parser.load_state_dict(torch.load(folder / "checkpoint.pt")["mean"])
    return parser.eval()


@torch.no_grad()
def annotate(teachers: Sequence[Parser], samples: Sequence[Sample], words: Words) -> list[dict[str, Any]]:
    """Labels by the averaged probabilities of the teachers, sentences in the order of the samples."""
    batch = collate(samples)
    ids, vectors, lengths = tensors(batch, words)
    states = [teacher.encoder(ids, vectors, lengths) for teacher in teachers]
    arcs = torch.stack([t.arcs(s, lengths).softmax(-1) for t, s in zip(teachers, states, strict=True)]).mean(0)
    table = arcs.numpy()
    heads = np.zeros(batch.words.shape, np.int64)
    for row, length in enumerate(batch.lengths):
        heads[row, :length] = decode_heads([np.log(table[row, :length, : length + 1] + 1e-9)])
    given = torch.from_numpy(heads)
    relations = torch.stack([t.relations(s, given).softmax(-1) for t, s in zip(teachers, states, strict=True)]).mean(0)
    root = teachers[0].labels["rel"].index("root")
    relations[..., root] = torch.where(given == 0, 2.0, -1.0)
    layers = {"rel": relations.argmax(-1).numpy()}
    for name in teachers[0].tags:
        scores = torch.stack([t.tags[name](s).softmax(-1) for t, s in zip(teachers, states, strict=True)]).mean(0)
        layers[name] = scores.argmax(-1).numpy()
    sure = np.take_along_axis(table, heads[..., None], -1)[..., 0] >= SURE
    labels = teachers[0].labels
    named = "ner" in labels
    result = []
    for row, sample in enumerate(samples):
        tokens = []
        for i, word in enumerate(sample.words):
            values = {name: labels[name][int(table_[row, i])] for name, table_ in layers.items()}
            features = {name: values[name] for name in FEATURES if values[name] != "-"}
            token = {"form": words.forms[word], "tag": values["tag"], "pos": values["upos"], "features": features}
            token |= {"head": int(heads[row, i]) - 1, "relation": values["rel"]}
            if named:
                token["ner"] = values["ner"]
            if not sure[row, i]:
                token["unsure"] = True
            tokens.append(token)
        result.append({"source": "silver", "sure": float(sure[row, : len(sample.words)].mean()), "tokens": tokens})
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--raw", type=Path, nargs="+", required=True)
    parser.add_argument("--tokens", type=int, default=1_000_000, help="of each file of raw sentences at most")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    vocabularies = load_vocabularies(args.encoder / "vocabularies.json")
    words = Words(args.model, vocabularies)
    samples = [sample for path in args.raw for sample in read_sample(path, words, args.tokens)]
    words.update()
    teachers = [load_teacher(folder, vocabularies) for folder in args.teachers]
    begin, kept, seen = time.time(), 0, 0
    with args.out.open("w", encoding="utf-8") as file:
        for group in batches(samples, BATCH_TOKENS, random.Random(1)):
            for sentence in annotate(teachers, group, words):
                seen += len(sentence["tokens"])
                if sentence["sure"] >= MIN_SURE:
                    kept += len(sentence["tokens"])
                    file.write(json.dumps(sentence, ensure_ascii=False) + "\n")
    print(f"{kept} of {seen} tokens kept, {time.time() - begin:.0f} s")


def read_sample(path: Path, words: Words, tokens: int) -> list[Sample]:
    """Sentences from the end of the file, so that the encoder's training has seen as little as possible of them."""
    samples: list[Sample] = []
    size = 0
    for line in reversed(path.read_text("utf-8").splitlines()):
        forms = line.split(" ")
        if len(forms) in LENGTHS:
            samples.append(Sample(np.array([words.index(form) for form in forms], np.int32)))
            size += len(forms)
            if size >= tokens:
                break
    return samples


if __name__ == "__main__":
    main()
