"""Reasons in the language of the pages: the picture gives them in English, a table of the language has each with its gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from lagebild.lang.pack import LanguagePack

TABLE = "present/reasons"
GAP = re.compile(r"\{(\w+)\}")
PARTS = "; "  # between the reasons of one text
NESTED = frozenset({"reason"})  # a gap that holds another reason


class Reasons:
    """Says a reason in a language. What its table does not have stays as it is: a reason is never left out or guessed."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        """Rows of an English reason with named gaps and the same in the language; the first that fits counts."""
        self._rows = [(_pattern(english), own) for english, own in rows]
        self._say = lru_cache(maxsize=4096)(self._found)

    def __call__(self, text: str) -> str:
        """The text, which may hold several reasons."""
        return PARTS.join(self._say(part) for part in text.split(PARTS))

    def knows(self, text: str) -> bool:
        """Whether the table has every reason of the text."""
        return all(any(pattern.fullmatch(part) for pattern, _ in self._rows) for part in text.split(PARTS))

    def _found(self, reason: str) -> str:
        for pattern, own in self._rows:
            match = pattern.fullmatch(reason)
            if match is not None:
                gaps = {name: self._found(value) if name in NESTED else value for name, value in match.groupdict().items()}
                return own.format_map(gaps)
        return reason


def _pattern(english: str) -> re.Pattern[str]:
    """A reason as a pattern; a gap holds anything that is not another reason."""
    parts = GAP.split(english)
    return re.compile("".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)))


def reasons_of(pack: LanguagePack) -> Reasons:
    """The reasons of a language; one without a table has them in English."""
    if not (pack.folder / f"{TABLE}.tsv").exists():
        return Reasons(())
    return Reasons((row["english"], row["own"]) for row in pack.table(TABLE, columns=("english", "own")))
