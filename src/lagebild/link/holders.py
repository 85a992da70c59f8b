"""Who holds a described office: of the owner that the phrase names, or of a state that the article speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.knowledge.values import Office, Person, first_day, last_day
from lagebild.link.agreement import ANY_GENDER, person_gender, phrase_genders, phrase_numbers
from lagebild.link.context import Context
from lagebild.link.descriptions import Description, country_of
from lagebild.link.earlier import is_definite
from lagebild.link.names import person_of
from lagebild.link.owners import Owner
from lagebild.link.targets import Target

HOLDER, BY_GENDER, IN_CONTEXT = 0.85, 0.75, 0.55
MAX_PLAIN_LOOKUP = 2  # nouns of more kinds of offices ("Präsident") say too little without an owner
OF_BODIES = frozenset({"central_bank_head", "speaker_of_parliament", "chief_of_general_staff", "commander_in_chief"})
OF_PARTS = {
    "head_of_government": "state_premier",
    "governor": "head_of_government",
}
"""What the offices of a state are called in a part of it."""
MASCULINE, FEMININE, NEUTER = frozenset({"m"}), frozenset({"f"}), frozenset({"n"})
Found = tuple[Target, float, str]


def person_by_office(context: Context, description: Description) -> Found | None:
    """The holder of the described office of the owner on the article's days, if there is exactly one."""
    owner = description.owner
    office = _office(context, description)
    if office is None or owner is None:
        return None
    for ref, kind in offices_asked(owner, office):
        holders = _asked(context, description, kind, ref)
        among = [p for p in holders if p.id in context.named_persons]
        fitting = [p for p in holders if _fits_gender(context, description, p)]
        for chosen, score in ((holders, HOLDER), (among, HOLDER), (fitting, BY_GENDER)):
            if len(chosen) == 1 and not _is_called_a_woman(context, description, chosen[0]):
                why = f"{kind} of {ref} on the day of the article ({owner.why})"
                return person_of(context, chosen[0]), score, why
        if holders:
            return None
    return None if owner.part else _head_of_body(context, description, office)


def offices_asked(owner: Owner, office: Office) -> list[tuple[str, str]]:
    """Whose office of which kind is meant, likeliest first: that of a region or city, that of the state or organisation."""
    found: list[tuple[str, str]] = []
    if owner.region is not None:
        kinds = (*office.lookup, *(OF_PARTS[kind] for kind in office.lookup if kind in OF_PARTS))
        found += [(owner.region, kind) for kind in kinds]
    if not owner.part and owner.target.ref is not None:
        found += [(owner.target.ref, kind) for kind in office.lookup]
    return found


def holder_named(context: Context, description: Description, words: Sequence[str]) -> Found | None:
    """The one holder of the described office whose name has all these words ("Verteidigungsminister Ponce")."""
    office = _office(context, description)
    if office is None or description.owner is None:
        return None
    for ref, kind in offices_asked(description.owner, office):
        named = [p for p in _asked(context, description, kind, ref) if {w.casefold() for w in words} <= _words_of(p)]
        if len(named) == 1:
            return person_of(context, named[0]), BY_GENDER, f"{kind} of {ref} with this name on the day of the article"
    return None


def _words_of(person: Person) -> set[str]:
    return {word.casefold() for name in (person.name, *person.variants) for word in name.split(" ")}


def _asked(context: Context, description: Description, kind: str, ref: str) -> tuple[Person, ...]:
    """The holders that the phrase asks for: of now, of former times, of lately, the newest, or the next one."""
    if description.future:
        return _near_term(context, kind, ref, ended=False)
    holders = holders_of(context, kind, ref, former=description.former)
    if description.lately:
        return (_near_term(context, kind, ref, ended=True) or holders)[:1]
    return holders[-1:] if description.new else holders


def _head_of_body(context: Context, description: Description, office: Office) -> Found | None:
    """The head of a body of a state whose office the tables have as one of the state ("Fed-Chefin", "Duma-Präsident")."""
    owner = description.owner
    body = context.knowledge.organisation(owner.target.ref or "") if owner is not None else None
    if body is None or body.country is None or description.former or description.future:
        return None
    for kind in office.lookup:
        known = context.knowledge.office(kind)
        if kind in OF_BODIES and known is not None and known.sector == body.sector:
            holders = holders_of(context, kind, body.country, former=False)
            if len(holders) == 1:
                return person_of(context, holders[0]), BY_GENDER, f"{kind} of {body.country}, whose body {body.name} is"
    return None


def person_in_context(context: Context, description: Description) -> Found | None:
    """The holder of an office without an owner, in the state that the phrase belongs to by its context.

    Where the noun's gender does not fit that holder, the one of another state of the article whom it fits. Only for offices that
    one person of a state holds at a time; "der Präsident" may be one of many, so the article has to name the holder.
    """
    office = _office(context, description)
    if office is None or not office.unique or description.owner is not None or context.on is None:
        return None
    if description.former or description.future or not _stands_alone(context, description):
        return None
    nearby = country_of(context, description)[0]
    others = sorted(context.country_counts().items(), key=lambda item: (-item[1], item[0]))
    found: dict[str, str] = {}
    for country in dict.fromkeys([nearby, *(key for key, _ in others)]):
        holders = holders_of(context, office.lookup[0], country, former=False) if country is not None else ()
        named = len(office.lookup) <= MAX_PLAIN_LOOKUP or any(p.id in context.named_persons for p in holders)
        if len(holders) == 1 and named and _fits_gender(context, description, holders[0]):
            found[holders[0].id] = country or ""
            if country == nearby:
                break
    person = context.knowledge.person(next(iter(found))) if len(found) == 1 else None
    if person is None:
        return None
    country = found[person.id]
    return person_of(context, person), IN_CONTEXT, f"{office.lookup[0]} of {country}, which the article speaks of, on its day"


def _office(context: Context, description: Description) -> Office | None:
    """The office that a phrase about one person names; None for other phrases."""
    reading = description.reading
    if reading is None or reading.role.office is None:
        return None
    if phrase_numbers(context, description.index) == frozenset({"pl"}) or _is_one_of_several(context, description.index):
        return None
    office = context.knowledge.office(reading.role.office)
    return office if office is not None and office.lookup else None


def _stands_alone(context: Context, description: Description) -> bool:
    """Whether the phrase is definite, and no genitive or prepositional phrase says whose the office is, be it known or not."""
    index, head = description.index, description.head
    if not is_definite(context, index) or context.ends[index] != head + 1:
        return False
    return not any(child.i > head and child.dep_.startswith("nmod") for child in context.tokens[head].children)


def _fits_gender(context: Context, description: Description, person: Person) -> bool:
    gender, genders = person_gender(context.vocabulary, person.name), phrase_genders(context, description.index)
    if genders == ANY_GENDER and context.vocabulary.is_masculine(context.tokens[description.head].text.rpartition("-")[2]):
        genders = MASCULINE
    return gender is None or gender in genders or genders in {ANY_GENDER, NEUTER}


def _is_called_a_woman(context: Context, description: Description, person: Person) -> bool:
    """Whether the phrase is feminine and the person a man ("die Sprecherin"); a woman may hold an office of masculine name."""
    return phrase_genders(context, description.index) == FEMININE and person_gender(context.vocabulary, person.name) == "m"


def _is_one_of_several(context: Context, index: int) -> bool:
    """Whether an indefinite article says that the noun has several bearers ("ein Anführer der Taliban")."""
    first = context.tokens[context.begins[index]]
    return first.tag_ == "ART" and first.text.lower() not in context.vocabulary.definite


def holders_of(context: Context, office: str, ref: str, *, former: bool) -> tuple[Person, ...]:
    """Who holds the office on the article's days, or held it before them; nobody where these days are unknown."""
    if not former:
        return context.knowledge.holders(office, ref, context.on) if context.on is not None else ()
    everybody = context.knowledge.holders(office, ref)
    if context.on is None:
        return everybody
    still = {p.id for p in context.knowledge.holders(office, ref, context.on)}
    before = context.knowledge.holders(office, ref, (first_day(None), context.on[0]))
    return tuple(p for p in before if p.id not in still)


def _near_term(context: Context, office: str, ref: str, *, ended: bool) -> tuple[Person, ...]:
    """Whose term ended last in the year up to the article, or begins first in the year after it; nobody if there is none."""
    if context.on is None:
        return ()
    begin, end = context.on
    terms = context.knowledge.terms(office, ref)
    if ended:
        near = [t for t in terms if _years_on(begin, -1) <= last_day(t.until) <= end]
        term = max(near, key=lambda t: last_day(t.until), default=None)
    else:
        near = [t for t in terms if end < first_day(t.since) <= _years_on(end, 1)]
        term = min(near, key=lambda t: first_day(t.since), default=None)
    person = context.knowledge.person(term.person_id) if term is not None else None
    return (person,) if person is not None else ()


def _years_on(day: str, years: int) -> str:
    """The day so many years later, as it is written; nobody looks whether the calendar has it."""
    return f"{int(day[:4]) + years:04d}{day[4:]}"
