"""Copies of frozen values with some fields changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

Value = TypeVar("Value")


def replaced(value: Value, **changes: Any) -> Value:
    """The value with these fields changed, as `dataclasses.replace` makes it, in half the time.

    Only for values of two or more fields.

    Raises:
        KeyError: if there is no such field.
    """
    kind: Any = type(value)
    places, values_of = _fields_of(kind)
    values = [*values_of(value)]
    for name, changed in changes.items():
        values[places[name]] = changed
    made: Value = kind(*values)
    return made


@cache
def _fields_of(kind: Any) -> tuple[dict[str, int], Callable[[Any], tuple[Any, ...]]]:
    """The places of the fields that make a value, and what reads them all."""
    names = [field.name for field in fields(kind) if field.init]
    return {name: place for place, name in enumerate(names)}, attrgetter(*names)
