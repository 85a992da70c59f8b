"""Train what the claims coder decides by statistics: which drafts are claims, and their status, parties and date.

usage: python scripts/train_claims/train.py EVENTS_DIR [OWN.txt ...] [--out FOLDER] [--folds N] [--jobs N] [--examples FILE]

EVENTS_DIR holds docs/*.json (doc, text, published, sentences) and gold/*.json (events); files of own annotated texts are in the
format of own_texts.py. Everything is also cross-validated over the articles of EVENTS_DIR (the own texts always belong to the
training part), which chooses the threshold of acceptance and prints the figures. Writes acceptance.json and choices.json.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from own_texts import read_articles
from scipy.optimize import linear_sum_assignment, minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from lagebild.analyse.body import find_sentences
from lagebild.analyse.claims.choice import Chooser
from lagebild.analyse.claims.coref import earlier_mentions
from lagebild.analyse.claims.date_options import choose_date, date_options, other_mentions
from lagebild.analyse.claims.dates import Calendar
from lagebild.analyse.claims.drafts import Draft, View, find_drafts
from lagebild.analyse.claims.features import features_of
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.party_options import (
    CHOICES,
    Cast,
    apart,
    may_be_both,
    named_options,
    nobody_features,
    option_features,
    options_of,
    pick,
)
from lagebild.analyse.claims.status_options import status_features
from lagebild.analyse.claims.word_features import Word, words_of
from lagebild.analyse.claims.word_network import visible_forms
from lagebild.analyse.clauses import find_clauses
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.mentions import find_mentions
from lagebild.analyse.statements import find_statements
from lagebild.analyse.times import find_times
from lagebild.evaluate.events import accepted_readings, dates_agree, party_key
from lagebild.lang.pack import load_pack
from lagebild.link import link_mentions
from lagebild.model.article import Article, Publication, Zone
from lagebild.model.ids import make_id
from lagebild.model.layers import DateValue
from lagebild.stages import Pipeline

Gold = dict[str, Any]

L2 = 8.0  # of acceptance: best F1 of 2, 4, 8, 16 in five-fold cross-validation over the training articles
# The best of 2 to 10 in five-fold cross-validation over the training articles; the differences are below a point.
CHOICE_L2 = {"status": 6.0, "date": 4.0, "actor": 5.0, "recipient": 5.0}
THRESHOLDS = tuple(round(0.2 + 0.02 * i, 2) for i in range(16))
MIN_WEIGHT = 0.02  # smaller weights change no decision and are left out of the files
MIN_COUNT = 2  # rarer features are left out
OUT = Path(__file__).resolve().parents[2] / "src/lagebild/lang/de/claims"


@dataclass(slots=True)
class Row:
    """One choice: the features of its options, which of them are right, and what each option stands for."""

    options: list[list[str]]
    right: list[bool]
    values: list[Any]


@dataclass(slots=True)
class WordRow:
    """A word that may name an act: its features, the forms of its vectors, its type ("" for none), and whether it counts."""

    features: tuple[str, ...]
    forms: tuple[str, str, str]
    type: str
    counts: bool


@dataclass(slots=True)
class Example:
    """One article: features and labels of its drafts, the number of its events, and its choices by kind."""

    features: list[list[str]]
    labels: list[int]
    events: int
    rows: dict[str, list[Row]] = field(default_factory=dict)
    parties: list[tuple[Row, Row, list[Gold]]] = field(default_factory=list)
    words: list[WordRow] = field(default_factory=list)


def make_article(record: Gold) -> Article:
    day = record.get("published")
    publication = Publication(day, day, "given", "day") if day else Publication(None, None, "unknown", "unknown")
    zones = tuple(Zone("body", s["begin"], s["end"], "given") for s in record["sentences"])
    text = record["text"]
    return Article(make_id("a", text), text, record.get("title"), "de", publication, zones=zones)


def read_gold(folder: Path) -> Iterator[tuple[Gold, list[Gold]]]:
    for path in sorted((folder / "docs").glob("*.json")):
        gold = json.loads((folder / "gold" / path.name).read_text("utf-8"))["events"]
        yield json.loads(path.read_text("utf-8")), gold


def example(item: tuple[Gold, list[Gold]]) -> Example:
    """What an article teaches."""
    record, gold = item
    pack = load_pack("de")
    stages = Pipeline([find_sentences, find_clauses, find_times, find_mentions, link_mentions, find_statements])
    article = make_article(record)
    doc = load_foundation("de").analyse(article.text, zones=[(z.begin, z.end) for z in article.zones])
    doc._.article = article
    stages.run(doc, pack, strict=True)
    view = View.of(doc, lexicon_of(pack))
    drafts = list(find_drafts(view))
    features = features_of(drafts) if drafts else []
    matched = matches(drafts, gold)
    found = Example(features, [int(m is not None) for m in matched], len(gold))
    found.words = word_rows(list(words_of(doc, drafts, features, view.linked)), drafts, gold)
    if not drafts:
        return found
    held = [(d, gold[m]) for d, m in zip(drafts, matched, strict=True) if m is not None]
    _add_choices(doc, drafts, held, found)
    return found


def word_rows(words: Sequence[Word], drafts: Sequence[Draft], gold: Sequence[Gold]) -> list[WordRow]:
    """The words with the types of the events whose triggers they are; those of borderline events do not count."""
    read = {(draft.trigger.token.i, draft.type) for draft in drafts}
    types = [""] * len(words)
    counts = [True] * len(words)
    for event in gold:
        begin, end = event["trigger"]["begin"], event["trigger"]["end"]
        inside = [k for k, w in enumerate(words) if w.token.idx < end and begin < w.token.idx + len(w.token)]
        if not inside:
            continue
        tokens = {words[k].token.i for k in inside}
        heads = [k for k in inside if words[k].token.head.i not in tokens or words[k].token.head.i == words[k].token.i]
        best = next((k for k in inside if (words[k].token.i, event["type"]) in read), (heads or inside)[0])
        if event.get("optional"):
            counts[best] = counts[best] and bool(types[best])
        else:
            types[best], counts[best] = event["type"], True
    rows = zip(words, types, counts, strict=True)
    return [WordRow(word.features, visible_forms(word), type_, held) for word, type_, held in rows]


def _add_choices(doc: Any, drafts: list[Draft], held: list[tuple[Draft, Gold]], found: Example) -> None:
    calendar, cast = Calendar.of(doc), Cast.of(doc, drafts)
    others = other_mentions([d for d, _ in held], earlier_mentions([d for d, _ in held]))
    found.rows = {"status": [], "date": []}
    for (draft, event), other in zip(held, others, strict=True):
        readings = [r for r in accepted_readings(event) if r["type"] == draft.type]
        statuses = status_features(draft)
        right = [any(r["status"] == s for r in readings) for s, _ in statuses]
        found.rows["status"].append(Row([f for _, f in statuses], right, [s for s, _ in statuses]))
        told = replace(draft, status=readings[0]["status"]) if any(right) else draft
        dates = date_options(doc, calendar, told, other)
        fits = [
            any(
                dates_agree(r, {"date": None if o.date is None else {"start": o.date.start, "end": o.date.end}}) for r in readings
            )
            for o in dates
        ]
        found.rows["date"].append(Row([list(o.features) for o in dates], fits, dates))
        found.parties.append((*_party_rows(cast, told, readings), readings))


def _days(date: DateValue | None) -> dict[str, Any] | None:
    return None if date is None else {"start": date.start, "end": date.end}


def _party_rows(cast: Cast, draft: Draft, readings: Sequence[Gold]) -> tuple[Row, Row]:
    options = options_of(cast, draft)
    shared = [option_features(cast, draft, option, options) for option in options]
    doubles = may_be_both(draft, options)
    rows = []
    for side, name in enumerate(("actors", "recipients")):
        wanted = [{party_key(p) for p in reading[name]} for reading in readings]
        keys = [party_key({"country": o.actor.country, "sector": o.actor.sector, "name": o.actor.name}) for o in options]
        right = [any(not w for w in wanted), *(any(key in w for w in wanted) for key in keys)]
        named = named_options(draft, options, side)
        features = [nobody_features(draft, options, side), *shared]
        rows.append(Row(features, right, [None, *zip(options, keys, named, doubles, strict=True)]))
    return rows[0], rows[1]


def matches(drafts: Sequence[Draft], gold: Sequence[Gold]) -> list[int | None]:
    """For each draft the coded event of its sentence and type that it is matched with one to one, None if there is none."""
    result: list[int | None] = [None] * len(drafts)
    if not gold:
        return result
    weight = np.zeros((len(gold), len(drafts)))
    for i, event in enumerate(gold):
        types = {reading["type"] for reading in accepted_readings(event) if "type" in reading}
        begin, end = event["trigger"]["begin"], event["trigger"]["end"]
        for j, draft in enumerate(drafts):
            token = draft.trigger.token
            if draft.type in types and draft.sentence.begin <= begin < draft.sentence.end:
                weight[i, j] = 1.0 + 0.5 * (token.idx < end and begin < token.idx + len(token)) + 0.2 * shares_party(draft, event)
    for i, j in zip(*linear_sum_assignment(-weight), strict=True):
        if weight[i, j] > 0:
            result[int(j)] = int(i)
    return result


def shares_party(draft: Draft, event: Gold) -> float:
    both = (("actors", draft.parties.actors), ("recipients", draft.parties.recipients))
    return sum(bool({p.country for p in own} & {p["country"] for p in event[side]}) for side, own in both) / 2


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


def fit_choice(rows: Iterable[Row], l2: float) -> Chooser:
    """Weights of a conditional logit model: the share of all right options of a choice together is made as great as possible."""
    held = [row for row in rows if any(row.right) and not all(row.right)]
    names, matrix = _matrix([option for row in held for option in row.options], MIN_COUNT)
    sizes = np.array([len(row.options) for row in held])
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    choice = np.repeat(np.arange(len(held)), sizes)
    right = np.array([value for row in held for value in row.right], dtype=float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        odds = np.exp(scores - np.maximum.reduceat(scores, begins)[choice])
        total, good = np.add.reduceat(odds, begins), np.add.reduceat(odds * right, begins) + 1e-12
        slope = matrix.T @ (odds / total[choice] - odds * right / good[choice]) + l2 * w
        return float(np.sum(np.log(total) - np.log(good)) + l2 / 2 * (w @ w)), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return Chooser({name: float(best[i]) for i, name in enumerate(names)})


def _matrix(features: list[list[str]], least: int) -> tuple[list[str], csr_matrix]:
    counts = Counter(name for names in features for name in set(names))
    names = sorted(name for name, count in counts.items() if count >= least)
    index = {name: i for i, name in enumerate(names)}
    cells = [(i, index[name]) for i, held in enumerate(features) for name in sorted(set(held)) if name in index]
    rows, columns = zip(*cells, strict=True)
    return names, csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(features), len(names)))


def fit_choices(data: Sequence[Example]) -> dict[str, Chooser]:
    rows = {kind: [row for item in data for row in item.rows.get(kind, [])] for kind in ("status", "date")}
    rows |= {kind: [held[side] for item in data for held in item.parties] for side, kind in enumerate(CHOICES)}
    return {kind: fit_choice(held, CHOICE_L2[kind]) for kind, held in rows.items()}


def probability(weights: dict[str, float], bias: float, names: list[str]) -> float:
    return float(1 / (1 + np.exp(-(bias + sum(weights.get(name, 0.0) for name in set(names))))))


def right_choices(models: dict[str, Chooser], data: Iterable[Example]) -> Counter[str]:
    """How many choices there are, and how many the models make right."""
    counts: Counter[str] = Counter()
    for item in data:
        for row in item.rows.get("status", []):
            shares = models["status"].shares(row.options)
            counts["status"] += row.right[max(range(len(shares)), key=shares.__getitem__)]
            counts["all"] += 1
        for row in item.rows.get("date", []):
            days = _days(choose_date(row.values, models["date"]))
            held = [right for option, right in zip(row.values, row.right, strict=True) if _days(option.date) == days]
            counts["date"] += held[0]
            counts["date.possible"] += any(row.right)
        for *both, readings in item.parties:
            chosen = []
            left, right = (models[kind].shares(row.options) for kind, row in zip(CHOICES, both, strict=True))
            sides = apart(left, right, [value[3] for value in both[0].values[1:]])
            for row, shares in zip(both, sides, strict=True):
                options, _, named, _ = zip(*row.values[1:], strict=True) if len(row.values) > 1 else ((), (), (), ())
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


def cross_validate(data: Sequence[Example], own: Sequence[Example], folds: int) -> float:
    """The threshold with the best F1 over articles left out of training; prints the figures of all decisions."""
    scored: list[tuple[float, int]] = []
    counts: Counter[str] = Counter()
    for fold in range(folds):
        train = [*(item for i, item in enumerate(data) if i % folds != fold), *own]
        test = [item for i, item in enumerate(data) if i % folds == fold]
        weights, bias = fit([f for item in train for f in item.features], [y for item in train for y in item.labels])
        scored += [(probability(weights, bias, f), y) for item in test for f, y in zip(item.features, item.labels, strict=True)]
        counts += right_choices(fit_choices(train), test)
    for name in ("status", "date", "date.possible", "dyad~"):
        print(f"{name} right for {100 * counts[name] / counts['all']:.1f} % of {counts['all']} matched drafts")
    total = sum(item.events for item in data)
    figures = {}
    for threshold in THRESHOLDS:
        kept = [y for p, y in scored if p >= threshold]
        precision, recall = sum(kept) / max(1, len(kept)), sum(kept) / max(1, total)
        figures[threshold] = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"threshold {threshold:.2f}  P {precision:.3f}  R {recall:.3f}  F1 {figures[threshold]:.3f}")
    return max(THRESHOLDS, key=lambda t: figures[t])


def _kept(weights: Any) -> dict[str, float]:
    return {name: round(w, 3) for name, w in sorted(weights.items()) if abs(w) >= MIN_WEIGHT}


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


def examples(events: Path, own: Sequence[Path], *, jobs: int, kept: Path | None) -> tuple[list[Example], list[Example]]:
    """What the articles of the folder and the own texts teach; read from the file `kept` if it is there, else written to it."""
    if kept is not None and kept.is_file():
        held: tuple[list[Example], list[Example]] = pickle.loads(kept.read_bytes())  # this script's own file
        return held
    with Pool(jobs) as pool:
        found = (
            pool.map(example, list(read_gold(events)), chunksize=8),
            pool.map(example, [item for path in own for item in read_articles(path)], chunksize=8),
        )
    if kept is not None:
        kept.write_bytes(pickle.dumps(found))
    return found


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The arguments that both training scripts take."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=Path)
    parser.add_argument("own", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--examples", type=Path, help="keep what the articles teach in this file, and read it from there")
    return parser


def main() -> None:
    args = arguments(__doc__).parse_args()
    data, own = examples(args.events, args.own, jobs=args.jobs, kept=args.examples)
    threshold = cross_validate(data, own, args.folds)
    everything = [*data, *own]
    weights, bias = fit([f for item in everything for f in item.features], [y for item in everything for y in item.labels])
    _write(args.out / "acceptance.json", {"threshold": threshold, "bias": round(bias, 3), "weights": _kept(weights)})
    models = fit_choices(everything)
    _write(args.out / "choices.json", {kind: _kept(model.weights) for kind, model in models.items()})
    drafts, claims = sum(len(item.labels) for item in everything), sum(sum(item.labels) for item in everything)
    print(f"{drafts} drafts, {claims} claims, threshold {threshold}")


if __name__ == "__main__":
    import train  # so that the kept examples name their classes by this module, whichever script reads them

    train.main()
