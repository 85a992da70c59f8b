"""Texts whose marked stretches are followed through every edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [begin, end) of a text and what it stands for."""

    begin: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with marks. An edit that cuts through a mark drops it."""

    text: str
    marks: tuple[Mark, ...] = ()

    def assemble(self, parts: Sequence[str | tuple[int, int]]) -> Marked:
        """A new text from new words and slices of this one; the marks within a slice come with it."""
        pieces: list[str] = []
        marks: list[Mark] = []
        length = 0
        for part in parts:
            if isinstance(part, str):
                pieces.append(part)
                length += len(part)
                continue
            begin, end = part
            marks += [
                Mark(m.begin - begin + length, m.end - begin + length, m.key)
                for m in self.marks
                if begin <= m.begin and m.end <= end
            ]
            pieces.append(self.text[begin:end])
            length += end - begin
        return Marked("".join(pieces), tuple(marks))

    def substitute(self, begin: int, end: int, new: str) -> Marked:
        """The text with other words in one place; a mark around the place or exactly on it covers the new words."""
        grown = len(new) - (end - begin)
        made = self.assemble([(0, begin), new, (end, len(self.text))])
        around = [Mark(m.begin, m.end + grown, m.key) for m in self.marks if m.begin <= begin and end <= m.end and begin < end]
        kept = [m for m in made.marks if m.key not in {a.key for a in around}]
        return Marked(made.text, tuple(sorted((*kept, *around), key=lambda m: (m.begin, m.end, m.key))))

    def strip(self) -> Marked:
        """Without spaces at the ends and doubled ones."""
        result = self
        while (at := result.text.find("  ")) >= 0:
            result = result.assemble([(0, at), (at + 1, len(result.text))])
        begin = len(result.text) - len(result.text.lstrip())
        return result.assemble([(begin, len(result.text.rstrip()))])


def joined(texts: Iterable[Marked], *, between: str = " ") -> Marked:
    """Texts one after another, with their marks."""
    result = Marked("")
    for number, one in enumerate(texts):
        offset = len(result.text) + (len(between) if number else 0)
        marks = tuple(Mark(m.begin + offset, m.end + offset, m.key) for m in one.marks)
        result = Marked(result.text + (between if number else "") + one.text, (*result.marks, *marks))
    return result
