"""How a view asks its database: actors by name, one row by its id, pages of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import pyarrow as pa

from lagebild.errors import InputError, NotFoundError
from lagebild.query.database import RECORDS, Database, as_record
from lagebild.query.page import Page, make_cursor, read_cursor
from lagebild.query.parameters import Many, many
from lagebild.query.source import Readings
from lagebild.store.schema import schema_of

Row = TypeVar("Row")

NO_LIMIT = 2**62
TABLE_OF = {record: table for table, record in RECORDS.items()}
MOST_NAMED = 10_000  # names of actors kept in memory


class Asking:
    """A source of readings and the tables made from them, in one state."""

    __slots__ = ("_database", "_named", "_source")

    def __init__(self, source: Readings, database: Database) -> None:
        self._source = source
        self._database = database
        self._named: dict[str, str] = {}

    @property
    def version(self) -> str:
        """A short text that changes when the store does (fit for an ETag)."""
        return self._source.version

    def warm(self) -> None:
        """Make all tables now, so that no question has to wait for them."""
        self._database.warm()

    def schema(self, record: type) -> pa.Schema:
        """The Arrow schema of a record of `lagebild.query.rows`."""
        return schema_of(record)

    def resolve(self, names: Many) -> list[str]:
        """Actor ids for ids, codes or names, in the order given.

        Raises:
            NotFoundError: if the store knows no such actor; the message names the closest ones.
        """
        found = []
        for name in many(names):
            key = " ".join(name.split()).lower()
            if key in self._named:
                found.append(self._named[key])
                continue
            rows = self._database.ask("actor_named", {"name": key})
            if not rows:
                close = [row["name"] for row in self._database.ask("close_names", {"name": key})]
                hint = f"; did you mean {', '.join(close)}?" if close else ""
                raise NotFoundError(f"no actor {name!r} in the store{hint}")
            if len(self._named) < MOST_NAMED:
                self._named[key] = str(rows[0]["actor_id"])
            found.append(str(rows[0]["actor_id"]))
        return list(dict.fromkeys(found))

    def _page(
        self, record: type[Row], query: str, key: Sequence[str], limit: int | None, cursor: str | None, **asked: Any
    ) -> Page[Row]:
        """A page of a list: the query gives numbers of rows with their sort key, the table the rows."""
        found, more = self._keys(query, key, limit, cursor, asked)
        taken = self._database.take(TABLE_OF[record], [row["row"] for row in found])
        total = int(found[0]["total"]) if found else 0
        return Page(tuple(as_record(record, row) for row in taken), total, more, record)

    def _keys(
        self, query: str, key: Sequence[str], limit: int | None, cursor: str | None, asked: Mapping[str, Any]
    ) -> tuple[list[dict[str, Any]], str | None]:
        """The rows of a query with keys, and the cursor behind them. Raises InputError."""
        if limit is not None and limit < 1:
            raise InputError(f"limit is {limit}, it must be at least 1")
        after = read_cursor(query, cursor, len(key)) or [None] * len(key)
        places = {f"after{number}": value for number, value in enumerate(after, start=1)}
        size = NO_LIMIT if limit is None else limit
        found = self._database.ask(query, {**asked, **places, "limit": size + 1})
        if len(found) <= size or found[size].get("number", size) is None:  # a search has its facets behind the rows
            return found, None
        return [*found[:size], *found[size + 1 :]], make_cursor(query, [found[size - 1][name] for name in key])

    def _one(self, record: type[Row], query: str, what: str, row_id: str) -> Row:
        for row in self._database.ask(query, {"id": row_id}):
            return as_record(record, row)
        raise NotFoundError(f"no {what} {row_id!r} in the store")

    def _sides(self, pair: Sequence[str] | None) -> tuple[str | None, str | None]:
        if pair is None:
            return None, None
        if isinstance(pair, str) or len(pair) != 2:
            raise InputError("a pair has two actors")
        first, second = (self.resolve(name)[0] for name in pair)
        if first == second:
            raise InputError(f"{pair[0]!r} and {pair[1]!r} are the same actor, {first}")
        return first, second
