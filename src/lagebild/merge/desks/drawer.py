"""Values of one kind on a shelf, as one update of a desk sees them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from lagebild.merge.shelf import Shelf

Value = TypeVar("Value")


class Drawer(Generic[Value]):
    """Values by key, each read from the shelf at most once and written only where it differs.

    It remembers what it has read: for one update, not longer. What it gives is not to be changed.
    """

    def __init__(
        self, shelf: Shelf, kind: str, read: Callable[[Any], Value] | None = None, plain: Callable[[Value], Any] | None = None
    ) -> None:
        """`read` makes a value of what JSON holds, `plain` the other way round; None: it is the same."""
        self._shelf, self._kind = shelf, kind
        self._read, self._plain = read, plain
        self._seen: dict[str, Value | None] = {}

    def many(self, keys: Iterable[str]) -> dict[str, Value]:
        """The values of those of the keys that have one, in the order of the keys."""
        wanted = list(dict.fromkeys(keys))
        unseen = [key for key in wanted if key not in self._seen]
        found = self._shelf.many(self._kind, unseen) if unseen else {}
        for key in unseen:
            self._seen[key] = self._value(found[key]) if key in found else None
        values = ((key, self._seen[key]) for key in wanted)
        return {key: value for key, value in values if value is not None}

    def get(self, key: str) -> Value | None:
        """The value, None where there is none."""
        if key not in self._seen:
            text = self._shelf.get(self._kind, key)
            self._seen[key] = None if text is None else self._value(text)
        return self._seen[key]

    def __getitem__(self, key: str) -> Value:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def put(self, key: str, value: Value | None) -> bool:
        """Set a value, None to have none; whether that is another one than before."""
        if self.get(key) == value:
            return False
        self._seen[key] = value
        if value is None:
            self._shelf.drop(self._kind, key)
        else:
            plain = value if self._plain is None else self._plain(value)
            self._shelf.put(self._kind, key, json.dumps(plain, ensure_ascii=False))
        return True

    def _value(self, text: str) -> Value:
        held = json.loads(text)
        return held if self._read is None else self._read(held)
