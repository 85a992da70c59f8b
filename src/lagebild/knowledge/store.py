"""Knowledge: the loaded tables with look-ups by id, by office and by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from lagebild.knowledge.values import (
    DayInterval,
    Holding,
    Membership,
    Office,
    Organisation,
    Part,
    Person,
    Place,
    RoleNoun,
    State,
    first_day,
    overlaps,
)

K = TypeVar("K")
V = TypeVar("V")

TermKey = tuple[str, str, str | None]
"""A term by its person, office and first day."""

TABLES_SOURCE = "general knowledge (tables of this package)"
"""The source of everything in the tables that names no other."""


class Knowledge:
    """States, organisations, offices, persons and places; immutable, the same object for every caller.

    The tuples keep the order of the tables. A look-up by id returns None for an unknown id. `ambiguous` maps surfaces
    that need context (several referents, or also an ordinary word or name) to the ids of their candidates.
    """

    __slots__ = (
        "_holdings_by_office",
        "_holdings_by_person",
        "_memberships",
        "_offices",
        "_organisations",
        "_parts",
        "_persons",
        "_sources",
        "_states",
        "ambiguous",
        "holdings",
        "language",
        "memberships",
        "offices",
        "organisations",
        "parts",
        "parts_of_terms",
        "persons",
        "places",
        "role_nouns",
        "states",
    )

    def __init__(
        self,
        *,
        language: str,
        states: tuple[State, ...],
        organisations: tuple[Organisation, ...],
        offices: tuple[Office, ...],
        role_nouns: tuple[RoleNoun, ...],
        persons: tuple[Person, ...],
        holdings: tuple[Holding, ...],
        places: tuple[Place, ...],
        ambiguous: Mapping[str, tuple[str, ...]],
        memberships: tuple[Membership, ...] = (),
        parts: tuple[Part, ...] = (),
        parts_of_terms: Mapping[TermKey, str] = MappingProxyType({}),
        sources: Mapping[str, str] | None = None,
    ) -> None:
        self.language = language
        self.states = states
        self.organisations = organisations
        self.offices = offices
        self.role_nouns = role_nouns
        self.persons = persons
        self.holdings = tuple(sorted(holdings, key=_by_time))
        self.places = places
        self.ambiguous = MappingProxyType(dict(ambiguous))
        self.memberships = memberships
        self._sources = MappingProxyType(dict(sources or {}))
        self._states = MappingProxyType({state.id: state for state in states})
        self._organisations = MappingProxyType({organisation.id: organisation for organisation in organisations})
        self._offices = MappingProxyType({office.id: office for office in offices})
        self._persons = MappingProxyType({person.id: person for person in persons})
        self.parts = parts
        self.parts_of_terms = parts_of_terms
        self._parts = MappingProxyType({part.id: part for part in parts})
        of_parts = (h for h in self.holdings if (h.person_id, h.office, h.since) in parts_of_terms)
        by_part = (((h.office, parts_of_terms[h.person_id, h.office, h.since]), h) for h in of_parts)
        self._holdings_by_office = _group(chain((((h.office, h.country), h) for h in self.holdings), by_part))
        self._memberships = _group((m.organisation_id, m) for m in memberships)
        self._holdings_by_person = _group((h.person_id, h) for h in self.holdings)

    def source_of(self, actor_id: str) -> str | None:
        """Where a state, organisation or person is known from; None for an unknown id."""
        known = actor_id in self._states or actor_id in self._organisations or actor_id in self._persons
        return self._sources.get(actor_id, TABLES_SOURCE) if known else None

    def state(self, state_id: str) -> State | None:
        """The state or territory with this id (ISO alpha-3, or user-assigned X…)."""
        return self._states.get(state_id)

    def organisation(self, organisation_id: str) -> Organisation | None:
        """The organisation with this id."""
        return self._organisations.get(organisation_id)

    def office(self, office_id: str) -> Office | None:
        """The office with this id."""
        return self._offices.get(office_id)

    def person(self, person_id: str) -> Person | None:
        """The person with this id."""
        return self._persons.get(person_id)

    def part(self, part_id: str) -> Part | None:
        """The region or city with this id."""
        return self._parts.get(part_id)

    def holders(self, office: str, country: str, on: DayInterval | None = None) -> tuple[Person, ...]:
        """Who held the office of the state, its part or the organisation on some day of `on` (any day if None), earliest first.

        Both leaver and successor are named for the day of a handover; bounds known only to the year or month
        count as reaching to its first or last day.
        """
        held = (h for h in self._holdings_by_office.get((office, country), ()) if overlaps(h.since, h.until, on))
        ids = dict.fromkeys(h.person_id for h in held)
        return tuple(self._persons[person_id] for person_id in ids)

    def terms(self, office: str, country: str) -> tuple[Holding, ...]:
        """All terms of the office of the state, its part or the organisation, earliest first."""
        return self._holdings_by_office.get((office, country), ())

    def offices_of(self, person_id: str, on: DayInterval | None = None) -> tuple[Holding, ...]:
        """The offices that the person held on some day of `on` (any day if None), earliest first."""
        return tuple(h for h in self._holdings_by_person.get(person_id, ()) if overlaps(h.since, h.until, on))

    def members(self, organisation_id: str, on: DayInterval | None = None, *, status: str = "member") -> tuple[str, ...]:
        """The states that had this status in the organisation on some day of `on` (any day if None), in the order of the table.

        Statuses are member, observer, candidate, partner and permanent (a permanent seat in the Security Council of the UN).
        """
        held = (m for m in self._memberships.get(organisation_id, ()) if m.status == status and overlaps(m.since, m.until, on))
        return tuple(dict.fromkeys(m.country for m in held))


def _by_time(holding: Holding) -> tuple[str, str, str]:
    return first_day(holding.since), holding.person_id, holding.office


def _group(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    grouped: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return MappingProxyType({key: tuple(values) for key, values in grouped.items()})
