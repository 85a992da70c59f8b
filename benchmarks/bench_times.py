"""Tokens a second of the time layer alone on one core, in processor time.

Usage: python benchmarks/bench_times.py [--runs 5] [--check] [FILE.jsonl ...]

Without files it reads the repository's own texts; JSON Lines files need a field "text". Tokens are counted as words and marks.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Sequence
from pathlib import Path

import one_core  # noqa: F401  (before anything that starts threads)
from corpus import print_rates, texts_of

from lagebild import find_times

FLOOR = 20_000  # tokens a second that the layer has to reach
TOKEN = re.compile(r"\w+|[^\w\s]")
PUBLISHED = "2023-08-17"
MIN_TOKENS = 100_000  # a run reads the texts again until it has seen so many


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="JSON Lines files with a field 'text'")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true", help=f"fail below {FLOOR} tokens a second")
    options = parser.parse_args()
    texts = texts_of(options.files)
    started = time.process_time()
    find_times("", published=None)
    print(f"load the language pack: {time.process_time() - started:.2f} s")
    rates = [_rate(texts) for _ in range(options.runs)]
    print_rates(len(texts), rates, floor=FLOOR if options.check else None)


def _rate(texts: Sequence[str]) -> float:
    """Tokens a second over whole passes of the texts."""
    tokens = sum(len(TOKEN.findall(text)) for text in texts)
    passes = max(1, MIN_TOKENS // max(tokens, 1))
    started = time.process_time()
    for _ in range(passes):
        for text in texts:
            find_times(text, published=PUBLISHED)
    return passes * tokens / (time.process_time() - started)


if __name__ == "__main__":
    main()
