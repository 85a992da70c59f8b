"""Links that a person has overruled: the reading with other actors in the places that the judgements name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lagebild.model.layers import Actor, Claim, Figure, Mention, Participant, Statement, Tie, TieParty
from lagebild.model.reading import Reading
from lagebild.model.span import Span

MAX_GAP = 4  # characters between a name and the description beside it: a comma, blanks, quotation marks
JUDGED = 1.0
NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """A mention (code points [begin, end)), or without one every mention of the actor `old`, means `actor`; None: nobody."""

    begin: int | None
    end: int | None
    old: str | None
    actor: Actor | None
    why: str


@dataclass(frozen=True, slots=True)
class _Decisions:
    """The decisions on one reading; a decision on a mention goes before one on its actor.

    `by_antecedent`: what follows from decisions on mentions for those that refer back to them, by place and actor.
    """

    by_span: dict[tuple[int, int], LinkDecision]
    by_actor: dict[str, LinkDecision]
    by_antecedent: dict[tuple[int, int, str], LinkDecision]

    def on(self, begin: int, end: int, actor_id: str | None) -> LinkDecision | None:
        said = self.by_span.get((begin, end))
        if said is not None or actor_id is None:
            return said
        return self.by_antecedent.get((begin, end, actor_id)) or self.by_actor.get(actor_id)


def overrule_links(reading: Reading, decisions: Sequence[LinkDecision]) -> Reading:
    """The reading with the decisions applied to its actors, and to everybody who takes part in its claims and other layers.

    A decision on a name covers the description of the same actor that stands beside it, and the pronouns and other mentions that
    refer back to it. Where nobody is meant, the mention and those who take part by it are left out; a tie that has fewer than two
    parties left is left out too.
    """
    if not decisions:
        return reading
    found = _decisions(reading, decisions)
    ties = [_tie(tie, reading, found) for tie in reading.ties]
    return replace(
        reading,
        actors=tuple(_actors(reading, found)),
        claims=tuple(_claim(claim, found) for claim in reading.claims),
        statements=tuple(_statement(statement, found) for statement in reading.statements),
        figures=tuple(_figure(figure, found) for figure in reading.figures),
        ties=tuple(tie for tie in ties if len(tie.parties) > 1),
    )


def _decisions(reading: Reading, decisions: Iterable[LinkDecision]) -> _Decisions:
    found = _Decisions({}, {}, {})
    for decision in decisions:
        if decision.begin is None or decision.end is None:
            if decision.old is not None:
                found.by_actor[decision.old] = decision
            continue
        for begin, end in _with_apposed(reading, decision.begin, decision.end):
            found.by_span.setdefault((begin, end), decision)
        found.by_span[decision.begin, decision.end] = decision
    for actor in reading.actors if found.by_span else ():
        found.by_antecedent.update(_followed(actor, found.by_span))
    return found


def _followed(actor: Actor, by_span: dict[tuple[int, int], LinkDecision]) -> Iterator[tuple[tuple[int, int, str], LinkDecision]]:
    """The decisions that mentions of an actor inherit from those that they refer back to, however many lie between."""
    antecedents = {(m.span.begin, m.span.end): m.antecedent for m in actor.mentions}
    for begin, end in antecedents:
        at, passed = (begin, end), set[tuple[int, int]]()
        while at not in by_span and at not in passed:
            passed.add(at)
            before = antecedents.get(at)
            if before is None:
                break
            at = (before.begin, before.end)
        if at in by_span and at != (begin, end):
            decision = by_span[at]
            text = next(m.antecedent.text for m in actor.mentions if m.antecedent is not None and _place(m.antecedent) == at)
            yield (begin, end, actor.id), replace(decision, why=f"{decision.why}; refers back to {text!r} at {at[0]}-{at[1]}")


def _place(span: Span) -> tuple[int, int]:
    return span.begin, span.end


def _with_apposed(reading: Reading, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, and those of mentions of the same actor with nothing but blanks and marks between."""
    yield begin, end
    for actor in reading.actors:
        if any((m.span.begin, m.span.end) == (begin, end) for m in actor.mentions):
            for mention in actor.mentions:
                before, after = sorted(((begin, end), (mention.span.begin, mention.span.end)))
                between = reading.article.text[before[1] : after[0]]
                is_near = 0 <= after[0] - before[1] <= MAX_GAP and not any(c.isalnum() for c in between)
                if is_near and mention.kind in {"name", "description"}:
                    yield mention.span.begin, mention.span.end


def _actors(reading: Reading, found: _Decisions) -> list[Actor]:
    actors = {actor.id: actor for actor in reading.actors}
    mentions: dict[str, dict[Span, Mention]] = {}
    for actor in reading.actors:
        for mention in actor.mentions:
            decision = found.on(mention.span.begin, mention.span.end, actor.id)
            if decision is None:
                mentions.setdefault(actor.id, {})[mention.span] = mention
            elif decision.actor is not None:
                actors.setdefault(decision.actor.id, decision.actor)
                judged = replace(mention, score=JUDGED, reasons=(decision.why,))
                mentions.setdefault(decision.actor.id, {})[mention.span] = judged
    held = [
        replace(actors[actor_id], mentions=tuple(sorted(own.values(), key=lambda m: (m.span.begin, -m.span.end))))
        for actor_id, own in mentions.items()
    ]
    return sorted(held, key=lambda actor: (actor.mentions[0].span.begin, -actor.mentions[0].span.end))


def _one(participant: Participant | None, found: _Decisions) -> Participant | None:
    if participant is None:
        return None
    decision = found.on(participant.begin, participant.end, participant.actor_id)
    if decision is None:
        return participant
    actor = decision.actor
    if actor is None:
        return None
    return replace(participant, country=actor.country, sector=actor.sector, name=actor.name, actor_id=actor.id, why=decision.why)


def _all(participants: tuple[Participant, ...], found: _Decisions) -> tuple[Participant, ...]:
    kept: dict[tuple[str, int, int], Participant] = {}
    for participant in participants:
        one = _one(participant, found)
        if one is not None:
            kept.setdefault((one.actor_id or one.name, one.begin, one.end), one)
    return tuple(kept.values())


def _claim(claim: Claim, found: _Decisions) -> Claim:
    place = claim.location
    decision = found.by_span.get((place.begin, place.end)) if place is not None else None
    if place is not None and decision is not None:
        place = replace(place, country=decision.actor.country) if decision.actor is not None else place
    return replace(
        claim,
        actors=_all(claim.actors, found),
        recipients=_all(claim.recipients, found),
        reported_by=_one(claim.reported_by, found),
        location=place,
    )


def _statement(statement: Statement, found: _Decisions) -> Statement:
    return replace(
        statement,
        speaker=_all(statement.speaker, found),
        addressee=_one(statement.addressee, found),
        medium=_one(statement.medium, found),
        via=_one(statement.via, found),
    )


def _figure(figure: Figure, found: _Decisions) -> Figure:
    return replace(figure, subjects=_all(figure.subjects, found), source=_one(figure.source, found))


def _tie(tie: Tie, reading: Reading, found: _Decisions) -> Tie:
    parties: list[TieParty] = []
    for party in tie.parties:
        decision = _decision_on_party(party, tie, reading, found)
        actor = decision.actor if decision is not None else None
        if decision is None:
            parties.append(party)
        elif actor is not None:
            parties.append(TieParty(party.role, actor.name, actor.country, actor.id))
    return replace(tie, parties=tuple(dict.fromkeys(parties)), source=_one(tie.source, found))


def _decision_on_party(party: TieParty, tie: Tie, reading: Reading, found: _Decisions) -> LinkDecision | None:
    """The decision on the party's actor, or on its mentions where all of those in the tie's evidence are judged alike."""
    if party.actor_id is None:
        return None
    if party.actor_id in found.by_actor:
        return found.by_actor[party.actor_id]
    inside = [
        found.on(mention.span.begin, mention.span.end, actor.id)
        for actor in reading.actors
        if actor.id == party.actor_id
        for mention in actor.mentions
        if mention.span.overlaps(tie.evidence)
    ]
    alike = bool(inside) and len({decision.actor if decision is not None else NOT_JUDGED for decision in inside}) == 1
    return inside[0] if alike else None
