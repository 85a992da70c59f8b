"""Whose a described person or body is: by an adjective, the first member of a compound, a genitive, a place, a name behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lagebild.knowledge.lexicon import Role
from lagebild.knowledge.values import Part, State
from lagebild.knowledge.vocabulary import RoleReading
from lagebild.link.context import Context
from lagebild.link.names import entry_target, state_of
from lagebild.link.targets import Target, organisation_target

NO_OWNERS = frozenset({"de.mention.crowd", "de.mention.aged", "de.mention.inhabitant"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a described person or body is: the state or organisation, and what in the phrase says so."""

    target: Target
    why: str
    part: bool = False  # a region or city of the state, whose offices are not the state's
    region: str | None = None  # the id of that region or city (a capital, too), where it has known offices


def find_owner(context: Context, index: int, reading: RoleReading | None) -> Owner | None:
    """Whose the described person or body is, by its adjective, first member or genitive; None where nothing says so."""
    head = context.mentions[index].head
    relational = reading is not None and is_relational(context, reading)
    adjective = _adjective_owner(context, range(head - 1, context.begins[index] - 1, -1))
    if reading is not None and reading.prefix is not None and not relational:
        # A first member that many states have ("Bundes") says less than the adjective of one state before it.
        if adjective is not None and len(context.vocabulary.prefix_countries(reading.prefix)) > 1:
            return adjective
        owner = prefix_owner(context, reading.prefix, hyphenated="-" in context.tokens[head].text)
        if owner is not None and not (adjective is not None and _is_of_another_state(owner, adjective)):
            return owner
    if adjective is not None:
        return adjective
    if relational:  # whose ally or critic somebody is does not say where they belong
        return None
    before = linked_owner(context, index, range(head - 1, context.begins[index] - 1, -1))
    if before is not None or _is_stationed(context, reading, head):
        return before
    after = linked_owner(context, index, range(head + 1, context.ends[index])) or _named_after(context, index, reading)
    after = after or _by_origin(context, head)
    return after or _implied(context, index, reading)


def adjective_owners(context: Context, index: int) -> tuple[Owner, ...]:
    """The states of a phrase's adjectives, each once: two of "chinesische und indische Soldaten"."""
    found: dict[str, Owner] = {}
    for token in range(context.begins[index], context.mentions[index].head):
        owner = _adjective_owner(context, range(token, token + 1))
        if owner is not None:
            found.setdefault(owner.target.id, owner)
    return tuple(found.values())


def _by_origin(context: Context, head: int) -> Owner | None:
    """The state of "ein Mann finnischer Herkunft"."""
    behind = context.tokens[head + 1 : head + 3]
    if (
        len(behind) < len(("adjective", "noun"))
        or behind[0].tag_ != "ADJA"
        or not context.vocabulary.has("origin_noun", behind[1].text)
    ):
        return None
    return _adjective_owner(context, range(head + 1, head + 2))


def adjective_before(context: Context, index: int) -> Owner | None:
    """The state of the adjective right before a name ("die schwedische Nordlinje")."""
    begin = context.begins[index]
    return _adjective_owner(context, range(begin - 1, max(begin - 2, -1), -1))


def _implied(context: Context, index: int, reading: RoleReading | None) -> Owner | None:
    """The state or organisation that a noun alone implies ("der Papst"), where the phrase has nothing else behind it."""
    if reading is None or context.tokens[context.begins[index]].tag_ == "PPOSAT":
        return None
    return implied_owner(context, reading.role)


def implied_owner(context: Context, role: Role) -> Owner | None:
    """The state or organisation that a noun alone implies."""
    ref = role.country
    if ref is None:
        return None
    known = context.knowledge.organisation(ref) is not None
    if not known and context.knowledge.state(ref) is None:
        return None
    target = organisation_target(context.knowledge, ref) if known else state_of(context, ref)
    return Owner(target, f"implied by {role.noun}")


def _is_of_another_state(owner: Owner, adjective: Owner) -> bool:
    """Whether a first member names a body of another state ("die isländische Grünen-Politikerin")."""
    body = owner.target
    return body.kind == "organisation" and body.country not in {None, "IGO", adjective.target.country}


def _adjective_owner(context: Context, tokens: range) -> Owner | None:
    for token in tokens:
        if context.tokens[token].tag_ == "ADJA":
            word = context.tokens[token].text
            country, region = context.vocabulary.country_of_adjective(word), _region(context, token)
            if country is None and region is not None:
                country = region.country
            if country is not None:
                part = context.vocabulary.is_of_part(word) or isinstance(region, State)
                return Owner(state_of(context, country), f"adjective {word}", part=part, region=region.id if region else None)
    return None


def _region(context: Context, token: int) -> Part | State | None:
    """The territory, region or city that an adjective belongs to, alone or with the word before it ("New Yorker")."""
    lexicon, tokens = context.vocabulary.lexicon, context.tokens
    state = context.knowledge.state(lexicon.state_of_adjective(tokens[token].text) or "")
    if state is not None and state.kind == "territory" and state.country != state.id:
        return state
    known = lexicon.part(tokens[token].text) or (
        lexicon.part(f"{tokens[token - 1].text} {tokens[token].text}") if token and tokens[token].text.istitle() else None
    )
    return context.knowledge.part(known) if known is not None else None


def _named_after(context: Context, index: int, reading: RoleReading | None) -> Owner | None:
    """The state of the person that a body is named after ("die Regierung Merkel")."""
    end = context.ends[index]
    if reading is None or reading.role.kind != "institution" or end >= len(context.tokens):
        return None
    for other in context.at_token(end):
        link = context.links.get(other)
        if link is not None and context.begins[other] == end and link.mention.kind == "name" and link.targets[0].kind == "person":
            country = link.targets[0].country
            if country is not None and context.knowledge.state(country) is not None:
                return Owner(state_of(context, country), f"named after {link.mention.span.text}")
    return None


def is_relational(context: Context, reading: RoleReading) -> bool:
    """Whether the noun says how somebody stands to another ("Verbündeter", "Kremlkritiker")."""
    return reading.noun.lower().endswith(lowered(context.vocabulary.word_classes["relational"]))


@lru_cache(maxsize=16)
def lowered(words: frozenset[str]) -> tuple[str, ...]:
    """The words in small letters, sorted, as `str.endswith` takes them."""
    return tuple(sorted(word.lower() for word in words))


def _is_stationed(context: Context, reading: RoleReading | None, head: int) -> bool:
    """Whether a place follows armed forces: it says where they stand, not whose they are."""
    if reading is None or reading.role.sector != "MIL" or head + 1 >= len(context.tokens):
        return False
    following = context.tokens[head + 1]
    return following.tag_ in {"APPR", "APPRART"} and context.vocabulary.has("scene_preposition", following.text)


def prefix_owner(context: Context, prefix: str, *, hyphenated: bool) -> Owner | None:
    """The state, organisation or, before a hyphen, person that the first member of a compound names."""
    plain = prefix.replace("-", " ") if "-" in prefix else prefix
    first = prefix.partition("-")[0]  # "SPD-Innen" of an expert of both
    forms = (prefix, *(prefix[: -len(j)] for j in context.vocabulary.joints if prefix.endswith(j)), plain, first)
    for form in dict.fromkeys(forms):
        for entry in context.vocabulary.lexicon.name(form):
            if entry.kind not in {"surname", "person", "place"} or hyphenated:
                target = entry_target(context, entry)
                if target is not None:
                    return Owner(target, f"first member {prefix}")
    countries = context.vocabulary.prefix_countries(prefix)
    if not countries:
        country = context.vocabulary.country_of_adjective(prefix)
        countries = (country,) if country is not None else ()
    if not countries:
        return None
    country = context.dominant if context.dominant in countries else countries[0]
    return Owner(state_of(context, country), f"first member {prefix}")


def linked_owner(context: Context, index: int, tokens: range) -> Owner | None:
    """The first linked mention inside the description at these tokens."""
    for token in tokens:
        for other in context.at_token(token):
            link = context.links.get(other)
            if other == index or link is None or len(link.targets) != 1 or link.mention.rule in NO_OWNERS:
                continue
            if context.begins[other] < context.begins[index] or context.ends[other] > context.ends[index]:
                continue  # a phrase around this one does not own it
            target = link.targets[0]
            if target.country is not None or target.kind == "organisation":
                name = link.mention.span.text
                part = link.mention.kind == "place" and not context.vocabulary.names_a_state(name)
                territory = target.ref if target.kind == "state" and target.ref != target.country else None
                return Owner(target, f"of {name}", part=part, region=context.vocabulary.lexicon.part(name) or territory)
    return None
