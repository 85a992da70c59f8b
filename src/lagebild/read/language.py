"""English names of languages, for messages."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError


def language_name(code: str) -> str:
    """The English name of an ISO 639-1 code ("fr" -> "French"), or the code in quotes if nobody knows it."""
    try:
        name = Locale.parse(code.replace("-", "_")).get_language_name("en")
    except (UnknownLocaleError, ValueError):
        return f"language {code[:20]!r}"
    return name or f"language {code[:20]!r}"
