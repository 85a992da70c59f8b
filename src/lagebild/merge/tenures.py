"""Offices that an article gives to people: it appeared after they took them, and while they hold them if it is their news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lagebild.knowledge.values import Holding, first_day, last_day
from lagebild.knowledge.vocabulary import Vocabulary, vocabulary
from lagebild.lang.pack import LanguagePack
from lagebild.merge.constraints import FIRM, Constraint
from lagebild.merge.days import Window, to_iso
from lagebild.merge.units import Unit
from lagebild.model.layers import Actor, Mention
from lagebild.model.reading import Reading

SOFT = FIRM + 1  # papers go on calling somebody by an office for some days, and the tables may miss a second term
LEAVING_DAYS = 14
BEFORE_DAYS = 45  # between an appointment, from when on some papers give the title, and taking office
NOT_NOW = ("former_adjective", "lately_former_adjective", "then_adjective", "future_adjective")
GOVERNMENT = "GOV"
EARLIEST = "1990"  # terms before are not complete


def tenure_constraints(reading: Reading, units: Sequence[Unit], pack: LanguagePack) -> Iterator[Constraint]:
    """What follows from offices that stand beside the names of known people ("Verteidigungsminister Li Shangfu")."""
    newsmakers = {
        (actor_id, fact.claim.sentence)
        for unit in units
        for actor_id in unit.everyone.persons
        for fact in unit.facts
        if fact.status in {"occurred", "ongoing", "planned"} and any(s.near for s in fact.symbols)
    }
    for actor in reading.actors:
        if actor.kind != "person" or not actor.known:
            continue
        for mention in _titles(reading, actor):
            terms = _terms(actor, mention, vocabulary(pack))
            if not terms:
                continue
            yield _since(actor, mention, terms[0])
            open_ended = any(term.until is None for term in terms)
            if not open_ended and (actor.id, mention.sentence) in newsmakers:
                yield _until(actor, mention, terms)


def _titles(reading: Reading, actor: Actor) -> Iterator[Mention]:
    """Descriptions directly before the actor's full name: a surname alone may be that of another holder of the office."""
    begins = {m.span.begin for m in actor.mentions if m.kind == "name" and " " in m.span.text}
    for mention in actor.mentions:
        end = mention.span.end
        beside = end + 1 in begins and reading.article.text[end : end + 1] == " "
        if mention.kind == "description" and mention.sentence is not None and beside:
            yield mention


def _terms(actor: Actor, mention: Mention, words: Vocabulary) -> list[Holding]:
    """The actor's terms in the office that the last word of the description names, earliest first."""
    *before, noun = mention.span.text.split()
    then = any(words.has_adjective(word_class, word) for word_class in NOT_NOW for word in before)
    role = words.role(noun, "")
    if role is None or role.former or role.role.office is None or then:
        return []
    knowledge = words.lexicon.knowledge
    office = knowledge.office(role.role.office)
    if office is None or not office.unique or office.sector != GOVERNMENT:
        return []  # a deputy, or the head of a body of which there are many
    offices = {office.id, *office.lookup}
    held = knowledge.offices_of(actor.id.removeprefix("ac-"))
    return [term for term in held if term.office in offices and term.since is not None and term.since >= EARLIEST]


def _since(actor: Actor, mention: Mention, first: Holding) -> Constraint:
    start = date.fromisoformat(first_day(first.since)).toordinal() - BEFORE_DAYS
    reason = f'it calls {actor.name} "{mention.span.text}", an office held from {first.since} on'
    return Constraint((Window(start, None),), reason, FIRM, mention.span)


def _until(actor: Actor, mention: Mention, terms: Sequence[Holding]) -> Constraint:
    ends = [last_day(term.until) for term in terms]
    end = date.fromisoformat(max(ends)).toordinal() + LEAVING_DAYS
    reason = f'"{mention.span.text}" {actor.name} makes its news, who held the office until {to_iso(end - LEAVING_DAYS)}'
    return Constraint((Window(None, end),), reason, SOFT, mention.span, frozenset({"office"}))
