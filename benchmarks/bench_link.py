"""Tokens a second of finding mentions and of linking them, on one core, over the articles of `corpus.py`.

The texts are read by the foundation first, which does not count; the words' look-ups are warm, as in a run over many articles.

Usage: python benchmarks/bench_link.py [--runs 7] [--texts FOLDER]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import one_core  # noqa: F401  (before anything that starts threads; the sorting of imports keeps it first)
from corpus import given_texts, raw_article
from rich.console import Console
from rich.table import Table
from spacy.tokens import Doc

from lagebild.analyse.body import find_sentences
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.mentions import find_mentions
from lagebild.lang.pack import load_pack
from lagebild.link import link_mentions
from lagebild.read import make_article
from lagebild.stages import Stage

Seconds = float
PACK = load_pack("de")
STAGES = (find_mentions, link_mentions)


def read_doc(text: str) -> Doc:
    """The Doc of a text with everything that finding mentions reads."""
    article = make_article(raw_article(text), language="de")
    doc = load_foundation("de").analyse(article.text, zones=[(z.begin, z.end) for z in article.zones], names=False)
    doc._.article = article
    doc._.sentences = find_sentences(doc, PACK)
    return doc


def one_pass(docs: Sequence[Doc], stage: Stage) -> Seconds:
    """Processor time of the stage over all articles."""
    begun = time.process_time()
    for doc in docs:
        doc._.set(stage.writes, stage(doc, PACK))
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--texts", type=Path, help="folder of .txt files to read in place of the repository's articles")
    options = parser.parse_args()
    texts = given_texts(options.texts)
    docs = [read_doc(text) for text in texts]
    tokens = sum(map(len, docs))
    spent: dict[str, list[Seconds]] = {stage.name: [] for stage in STAGES}
    for _ in range(options.runs + 1):
        for stage in STAGES:
            spent[stage.name].append(one_pass(docs, stage))
    table = Table("tokens/s", "median", "slowest", "fastest", box=None, header_style="bold")
    for name, passes in spent.items():
        warm = passes[1:]
        table.add_row(name, *(f"{tokens / value:,.0f}" for value in (statistics.median(warm), max(warm), min(warm))))
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"{len(docs)} texts, {tokens:,} tokens, {sum(len(doc._.mentions) for doc in docs):,} mentions")
    console.print(table)


if __name__ == "__main__":
    main()
