"""SQL over the tables: one DuckDB instance a store, whose views are renewed only when a table has changed."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from lagebild.errors import StoreError
from lagebild.store.rows import TABLES
from lagebild.store.schema import schema_of

BATCH_ROWS = 64  # readings fetched at a time: about 10 MB
TRIES = 3  # of reading a version while its log is being tidied
WORD = re.compile(r"\w+")


class Asker:
    """Answers queries over the tables of one folder; safe to use from several threads. It reads no other files."""

    def __init__(
        self, folder: Path, versions_of: Callable[[set[str]], dict[str, int]], files_of: Callable[[str, int], list[str]]
    ) -> None:
        """An asker of the tables in `folder`, which opens its connection at the first query.

        Args:
            folder: the only place whose files queries can read.
            versions_of: the versions of tables to be read now, of one picture; asked at every query, so it must be cheap.
            files_of: the Parquet files of a version of a table.
        """
        self._folder = folder.resolve()
        self._versions_of = versions_of
        self._files_of = files_of
        self._lock = threading.Lock()
        self._seen: dict[str, int] = {}
        self._base: duckdb.DuckDBPyConnection | None = None

    def _connect(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        connection.execute("set threads = 1")
        folder = str(self._folder).replace("'", "''")  # SET takes no bound parameters
        connection.execute(f"set allowed_directories = ['{folder}']")
        connection.execute("set enable_external_access = false")
        connection.execute("set parquet_metadata_cache = true")  # footers of Parquet files are read once
        return connection

    def rows(self, sql: str, parameters: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The rows of one SELECT over the tables by their names.

        Raises:
            StoreError: if it is no single SELECT, or DuckDB refuses it.
        """
        _check(sql)
        names = set(WORD.findall(sql)) & TABLES.keys()
        cursor = self._cursor(names)
        try:
            try:
                result = cursor.execute(sql, dict(parameters))
            except duckdb.IOException:  # a file went with an article that was removed just now
                self._seen.clear()
                cursor.close()
                cursor = self._cursor(names)
                result = cursor.execute(sql, dict(parameters))
            columns = [column[0] for column in result.description or ()]
            while rows := result.fetchmany(BATCH_ROWS):
                for row in rows:
                    yield dict(zip(columns, row, strict=True))
        except duckdb.Error as exc:
            raise StoreError(f"the query failed: {exc}") from exc
        finally:
            cursor.close()

    def _cursor(self, names: set[str]) -> duckdb.DuckDBPyConnection:
        for _ in range(TRIES):
            try:
                return self._renewed(names)
            except StoreError:  # the log of a version went with an article that was removed just now
                continue
        return self._renewed(names)

    def _renewed(self, names: set[str]) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._base is None:
                self._base = self._connect()
            # All views of before change together: a query of another thread may be about to bind to any of them.
            versions = self._versions_of(names | self._seen.keys())
            stale = {name: version for name, version in versions.items() if self._seen.get(name) != version}
            if stale:
                self._base.begin()  # other threads see all of the new views or none
                try:
                    for name, version in stale.items():
                        _view(self._base, name, self._files_of(name, version))
                    self._base.commit()
                except BaseException:
                    self._base.rollback()
                    raise
                self._seen.update(stale)
            return self._base.cursor()

    def close(self) -> None:
        """Release the memory of the connection; the next query opens a new one."""
        with self._lock:
            if self._base is not None:
                self._base.close()
            self._base = None
            self._seen.clear()


def _check(sql: str) -> None:
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as exc:
        raise StoreError(f"the query failed: {exc}") from exc
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise StoreError("the query failed: one SELECT is wanted")


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: list[str]) -> None:
    """Make a table's files visible under its name. DuckDB reads the Parquet files itself, so filters skip what they can."""
    schema = schema_of(TABLES[name])
    columns = ", ".join(f'null::{_sql_type(connection, field)} as "{field.name}"' for field in schema)
    if not files:
        connection.execute(f"create or replace view {name} as select {columns} where false")
        return
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    source = f"from read_parquet([{listed}], union_by_name = true)"
    found = {row[0] for row in connection.execute("describe " + source).fetchall()}
    if set(schema.names) <= found:
        connection.execute(f"create or replace view {name} as {source}")
        return
    # Files of before a column was added.
    connection.execute(f"create or replace view {name} as {source} union all by name select {columns} where false")


def _sql_type(connection: duckdb.DuckDBPyConnection, field: pa.Field) -> str:
    return str(connection.from_arrow(pa.schema([field]).empty_table()).types[0])
