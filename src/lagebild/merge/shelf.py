"""What a picture keeps from one update to the next: values by kind and key, items by block and days.

Whoever updates a part of the picture (`lagebild/merge/desks`) asks the shelf for what the update touches, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from lagebild.merge.days import ANY, Window

Item = str | int


class Shelf(Protocol):
    """Values and items of one picture. All values are JSON texts; a kind belongs to one desk."""

    def get(self, kind: str, key: Item) -> str | None:
        """The value, None where there is none."""

    def many(self, kind: str, keys: Iterable[Item]) -> dict[Item, str]:
        """The values of those of the keys that have one."""

    def put(self, kind: str, key: Item, value: str) -> None:
        """Set a value."""

    def drop(self, kind: str, key: Item) -> None:
        """Take a value away, if there is one."""

    def add(self, kind: str, item: Item, blocks: Iterable[str], window: Window = ANY) -> None:
        """File an item under blocks, on the days of the window."""

    def remove(self, kind: str, item: Item, blocks: Iterable[str], window: Window = ANY) -> None:
        """Take an item away that was filed so; the window is that of filing."""

    def touching(self, kind: str, blocks: Iterable[str], window: Window = ANY, *, gap: int = 0) -> set[Item]:
        """The items that share a block and lie at most `gap` days from the window."""


def move_item(shelf: Shelf, kind: str, item: Item, before: Iterable[str], after: Iterable[str]) -> None:
    """File an item under other blocks than before, on any day."""
    old, new = set(before), set(after)
    if old - new:
        shelf.remove(kind, item, old - new)
    if new - old:
        shelf.add(kind, item, new - old)
