"""Frozen dataclasses that are made by the thousand for every article."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar, cast

Record = TypeVar("Record")


def quick(cls: type[Record]) -> type[Record]:
    """A frozen dataclass with slots whose values are made in under half the time, for five fields or more.

    `dataclasses` sets each field of a frozen value with a call. Here a value is of a class without that lock, whose
    fields are set by plain assignments, until it has them all.

    Raises:
        TypeError: if the class makes defaults for each value or works something out for itself.
    """
    kind = cast("Any", cls)
    own = fields(kind)
    if hasattr(kind, "__post_init__") or any(f.default_factory is not MISSING or not f.init or f.kw_only for f in own):
        raise TypeError(f"{kind.__name__} is more than its fields")
    names = [field.name for field in own]
    known: dict[str, Any] = {  # by names that no field has
        "__become": object.__setattr__,
        "__kind": kind,
        "__open": type(f"Open{kind.__name__}", (), {"__slots__": tuple(names)}),
    }
    lines = [
        f"def __init__(self, {', '.join(names)}):",
        "__become(self, '__class__', __open)",
        *[f"self.{name} = {name}" for name in names],
        "self.__class__ = __kind",
    ]
    exec("\n    ".join(lines), known)  # noqa: S102  (names of fields only; dataclasses writes its own in the same way)
    made, usual = known["__init__"], kind.__init__
    for name in ("__defaults__", "__annotations__", "__qualname__", "__module__"):
        setattr(made, name, getattr(usual, name))
    kind.__init__ = made
    return cls
