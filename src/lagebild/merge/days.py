"""Windows of days: the arithmetic that dating and event coreference share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.packing import packed


def to_ordinal(day: str | None) -> int | None:
    """The proleptic ordinal of an ISO day, None for None."""
    return None if day is None else date.fromisoformat(day).toordinal()


def to_iso(ordinal: int | None) -> str | None:
    """The ISO day of an ordinal, None for None."""
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def weekday_of(ordinal: int) -> int:
    """1 for Monday to 7 for Sunday."""
    return (ordinal - 1) % 7 + 1


def month_of(ordinal: int) -> int:
    """1 for January to 12 for December."""
    return date.fromordinal(ordinal).month


@packed
@dataclass(frozen=True, slots=True)
class Window:
    """Inclusive days as ordinals; None on a side means open or unknown."""

    start: int | None
    end: int | None

    @property
    def bounded(self) -> bool:
        return self.start is not None and self.end is not None

    @property
    def length(self) -> int | None:
        """The number of days, None if a side is open."""
        return None if self.start is None or self.end is None else self.end - self.start + 1

    def overlaps(self, other: Window, *, gap: int = 0) -> bool:
        """Whether the two share a day, or lie at most `gap` days apart."""
        after = self.start is not None and other.end is not None and self.start - other.end > gap
        before = self.end is not None and other.start is not None and other.start - self.end > gap
        return not after and not before

    def meet(self, other: Window) -> Window | None:
        """The days in both, None if there are none."""
        if not self.overlaps(other):
            return None
        starts = [s for s in (self.start, other.start) if s is not None]
        ends = [e for e in (self.end, other.end) if e is not None]
        return Window(max(starts) if starts else None, min(ends) if ends else None)

    def contains(self, day: int) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def days(self) -> range:
        """All days of a bounded window.

        Raises:
            ValueError: if a side is open.
        """
        if self.start is None or self.end is None:
            raise ValueError("an open window has no list of days")
        return range(self.start, self.end + 1)

    def __str__(self) -> str:
        if self.start is not None and self.start == self.end:
            return str(to_iso(self.start))
        return f"{to_iso(self.start) or 'open'} to {to_iso(self.end) or 'open'}"


ANY = Window(None, None)


def hull(windows: Iterable[Window]) -> Window:
    """The smallest window around all; open where one of them is open.

    Raises:
        ValueError: if there are none.
    """
    members = list(windows)
    if not members:
        raise ValueError("no windows")
    starts = [w.start for w in members]
    ends = [w.end for w in members]
    known_starts = [s for s in starts if s is not None]
    known_ends = [e for e in ends if e is not None]
    return Window(
        min(known_starts) if len(known_starts) == len(starts) else None, max(known_ends) if len(known_ends) == len(ends) else None
    )


def window_of(value: DateValue | Publication | None) -> Window:
    """The days of a date value or publication; open where nothing is known."""
    return ANY if value is None else Window(to_ordinal(value.start), to_ordinal(value.end))
