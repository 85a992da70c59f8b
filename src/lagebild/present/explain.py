"""Why a claim is what it is: its sentence with the evidence marked, its row of the lexicon, and the reasons field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lagebild.lang.pack import LanguagePack, Row
from lagebild.model.layers import Claim, Participant, Statement, TimeExpression
from lagebild.model.reading import Reading
from lagebild.present.marks import Mark

TABLES = ("claims/verbs", "claims/lightverbs", "claims/nouns", "claims/adjectives", "claims/modals")
TOPICS = (
    "word",
    "type",
    "actor",
    "no actor",
    "recipient",
    "no recipient",
    "status",
    "date",
    "no date",
    "place",
    "source",
    "no source",
    "same event",
    "claim",
)
OTHER = "note"  # the topic of a reason that names none: what later steps added
REASON = re.compile(
    rf"(?P<topic>{'|'.join(TOPICS)})(?: (?P<about>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[^:]*))?: (?P<text>.*)", re.DOTALL
)
MATCHED = re.compile(r"('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\") \(at (\d+)\)")
SLOTS = {
    "s": "subject",
    "o": "object",
    "d": "dative",
    "gen": "genitive",
    "c": "subject of the content clause",
    "as": "phrase of comparison",
}
FLAGS = {
    "refl": "the verb is reflexive",
    "negated": "the clause is negated",
    "fut": "the clause speaks of the future",
    "pl": "the word stands in the plural",
    "court": "the sentence names a court or penalty",
    "bad": "the sentence has a word of blame",
    "good": "the sentence has a word of praise",
    "gen": "it has a genitive",
}
PARTS = {"A": "actor", "R": "recipient", "AR": "actor and recipient", "T": "no party"}
MAX_CHAIN = 20  # statements around a claim


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: the field of the claim that it is about, the words or value of the field ("" if none), and the reason."""

    topic: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """The row of the lexicon that fired, with the slots and conditions as they stand in the table and in words."""

    id: str
    table: str
    line: int
    word: str
    phrase: str
    type: str
    mode: str
    frame: str
    slots: str
    when: str
    conditions: str
    example: str


@dataclass(frozen=True, slots=True)
class Link:
    """Who a participant is: the mention that stands for it and why it means that actor."""

    part: str
    text: str
    actor_id: str | None
    name: str
    country: str | None
    sector: str
    rule: str
    why: tuple[str, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a reading says about one of its claims. `marks` are code points of the article's text.

    `statements`: those around the claim, the innermost first. `again`: later claims of the article about the same event.
    """

    reading: Reading
    claim: Claim
    begin: int
    end: int
    marks: tuple[Mark, ...]
    rule: RuleRow | None
    reasons: tuple[Reason, ...]
    links: tuple[Link, ...]
    expression: TimeExpression | None
    statements: tuple[Statement, ...]
    same_as: Claim | None
    again: tuple[Claim, ...]

    @property
    def sentence(self) -> str:
        """The sentence of the trigger."""
        return self.reading.article.text[self.begin : self.end]


def explain_claim(reading: Reading, claim: Claim, pack: LanguagePack) -> Explanation:
    """Why the claim of the reading is what it is; `pack`: of the article's language."""
    claims = {other.id: other for other in reading.claims}
    begin, end = next(
        ((s.begin, s.end) for s in reading.sentences if s.id == claim.sentence), (claim.trigger.begin, claim.trigger.end)
    )
    first = claim.same_as or claim.id
    return Explanation(
        reading=reading,
        claim=claim,
        begin=begin,
        end=end,
        marks=tuple(_marks(reading, claim)),
        rule=find_rule(pack, claim.rule),
        reasons=tuple(parse_reason(why) for why in claim.why),
        links=tuple(_links(reading, claim)),
        expression=_expression(reading, claim),
        statements=tuple(statement_chain(reading, claim)),
        same_as=claims.get(claim.same_as) if claim.same_as is not None else None,
        again=tuple(other for other in reading.claims if other.same_as == first and other.id != claim.id),
    )


def parse_reason(why: str) -> Reason:
    """A reason of a claim as its parts."""
    match = REASON.fullmatch(why)
    if match is None:
        return Reason(OTHER, "", why)
    return Reason(match["topic"], (match["about"] or "").strip("'\""), match["text"])


def find_rule(pack: LanguagePack, rule_id: str) -> RuleRow | None:
    """The row with that id in the pack's tables of claims, None where no table has it."""
    for table in TABLES:
        for row in pack.table(table):
            if row["id"] == rule_id:
                return _rule_row(table, row)
    return None


def _rule_row(table: str, row: Row) -> RuleRow:
    slots = [
        f"{SLOTS.get(slot, repr(slot))} is {PARTS.get(part, part)}"
        for slot, _, part in (cell.partition("=") for cell in row["frame"].split())
    ]
    cells: Mapping[str, str] = row
    return RuleRow(
        id=row["id"],
        table=table,
        line=row.line,
        word=cells.get("lemma", cells.get("sign", "")),
        phrase=cells.get("phrase", ""),
        type=row["type"],
        mode=row["mode"],
        frame=row["frame"],
        slots=", ".join(slots),
        when=cells.get("when", ""),
        conditions=", and ".join(_condition(cell) for cell in cells.get("when", "").split()),
        example=row["example"],
    )


def _condition(cell: str) -> str:
    """A condition of a row in words."""
    slot, _, values = cell.lstrip("!").partition(":")
    name = "a word of the sentence" if slot == "any" else SLOTS.get(slot, f"phrase after {slot!r}")
    if values:
        return f"{name} is {'not ' if cell.startswith('!') else ''}{values.replace(',', ' or ')}"
    said = FLAGS.get(slot, f"it has a {name}")
    return f"not: {said}" if cell.startswith("!") else said


def _marks(reading: Reading, claim: Claim) -> Iterator[Mark]:
    """The evidence of the claim: trigger, the other words of its row, parties, date, place, source and cue."""
    text = reading.article.text
    yield Mark(claim.trigger.begin, claim.trigger.end, "trigger", "", claim.type)
    for why in claim.why:
        for word, at in MATCHED.findall(why) if why.startswith("word: ") else ():
            begin, end = int(at), int(at) + len(word) - 2
            if text[begin:end] == word[1:-1]:
                yield Mark(begin, end, "matched", "", claim.rule)
    for part, party in _parties(claim):
        yield Mark(party.begin, party.end, part, "", party.name)
    if claim.date is not None and claim.date.text_begin is not None and claim.date.text_end is not None:
        yield Mark(claim.date.text_begin, claim.date.text_end, "date", "", f"{claim.date.start} – {claim.date.end}")
    if claim.location is not None:
        yield Mark(claim.location.begin, claim.location.end, "place", "", claim.location.country or "")
    for statement in statement_chain(reading, claim):
        if statement.cue is not None:
            yield Mark(statement.cue.begin, statement.cue.end, "cue", "", statement.type)


def _parties(claim: Claim) -> Iterator[tuple[str, Participant]]:
    yield from (("actor", party) for party in claim.actors)
    yield from (("recipient", party) for party in claim.recipients)
    if claim.reported_by is not None:
        yield "source", claim.reported_by


def _links(reading: Reading, claim: Claim) -> Iterator[Link]:
    actors = {actor.id: actor for actor in reading.actors}
    for part, party in _parties(claim):
        actor = actors.get(party.actor_id) if party.actor_id is not None else None
        mentions = () if actor is None else actor.mentions
        mention = next((m for m in mentions if (m.span.begin, m.span.end) == (party.begin, party.end)), None)
        yield Link(
            part=part,
            text=party.text,
            actor_id=party.actor_id,
            name=party.name,
            country=party.country,
            sector=party.sector,
            rule="" if mention is None else mention.rule,
            why=() if mention is None else mention.reasons,
            source=None if actor is None else actor.source,
        )


def _expression(reading: Reading, claim: Claim) -> TimeExpression | None:
    """The time expression that the date was read from: the one at its place, or the first of a range there."""
    date = claim.date
    if date is None or date.text_begin is None or date.text_end is None:
        return None
    begin, end = date.text_begin, date.text_end
    return next((time for time in reading.times if begin <= time.span.begin and time.span.end <= end), None)


def statement_chain(reading: Reading, claim: Claim) -> Iterator[Statement]:
    """The statements around the claim, the innermost first."""
    by_id = {statement.id: statement for statement in reading.statements}
    current = claim.statement
    for _ in range(MAX_CHAIN):
        if current is None or current not in by_id:
            return
        yield by_id[current]
        current = by_id[current].nested_in
