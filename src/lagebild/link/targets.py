"""What a mention may refer to: an actor without its mentions, made from knowledge or from the article alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.values import DayInterval, Holding, Person
from lagebild.model.ids import slug
from lagebild.model.quick import quick

ActorKind = Literal["state", "organisation", "person", "group", "other"]
RULING = frozenset({"GOV", "IGO"})
CANDIDATE = "PTY"  # whoever will rule one day is a politician before: on events_train 10 of 15 such mentions, 3 of them OPP
GROUPED_SECTORS = frozenset({"MIL", "COP"})
"""Sectors whose bodies of one state are one actor (its army, its police)."""


@quick
@dataclass(frozen=True, slots=True)
class Target:
    """An actor as a mention's referent; `genders` (m, f, n) and `numbers` (sg, pl) are those of pronouns that fit it."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: str
    known: bool = True
    genders: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset({"sg"})
    ref: str | None = None  # id in the knowledge
    described: bool = False  # known by a description alone, without a name


def state_target(knowledge: Knowledge, state_id: str, *, genders: frozenset[str]) -> Target:
    """The state and its government, which are one actor."""
    state = knowledge.state(state_id)
    if state is None:
        return Target(f"ac-{state_id}", state_id, "state", state_id, "GOV", genders=genders, ref=state_id)
    return Target(f"ac-{state.id}", state.name, "state", state.country, "GOV", genders=genders, ref=state.id)


def organisation_target(
    knowledge: Knowledge, organisation_id: str, *, name: str | None = None, sector: str | None = None
) -> Target:
    """An organisation, or an organ of it under its own name."""
    organisation = knowledge.organisation(organisation_id)
    if organisation is None:
        raise LookupError(f"the knowledge has no organisation {organisation_id!r}")
    if name is not None and organisation.country == "IGO" and name.partition("-")[0] != organisation.name:
        name = f"{organisation.name} ({name})"
    if name is None or name == organisation.name:
        own = Target(f"ac-{organisation.id}", organisation.name, "organisation", organisation.country, organisation.sector)
    else:
        actor_id = f"ac-{organisation.id}-{slug(name)}"
        own = Target(actor_id, name, "organisation", organisation.country, sector or organisation.sector)
    return Target(own.id, own.name, own.kind, own.country, own.sector, numbers=frozenset({"sg", "pl"}), ref=organisation.id)


def person_target(knowledge: Knowledge, person: Person, on: DayInterval | None, *, gender: str | None) -> Target:
    """A known person with country and sector by the office held on the days `on`."""
    holdings = knowledge.offices_of(person.id, on) if on is not None else ()
    country, sector = person.country, person.sector
    # Who heads several states at once counts to their own ("König Charles" is British before he is head of state of Antigua).
    # So does who leads a party and the opposition of their state: on events_train such leaders are OPP in 5 articles of 7.
    ranked = sorted(holdings, key=lambda h: (_rank(knowledge, h), h.country != person.country))
    if not ranked and sector in RULING and on is not None and _rules_later(knowledge, person, on):
        sector = CANDIDATE
    if ranked:
        office = knowledge.office(ranked[0].office)
        sector = office.sector if office is not None else sector
        organisation = knowledge.organisation(ranked[0].country)
        country = organisation.country if organisation is not None else ranked[0].country
    home = knowledge.state(country) if country is not None else None
    country = home.country if home is not None else country  # a territory counts to its state
    genders = frozenset({gender}) if gender else frozenset({"m", "f"})
    return Target(f"ac-{person.id}", person.name, "person", country, sector, genders=genders, ref=person.id)


def _rules_later(knowledge: Knowledge, person: Person, on: DayInterval) -> bool:
    """Whether all offices known of the person begin after the days `on`."""
    begins = [holding.since for holding in knowledge.offices_of(person.id)]
    return bool(begins) and all(begin is not None and begin > on[1] for begin in begins)


def _rank(knowledge: Knowledge, holding: Holding) -> int:
    office = knowledge.office(holding.office)
    if office is None:
        return 2
    return 0 if office.sector in {"GOV", "IGO"} else 1


def unknown_target(
    name: str, kind: ActorKind, country: str | None, sector: str, *, genders: frozenset[str], numbers: frozenset[str]
) -> Target:
    """An actor that no table has, identified by name and country."""
    key = slug(name) or "unnamed"
    actor_id = f"ac-x-{key}" + (f"-{country}" if country else "")
    return Target(actor_id, name, kind, country, sector, known=False, genders=genders, numbers=numbers)


def group_target(
    noun: str, name: str, country: str | None, sector: str, *, kind: ActorKind, genders: frozenset[str], numbers: frozenset[str]
) -> Target:
    """People or a body of a state by their noun; its armed forces and its police, named plainly, are one actor each."""
    if country is None:
        target = unknown_target(name, kind, None, sector, genders=genders, numbers=numbers)
        return replace(target, described=True)
    actor_id = f"ac-{country}-{sector}"
    if sector not in GROUPED_SECTORS or kind == "person" or slug(noun) != slug(name.rpartition(" ")[2]):
        actor_id += f"-{slug(noun)}"
    return Target(actor_id, name, kind, country, sector, known=False, genders=genders, numbers=numbers, described=True)
