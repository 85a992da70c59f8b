"""Narrowing the days on which an article can have been published by what its own expressions say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from lagebild.analyse.times.context import Denotation, Published
from lagebild.analyse.times.match import Match
from lagebild.analyse.times.reader import Reader
from lagebild.knowledge.happenings import load_happenings
from lagebild.lang.pack import LanguagePack

NARROWING = "narrowing"  # its name among what can be switched off
Reading = tuple[Match, Denotation]


def narrowed(reader: Reader, published: Published, pack: LanguagePack) -> Published:
    """The days of publication that agree with the text; all of them where none does.

    A day counted from the publication stands beside the same day in full ("yesterday, 16 August"), or a reported day or known
    happening must lie before it.
    """
    if len(published.days) < 2 or not published.is_complete or NARROWING in reader.switched_off:
        return published
    days, reasons = published.days, []
    for why, fits in _constraints(reader, published, pack):
        kept = tuple(day for day in days if day in fits)
        if kept and kept != days:
            days = kept
            reasons.append(why)
    return (
        replace(published, days=days, why=f"the days of publication narrowed by {', '.join(reasons)}") if reasons else published
    )


def _constraints(reader: Reader, published: Published, pack: LanguagePack) -> Iterator[tuple[str, frozenset[date]]]:
    """What was read, and the days of publication that agree with it."""
    joined = re.compile(pack.settings("times/settings")["apposition"], re.IGNORECASE)
    read = list(reader.read_all(published))
    by_day: dict[date, dict[int, str | None]] | None = None
    for (one, first), (other, second) in pairwise(read):
        if not _is_one_fixed(first, second) or not joined.fullmatch(reader.text, one.end, other.begin):
            continue
        if by_day is None:
            by_day = {day: _days_at(reader, day) for day in published.days}
        fits = frozenset(day for day, starts in by_day.items() if starts.get(one.begin) == starts.get(other.begin))
        if fits:
            yield f"{reader.text[one.begin : other.end]!r}", fits
    for match, found in read:
        if found.anchor == "none" and found.precision == "day" and found.interval and reader.direction(match) == "past":
            yield _after(reader.text[match.begin : match.end], str(found.interval.start), published)
    for named in load_happenings(pack.language).find(reader.text):
        yield _after(reader.text[named.begin : named.end], named.happening.start, published)


def _days_at(reader: Reader, day: date) -> dict[int, str | None]:
    """The start of what each match denotes if the article was published on the day."""
    read = reader.read_all(Published((day,)))
    return {match.begin: None if found.interval is None else found.interval.start for match, found in read}


def _is_one_fixed(first: Denotation, second: Denotation) -> bool:
    """Whether both are days and exactly one of them is known already."""
    is_day = first.type == second.type == "DATE" and first.precision == second.precision == "day"
    return is_day and (first.interval is None) != (second.interval is None)


def _after(text: str, day: str, published: Published) -> tuple[str, frozenset[date]]:
    return f"{text!r}, which is reported", frozenset(d for d in published.days if d.isoformat() >= day)
