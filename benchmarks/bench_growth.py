"""Time and peak memory against the size of one article, for an article and for junk: both have to grow about linearly.

Usage: python benchmarks/bench_growth.py [--steps 1 2 4 8 16] [--kinds article digits ...] [--repeats 3]
"""

from __future__ import annotations

import argparse
import logging
import math
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

import one_core  # noqa: F401  (before anything that starts threads; the sorting of imports keeps it first)
from corpus import composed_texts, raw_article
from rich.console import Console
from rich.table import Table

from lagebild.build import read_article
from lagebild.errors import ArticleError
from lagebild.read import make_article

UNIT = 32_000  # characters of junk in one step: the last step of 16 has half a million
LIMIT_SECONDS = 120  # of processor time, so that other work on the machine does not count
WORD = "Regierung"
OPENING = "Die Regierung in Minsk hat am Montag eine Erklärung veröffentlicht.\n\n"


def _article(step: int) -> str:
    texts = composed_texts()
    return "\n\n".join(texts[number % len(texts)] for number in range(step))


def _filled(piece: str) -> Callable[[int], str]:
    return lambda step: OPENING + (piece * (UNIT * step // len(piece) + 1))[: UNIT * step]


KINDS: dict[str, Callable[[int], str]] = {
    "article": _article,
    "words without punctuation": _filled("die regierung der stadt sagte dass am montag der minister nach peking reiste und "),
    "quotation marks": _filled("„»\"'“"),
    "quoted words": _filled('„Ja“, sagte er, »nein« sie. "Doch" '),
    "digits": _filled("12.03.2023 5,7 1.000 17 "),
    "capitals": _filled("DIE REGIERUNG IN MINSK WARNT CHINA VOR DEM BRUCH DES ABKOMMENS "),
    "one word": _filled(WORD),
    "names": _filled("Xi Jinping, Alexander Lukaschenko, Minsk, der Präsident, "),
    "line breaks": _filled("Ja\n"),
}


def _measure(text: str, answer: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS))
    begun = time.process_time()
    try:
        read_article(make_article(raw_article(text)))
        note = ""
    except ArticleError as exc:
        note = exc.problem
    spent = time.process_time() - begun
    answer.send((spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, note))


def measure(text: str) -> tuple[float, float, str] | None:
    """Processor seconds, peak MiB of a process of its own and the reason if the text was refused; None after LIMIT_SECONDS."""
    context = multiprocessing.get_context("fork")  # the model is loaded once, and each measurement has a peak of its own
    here, there = context.Pipe()
    process = context.Process(target=_measure, args=(text, there))
    process.start()
    there.close()  # so that the end of the process is the end of the pipe
    try:
        found: tuple[float, float, str] | None = here.recv()
    except EOFError:
        found = None
    process.join()
    return found


def main() -> None:
    logging.disable(logging.WARNING)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, nargs="+", default=[1, 2, 4, 8, 16])
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), metavar="KIND")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    steps: list[int] = options.steps
    console = Console(soft_wrap=True, highlight=False)
    read_article(make_article(raw_article(_article(2))))  # loads the model
    seconds = Table("seconds", *(f"{step}x" for step in steps), "exponent", "", box=None, header_style="bold")
    memory = Table("peak MiB", *(f"{step}x" for step in steps), box=None, header_style="bold")
    for kind in options.kinds:
        spent: list[float] = []
        peaks: list[str] = []
        note = ""
        for step in steps:
            text = KINDS[kind](step)
            found = [result for result in (measure(text) for _ in range(options.repeats)) if result is not None]
            if not found:
                break
            spent.append(statistics.median(result[0] for result in found))
            peaks.append(f"{max(result[1] for result in found):.0f}")
            note = found[-1][2]
        print(kind, *(f"{value:.2f}" for value in spent), file=sys.stderr)
        lost = [f"> {LIMIT_SECONDS}"] * (len(steps) - len(spent))
        exponent = math.log(spent[-1] / spent[0]) / math.log(steps[len(spent) - 1] / steps[0]) if len(spent) > 1 else math.nan
        seconds.add_row(kind, *(f"{value:.2f}" for value in spent), *lost, f"{exponent:.2f}", note)
        memory.add_row(kind, *peaks, *[""] * len(lost))
    console.print(seconds)
    console.print("exponent: 1 is linear, 2 is quadratic")
    console.print(memory)


if __name__ == "__main__":
    main()
