"""The flat tables in an in-memory DuckDB: filled once for a version of the store, asked many times."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Any, Protocol, TypeVar, cast

import duckdb
import pyarrow as pa
from pydantic import TypeAdapter

from lagebild.errors import StoreError
from lagebild.merge.intensity import scores
from lagebild.query import rows, tables
from lagebild.query.sqlfiles import read_sql, sql_for, tables_in
from lagebild.query.tables import Tables
from lagebild.query.wide import Wide
from lagebild.store.schema import schema_of

Row = TypeVar("Row")

DERIVED = frozenset(
    """
    actor_in article_list claim_list doubtful_pair event_list event_side event_told figure_owner pair pair_month promise_party
    search_place search_token search_word searchable side_name statement_party
    """.split()  # noqa: SIM905  (shorter to read)
)  # sql/derived, out of the tables of records
LAST_USE = {"search_place": "search_token"}  # a table that nothing needs once the other is there
SCORES = "plover"
"""PLOVER's scores of types and modes, as a table."""

RECORDS: dict[str, type] = {
    "article": rows.ArticleRow,
    "article_more": tables.ArticleMore,
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


class Filler(Protocol):
    """Where the tables come from."""

    def connect(self) -> duckdb.DuckDBPyConnection: ...
    def fill(self, connection: duckdb.DuckDBPyConnection, name: str) -> None: ...
    def reading(self, connection: duckdb.DuckDBPyConnection, article_id: str) -> Mapping[str, Any] | None: ...


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
        create_from(connection, name, table)
        self._made.add(name)

    def reading(self, connection: duckdb.DuckDBPyConnection, article_id: str) -> Mapping[str, Any] | None:
        """None: readings are not kept here."""


def create_from(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """A table of that name with the rows of an Arrow table."""
    connection.register("incoming", table)
    connection.execute(f"create table {name} as from incoming")
    connection.unregister("incoming")


class Database:
    """Tables by the names of `RECORDS`; every query is a file in sql/ with bound parameters. Safe to use from several threads."""

    def __init__(self, filler: Filler) -> None:
        self._filler = filler
        self._connection = filler.connect()
        self._lock = threading.Lock()
        self._derived: set[str] = set()
        self._wide: dict[str, Wide] = {}

    def ask(self, query: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows of sql/<query>.sql; tables are filled when they are first needed.

        Raises:
            StoreError: if DuckDB refuses the query, or the files of this state are gone.
        """
        sql, bound = sql_for(query, parameters)
        with self._lock:
            try:
                self._fill_all(tables_in(sql))
                cursor = self._connection.execute(sql, bound)
                names = [column[0] for column in cursor.description or ()]
                return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            except duckdb.Error as exc:
                raise StoreError(f"query {query} failed: {exc}") from exc

    def take(self, table: str, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """The rows of a table of records by their row numbers, in the order asked for.

        Raises:
            StoreError: if the files of this state are gone.
        """
        with self._lock:
            try:
                if table not in self._wide:
                    self._fill(table)
                    self._wide[table] = Wide(self._connection.table(table).to_arrow_table())
            except duckdb.Error as exc:
                raise StoreError(f"table {table} cannot be read: {exc}") from exc
            return self._wide[table].take(numbers)

    def reading(self, article_id: str) -> Mapping[str, Any] | None:
        """What was read out of an article before any judgement; None if this state has no file with it (any more)."""
        with self._lock:
            try:
                return self._filler.reading(self._connection, article_id)
            except duckdb.IOException:  # the file went with a later state
                return None

    def warm(self) -> None:
        """Make all tables before anybody waits for them. Raises StoreError if the files of this state are gone."""
        for name in sorted(RECORDS.keys() | DERIVED - LAST_USE.keys() - set(LAST_USE.values())) + sorted(LAST_USE):
            with self._lock:  # others may ask in between
                try:
                    self._fill(name)
                except duckdb.Error as exc:
                    raise StoreError(f"table {name} cannot be read: {exc}") from exc

    def _fill_all(self, names: Iterable[str]) -> None:
        for name in sorted(names):
            self._fill(name)

    def _fill(self, name: str) -> None:
        """Make a table of records, or one that follows from such."""
        if name in RECORDS:
            self._filler.fill(self._connection, name)
        elif name == SCORES and name not in self._derived:
            found = [{"type": kind, "mode": mode, "score": one.score} for (kind, mode), one in scores().items()]
            schema = pa.schema([("type", pa.string()), ("mode", pa.string()), ("score", pa.float64())])
            create_from(self._connection, name, pa.Table.from_pylist(found, schema=schema))
            self._derived.add(name)
        elif name in DERIVED and name not in self._derived:
            sql = read_sql(f"derived/{name}")
            self._fill_all(tables_in(sql))
            self._connection.execute(f"create table {name} as {sql}")  # names and SQL of ours
            self._derived.add(name)
            if name in LAST_USE:
                self._connection.execute(f"drop table {LAST_USE[name]}")


@lru_cache(maxsize=32)
def _adapter(record: type) -> tuple[TypeAdapter[Any], frozenset[str]]:
    return TypeAdapter(record), frozenset(field.name for field in fields(record))


def as_record(record: type[Row], found: Mapping[str, Any]) -> Row:
    """The record that a row of the database holds; columns that it has not are left out."""
    adapter, names = _adapter(cast("type", record))
    value: Row = adapter.validate_python({name: value for name, value in found.items() if name in names})
    return value
