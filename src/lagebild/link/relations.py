"""Persons described by how their office stands to another's: "seinen Amtskollegen", "Merkels Nachfolger"."""

from __future__ import annotations

from collections.abc import Container, Iterator

from lagebild.knowledge.values import Holding, Person, first_day, last_day
from lagebild.link.agreement import ANY_GENDER, person_gender, phrase_genders, phrase_numbers
from lagebild.link.context import Context, Link
from lagebild.link.descriptions import read_description
from lagebild.link.earlier import NEAR_SENTENCES, before
from lagebild.link.names import person_of
from lagebild.link.targets import Target

SAME_OFFICE, SAME_STATE, SEQUENCE = 0.75, 0.6, 0.7
POSSESSIVE = "PPOSAT"


def link_colleague(context: Context, index: int) -> None:
    """Link "seinen chinesischen Amtskollegen": the holder there of the office that the person named before holds."""
    owner = read_description(context, index).owner
    if context.on is None or phrase_numbers(context, index) == frozenset({"pl"}):
        return
    for link in _persons_before(context, index):
        ref = link.targets[0].ref or ""
        for holding in context.knowledge.offices_of(ref, context.on):
            if owner is None and _link_peer(context, index, holding, link.targets[0]):
                return
            country = owner.target.ref if owner is not None else _other_country(context, holding.country)
            holders = context.knowledge.holders(holding.office, country, context.on) if country is not None else ()
            if len(holders) == 1 and holders[0].id != ref:
                why = f"{holding.office} of {country}, as {link.targets[0].name} is of {holding.country}"
                context.add(index, person_of(context, holders[0]), SAME_OFFICE if owner is not None else SAME_STATE, why)
                return


def link_colleagues_again(context: Context, apposed: Container[int]) -> None:
    """Link the colleagues once more, now that it is known who "er" and "sie" are whose colleagues they are."""
    for index, mention in enumerate(context.mentions):
        if mention.rule == "de.mention.colleague" and index not in apposed:
            link_colleague(context, index)


def _persons_before(context: Context, index: int) -> list[Link]:
    """The links of persons in this sentence and the one before, subjects of the phrase's own clause first, then the nearest."""
    verb = context.tokens[context.mentions[index].head].head
    genders = _possessor_genders(context, index)
    links = [
        link
        for _, link in before(context, index, 1)
        if len(link.targets) == 1 and link.targets[0].kind == "person" and link.targets[0].genders & genders
    ]

    def is_own_subject(link: Link) -> bool:
        token = context.tokens[link.mention.head]
        return bool(token.dep_.startswith("nsubj")) and token.head == verb

    return sorted(links, key=lambda link: not is_own_subject(link))


def _possessor_genders(context: Context, index: int) -> frozenset[str]:
    """The genders of whoever a possessive pronoun before the phrase belongs to; all where none stands there."""
    word = context.tokens[context.begins[index]]
    rows = context.vocabulary.pronouns.get(word.text.lower(), ()) if word.tag_ == POSSESSIVE else ()
    return frozenset().union(*(row.genders for row in rows if row.type == "possessive")) or ANY_GENDER


def _link_peer(context: Context, index: int, holding: Holding, one: Target) -> bool:
    """Link to the person named before who holds the same office elsewhere."""
    for other, link in before(context, index, NEAR_SENTENCES):
        target = link.targets[0]
        if len(link.targets) != 1 or target.ref is None or target.kind != "person" or target.id == one.id:
            continue
        held = context.knowledge.offices_of(target.ref, context.on)
        if any(h.office == holding.office and h.country != holding.country for h in held):
            why = f"{holding.office} like {one.name}, named before"
            context.add(index, target, SAME_STATE, why, after=(other,))
            return True
    return False


def _other_country(context: Context, country: str) -> str | None:
    """The one of the article's two main countries that is not this one; None if this one is neither."""
    counts = context.country_counts()
    best = sorted(counts, key=lambda key: (-counts[key], key))[:2]
    return next((other for other in best if other != country), None) if country in best else None


def link_sequence(context: Context, index: int) -> bool:
    """Link "Merkels Nachfolger", "ihr Vorgänger": who held the office after or before the person; False if that is not known."""
    noun = context.tokens[context.mentions[index].head].text
    forms = (noun, context.tokens[context.mentions[index].head].lemma_)
    after = context.vocabulary.has("successor", *forms)
    if not after and not context.vocabulary.has("predecessor", *forms):
        return False
    if phrase_numbers(context, index) == frozenset({"pl"}):
        return False
    for other, one in _sequence_owners(context, index):
        found = _next_holder(context, one, after=after) if one.ref is not None else None
        if found is None:
            continue
        holding, person = found
        gender = person_gender(context.vocabulary, person.name)
        if gender is not None and gender not in phrase_genders(context, index):
            continue
        order = "after" if after else "before"
        name = context.mentions[other].span.text
        context.add(index, person_of(context, person), SEQUENCE, f"{holding.office} of {holding.country} {order} {name}")
        return True
    return False


def _sequence_owners(context: Context, index: int) -> Iterator[tuple[int, Target]]:
    """Whose successor it is: the person named inside the phrase, or before it where a possessive pronoun opens it."""
    begin, end = context.begins[index], context.ends[index]
    inside = [
        other
        for token in range(begin, end)
        for other in context.at_token(token)
        if other != index and begin <= context.begins[other] and context.ends[other] <= end
    ]
    for other in dict.fromkeys(inside):
        link = context.links.get(other)
        if link is not None and len(link.targets) == 1 and link.targets[0].kind == "person":
            yield other, link.targets[0]
    if context.tokens[begin].tag_ == POSSESSIVE:
        for other, link in before(context, index, 1):
            person = len(link.targets) == 1 and link.targets[0].kind == "person" and link.mention.kind == "name"
            if person and link.targets[0].genders & _possessor_genders(context, index):
                yield other, link.targets[0]
                return


def _next_holder(context: Context, one: Target, *, after: bool) -> tuple[Holding, Person] | None:
    """Who held the person's main office right after or before them, with the holding that was the person's."""
    knowledge = context.knowledge
    today = context.on[1] if context.on is not None else last_day(None)
    held = [h for h in knowledge.offices_of(one.ref or "") if first_day(h.since) <= today]
    for holding in sorted(held, key=lambda h: (_importance(h.office), last_day(h.until)), reverse=True):
        office = knowledge.office(holding.office)
        if office is None or not office.unique:
            continue
        others = [h for h in knowledge.terms(holding.office, holding.country) if h.person_id != one.ref]
        if after:
            later = [h for h in others if holding.until is not None and first_day(h.since) >= first_day(holding.until)]
            best = min(later, key=lambda h: first_day(h.since), default=None)
        else:
            earlier = [h for h in others if last_day(h.until) <= last_day(holding.since)]
            best = max(earlier, key=lambda h: last_day(h.until), default=None)
        person = knowledge.person(best.person_id) if best is not None else None
        if person is not None:
            return holding, person
    return None


def _importance(office: str) -> int:
    """Which of a person's offices is meant first: those of states that one is known by."""
    ranks = {"head_of_state": 3, "head_of_government": 3, "party_leader": 1}
    return ranks.get(office, 2)
