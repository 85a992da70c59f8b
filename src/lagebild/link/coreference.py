"""Descriptions that take up an actor named before: "der Minister", "die Partei", "das Land", "seinem Amtskollegen"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lagebild.link.agreement import phrase_genders, phrase_numbers
from lagebild.link.bearers import same_bearer
from lagebild.link.beside import listed_after, state_after
from lagebild.link.context import HOLDS, Context, Link
from lagebild.link.descriptions import UNKNOWN_SECTOR, Description, described_target, people_of, read_description
from lagebild.link.earlier import FAR_SENTENCES, NEAR_SENTENCES, before, holds_office_called, is_definite
from lagebild.link.groups import beside_in_clause, link_group
from lagebild.link.holders import person_by_office, person_in_context
from lagebild.link.names import state_of
from lagebild.link.owners import adjective_owners, is_relational
from lagebild.link.persons import note_opponent
from lagebild.link.relations import link_colleague, link_sequence
from lagebild.link.tally import NEAR_WEIGHT
from lagebild.link.targets import Target

SAME_OFFICE, SAME_STATE, APPOSITION = 0.75, 0.6, 0.95
NOUN_SENTENCES = 12  # in which a phrase with the same noun is looked for
PEOPLE_SENTENCES = 2
OFFICIAL = frozenset({"GOV", "IGO", "JUD", "LEG"})
FORCES = frozenset({"MIL", "COP", "REB", "CRM"})
FEMININE = frozenset({"f"})
RULING = frozenset({"GOV", "IGO"})
TELLING_SECTORS = frozenset({"OPP", "REB", "PTY", "MED", "REL", "BUS", "MIL"})


def link_descriptions(context: Context, apposed: dict[int, int]) -> None:
    """Link every description: apposed to a name, by office and day, as taken up from before, or by itself."""
    indexes = [i for i, m in enumerate(context.mentions) if m.kind == "description"]
    for index in sorted(indexes, key=lambda i: -context.mentions[i].head):
        link_description(context, index, apposed)
    for index in indexes:  # in the order of the text, as later phrases take up earlier ones
        if index not in apposed:
            _take_up(context, index)


def link_description(context: Context, index: int, apposed: dict[int, int]) -> None:
    """Link a description by its name, its office or by itself."""
    name = apposed.get(index)
    if name is not None and name in context.links:
        text = context.mentions[name].span.text
        after = (name,) * len(context.links[name].targets)
        context.add(index, context.links[name].targets, APPOSITION, f"stands beside the name {text}", after=after)
        return
    description = read_description(context, index)
    listed = listed_after(context, index)
    if listed:
        targets = tuple(target for other in listed for target in context.links[other].targets)
        names = [other for other in listed for _ in context.links[other].targets]
        context.add(index, targets, APPOSITION, "stands before the names", after=names)
        return
    holder = person_by_office(context, description) or person_in_context(context, description)
    if holder is not None:
        target, score, why = holder
        context.add(index, target, score, why)
        return
    owners = adjective_owners(context, index)
    if len(owners) > 1 and description.reading is not None and _are_several(context, index, description):
        several = [described_target(context, replace(description, owner=owner)) for owner in owners]
        reasons = tuple(dict.fromkeys(reason for _, _, said in several for reason in said))
        context.add(index, tuple(target for target, _, _ in several), min(score for _, score, _ in several), *reasons)
        return
    target, score, reasons = described_target(context, description)
    context.add(index, target, score, *reasons)


def _are_several(context: Context, index: int, description: Description) -> bool:
    """Whether a phrase with the adjectives of two states means one of each ("die finnische und schwedische Führung")."""
    bare = context.tokens[context.begins[index]].tag_ == "ADJA"  # without article a noun in the singular has one adjective
    is_body = description.reading is not None and description.reading.role.kind == "institution"
    return bare or is_body or phrase_numbers(context, index) != frozenset({"sg"})


def _take_up(context: Context, index: int) -> None:
    """Replace the link of a definite phrase without an owner by the actor that it takes up, if there is one."""
    mention = context.mentions[index]
    if mention.rule == "de.mention.colleague":
        link_colleague(context, index)
        return
    if link_sequence(context, index) or link_group(context, index):
        return
    if mention.rule == "de.mention.state_noun":
        _link_state_noun(context, index)
        return
    description = read_description(context, index)
    if not is_definite(context, index) and not _is_bare_force(context, index, description):
        return
    if description.owner is not None and not _is_plain_person(context, description):
        _take_up_owned(context, index, description)
        return
    if mention.rule == "de.mention.aged":
        found = _last(context, index, lambda t: t.kind == "person" and bool(t.genders & phrase_genders(context, index)))
    elif description.reading is None:
        return
    elif description.reading.role.kind == "person":
        found = _same_person(context, index, description) or same_bearer(context, index, description)
    elif _is_general_body(context, index, description):
        sectors = {description.reading.role.sector}
        if context.vocabulary.has("igo_noun", description.reading.noun):
            sectors.add("IGO")
        found = _last(
            context, index, lambda t: t.kind == "organisation" and t.sector in sectors and not t.described and not _is_bloc(t)
        )
    else:
        found = None
    found = found or _same_people(context, index, description)
    if found is not None:
        target, other = found
        if target.kind == "person":
            note_opponent(context, target, description)
        _add_taken_up(context, index, target, other)


def _is_bare_force(context: Context, index: int, description: Description) -> bool:
    """Whether a plural without article means armed people, who are mostly those spoken of before ("Piraten enterten")."""
    bare = context.begins[index] == context.mentions[index].head and phrase_numbers(context, index) == frozenset({"pl"})
    return bare and description.reading is not None and description.reading.role.sector in FORCES


def _same_people(context: Context, index: int, description: Description) -> tuple[Target, int] | None:
    """The described actor of a named country whom a phrase with the same noun takes up ("US-Soldaten ... die Soldaten")."""
    link = context.links.get(index)
    if description.reading is None or link is None or any(target.known and target.kind != "state" for target in link.targets):
        return None
    noun, numbers = context.tokens[description.head].text.lower(), phrase_numbers(context, index)
    people = context.vocabulary.has("people", context.tokens[description.head].text) and numbers == frozenset({"pl"})
    for other, found in before(context, index, NOUN_SENTENCES):
        if people and _is_group_before(context, index, other, found):
            return found.targets[0], other
        if found.mention.kind != "description" or len(found.targets) != 1 or found.targets[0].country is None:
            continue
        if not context.tokens[found.mention.head].text.lower().endswith(noun) or not phrase_numbers(context, other) & numbers:
            continue
        if read_description(context, other).owner is not None or people_of(context, other) is not None:
            return found.targets[0], other
    return None


def _is_group_before(context: Context, index: int, other: int, found: Link) -> bool:
    """Whether a phrase right before means several people, whom "die Männer" can take up."""
    near = (context.mentions[index].sentence or 0) - (found.mention.sentence or 0) <= PEOPLE_SENTENCES
    target = found.targets[0]
    people = target.kind == "group" and target.sector not in OFFICIAL
    group = found.mention.kind == "description" and len(found.targets) == 1 and people
    return (
        near
        and group
        and phrase_numbers(context, other) == frozenset({"pl"})
        and context.tokens[found.mention.head].dep_ != "nmod"
    )


def _add_taken_up(context: Context, index: int, target: Target, other: int) -> None:
    text = context.mentions[other].span.text
    context.add(index, target, SAME_OFFICE, f"takes up {target.name} ({text})", after=(other,))


def _take_up_owned(context: Context, index: int, description: Description) -> None:
    """Link "der chinesische Minister" to the person of that state named before who holds an office called so."""
    link = context.links.get(index)
    unnamed = link is not None and len(link.targets) == 1 and not link.targets[0].known and link.targets[0].kind == "person"
    singular = phrase_numbers(context, index) != frozenset({"pl"})
    if description.reading is None or description.owner is None or not unnamed or not singular or description.former:
        return
    genders = phrase_genders(context, index)
    for other, found in before(context, index, NEAR_SENTENCES):
        target = found.targets[0]
        if len(found.targets) != 1 or target.kind != "person" or target.country != description.owner.target.country:
            continue
        if target.genders & genders and target.ref is not None and _fits_noun(context, description, other, found):
            _add_taken_up(context, index, target, other)
            return


def _is_plain_person(context: Context, description: Description) -> bool:
    """Whether the noun says little more than that a person is meant ("die Grünen-Politikerin")."""
    reading = description.reading
    return reading is not None and (context.vocabulary.has("plain_person", reading.noun) or is_relational(context, reading))


def _is_general_body(context: Context, index: int, description: Description) -> bool:
    """Whether the phrase names a body by its kind alone ("die Partei"), so that it may take up a named one."""
    noun = description.reading.noun if description.reading is not None else ""
    plain = (
        context.vocabulary.has("organisation_head", noun)
        and description.reading is not None
        and description.reading.prefix is None
    )
    return plain and phrase_numbers(context, index) == frozenset({"sg"})


def _is_bloc(target: Target) -> bool:
    """Whether many governments are meant, which no noun for one body takes up."""
    return target.country is None and target.sector in RULING


def _same_person(context: Context, index: int, description: Description) -> tuple[Target, int] | None:
    """The person whom a definite phrase takes up: the nearest before whom its noun fits."""
    if description.reading is None or phrase_numbers(context, index) == frozenset({"pl"}):
        return None
    genders = phrase_genders(context, index)
    plain = _is_plain_person(context, description)
    for other, link in before(context, index, 2 if plain else FAR_SENTENCES):
        target = link.targets[0]
        if len(link.targets) != 1 or target.kind != "person" or not target.genders & genders:
            continue
        if plain and link.mention.kind == "name":
            if _fits_plain(context, description, target):
                return target, other
            continue
        if _fits_noun(context, description, other, link) or _fits_sector(context, description, link):
            return target, other
        if _fits_only_woman(context, description, link):
            return target, other
        if _fits_newcomer(context, description, other, link):
            context.presented.setdefault(target.id, description.reading.role.sector)
            return target, other
    return None


def _fits_plain(context: Context, description: Description, target: Target) -> bool:
    """Whether a noun that says little ("die Grünen-Politikerin", "der Putin-Vertraute") can mean the person."""
    reading = description.reading
    if reading is not None and is_relational(context, reading) and reading.prefix is not None and reading.prefix in target.name:
        return False
    return description.owner is None or description.owner.target.country == target.country


def _fits_noun(context: Context, description: Description, other: int, link: Link) -> bool:
    """Whether the person was described by this noun or a compound with it, or holds an office that it names."""
    noun, target = context.tokens[description.head].text, link.targets[0]
    head = context.tokens[context.mentions[other].head].text
    described = link.mention.kind == "description" and (target.known or link.score >= APPOSITION)
    if described and head.lower().endswith(noun.lower()):
        return True
    return holds_office_called(context, description, target)


def _fits_only_woman(context: Context, description: Description, link: Link) -> bool:
    """Whether a feminine noun means the woman named right before, who rules nothing in these days."""
    target = link.targets[0]
    near = (context.mentions[description.index].sentence or 0) - (link.mention.sentence or 0) <= 1
    feminine = target.genders == FEMININE == phrase_genders(context, description.index)
    rules = description.reading is not None and description.reading.role.sector in RULING
    return near and feminine and not rules and target.sector not in RULING and link.mention.kind == "name"


def _fits_newcomer(context: Context, description: Description, other: int, link: Link) -> bool:
    """Whether a noun can introduce a person of whom the text has said nothing but the name ("Die Journalistin schwieg")."""
    target = link.targets[0]
    near = (context.mentions[description.index].sentence or 0) - (link.mention.sentence or 0) == 1
    named_in_full = link.mention.kind == "name" and context.ends[other] - context.begins[other] > 1
    return near and named_in_full and not target.known and target.sector == UNKNOWN_SECTOR and len(target.genders) == 1


def _fits_sector(context: Context, description: Description, link: Link) -> bool:
    """Whether a noun without a post ("der Kremlkritiker") is of the sector of a person named right before."""
    if description.reading is None or link.mention.kind != "name":
        return False
    role = description.reading.role
    office = context.knowledge.office(role.office) if role.office is not None else None
    near = (context.mentions[description.index].sentence or 0) - (link.mention.sentence or 0) <= 2
    has_posts = office is not None and bool(office.lookup)
    return near and not has_posts and link.targets[0].sector == role.sector and role.sector in TELLING_SECTORS


def _last(context: Context, index: int, fits: Callable[[Target], bool]) -> tuple[Target, int] | None:
    for other, link in before(context, index, NEAR_SENTENCES):
        if len(link.targets) == 1 and link.mention.kind not in {"place", "adjective"} and fits(link.targets[0]):
            return link.targets[0], other
    return None


def _link_state_noun(context: Context, index: int) -> None:
    """Link "das Land", "der Nachbarstaat": the state of its adjective, else the one spoken of most so far.

    A state that acts on it in its clause is another one ("Finnland hilft dem Land").
    """
    named = state_after(context, index)
    if named is not None:
        link = context.links[named]
        context.add(index, link.targets, APPOSITION, f"stands beside the name {link.mention.span.text}", after=(named,))
        return
    description = read_description(context, index)
    if description.owner is not None or phrase_numbers(context, index) == frozenset({"pl"}):
        return
    if _is_possessed(context, index):
        _link_own_state(context, index)
        return
    if not is_definite(context, index):
        return
    acting = {t.country for link in beside_in_clause(context, index) for t in link.targets if t.kind == "state"}
    counts = _countsbefore(context, index)
    counts = {country: count for country, count in counts.items() if country not in acting} or counts
    if counts:
        country = max(counts, key=lambda key: (counts[key], key))
        context.add(index, state_of(context, country), SAME_STATE, f"{country} is what the article speaks of most up to here")


def _countsbefore(context: Context, index: int) -> dict[str, float]:
    """How often each state is spoken of before the mention; if none is, in its sentence too."""
    counts = context.country_counts(until=context.mentions[index].sentence)
    later: dict[str, float] = {}
    for other in range(index + 1, len(context.mentions)):
        if context.mentions[other].sentence != context.mentions[index].sentence:
            break
        link = context.links.get(other)
        for target in link.targets if link is not None and link.score >= HOLDS else ():
            if target.country is not None:
                later[target.country] = later.get(target.country, 0.0) + NEAR_WEIGHT
    before = {country: count - later.get(country, 0.0) for country, count in counts.items()}
    return {country: count for country, count in before.items() if count > 0} or counts


def _is_possessed(context: Context, index: int) -> bool:
    return bool(context.tokens[context.begins[index]].tag_ == "PPOSAT")


def _link_own_state(context: Context, index: int) -> None:
    """Link "ihr Land": the state of the person named last."""
    for _, link in before(context, index, 2):
        target = link.targets[0]
        if target.kind == "person" and target.country is not None and context.knowledge.state(target.country) is not None:
            context.add(index, state_of(context, target.country), SAME_STATE, f"state of {target.name}")
            return
