"""Descriptions to actors: whose they are (adjective, genitive, compound, context) and who holds the office on the day."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.knowledge.vocabulary import RoleReading
from lagebild.link.agreement import ANY_GENDER, phrase_genders, phrase_numbers
from lagebild.link.context import Context
from lagebild.link.names import state_of
from lagebild.link.owners import Owner, find_owner, implied_owner, linked_owner, lowered, prefix_owner
from lagebild.link.phrases import phrase_name
from lagebild.link.targets import ActorKind, Target, group_target, unknown_target
from lagebild.model.quick import quick

MAX_BEHIND = 3  # words behind a noun with which the tables may have it ("Oberhaupt der katholischen Kirche")
OWNER, GROUP, POSSESSED = 0.9, 0.75, 0.55
UNKNOWN_SECTOR = "UNK"
OPPOSITION = "OPP"
COMPANY = "BUS"
CIVILIAN = "CVL"
RULING = frozenset({"GOV"})
ARMED = frozenset({"REB", "COP"})  # whose "Soldaten" and "Spezialkräfte" are no armed forces of a state


@quick
@dataclass(frozen=True, slots=True)
class Description:
    """A description taken apart; `target` is set once it is known who or what is meant."""

    index: int
    head: int
    reading: RoleReading | None
    owner: Owner | None
    former: bool
    future: bool
    lately: bool = False  # held until a short time ago ("der bisherige Präsident")
    new: bool = False
    stateless: bool = False  # an adjective says that no single state is meant ("westliche Diplomaten")
    there: bool = False  # an adjective says that they are of the place just named ("die dortige Regierung")


def read_description(context: Context, index: int) -> Description:
    """The role noun of a description, its owner, and whether the office is a past or future one."""
    mention = context.mentions[index]
    token = context.tokens[mention.head]
    reading = context.vocabulary.role(token.text, token.lemma_)
    owner = find_owner(context, index, reading)
    attributes = [context.tokens[i] for i in range(context.begins[index], mention.head) if context.tokens[i].tag_ == "ADJA"]
    has = context.vocabulary.has_adjective
    if reading is not None:
        reading, owner = _whole_office(context, index, reading, [a.text for a in attributes], owner)
    former = any(has("former_adjective", a.text) or has("then_adjective", a.text) for a in attributes)
    lately = any(has("lately_former_adjective", a.text) for a in attributes)
    future = any(has("future_adjective", a.text) for a in attributes)
    stateless = any(has("stateless_adjective", a.text) for a in attributes)
    return Description(
        index,
        mention.head,
        reading,
        owner,
        former=former or lately or bool(reading and reading.former),
        future=future,
        lately=lately,
        new=any(has("new_adjective", a.text) for a in attributes),
        stateless=stateless,
        there=any(has("there_adjective", a.text) for a in attributes),
    )


def _whole_office(
    context: Context, index: int, reading: RoleReading, attributes: list[str], owner: Owner | None
) -> tuple[RoleReading, Owner | None]:
    """The office that noun and adjective, or noun and the body behind it, name together, with its owner.

    "Irans Oberster Führer", "das Oberhaupt der katholischen Kirche", "die Präsidentin des Europäischen Parlaments", "der
    Sondergesandte für Syrien": the tables have the first two as they stand, the others as "Parlamentspräsidentin",
    "Syriensondergesandter".
    """
    noun, vocabulary = reading.noun, context.vocabulary
    for adjective in attributes:
        role = vocabulary.role_phrase(adjective, noun)
        if role is not None:
            return RoleReading(role, None, reading.former), owner
    head, end = context.mentions[index].head, context.ends[index]
    longest = min(head + MAX_BEHIND, len(context.tokens) - 1) if vocabulary.lexicon.begins_role(noun) else 0
    for last in range(longest, head + 1, -1):
        role = vocabulary.lexicon.role_of_name(" ".join((noun, *(token.text for token in context.tokens[head + 1 : last + 1]))))
        if role is not None:
            return RoleReading(role, None, reading.former), implied_owner(context, role) or owner
    if reading.role.kind != "person" or owner is None or end <= head + 1:
        return reading, owner
    for body in (context.tokens[i] for i in range(head + 1, end) if context.tokens[i].tag_ in {"NN", "NE"}):
        role = vocabulary.role_joined(body.text, noun) or vocabulary.role_joined(body.lemma_, noun)
        if role is not None and role.office is not None:
            country = owner.target.country
            if owner.target.ref is None and country is not None and context.knowledge.state(country) is not None:
                owner = Owner(state_of(context, country), owner.why)
            return RoleReading(role, None, reading.former), owner
    return reading, owner


def described_target(context: Context, description: Description) -> tuple[Target, float, tuple[str, ...]]:
    """The actor of a description by itself: a government, a group or body of a state, a person without a name."""
    reading, index = description.reading, description.index
    country, score, why = country_of(context, description)
    mention, token = context.mentions[index], context.tokens[description.head]
    genders, numbers = phrase_genders(context, index), phrase_numbers(context, index)
    if reading is None:
        noun, sector, kind = token.lemma_ or token.text, _plain_sector(context, index), "group"
    else:
        noun, sector, kind = reading.noun, described_sector(context, description), reading.role.kind
    if country not in {None, "IGO"} and country is not None and context.vocabulary.has("government_noun", noun):
        owner = description.owner.target if description.owner is not None else None
        target = owner if owner is not None and owner.kind == "state" else state_of(context, country)
        return target, score, (*mention.reasons, f"government of {country}", why)
    if country == "IGO" and sector in RULING and kind != "person" and _is_of_organisation(description):
        sector = "IGO"  # "die Mitgliedsstaaten der EU"
    name = phrase_name(context, index, is_person=kind == "person" and reading is not None)
    owner_organisation = context.knowledge.organisation(description.owner.target.ref or "") if description.owner else None
    if country == "IGO" and owner_organisation is not None and not name.startswith(owner_organisation.name):
        name = f"{owner_organisation.name} ({name})"
    if kind == "person" and numbers == frozenset({"sg"}):
        genders = genders if genders != ANY_GENDER else frozenset({"m", "f"})
        target = unknown_target(name, "person", country, sector, genders=genders, numbers=numbers)
    else:
        actor_kind: ActorKind = "organisation" if kind == "institution" else "group"
        owned_by_organisation = description.owner is not None and description.owner.target.kind == "organisation"
        if owned_by_organisation or country == "IGO":
            target = unknown_target(name, actor_kind, country, sector, genders=genders, numbers=numbers)
        else:
            target = group_target(noun, name, country, sector, kind=actor_kind, genders=genders, numbers=numbers)
    return target, score, (*mention.reasons, why)


def _is_of_organisation(description: Description) -> bool:
    """Whether the phrase belongs to an international organisation."""
    return description.owner is not None and description.owner.target.kind == "organisation"


def country_of(context: Context, description: Description) -> tuple[str | None, float, str]:
    """The country of a description by its owner or its context, with a score and the reason; None where nothing says one."""
    if description.stateless and (description.owner is None or not description.owner.why.startswith("adjective")):
        return None, GROUP, "of no single state"
    if _is_of_many_states(context, description):
        return None, GROUP, "people of several states"
    if description.owner is not None:
        return (
            description.owner.target.country,
            OWNER * GROUP + 0.1,
            f"belongs to {description.owner.target.name} ({description.owner.why})",
        )
    place = context.place_before(description.index) if description.there else None
    if place is not None:
        return place, GROUP, f"of the place in {place} named before"
    if _is_many_states(context, description):
        return None, GROUP, "several states or governments, not named"
    possessor = _possessor(context, description.index)
    if possessor is not None:
        return possessor.country, POSSESSED, f"possessive pronoun after {possessor.name}"
    people = people_of(context, description.index)
    if people is not None:
        return people.target.country, OWNER, people.why
    if _is_stateless(context, description):
        return None, POSSESSED, "its bearers belong to no single state"
    return context.country_nearby(description.index, sector=described_sector(context, description))


def _is_of_many_states(context: Context, description: Description) -> bool:
    """Whether the first member of a noun for people is what many states have joined ("EU-Bürger"): they are not of it."""
    owner = description.owner
    if owner is None or owner.target.country != "IGO" or not owner.why.startswith("first member"):
        return False
    return described_sector(context, description) == CIVILIAN


def _is_stateless(context: Context, description: Description) -> bool:
    """Whether the noun means people or bodies that do not belong where they are ("Ausländer", "Hilfsorganisationen")."""
    token = context.tokens[description.head]
    noun = description.reading.noun if description.reading is not None else token.text
    return context.vocabulary.has("stateless_noun", noun, token.text, token.lemma_)


def people_of(context: Context, index: int) -> Owner | None:
    """The state whose inhabitants a phrase names ("der Schweizer"); None for other phrases."""
    if context.mentions[index].rule != "de.mention.inhabitant":
        return None
    entries = context.vocabulary.lexicon.name(context.tokens[context.mentions[index].head].text)
    ref = next((entry.ref for entry in entries if entry.kind == "inhabitant"), None)
    state = context.knowledge.state(ref) if ref is not None else None
    return Owner(state_of(context, state.id), f"people of {state.name}") if state is not None else None


def _possessor(context: Context, index: int) -> Target | None:
    """Whose "seine Truppen" are: the person or state named last before, in the same sentence or the one before."""
    begin = context.begins[index]
    if begin == context.mentions[index].head or context.tokens[begin].tag_ != "PPOSAT":
        return None
    here = context.mentions[index].sentence
    for other in range(index - 1, -1, -1):
        link = context.links.get(other)
        sentence = context.mentions[other].sentence
        if here is None or sentence is None or here - sentence > 1:
            return None
        if link is not None and len(link.targets) == 1 and link.mention.kind in {"name", "metonym", "description"}:
            target = link.targets[0]
            if target.kind in {"person", "state"} and target.country is not None and context.ends[other] <= begin:
                return target
    return None


def _is_many_states(context: Context, description: Description) -> bool:
    """Whether the phrase means states or governments in the plural ("mehrere Länder")."""
    if phrase_numbers(context, description.index) != frozenset({"pl"}):
        return False
    noun = description.reading.noun if description.reading is not None else ""
    rule = context.mentions[description.index].rule
    return rule == "de.mention.state_noun" or context.vocabulary.has("government_noun", noun)


def described_sector(context: Context, description: Description) -> str:
    """The sector that the role noun gives, or its owner's where the noun alone says nothing ("Sprecher", "Mitglied")."""
    reading, owner = description.reading, description.owner
    if reading is None:
        return UNKNOWN_SECTOR
    sector = reading.role.sector
    generic = context.vocabulary.has("generic_role", reading.noun) or sector == UNKNOWN_SECTOR
    if _opposes_rulers(context, description, reading) or _is_of_opposition(sector, owner):
        return OPPOSITION
    for token in range(context.begins[description.index], description.head):
        if context.tokens[token].tag_ == "ADJA":
            described = context.vocabulary.sector_by_adjective(context.tokens[token].text, sector)
            if described != sector:
                return described
    if generic and reading.prefix is not None:
        first = _sector_of_first_member(context, reading.prefix)
        if first is not None:
            return first
    if owner is None and reading.prefix is not None and context.vocabulary.has("company_head", reading.noun):
        return COMPANY  # "Muster-Chefin", of a body that no table has: those that have tables are known
    if owner is not None and generic and (owner.target.kind in {"organisation", "group"} or sector == UNKNOWN_SECTOR):
        return owner.target.sector
    if owner is not None and owner.target.sector in ARMED and context.vocabulary.has("armed_role", reading.noun):
        return owner.target.sector
    if owner is None and generic:
        body = _possessing_body(context, description.index)
        return body.sector if body is not None else sector
    return sector


def _is_of_opposition(sector: str, owner: Owner | None) -> bool:
    """Whether politicians and activists are those of the opposition ("Abgeordnete der Opposition")."""
    political = sector in {"LEG", "PTY", "NGO", UNKNOWN_SECTOR}
    return political and owner is not None and owner.target.sector == OPPOSITION and owner.target.kind != "person"


def _opposes_rulers(context: Context, description: Description, reading: RoleReading) -> bool:
    """Whether the noun means adversaries of a government or ruler ("Putin-Gegner", "Kritiker der Regierung")."""
    if not reading.noun.lower().endswith(lowered(context.vocabulary.word_classes["opponent"])):
        return False
    if reading.prefix is not None:
        owner = prefix_owner(context, reading.prefix, hyphenated="-" in context.tokens[description.head].text)
        if owner is not None:
            return owner.target.sector in RULING and (owner.target.kind == "person" or _is_seat(context, reading.prefix))
        return _sector_of_first_member(context, reading.prefix) in RULING
    begin, index = context.begins[description.index], description.index
    if any(context.vocabulary.has_adjective("political", context.tokens[i].text) for i in range(begin, description.head)):
        return True
    after = linked_owner(context, index, range(description.head + 1, min(description.head + 3, context.ends[index])))
    return after is not None and after.target.sector in RULING and after.target.kind in {"person", "state"}


def _is_seat(context: Context, prefix: str) -> bool:
    return any(entry.kind == "seat" for entry in context.vocabulary.lexicon.name(prefix))


def _possessing_body(context: Context, index: int) -> Target | None:
    """The organisation named last before "ihr Vorsitzender", in the same sentence or the one before."""
    begin, here = context.begins[index], context.mentions[index].sentence
    if begin == context.mentions[index].head or context.tokens[begin].tag_ != "PPOSAT" or here is None:
        return None
    for other in range(index - 1, -1, -1):
        link, sentence = context.links.get(other), context.mentions[other].sentence
        if sentence is None or here - sentence > 1:
            return None
        if link is None or len(link.targets) != 1 or link.mention.kind == "pronoun" or context.ends[other] > begin:
            continue
        return link.targets[0] if link.targets[0].kind == "organisation" else None
    return None


def _sector_of_first_member(context: Context, prefix: str) -> str | None:
    """The sector of the people that a first member names ("Rebellentruppen", "Parlamentsmitglied")."""
    for form in (prefix, *(prefix[: -len(j)] for j in context.vocabulary.joints if prefix.endswith(j))):
        role = context.vocabulary.lexicon.role(form)
        if role is not None and role.sector != UNKNOWN_SECTOR:
            return role.sector
    return None


def _plain_sector(context: Context, index: int) -> str:
    rule = context.mentions[index].rule
    return "CVL" if rule in {"de.mention.inhabitant", "de.mention.crowd", "de.mention.aged"} else "GOV"
