"""Who took a text from whom, drawn over time: one lane for every independent origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LANE = 30.0
TOP = 24.0
LEFT = 14.0
LABEL = 300.0  # room for the names on the right
MAX_LABEL_CHARS = 42


@dataclass(frozen=True, slots=True)
class Text:
    """An article before it is drawn: `copy_of` is the article that it takes over."""

    id: str
    outlet: str
    title: str
    day: str | None
    copy_of: str | None
    agency: str


@dataclass(frozen=True, slots=True)
class Dot:
    """An article in the drawing; copies are drawn hollow."""

    id: str
    label: str
    title: str
    day: str | None
    x: float
    y: float
    copy: bool
    from_x: float | None
    from_y: float | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """The drawing. `lanes`: the height of every independent origin; `copies`: how many texts take over another."""

    dots: tuple[Dot, ...]
    width: float
    height: float
    first_day: str | None
    last_day: str | None
    origins: int
    copies: int


def build_lineage(texts: Sequence[Text], *, width: float = 960) -> Lineage:
    """The drawing of the texts: origins in the order of their days, their copies under them."""
    by_id = {text.id: text for text in texts}
    roots = sorted((t for t in texts if _root(t, by_id) == t.id), key=lambda t: (t.day or "9999", t.id))
    copies: dict[str, list[Text]] = {root.id: [] for root in roots}
    for text in texts:
        root = _root(text, by_id)
        if root != text.id:
            copies[root].append(text)
    order = [t for root in roots for t in (root, *sorted(copies[root.id], key=lambda t: (t.day or "9999", t.id)))]
    days = [text.day for text in texts if text.day is not None]
    first, last = (min(days), max(days)) if days else (None, None)
    places = {text.id: (_x(text.day, first, last, width), TOP + LANE * (row + 0.5)) for row, text in enumerate(order)}
    dots = []
    for text in order:
        x, y = places[text.id]
        source = places.get(text.copy_of) if text.copy_of is not None else None
        name = text.outlet or text.title
        label = name if len(name) <= MAX_LABEL_CHARS else name[:MAX_LABEL_CHARS] + " …"
        if text.agency:
            label += f" ({text.agency})"
        dots.append(
            Dot(
                text.id,
                label,
                text.title,
                text.day,
                x,
                y,
                text.copy_of is not None,
                None if source is None else source[0],
                None if source is None else source[1],
            )
        )
    return Lineage(tuple(dots), width, TOP + LANE * len(order) + 6, first, last, len(roots), len(texts) - len(roots))


def _root(text: Text, by_id: dict[str, Text]) -> str:
    seen = {text.id}
    while text.copy_of is not None and text.copy_of in by_id and text.copy_of not in seen:
        text = by_id[text.copy_of]
        seen.add(text.id)
    return text.id


def _x(day: str | None, first: str | None, last: str | None, width: float) -> float:
    room = width - LEFT - LABEL
    if day is None or first is None or last is None:
        return LEFT + room
    start, span = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
    return round(LEFT + (room * (date.fromisoformat(day) - start).days / span if span else 0), 1)
