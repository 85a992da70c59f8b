"""Time of the whole pipeline against the size of junk of every kind, up to a megabyte: it has to grow about linearly.

Usage: python benchmarks/bench_linear.py [--sizes 125 250 500 1000] [--kinds quotes capitals ...]
"""

from __future__ import annotations

import argparse
import logging
import math
import sys
from collections.abc import Callable

import one_core  # noqa: F401  (before anything that starts threads; the sorting of imports keeps it first)
from bench_growth import LIMIT_SECONDS, OPENING, measure
from corpus import own_texts, raw_article
from rich.console import Console
from rich.table import Table

from lagebild.build import read_article
from lagebild.read import make_article

KILOBYTE = 1_000


def _filled(piece: str) -> Callable[[int], str]:
    """A real sentence and the piece again and again, to a size in bytes of UTF-8."""

    def fill(size: int) -> str:
        count = size // len(piece.encode("utf-8")) + 1
        return OPENING + (piece * count).encode("utf-8")[: size - len(OPENING)].decode("utf-8", "ignore")

    return fill


def _quoted(size: int) -> str:
    """The corpus again and again inside one pair of quotation marks, to about a size in bytes."""
    text = "\n\n".join(own_texts())
    whole = text * (size // len(text.encode("utf-8")) + 1)
    return "„" + whole.encode("utf-8")[:size].decode("utf-8", "ignore") + "“"


KINDS: dict[str, Callable[[int], str]] = {
    "sentence": _filled("die regierung der stadt sagte dass am montag der minister nach peking reiste und "),
    "quotes": _filled("„»\"'“"),
    "one mark": _filled('"'),
    "open quotes": _filled("„Die Regierung in Minsk warnt, sagte er. „Das ist «ein Bruch des Abkommens. "),
    "nested quotes": _filled("„Er sagte: ‚Sie rief: »Nein, »sagte er, ‚das „geht nicht.‘ "),
    "quoted article": _quoted,
    "capitals": _filled("DIE REGIERUNG IN MINSK WARNT CHINA VOR DEM BRUCH DES ABKOMMENS "),
    "emoji": _filled("😀👍🏽🇩🇪 "),
    "digits": _filled("12.03.2023 5,7 1.000 17 "),
    "pronouns": _filled("Er sagte, sie habe ihn und seine Frau gesehen, die ihm das gab. "),
    "names": _filled("Xi Jinping, Alexander Lukaschenko, Minsk, der Präsident, "),
    "brackets": _filled("((([Minsk]) "),
    "hyphens": _filled("Die Regie-\nrung in Minsk unter-\nzeichnete das Ab-\nkommen. "),
    "english": _filled("Die government sagte on Monday that der minister would travel nach Beijing. "),
    "one word": _filled("Regierung"),
}


def _exponent(sizes: list[int], spent: list[float]) -> float:
    """Slope of log time over log size, between the first and the last measurement."""
    return math.log(spent[-1] / spent[0]) / math.log(sizes[len(spent) - 1] / sizes[0]) if len(spent) > 1 else math.nan


def main() -> None:
    logging.disable(logging.WARNING)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[125, 250, 500, 1000], help="kilobytes")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), metavar="KIND")
    options = parser.parse_args()
    sizes: list[int] = options.sizes
    read_article(make_article(raw_article(OPENING)))  # loads the model
    table = Table("seconds", *(f"{size} KB" for size in sizes), "exponent", "", box=None, header_style="bold")
    for kind in options.kinds:
        spent: list[float] = []
        note = ""
        for size in sizes:
            found = measure(KINDS[kind](size * KILOBYTE))
            if found is None:
                break
            spent.append(found[0])
            note = found[2]
            print(kind, size, f"{found[0]:.1f} s, {found[1]:.0f} MiB", file=sys.stderr)
        lost = [f"> {LIMIT_SECONDS}"] * (len(sizes) - len(spent))
        table.add_row(kind, *(f"{value:.1f}" for value in spent), *lost, f"{_exponent(sizes, spent):.2f}", note)
    console = Console(soft_wrap=True, highlight=False)
    console.print(table)
    console.print("exponent: 1 is linear, 2 is quadratic")


if __name__ == "__main__":
    main()
