"""Descriptions that take up an actor named before: "der Minister", "die Partei", "das Land", "seinem Amtskollegen"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from lagebild.link.agreement import phrase_genders, phrase_numbers
from lagebild.link.context import HOLDS, Context, Link
from lagebild.link.descriptions import Description, described_target, person_by_office, read_description
from lagebild.link.names import person_of, state_of
from lagebild.link.owners import is_relational
from lagebild.link.persons import note_opponent
from lagebild.link.tally import NEAR_WEIGHT
from lagebild.link.targets import Target

SAME_OFFICE, SAME_SECTOR, SAME_STATE, BOTH, APPOSITION = 0.75, 0.6, 0.6, 0.7, 0.95
TELLING_SECTORS = frozenset({"OPP", "REB", "PTY", "MED", "REL", "BUS", "MIL"})
NEAR_SENTENCES, FAR_SENTENCES = 5, 40


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
        context.add(index, context.links[name].targets, APPOSITION, f"stands beside the name {text}")
        return
    description = read_description(context, index)
    holder = person_by_office(context, description)
    if holder is not None:
        target, score, why = holder
        context.add(index, target, score, why)
        return
    target, score, reasons = described_target(context, description)
    context.add(index, target, score, *reasons)


def _take_up(context: Context, index: int) -> None:
    """Replace the link of a definite phrase without an owner by the actor that it takes up, if there is one."""
    mention = context.mentions[index]
    if mention.rule == "de.mention.colleague":
        _link_colleague(context, index)
        return
    if _says_both(context, index):
        _link_both(context, index)
        return
    if mention.rule == "de.mention.state_noun":
        _link_state_noun(context, index)
        return
    description = read_description(context, index)
    if not _is_definite(context, index):
        return
    if description.owner is not None and not _is_plain_person(context, description):
        _take_up_owned(context, index, description)
        return
    if mention.rule == "de.mention.aged":
        found = _last(context, index, lambda t: t.kind == "person" and bool(t.genders & phrase_genders(context, index)))
    elif description.reading is None:
        return
    elif description.reading.role.kind == "person":
        found = _same_person(context, index, description)
    elif _is_general_body(context, index, description):
        sectors = {description.reading.role.sector}
        if context.vocabulary.has("igo_noun", description.reading.noun):
            sectors.add("IGO")
        found = _last(context, index, lambda t: t.kind == "organisation" and t.sector in sectors and not t.described)
    else:
        return
    if found is not None:
        target, where = found
        if target.kind == "person":
            note_opponent(context, target, description)
        context.add(index, target, SAME_OFFICE, f"takes up {target.name} ({where.mention.span.text})")


def _take_up_owned(context: Context, index: int, description: Description) -> None:
    """Link "der chinesische Minister" to the person of that state named before who holds an office called so."""
    link = context.links.get(index)
    unnamed = link is not None and len(link.targets) == 1 and not link.targets[0].known and link.targets[0].kind == "person"
    singular = phrase_numbers(context, index) != frozenset({"pl"})
    if description.reading is None or description.owner is None or not unnamed or not singular or description.former:
        return
    genders = phrase_genders(context, index)
    for other, found in _before(context, index, NEAR_SENTENCES):
        target = found.targets[0]
        if len(found.targets) != 1 or target.kind != "person" or target.country != description.owner.target.country:
            continue
        if target.genders & genders and target.ref is not None and _fits_noun(context, description, other, found):
            context.add(index, target, SAME_OFFICE, f"takes up {target.name} ({found.mention.span.text})")
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


def _is_definite(context: Context, index: int) -> bool:
    begin, head = context.begins[index], context.mentions[index].head
    if begin < head:
        return context.doc[begin].text.lower() in context.vocabulary.definite
    before = context.doc[begin - 1] if begin else None
    return before is not None and before.tag_ == "APPRART"


def _same_person(context: Context, index: int, description: Description) -> tuple[Target, Link] | None:
    """The person whom a definite phrase takes up: the nearest before whom its noun fits."""
    if description.reading is None or phrase_numbers(context, index) == frozenset({"pl"}):
        return None
    genders = phrase_genders(context, index)
    plain = _is_plain_person(context, description)
    for other, link in _before(context, index, 2 if plain else FAR_SENTENCES):
        target = link.targets[0]
        if len(link.targets) != 1 or target.kind != "person" or not target.genders & genders:
            continue
        if plain and link.mention.kind == "name":
            if _fits_plain(context, description, target):
                return target, link
            continue
        if _fits_noun(context, description, other, link) or _fits_sector(context, description, link):
            return target, link
    return None


def _fits_plain(context: Context, description: Description, target: Target) -> bool:
    """Whether a noun that says little ("die Grünen-Politikerin", "der Putin-Vertraute") can mean the person."""
    reading = description.reading
    if reading is not None and is_relational(context, reading) and reading.prefix is not None and reading.prefix in target.name:
        return False
    return description.owner is None or description.owner.target.country == target.country


def _fits_noun(context: Context, description: Description, other: int, link: Link) -> bool:
    """Whether the person was described by this noun or a compound with it, or holds an office that it names."""
    noun, target = context.doc[description.head].text, link.targets[0]
    head = context.doc[context.mentions[other].head].text
    described = link.mention.kind == "description" and (target.known or link.score >= APPOSITION)
    if described and head.lower().endswith(noun.lower()):
        return True
    if target.ref is None or description.reading is None:
        return False
    office_id = description.reading.role.office
    office = context.knowledge.office(office_id) if office_id is not None else None
    offices = {office_id, *(office.lookup if office is not None else ())}
    return _holds_fitting_office(context, target.ref, offices, noun)


def _fits_sector(context: Context, description: Description, link: Link) -> bool:
    """Whether a noun without a post ("der Kremlkritiker") is of the sector of a person named right before."""
    if description.reading is None or link.mention.kind != "name":
        return False
    role = description.reading.role
    office = context.knowledge.office(role.office) if role.office is not None else None
    near = (context.mentions[description.index].sentence or 0) - (link.mention.sentence or 0) <= 2
    has_posts = office is not None and bool(office.lookup)
    return near and not has_posts and link.targets[0].sector == role.sector and role.sector in TELLING_SECTORS


def _holds_fitting_office(context: Context, person_id: str, offices: set[str | None], noun: str) -> bool:
    """Whether the person holds one of the offices, or one whose noun ends in this noun ("Minister", "Verteidigungsminister")."""
    for holding in context.knowledge.offices_of(person_id, context.on):
        if holding.office in offices:
            return True
        office = context.knowledge.office(holding.office)
        if office is not None and any(known.lower().endswith(noun.lower()) for known in office.nouns):
            return True
    return False


def _before(context: Context, index: int, sentences: int) -> Iterator[tuple[int, Link]]:
    """Links of mentions before this one, nearest first, within so many sentences."""
    here = context.mentions[index].sentence
    begin = context.begins[index]
    if here is None:
        return
    for other in range(index - 1, -1, -1):
        sentence = context.mentions[other].sentence
        if sentence is None:
            continue
        if here - sentence > sentences:
            return
        link = context.links.get(other)
        if link is None or context.ends[other] > begin:
            continue
        yield other, link


def _last(context: Context, index: int, fits: Callable[[Target], bool]) -> tuple[Target, Link] | None:
    for _, link in _before(context, index, NEAR_SENTENCES):
        if len(link.targets) == 1 and link.mention.kind not in {"place", "adjective"} and fits(link.targets[0]):
            return link.targets[0], link
    return None


def _link_state_noun(context: Context, index: int) -> None:
    """Link "das Land", "der Nachbarstaat": the state of its adjective, else the one named last."""
    description = read_description(context, index)
    if description.owner is not None or phrase_numbers(context, index) == frozenset({"pl"}):
        return
    if _is_possessed(context, index):
        _link_own_state(context, index)
        return
    if not _is_definite(context, index):
        return
    counts = _counts_before(context, index)
    if counts:
        country = max(counts, key=lambda key: (counts[key], key))
        context.add(index, state_of(context, country), SAME_STATE, f"{country} is what the article speaks of most up to here")


def _counts_before(context: Context, index: int) -> dict[str, float]:
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
    return bool(context.doc[context.begins[index]].tag_ == "PPOSAT")


def _link_own_state(context: Context, index: int) -> None:
    """Link "ihr Land": the state of the person named last."""
    for _, link in _before(context, index, 2):
        target = link.targets[0]
        if target.kind == "person" and target.country is not None and context.knowledge.state(target.country) is not None:
            context.add(index, state_of(context, target.country), SAME_STATE, f"state of {target.name}")
            return


def _says_both(context: Context, index: int) -> bool:
    tokens = range(context.begins[index], context.mentions[index].head)
    if any(context.vocabulary.has_adjective("both", context.doc[i].text) for i in tokens):
        return True
    return _is_definite(context, index) and any(context.vocabulary.has("two", context.doc[i].text.lower()) for i in tokens)


def _link_both(context: Context, index: int) -> None:
    """Link "beide Staaten", "die beiden Präsidenten": the last two actors of the kind that the noun names."""
    description = read_description(context, index)
    persons = description.reading is not None and description.reading.role.kind == "person"
    if context.mentions[index].rule == "de.mention.state_noun":
        _link_both_states(context, index)
        return
    kinds = {"person"} if persons else {"state", "organisation"}
    pair = _last_pair(context, index, kinds, subjects=True) or _last_pair(context, index, kinds, subjects=False)
    if pair is not None:
        context.add(index, pair, BOTH, "the two named last")
    elif not persons:
        _link_both_states(context, index)


def _last_pair(context: Context, index: int, kinds: set[str], *, subjects: bool) -> tuple[Target, ...] | None:
    """The two actors of these kinds named last; with `subjects` only those that are subjects of one of the last sentences."""
    found: dict[str, Target] = {}
    for _, link in _before(context, index, 1 if subjects else NEAR_SENTENCES):
        if link.mention.kind in {"adjective", "place"} or (subjects and not _is_subject(context.doc[link.mention.head])):
            continue
        for target in link.targets:
            if target.kind in kinds:
                found.setdefault(target.id, target)
        if len(found) >= 2:
            return tuple(found.values())[:2]
    return None


def _is_subject(token: Token) -> bool:
    """Whether the token is a subject, or coordinated with one."""
    while token.dep_ in {"conj", "flat", "appos"} and token.head.i < token.i:
        token = token.head
    return bool(token.dep_.startswith("nsubj"))


def _link_both_states(context: Context, index: int) -> None:
    """Link "beide Länder": the two states that the article has spoken of most up to here, through their people too."""
    pair = _last_pair(context, index, {"state"}, subjects=True)
    if pair is not None:
        context.add(index, pair, BOTH, "the two states that are subjects before")
        return
    counts = context.country_counts(until=context.mentions[index].sentence)
    best = sorted(counts, key=lambda country: (-counts[country], country))[:2]
    if len(best) == 2:
        states = tuple(state_of(context, country) for country in best)
        context.add(index, states, BOTH, "the two states that the article speaks of most up to here")


def _link_colleague(context: Context, index: int) -> None:
    """Link "seinen chinesischen Amtskollegen": the holder there of the office that the person named before holds."""
    owner = read_description(context, index).owner
    if context.on is None or phrase_numbers(context, index) == frozenset({"pl"}):
        return
    for _, link in _before(context, index, 1):
        ref = link.targets[0].ref
        if link.targets[0].kind != "person" or ref is None:
            continue
        for holding in context.knowledge.offices_of(ref, context.on):
            country = owner.target.ref if owner is not None else _other_country(context, holding.country)
            holders = context.knowledge.holders(holding.office, country, context.on) if country is not None else ()
            if len(holders) == 1:
                why = f"{holding.office} of {country}, as {link.targets[0].name} is of {holding.country}"
                context.add(index, person_of(context, holders[0]), SAME_OFFICE if owner is not None else SAME_STATE, why)
                return


def _other_country(context: Context, country: str) -> str | None:
    """The one of the article's two main countries that is not this one; None if this one is neither."""
    counts = context.country_counts()
    best = sorted(counts, key=lambda key: (-counts[key], key))[:2]
    return next((other for other in best if other != country), None) if country in best else None
