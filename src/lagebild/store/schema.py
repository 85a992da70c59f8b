"""Arrow schemas that follow from the records of `model`, so that a table and its record cannot drift apart."""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import lru_cache
from typing import Any

import pyarrow as pa

_SCALARS: dict[type, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


@lru_cache(maxsize=64)
def schema_of(record: type) -> pa.Schema:
    """The Arrow schema of a frozen dataclass: tuples become lists, records become structs, `T | None` nullable fields.

    Raises:
        TypeError: if a field has a type that no table can hold.
    """
    return pa.schema(_fields(record))


def _fields(record: type) -> list[pa.Field]:
    hints = typing.get_type_hints(record)
    return [pa.field(field.name, *_type(hints[field.name])) for field in dataclasses.fields(record)]


def _type(hint: Any) -> tuple[pa.DataType, bool]:
    """The Arrow type of a hint, and whether it may be null."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in arguments if a is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"no Arrow type for {hint}")
        return _type(inner[0])[0], True
    if origin is typing.Literal:
        return pa.string(), True
    if origin is tuple:
        element = arguments[0]
        return pa.list_(_type(element)[0]), True
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return pa.struct(_fields(hint)), True
    if hint in _SCALARS:
        return _SCALARS[hint], True
    raise TypeError(f"no Arrow type for {hint}")
