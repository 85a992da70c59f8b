"""Names found in tokenised sentences against gold names, by type, strict spans; and the speed of finding them.

Usage: python benchmarks/bench_names.py --data FILE.jsonl [--knowledge on|off] [--statistics on|off] [--model FOLDER]
           [--network-weight W] [--errors N]

Lines of the data: {"tokens": [...], "ner": [BIO labels with PER, LOC, ORG, MISC], "known": "all" or the annotated types}. Gold
and found names of types that the source does not annotate are left out. With statistics off, only names that knowledge and
lists have are found; with knowledge off, the trained weights see words as if no name were known.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import one_core  # noqa: F401  (before anything that starts threads; the sorting of imports keeps it first)
from rich.console import Console
from rich.table import Table

from lagebild.analyse.foundation.known_names import Name, find_known_names
from lagebild.analyse.foundation.lexicon import Lexicon
from lagebild.analyse.foundation.name_features import NameList
from lagebild.analyse.foundation.names import make_name_finder, names_of
from lagebild.analyse.foundation.network import Network
from lagebild.knowledge.vocabulary import vocabulary
from lagebild.lang.pack import load_pack

TYPES = ("PER", "LOC", "ORG", "MISC")
THREE = TYPES[:3]
BATCH = 25  # sentences at once: those of an article


def find_all(
    sentences: Sequence[Sequence[str]], folder: Path, *, knowledge: bool, statistics: bool, network_weight: float | None
) -> tuple[list[list[Name]], float]:
    """The names of all sentences, and the seconds that finding them took beside tagging."""
    lexicon, lists, words = Lexicon(folder), NameList(folder), vocabulary(load_pack("de"))
    network = Network(folder, lexicon)
    finder = make_name_finder(load_pack("de"), folder, lexicon, knowledge=knowledge, network_weight=network_weight)
    found: list[list[Name]] = []
    seconds = 0.0
    for begin in range(0, len(sentences), BATCH):
        batch = sentences[begin : begin + BATCH]
        parse = network.parse(batch)
        all_tags = [network.labels["tag"][index] for index in parse.tags["tag"].tolist()]
        ends = np.cumsum([len(sentence) for sentence in batch]).tolist()
        tags = [all_tags[end - len(sentence) : end] for sentence, end in zip(batch, ends, strict=True)]
        begun = time.process_time()
        if statistics:
            found += finder.find(batch, tags, parse.names)
        else:
            found += [find_known_names(*pair, words, lists) for pair in zip(batch, tags, strict=True)]
        seconds += time.process_time() - begun
    return found, seconds


def print_scores(console: Console, gold: Iterable[set[Name]], found: Iterable[set[Name]], title: str) -> None:
    both: Counter[str] = Counter()
    golds: Counter[str] = Counter()
    founds: Counter[str] = Counter()
    for expected, actual in zip(gold, found, strict=True):
        golds.update(name.label for name in expected)
        founds.update(name.label for name in actual)
        both.update(name.label for name in expected & actual)
    table = Table("type", "gold", "precision", "recall", "F1", title=title)
    for row, types in [(label, (label,)) for label in TYPES] + [("PER+LOC+ORG", THREE), ("all", TYPES)]:
        right, wanted, answered = (sum(count[label] for label in types) for count in (both, golds, founds))
        precision, recall = 100 * right / max(1, answered), 100 * right / max(1, wanted)
        table.add_row(row, str(wanted), f"{precision:.1f}", f"{recall:.1f}", f"{200 * right / max(1, wanted + answered):.1f}")
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--knowledge", choices=("on", "off"), default="on")
    parser.add_argument("--statistics", choices=("on", "off"), default="on")
    parser.add_argument("--model", type=Path, default=load_pack("de").folder / "model")
    parser.add_argument("--network-weight", type=float, help="of the network's scores, instead of the stored one (to tune it)")
    parser.add_argument("--errors", type=int, default=0, help="print this many sentences with errors")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.data.read_text("utf-8").splitlines()]
    sentences = [row["tokens"] for row in rows]
    found, seconds = find_all(
        sentences,
        args.model,
        knowledge=args.knowledge == "on",
        statistics=args.statistics == "on",
        network_weight=args.network_weight,
    )
    annotated = [TYPES if row["known"] == "all" else row["known"] for row in rows]
    gold = [{name for name in names_of(row["ner"]) if name.label in types} for row, types in zip(rows, annotated, strict=True)]
    answers = [{name for name in names if name.label in types} for names, types in zip(found, annotated, strict=True)]
    console = Console()
    tokens = sum(map(len, sentences))
    title = f"{args.data.stem}, knowledge {args.knowledge}, statistics {args.statistics}: {tokens / seconds:,.0f} tokens/s"
    print_scores(console, gold, answers, title)
    wrong = [i for i, (a, b) in enumerate(zip(gold, answers, strict=True)) if a != b]
    for i in wrong[: args.errors]:
        for mark, names in (("-", gold[i] - answers[i]), ("+", answers[i] - gold[i])):
            for name in sorted(names, key=lambda name: name.begin):
                console.print(
                    f"{mark} {name.label} {' '.join(sentences[i][name.begin : name.end])}   in: {' '.join(sentences[i])}"
                )


if __name__ == "__main__":
    main()
