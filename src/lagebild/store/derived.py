"""The rows of the tables that follow from readings and picture, flat where questions are asked of them."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.picture import ArticleInPicture


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article in the picture: its dating, its lineage, its story, and how much was read out of it.

    `start`, `end`: days on which it can have been published (inclusive ISO days). `in_picture`: all that the picture says of it.
    """

    article_id: str
    given_id: str | None
    outlet: str | None
    title: str | None
    language: str
    url: str | None
    start: str | None
    end: str | None
    basis: str
    origin: str
    copy_of: str | None
    story_id: str | None
    claims: int
    statements: int
    figures: int
    ties: int
    characters: int
    machine_translated: bool
    publisher: str | None
    in_picture: ArticleInPicture


@dataclass(frozen=True, slots=True)
class EventPartyRow:
    """An actor or recipient of an event, with what lists of events are filtered by."""

    event_id: str
    side: str  # actor, recipient
    actor_id: str | None
    name: str
    country: str | None
    sector: str
    start: str | None
    end: str | None
    type: str
    mode: str | None
    status: str


@dataclass(frozen=True, slots=True)
class EventClaimRow:
    """Which claim belongs to which event, and why."""

    event_id: str
    claim_id: str
    article_id: str
    begin: int
    end: int
    echo: bool
    score: float
    why: tuple[str, ...]
    status: str | None = None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor over all articles."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    sector: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A quotation with one of its speakers (several speakers: several rows; none known: one row without).

    `begin`, `end`: from the first to the last quoted character; `text`: the quoted stretches, joined by " … " where cut.
    `day`, `day_end`: when it was said, where that is known.
    """

    article_id: str
    statement_id: str
    speaker_id: str | None
    speaker: str | None
    speaker_country: str | None
    kind: str
    cue: str | None
    begin: int
    end: int
    text: str
    sentence: int
    day: str | None
    day_end: str | None
    addressee: str | None
    via: str | None
    confidence: float
    published: str | None


@dataclass(frozen=True, slots=True)
class FigureDifferenceRow:
    """Figures of several articles on one matter, compared; the id is made of what is compared and of the wording."""

    difference_id: str
    measures: str
    figures: tuple[tuple[str, str], ...]
    compatible: bool
    why: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A quantity: value and unit as read, what it measures, whose it is, the days it is of, and who gives it."""

    article_id: str
    figure_id: str
    measures: str | None
    unit: str
    value: float | None
    value_end: float | None
    comparator: str
    countries: tuple[str, ...]
    subjects: tuple[str, ...]
    period_start: str | None
    period_end: str | None
    source: str | None
    begin: int
    end: int
    text: str
    sentence: int
    published: str | None
