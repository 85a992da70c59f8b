"""Names of persons (and unknown names) to actors, with what stands beside them: office, description, party in brackets."""

from __future__ import annotations

from dataclasses import replace

from lagebild.knowledge.values import Person
from lagebild.link.agreement import person_gender, phrase_genders, phrase_numbers
from lagebild.link.context import Context
from lagebild.link.descriptions import OPPOSITION, Description, described_sector, read_description
from lagebild.link.holders import holder_named
from lagebild.link.names import PERSON_RULES, FullNames, choose_person, person_candidates, person_of, rank_persons
from lagebild.link.owners import Owner
from lagebild.link.targets import ActorKind, Target, unknown_target

PARTY_SECTORS = frozenset({"PTY", "LEG", "OPP"})
CLOSING = frozenset({",", ".", "(", ":", "–", ";", ")"})
MAX_ASIDE = 15  # tokens of a bracket or quoted name
NAMED_BEFORE, FROM_APPOSITION, FROM_CONTEXT = 0.9, 0.75, 0.45
UNKNOWN_RULES = PERSON_RULES | {"de.mention.abbreviation"}


def link_persons(context: Context) -> dict[int, int]:
    """Link all names of persons and unknown names; the result maps descriptions to the names they stand beside."""
    names = [i for i, m in enumerate(context.mentions) if m.rule in UNKNOWN_RULES]
    beside = {i: _beside(context, i) for i in names}
    full = FullNames()
    described = _described_by_name(context, beside)
    for index in names:
        words = _words(context, index)
        if len(words) > 1 and not context.vocabulary.has("name_particle", words[0].lower()):  # not "Von der Leyen"
            target, score, reasons = _link_name(context, index, beside[index] or described.get(words[-1]))
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
            target, score, reasons = _link_name(context, index, beside[index])
            context.add(index, target, score, *reasons)
            full.add(forms, index, target)
    apposed = {description: index for index, description in beside.items() if description is not None}
    apposed = {d: i for d, i in apposed.items() if _is_person(context, d) or context.links[i].targets[0].kind != "person"}
    for index, mention in enumerate(context.mentions):
        if mention.rule == "de.mention.organisation" and index in context.links:
            description = _description_ending(context, context.begins[index] - 1, needs_article=False)
            if description is not None and not _is_person(context, description):
                apposed[description] = index
                _note_opposition(context, index, description)
    return apposed


def _note_opposition(context: Context, index: int, description: int) -> None:
    """Remember that the article presents a party as one of the opposition ("die Oppositionspartei Neues Land")."""
    target = context.links[index].targets[0]
    sector = described_sector(context, read_description(context, description))
    if sector == OPPOSITION and target.sector in PARTY_SECTORS:
        context.presented[target.id] = OPPOSITION


def _described_by_name(context: Context, beside: dict[int, int | None]) -> dict[str, int]:
    """For the last words of names: the first description that stands beside one of their mentions."""
    found: dict[str, int] = {}
    for index, description in beside.items():
        if description is not None:
            for form in context.vocabulary.lexicon.bare_forms(_words(context, index)[-1]):
                found.setdefault(form, description)
    return found


def _words(context: Context, index: int) -> list[str]:
    begin, end = context.begins[index], context.ends[index]
    return [context.tokens[i].text for i in range(begin, end) if not context.tokens[i].is_space]


def _clashes(context: Context, target: Target, beside: int | None) -> bool:
    """Whether the description beside a surname gives it to another country than the person named in full has."""
    if beside is None:
        return False
    owner = read_description(context, beside).owner
    return owner is not None and None not in {owner.target.country, target.country} and owner.target.country != target.country


def _link_name(context: Context, index: int, beside: int | None) -> tuple[Target, float, tuple[str, ...]]:
    text = " ".join(_words(context, index))
    description = read_description(context, beside) if beside is not None else None
    office, country = _office_and_country(description)
    candidates = person_candidates(context, text)
    if candidates:
        chosen = choose_person(context, candidates, office=office, country=country)
        if chosen is not None:
            person, score, reason = chosen
            return _in_role(context, person_of(context, person), description), score, (reason,)
    forms = context.vocabulary.lexicon.bare_forms(text) if description is not None else ()
    for form in forms:
        held = holder_named(context, description, form.split(" ")) if description is not None else None
        if held is not None:
            return held[0], held[1], (held[2],)
    return _unknown(context, index, text, description)


def _office_and_country(description: Description | None) -> tuple[str | None, str | None]:
    """The office that the description beside a name gives the person, and whose it is."""
    owner = description.owner.target if description is not None and description.owner is not None else None
    office = description.reading.role.office if description is not None and description.reading is not None else None
    return office, (owner.ref or owner.country) if owner is not None else None


def ranked_bearers(context: Context, index: int) -> list[tuple[int, Person]]:
    """The known bearers of a person's name with the points that speak for each, best first; for other mentions nobody."""
    if context.mentions[index].rule not in UNKNOWN_RULES:
        return []
    beside = _beside(context, index)
    office, country = _office_and_country(read_description(context, beside) if beside is not None else None)
    candidates = person_candidates(context, " ".join(_words(context, index)))
    return rank_persons(context, candidates, office=office, country=country)


def _in_role(context: Context, target: Target, description: Description | None) -> Target:
    """The known person with the sector of the role in which the article presents them ("SPD-Chef")."""
    if description is None or description.former or description.reading is None or not _is_person(context, description.index):
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


def _unknown(context: Context, index: int, text: str, description: Description | None) -> tuple[Target, float, tuple[str, ...]]:
    bare = context.vocabulary.lexicon.bare_forms(text)
    name = bare[-1] if len(bare) > 1 and "Gen" in context.tokens[context.ends[index] - 1].morph.get("Case") else text
    given = person_gender(context.vocabulary, name)
    genders = frozenset({given}) if given else frozenset({"m", "f"})
    party = _party_after(context, index)
    if description is not None:
        institution = not _is_person(context, description.index)
        of = description.owner or _outer_owner(context, description)
        owner = of.target if of is not None else party
        country, score, why = _country(context, index, owner)
        sector = described_sector(context, description)
        if not given and not institution:
            genders = phrase_genders(context, description.index) - {"n"} or genders
        kind: ActorKind = "organisation" if institution and not given else "person"
        noun = context.tokens[description.head].text
        target = unknown_target(name, kind, country, sector, genders=genders, numbers=frozenset({"sg"}))
        return target, score, (f"read from the description {noun}", why)
    country, score, why = _country(context, index, party)
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


def _country(context: Context, index: int, owner: Target | None) -> tuple[str | None, float, str]:
    if owner is not None:
        return owner.country, FROM_APPOSITION, f"belongs to {owner.name}"
    return context.country_nearby(index, sector=None)


def _outer_owner(context: Context, description: Description) -> Owner | None:
    """Whose a person is by a description before a rank ("ein Sprecher der norwegischen Armee, Oberst Anna Muster,")."""
    begin = context.begins[description.index]
    if begin < 2 or context.tokens[begin - 1].text != ",":
        return None
    outer = _description_ending(context, begin - 2, needs_article=True)
    return read_description(context, outer).owner if outer is not None and _is_person(context, outer) else None


def _party_after(context: Context, index: int) -> Target | None:
    """The organisation named after a person in brackets or with a preposition ("Max Muster (SPD)", "... von der SPD")."""
    end, tokens = context.ends[index], context.tokens
    if end + 1 >= len(tokens):
        return None
    token = end + 1 if tokens[end].text == "(" else None
    if token is None and context.vocabulary.has("possessor_preposition", tokens[end].text):
        token = end + 2 if tokens[end + 1].tag_ == "ART" else end + 1
    if token is None:
        return None
    for other in context.at_token(token):
        link = context.links.get(other)
        if link is not None and link.targets[0].kind == "organisation":
            return link.targets[0]
    return None


def _beside(context: Context, index: int) -> int | None:
    """The description of one person or body that stands in apposition to the name, before or after it."""
    begin, end, tokens = context.begins[index], context.ends[index], context.tokens
    before = begin - 1
    while before >= 0 and (
        tokens[before].is_space or tokens[before].tag_ == "$(" or context.vocabulary.has("title", tokens[before].text)
    ):
        before -= 1
    if before >= 0:
        closed = end < len(tokens) and tokens[end].text in CLOSING
        comma = tokens[before].text == "," and closed
        found = _description_ending(context, _skip_names(context, before - 1) if comma else before, needs_article=comma)
        if found is not None:
            return found
    end = _skip_brackets(context, end)
    if end + 1 < len(tokens) and tokens[end].text == ",":
        return _description_beginning(context, end + 1, index)
    return None


def _skip_names(context: Context, token: int) -> int:
    """The token before brackets, quotation marks and proper names that stand at `token` ("Chef der Partei „Neues Land“ (NL)")."""
    tokens, last = context.tokens, token
    if tokens[token].text == ")":
        while token > 0 and last - token < MAX_ASIDE and tokens[token].text != "(":
            token -= 1
        token -= 1
    if token > 0 and tokens[token].tag_ == "$(":
        token -= 1
        while token > 0 and last - token < MAX_ASIDE and tokens[token].tag_ != "$(":
            token -= 1
        token -= 1
    named = next((i for i in context.at_token(token) if _names_body(context, i) and context.ends[i] == token + 1), None)
    if named is not None:
        return max(context.begins[named] - 1, 0)
    while token > 0 and last - token < MAX_ASIDE and tokens[token].tag_ in {"NE", "FM"}:
        token -= 1
    return max(token, 0)


def _names_body(context: Context, index: int) -> bool:
    return context.mentions[index].rule == "de.mention.organisation" and context.ends[index] - context.begins[index] > 1


def _skip_brackets(context: Context, token: int) -> int:
    """The token after a bracket that opens at `token` ("Max Muster (SPD), Sprecher ...")."""
    tokens = context.tokens
    if token < len(tokens) and tokens[token].text == "(":
        for i in range(token, min(token + MAX_ASIDE, len(tokens))):
            if tokens[i].text == ")":
                return i + 1
    return token


def _description_ending(context: Context, token: int, *, needs_article: bool) -> int | None:
    """The description whose last token this is; of nested ones the innermost of a person, else the widest."""
    fitting = [i for i in context.at_token(token) if context.ends[i] == token + 1 and _may_be_apposed(context, i)]
    if needs_article:
        fitting = [i for i in fitting if context.tokens[context.begins[i]].tag_ in {"ART", "PPOSAT"}]
    persons = [i for i in fitting if _is_person(context, i)]
    if persons:
        return max(persons, key=lambda i: context.mentions[i].head)
    return min(fitting, key=lambda i: context.begins[i], default=None)


def _description_beginning(context: Context, token: int, name: int) -> int | None:
    for i in context.at_token(token):
        if context.begins[i] == token and _may_be_apposed(context, i) and _is_person(context, i):
            head = context.tokens[context.mentions[i].head]
            end = context.ends[i]
            closed = end < len(context.tokens) and context.tokens[end].text in CLOSING
            inside = context.begins[name] <= head.head.i < context.ends[name]
            if (head.dep_ == "appos" and inside) or (closed and (head.dep_ == "appos" or inside)):
                return i
    return None


def _may_be_apposed(context: Context, index: int) -> bool:
    mention = context.mentions[index]
    plain = mention.rule in {"de.mention.role", "de.mention.role_compound", "de.mention.colleague"}
    return mention.kind == "description" and plain and phrase_numbers(context, index) != frozenset({"pl"})


def _is_person(context: Context, index: int) -> bool:
    mention = context.mentions[index]
    token = context.tokens[mention.head]
    reading = context.vocabulary.role(token.text, token.lemma_)
    return mention.rule == "de.mention.colleague" or (reading is not None and reading.role.kind == "person")
