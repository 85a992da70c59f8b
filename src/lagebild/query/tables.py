"""The tables that queries run over, as records: those of `rows`, and some that are only for looking up."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.model.layers import Role
from lagebild.model.picture import DateDoubt, Difference, RestsOn, StatusStep
from lagebild.query.rows import (
    ActorRow,
    ArticleRow,
    ClaimRow,
    EventRow,
    FigureRow,
    PromiseRow,
    StatementRow,
    StoryRow,
    TieRow,
)


@dataclass(frozen=True, slots=True)
class ArticleMore:
    """What only the page of one article shows."""

    id: str
    rests_on: tuple[RestsOn, ...]
    date_doubts: tuple[DateDoubt, ...]


@dataclass(frozen=True, slots=True)
class PartyKey:
    """A party of an event (or speaker, owner of a figure …) under an id by which it can be asked for: its own, or its state's."""

    id: str  # of the event, statement, figure or tie
    role: str
    position: int
    key: str


@dataclass(frozen=True, slots=True)
class EventMore:
    """What only the page of one event shows."""

    id: str
    date_why: str | None
    differences: tuple[Difference, ...]
    history: tuple[StatusStep, ...]


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence, or the title (`number` -1, no place in the text), for searching."""

    article_id: str
    number: int
    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ActorName:
    """A way in which an actor is asked for, case folded."""

    name: str
    actor_id: str
    rank: int  # 0: id or code; 1: the actor's name; 2: as articles write it
    mentions: int  # of the actor


@dataclass(frozen=True, slots=True)
class ActorMore:
    """Offices and articles of an actor."""

    id: str
    source: str | None
    roles: tuple[Role, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """A comparison of figures over articles, by the ids of the figures."""

    measures: str
    figures: tuple[str, ...]
    compatible: bool
    why: str


@dataclass(slots=True)
class Tables:
    """The rows of every table."""

    article: list[ArticleRow] = field(default_factory=list)
    article_more: list[ArticleMore] = field(default_factory=list)
    event: list[EventRow] = field(default_factory=list)
    event_more: list[EventMore] = field(default_factory=list)
    claim: list[ClaimRow] = field(default_factory=list)
    statement: list[StatementRow] = field(default_factory=list)
    figure: list[FigureRow] = field(default_factory=list)
    tie: list[TieRow] = field(default_factory=list)
    actor: list[ActorRow] = field(default_factory=list)
    actor_more: list[ActorMore] = field(default_factory=list)
    actor_name: list[ActorName] = field(default_factory=list)
    story: list[StoryRow] = field(default_factory=list)
    promise: list[PromiseRow] = field(default_factory=list)
    differing: list[Differing] = field(default_factory=list)
    sentence: list[SentenceRow] = field(default_factory=list)
    event_key: list[PartyKey] = field(default_factory=list)
    statement_key: list[PartyKey] = field(default_factory=list)
    figure_key: list[PartyKey] = field(default_factory=list)
    tie_key: list[PartyKey] = field(default_factory=list)
