"""Articles and tokens a second of the whole pipeline on one core, and where the time goes.

All times are processor time of one thread, which is the clock's time on a core that nothing else uses.

Usage: python benchmarks/bench_pipeline.py [--runs 5] [--profile FILE]
"""

from __future__ import annotations

import argparse
import cProfile
import io
import platform
import pstats
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import one_core  # noqa: F401  (before anything that starts threads; the sorting of imports keeps it first)
from corpus import WORDS, composed_texts, raw_article
from rich.console import Console
from rich.table import Table

from lagebild.analyse.foundation import load_foundation
from lagebild.build import STAGES, build_picture, read_article
from lagebild.executors import settling
from lagebild.lang.pack import load_pack
from lagebild.model.article import Article
from lagebild.model.codec import dumps
from lagebild.model.record import reading_record
from lagebild.read import make_article
from lagebild.store import Store

Seconds = float
PROFILE_LINES = 25


def seconds(work: Callable[[], object]) -> Seconds:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def articles_of(texts: Sequence[str]) -> list[Article]:
    return [make_article(raw_article(text, name=f"benchmark-{number}")) for number, text in enumerate(texts)]


def layer_times(texts: Sequence[str]) -> dict[str, Seconds]:
    """Seconds of one pass by part, in the order of the pipeline."""
    pack, foundation = load_pack("de"), load_foundation("de")
    spent: dict[str, Seconds] = defaultdict(float)
    for text in texts:
        begun = time.process_time()
        (article,) = articles_of([text])
        spent["intake"] += time.process_time() - begun
        begun = time.process_time()
        doc = foundation.analyse(article.text, zones=[(zone.begin, zone.end) for zone in article.zones])
        doc._.article = article
        spent["foundation"] += time.process_time() - begun
        for step in STAGES:
            begun = time.process_time()
            doc._.set(step.writes, step(doc, pack))
            spent[step.writes] += time.process_time() - begun
    return dict(spent)


def print_speed(console: Console, texts: Sequence[str], *, runs: int) -> None:
    """Throughput of the first pass (most words are new) and of the later ones."""
    read = settling(read_article)  # as `lagebild read` calls it
    read(articles_of(texts[:1])[0])  # loads the model and compiles the tables of the pack
    first = seconds(lambda: [read(article) for article in articles_of(texts[1:])]) * len(texts) / (len(texts) - 1)
    tokens = sum(len(load_foundation("de").analyse(text)) for text in texts)
    later = [seconds(lambda: [read(article) for article in articles_of(texts)]) for _ in range(runs)]
    words = sum(len(text.split()) for text in texts)
    table = Table("", "articles/s", f"of {WORDS} words/s", "tokens/s", "ms an article", box=None, header_style="bold")
    rows = {"first pass": first, f"median of {runs}": statistics.median(later), "fastest": min(later), "slowest": max(later)}
    for name, spent in rows.items():
        cells = (f"{len(texts) / spent:.2f}", f"{words / WORDS / spent:.2f}", f"{tokens / spent:,.0f}")
        table.add_row(name, *cells, f"{1000 * spent / len(texts):.0f}")
    console.print(table)


def print_layers(console: Console, texts: Sequence[str], *, runs: int) -> None:
    """Median seconds of every part over the runs, as a share of their sum."""
    passes = [layer_times(texts) for _ in range(runs)]
    medians = {name: statistics.median(one[name] for one in passes) for name in passes[0]}
    total = sum(medians.values())
    table = Table("layer", "ms an article", "share", box=None, header_style="bold")
    for name, spent in medians.items():
        table.add_row(name, f"{1000 * spent / len(texts):.1f}", f"{100 * spent / total:.0f} %")
    console.print(table)


def print_rest(console: Console, texts: Sequence[str], *, runs: int) -> None:
    """What comes after reading: JSON, the store, the picture."""
    readings = [read_article(article) for article in articles_of(texts)]
    spent: dict[str, list[Seconds]] = defaultdict(list)
    for _ in range(runs):
        spent["reading as JSON"].append(seconds(lambda: [dumps(reading_record(reading)) for reading in readings]))
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder), create=True)
            spent["commit to the store"].append(seconds(lambda: store.add_readings(readings)))  # noqa: B023  (called at once)
            spent["picture of the store"].append(seconds(lambda: build_picture(store)))  # noqa: B023
    table = Table("afterwards", "ms an article", box=None, header_style="bold")
    for name, times in spent.items():
        table.add_row(name, f"{1000 * statistics.median(times) / len(texts):.1f}")
    console.print(table)


def write_profile(file: Path, texts: Sequence[str]) -> None:
    """The functions that take most time themselves, with the module that owns them."""
    articles = articles_of(texts)
    profile = cProfile.Profile()
    profile.enable()
    for article in articles:
        read_article(article)
    profile.disable()
    out = io.StringIO()
    for order in ("tottime", "cumulative"):
        pstats.Stats(profile, stream=out).sort_stats(order).print_stats(PROFILE_LINES)
    file.write_text(out.getvalue(), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--profile", type=Path, help="write a profile of one pass to this file")
    options = parser.parse_args()
    texts = composed_texts()
    console = Console(soft_wrap=True, highlight=False)
    words = statistics.mean(len(text.split()) for text in texts)
    console.print(
        f"{len(texts)} articles of {words:.0f} words; Python {platform.python_version()}, {platform.machine()}, one core"
    )
    print_speed(console, texts, runs=options.runs)
    print_layers(console, texts, runs=options.runs)
    print_rest(console, texts, runs=options.runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    console.print(f"peak memory: {peak:.0f} MiB")
    if options.profile:
        write_profile(options.profile, texts)


if __name__ == "__main__":
    main()
