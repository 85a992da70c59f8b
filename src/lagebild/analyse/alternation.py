"""Long alternations of words, so that few of them are tried at a place of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(forms: Iterable[tuple[str | None, str]]) -> str:
    """A regular expression that matches what the given ones match, tried in their order, separated by bars.

    Python's engine tries one alternative after the other, hundreds for number words; here those with one first letter stand
    together behind a look at that letter. Order counts only among alternatives that can match at the same place.

    Args:
        forms: what each alternative matches, in whatever case, and its expression; None for what is no plain word.
    """
    found: list[str] = []
    letters: dict[str, list[str]] = {}
    for form, source in forms:
        if form:
            letters.setdefault(form[0].lower(), []).append(source)
        else:
            found += _guarded(letters)
            found.append(source)
            letters = {}
    return "|".join([*found, *_guarded(letters)])


def _guarded(letters: dict[str, list[str]]) -> Iterable[str]:
    for letter, sources in letters.items():
        variants = "".join(re.escape(one) for one in dict.fromkeys((letter, letter.upper())) if len(one) == 1)
        yield sources[0] if len(sources) == 1 else f"(?=[{variants}])(?:{'|'.join(sources)})"
