"""The rows of the tables: what each table holds, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lagebild.knowledge.overlay import OwnActor
from lagebild.model.layers import StageFailure
from lagebild.model.picture import Dyad, Event, MergedTie, Promise, Story
from lagebild.model.reading import Reading
from lagebild.store.derived import (
    ActorRow,
    ArticleRow,
    EventClaimRow,
    EventPartyRow,
    FigureDifferenceRow,
    FigureRow,
    StatementRow,
)


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
    kind: str  # accept, reject: a claim; same, apart: two; correct: a field of one; link: a mention or actor; undo: any
    target_id: str  # claim id; two with "+" between; claim id + "." + field; article id + ":" + "begin-end" or an actor's id
    author: str
    reason: str
    made_at: str
    undone: bool
    actor: JudgedActor | None = None  # of kind link: who is meant; None: nobody
    value: str | None = None  # of kind correct: what stands in the field, None: unknown; fields that hold actors have `actors`
    actors: tuple[JudgedActor, ...] = ()
    article_ids: tuple[str, ...] = ()  # the articles that it is about; of two claims in the order of the target


def judgement_row(row: Mapping[str, Any]) -> JudgementRow:
    """The judgement in a row of the table; stores of before a column was added have nothing in it."""
    actor, actors = row["actor"], row["actors"] or ()
    return JudgementRow(
        **{
            **row,
            "actor": None if actor is None else JudgedActor(**actor),
            "actors": tuple(JudgedActor(**one) for one in actors),
            "article_ids": tuple(row["article_ids"] or ()),
        }
    )


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


KEPT_TABLES: dict[str, type] = {
    "readings": ReadingRow,
    "judgements": JudgementRow,
    "runs": RunRow,
    "own_actors": OwnActorRow,
}
"""What is kept for ever; everything else follows from it."""

DERIVED_TABLES: dict[str, type] = {
    "articles": ArticleRow,
    "stories": Story,
    "events": Event,
    "event_claims": EventClaimRow,
    "event_parties": EventPartyRow,
    "ties": MergedTie,
    "actors": ActorRow,
    "statements": StatementRow,
    "figures": FigureRow,
    "figure_differences": FigureDifferenceRow,
    "promises": Promise,
    "dyads": Dyad,
}
"""The picture and what was read, in rows; all of them change together (`lagebild.store.snapshot`)."""

TABLES: dict[str, type] = KEPT_TABLES | DERIVED_TABLES
