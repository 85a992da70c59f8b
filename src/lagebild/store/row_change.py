"""What of a table goes and what comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """Rows of a table that go, by the values of their key columns, and those that come (of which none may be there already)."""

    columns: tuple[str, ...]
    gone: tuple[Key, ...]
    come: tuple[Any, ...]


def condition_of(change: RowChange) -> str:
    """The rows that go as a condition in SQL; all values are ids, codes and months, quoted all the same."""
    if len(change.columns) == 1:
        listed = ", ".join(_quoted(str(key[0])) for key in change.gone)
        return f"{change.columns[0]} in ({listed})"
    return " or ".join(f"({' and '.join(map(_equals, change.columns, key))})" for key in change.gone)


def _equals(column: str, value: str | None) -> str:
    return f"{column} is null" if value is None else f"{column} = {_quoted(value)}"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
