"""How words begin: a quick look at a text that tells which patterns cannot match in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

LENGTH = 3  # characters of a word that are looked at
BEGINNING = re.compile(rf"(?<!\w)\w{{1,{LENGTH}}}")
FIGURE = "0"  # stands for every figure
LAST_PLAIN = "\u00ff"  # beyond it are letters that count as others in another case


def beginnings_of(text: str) -> frozenset[str] | None:
    """The first one, two and three letters of the text's words, in lower case; None where letters are too rare to tell."""
    runs = set(BEGINNING.findall(text))
    if max("".join(runs), default="") > LAST_PLAIN:
        return None
    found = {run.lower() for run in runs}
    return frozenset({*found, *(run[:2] for run in found), *(FIGURE if run[0].isdecimal() else run[0] for run in found)})


def beginnings_of_forms(forms: Iterable[str]) -> frozenset[str] | None:
    """What a text's `beginnings_of` have one of at least if a form, in whatever case, begins at a word of it; None if unknown."""
    found: set[str] = set()
    for form in forms:
        run = BEGINNING.match(form)
        if run is None or max(run[0]) > LAST_PLAIN:
            return None
        found.add(FIGURE if run[0][0].isdecimal() else run[0].lower())
    return frozenset(found)
