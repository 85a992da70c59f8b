"""Reading the knowledge tables: tab-separated UTF-8 with `#` comments on top and one header line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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


class Table:
    """A table by its columns; a reader checks a whole column at once and raises the `PackError` of the first faulty row."""

    __slots__ = ("_cells", "_columns", "_file", "_lines", "_pack", "_values")

    def __init__(self, pack: str, file: str, columns: tuple[str, ...], lines: list[int], cells: list[list[str]]) -> None:
        self._pack = pack
        self._file = file
        self._columns = columns
        self._lines = lines
        self._cells = cells
        values: Iterable[tuple[str, ...]] = zip(*cells, strict=True) if cells else ((),) * len(columns)
        self._values = dict(zip(columns, values, strict=True))

    def ordered(self, order: list[int]) -> Table:
        """The same table with its rows in another order, by their numbers from 0."""
        lines, cells = [self._lines[i] for i in order], [self._cells[i] for i in order]
        return Table(self._pack, self._file, self._columns, lines, cells)

    def rows(self) -> Iterator[Row]:
        """The rows one by one, from the first."""
        for line, cells in zip(self._lines, self._cells, strict=True):
            yield Row(self._pack, self._file, line, dict(zip(self._columns, cells, strict=True)))

    def required(self, column: str) -> tuple[str, ...]:
        """The values of a column that must not be empty."""
        values = self._values[column]
        if "" in values:
            self._check(lambda row: row.required(column))
        return values

    def optional(self, column: str) -> list[str | None]:
        """The values of a column, None where a cell is empty."""
        return [value or None for value in self._values[column]]

    def many(self, column: str) -> list[tuple[str, ...]]:
        """The values of a column whose cells hold several, separated by `|`."""
        found = [tuple(cell.split("|")) if cell else () for cell in self._values[column]]
        if any("" in values for values in found):
            self._check(lambda row: row.many(column))
        return found

    def date(self, column: str) -> list[str | None]:
        """ISO dates of day, month or year precision, None where unknown."""
        values = self.optional(column)
        if not all(DATE.fullmatch(value) for value in set(values) if value is not None):
            self._check(lambda row: row.date(column))
        return values

    def number(self, column: str) -> list[float | None]:
        """Decimal numbers, None where unknown."""
        try:
            return [float(value) if value else None for value in self._values[column]]
        except ValueError:
            self._check(lambda row: row.number(column))
            raise

    def choice(self, column: str, choices: frozenset[str]) -> tuple[str, ...]:
        """Values out of a closed list."""
        values = self._values[column]
        if not choices.issuperset(values):
            self._check(lambda row: row.choice(column, choices))
        return values

    def _check(self, read: Callable[[Row], object]) -> None:
        for row in self.rows():
            read(row)


def read_table(folder: Traversable, file: str, *, pack: str, columns: tuple[str, ...]) -> Table:
    """A table, checked to have exactly these columns.

    Raises:
        PackError: The file is missing, not UTF-8, or a line does not fit the header.
    """
    try:
        lines = (folder / file).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise PackError(pack, file, 0, "missing or not UTF-8") from exc
    first = next((number for number, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    if first < len(lines) and tuple(lines[first].split("\t")) != columns:
        raise PackError(pack, file, first + 1, f"columns must be {', '.join(columns)}")
    numbers = [number for number in range(first + 1, len(lines)) if lines[number]]
    cells = [lines[number].split("\t") for number in numbers]
    if set(map(len, cells)) - {len(columns)}:
        number, found = next((n, len(row)) for n, row in zip(numbers, cells, strict=True) if len(row) != len(columns))
        raise PackError(pack, file, number + 1, f"{found} cells, expected {len(columns)}")
    return Table(pack, file, columns, [number + 1 for number in numbers], cells)


def read_rows(folder: Traversable, file: str, *, pack: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table, checked to have exactly these columns.

    Raises:
        PackError: The file is missing, not UTF-8, or a line does not fit the header.
    """
    return read_table(folder, file, pack=pack, columns=columns).rows()
