"""Records on a shelf, by key: read when they are asked for, written when they are put."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, NoReturn, TypeVar, cast

from pydantic import TypeAdapter

from lagebild.merge.shelf import Shelf

Key = TypeVar("Key", bound=Hashable)
Record = TypeVar("Record")


class Looked(Mapping[Key, Record], Generic[Key, Record]):
    """Records that are looked up by key and never listed: there may be more than memory holds."""

    def __iter__(self) -> NoReturn:
        raise TypeError("these records are looked up, never listed")

    def __len__(self) -> NoReturn:
        raise TypeError("these records are looked up, never counted")

    def __bool__(self) -> bool:
        return True


class Found(Looked[Key, Record]):
    """Records that a function finds, None where there is none; they are not kept."""

    def __init__(self, find: Callable[[Key], Record | None]) -> None:
        self._find = find

    def __getitem__(self, key: Key) -> Record:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found


class Records(Looked[str, Record]):
    """Records of one kind on a shelf: each is read at most once, and written only where it differs.

    What was read stays in memory as long as this is used: for one update, not longer. It is not to be changed.
    """

    def __init__(self, shelf: Shelf, kind: str, record: Any) -> None:
        """The records of a kind. `record`: the type of its records, a dataclass or what pydantic knows."""
        self._shelf, self._kind = shelf, kind
        self._adapter: TypeAdapter[Record] = _adapter_of(record)
        self._known: dict[str, Record | None] = {}

    def __getitem__(self, key: str) -> Record:
        if key not in self._known:
            text = self._shelf.get(self._kind, key)
            self._known[key] = None if text is None else self._adapter.validate_json(text)
        value = self._known[key]
        if value is None:
            raise KeyError(key)
        return value

    def many(self, keys: Iterable[str]) -> dict[str, Record]:
        """The records of those of the keys that have one."""
        wanted = list(dict.fromkeys(keys))
        missing = [key for key in wanted if key not in self._known]
        texts = self._shelf.many(self._kind, missing)
        for key in missing:
            self._known[key] = self._adapter.validate_json(texts[key]) if key in texts else None
        return {key: value for key in wanted if (value := self._known[key]) is not None}

    def put(self, key: str, value: Record | None) -> bool:
        """Set a record, None to have none; whether that is another one than before."""
        if self.get(key) == value:
            return False
        self._known[key] = value
        if value is None:
            self._shelf.drop(self._kind, key)
        else:
            self._shelf.put(self._kind, key, self._adapter.dump_json(value).decode())
        return True

    def drop(self, key: str) -> bool:
        """Take a record away; whether there was one."""
        return self.put(key, None)


class Lookup(Looked[str, Record]):
    """Records that somebody else looks up, several at a time."""

    def __init__(self, find: Callable[[Iterable[str]], Mapping[str, Record]]) -> None:
        self._find = find
        self._known: dict[str, Record] = {}

    def __getitem__(self, key: str) -> Record:
        if key not in self._known:
            self._known.update(self._find([key]))
        return self._known[key]

    def many(self, keys: Iterable[str]) -> dict[str, Record]:
        """The records of those of the keys that have one."""
        wanted = list(dict.fromkeys(keys))
        missing = [key for key in wanted if key not in self._known]
        if missing:
            self._known.update(self._find(missing))
        return {key: self._known[key] for key in wanted if key in self._known}

    def forget(self) -> None:
        """Look everything up again when it is asked for."""
        self._known.clear()


@lru_cache(maxsize=64)
def _adapter_of(record: Any) -> TypeAdapter[Any]:
    return TypeAdapter(record)


def as_str(keys: Iterable[object]) -> set[str]:
    """Items of a shelf that are texts."""
    return {cast("str", key) for key in keys}
