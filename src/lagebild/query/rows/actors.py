"""Who takes part, and what stands between them."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.layers import Role, TieParty
from lagebild.model.picture import Difference, TieInterval, TieStep
from lagebild.query.rows.told import Citation


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor over all articles; `known`: it stands in the knowledge tables or the user's own."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str
    known: bool
    names: tuple[str, ...]  # as the articles write it
    mentions: int
    articles: int
    events: int
    statements: int


@dataclass(frozen=True, slots=True)
class ActorDetail:
    """An actor with its offices and the articles that mention it."""

    actor: ActorRow
    source: str | None
    roles: tuple[Role, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TieRow:
    """A standing relation over all articles that state it; `since` and `until`: TIMEX3 values in the precision of the texts."""

    id: str
    kind: str
    parties: tuple[TieParty, ...]
    levels: tuple[str, ...]
    status: str
    since: str | None
    until: str | None
    sources: int
    articles: tuple[str, ...]
    evidence: tuple[Citation, ...]
    history: tuple[TieStep, ...]
    intervals: tuple[TieInterval, ...]
    differences: tuple[Difference, ...]
