"""Quotation marks: which stretches of a text stand inside them, in one pass and whatever is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTNERS = {
    "„": '“”"‟',
    "“": "”",
    "»": "«",
    "«": "»",
    "‚": "‘’",
    "›": "‹",
    "‹": "›",
    '"': '"',
    "‟": "”",
}
"""Opening mark -> the marks that can close it. “ opens in English style and closes in German style; the position decides."""

OPENERS = frozenset(PARTNERS)
CLOSERS = frozenset("".join(PARTNERS.values()))
MARKS = OPENERS | CLOSERS
MARK_OR_BREAK = re.compile(f"[{re.escape(''.join(sorted(MARKS)))}\n]")
INNER = frozenset("‚›‹‘’")
MAX_OPEN = 3  # deeper nesting is no language but damage
MAX_LENGTH = 6000  # code points; a longer stretch is a text set in marks, not a quotation in a text


@dataclass(frozen=True, slots=True)
class Quoted:
    """Characters [begin, end) with their marks. `closed` is False where the closing mark is missing; `depth` 0 is outermost."""

    begin: int
    end: int
    depth: int
    closed: bool


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """The stretches inside quotation marks, in order of their begin. An unclosed one ends with its paragraph."""
    found: list[Quoted] = []
    stack: list[int] = []
    for place in _places(text):
        char = text[place]
        if char == "\n":
            found += [_unclosed(text, begin, place, depth) for depth, begin in enumerate(stack)]
            stack.clear()
            continue
        level = _closed_by(text, stack, place)
        if level is not None:
            found.append(Quoted(stack[level], place + 1, level, closed=True))
            del stack[level:]
        elif char in OPENERS and len(stack) < MAX_OPEN and _can_open(text, place, char):
            stack.append(place)
    found += [_unclosed(text, begin, len(text), depth) for depth, begin in enumerate(stack)]
    return tuple(sorted((q for q in found if _is_sane(q)), key=lambda q: (q.begin, -q.end)))


def _places(text: str) -> list[int]:
    """Indexes of marks and of the line breaks that end a paragraph."""
    return [
        i
        for i in (match.start() for match in MARK_OR_BREAK.finditer(text))
        if text[i] != "\n" or text[i + 1 : i + 2] in {"\n", ""} or text[i - 1 : i] == "\n"
    ]


def _closed_by(text: str, stack: list[int], place: int) -> int | None:
    """The level of the open mark that the mark at `place` closes, innermost first."""
    char = text[place]
    if char not in CLOSERS:
        return None
    if char in "‘’" and place + 1 < len(text) and text[place + 1].isalpha() and place and text[place - 1].isalpha():
        return None  # an apostrophe
    for level in range(len(stack) - 1, -1, -1):
        if char not in PARTNERS[text[stack[level]]]:
            continue
        if char == '"' and text[stack[level]] == '"' and stack[level] + 1 == place:
            return None
        return level
    return None


def _can_open(text: str, place: int, char: str) -> bool:
    """Whether the mark stands where a quotation begins: before a character that is no blank, and not right behind a word."""
    after = text[place + 1 : place + 2]
    before = text[place - 1 : place] if place else ""
    if after == "" or after.isspace():
        return False
    if char in '"“«‹»›‟':
        return before == "" or before.isspace() or before in "([{-–—/:„»‚" or not before.isalnum()
    return True


def _unclosed(text: str, begin: int, end: int, depth: int) -> Quoted:
    return Quoted(begin, begin + len(text[begin:end].rstrip()), depth, closed=False)


def _is_sane(quoted: Quoted) -> bool:
    return 2 < quoted.end - quoted.begin <= MAX_LENGTH
