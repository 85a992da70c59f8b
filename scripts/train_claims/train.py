"""Train what the claims coder decides by statistics: which drafts are claims, and their status, mode, parties and date.

usage: python scripts/train_claims/train.py EVENTS_DIR [OWN.txt ...] [--out FOLDER] [--folds N] [--jobs N] [--examples FILE]
           [--only KIND ...]

EVENTS_DIR holds docs/*.json (doc, text, published, sentences) and gold/*.json (events); files of own annotated texts are in the
format of own_texts.py. With --folds it is first cross-validated over the articles of EVENTS_DIR (the own texts always belong to
the training part), which prints how often each decision is right. Writes acceptance.json and choices.json; with --only
the weights of these kinds of choices alone, and the others stay as the file has them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from examples import Example, Gold, Row, arguments, days_of, examples
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from lagebild.analyse.claims.accept import Model
from lagebild.analyse.claims.choice import Chooser
from lagebild.analyse.claims.date_options import choose_date
from lagebild.analyse.claims.party_options import CHOICES, apart, pick
from lagebild.evaluate.events import party_key

L2 = 8.0  # of acceptance: best F1 of 2, 4, 8, 16 in five-fold cross-validation over the training articles
# The best of 2 to 20 in five-fold cross-validation over the training articles; the differences are below a point.
CHOICE_L2 = {"status": 4.0, "mode": 8.0, "date": 8.0, "actor": 5.0, "recipient": 5.0}
# How much a choice of the own texts counts beside one of an article. Two annotators of the own texts agree on 77.5 % of the dates
# (of the articles: 96.6 %), and their wording is clearer; the best of 0.15, 0.3 and 1 in the same cross-validation.
# The own texts have no modes.
OWN_SHARE = {"status": 0.3, "date": 0.3, "actor": 1.0, "recipient": 1.0}
# Of the mean of what acceptance and network say; the best of 0.30 to 0.42 on tests/golden_articles/dev.
THRESHOLD = 0.38
THRESHOLDS = tuple(round(0.2 + 0.02 * i, 2) for i in range(16))
MIN_WEIGHT = 0.02  # smaller weights change no decision and are left out of the files
MIN_COUNT = 2  # rarer features are left out


def fit(features: list[list[str]], wanted: list[int]) -> tuple[dict[str, float], float]:
    """Weights and bias of a logistic regression with L2 penalty."""
    names, matrix = _matrix(features, 1)
    target = np.asarray(wanted, dtype=float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        p = 1 / (1 + np.exp(-np.clip(matrix @ w[:-1] + w[-1], -50, 50)))
        value = -np.sum(target * np.log(p + 1e-12) + (1 - target) * np.log(1 - p + 1e-12)) + L2 * (w[:-1] @ w[:-1]) / 2
        return float(value), np.append(matrix.T @ (p - target) + L2 * w[:-1], np.sum(p - target))

    best = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: float(best[i]) for i, name in enumerate(names)}, float(best[-1])


def fit_choice(rows: Iterable[Row], l2: float, *, own: Iterable[Row] = (), own_share: float = 1.0) -> Chooser:
    """Weights of a conditional logit model: the share of all right options of a choice together is made as great as possible.

    `own_share`: how much one of the rows of the own texts counts.
    """
    counted = [
        (row, share) for held, share in ((rows, 1.0), (own, own_share)) for row in held if any(row.right) and not all(row.right)
    ]
    held = [row for row, _ in counted]
    names, matrix = _matrix([option for row in held for option in row.options], MIN_COUNT)
    sizes = np.array([len(row.options) for row in held])
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    choice = np.repeat(np.arange(len(held)), sizes)
    right = np.array([value for row in held for value in row.right], dtype=float)
    weight = np.array([share for _, share in counted])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        odds = np.exp(scores - np.maximum.reduceat(scores, begins)[choice])
        total, good = np.add.reduceat(odds, begins), np.add.reduceat(odds * right, begins) + 1e-12
        slope = matrix.T @ (weight[choice] * (odds / total[choice] - odds * right / good[choice])) + l2 * w
        return float(np.sum(weight * (np.log(total) - np.log(good))) + l2 / 2 * (w @ w)), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return Chooser({name: float(best[i]) for i, name in enumerate(names)})


def _matrix(features: list[list[str]], least: int) -> tuple[list[str], csr_matrix]:
    counts = Counter(name for names in features for name in set(names))
    names = sorted(name for name, count in counts.items() if count >= least)
    index = {name: i for i, name in enumerate(names)}
    cells = [(i, index[name]) for i, held in enumerate(features) for name in sorted(set(held)) if name in index]
    rows, columns = zip(*cells, strict=True)
    return names, csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(features), len(names)))


def fit_choices(data: Sequence[Example], own: Sequence[Example], *, only: Sequence[str] = ()) -> dict[str, Chooser]:
    """A model of every kind of choice, or of those in `only`."""
    kinds = [kind for kind in CHOICE_L2 if not only or kind in only]
    return {
        kind: fit_choice(
            rows_of(data, kind),
            CHOICE_L2[kind],
            own=rows_of(own, kind) if kind in OWN_SHARE else (),
            own_share=OWN_SHARE.get(kind, 1.0),
        )
        for kind in kinds
    }


def rows_of(data: Iterable[Example], kind: str) -> Iterator[Row]:
    """The choices of a kind in these articles."""
    for item in data:
        if kind in CHOICES:
            yield from (held[CHOICES.index(kind)] for held in item.parties)
        else:
            yield from item.rows.get(kind, [])


def right_choices(models: dict[str, Chooser], data: Iterable[Example]) -> Counter[str]:
    """How many choices there are, and how many the models make right."""
    counts: Counter[str] = Counter()
    for item in data:
        for row in item.rows.get("status", []):
            shares = models["status"].shares(row.options)
            counts["status"] += row.right[max(range(len(shares)), key=shares.__getitem__)]
            counts["all"] += 1
        for row in item.rows.get("mode", []):
            shares = models["mode"].shares(row.options)
            counts["mode"] += row.right[max(range(len(shares)), key=shares.__getitem__)]
            counts["modes"] += 1
        for row in item.rows.get("date", []):
            days = days_of(choose_date(row.values, models["date"]))
            held = [right for option, right in zip(row.values, row.right, strict=True) if days_of(option.date) == days]
            counts["date"] += held[0]
            counts["date.possible"] += any(row.right)
        for *both, readings in item.parties:
            chosen = []
            left, right = (models[kind].shares(row.options) for kind, row in zip(CHOICES, both, strict=True))
            sides = apart(left, right)
            for row, shares in zip(both, sides, strict=True):
                options, _, named = zip(*row.values[1:], strict=True) if len(row.values) > 1 else ((), (), ())
                picked = pick(options, shares, named)
                chosen.append({row.values[i + 1][1] for i, _ in picked})
            counts["dyad~"] += any(_agree(reading, chosen) for reading in readings)
    return counts


def _agree(reading: Gold, chosen: Sequence[set[str]]) -> bool:
    for name, own in zip(("actors", "recipients"), chosen, strict=True):
        wanted = {party_key(p) for p in reading[name]}
        if not (wanted & own) and (wanted or own):
            return False
    return True


def cross_validate(data: Sequence[Example], own: Sequence[Example], folds: int) -> None:
    """Print how often the decisions are right on articles left out of training, acceptance without the network among them."""
    scored: list[tuple[float, int]] = []
    counts: Counter[str] = Counter()
    for fold in range(folds):
        articles = [item for i, item in enumerate(data) if i % folds != fold]
        train = [*articles, *own]
        test = [item for i, item in enumerate(data) if i % folds == fold]
        weights, bias = fit([f for item in train for f in item.features], [y for item in train for y in item.labels])
        model = Model(weights, bias, THRESHOLD)
        scored += [(model.probability(f), y) for item in test for f, y in zip(item.features, item.labels, strict=True)]
        counts += right_choices(fit_choices(articles, own), test)
    for name in ("status", "date", "date.possible", "dyad~"):
        print(f"{name} right for {100 * counts[name] / counts['all']:.1f} % of {counts['all']} matched drafts")
    print(f"mode right for {100 * counts['mode'] / max(1, counts['modes']):.1f} % of {counts['modes']} of types with modes")
    total = sum(item.events for item in data)
    for threshold in THRESHOLDS:
        kept = [y for p, y in scored if p >= threshold]
        precision, recall = sum(kept) / max(1, len(kept)), sum(kept) / max(1, total)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"threshold {threshold:.2f}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def _kept(weights: Any) -> dict[str, float]:
    return {name: round(w, 3) for name, w in sorted(weights.items()) if abs(w) >= MIN_WEIGHT}


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--only", action="append", choices=sorted(CHOICE_L2), default=[], help="train these choices alone")
    args = parser.parse_args()
    data, own = examples(args.events, args.own, jobs=args.jobs, kept=args.examples)
    if args.folds > 1:
        cross_validate(data, own, args.folds)
    path = args.out / "choices.json"
    models = {kind: _kept(model.weights) for kind, model in fit_choices(data, own, only=args.only).items()}
    _write(path, (json.loads(path.read_text("utf-8")) if args.only else {}) | models)
    if args.only:
        return
    everything = [*data, *own]
    weights, bias = fit([f for item in everything for f in item.features], [y for item in everything for y in item.labels])
    _write(args.out / "acceptance.json", {"threshold": THRESHOLD, "bias": round(bias, 3), "weights": _kept(weights)})
    drafts, claims = sum(len(item.labels) for item in everything), sum(sum(item.labels) for item in everything)
    print(f"{drafts} drafts, {claims} claims, threshold {THRESHOLD}")


if __name__ == "__main__":
    main()
