"""The time layer by itself: text in, time expressions out, no parser needed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from lagebild.analyse.times.find import find_times_in_text
from lagebild.errors import InputError
from lagebild.lang.pack import load_pack
from lagebild.model.layers import TimeExpression
from lagebild.model.span import Interval

PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def find_times(text: str, *, published: str | date | None, language: str = "de") -> list[TimeExpression]:
    """The time expressions of a text in order, each with its TIMEX3 reading and the days that it denotes.

    Args:
        text: running text; the spans of the result are code points of it.
        published: when it was published: a `date`, "YYYY-MM-DD", "YYYY-MM", "YYYY", or two of them with "/" between where only
            the first and last possible day are known ("2023-08-16/2023-08-17" for a translation that appeared a day later); None
            if nothing is known. Nothing is guessed: what needs a day that is not known stays symbolic ("XXXX-WXX-3") and lists
            the days that remain possible in `candidates`.
        language: ISO 639-1; a language pack must exist.

    Raises:
        InputError: if `published` is no date of the calendar.
        PackError: if there is no pack for the language.
    """
    return list(find_times_in_text(text, published=published_interval(published), pack=load_pack(language)))


def published_interval(published: str | date | None) -> Interval | None:
    """The days that a statement of the publication date leaves, None for None.

    Raises:
        InputError: if it is no date of the calendar.
    """
    if published is None:
        return None
    if isinstance(published, date):
        day = date(published.year, published.month, published.day).isoformat()
        return Interval(day, day)
    first, *more = published.strip().split("/")
    last = more[0] if more else first
    start, end = _days(first)[0], _days(last)[1]
    if len(more) > 1 or end < start:
        raise InputError(f"{published!r} is no date and no range of dates")
    return Interval(start.isoformat(), end.isoformat())


def _days(written: str) -> tuple[date, date]:
    """First and last day of a day, month or year."""
    found = PUBLISHED.fullmatch(written)
    if found is None:
        raise InputError(f"{written!r} is no date: YYYY-MM-DD, YYYY-MM or YYYY is needed")
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        if year is not None and month is not None:
            first = date(year, month, day or 1)
            return first, date(year, month, day or monthrange(year, month)[1])
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    except ValueError as exc:
        raise InputError(f"{written!r} is an impossible date") from exc
