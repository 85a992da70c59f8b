"""Stays of politicians abroad whose days are public knowledge, for the years in which all are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lagebild.knowledge.tables import read_rows
from lagebild.knowledge.values import DayInterval

COLUMNS = ("person", "host", "since", "until", "stays")
DAY_LENGTH = len("2000-01-01")


@dataclass(frozen=True, slots=True)
class KnownStays:
    """All stays (first and last ISO day) of a person in a country between `since` and `until`; other years are not known."""

    person: str
    host: str
    since: str
    until: str
    stays: tuple[DayInterval, ...]


@cache
def load_stays() -> Mapping[tuple[str, str], KnownStays]:
    """The stays by person and host country; read once in a process.

    Raises:
        PackError: The table is missing or breaks its format; file and line are named.
    """
    result: dict[tuple[str, str], KnownStays] = {}
    for row in read_rows(files("lagebild") / "knowledge" / "data", "visits.tsv", pack="knowledge", columns=COLUMNS):
        since, until = row.date("since"), row.date("until")
        stays = []
        for cell in row.many("stays"):
            first, _, last = cell.partition("/")
            if len(first) != DAY_LENGTH or len(last) != DAY_LENGTH or not (since or "") <= first <= last <= (until or ""):
                raise row.error(f"{cell!r} is no stay between {since} and {until}")
            stays.append((first, last))
        if since is None or until is None or stays != sorted(stays) or not stays:
            raise row.error("needs both bounds and stays in order")
        key = row.required("person"), row.required("host")
        if key in result:
            raise row.error("stands twice")
        result[key] = KnownStays(*key, since, until, tuple(stays))
    return result
