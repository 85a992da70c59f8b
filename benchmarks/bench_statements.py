"""Tokens a second of the statements layer alone on one core, in processor time; the layers below are made once.

Usage: python benchmarks/bench_statements.py [--runs 5] [--check] [--profile] [FILE.jsonl ...]

Without files it reads the repository's own texts; JSON Lines files need a field "text". Tokens are those of the Doc.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Sequence
from pathlib import Path

import one_core  # noqa: F401  (before anything that starts threads)
from corpus import print_rates, texts_of
from spacy.tokens import Doc

from lagebild.analyse.statements import find_statements
from lagebild.build import analyse_article
from lagebild.lang.pack import load_pack
from lagebild.read import RawArticle, make_article

FLOOR = 15_000  # tokens a second that the layer has to reach
PUBLISHED = "2023-08-17"
MIN_TOKENS = 100_000  # a run reads the texts again until it has seen so many


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="JSON Lines files with a field 'text'")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true", help=f"fail below {FLOOR} tokens a second")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    options = parser.parse_args()
    docs = [_analysed(text) for text in texts_of(options.files)]
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(_rate, docs)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    rates = [_rate(docs) for _ in range(options.runs)]
    print_rates(len(docs), rates, floor=FLOOR if options.check else None)


def _analysed(text: str) -> Doc:
    return analyse_article(make_article(RawArticle(text, "benchmark", published=PUBLISHED), language="de"))[0]


def _rate(docs: Sequence[Doc]) -> float:
    """Tokens a second over whole passes of the texts."""
    pack = load_pack("de")
    tokens = sum(len(doc) for doc in docs)
    passes = max(1, MIN_TOKENS // max(tokens, 1))
    started = time.process_time()
    for _ in range(passes):
        for doc in docs:
            find_statements(doc, pack)
    return passes * tokens / (time.process_time() - started)


if __name__ == "__main__":
    main()
