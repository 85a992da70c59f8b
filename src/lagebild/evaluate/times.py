"""Scores of time expressions in the manner of TempEval-3: strict and relaxed spans, type, value; matching is one to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from lagebild.evaluate.matching import Score

Record = Mapping[str, Any]
MEASURES = ("strict", "relaxed", "type", "value", "both")


def pair_times(gold: Sequence[Record], found: Sequence[Record]) -> list[tuple[int, int]]:
    """Index pairs of expressions that share a character: equal spans first, then the longest overlaps."""
    candidates = []
    for i, expected in enumerate(gold):
        for j, actual in enumerate(found):
            overlap = min(expected["end"], actual["end"]) - max(expected["begin"], actual["begin"])
            if overlap > 0:
                exact = (expected["begin"], expected["end"]) == (actual["begin"], actual["end"])
                candidates.append((not exact, -overlap, i, j))
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_found:
            pairs.append((i, j))
            used_gold.add(i)
            used_found.add(j)
    return pairs


def score_times(documents: Mapping[str, tuple[Sequence[Record], Sequence[Record]]]) -> dict[str, dict[str, Any]]:
    """Figures by group (the part of the name before "/") and for "all". A document is (gold, found) under its name.

    Each figure is a dict with p, r and f1 in 0..1; `type_acc` and `value_acc` are shares of the relaxed matches.
    """
    hits: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys((*MEASURES, "gold", "found"), 0))
    for name, (gold_all, found_all) in documents.items():
        gold = [time for time in gold_all if time["end"] > time["begin"]]
        found = [time for time in found_all if time["end"] > time["begin"]]
        for group in ("all", *([name.split("/")[0]] if "/" in name else [])):
            counts = hits[group]
            counts["gold"] += len(gold)
            counts["found"] += len(found)
            for i, j in pair_times(gold, found):
                expected, actual = gold[i], found[j]
                same_type, same_value = expected["type"] == actual["type"], expected["value"] == actual["value"]
                counts["relaxed"] += 1
                counts["strict"] += (expected["begin"], expected["end"]) == (actual["begin"], actual["end"])
                counts["type"] += same_type
                counts["value"] += same_value
                counts["both"] += same_type and same_value
    return {group: _figures(counts) for group, counts in sorted(hits.items())}


def _figures(counts: Mapping[str, int]) -> dict[str, Any]:
    figures: dict[str, Any] = {"gold": counts["gold"], "system": counts["found"]}
    for measure in MEASURES:
        score = Score(counts[measure], counts["gold"], counts["found"])
        figures[measure] = {"p": score.precision, "r": score.recall, "f1": score.f1}
    for measure in ("type", "value"):
        figures[f"{measure}_acc"] = counts[measure] / counts["relaxed"] if counts["relaxed"] else 0.0
    return figures
