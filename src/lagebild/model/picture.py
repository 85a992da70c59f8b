"""The picture: what follows from many readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagebild.model.article import Publication
from lagebild.model.layers import DateValue, EventType, Status, TieParty


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient of an event, merged over its claims."""

    actor_id: str | None
    name: str
    country: str | None
    sector: str


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim that belongs to an event: article, claim, trigger span (code points of that article's text).

    `echo`: the article looks back at an old event and does not report it as its news. `why`: reasons in words for the merge.
    """

    article_id: str
    claim_id: str
    begin: int
    end: int
    status: Status
    date: DateValue | None
    echo: bool
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusStep:
    """What was known of an event as of a day: the status and the articles that give it."""

    status: Status
    as_of: str | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A slot in which sources say different things. `values`: article id -> what it says."""

    slot: str  # date, place, figure, participants, status, speaker, wording
    kind: str
    values: tuple[tuple[str, str], ...]
    compatible: bool
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """Claims judged to be the same happening. `origins`: independent origins (copies of one report count once)."""

    id: str
    type: EventType
    mode: str | None
    date: DateValue | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    place_country: str | None
    status: Status
    status_history: tuple[StatusStep, ...]
    claims: tuple[ClaimRef, ...]
    articles: tuple[str, ...]
    origins: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that an article shares word for word with an earlier one: code points in this article and in the other."""

    article_id: str
    begin: int
    end: int
    other_begin: int
    other_end: int


@dataclass(frozen=True, slots=True)
class ArticleInPicture:
    """An article among others: its dating with reasons, the origin that it counts as, and what it copies."""

    id: str
    given_id: str | None
    title: str | None
    outlet: str | None
    publication: Publication
    origin: str
    copy_of: str | None
    passages_from: tuple[Passage, ...]
    story: str | None


@dataclass(frozen=True, slots=True)
class Story:
    id: str
    title: str
    start: str | None
    end: str | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TieStep:
    """A beginning or end of a tie in one article; `date` as stated there (TIMEX3), `claim_id` the claim that says so, if read."""

    change: Literal["begin", "end"]
    date: str | None
    article_id: str
    claim_id: str | None


@dataclass(frozen=True, slots=True)
class MergedTie:
    """A tie over all articles that state it."""

    id: str
    kind: str
    parties: tuple[TieParty, ...]
    levels: tuple[str, ...]
    status: str
    since: str | None
    evidence: tuple[tuple[str, str], ...]  # (article id, tie id)
    origins: tuple[str, ...]
    until: str | None = None
    history: tuple[TieStep, ...] = ()  # in the order of the articles


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """Figures of several articles on one matter, compared."""

    measures: str
    figures: tuple[tuple[str, str], ...]  # (article id, figure id)
    compatible: bool
    why: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A planned event that the picture follows. `outcome`: open, kept, broken, overdue."""

    event_id: str
    announced_in: tuple[str, ...]
    due: str | None
    outcome: Literal["open", "kept", "broken", "overdue"]
    fulfilled_by: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What follows from the readings in a store, as known on `as_of` (None: from all of them)."""

    articles: tuple[ArticleInPicture, ...]
    stories: tuple[Story, ...]
    events: tuple[Event, ...]
    ties: tuple[MergedTie, ...]
    figure_differences: tuple[FigureDifference, ...]
    promises: tuple[Promise, ...]
    as_of: str | None = None
