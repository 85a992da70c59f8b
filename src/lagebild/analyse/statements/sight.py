"""A sentence cut into clauses, with the cue of each."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.analyse.statements.cues import CueHit, find_cue
from lagebild.analyse.statements.lexicon import Lexicon
from lagebild.analyse.statements.units import Unit
from lagebild.analyse.statements.view import View
from lagebild.model.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Sight:
    """A sentence (or several, when a quotation spans them) cut into units, with the cue of each unit."""

    view: View
    lexicon: Lexicon
    begin: int
    end: int
    units: list[Unit]
    hits: list[CueHit | None]


def look_at(view: View, lexicon: Lexicon, begin: int, end: int, units: list[Unit]) -> Sight:
    """The sentence with the cue of each of its units."""
    return Sight(view, lexicon, begin, end, units, [find_cue(view, unit, lexicon) for unit in units])
