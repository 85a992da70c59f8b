"""What of a table goes and what comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Key = tuple[str | None, ...]
KEYS_AT_ONCE = 5_000  # in one condition: of some ten thousands the parser of conditions overflows its stack


@dataclass(frozen=True, slots=True)
class RowChange:
    """Rows of a table that go, by the values of their key columns, and those that come (of which none may be there already)."""

    columns: tuple[str, ...]
    gone: tuple[Key, ...]
    come: tuple[Any, ...]


def conditions_of(change: RowChange) -> Iterator[str]:
    """The rows that go as conditions in SQL; all values are ids, codes and months without "|", quoted all the same.

    By the first column files without such rows are known from their statistics.
    """
    for at in range(0, len(change.gone), KEYS_AT_ONCE):
        keys = change.gone[at : at + KEYS_AT_ONCE]
        first = _among(change.columns[0], (key[0] or "" for key in keys))
        if len(change.columns) == 1:
            yield first
            continue
        whole = ", '|', ".join(f"coalesce({column}, '')" for column in change.columns)
        yield f"{first} and {_among(f'concat({whole})', ('|'.join(value or '' for value in key) for key in keys))}"


def _among(expression: str, values: Iterable[str]) -> str:
    listed = ", ".join("'" + value.replace("'", "''") + "'" for value in dict.fromkeys(values))
    return f"{expression} in ({listed})"
