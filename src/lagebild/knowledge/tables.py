"""Reading the knowledge tables: tab-separated UTF-8 with `#` comments on top and one header line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import NamedTuple

from lagebild.errors import PackError

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Row(NamedTuple):
    """One line of a table; every reader below raises `PackError` with the file and line when the value is not valid."""

    pack: str
    file: str
    line: int
    cells: Mapping[str, str]

    def error(self, problem: str) -> PackError:
        """The error that names this line."""
        return PackError(self.pack, self.file, self.line, problem)

    def required(self, column: str) -> str:
        """The value of a column that must not be empty."""
        value = self.cells[column]
        if not value:
            raise self.error(f"{column} is empty")
        return value

    def optional(self, column: str) -> str | None:
        """The value of a column, None where the cell is empty."""
        return self.cells[column] or None

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a column that holds several, separated by `|`."""
        cell = self.cells[column]
        if not cell:
            return ()
        values = tuple(cell.split("|"))
        if "" in values:
            raise self.error(f"{column} has an empty value between separators")
        return values

    def date(self, column: str) -> str | None:
        """An ISO date of day, month or year precision, None where unknown."""
        value = self.optional(column)
        if value is not None and not DATE.fullmatch(value):
            raise self.error(f"{column} is no ISO date: {value}")
        return value

    def number(self, column: str) -> float | None:
        """A decimal number, None where unknown."""
        value = self.optional(column)
        if value is None:
            return None
        try:
            return float(value)
        except ValueError as exc:
            raise self.error(f"{column} is no number: {value}") from exc

    def choice(self, column: str, choices: frozenset[str]) -> str:
        """A value out of a closed list."""
        value = self.required(column)
        if value not in choices:
            raise self.error(f"{column} is not one of {', '.join(sorted(choices))}: {value}")
        return value


def read_rows(folder: Traversable, file: str, *, pack: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table, checked to have exactly these columns.

    Raises:
        PackError: The file is missing, not UTF-8, or a line does not fit the header.
    """
    try:
        lines = (folder / file).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise PackError(pack, file, 0, "missing or not UTF-8") from exc
    header: tuple[str, ...] | None = None
    for number, line in enumerate(lines, start=1):
        if not line or (header is None and line.startswith("#")):
            continue
        cells = line.split("\t")
        if header is None:
            header = tuple(cells)
            if header != columns:
                raise PackError(pack, file, number, f"columns must be {', '.join(columns)}")
        elif len(cells) != len(columns):
            raise PackError(pack, file, number, f"{len(cells)} cells, expected {len(columns)}")
        else:
            yield Row(pack, file, number, dict(zip(columns, cells, strict=True)))
