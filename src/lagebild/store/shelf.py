"""A shelf on disk: one SQLite file beside the tables, from which an update of the picture reads what it touches."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from lagebild.errors import BrokenError, StoreError
from lagebild.merge.days import ANY, Window
from lagebild.merge.shelf import Item

SHORT_DAYS = 500  # longer windows are looked through whole; they are few
FAR = 10**7  # behind every day
COMPRESSED_FROM = 200  # characters
AT_ONCE = 500  # keys in one question
CACHE_PAGES = -64_000  # kibibytes, as SQLite counts them
PATIENCE_SECONDS = 60.0  # for another process that writes; an update takes some seconds
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
SCHEMA = (
    "create table if not exists kinds (number integer primary key, name text not null unique)",
    "create table if not exists held (kind integer not null, key not null, value not null, primary key (kind, key))",
    """
    create table if not exists places (
        kind integer not null, long integer not null, block integer not null, start integer not null, item not null,
        end integer not null, primary key (kind, long, block, start, item, end)
    ) without rowid
    """,
)
PUT = "insert into held values (?, ?, ?) on conflict (kind, key) do update set value = excluded.value"
TOUCHING = "select item from places where kind = ? and long = ? and block = ? and start between ? and ? and end >= ?"


@lru_cache(maxsize=1 << 16)
def _number_of(block: str) -> int:
    """64 bits of a block. Two that are taken for one would be looked at together and told apart by whoever asked."""
    return int.from_bytes(blake2b(block.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _packed(value: str) -> str | bytes:
    return zlib.compress(value.encode("utf-8", "surrogatepass"), 1) if len(value) >= COMPRESSED_FROM else value


def _unpacked(value: str | bytes) -> str:
    return value if isinstance(value, str) else zlib.decompress(value).decode("utf-8", "surrogatepass")


class DiskShelf:
    """Values and items in a SQLite file. What is written is there for others after `commit`; removed values are overwritten."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it; nobody else can until it is closed.

        Raises:
            BrokenError: if it is no such file, or damaged.
            StoreError: if it cannot be written, or another process is writing to it.
        """
        self._path = path
        try:
            self._base = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE_SECONDS)
            self._base.execute("pragma secure_delete = on")
            self._base.execute(f"pragma cache_size = {CACHE_PAGES}")
            self._base.execute("pragma synchronous = normal")
            self._base.execute("begin immediate")
            for statement in SCHEMA:
                self._base.execute(statement)
            self._kinds: dict[str, int] = dict(self._base.execute("select name, number from kinds"))
        except sqlite3.Error as exc:
            raise self._error(exc, "used") from exc

    def _error(self, exc: sqlite3.Error, done: str) -> StoreError:
        """What an error means for the store; `done`: what the file could not be."""
        code = getattr(exc, "sqlite_errorcode", 0) & 0xFF  # the kind, without the details
        if code == sqlite3.SQLITE_BUSY:
            return StoreError(f"another process is changing the picture ({self._path}); try again when it is done")
        return (BrokenError if code in BROKEN else StoreError)(f"{self._path} cannot be {done}: {exc}")

    def close(self, *, commit: bool) -> None:
        """Close the file, with what was written or without it."""
        try:
            if commit:
                self._base.execute("commit")
        except sqlite3.Error as exc:
            raise self._error(exc, "written") from exc
        finally:
            self._base.close()

    def _kind(self, name: str) -> int:
        if name not in self._kinds:
            self._write("insert into kinds values (?, ?)", [(len(self._kinds) + 1, name)])
            self._kinds[name] = len(self._kinds) + 1
        return self._kinds[name]

    def _rows(self, sql: str, values: Iterable[Any]) -> Iterator[Any]:
        try:
            yield from self._base.execute(sql, tuple(values))
        except sqlite3.Error as exc:
            raise self._error(exc, "read") from exc

    def _write(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        try:
            self._base.executemany(sql, rows)
        except sqlite3.Error as exc:
            raise self._error(exc, "written") from exc

    def get(self, kind: str, key: Item) -> str | None:
        for (value,) in self._rows("select value from held where kind = ? and key = ?", (self._kind(kind), key)):
            return _unpacked(value)
        return None

    def many(self, kind: str, keys: Iterable[Item]) -> dict[Item, str]:
        found: dict[Item, str] = {}
        wanted = iter(dict.fromkeys(keys))
        while some := tuple(islice(wanted, AT_ONCE)):
            marks = ", ".join("?" * len(some))
            sql = f"select key, value from held where kind = ? and key in ({marks})"  # noqa: S608  (question marks only)
            found.update((key, _unpacked(value)) for key, value in self._rows(sql, (self._kind(kind), *some)))
        return found

    def put(self, kind: str, key: Item, value: str) -> None:
        self._write(PUT, [(self._kind(kind), key, _packed(value))])

    def drop(self, kind: str, key: Item) -> None:
        self._write("delete from held where kind = ? and key = ?", [(self._kind(kind), key)])

    def _places(self, kind: str, item: Item, blocks: Iterable[str], window: Window) -> Iterator[tuple[Any, ...]]:
        start, end = window.start or 0, window.end or FAR
        number, long = self._kind(kind), int(end - start > SHORT_DAYS)
        return ((number, long, _number_of(block), start, item, end) for block in set(blocks))

    def add(self, kind: str, item: Item, blocks: Iterable[str], window: Window = ANY) -> None:
        self._write("insert or ignore into places values (?, ?, ?, ?, ?, ?)", self._places(kind, item, blocks, window))

    def remove(self, kind: str, item: Item, blocks: Iterable[str], window: Window = ANY) -> None:
        sql = "delete from places where kind = ? and long = ? and block = ? and start = ? and item = ? and end = ?"
        self._write(sql, self._places(kind, item, blocks, window))

    def touching(self, kind: str, blocks: Iterable[str], window: Window = ANY, *, gap: int = 0) -> set[Item]:
        low = -FAR if window.start is None else window.start - gap
        high = FAR if window.end is None else window.end + gap
        number = self._kind(kind)
        found: set[Item] = set()
        for block in set(blocks):
            for long, first in ((0, low - SHORT_DAYS), (1, -FAR)):
                found.update(item for (item,) in self._rows(TOUCHING, (number, long, _number_of(block), first, high, low)))
        return found
