"""What each rule of the time layer is worth: the loss on gold data when it is switched off.

Usage: python scripts/times_ablation.py FILE [--families] [--all] [--language de]

FILE is JSON Lines of {"doc", "dct", "text", "timexes"}. Each row of the pack's tables (with --families: each group of rows), and
each kind of context that readings use, is switched off by itself. Printed in points of F1: what is lost without it, the worst
first; a negative number is a rule that costs more than it brings on these data. Rows whose loss is nothing are left out unless
--all is given.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lagebild.analyse.times import find_times_in_text, timex_records
from lagebild.analyse.times.api import published_interval
from lagebild.analyse.times.lexicon import load_lexicon
from lagebild.analyse.times.match import find_matches
from lagebild.evaluate.run import load_lines
from lagebild.evaluate.times import score_times
from lagebild.lang.pack import LanguagePack, load_pack

CONTEXTS = {
    "direction": "tense and signal words",
    "previous": "the date named before",
    "story": "a retold past in the paragraph",
    "clause-day": "the day named in the sentence, for times of day",
    "nowadays": '"today" as the present age',
    "distributive": "what holds for several days",
}
MEASURES = ("strict", "relaxed", "value")
Scored = dict[str, tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--families", action="store_true", help="groups of rows instead of single rows")
    parser.add_argument("--all", action="store_true", help="also what changes nothing")
    parser.add_argument("--language", default="de")
    options = parser.parse_args()
    pack, documents = load_pack(options.language), load_lines(options.file)
    whole = read(documents, pack)
    best = figures(whole)
    sys.stdout.write("| switched off | strict | relaxed | value |\n| --- | --: | --: | --: |\n")
    sys.stdout.write(f"| nothing (F1) | {' | '.join(f'{best[m]:.1f}' for m in MEASURES)} |\n")
    losses = []
    for name, concerned in {**matched(documents, pack, families=options.families), **dict.fromkeys(CONTEXTS, documents)}.items():
        without = figures(whole | read(concerned, pack, switched_off=frozenset({name})))
        losses.append((name, {measure: best[measure] - without[measure] for measure in MEASURES}))
    losses.sort(key=lambda pair: (-pair[1]["value"], -pair[1]["relaxed"], -pair[1]["strict"], pair[0]))
    for name, loss in losses:
        if options.all or any(abs(value) >= 0.005 for value in loss.values()):
            shown = f"{name} ({CONTEXTS[name]})" if name in CONTEXTS else name
            sys.stdout.write(f"| {shown} | {' | '.join(f'{loss[m]:+.2f}' for m in MEASURES)} |\n")


def matched(documents: Sequence[Mapping[str, Any]], pack: LanguagePack, *, families: bool) -> dict[str, list[Mapping[str, Any]]]:
    """The documents in which each rule matches (or group of rules, by the first part of their names)."""
    lexicon, found = load_lexicon(pack), defaultdict(list)
    for document in documents:
        rules = [match.pattern.rule.split(".time.", 1)[1] for match in find_matches(document["text"], lexicon)]
        for rule in dict.fromkeys(rule.split(".")[0] if families else rule for rule in rules):
            found[rule].append(document)
    return dict(found)


def read(documents: Sequence[Mapping[str, Any]], pack: LanguagePack, *, switched_off: frozenset[str] = frozenset()) -> Scored:
    """Gold and found records of each document, without the rules or contexts switched off."""
    scored: Scored = {}
    for document in documents:
        published = published_interval(document.get("dct"))
        times = find_times_in_text(document["text"], published=published, pack=pack, switched_off=switched_off)
        scored[document["doc"]] = (document["timexes"], timex_records(times))
    return scored


def figures(scored: Scored) -> dict[str, float]:
    """F1 in points by measure, over all documents."""
    result = score_times(scored)["all"]
    return {measure: 100 * result[measure]["f1"] for measure in MEASURES}


if __name__ == "__main__":
    main()
