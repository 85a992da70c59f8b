"""What an update of a desk has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Changed(Generic[Record]):
    """Records that are new or differ (`come`), and the ids of those that are no more (`gone`); none is in both."""

    come: tuple[Record, ...] = ()
    gone: tuple[str, ...] = ()
