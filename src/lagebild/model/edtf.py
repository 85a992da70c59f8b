"""Dates in EDTF, the Extended Date/Time Format of ISO 8601-2:2019, levels 0 to 2 as far as time expressions need them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lagebild.model.span import Interval

SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}  # level 1
QUARTERS = {"Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36"}  # level 2
HALVES = {"H1": "40", "H2": "41"}  # level 2
PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)")
PART_OF_YEAR = re.compile(r"(\d{4})-(S[PU]|FA|WI|Q[1-4]|H[12])")
UNSPECIFIED = re.compile(r"\d{1,3}")  # decade, century, millennium
YEARLESS = re.compile(r"XXXX-(?:\d\d|XX)(?:-(?:\d\d|XX))?")
BEFORE_CHRIST = re.compile(r"BC(\d{4})")
MOST_CHOICES = 62  # more days are no useful set


def to_edtf(
    type_: str, value: str, interval: Interval | None, *, mod: str | None = None, candidates: Sequence[Interval] = ()
) -> str | None:
    """The expression in EDTF; None for what EDTF cannot say (lengths of time, what recurs, vague references without days).

    Args:
        type_: TIMEX3 type.
        value: TIMEX3 value.
        interval: the days that it denotes (inclusive ISO days), if they are known.
        mod: TIMEX3 mod; a part of a unit ("START") is given as its days, "APPROX" by "~".
        candidates: days that remain possible where the value is symbolic; one of them is the truth.
    """
    if type_ == "SET":
        return None
    if type_ == "DURATION":
        return _range(interval)
    written = _value(value, interval, mod)
    if written is not None:
        return f"{written}~" if mod == "APPROX" and "/" not in written and "T" not in written else written
    if candidates and len(candidates) <= MOST_CHOICES:
        return _one_of(candidates)
    if value.startswith("XXXX") and set(value) <= set("X-"):
        return None
    return value if YEARLESS.fullmatch(value) else None


def _value(value: str, interval: Interval | None, mod: str | None) -> str | None:
    if mod in {"START", "MID", "END"} and interval is not None and "T" not in value:
        return _range(interval)
    if PLAIN.fullmatch(value):
        return value
    if clock := CLOCK.fullmatch(value):
        return _clock(*clock.groups())
    if part := PART_OF_YEAR.fullmatch(value):
        return f"{part[1]}-{(SEASONS | QUARTERS | HALVES)[part[2]]}"
    if UNSPECIFIED.fullmatch(value):
        return value + "X" * (4 - len(value))
    if before := BEFORE_CHRIST.fullmatch(value):
        year = 1 - int(before[1])  # EDTF counts a year 0, which is 1 BC
        return f"-{-year:04}" if year else "0000"
    return _range(interval)


def _clock(day: str, hour: str, minute: str) -> str:
    """Level 0 writes seconds, and knows no hour 24: the end of a day is the day."""
    return f"{day}T{hour}:{minute}:00" if int(hour) < 24 else day


def _range(interval: Interval | None) -> str | None:
    """One day as such, several as an interval; an open side is ".."."""
    if interval is None or (interval.start is None and interval.end is None):
        return None
    if interval.start == interval.end:
        return interval.start
    return f"{interval.start or '..'}/{interval.end or '..'}"


def _one_of(candidates: Sequence[Interval]) -> str | None:
    """Level 2: one member of a set of days; longer candidates are written as stretches of the set."""
    choices = []
    for candidate in candidates:
        if candidate.start is None or candidate.end is None:
            return None
        choices.append(candidate.start if candidate.start == candidate.end else f"{candidate.start}..{candidate.end}")
    return f"[{','.join(dict.fromkeys(choices))}]"
