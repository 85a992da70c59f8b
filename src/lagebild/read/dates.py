"""Publication dates as inputs and date lines give them: a day, a month or a year, with the basis."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from lagebild.lang.pack import LanguagePack
from lagebild.model.article import Publication
from lagebild.model.span import Span

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")
_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_FIGURES = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
CENTURY_PIVOT = 70  # two-digit years: 70-99 are 19xx, the web has no older news

UNKNOWN = Publication(None, None, "unknown", "unknown")


def publication_of(expression: str, *, basis: str, pack: LanguagePack, evidence: Span | None = None) -> Publication:
    """The publication that a date expression gives; `UNKNOWN` with a reason if it is no possible date.

    `expression`: ISO ("2023-02-28", "2023-02", "2023") or the language's way ("28. Februar 2023", "28.02.2023").
    """
    spans = (evidence,) if evidence else ()
    parts = _parts(expression.strip(), pack)
    if parts is None:
        return Publication(None, None, "unknown", "unknown", spans, (f"{expression!r} is no date",))
    year, month, day = parts
    try:
        if month is None:
            first, last, precision = date(year, 1, 1), date(year, 12, 31), "year"
        elif day is None:
            first, last, precision = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
        else:
            first = last = date(year, month, day)
            precision = "day"
    except (ValueError, calendar.IllegalMonthError):
        return Publication(None, None, "unknown", "unknown", spans, (f"{expression!r} is an impossible date",))
    return Publication(first.isoformat(), last.isoformat(), basis, precision, spans, (f"{basis}: {expression}",))


def month_numbers(pack: LanguagePack) -> Mapping[str, int]:
    """Month name, lower case -> 1..12."""
    found: Mapping[str, int] = pack.derived("intake.months", _month_numbers)
    return found


def _month_numbers(pack: LanguagePack) -> dict[str, int]:
    months: Mapping[int, Any] = pack.settings("intake/calendar")["months"]
    return {name.lower(): number for number, names in months.items() for name in names}


def _parts(expression: str, pack: LanguagePack) -> tuple[int, int | None, int | None] | None:
    if found := _ISO.fullmatch(expression):
        year, month, day = found.groups()
        return int(year), int(month) if month else None, int(day) if day else None
    if found := _MONTH.fullmatch(expression):
        return int(found[2]), int(found[1]), None
    if found := _FIGURES.fullmatch(expression):
        year = int(found[3])
        if len(found[3]) == 2:
            year += 1900 if year >= CENTURY_PIVOT else 2000
        return year, int(found[2]), int(found[1])
    words = expression.replace(".", ". ").split()
    names = month_numbers(pack)
    figures = [int(word.strip(".")) for word in words if word.strip(".").isdigit()]
    month_number = next((names[word.lower()] for word in (*words, *(w.strip(".") for w in words)) if word.lower() in names), None)
    if month_number is None or not figures:
        return None
    return figures[-1], month_number, figures[0] if len(figures) > 1 else None
