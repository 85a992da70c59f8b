"""Finding the stretches of a text that the patterns match: one pass, the longest match at a place wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lagebild.analyse.times.leading import DIGITS
from lagebild.analyse.times.lexicon import Lexicon, Pattern

WORD = re.compile(r"[^\W_]+")
LONGEST_FIGURE = 8  # code points; longer runs of figures are no part of a date


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern at a place: code points of the expression and the values of its parts."""

    pattern: Pattern
    begin: int
    end: int
    values: Mapping[str, str]


def find_matches(text: str, lexicon: Lexicon) -> Iterator[Match]:
    """The matches in order, none overlapping another."""
    position = 0
    for word in WORD.finditer(text):
        begin = word.start()
        if begin < position:
            continue
        first = text[begin]
        if first.isdigit():
            if word.end() - begin > LONGEST_FIGURE:
                continue
            candidates = lexicon.by_key.get(DIGITS, ())
        else:
            candidates = lexicon.by_key.get(word[0].casefold(), ())
        best = _best(text, begin, candidates)
        if best is None:
            continue
        pattern, found = best
        yield Match(pattern, found.start("extent"), found.end("extent"), _values(pattern, found, lexicon))
        position = found.end("extent")


def _best(text: str, begin: int, candidates: tuple[Pattern, ...]) -> tuple[Pattern, re.Match[str]] | None:
    best: tuple[Pattern, re.Match[str]] | None = None
    for pattern in candidates:
        found = pattern.regex.match(text, begin)
        if found is None or found.end("extent") == found.start("extent"):
            continue
        if best is None or found.end("extent") > best[1].end("extent"):
            best = pattern, found
    return best


def _values(pattern: Pattern, found: re.Match[str], lexicon: Lexicon) -> dict[str, str]:
    """The value of each part: that of its class for words, the figures themselves for figures; the row's options with them."""
    values = dict(pattern.options)
    for group, name in pattern.groups.items():
        written = found[group]
        if written is not None:
            values[group] = lexicon.classes[name].values.get(" ".join(written.casefold().split()), written)
    return values
