"""Quantise a spaCy vocabulary with floret vectors to 8 bits.

Usage: python scripts/train_de/vectors.py --vocab FOLDER --out MODEL_DIR
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

SETTINGS = ("minn", "maxn", "hash_count", "hash_seed", "bow", "eow")


def quantise(vocab: Path, out: Path) -> None:
    """One scale per row, so that rare n-grams with short vectors keep their direction."""
    table = np.load(vocab / "vectors").astype(np.float32)
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    out.mkdir(parents=True, exist_ok=True)
    np.savez(out / "vectors.npz", table=np.rint(table / scale).astype(np.int8), scale=scale.astype(np.float16))
    settings = json.loads((vocab / "vectors.cfg").read_text("utf-8"))
    (out / "vectors.json").write_text(json.dumps({key: settings[key] for key in SETTINGS}), "utf-8")
    error = np.abs(np.rint(table / scale) * scale.astype(np.float16).astype(np.float32) - table).mean() / np.abs(table).mean()
    print(f"{table.shape[0]} rows of {table.shape[1]}, mean relative error {error:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vocab", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    quantise(args.vocab, args.out)


if __name__ == "__main__":
    main()
