"""Train the acceptance model of the claims coder from articles with coded events.

usage: python scripts/train_claims/train.py EVENTS_DIR [--out MODEL.json] [--folds N]

EVENTS_DIR holds docs/*.json (doc, text, published, sentences) and gold/*.json (events). With --folds the model is
also cross-validated over the articles, so that the threshold is chosen on articles it was not trained on.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from lagebild.analyse.body import find_sentences
from lagebild.analyse.claims.drafts import View, find_drafts
from lagebild.analyse.claims.features import features_of
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.clauses import find_clauses
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.mentions import find_mentions
from lagebild.analyse.statements import find_statements
from lagebild.analyse.times import find_times
from lagebild.lang.pack import load_pack
from lagebild.link import link_mentions
from lagebild.model.article import Article, Publication, Zone
from lagebild.model.ids import make_id
from lagebild.stages import Pipeline

L2 = 8.0  # best F1 of 2, 4, 8, 16 in five-fold cross-validation over the training articles
THRESHOLDS = tuple(round(0.2 + 0.02 * i, 2) for i in range(16))
MIN_WEIGHT = 0.02  # smaller weights change no decision and are left out of the file
OUT = Path(__file__).resolve().parents[2] / "src/lagebild/lang/de/claims/acceptance.json"


def make_article(record: dict[str, Any]) -> Article:
    day = record.get("published")
    publication = Publication(day, day, "given", "day") if day else Publication(None, None, "unknown", "unknown")
    zones = tuple(Zone("body", s["begin"], s["end"], "given") for s in record["sentences"])
    text = record["text"]
    return Article(make_id("a", text), text, record.get("title"), "de", publication, zones=zones)


def examples(folder: Path) -> list[tuple[list[list[str]], list[int], int]]:
    """For each article the features of its drafts, their labels and the number of coded events."""
    pack = load_pack("de")
    stages = Pipeline([find_sentences, find_clauses, find_times, find_mentions, link_mentions, find_statements])
    found = []
    for path in sorted((folder / "docs").glob("*.json")):
        article = make_article(json.loads(path.read_text("utf-8")))
        doc = load_foundation("de").analyse(article.text, zones=[(z.begin, z.end) for z in article.zones])
        doc._.article = article
        stages.run(doc, pack, strict=True)
        drafts = list(find_drafts(View.of(doc, lexicon_of(pack))))
        gold = json.loads((folder / "gold" / path.name).read_text("utf-8"))["events"]
        found.append((features_of(drafts) if drafts else [], labels(drafts, gold), len(gold)))
    return found


def labels(drafts: list[Any], gold: list[dict[str, Any]]) -> list[int]:
    """1 for drafts that are matched one to one with a coded event of their sentence and type, else 0."""
    result = [0] * len(drafts)
    if not drafts or not gold:
        return result
    weight = np.zeros((len(gold), len(drafts)))
    for i, event in enumerate(gold):
        types = {event["type"]} | {
            other["type"] for other in [*(event.get("alt") or []), *(event.get("alternatives") or [])] if "type" in other
        }
        begin, end = event["trigger"]["begin"], event["trigger"]["end"]
        for j, draft in enumerate(drafts):
            token = draft.trigger.token
            if draft.type in types and draft.sentence.begin <= begin < draft.sentence.end:
                weight[i, j] = 1.0 + 0.5 * (token.idx < end and begin < token.idx + len(token)) + 0.2 * shares_party(draft, event)
    for i, j in zip(*linear_sum_assignment(-weight), strict=True):
        result[j] = int(weight[i, j] > 0)
    return result


def shares_party(draft: Any, event: dict[str, Any]) -> float:
    both = (("actors", draft.parties.actors), ("recipients", draft.parties.recipients))
    return sum(bool({p.country for p in own} & {p["country"] for p in event[side]}) for side, own in both) / 2


def fit(features: list[list[str]], wanted: list[int]) -> tuple[dict[str, float], float]:
    """Weights and bias of a logistic regression with L2 penalty."""
    index: dict[str, int] = {}
    rows, columns = [], []
    for i, names in enumerate(features):
        for name in sorted(set(names)):
            rows.append(i)
            columns.append(index.setdefault(name, len(index)))
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(features), len(index)))
    target = np.asarray(wanted, dtype=float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        p = 1 / (1 + np.exp(-np.clip(matrix @ w[:-1] + w[-1], -50, 50)))
        value = -np.sum(target * np.log(p + 1e-12) + (1 - target) * np.log(1 - p + 1e-12)) + L2 * (w[:-1] @ w[:-1]) / 2
        return float(value), np.append(matrix.T @ (p - target) + L2 * w[:-1], np.sum(p - target))

    best = minimize(loss, np.zeros(len(index) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: float(best[i]) for name, i in index.items()}, float(best[-1])


def probability(weights: dict[str, float], bias: float, names: list[str]) -> float:
    return float(1 / (1 + np.exp(-(bias + sum(weights.get(name, 0.0) for name in set(names))))))


def choose_threshold(data: list[tuple[list[list[str]], list[int], int]], folds: int) -> float:
    """The threshold with the best F1 over articles left out of training, printed with its figures."""
    scored: list[tuple[float, int]] = []
    for fold in range(folds):
        train = [item for i, item in enumerate(data) if i % folds != fold]
        weights, bias = fit([f for fs, _, _ in train for f in fs], [y for _, ys, _ in train for y in ys])
        for i, (features, wanted, _) in enumerate(data):
            if i % folds == fold:
                scored += [(probability(weights, bias, f), y) for f, y in zip(features, wanted, strict=True)]
    total = sum(count for _, _, count in data)
    figures = {}
    for threshold in THRESHOLDS:
        kept = [y for p, y in scored if p >= threshold]
        precision, recall = sum(kept) / max(1, len(kept)), sum(kept) / max(1, total)
        figures[threshold] = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"threshold {threshold:.2f}  P {precision:.3f}  R {recall:.3f}  F1 {figures[threshold]:.3f}")
    return max(THRESHOLDS, key=lambda t: figures[t])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    data = examples(args.events)
    threshold = choose_threshold(data, args.folds)
    weights, bias = fit([f for fs, _, _ in data for f in fs], [y for _, ys, _ in data for y in ys])
    kept = {name: round(w, 3) for name, w in sorted(weights.items()) if abs(w) >= MIN_WEIGHT}
    model = {"threshold": threshold, "bias": round(bias, 3), "weights": kept}
    args.out.write_text(json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    drafts, claims = sum(len(ys) for _, ys, _ in data), sum(sum(ys) for _, ys, _ in data)
    print(f"{drafts} drafts, {claims} claims, {len(kept)} weights, threshold {threshold}")


if __name__ == "__main__":
    main()
