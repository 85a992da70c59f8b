"""The rows of the tables: what each table holds, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagebild.knowledge.overlay import OwnActor
from lagebild.model.layers import StageFailure
from lagebild.model.picture import Event, MergedTie, Story
from lagebild.model.reading import Reading


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One article with everything that was read out of it: a commit holds all of it or nothing."""

    article_id: str
    known_on: str | None  # first day on which it can have been published; None: unknown
    outlet: str | None
    title: str | None
    version: str
    reading: Reading


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
class JudgedActor:
    """Who a mention refers to by a judgement, as known on the day of judging."""

    id: str
    name: str
    kind: Literal["state", "organisation", "person", "group", "other"]
    country: str | None
    sector: str
    known: bool


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A person's decision; it wins over the machine and survives every rebuild. Times are UTC, ISO 8601."""

    judgement_id: str
    kind: str  # accept, reject: a claim; link: a mention or an actor of an article; undo: either
    target_id: str  # claim id, or article id + ":" + "begin-end" of the mention or the actor's id
    author: str
    reason: str
    made_at: str
    undone: bool
    actor: JudgedActor | None = None  # of kind link: who is meant; None: nobody


@dataclass(frozen=True, slots=True)
class OwnActorRow:
    """An actor of the user's own data, which links of this store use. `added_at` is UTC, ISO 8601."""

    actor_id: str
    added_at: str
    actor: OwnActor


@dataclass(frozen=True, slots=True)
class RunRow:
    """One call of `read`: versions, counts and failures."""

    run_id: str
    started_at: str
    version: str
    read: int
    known: int
    failed: int
    failures: tuple[StageFailure, ...]


TABLES: dict[str, type] = {
    "readings": ReadingRow,
    "events": Event,
    "event_claims": EventClaimRow,
    "stories": Story,
    "actors": ActorRow,
    "ties": MergedTie,
    "judgements": JudgementRow,
    "runs": RunRow,
    "own_actors": OwnActorRow,
}
