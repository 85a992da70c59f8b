"""The picture: what follows from many readings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from lagebild.model.article import Publication
from lagebild.model.layers import DateValue, EventType, Status, TieParty
from lagebild.model.packing import packed
from lagebild.model.quick import quick


@packed
@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient of an event, merged over its claims."""

    actor_id: str | None
    name: str
    country: str | None
    sector: str


@packed
@quick
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


@packed
@dataclass(frozen=True, slots=True)
class StatusStep:
    """What was known of an event as of a day: the status and the articles that give it.

    `stage`: announced, possible, under way, happened, did not happen; "unknown after its date" for a last step of what was
    announced for a day that has passed without any article telling more (the articles are those that announced it).
    """

    status: Status
    as_of: str | None
    articles: tuple[str, ...]
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A slot in which sources say different things. `values`: article id -> what it says."""

    slot: str  # date, place, figure, participants, status, speaker, wording
    kind: str
    values: tuple[tuple[str, str], ...]
    compatible: bool
    why: str


@packed
@quick
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
    act: str = ""  # the kind of act that joins types: visit, meeting, signing …; else the type in small letters


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that an article shares word for word with an earlier one: code points in this article and in the other."""

    article_id: str
    begin: int
    end: int
    other_begin: int
    other_end: int


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What an article takes from somebody else.

    `kind`: "credit" (an agency or other source named with the text as a whole), "cited" (a medium that its statements name),
    "passage" (words that stand in another article), "copy" (most of its text does). `begin`, `end`: where this article says so
    or has the words; None where only the comparison of the texts shows it. `article_id`: that article, if it is in the store.
    `outlet_id`: who that is among the known outlets and agencies. `claims`: the claims that rest on it; a credit and a copy
    concern the whole article and list none.
    """

    name: str
    kind: Literal["credit", "cited", "passage", "copy"]
    begin: int | None
    end: int | None
    article_id: str | None = None
    outlet_id: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateDoubt:
    """Words of an article (code points [begin, end)) that do not go with its date, and why."""

    text: str
    begin: int
    end: int
    why: str


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
    publisher: str | None = None  # whose feeds count as one: of the table of outlets, else of the outlet's own name
    rests_on: tuple[RestsOn, ...] = ()
    date_doubts: tuple[DateDoubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about the same happenings.

    `merged_from`: ids of earlier stories that are part of it now; `split_from`: of those that it was part of.
    """

    id: str
    title: str
    start: str | None
    end: str | None
    articles: tuple[str, ...]
    merged_from: tuple[str, ...] = ()
    split_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TieStep:
    """A beginning or end of a tie in one article; `date` as stated there (TIMEX3), `claim_id` the claim that says so, if read."""

    change: Literal["begin", "end"]
    date: str | None
    article_id: str
    claim_id: str | None


@dataclass(frozen=True, slots=True)
class TieInterval:
    """A stretch in which a tie stands at one level, or in which it is only planned.

    `start` and `end`: TIMEX3 values or days, None where nobody says; the bases: "stated", "event" (the day of the event that
    begins or ends it), "next" (the next level begins then), None where there is no value. `begun_by`, `ended_by`: ids of events;
    `renewed_by`: those that began it anew or widened it while it stood. `attested_from`, `attested_to`: days by which the first
    and the last article that states it were out.
    """

    level: str | None
    status: str
    start: str | None
    end: str | None
    start_basis: str | None
    end_basis: str | None
    begun_by: tuple[str, ...]
    ended_by: tuple[str, ...]
    articles: tuple[str, ...]
    attested_from: str | None
    attested_to: str | None
    why: str
    renewed_by: tuple[str, ...] = ()


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
    intervals: tuple[TieInterval, ...] = ()  # in the order of their starts
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """Figures of several articles on one matter, compared."""

    measures: str
    figures: tuple[tuple[str, str], ...]  # (article id, figure id)
    compatible: bool
    why: str


@dataclass(frozen=True, slots=True)
class PromiseEvidence:
    """A claim that announces what is promised, that reports it as done, or that says that it did not happen."""

    article_id: str
    claim_id: str
    begin: int
    end: int
    shows: Literal["announced", "done", "not done"]


@dataclass(frozen=True, slots=True)
class Promise:
    """A planned event that the picture follows. `outcome`: open, kept, broken, overdue."""

    event_id: str
    announced_in: tuple[str, ...]
    due: str | None
    outcome: Literal["open", "kept", "broken", "overdue"]
    fulfilled_by: str | None
    why: str
    evidence: tuple[PromiseEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Dyad:
    """What happened between two actors in one month, every event counted once however many articles tell of it.

    `a`, `b`: ISO 3166 codes of states or ids of organisations, in the order of the alphabet. `month`: "YYYY-MM"; None for events
    whose days do not lie in one month. Counts by PLOVER's quad classes hold what occurred or goes on; the scores are sums of
    PLOVER's scores of cooperation (positive) and conflict (negative). Planned, hypothetical, denied events stand apart.
    `a_to_b`, `b_to_a`, `together`: how many of those that happened go which way. `echoes`: mentions that look back, `copies`:
    mentions in copies of another article; neither count.
    """

    a: str
    b: str
    month: str | None
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    cooperation_score: float
    conflict_score: float
    a_to_b: int
    b_to_a: int
    together: int
    planned: int
    hypothetical: int
    denied: int
    mentions: int
    echoes: int
    copies: int
    origins: int
    events: tuple[str, ...]


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
    dyads: tuple[Dyad, ...] = ()


LAST = "9999"  # behind every day


def event_order(event: Event) -> tuple[str, str]:
    """Where an event stands in the picture: by its first day, those without one last."""
    return (event.date.start or LAST if event.date is not None else LAST), event.id


def story_order(story: Story) -> tuple[str, str]:
    """Where a story stands in the picture: by its first day."""
    return story.start or LAST, story.id


def tie_order(tie: MergedTie) -> tuple[str, ...]:
    """Where a tie stands in the picture: by its kind and its parties."""
    return (tie.kind, *(party.country or party.actor_id or party.name for party in tie.parties), tie.id)


def promise_order(promise: Promise) -> tuple[str, str]:
    """Where a promise stands in the picture: by the day on which it is due."""
    return promise.due or LAST, promise.event_id


def dyad_order(dyad: Dyad) -> tuple[str, str, str]:
    """Where a month of a pair stands in the picture."""
    return dyad.a, dyad.b, dyad.month or LAST


def difference_order(difference: FigureDifference) -> tuple[tuple[tuple[str, str], ...], str]:
    """Where a comparison of figures stands in the picture."""
    return difference.figures, difference.why


def in_order(picture: Picture) -> Picture:
    """The picture with all its parts in their order; articles by id."""
    return replace(
        picture,
        articles=tuple(sorted(picture.articles, key=lambda article: article.id)),
        stories=tuple(sorted(picture.stories, key=story_order)),
        events=tuple(sorted(picture.events, key=event_order)),
        ties=tuple(sorted(picture.ties, key=tie_order)),
        figure_differences=tuple(sorted(picture.figure_differences, key=difference_order)),
        promises=tuple(sorted(picture.promises, key=promise_order)),
        dyads=tuple(sorted(picture.dyads, key=dyad_order)),
    )
