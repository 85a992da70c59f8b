"""Names of persons (and unknown names) to actors, with what stands beside them: office, description, party in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.knowledge.values import Person
from lagebild.link.agreement import person_gender, phrase_genders
from lagebild.link.beside import described_together, description_ending, find_beside, is_person
from lagebild.link.context import Context
from lagebild.link.descriptions import OPPOSITION, UNKNOWN_SECTOR, Description, described_sector, people_of, read_description
from lagebild.link.holders import holder_named
from lagebild.link.names import PERSON_RULES, FullNames, choose_person, person_candidates, person_of, rank_persons
from lagebild.link.owners import Owner, adjective_before
from lagebild.link.targets import ActorKind, Target, unknown_target

PARTY_SECTORS = frozenset({"PTY", "LEG", "OPP"})
NAMED_BEFORE, FROM_APPOSITION, FROM_CONTEXT = 0.9, 0.75, 0.45
MAX_DESCRIPTIONS = 4  # of one name that are read
MAX_ATTRIBUTES = 4  # words between a preposition and the body that a person is of ("vom Netzwerk Neuland")
CIVILIAN = "CVL"
UNKNOWN_RULES = PERSON_RULES | {"de.mention.abbreviation"}
Described = dict[str, list[tuple[list[str], int]]]  # by the last word of a name


def link_persons(context: Context) -> dict[int, int]:
    """Link all names of persons and unknown names; the result maps descriptions to the names they stand beside."""
    names = [i for i, m in enumerate(context.mentions) if m.rule in UNKNOWN_RULES]
    beside = {i: find_beside(context, i) for i in names}
    full = FullNames()
    described, together = _described_by_name(context, beside), described_together(context, names)
    written = {" ".join(_words(context, index)) for index in names}
    for index in names:
        words = _spelled(context, _words(context, index), written)
        if len(words) > 1 and not context.vocabulary.has("name_particle", words[0].lower()):  # not "Von der Leyen"
            target, score, reasons = _link_name(
                context, index, words, _descriptions_of(words, beside[index], described) or _own(together, index)
            )
            full.add(words, index, target)
            full.add([bare for w in (words[-1],) for bare in context.vocabulary.lexicon.bare_forms(w)], index, target)
            context.add(index, target, score, *reasons)
    for index in names:
        if index in context.links:
            continue
        forms = context.vocabulary.lexicon.bare_forms(_words(context, index)[-1])
        known = full.find(forms, index)
        if known is not None and not _clashes(context, known[1], beside[index]):
            named, target = known
            context.add(index, target, NAMED_BEFORE, "surname of a person named in full in the article", after=(named,))
        else:
            target, score, reasons = _link_name(
                context, index, _words(context, index), _descriptions_of(forms, beside[index], {}) or _own(together, index)
            )
            context.add(index, target, score, *reasons)
            full.add(forms, index, target)
    apposed = {description: index for index, description in beside.items() if description is not None}
    apposed = {d: i for d, i in apposed.items() if is_person(context, d) or context.links[i].targets[0].kind != "person"}
    for index, mention in enumerate(context.mentions):
        if mention.rule == "de.mention.organisation" and index in context.links:
            description = description_ending(context, context.begins[index] - 1, needs_article=False)
            if description is not None and not is_person(context, description):
                apposed[description] = index
                _note_opposition(context, index, description)
    return apposed


def _note_opposition(context: Context, index: int, description: int) -> None:
    """Remember that the article presents a party as one of the opposition ("die Oppositionspartei Neues Land")."""
    target = context.links[index].targets[0]
    sector = described_sector(context, read_description(context, description))
    if sector == OPPOSITION and target.sector in PARTY_SECTORS:
        context.presented[target.id] = OPPOSITION


def _described_by_name(context: Context, beside: dict[int, int | None]) -> Described:
    """For the last words of names: the words of their mentions that have a description beside them, and that description."""
    found: Described = {}
    for index, description in beside.items():
        words = _words(context, index)
        if description is not None and (len(words) > 1 or is_person(context, description)):
            for form in context.vocabulary.lexicon.bare_forms(words[-1]):
                if len(kept := found.setdefault(form, [])) < MAX_DESCRIPTIONS:
                    kept.append((words, description))
    return found


def _spelled(context: Context, words: list[str], written: set[str]) -> list[str]:
    """The words of a full name without the genitive ending, if the article has the name without it too."""
    for form in context.vocabulary.lexicon.bare_forms(words[-1]):
        bare = [*words[:-1], form]
        if form != words[-1] and " ".join(bare) in written:
            return bare
    return words


def _own(together: dict[int, int], index: int) -> list[int]:
    return [together[index]] if index in together else []


def _descriptions_of(words: Sequence[str], beside: int | None, described: Described) -> list[int]:
    """The descriptions that the article gives whoever has the name: beside this mention first, then beside others."""
    others = [other for named, other in described.get(words[-1], ()) if len(named) == 1 or named[0] == words[0]]
    return list(dict.fromkeys((*((beside,) if beside is not None else ()), *others)))[:MAX_DESCRIPTIONS]


def _words(context: Context, index: int) -> list[str]:
    begin, end = context.begins[index], context.ends[index]
    return [context.tokens[i].text for i in range(begin, end) if not context.tokens[i].is_space]


def _clashes(context: Context, target: Target, beside: int | None) -> bool:
    """Whether the description beside a surname gives it to another country than the person named in full has.

    A body beside it is another argument of the verb ("Danach erklärte die Regierung Muster zum Feind").
    """
    if beside is None or not is_person(context, beside):
        return False
    owner = read_description(context, beside).owner
    return owner is not None and None not in {owner.target.country, target.country} and owner.target.country != target.country


def _link_name(context: Context, index: int, words: Sequence[str], beside: list[int]) -> tuple[Target, float, tuple[str, ...]]:
    text = " ".join(words)
    descriptions = [read_description(context, one) for one in beside]
    description = descriptions[0] if descriptions else None
    office, country = _office_and_country(description)
    candidates = person_candidates(context, text)
    if candidates:
        chosen = choose_person(context, candidates, office=office, country=country)
        if chosen is None and len(candidates) == 1 and len(words) > 1 and _is_by_phrase(description):
            chosen = choose_person(context, candidates, office=office, country=None)
        if chosen is not None:
            person, score, reason = chosen
            return _in_role(context, person_of(context, person), description), score, (reason,)
    forms = context.vocabulary.lexicon.bare_forms(text) if description is not None else ()
    for form in forms:
        held = holder_named(context, description, form.split(" ")) if description is not None else None
        if held is not None:
            return held[0], held[1], (held[2],)
    return _unknown(context, index, text, descriptions)


def _is_by_phrase(description: Description | None) -> bool:
    """Whether only a phrase behind the noun says whose the person is, which the full name of a known person outweighs.

    It may be of another time, or name something of several states ("der Machthaber der früheren britischen Kolonie").
    """
    owner = description.owner if description is not None else None
    return owner is not None and owner.why.startswith("of ")


def _office_and_country(description: Description | None) -> tuple[str | None, str | None]:
    """The office that the description beside a name gives the person, and whose it is."""
    owner = description.owner.target if description is not None and description.owner is not None else None
    office = description.reading.role.office if description is not None and description.reading is not None else None
    return office, (owner.ref or owner.country) if owner is not None else None


def ranked_bearers(context: Context, index: int) -> list[tuple[int, Person]]:
    """The known bearers of a person's name with the points that speak for each, best first; for other mentions nobody."""
    if context.mentions[index].rule not in UNKNOWN_RULES:
        return []
    beside = find_beside(context, index)
    office, country = _office_and_country(read_description(context, beside) if beside is not None else None)
    candidates = person_candidates(context, " ".join(_words(context, index)))
    return rank_persons(context, candidates, office=office, country=country)


def _in_role(context: Context, target: Target, description: Description | None) -> Target:
    """The known person with the sector of the role in which the article presents them ("SPD-Chef")."""
    if description is None or description.former or description.reading is None or not is_person(context, description.index):
        return target
    owner = description.owner.target if description.owner is not None else None
    sector = described_sector(context, description)
    genders = phrase_genders(context, description.index) & target.genders
    target = replace(target, genders=genders or target.genders)  # "ihr Mann" says it of a given name that no table has
    speaks_for_party = owner is not None and owner.sector == "PTY" and sector in PARTY_SECTORS
    if speaks_for_party:
        return replace(target, sector=sector)
    note_opponent(context, target, description)
    return target


def note_opponent(context: Context, target: Target, description: Description) -> None:
    """Remember that the article presents a person without a government office as one of the opposition."""
    if described_sector(context, description) == OPPOSITION and not description.former and not _rules_now(context, target):
        context.presented[target.id] = OPPOSITION


def _rules_now(context: Context, target: Target) -> bool:
    """Whether the known person holds an office in a government on the days of the article."""
    if target.ref is None or context.on is None:
        return False
    offices = [context.knowledge.office(h.office) for h in context.knowledge.offices_of(target.ref, context.on)]
    return any(office is not None and office.sector == "GOV" for office in offices)


def _unknown(context: Context, index: int, text: str, descriptions: list[Description]) -> tuple[Target, float, tuple[str, ...]]:
    bare = context.vocabulary.lexicon.bare_forms(text)
    name = bare[-1] if len(bare) > 1 and "Gen" in context.tokens[context.ends[index] - 1].morph.get("Case") else text
    given = person_gender(context.vocabulary, name)
    genders = frozenset({given}) if given else frozenset({"m", "f"})
    party = _party_after(context, index)
    if descriptions:
        description = descriptions[0]
        institution = not is_person(context, description.index)
        of = _owner_by(context, descriptions) or (adjective_before(context, index) if party is None else None)
        owner = of.target if of is not None else party or _origin_after(context, index)
        country, score, why = _country(context, index, owner)
        sector = _sector_by(context, descriptions)
        if not given and not institution:
            genders = phrase_genders(context, description.index) - {"n"} or genders
        kind: ActorKind = "organisation" if institution and not given else "person"
        noun = context.tokens[description.head].text
        target = unknown_target(name, kind, country, sector, genders=genders, numbers=frozenset({"sg"}))
        return target, score, (f"read from the description {noun}", why)
    of = adjective_before(context, index) if party is None else None
    country, score, why = _country(context, index, of.target if of is not None else party or _origin_after(context, index))
    if context.mentions[index].rule == "de.mention.abbreviation":
        target = unknown_target(
            name, "organisation", country, "UNK", genders=frozenset({"m", "f", "n"}), numbers=frozenset({"sg"})
        )
        return target, score, ("unknown abbreviation", why)
    sector = party.sector if party is not None else "UNK"
    own_kind: ActorKind = "person" if given or len(text.split(" ")) > 1 or party is not None else "other"
    return (
        unknown_target(name, own_kind, country, sector, genders=genders, numbers=frozenset({"sg"})),
        score,
        ("unknown name", why),
    )


def _owner_by(context: Context, descriptions: list[Description]) -> Owner | None:
    """Whose the person is by the first of the descriptions that says so."""
    owners = (d.owner or _outer_owner(context, d) or people_of(context, d.index) for d in descriptions)
    return next((owner for owner in owners if owner is not None), None)


def _sector_by(context: Context, descriptions: list[Description]) -> str:
    """The sector by the first of the descriptions that says one; "der Schweizer" alone makes a civilian."""
    sectors = [described_sector(context, d) for d in descriptions if d.reading is not None]
    told = next((sector for sector in sectors if sector != UNKNOWN_SECTOR), None)
    return told or (UNKNOWN_SECTOR if sectors else CIVILIAN)


def _is_body(context: Context, token: int) -> bool:
    """Whether the token begins or is part of the name of a known body."""
    links = (context.links.get(other) for other in context.at_token(token))
    return any(link is not None and link.mention.rule == "de.mention.organisation" for link in links)


def _country(context: Context, index: int, owner: Target | None) -> tuple[str | None, float, str]:
    if owner is not None:
        return owner.country, FROM_APPOSITION, f"belongs to {owner.name}"
    return context.country_nearby(index, sector=None)


def _outer_owner(context: Context, description: Description) -> Owner | None:
    """Whose a person is by a description before a rank ("ein Sprecher der norwegischen Armee, Oberst Anna Muster,")."""
    begin = context.begins[description.index]
    if begin < 2 or context.tokens[begin - 1].text != ",":
        return None
    outer = description_ending(context, begin - 2, needs_article=True)
    return read_description(context, outer).owner if outer is not None and is_person(context, outer) else None


def _party_after(context: Context, index: int) -> Target | None:
    """The organisation named after a person in brackets or with a preposition ("Max Muster (SPD)", "... von der SPD")."""
    end, tokens = context.ends[index], context.tokens
    if end + 1 >= len(tokens):
        return None
    token = end + 1 if tokens[end].text == "(" else None
    if token is None and context.vocabulary.has("possessor_preposition", tokens[end].text):
        token = end + 1
        while (
            token < min(end + MAX_ATTRIBUTES, len(tokens) - 1)
            and tokens[token].tag_ in {"ART", "ADJA", "NN"}
            and not _is_body(context, token)
        ):
            token += 1
    if token is None:
        return None
    for other in context.at_token(token):
        link = context.links.get(other)
        if link is not None and link.targets[0].kind == "organisation":
            return link.targets[0]
    return None


def _origin_after(context: Context, index: int) -> Target | None:
    """The state that a person is said to come from, right after the name ("Anna Muster aus Kenia")."""
    end, tokens = context.ends[index], context.tokens
    if end + 1 >= len(tokens) or not context.vocabulary.has("origin_preposition", tokens[end].text.lower()):
        return None
    for other in context.at_token(end + 1):
        link = context.links.get(other)
        if link is not None and context.begins[other] == end + 1 and link.targets[0].kind == "state":
            head = tokens[link.mention.head].head  # a verb's own phrase says where from ("Sie holte Anna Muster aus Kenia.")
            return None if head.tag_.startswith("V") else link.targets[0]
    return None
