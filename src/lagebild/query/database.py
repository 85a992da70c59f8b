"""The flat tables in an in-memory DuckDB: filled once for a version of the store, asked many times."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol, TypeVar, cast

import duckdb
import pyarrow as pa
from pydantic import TypeAdapter

from lagebild.errors import StoreError
from lagebild.query import rows, tables
from lagebild.query.tables import Tables
from lagebild.store.schema import schema_of

Row = TypeVar("Row")

AFTER = "-- after: "
CONDITIONS = "-- conditions"
DERIVED = frozenset({"pair", "searchable", "side_name"})  # sql/derived, out of the tables of records
FROM = re.compile(r"\b(?:from|join)\s+(\w+)")

RECORDS: dict[str, type] = {
    "article": rows.ArticleRow,
    "event": rows.EventRow,
    "event_more": tables.EventMore,
    "claim": rows.ClaimRow,
    "statement": rows.StatementRow,
    "figure": rows.FigureRow,
    "tie": rows.TieRow,
    "actor": rows.ActorRow,
    "actor_more": tables.ActorMore,
    "actor_name": tables.ActorName,
    "story": rows.StoryRow,
    "promise": rows.PromiseRow,
    "differing": tables.Differing,
    "sentence": tables.SentenceRow,
    "event_key": tables.PartyKey,
    "statement_key": tables.PartyKey,
    "figure_key": tables.PartyKey,
    "tie_key": tables.PartyKey,
}


def tables_in(sql: str) -> set[str]:
    """The tables that a query of ours reads."""
    return set(FROM.findall(sql))


class Filler(Protocol):
    """Where the tables come from."""

    def connect(self) -> duckdb.DuckDBPyConnection: ...
    def fill(self, connection: duckdb.DuckDBPyConnection, name: str) -> None: ...


class RowsFiller:
    """Fills tables from rows in memory."""

    def __init__(self, filled: Tables) -> None:
        self._filled = filled
        self._made: set[str] = set()

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A connection that reaches nothing outside."""
        connection = duckdb.connect()
        connection.execute("set threads = 1")
        connection.execute("set enable_external_access = false")
        return connection

    def fill(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        """Make the table, unless it is there."""
        if name in self._made:
            return
        table = pa.Table.from_pylist([asdict(row) for row in getattr(self._filled, name)], schema=schema_of(RECORDS[name]))
        connection.register("incoming", table)
        connection.execute(f"create table {name} as from incoming")
        connection.unregister("incoming")
        self._made.add(name)


class Database:
    """Tables by the names of `RECORDS`; every query is a file in sql/ with bound parameters. Safe to use from several threads."""

    def __init__(self, filler: Filler) -> None:
        self._filler = filler
        self._connection = filler.connect()
        self._lock = threading.Lock()
        self._derived: set[str] = set()

    def ask(self, query: str, parameters: Mapping[str, Any], *, conditions: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        """The rows of sql/<query>.sql, with further conditions from files; tables are filled when they are first needed.

        Raises:
            StoreError: if DuckDB refuses the query, or the files of this state are gone.
        """
        sql = _sql(query).replace(CONDITIONS, "\n".join(map(_sql, conditions)))
        with self._lock:
            try:
                for name in sorted(tables_in(sql)):
                    self._fill(name)
                cursor = self._connection.execute(sql, dict(parameters))
                names = [column[0] for column in cursor.description or ()]
                return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            except duckdb.Error as exc:
                raise StoreError(f"query {query} failed: {exc}") from exc

    def _fill(self, name: str) -> None:
        """Make a table of records, or one that follows from such."""
        if name in RECORDS:
            self._filler.fill(self._connection, name)
        elif name in DERIVED and name not in self._derived:
            sql = _sql(f"derived/{name}")
            for needed in sorted(tables_in(sql)):
                self._fill(needed)
            self._connection.execute(f"create table {name} as {sql}")  # names and SQL of ours
            self._derived.add(name)


@lru_cache(maxsize=64)
def _sql(query: str) -> str:
    """The text of a query; one whose first line says so begins with the common tables of another file."""
    text = resources.files("lagebild.query").joinpath("sql", f"{query}.sql").read_text("utf-8")
    if text.startswith(AFTER):
        first, _, rest = text.partition("\n")
        return _sql(first.removeprefix(AFTER)) + rest
    return text


@lru_cache(maxsize=32)
def _adapter(record: type) -> tuple[TypeAdapter[Any], frozenset[str]]:
    return TypeAdapter(record), frozenset(field.name for field in fields(record))


def as_record(record: type[Row], found: Mapping[str, Any]) -> Row:
    """The record that a row of the database holds; columns that it has not are left out."""
    adapter, names = _adapter(cast("type", record))
    value: Row = adapter.validate_python({name: value for name, value in found.items() if name in names})
    return value
