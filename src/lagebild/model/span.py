"""Places in a text and days in a calendar: the two things that every value points to."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.packing import packed


@packed
@dataclass(frozen=True, slots=True)
class Span:
    """Characters [begin, end) of an article's text, in code points, with the text that stands there."""

    text: str
    begin: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.begin < other.end and other.begin < self.end


def span_of(text: str, begin: int, end: int) -> Span:
    """The span [begin, end) of `text`.

    Raises:
        ValueError: if the range is empty or reaches beyond the text.
    """
    if not 0 <= begin < end <= len(text):
        raise ValueError(f"no characters at [{begin}, {end}) of a text of {len(text)}")
    return Span(text[begin:end], begin, end)


@packed
@dataclass(frozen=True, slots=True)
class Interval:
    """Inclusive ISO days; None on a side means that this side is open or unknown."""

    start: str | None
    end: str | None

    def overlaps(self, other: Interval) -> bool:
        """Whether some day may lie in both."""
        after = self.start is not None and other.end is not None and self.start > other.end
        before = self.end is not None and other.start is not None and self.end < other.start
        return not after and not before
