"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.query.rows.told import FromArticle


@dataclass(frozen=True, slots=True)
class Hit(FromArticle):
    """Something that a search found: `kind` is article, statement or event; `text` stands at `begin`:`end` of the article."""

    kind: str
    day: str | None  # by which hits are sorted: of the event or statement, else of the publication
    type: str | None  # of the event or statement
    text: str
    begin: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Facet:
    """How many hits of a search have one value of a property: kind, type, outlet, year."""

    property: str
    value: str
    count: int
