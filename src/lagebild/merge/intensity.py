"""How cooperative or conflictive an event is, by PLOVER's scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from lagebild.knowledge.tables import read_rows

QuadClass = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
QUAD_CLASSES = frozenset({"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"})


@dataclass(frozen=True, slots=True)
class Intensity:
    """The quad class of an event and its score, from -10 (conflict) to +10 (cooperation)."""

    quad_class: QuadClass
    score: float


@cache
def scores() -> Mapping[tuple[str, str | None], Intensity]:
    """Class and score of every type and mode that PLOVER scores; without mode those of the type."""
    found: dict[tuple[str, str | None], Intensity] = {}
    folder = files("lagebild.merge") / "data"
    for row in read_rows(folder, "plover_scores.tsv", pack="merge", columns=("type", "mode", "class", "score")):
        score = row.number("score")
        if score is None:
            raise row.error("score is empty")
        found[row.required("type"), row.optional("mode")] = Intensity(cast("QuadClass", row.choice("class", QUAD_CLASSES)), score)
    return found


def intensity_of(event_type: str, mode: str | None) -> Intensity:
    """Class and score of a type and mode; a mode without a score of its own has that of its type.

    Raises:
        KeyError: if there is no such type.
    """
    found = scores()
    return found.get((event_type, mode)) or found[event_type, None]
