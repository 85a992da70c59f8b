"""Which words a pattern can begin with: the index that keeps matching linear in the length of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

DIGITS = "#"  # key of words that begin with a figure
WORD_START = re.compile(r"[^\W_]+")
MACRO = re.compile(r"<(?:[a-z_]+:)?([a-z_]+)>")
LITERAL = re.compile(r"[^\W\d_]+")
LOOKAROUND = ("(?<", "(?!", "(?=")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a word class in lower case; None for a regular expression of figures."""

    text: str | None


def key_of(word: str) -> str:
    """The key under which a word of the text is looked up."""
    return DIGITS if word[0].isdigit() else word.casefold()


def leading_keys(source: str, classes: Mapping[str, tuple[Form, ...]]) -> tuple[set[str], bool]:
    """Keys of the words that a match can begin with, and whether the pattern can match nothing.

    Raises:
        ValueError: if the pattern begins with something else than a word, a class or a group of them.
        KeyError: if a class is unknown.
    """
    keys: set[str] = set()
    at = 0
    while at < len(source):
        if source.startswith(("[[", "]]"), at):
            at += 2
            continue
        if source[at] == " ":
            at += 1
            continue
        if source.startswith(LOOKAROUND, at):
            at = _closing(source, at) + 1
            continue
        if source[at] == "(":
            end = _closing(source, at)
            inner = source[source.index(":", at) + 1 : end]
            parts = [leading_keys(part, classes) for part in _alternatives(inner)]
            found, may_be_empty = set().union(*(part[0] for part in parts)), any(part[1] for part in parts)
        elif source[at] == "<":
            found, end = _class_keys(source, at, classes)
            may_be_empty = False
        else:
            found, end = _literal_keys(source, at)
            may_be_empty = False
        keys |= found
        optional = source[end + 1 : end + 2] in {"?", "*"}
        if not (may_be_empty or optional):
            return keys, False
        at = end + 2 if optional else end + 1
    return keys, True


def _class_keys(source: str, at: int, classes: Mapping[str, tuple[Form, ...]]) -> tuple[set[str], int]:
    """Keys of the class at `at` and the position of its last character; a class glued to it makes compounds."""
    macro = MACRO.match(source, at)
    if macro is None:
        raise ValueError(f"not a class: {source[at : at + 20]}")
    forms = classes[macro[1]]
    end = macro.end()
    glued = MACRO.match(source, end + 2 if source.startswith("-?", end) else end)
    if glued is None:
        return {_first_key(form.text) for form in forms}, end - 1
    tails = [form.text for form in classes[glued[1]] if form.text is not None]
    compounds = {_first_key(None if form.text is None else form.text + tail) for form in forms for tail in tails}
    return compounds | {_first_key(form.text) for form in forms}, end - 1


def _literal_keys(source: str, at: int) -> tuple[set[str], int]:
    """Keys of the literal word at `at` (two if its last letter is optional) and the position of its last character."""
    literal = LITERAL.match(source, at)
    if literal is None:
        raise ValueError(f"begins with {source[at : at + 10]!r}")
    word, end = literal[0].casefold(), literal.end()
    if source[end : end + 1] == "?" and len(word) > 1:
        return {word, word[:-1]}, end  # the "?" belongs to the letter
    return {word}, end - 1


def _first_key(form: str | None) -> str:
    if form is None:
        return DIGITS
    first = WORD_START.match(form)
    if first is None:
        raise ValueError(f"a form that begins with no letter: {form}")
    return key_of(first[0])


def _closing(source: str, at: int) -> int:
    """Position of the bracket that closes the one at `at`."""
    depth, position = 0, at
    while position < len(source):
        character = source[position]
        if character == "\\":
            position += 1
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return position
        position += 1
    raise ValueError("a bracket is not closed")


def _alternatives(source: str) -> list[str]:
    """The parts between the bars that stand in no bracket."""
    parts, depth, begin = [], 0, 0
    for position, character in enumerate(source):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character == "|" and depth == 0:
            parts.append(source[begin:position])
            begin = position + 1
    return [*parts, source[begin:]]
