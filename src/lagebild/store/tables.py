"""The Delta tables of a store: opened, written, changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError
from pydantic import TypeAdapter

from lagebild.errors import StoreError
from lagebild.store.row_change import RowChange, conditions_of
from lagebild.store.rows import TABLES
from lagebild.store.schema import schema_of

TABLE_PROPERTIES = {
    "delta.dataSkippingNumIndexedCols": "1",  # statistics of the id only: none of an article's words in the log
    "delta.logRetentionDuration": "interval 0 days",  # so that a removed article leaves no trace
}
LATER_TABLES = frozenset(TABLES) - {"readings", "judgements", "runs"}  # made when missing: not in the stores of before
ROW_GROUP = 8192  # rows whose statistics say whether a query needs them
FILE_BYTES = 8 << 20  # of a file of a derived table: a change writes those anew in which rows go
LOG = "_delta_log"
CHECKPOINT_VERSIONS = 100  # after so many Delta Lake writes down what there is
MOST_FILES = 48  # of a derived table; more are put together
_WRITER = WriterProperties(compression="ZSTD", max_row_group_size=ROW_GROUP)
_KEEP_LOG = PostCommitHookProperties(cleanup_expired_logs=False)  # of the picture that readers see until the next is shown


class Tables:
    """The tables in a folder, by their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        """Make the tables that there are not.

        Raises:
            DeltaError: if one cannot be made.
        """
        for name, record in TABLES.items():
            DeltaTable.create(self._path(name), schema_of(record), mode="ignore", configuration=TABLE_PROPERTIES)

    def _path(self, table: str) -> str:
        return str(self.folder.resolve() / table)

    def open(self, name: str, *, version: int | None = None) -> DeltaTable:
        """The Delta table of that name as last committed, or a version of it; a table that older stores lack is made."""
        try:
            if name in LATER_TABLES and not DeltaTable.is_deltatable(self._path(name)):
                DeltaTable.create(self._path(name), schema_of(TABLES[name]), mode="ignore", configuration=TABLE_PROPERTIES)
            return DeltaTable(self._path(name), version=version)
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} cannot be read: {exc}") from exc

    def last_version(self, name: str) -> int:
        """The version as last committed, read off the names of the log: quick."""
        if name in LATER_TABLES and not (self.folder / name / LOG).exists():
            self.open(name)
        return max(self._log_of(name), default=0)

    def _log_of(self, name: str) -> Iterator[int]:
        """The versions that the log of a table still knows, in no particular order."""
        return (int(file.stem) for file in (self.folder / name / LOG).glob("*.json") if file.stem.isdigit())

    def files_of(self, name: str, version: int) -> list[str]:
        """The Parquet files of a version of a table."""
        return [unquote(uri.removeprefix("file://")) for uri in self.open(name, version=version).file_uris()]

    def replace(self, name: str, rows: Sequence[Any]) -> int:
        """Overwrite a table; what comes back is its new version."""
        try:
            write_deltalake(
                self.open(name),
                arrow_of(name, rows),
                mode="overwrite",
                schema_mode="overwrite",
                writer_properties=_WRITER,
                target_file_size=FILE_BYTES,
                post_commithook_properties=_KEEP_LOG,
            )
            return self.open(name).version()
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} could not be written: {exc}") from exc

    def change(self, name: str, change: RowChange) -> None:
        """Take rows out of a table and put others in."""
        table = self.open(name)
        try:
            for condition in conditions_of(change) if table.file_uris() else ():
                table.delete(condition, writer_properties=_WRITER, post_commithook_properties=_KEEP_LOG)
            if change.come:
                write_deltalake(
                    table,
                    arrow_of(name, change.come),
                    mode="append",
                    schema_mode="merge",
                    writer_properties=_WRITER,
                    post_commithook_properties=_KEEP_LOG,
                )
            if len(table.file_uris()) > MOST_FILES:
                table.optimize.compact(target_size=FILE_BYTES, writer_properties=_WRITER, post_commithook_properties=_KEEP_LOG)
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} could not be changed: {exc}") from exc

    def delete(self, name: str, condition: str) -> None:
        """Take the rows of a condition in SQL out of a table."""
        try:
            self.open(name).delete(condition)
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} could not be changed: {exc}") from exc

    def delete_files(self, name: str, *, hours: int) -> int:
        """Delete the files that went so many hours ago; what comes back is the version then, as deleting is one of its own."""
        table = self.open(name)
        try:
            table.vacuum(
                retention_hours=hours, dry_run=False, enforce_retention_duration=False, post_commithook_properties=_KEEP_LOG
            )
        except DeltaError as exc:
            raise StoreError(f"old files of table {name} in {self.folder} could not be deleted: {exc}") from exc
        return table.version()

    def forget_log(self, name: str, *, wholly: bool = False) -> None:
        """Delete the log of versions before the last checkpoint, if there is one; `wholly`: of all versions but the last."""
        if not wholly and len(list(self._log_of(name))) <= CHECKPOINT_VERSIONS:
            return
        table = self.open(name)
        try:
            if wholly:
                table.create_checkpoint()
            table.cleanup_metadata()
        except DeltaError as exc:
            raise StoreError(f"the log of table {name} in {self.folder} could not be cleaned: {exc}") from exc

    def append(self, name: str, row: Any) -> None:
        """Append a row."""
        try:
            write_deltalake(
                self._path(name),
                arrow_of(name, [row]),
                mode="append",
                schema_mode="merge",
                commit_properties=CommitProperties(max_commit_retries=20),
            )
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} could not be written: {exc}") from exc


@lru_cache(maxsize=64)
def rows_adapter(record: type) -> TypeAdapter[Any]:
    """What checks and takes apart lists of a record."""
    return TypeAdapter(list[record])  # type: ignore[valid-type]


def arrow_of(name: str, rows: Sequence[Any]) -> pa.Table:
    """Records as a table; pydantic takes nested records apart a good deal faster than `dataclasses.asdict`."""
    record = TABLES[name]
    return pa.Table.from_pylist(rows_adapter(record).dump_python(list(rows), warnings=False), schema=schema_of(record))
