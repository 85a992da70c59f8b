"""Accuracy of the clause layer on the hand-written sentences, by phenomenon and by key.

Usage: python benchmarks/bench_clauses.py [--half even|odd] [--errors] [--only FILE]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import one_core  # noqa: F401  (before anything that starts threads; the sorting of imports keeps it first)

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.analyse.clauses.expected import Case, Check, check, load_cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("even", "odd"), help="sentences with an even or odd number only")
    parser.add_argument("--errors", action="store_true", help="print what was missed")
    parser.add_argument("--failing", action="store_true", help="print the ids of sentences that are not met")
    parser.add_argument("--only", help="one file, by its name without ending")
    options = parser.parse_args()
    wanted = {"even": 0, "odd": 1}.get(options.half or "", -1)
    cases = [c for c in load_cases() if wanted in (-1, c.number % 2) and options.only in (None, c.phenomenon)]
    report([(case, check(case)) for case in cases], errors=options.errors, failing=options.failing)


def report(results: list[tuple[Case, list[Check]]], *, errors: bool, failing: bool) -> None:
    keys: Counter[str] = Counter()
    met: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case, checks in results:
        missed = [c for c in checks if not c.is_met]
        whole[case.phenomenon] += 1
        right[case.phenomenon] += not missed
        keys.update(c.key for c in checks)
        met.update(c.key for c in checks if c.is_met)
        if missed and errors:
            print(f"{case.id}  {case.text}")
            for c in missed:
                print(f"      {c.key}: wanted {c.wanted!r}, got {c.got!r}")
        elif missed and failing:
            print(case.id)
    for name in sorted(whole):
        print(f"{name:28} {right[name]:4} of {whole[name]:4} sentences")
    print(f"{'all':28} {sum(right.values()):4} of {sum(whole.values()):4} sentences")
    for key in sorted(keys, key=lambda k: -keys[k]):
        print(f"{key:28} {met[key]:4} of {keys[key]:4}  {100 * met[key] / keys[key]:5.1f} %")


if __name__ == "__main__":
    main()
