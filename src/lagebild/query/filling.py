"""The tables of a view made by SQL out of the tables of a store: each when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any
from urllib.parse import unquote

import duckdb
import pyarrow as pa
from pydantic import TypeAdapter

from lagebild.model.reading import Reading
from lagebild.query.sqlfiles import read_sql, tables_in
from lagebild.store import Store
from lagebild.store.rows import TABLES, ReadingRow
from lagebild.store.schema import schema_of
from lagebild.store.snapshot import Snapshot

READINGS = "readings"
PICTURE = "picture_"  # in front of the store's own names
PER_ARTICLE = frozenset({"raw_article", "raw_claim", "raw_statement", "raw_figure", "raw_tie", "raw_sentence", "raw_actor"})
PLACE = "reading_place"  # which file holds which article
DROPPED = frozenset({"raw_claim", "raw_statement", "raw_figure", "raw_sentence"})  # nothing needs them once their table is there


class StoreFiller:
    """Fills tables from one state of a store. `judged`: readings that judgements change, which stand for those of the store."""

    def __init__(self, store: Store, snapshot: Snapshot, judged: Iterable[Reading]) -> None:
        self._files = {f"{PICTURE}{name}": _files(store, name, version) for name, version in snapshot.versions.items()}
        self._files[READINGS] = _files(store, READINGS, None)
        self._folder = str(store.folder.resolve())
        self._judged = tuple(judged)
        self._made: set[str] = set()

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A connection that reads the store's files and no others."""
        connection = duckdb.connect()
        connection.execute("set threads = 1")
        folder = self._folder.replace("'", "''")  # SET takes no bound parameters
        connection.execute(f"set allowed_directories = ['{folder}']")
        connection.execute(_sql("macros"))
        for name, files in self._files.items():
            if name == READINGS:
                continue
            _show(connection, name, files)
        connection.execute("set enable_external_access = false")
        return connection

    def fill(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        """Make the table and what it needs, unless it is there."""
        if name in self._made:
            return
        sql = _sql(name)
        for needed in sorted(tables_in(sql) & _TABLES - {name}):
            self.fill(connection, needed)
        if name in PER_ARTICLE:
            self._fill_per_article(connection, name, sql)
        else:
            connection.execute(f"create table {name} as {sql}")
        self._made.add(name)
        for needed in tables_in(sql) & DROPPED:
            connection.execute(f"drop table {needed}")

    def reading(self, connection: duckdb.DuckDBPyConnection, article_id: str) -> Mapping[str, Any] | None:
        """What was read out of an article, out of the one file that holds it; None if no file has such an id.

        Planning a query over the files of all readings takes longer than a page may.
        """
        if not self._files[READINGS]:
            return None
        if PLACE not in self._made:
            connection.read_parquet(self._files[READINGS], union_by_name=True, filename=True).create_view("placed")
            connection.execute(f"create table {PLACE} as select article_id, filename from placed")  # noqa: S608  (a name of ours)
            connection.execute("drop view placed")
            self._made.add(PLACE)
        found = connection.execute(read_sql("reading_place"), {"id": article_id}).fetchall()
        if not found:
            return None
        rows = connection.execute(read_sql("reading"), {"file": found[0][0], "id": article_id}).fetchall()
        return rows[0][0] if rows else None

    def _fill_per_article(self, connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
        """From the store's readings, but from the judged ones where there are such."""
        if self._files[READINGS]:
            connection.read_parquet(self._files[READINGS], union_by_name=True).create_view("stored", replace=True)
        else:
            connection.from_arrow(schema_of(ReadingRow).empty_table()).create_view("stored", replace=True)
        ids = {"ids": [reading.article.id for reading in self._judged]}
        connection.execute("create or replace temp table judged as select unnest($ids::varchar[]) as id", ids)
        connection.execute(f"create or replace view {READINGS} as from stored where article_id not in (select id from judged)")  # noqa: S608  (names and SQL of ours)
        connection.execute(f"create table {name} as {sql}")
        if self._judged:
            incoming = _as_arrow(self._judged)
            connection.register("incoming", incoming)
            connection.execute(f"create or replace view {READINGS} as from incoming")
            connection.execute(f"insert into {name} by name {sql}")
            connection.execute(f"drop view {READINGS}")
            connection.unregister("incoming")


def _show(connection: duckdb.DuckDBPyConnection, name: str, files: list[str]) -> None:
    """Make a table of the store visible under its name, with all columns that it has today."""
    schema = schema_of(TABLES[name.removeprefix(PICTURE)])
    if not files:  # a table without a row has no file
        connection.from_arrow(schema.empty_table()).create(name)
        return
    stored = connection.read_parquet(files, union_by_name=True)
    if set(schema.names) <= set(stored.columns):
        stored.create_view(name)
        return
    stored.create_view(f"{name}_stored")  # of before a column was added
    connection.from_arrow(schema.empty_table()).create(f"{name}_empty")
    connection.execute(f"create view {name} as from {name}_stored union all by name from {name}_empty")


def _files(store: Store, name: str, version: int | None) -> list[str]:
    return [unquote(uri.removeprefix("file://")) for uri in store.table(name, version=version).file_uris()]


def _as_arrow(readings: Iterable[Reading]) -> pa.Table:
    rows = [
        ReadingRow(r.article.id, r.article.publication.start, r.article.outlet, r.article.title, r.version, r) for r in readings
    ]
    found: list[Mapping[str, object]] = TypeAdapter(list[ReadingRow]).dump_python(rows, warnings=False)
    return pa.Table.from_pylist(found, schema=schema_of(ReadingRow))


def _sql(name: str) -> str:
    return read_sql(f"tables/{name}").rstrip().rstrip(";")


_TABLES = frozenset(
    path.name.removesuffix(".sql") for path in resources.files("lagebild.query").joinpath("sql", "tables").iterdir()
) - {"macros"}
