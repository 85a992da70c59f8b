"""Names to actors: states, organisations, places by the knowledge; persons by full name, surname, office and country."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from operator import itemgetter

from lagebild.knowledge.lexicon import Entry
from lagebild.knowledge.values import Person, overlaps
from lagebild.link.agreement import person_gender, state_genders
from lagebild.link.context import Context
from lagebild.link.targets import Target, group_target, organisation_target, person_target, state_target, unknown_target

SAME_SPELLING = 0.8  # "Siegmar" and "Sigmar" 0.92, "Micheil" and "Michail" 0.86
SURE, LIKELY, POSSIBLE = 0.95, 0.8, 0.6
BRANDED_SECTORS = frozenset({"BUS", "MED"})  # whose names nobody has in another state
BLOC_GENDERS = frozenset({"m", "f", "n"})
PLACE_RULES = frozenset({"de.mention.place", "de.mention.metonym"})
PERSON_RULES = frozenset({"de.mention.person", "de.mention.fullname", "de.mention.surname", "de.mention.unknown"})


@dataclass(slots=True)
class FullNames:
    """Persons named in full in the article: by each capitalised word, in the order of the text."""

    by_word: defaultdict[str, list[tuple[int, Target]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, words: Sequence[str], index: int, target: Target) -> None:
        for word in dict.fromkeys(word.casefold() for word in words if word is words[-1] or word[:1].isupper()):
            insort(self.by_word[word], (index, target), key=itemgetter(0))

    def find(self, forms: Sequence[str], index: int) -> tuple[int, Target] | None:
        """The person last named in full before the mention, else the first named after it, with the index of that mention."""
        for form in forms:
            named = self.by_word.get(form.casefold(), [])
            if named:
                return named[max(bisect_left(named, index, key=itemgetter(0)) - 1, 0)]
        return None


def link_plain_names(context: Context) -> None:
    """Link states, organisations, metonyms, places, adjectives and compounds with a first member that is known."""
    for index, mention in enumerate(context.mentions):
        if mention.rule == "de.mention.adjective":
            countries = _countries_of_adjective(context, mention.span.text)
            if countries:
                states = tuple(state_of(context, country) for country in countries)
                context.add(index, states, mention.score, f"adjective of {', '.join(countries)}")
        elif mention.rule == "de.mention.compound":
            _link_compound(context, index)
        elif mention.kind in {"name", "metonym", "place"} and mention.rule not in PERSON_RULES:
            targets = plain_targets(context, index)
            if len(targets) == 1 and not _is_common_noun(context, index, targets[0]):
                _add_plain(context, index, targets[0], "")


def _countries_of_adjective(context: Context, form: str) -> list[str]:
    """The states of an adjective, two for one such as "deutsch-polnisch"."""
    first, hyphen, _ = form.rpartition("-")
    found = [context.vocabulary.country_of_adjective(part) for part in ((first, form) if hyphen else (form,))]
    return list(dict.fromkeys(country for country in found if country is not None))


def link_ambiguous_names(context: Context) -> None:
    """Link the names that several states, organisations or places share, by what else the article names."""
    linked = {target.id for link in context.links.values() for target in link.targets}
    countries = {target.country for link in context.links.values() for target in link.targets}
    for index, mention in enumerate(context.mentions):
        if index in context.links or mention.kind not in {"name", "metonym", "place"} or mention.rule in PERSON_RULES:
            continue
        targets = plain_targets(context, index)
        if targets and _is_common_noun(context, index, targets[0]):
            _link_common_noun(context, index, targets[0], countries)
        elif targets:
            best = max(targets, key=lambda t: plausibility(context, t, linked, prefers_body=mention.kind == "metonym"))
            _add_plain(context, index, best, f", of {len(targets)} with this name the one that the article speaks of")


def _is_common_noun(context: Context, index: int, target: Target) -> bool:
    """Whether an organisation of one state has a name that bodies of other states have too ("Senat", "Sozialdemokraten")."""
    text = context.mentions[index].span.text
    shared = target.sector not in BRANDED_SECTORS and target.country not in {None, "IGO"}
    return target.kind == "organisation" and shared and text in context.knowledge.ambiguous


def _link_common_noun(context: Context, index: int, target: Target, countries: set[str | None]) -> None:
    """Link such a name to the known organisation, or to the body of that kind in the state that the article speaks of."""
    begin, text = context.begins[index], context.mentions[index].span.text
    before = context.tokens[begin - 1] if begin else None
    stated = context.vocabulary.country_of_adjective(before.text) if before is not None and before.tag_ == "ADJA" else None
    country = stated or (context.dominant if target.country not in countries else None) or target.country
    if country == target.country:
        _add_plain(context, index, target, "")
        return
    other = group_target(
        text, text, country, target.sector, kind="organisation", genders=BLOC_GENDERS, numbers=frozenset({"sg", "pl"})
    )
    why = f"adjective of {country}" if stated else context.dominant_reason
    context.add(index, other, LIKELY if stated else POSSIBLE, f"a body called {text}, not {target.name}", why)


def plausibility(context: Context, target: Target, linked: set[str], *, prefers_body: bool) -> int:
    """0 to 7: how much the article speaks for one of several targets that share a name."""
    named = 4 * (target.id in linked)
    local = 2 * (target.country is not None and target.country in {context.dominant, context.scene})
    return named + local + (prefers_body and target.kind == "organisation")


def plain_targets(context: Context, index: int) -> list[Target]:
    """The states, organisations and places that a name may mean, of the first kind that fits, likeliest first."""
    mention = context.mentions[index]
    entries = context.vocabulary.lexicon.name(mention.span.text)
    for kinds in (("bloc",), ("state",), ("organisation", "organ"), ("seat", "capital", "place")):
        fitting = [e for e in entries if e.kind in kinds and mention.rule == _rule_of(e, mention.rule)]
        targets = [target for target in (entry_target(context, e) for e in _living(context, fitting)) if target is not None]
        if targets:
            return list({target.id: target for target in targets}.values())
    return []


def _living(context: Context, entries: list[Entry]) -> list[Entry]:
    """The entries without dissolved states, where one that still exists has the name too."""
    existing = [e for e in entries if e.kind not in {"state", "capital"} or not _is_dissolved(context, e.ref)]
    return existing or entries


def _is_dissolved(context: Context, state_id: str | None) -> bool:
    state = context.knowledge.state(state_id) if state_id is not None else None
    return state is not None and state.kind == "dissolved"


def _add_plain(context: Context, index: int, target: Target, remark: str) -> None:
    mention = context.mentions[index]
    how = "stands for" if mention.kind == "metonym" else "names"
    context.add(index, target, mention.score, *mention.reasons, f"{how} {target.name}{remark}")


def _rule_of(entry: Entry, rule: str) -> str:
    if entry.kind == "state":
        return "de.mention.state"
    if entry.kind == "bloc":
        return "de.mention.bloc"
    if entry.kind in {"organisation", "organ"}:
        return "de.mention.organisation"
    return rule if rule in PLACE_RULES else ""


def entry_target(context: Context, entry: Entry) -> Target | None:
    """What an entry of the lexicon refers to on the days of the article; None for a place in no known state."""
    knowledge = context.knowledge
    if entry.kind == "bloc":
        bloc = unknown_target(entry.name, "other", None, entry.sector or "UNK", genders=BLOC_GENDERS, numbers=frozenset({"sg"}))
        return replace(bloc, known=True)
    if entry.ref is None:
        return None
    if entry.kind in {"organisation", "organ"}:
        name = entry.name if entry.kind == "organ" else None
        return organisation_target(knowledge, entry.ref, name=name, sector=entry.sector)
    if entry.kind == "seat" and knowledge.organisation(entry.ref) is not None and knowledge.state(entry.ref) is None:
        return organisation_target(knowledge, entry.ref)
    if entry.kind in {"person", "surname"}:
        person = knowledge.person(entry.ref)
        return person_of(context, person) if person is not None else None
    return state_of(context, entry.ref)


def state_of(context: Context, state_id: str) -> Target:
    """The state as an actor, with the gender and number of its name."""
    state = context.knowledge.state(state_id)
    genders, numbers = state_genders(context.vocabulary, state)
    target = state_target(context.knowledge, state_id, genders=genders)
    return target if numbers == target.numbers else replace(target, numbers=numbers)


def person_of(context: Context, person: Person) -> Target:
    """A known person as an actor, with the office held on the article's days."""
    return person_target(context.knowledge, person, context.on, gender=person_gender(context.vocabulary, person.name))


def _link_compound(context: Context, index: int) -> None:
    mention = context.mentions[index]
    first = mention.span.text.rpartition("-")[0]
    for entry in context.vocabulary.lexicon.name(first):
        target = entry_target(context, entry) if entry.kind != "place" else None
        if target is not None:
            context.add(index, target, mention.score, *mention.reasons)
            return
    countries = context.vocabulary.prefix_countries(first)
    if countries:
        context.add(index, state_of(context, countries[0]), mention.score, *mention.reasons)


def person_candidates(context: Context, text: str) -> list[Person]:
    """Known persons who may bear the name as it stands: in full, or by surname with a fitting given name."""
    lexicon = context.vocabulary.lexicon
    entries = [e for e in lexicon.name(text) if e.kind in {"person", "surname"}]
    if not entries and " " in text:
        given, _, last = text.rpartition(" ")
        entries = [e for e in lexicon.name(last) if e.kind == "surname" and _same_given(given, e.name)]
    if not entries and " " in text:
        matched = lexicon.match(text.split(" "), 0, text.count(" ") + 1)
        if matched is not None and matched[0] > 1:
            entries = [e for e in matched[1] if e.kind == "person"]
    persons = [context.knowledge.person(e.ref) for e in entries if e.ref is not None]
    return list({p.id: p for p in persons if p is not None}.values())


def _same_given(given: str, name: str) -> bool:
    """Whether the given names start alike ("George W." and "George")."""
    first, own = given.partition(" ")[0].rstrip("."), name.partition(" ")[0]
    if first == own or (len(first) == 1 and own.startswith(first)):
        return True
    spelling = SequenceMatcher(None, first, own, autojunk=False).ratio()
    return spelling >= SAME_SPELLING and first[-1] == own[-1]  # the last letter often tells women's names from men's


def choose_person(
    context: Context, candidates: list[Person], *, office: str | None, country: str | None
) -> tuple[Person, float, str] | None:
    """The candidate that office and country beside the name, the day and the article speak for; None if that is undecided."""
    ranked = rank_persons(context, candidates, office=office, country=country)
    best, person = ranked[0]
    if best < 0:
        return None
    if len(ranked) > 1 and ranked[1][0] == best:
        return None
    reason = "only known bearer of the name" if len(ranked) == 1 else "best of the bearers of the name by office, country and day"
    return person, (SURE if len(ranked) == 1 else LIKELY) if best >= 2 else POSSIBLE, reason


def rank_persons(
    context: Context, candidates: list[Person], *, office: str | None, country: str | None
) -> list[tuple[int, Person]]:
    """The candidates with the points that office, country, day and article give them, best first."""
    knowledge = context.knowledge
    ranked = []
    for person in candidates:
        held = [h for h in knowledge.offices_of(person.id) if overlaps(h.since, h.until, context.on)]
        fits_office = office is not None and any(h.office in _lookup(context, office) for h in held)
        countries = {person.country, *(h.country for h in held)}
        fits_country = country is not None and country in countries
        clashes = country is not None and country not in countries and person.country is not None
        points = 4 * fits_office + 3 * fits_country + 2 * bool(held) - 4 * clashes
        points += context.dominant is not None and context.dominant in countries
        ranked.append((points, person))
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].id))


def _lookup(context: Context, office: str) -> tuple[str, ...]:
    known = context.knowledge.office(office)
    return (*known.lookup, office) if known is not None else (office,)
