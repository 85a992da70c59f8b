"""Actors that a user adds to the knowledge: new ones, and further names and offices of known ones."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.values import Holding, Organisation, Person, first_day

OwnKind = Literal["person", "organisation", "state"]


@dataclass(frozen=True, slots=True)
class OwnOffice:
    """An office of a state or organisation with its days (ISO, of day, month or year precision; None: unknown or open)."""

    office: str
    country: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class OwnActor:
    """An actor of a user's own data. Where the tables have its id, it adds names and offices to that actor and nothing else.

    `source` is what the user names, with the place it was read from; `positions` are posts in words, without days.
    """

    id: str
    kind: OwnKind
    name: str
    surname: str | None
    country: str | None
    sector: str
    variants: tuple[str, ...]
    offices: tuple[OwnOffice, ...]
    positions: tuple[str, ...]
    wikidata: str | None
    source: str


@dataclass(frozen=True, eq=False)
class Overlay:
    """The actors of one user, each id once, in the order of the ids; told apart by their content."""

    actors: tuple[OwnActor, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Eight characters that are the same for the same actors."""
        return hashlib.sha256(repr(self.actors).encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Overlay) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def make_overlay(actors: Iterable[OwnActor]) -> Overlay:
    """The overlay of these actors; of several with one id the last counts."""
    by_id = {actor.id: actor for actor in actors}
    return Overlay(tuple(by_id[key] for key in sorted(by_id)))


def apply_overlay(knowledge: Knowledge, overlay: Overlay) -> Knowledge:
    """The knowledge with the user's actors in it.

    An open term of the tables ends on the day on which a term of the overlay in the same office begins, where only one person can
    hold it: what is newer is what the user adds.
    """
    own = {kind: {a.id: a for a in overlay.actors if a.kind == kind} for kind in ("person", "organisation", "state")}
    persons = tuple(
        replace(p, variants=_names(p.name, p.variants, own["person"][p.id])) if p.id in own["person"] else p
        for p in knowledge.persons
    )
    organisations = tuple(
        replace(o, variants=_names(o.name, o.variants, own["organisation"][o.id])) if o.id in own["organisation"] else o
        for o in knowledge.organisations
    )
    states = tuple(
        replace(s, variants=_names(s.name, s.variants, own["state"][s.id])) if s.id in own["state"] else s
        for s in knowledge.states
    )
    new_persons = [a for key, a in own["person"].items() if knowledge.person(key) is None]
    new_organisations = [a for key, a in own["organisation"].items() if knowledge.organisation(key) is None]
    held = [Holding(a.id, o.office, o.country, o.since, o.until, a.source) for a in own["person"].values() for o in a.offices]
    return Knowledge(
        language=knowledge.language,
        states=states,
        organisations=(*organisations, *map(_organisation, new_organisations)),
        offices=knowledge.offices,
        role_nouns=knowledge.role_nouns,
        persons=(*persons, *map(_person, new_persons)),
        holdings=(*_ended(knowledge, held), *held),
        places=knowledge.places,
        ambiguous=knowledge.ambiguous,
        memberships=knowledge.memberships,
        parts=knowledge.parts,
        parts_of_terms=knowledge.parts_of_terms,
        sources=_sources(knowledge, overlay),
    )


def _names(name: str, variants: tuple[str, ...], own: OwnActor) -> tuple[str, ...]:
    """The further names of a known actor with those that the user adds."""
    return tuple(v for v in dict.fromkeys((*variants, own.name, *own.variants)) if v != name)


def _person(own: OwnActor) -> Person:
    surname = own.surname or own.name.rpartition(" ")[2]
    return Person(own.id, own.country, own.sector, own.wikidata, own.name, surname, own.variants)


def _organisation(own: OwnActor) -> Organisation:
    return Organisation(own.id, own.country, own.sector, own.name, own.variants, (), (), (), ())


def _sources(knowledge: Knowledge, overlay: Overlay) -> Mapping[str, str]:
    found = {}
    for own in overlay.actors:
        before = knowledge.source_of(own.id)
        found[own.id] = own.source if before is None else f"{before}; names and offices also from {own.source}"
    return found


def _ended(knowledge: Knowledge, held: Iterable[Holding]) -> Iterable[Holding]:
    """The holdings of the tables, open terms of unique offices ended by the next own term."""
    begins: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for own in held:
        office = knowledge.office(own.office)
        if own.since is not None and office is not None and office.unique:
            begins[own.office, own.country].append((first_day(own.since), own.since, own.person_id))
    for holding in knowledge.holdings:
        since = first_day(holding.since)
        later = [b for b in begins.get((holding.office, holding.country), ()) if b[0] > since and b[2] != holding.person_id]
        yield replace(holding, until=min(later)[1]) if holding.until is None and later else holding
