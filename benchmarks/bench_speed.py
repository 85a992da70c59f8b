"""Tokens a second of the German foundation on one core, text to Doc, and where the time goes.

Words at first sight and words seen before are measured apart: what a word looks like to the network, its lemma and its
entry in the vocabulary are kept. A pass at first sight forgets all of them before every text's turn comes again.

Usage: python benchmarks/bench_speed.py [--runs 7] [--texts FOLDER]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import one_core  # noqa: F401  (before anything that starts threads; the sorting of imports keeps it first)
import spacy
from corpus import given_texts
from rich.console import Console
from rich.table import Table

from lagebild.analyse.foundation import Foundation, pipeline
from lagebild.lang.pack import load_pack

Seconds = float
SIGHTS = ("first sight", "seen before")


class Stopwatch:
    """Processor time spent in functions, less that of other watched functions that they call."""

    def __init__(self) -> None:
        self.spent: dict[str, Seconds] = defaultdict(float)
        self._inner: list[Seconds] = []

    def watch(self, owner: Any, name: str, label: str) -> None:
        """From now on the calls of `owner.name` count for `label`."""
        function: Callable[..., Any] = getattr(owner, name)

        def watched(*args: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            begun = time.process_time()
            result = function(*args, **options)
            spent = time.process_time() - begun
            self.spent[label] += spent - self._inner.pop()
            if self._inner:
                self._inner[-1] += spent
            return result

        setattr(owner, name, watched)


def watched_parts(foundation: Foundation) -> Stopwatch:
    watch = Stopwatch()
    network = foundation.network
    watch.watch(foundation, "analyse", "the rest")
    watch.watch(foundation, "segment", "tokens and sentences")
    watch.watch(foundation, "_parse_batch", "labels and lemmas")
    watch.watch(network, "_parse", "network: inputs of the second layer, outputs")
    watch.watch(network, "_project", "network: words")
    watch.watch(network, "_recur", "network: recurrent steps")
    watch.watch(network, "_attach", "network: heads")
    watch.watch(network, "_relate", "network: relations")
    watch.watch(pipeline, "build_doc", "Doc")
    return watch


def forget(foundation: Foundation) -> None:
    """Makes every word a new one."""
    foundation.network._rows.clear()  # noqa: SLF001
    foundation.lemmatiser._cache.clear()  # noqa: SLF001
    foundation.vocab = spacy.blank(foundation.language).vocab


def one_pass(foundation: Foundation, texts: Sequence[str], *, is_first: bool) -> tuple[Seconds, int]:
    """Seconds and tokens of reading all texts."""
    if is_first:
        forget(foundation)
    begun = time.process_time()
    tokens = sum(len(foundation.analyse(text)) for text in texts)
    return time.process_time() - begun, tokens


def peak_mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def speed_table(foundation: Foundation, texts: Sequence[str], *, runs: int) -> Table:
    """Tokens a second over the runs; the two kinds of passes take turns, so that both meet the same machine."""
    passes: dict[str, list[Seconds]] = {sight: [] for sight in SIGHTS}
    tokens = 0
    for _ in range(runs):
        for sight in SIGHTS:
            spent, tokens = one_pass(foundation, texts, is_first=sight == SIGHTS[0])
            passes[sight].append(spent)
    table = Table("tokens/s", "median", "slowest", "fastest", box=None, header_style="bold")
    for sight, seconds in passes.items():
        table.add_row(sight, *(f"{tokens / value:,.0f}" for value in (statistics.median(seconds), max(seconds), min(seconds))))
    return table


def parts_table(foundation: Foundation, texts: Sequence[str], *, runs: int) -> Table:
    """Median microseconds a token of every part."""
    watch = watched_parts(foundation)
    found: dict[str, dict[str, list[float]]] = {sight: defaultdict(list) for sight in SIGHTS}
    for _ in range(runs):
        for sight in SIGHTS:
            watch.spent.clear()
            _, tokens = one_pass(foundation, texts, is_first=sight == SIGHTS[0])
            for part, spent in watch.spent.items():
                found[sight][part].append(1e6 * spent / tokens)
    table = Table("microseconds a token", *SIGHTS, box=None, header_style="bold")
    for part in sorted(found[SIGHTS[0]], key=lambda part: -statistics.median(found[SIGHTS[0]][part])):
        table.add_row(part, *(f"{statistics.median(found[sight][part]):.1f}" for sight in SIGHTS))
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--texts", type=Path, help="folder of .txt files to read in place of the repository's articles")
    options = parser.parse_args()
    texts = given_texts(options.texts)
    begun = time.process_time()
    foundation = Foundation(load_pack("de"))
    foundation.analyse(texts[0])
    loading = time.process_time() - begun
    console = Console(soft_wrap=True, highlight=False)
    _, tokens = one_pass(foundation, texts, is_first=True)
    words = {token.text for text in texts for token in foundation.analyse(text)}
    console.print(f"{len(texts)} texts, {tokens:,} tokens, {len(words):,} different ones; model loaded in {loading:.2f} s")
    console.print(speed_table(foundation, texts, runs=options.runs))
    console.print(parts_table(foundation, texts, runs=options.runs))
    console.print(f"peak memory: {peak_mebibytes():.0f} MiB")


if __name__ == "__main__":
    main()
