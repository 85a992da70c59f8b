"""A list of rows with its cursor, and as a table of Arrow, pandas or Polars."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from lagebild.errors import InputError, LagebildError

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped,unused-ignore]
    import polars as pl
    import pyarrow as pa

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Sequence[Row], Generic[Row]):
    """Rows in a fixed order. `total`: rows of the whole list; `next_cursor` continues it, None at its end."""

    items: tuple[Row, ...]
    total: int
    next_cursor: str | None
    record: type[Row]

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain dicts, fields in the order of the record."""
        return [asdict(row) for row in self.items]  # type: ignore[call-overload]

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table: one column a field; lists and parties stay nested."""
        import pyarrow as pa  # noqa: PLC0415

        from lagebild.store.schema import schema_of  # noqa: PLC0415

        return pa.Table.from_pylist(self.to_dicts(), schema=schema_of(cast("type", self.record)))

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas frame. Raises LagebildError if pandas is not installed (`pip install lagebild[frames]`)."""
        try:
            import pandas as pd  # noqa: PLC0415
        except ImportError as exc:
            raise LagebildError("pandas is not installed; pip install lagebild[frames]") from exc
        table = self.to_arrow()
        return pd.DataFrame(table.to_pydict(), columns=table.column_names)

    def to_polars(self) -> pl.DataFrame:
        """The rows as a Polars frame. Raises LagebildError if Polars is not installed (`pip install lagebild[frames]`)."""
        try:
            import polars as pl  # noqa: PLC0415
        except ImportError as exc:
            raise LagebildError("Polars is not installed; pip install lagebild[frames]") from exc
        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame)  # noqa: S101  (a table gives a frame, never a series)
        return frame


def make_cursor(what: str, key: Sequence[Any]) -> str:
    """Where the next page of a list begins: after the row with this sort key."""
    raw = json.dumps([what, *key], ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def read_cursor(what: str, cursor: str | None, length: int) -> list[Any] | None:
    """The sort key in a cursor of the list `what`, None for the beginning.

    Raises:
        InputError: if the cursor is not one of that list.
    """
    if cursor is None:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        found = json.loads(raw)
    except (binascii.Error, ValueError, RecursionError) as exc:
        raise InputError(f"{cursor[:40]!r} is no cursor") from exc
    if (
        not isinstance(found, list)
        or len(found) != length + 1
        or found[0] != what
        or not all(isinstance(part, str | int | float) for part in found)
    ):
        raise InputError(f"{cursor[:40]!r} is no cursor of {what}")
    return found[1:]
