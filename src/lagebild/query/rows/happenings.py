"""What happened, over all articles: events, where and between whom, stories and promises."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.picture import Difference, Party, PromiseEvidence, StatusStep
from lagebild.query.rows.told import ArticleRow, ClaimRow


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with its parties. `sources`: independent origins; `quad`: the class of its type.

    `differences`: slots in which the articles say different things; `contradictions`: those that cannot all be right.
    """

    id: str
    type: str
    mode: str | None
    quad: str
    first_day: str | None
    last_day: str | None
    date_basis: str | None
    status: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    place_country: str | None
    sources: int
    claims: int
    contradictions: int
    differences: int
    reported_first: str | None  # earliest day on which an article about it can have been published
    reported_last: str | None
    articles: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventDetail:
    """An event with everything behind it: claims by publication, differences between sources, history of its status."""

    event: EventRow
    date_why: str | None
    claims: tuple[ClaimRow, ...]
    differences: tuple[Difference, ...]
    history: tuple[StatusStep, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """The events of one place: what happened by its class, and in `other` what is only planned, possible or denied.

    Without `name` only the state is known. `events`: ids, the newest first, as many as were asked for.
    """

    name: str | None
    country: str | None
    cooperation: int
    conflict: int
    other: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuadCounts:
    """Events counted by class. `events`: occurred and ongoing ones; `other`: planned, possible and denied ones.

    The scores are sums of PLOVER's scores of those that count, of cooperation (positive) and of conflict (negative).
    """

    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    other: int
    cooperation_score: float
    conflict_score: float


@dataclass(frozen=True, slots=True)
class DyadRow(QuadCounts):
    """What happened between two sides in a month, counted by class. `month` is None for events not known to lie in one month.

    A side is the state that a party belongs to, or the party itself where it belongs to none.
    """

    a: str
    b: str
    a_name: str
    b_name: str
    month: str | None


@dataclass(frozen=True, slots=True)
class StoryRow:
    """Articles about the same happenings. `sources`: independent origins.

    `merged_from`: earlier stories that are part of it now; `split_from`: those that it was part of.
    """

    id: str
    title: str
    first_day: str | None
    last_day: str | None
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    sources: int
    events: int
    merged_from: tuple[str, ...]
    split_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryDetail:
    """A story with its articles by publication and its events by day."""

    story: StoryRow
    articles: tuple[ArticleRow, ...]
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A planned event that the picture follows. `outcome`: open, kept, broken or overdue; `why` in words.

    `evidence`: claims that announce it, report it as done or say that it did not happen.
    """

    event_id: str
    type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    due: str | None
    outcome: str
    fulfilled_by: str | None
    announced_in: tuple[str, ...]
    why: str
    evidence: tuple[PromiseEvidence, ...]
