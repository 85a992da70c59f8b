"""The matrix of an event or tie: what each article states of it, slot by slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CellState = Literal["stated", "derived", "differs", "absent"]
EVENT_SLOTS = ("date", "place", "actors", "recipients", "status", "speaker", "figure", "wording")
TIE_SLOTS = ("level", "status", "since", "until", "speaker")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one article says in one slot.

    `state`: "stated" in its words, "derived" from them, "differs" from what most others say, "absent". `begin`, `end`: where the
    `words` stand (code points of the article's text), None where it has none for it. `why`: how the value was read.
    """

    slot: str
    article_id: str
    state: CellState
    value: str | None
    begin: int | None
    end: int | None
    why: str
    words: str | None = None
