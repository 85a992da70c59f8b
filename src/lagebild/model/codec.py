"""Readings and pictures to JSON values and back, checked against the types (pydantic at the edge)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, cast

from pydantic import TypeAdapter

from lagebild.model.picture import Picture
from lagebild.model.reading import Reading


@lru_cache(maxsize=8)
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter({"Reading": Reading, "Picture": Picture}[name])


def to_dict(value: Reading | Picture) -> dict[str, Any]:
    """The value as plain dicts and lists, every field under its own name; `from_dict` is its inverse."""
    return cast("dict[str, Any]", _adapter(type(value).__name__).dump_python(value, mode="json"))


def reading_from_dict(data: Any) -> Reading:
    """The reading that `to_dict` gave. Raises pydantic.ValidationError if the shape is another."""
    return cast("Reading", _adapter("Reading").validate_python(data, strict=False))


def picture_from_dict(data: Any) -> Picture:
    """The picture that `to_dict` gave. Raises pydantic.ValidationError if the shape is another."""
    return cast("Picture", _adapter("Picture").validate_python(data, strict=False))


def dumps(value: Any) -> str:
    """One line of JSON, keys in the order of the record, non-ASCII characters as they are."""
    line = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    # Valid JSON may hold these line separators raw, but readers that split text into lines would break the record there.
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
