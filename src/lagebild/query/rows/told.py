"""What single articles say, and the articles."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.picture import DateDoubt, Party, RestsOn


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
class FromArticle:
    """Something that stands in an article, with what names that article."""

    id: str
    article_id: str
    outlet: str | None
    title: str
    url: str | None
    published_first: str | None
    published_last: str | None


@dataclass(frozen=True, slots=True)
class FromSentence(FromArticle):
    """Something that one sentence of an article says; of several sentences, the text from the first to the last."""

    sentence_number: int
    sentence: str
    sentence_begin: int
    sentence_end: int


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
class ClaimRow(FromSentence):
    """What one article says of an event, with the sentence; `begin` and `end` are those of the trigger."""

    event_id: str | None
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
class StatementRow(FromSentence):
    """A quotation. `quote` joins the quoted stretches by " … "; `begin` and `end` are those of the first and last of them.

    `about`: ids of the actors that the quoted words mention, and of their states. `first_day`, `last_day`: when it was said.
    """

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
    nested_in: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FigureRow(FromSentence):
    """A quantity with its unit, what it measures, whose it is and who gives it; `value_end` is the upper bound of a range."""

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
    rule: str


@dataclass(frozen=True, slots=True)
class Citation(FromArticle):
    """Characters of an article that say something: the source of a value. `id`: of the fact in that article."""

    begin: int
    end: int
    text: str


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
