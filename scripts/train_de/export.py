"""Write trained weights in the layout that `lagebild.analyse.foundation.network` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

BIAFFINE = {":arc_dependent": "ad", ":arc_head": "ah", ":relation_dependent": "rd", ":relation_head": "rh"}


def _gates(weights: np.ndarray) -> np.ndarray:
    """Columns input, forget, cell, output -> input, forget, output, cell; the sigmoids' columns halved (tanh form)."""
    i, f, g, o = np.split(weights, 4, axis=-1)
    return np.concatenate([i * 0.5, f * 0.5, o * 0.5, g], axis=-1)


def _leaky(values: np.ndarray) -> np.ndarray:
    return np.where(values > 0, values, 0.1 * values)


def export(
    weights: Mapping[str, np.ndarray], labels: Mapping[str, Sequence[str]], vocabularies: Sequence[Sequence[str]], out: Path
) -> None:
    """Weights as float16, labels, vocabularies and the layout of the output columns."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, np.ndarray] = {f"embedding{i}": weights[f"e{i}"] for i in range(len(vocabularies))}
    for layer in (0, 1):
        arrays[f"input{layer}"] = np.concatenate([_gates(weights[f"W{layer}{way}"]) for way in "fb"], axis=1)
        arrays[f"bias{layer}"] = np.concatenate([_gates(weights[f"b{layer}{way}"]) for way in "fb"])
        arrays[f"recurrent{layer}"] = np.stack([_gates(weights[f"U{layer}{way}"]) for way in "fb"])
    columns, biases, spans, at = [], [], {}, 0
    tag_layers = [name for name in labels if name != "rel"]
    for name, matrix, bias in [(name, f"t_{name}", f"tb_{name}") for name in tag_layers] + [
        (name, key, key + "b") for name, key in BIAFFINE.items()
    ]:
        columns.append(weights[matrix])
        biases.append(weights[bias])
        spans[name] = [at, at + weights[matrix].shape[1]]
        at += weights[matrix].shape[1]
    arrays["heads"], arrays["heads_bias"] = np.concatenate(columns, axis=1), np.concatenate(biases)
    arrays["root_arc"] = _leaky(weights["root"] @ weights["ah"] + weights["ahb"])[0]
    arrays["root_relation"] = _leaky(weights["root"] @ weights["rh"] + weights["rhb"])[0]
    arrays["arc"], arrays["arc_bias"] = weights["aU"], weights["aw"]
    rank = weights["rU"].shape[0]
    arrays["relation"] = weights["rU"].reshape(rank, -1)
    np.savez(folder / "weights.npz", **{name: array.astype(np.float16) for name, array in arrays.items()})
    settings = {
        "labels": {("relation" if name == "rel" else name): list(values) for name, values in labels.items()},
        "vocabularies": [list(values) for values in vocabularies],
        "spans": spans,
    }
    (folder / "network.json").write_text(json.dumps(settings, ensure_ascii=False, separators=(",", ":")), "utf-8")
