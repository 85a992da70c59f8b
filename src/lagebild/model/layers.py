"""What is read out of one article, layer by layer: frozen values, each with evidence and rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagebild.model.edtf import to_edtf
from lagebild.model.packing import packed
from lagebild.model.quick import quick
from lagebild.model.span import Interval, Span

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "planned", "hypothetical", "denied"]
MentionKind = Literal["name", "description", "metonym", "adjective", "pronoun", "compound", "place"]
StatementType = Literal["direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"]
Comparator = Literal["exact", "about", "more than", "less than", "at least", "at most", "range", "many"]


@packed
@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the lead or body: code points [begin, end) and tokens [token_begin, token_end) of the Doc."""

    id: int
    begin: int
    end: int
    zone: str
    token_begin: int
    token_end: int


@packed
@quick
@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with its TIMEX3 reading and the days that it denotes.

    `interval` is None when the expression cannot be resolved; then `reason` says why. `precision` is the unit that
    the expression names ("day", "week", "month", "quarter", "season", "year", "decade", "century", "hour", "vague").
    `anchor` says what the value was computed from: "none" (absolute), "publication", "previous" (an earlier expression)
    or "unresolved". `candidates`: what it denotes for each day on which the article can have been published, where they differ
    and are few; the truth is one of them. `covers`: the days that the phrase around it bounds ("since 2020", "until April",
    "from January to May"), None on a side that stays open.
    """

    id: str
    span: Span
    sentence: int | None
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    interval: Interval | None
    precision: str
    anchor: str
    rule: str
    reason: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    candidates: tuple[Interval, ...] = ()
    covers: Interval | None = None

    @property
    def edtf(self) -> str | None:
        """The expression in EDTF, None where EDTF cannot say it (`lagebild.model.edtf`)."""
        return to_edtf(self.type, self.value, self.interval, mod=self.mod, candidates=self.candidates)


@packed
@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that refers to an actor. `head` is the index of its head token in the Doc.

    One mention may refer to several actors ("beide Präsidenten"): it then stands in the `mentions` of each. `antecedent`: the
    other mention that it refers back to, where its link follows from that one's (pronouns, surnames, "der Minister").
    """

    span: Span
    kind: MentionKind
    sentence: int | None
    head: int
    rule: str
    score: float
    reasons: tuple[str, ...] = ()
    zone: str = "body"
    antecedent: Span | None = None


@packed
@dataclass(frozen=True, slots=True)
class Role:
    """An office that the actor holds at the time of the article (inclusive ISO days; None where open or unknown)."""

    office: str
    country: str | None
    start: str | None
    end: str | None
    source: str


@packed
@quick
@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organisation, person or group, as this article speaks of it.

    `id` is the same in every article ("ac-CHN", "ac-xi-jinping", "ac-EU"; unknown actors get one from name and country).
    `country` is ISO 3166 alpha-3, "IGO" or None; `sector` one of the codebook's. `source`: where the actor is known from.
    """

    id: str
    name: str
    kind: Literal["state", "organisation", "person", "group", "other"]
    country: str | None
    sector: str
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...] = ()
    known: bool = True  # False: not in the knowledge, read from this article alone
    source: str | None = None


@packed
@quick
@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in its part of a claim or statement: the shortest identifying text, and who that is.

    `implicit`: the text stands outside the sentence of the trigger; `in_sentence` then says where. `why` says how it was found.
    """

    text: str
    begin: int
    end: int
    country: str | None
    sector: str
    name: str
    actor_id: str | None
    why: str
    implicit: bool = False
    in_sentence: int | None = None


@packed
@quick
@dataclass(frozen=True, slots=True)
class DateValue:
    """When something happens: inclusive ISO days, the expression it was read from, and the basis.

    `basis`: "stated" (an expression attached to the event), "mention" (another mention of the event), "sentence" (the only
    day named in the sentence or before), "publication" (the day's news, by the codebook's rule), "alike" (the stated day of an
    act like it in another sentence), "derived". A value that is not known is None as a whole, never a DateValue with a guess.
    """

    start: str | None
    end: str | None
    basis: str
    why: str
    text: str | None = None
    text_begin: int | None = None
    text_end: int | None = None


@packed
@dataclass(frozen=True, slots=True)
class Location:
    """Where something happens."""

    text: str
    begin: int
    end: int
    country: str | None


@packed
@quick
@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation with its speaker.

    `quote` are the stretches of quoted content, in order; `direct_parts` those inside quotation marks.
    `via`: who reports the words of another ("laut Staatsmedien sagte Xi"); `nested_in`: id of the statement around it.
    """

    id: str
    type: StatementType
    sentence: int
    sentence_end: int
    quote: tuple[Span, ...]
    direct_parts: tuple[Span, ...]
    cue: Span | None
    speaker: tuple[Participant, ...]
    speaker_span: Span | None  # the speaker's words in this sentence as they stand, linked or not
    addressee: Participant | None
    addressee_span: Span | None
    medium: Participant | None
    via: Participant | None
    frame: tuple[Span, ...]
    spoken_on: DateValue | None
    nested_in: str | None
    rule: str
    confidence: float
    doubts: tuple[str, ...] = ()  # what lowered the confidence


@packed
@quick
@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says happened: the codebook's record with the rule and the reasons of every slot."""

    id: str
    sentence: int
    trigger: Span
    type: EventType
    mode: str | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    location: Location | None
    date: DateValue | None
    status: Status
    reported_by: Participant | None
    same_as: str | None
    rule: str
    confidence: float
    why: tuple[str, ...]
    statement: str | None = None  # id of the statement in which it stands


@packed
@quick
@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: value and unit as read, what it measures and whose it is. `value` is None where the text gives no number."""

    id: str
    sentence: int
    span: Span
    value: float | None
    value_end: float | None  # the upper bound of a range
    unit: str
    comparator: Comparator
    measures: str | None
    measures_span: Span | None
    subjects: tuple[Participant, ...]
    period: DateValue | None
    source: Participant | None
    rule: str


@packed
@dataclass(frozen=True, slots=True)
class TieParty:
    role: str
    name: str
    country: str | None
    actor_id: str | None


@packed
@dataclass(frozen=True, slots=True)
class TieChange:
    """Words that say that a tie begins or ends, when, and the claim that was read from them, if one was."""

    change: Literal["begin", "end"]
    sentence: int
    trigger: Span
    date: str | None  # as TIMEX3 value, where the clause states it
    claim: str | None


@packed
@dataclass(frozen=True, slots=True)
class Tie:
    """A standing relation that the text states or presupposes.

    `since` and `until` are TIMEX3 values in the precision of the text, None where it does not say.
    """

    id: str
    kind: str
    parties: tuple[TieParty, ...]
    level: str | None
    status: str  # in_force, ended, planned, denied
    since: str | None
    sentence: int
    evidence: Span
    source: Participant | None
    rule: str
    confidence: float
    doubts: tuple[str, ...] = ()  # what lowered the confidence
    until: str | None = None
    changes: tuple[TieChange, ...] = ()  # in text order

    @property
    def begun_by(self) -> tuple[str, ...]:
        """Ids of the claims that begin it."""
        return tuple(c.claim for c in self.changes if c.change == "begin" and c.claim is not None)

    @property
    def ended_by(self) -> tuple[str, ...]:
        """Ids of the claims that end it."""
        return tuple(c.claim for c in self.changes if c.change == "end" and c.claim is not None)


@packed
@dataclass(frozen=True, slots=True)
class StageFailure:
    """A stage that failed on this article, and why; the other layers stand."""

    stage: str
    problem: str
