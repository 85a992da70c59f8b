"""Contract of the knowledge tables: the formats that the linker relies on, checked for every row of every language."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from datetime import date
from importlib.resources import files
from itertools import chain, pairwise

import pytest

from lagebild.knowledge import Knowledge, Organisation, State, first_day, last_day, load_knowledge

LANGUAGES = sorted(
    folder.name for folder in (files("lagebild") / "lang").iterdir() if folder.is_dir() and (folder / "knowledge").is_dir()
)
OFFICES_OF_ONE = (
    "foreign_minister",
    "defence_minister",
    "interior_minister",
    "finance_minister",
    "secretary_general",
    "party_secretary",
    "central_bank_head",
    "chief_of_general_staff",
    "speaker_of_parliament",
)


@pytest.fixture(scope="module", params=LANGUAGES)
def known(request: pytest.FixtureRequest) -> Knowledge:
    language: str = request.param
    return load_knowledge(language)


def state_surfaces(state: State) -> set[str]:
    return {state.name, *state.variants, *state.adjectives, *state.inhabitants, *state.metonyms}


def organisation_surfaces(organisation: Organisation) -> set[str]:
    return {organisation.name, *organisation.variants, *organisation.metonyms, *(o.name for o in organisation.organs)}


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_tables_are_as_large_as_agreed(known: Knowledge) -> None:
    assert len(known.states) >= 195
    assert sum(o.country == "IGO" for o in known.organisations) >= 80
    assert sum(o.country != "IGO" for o in known.organisations) >= 1500
    assert len(known.role_nouns) >= 450
    assert len(known.persons) >= 9000
    assert len(known.places) >= 600


def test_ids_are_unique(known: Knowledge) -> None:
    ids = [s.id for s in known.states] + [o.id for o in known.organisations]
    assert repeated(ids) == []
    assert repeated([o.id for o in known.offices]) == []
    assert repeated([p.id for p in known.persons]) == []
    assert repeated([p.name for p in known.persons]) == []


def test_countries_are_known(known: Knowledge) -> None:
    states = {state.id for state in known.states}
    organisations = {organisation.id for organisation in known.organisations}
    assert {state.parent for state in known.states} - states == {None}
    assert {p.country for p in known.persons} <= states | {None, "IGO"}
    assert {o.country for o in known.organisations} <= states | {None, "IGO"}
    assert {p.country for p in known.places} <= states | {None}
    assert {n.country for n in known.role_nouns} <= states | organisations | {None}
    assert {h.country for h in known.holdings} <= states | organisations
    assert set(chain.from_iterable((*o.members, *o.observers) for o in known.organisations)) <= states


def test_dissolved_states_and_territories_lead_to_a_state(known: Knowledge) -> None:
    for state in known.states:
        led_to = known.state(state.country)
        assert led_to is not None, state
        assert state.kind == "state" or led_to.kind == "state" or state.id == "ESH", state
        assert state.kind != "dissolved" or (state.until and state.parent), f"{state.id} has no end or successor"


def test_igos_have_country_igo_or_a_home(known: Knowledge) -> None:
    assert [o.id for o in known.organisations if o.sector == "IGO" and o.country != "IGO"] == []


def test_holdings_name_known_persons_and_offices(known: Knowledge) -> None:
    offices = {office.id for office in known.offices} | set(chain.from_iterable(o.lookup for o in known.offices))
    for holding in known.holdings:
        assert known.person(holding.person_id) is not None, holding
        assert holding.office in offices, holding


def test_dates_exist_and_are_in_order(known: Knowledge) -> None:
    spans = [(s.since, s.until) for s in known.states] + [(h.since, h.until) for h in known.holdings]
    for since, until in spans:
        date.fromisoformat(first_day(since))
        date.fromisoformat(last_day(until))
        assert first_day(since) <= last_day(until), (since, until)


def test_terms_in_offices_of_one_do_not_overlap_by_months(known: Knowledge) -> None:
    terms = defaultdict(list)
    for holding in known.holdings:
        if holding.office in OFFICES_OF_ONE and len(holding.since or "") == 10:
            terms[holding.office, holding.country].append(holding)
    for held in terms.values():
        for one, following in pairwise(held):
            assert one.until is not None, (one, following)
            if one.person_id != following.person_id:
                assert last_day(one.until)[:7] <= first_day(following.since)[:7], (one, following)


def test_no_surface_names_two_states_unless_listed(known: Knowledge) -> None:
    owners = defaultdict(set)
    for state in known.states:
        for surface in state_surfaces(state):
            owners[surface].add(state.id)
    assert {s: ids for s, ids in owners.items() if len(ids) > 1 and s not in known.ambiguous} == {}


def test_no_surface_names_two_organisations_unless_listed(known: Knowledge) -> None:
    owners = defaultdict(set)
    for organisation in known.organisations:
        for surface in organisation_surfaces(organisation):
            owners[surface].add(organisation.id)
    assert {s: ids for s, ids in owners.items() if len(ids) > 1 and s not in known.ambiguous} == {}


def test_no_place_lies_in_two_states_unless_listed(known: Knowledge) -> None:
    owners = defaultdict(set)
    for place in known.places:
        for surface in (place.name, *place.variants):
            state = known.state(place.country) if place.country else None
            owners[surface].add(state.country if state else None)
    assert {s: ids for s, ids in owners.items() if len(ids) > 1 and s not in known.ambiguous} == {}


def test_ambiguous_surfaces_occur_and_list_their_candidates(known: Knowledge) -> None:
    ids = {s.id for s in known.states} | {o.id for o in known.organisations}
    for surface, candidates in known.ambiguous.items():
        assert candidates, surface
        assert {c for c in candidates if not c.startswith("place:")} <= ids, surface


def test_every_office_noun_is_a_role_noun(known: Knowledge) -> None:
    nouns = {(n.noun, n.office) for n in known.role_nouns}
    assert {(noun, office.id) for office in known.offices for noun in office.nouns} <= nouns
    assert {n.office for n in known.role_nouns} <= {office.id for office in known.offices} | {None}


def test_role_nouns_have_one_reading_for_each_kind(known: Knowledge) -> None:
    assert repeated([f"{n.noun}/{n.kind}" for n in known.role_nouns]) == []
    assert {n.number for n in known.role_nouns} <= {None, "sg", "pl"}


def test_surfaces_have_no_stray_characters(known: Knowledge) -> None:
    surfaces = chain(
        *map(state_surfaces, known.states),
        *map(organisation_surfaces, known.organisations),
        *((p.name, p.surname, *p.variants) for p in known.persons),
        *((p.name, *p.variants) for p in known.places),
        (n.noun for n in known.role_nouns),
    )
    for surface in surfaces:
        assert surface, "empty surface"
        assert surface == " ".join(surface.split()), surface
        assert not set(surface) & set("|\t;=~"), surface


def test_surname_is_part_of_a_name(known: Knowledge) -> None:
    for person in known.persons:
        assert any(person.surname in name for name in (person.name, *person.variants)), person


def letters_of(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if letter.isalpha())


def test_nobody_of_a_state_is_listed_twice_by_spelling(known: Knowledge) -> None:
    assert repeated([f"{person.country} {letters_of(person.name)}" for person in known.persons]) == []


def test_parts_and_their_terms_belong_together(known: Knowledge) -> None:
    countries = {part.id: part.country for part in known.parts}
    assert set(countries.values()) <= {state.id for state in known.states}
    assert not countries.keys() & ({state.id for state in known.states} | {o.id for o in known.organisations})
    terms = {(h.person_id, h.office, h.since): h.country for h in known.holdings}
    assert {term: countries[part] for term, part in known.parts_of_terms.items()} == {
        term: terms.get(term) for term in known.parts_of_terms
    }
    words = [word for part in known.parts for word in (*part.names, *part.adjectives)]
    assert repeated(words) == []
