"""Names beside the marks of a drawing, where they cover neither marks nor each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS, TURNS = 12, 6  # places tried around a mark on one circle, and circles
LETTER, LINE, GAP = 6.3, 13.0, 3.0  # width of a letter, height of a line and the distance to the mark, at 12 pixels


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share an area."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a point of its base line; `anchor` is SVG's text-anchor."""

    text: str
    x: float
    y: float
    anchor: str


def free_box(box: Box, taken: Sequence[Box], *, width: float, height: float) -> Box:
    """The box moved to the nearest place where it meets none of the others; where it is if there is none nearby."""
    size = box.right - box.left
    for turn in range(TURNS + 1):
        for step in range(STEPS if turn else 1):
            angle = 2 * math.pi * step / STEPS
            dx, dy = turn * size / 2 * math.cos(angle), turn * size / 2 * math.sin(angle)
            moved = Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)
            inside = moved.left >= 0 and moved.right <= width and moved.top >= 0 and moved.bottom <= height
            if inside and not any(moved.meets(other) for other in taken):
                return moved
    return box


def place_labels(names: Sequence[str], marks: Sequence[Box], *, width: float, height: float, most: int) -> list[Label | None]:
    """A label for each mark, the first marks first, None where there is no room or `most` have one."""
    taken: list[Box] = []
    found: list[Label | None] = []
    for name, mark in zip(names, marks, strict=True):
        label = None
        if len(taken) < most:
            for candidate, box in _candidates(name, mark):
                inside = box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= height
                if inside and not any(box.meets(other) for other in (*taken, *(m for m in marks if m is not mark))):
                    label = candidate
                    taken.append(box)
                    break
        found.append(label)
    return found


def _candidates(name: str, mark: Box) -> list[tuple[Label, Box]]:
    """Right of the mark, left, above and below."""
    wide = LETTER * len(name)
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    half = LINE / 2
    boxes = (
        ("start", Box(mark.right + GAP, y - half, mark.right + GAP + wide, y + half)),
        ("end", Box(mark.left - GAP - wide, y - half, mark.left - GAP, y + half)),
        ("middle", Box(x - wide / 2, mark.top - GAP - LINE, x + wide / 2, mark.top - GAP)),
        ("middle", Box(x - wide / 2, mark.bottom + GAP, x + wide / 2, mark.bottom + GAP + LINE)),
    )
    at = {"start": lambda box: box.left, "end": lambda box: box.right, "middle": lambda box: (box.left + box.right) / 2}
    return [(Label(name, round(at[anchor](box), 1), round(box.bottom - 3, 1), anchor), box) for anchor, box in boxes]
