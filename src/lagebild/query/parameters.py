"""What people hand in to a query, as the parameters of its SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lagebild.errors import InputError

Many = str | Iterable[str] | None

DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
MOST_WORDS = 12  # of a search


def many(values: Many) -> list[str]:
    """A list of what may be given as one value, several or none."""
    if values is None:
        return []
    return [values] if isinstance(values, str) else list(values)


def one_line(text: str | None) -> str | None:
    """The text with single spaces, None if nothing is left."""
    return None if text is None else " ".join(text.split()) or None


def days(since: str | None, until: str | None) -> dict[str, str | None]:
    """Bounds of a time as they compare with ISO days: "2023" as `until` takes in the whole year."""
    for day in (since, until):
        if day is not None and not DAY.fullmatch(day):
            raise InputError(f"{day!r} is no day (YYYY, YYYY-MM or YYYY-MM-DD)")
    return {"since": since, "until": None if until is None else until + "~"}


def search_words(
    text: str,
    *,
    kinds: Many = None,
    types: Many = None,
    outlets: Many = None,
    since: str | None = None,
    until: str | None = None,
) -> dict[str, Any]:
    """What a search asks for, its words in lower case: the longest one, which is the rarest as a rule, and the others."""
    words = list(dict.fromkeys(text.lower().split()))
    if not words or len(words) > MOST_WORDS:
        raise InputError(f"a search needs 1 to {MOST_WORDS} words, not {len(words)}")
    longest = max(words, key=len)
    asked = {"kinds": many(kinds), "types": many(types), "outlets": many(outlets), **days(since, until)}
    return {"word": longest, "others": [word for word in words if word != longest], **asked}
