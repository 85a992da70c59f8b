"""What a query gives back: small frozen records, flat enough for a table.

In every record `begin` and `end` count code points of the article's text, `first_day` and `last_day` are inclusive ISO days of
what is told, `published_first` and `published_last` those on which the article can have been published. None: not known.
"""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.layers import Role, TieParty
from lagebild.model.picture import DateDoubt, Difference, Party, PromiseEvidence, RestsOn, StatusStep, TieInterval, TieStep


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article. `origin`: the article (or agency) that it counts as; `copy_of`: the article that it is a copy of."""

    id: str
    given_id: str | None
    title: str
    outlet: str | None
    url: str | None
    language: str
    published_first: str | None
    published_last: str | None
    published_basis: str
    origin: str
    copy_of: str | None
    story_id: str | None
    agencies: tuple[str, ...]
    machine_translated: bool
    characters: int
    claims: int
    statements: int
    figures: int
    ties: int


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """An article with what it takes from others, and with the words of it that do not go with its date."""

    article: ArticleRow
    rests_on: tuple[RestsOn, ...]
    date_doubts: tuple[DateDoubt, ...]


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
class ClaimParty:
    """Who takes part by the words of one article; `begin` and `end`: the words that say so."""

    actor_id: str | None
    name: str
    country: str | None
    sector: str
    text: str
    begin: int
    end: int
    implicit: bool


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What one article says of an event, with the sentence; `begin` and `end` are those of the trigger."""

    id: str
    event_id: str | None
    article_id: str
    outlet: str | None
    title: str
    url: str | None
    published_first: str | None
    published_last: str | None
    sentence_number: int
    sentence: str
    sentence_begin: int
    sentence_end: int
    trigger: str
    begin: int
    end: int
    type: str
    mode: str | None
    status: str
    first_day: str | None
    last_day: str | None
    date_basis: str | None
    date_text: str | None
    date_text_begin: int | None
    date_text_end: int | None
    date_why: str | None
    actors: tuple[ClaimParty, ...]
    recipients: tuple[ClaimParty, ...]
    place: str | None
    place_country: str | None
    reported_by: str | None
    reported_by_id: str | None
    statement_id: str | None
    echo: bool
    rule: str
    confidence: float
    score: float | None  # of the place in the event; None outside of events
    why: tuple[str, ...]
    merge_why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventDetail:
    """An event with everything behind it: claims by publication, differences between sources, history of its status."""

    event: EventRow
    date_why: str | None
    claims: tuple[ClaimRow, ...]
    differences: tuple[Difference, ...]
    history: tuple[StatusStep, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A quotation. `quote` joins the quoted stretches by " … "; `begin` and `end` are those of the first and last of them.

    `about`: ids of the actors that the quoted words mention, and of their states. `first_day`, `last_day`: when it was said.
    """

    id: str
    article_id: str
    outlet: str | None
    title: str
    url: str | None
    published_first: str | None
    published_last: str | None
    type: str
    quote: str
    begin: int
    end: int
    direct: tuple[str, ...]
    speakers: tuple[Party, ...]
    speaker_text: str | None
    addressee: Party | None
    cue: str | None
    medium: str | None
    via: str | None
    about: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    sentence_number: int
    sentence: str
    sentence_begin: int
    sentence_end: int
    nested_in: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A quantity with its unit, what it measures, whose it is and who gives it; `value_end` is the upper bound of a range."""

    id: str
    article_id: str
    outlet: str | None
    title: str
    url: str | None
    published_first: str | None
    published_last: str | None
    text: str
    begin: int
    end: int
    value: float | None
    value_end: float | None
    unit: str
    comparator: str
    measures: str | None
    of: tuple[Party, ...]
    first_day: str | None
    last_day: str | None
    source: str | None
    sentence_number: int
    sentence: str
    sentence_begin: int
    sentence_end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters of an article that say something: the source of a value."""

    article_id: str
    outlet: str | None
    title: str
    url: str | None
    published_first: str | None
    published_last: str | None
    begin: int
    end: int
    text: str


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


@dataclass(frozen=True, slots=True)
class DyadRow:
    """What happened between two sides in a month, counted by class. `month` is None for events not known to lie in one month.

    A side is the state that a party belongs to, or the party itself where it belongs to none. `events`: occurred and ongoing
    ones; `other`: planned, possible and denied ones, which no class counts. The scores are sums of PLOVER's scores of those that
    count, of cooperation (positive) and of conflict (negative).
    """

    a: str
    b: str
    a_name: str
    b_name: str
    month: str | None
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    other: int
    cooperation_score: float
    conflict_score: float


@dataclass(frozen=True, slots=True)
class FigureDifferenceRow:
    """Figures of several articles on one matter, compared; `compatible`: all can be true."""

    measures: str
    figures: tuple[FigureRow, ...]
    compatible: bool
    why: str


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two claims of different articles, by their ids: merged with a low `score`, or kept apart although they look alike."""

    claim: str
    other: str
    score: float | None
    is_merged: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found: `kind` is article, statement or event; `text` stands at `begin`:`end` of the article."""

    kind: str
    id: str
    article_id: str
    outlet: str | None
    title: str
    url: str | None
    published_first: str | None
    published_last: str | None
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
