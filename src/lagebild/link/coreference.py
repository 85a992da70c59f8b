"""Descriptions that take up an actor named before: "der Minister", "die Partei", "das Land", "seinem Amtskollegen"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lagebild.link.agreement import phrase_genders, phrase_numbers
from lagebild.link.context import Context, Link
from lagebild.link.descriptions import Description, described_target, person_by_office, read_description
from lagebild.link.names import person_of, state_of
from lagebild.link.targets import Target

SAME_OFFICE, SAME_SECTOR, SAME_STATE, BOTH, APPOSITION = 0.75, 0.6, 0.6, 0.7, 0.95
NEAR_SENTENCES, FAR_SENTENCES = 5, 40
HOLDS = 0.6  # links less sure than this do not count as speaking of a state
DEFINITE = frozenset({"der", "die", "das", "des", "dem", "den", "dieser", "diese", "dieses", "diesem", "diesen"})


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
    if description.owner is not None or not _is_definite(context, index):
        return
    if mention.rule == "de.mention.aged":
        found = _last(context, index, lambda t: t.kind == "person" and bool(t.genders & phrase_genders(context, index)))
    elif description.reading is None:
        return
    elif description.reading.role.kind == "person":
        found = _same_person(context, index, description)
    elif _is_general_body(context, index, description):
        sector = description.reading.role.sector
        found = _last(context, index, lambda t: t.kind == "organisation" and t.sector == sector and not t.described)
    else:
        return
    if found is not None:
        target, where = found
        context.add(index, target, SAME_OFFICE, f"takes up {target.name} ({where.mention.span.text})")


def _is_general_body(context: Context, index: int, description: Description) -> bool:
    """Whether the phrase names a body by its kind alone ("die Partei"), so that it may take up a named one."""
    noun = description.reading.role.noun if description.reading is not None else ""
    plain = (
        context.vocabulary.has("organisation_head", noun)
        and description.reading is not None
        and description.reading.prefix is None
    )
    return plain and phrase_numbers(context, index) == frozenset({"sg"})


def _is_definite(context: Context, index: int) -> bool:
    begin, head = context.begins[index], context.mentions[index].head
    if begin < head:
        return context.doc[begin].text.lower() in DEFINITE
    before = context.doc[begin - 1] if begin else None
    return before is not None and before.tag_ == "APPRART"


def _same_person(context: Context, index: int, description: Description) -> tuple[Target, Link] | None:
    """The person described before by the same noun (or a compound with it), or one whose office fits it."""
    if description.reading is None or phrase_numbers(context, index) == frozenset({"pl"}):
        return None
    role = description.reading.role
    genders = phrase_genders(context, index)
    plain = context.vocabulary.has("plain_person", role.noun)
    offices = {role.office}
    known = context.knowledge.office(role.office) if role.office is not None else None
    if known is not None:
        offices.update(known.lookup)
    noun = context.doc[description.head].text
    for other, link in _before(context, index, FAR_SENTENCES if not plain else 2):
        target = link.targets[0]
        if len(link.targets) != 1 or target.kind != "person" or not target.genders & genders:
            continue
        if plain and link.mention.kind == "name":
            return target, link
        head = context.doc[context.mentions[other].head].text
        if (
            link.mention.kind == "description"
            and (target.known or link.score >= APPOSITION)
            and head.lower().endswith(noun.lower())
        ):
            return target, link
        if target.ref is not None and any(h.office in offices for h in context.knowledge.offices_of(target.ref, context.on)):
            return target, link
    return None


def _before(context: Context, index: int, sentences: int) -> Iterator[tuple[int, Link]]:
    """Links of mentions before this one, nearest first, within so many sentences."""
    here = context.mentions[index].sentence
    begin = context.begins[index]
    for other in range(index - 1, -1, -1):
        link = context.links.get(other)
        if link is None or context.ends[other] > begin or link.mention.sentence is None or here is None:
            continue
        if here - link.mention.sentence > sentences:
            return
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
    for _, link in _before(context, index, NEAR_SENTENCES):
        target = link.targets[0]
        if len(link.targets) == 1 and target.kind == "state" and link.mention.kind in {"name", "metonym", "description", "place"}:
            context.add(index, target, SAME_STATE, f"takes up {link.mention.span.text}")
            return


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
    return any(context.vocabulary.has_adjective("both", context.doc[i].text) for i in tokens)


def _link_both(context: Context, index: int) -> None:
    """Link "beide Staaten", "die beiden Präsidenten": the last two actors of the kind that the noun names."""
    description = read_description(context, index)
    persons = description.reading is not None and description.reading.role.kind == "person"
    if context.mentions[index].rule == "de.mention.state_noun":
        _link_both_states(context, index)
        return
    found: dict[str, Target] = {}
    for _, link in _before(context, index, NEAR_SENTENCES):
        for target in link.targets:
            fits = target.kind == "person" if persons else target.kind in {"state", "organisation"}
            if fits and link.mention.kind not in {"adjective", "place"}:
                found.setdefault(target.id, target)
        if len(found) >= 2:
            context.add(index, tuple(found.values())[:2], BOTH, "the two named last")
            return


def _link_both_states(context: Context, index: int) -> None:
    """Link "beide Länder": the two states that the article has spoken of most up to here, through their people too."""
    counts = context.country_counts(min_score=HOLDS, until=context.mentions[index].sentence)
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
    counts = context.country_counts(min_score=HOLDS)
    best = sorted(counts, key=lambda key: (-counts[key], key))[:2]
    return next((other for other in best if other != country), None) if country in best else None
