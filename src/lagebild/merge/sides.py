"""The parties on one side of an act, and which participants of claims they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lagebild.model.ids import slug
from lagebild.model.layers import Participant
from lagebild.model.packing import packed


def _by_home(actors: Mapping[str, str | None]) -> dict[str | None, frozenset[str]]:
    """The actors of each country."""
    if len(actors) < 2:
        return {home: frozenset({key}) for key, home in actors.items()}
    homes = dict.fromkeys(actors.values())
    return {country: frozenset(key for key, home in actors.items() if home == country) for country in homes}


@packed
@dataclass(frozen=True, slots=True)
class Side:
    """The parties on one side of an act: persons and other named actors by id with their country, and all countries.

    A state itself stands only in `countries`.
    """

    persons: Mapping[str, str | None] = field(default_factory=dict)
    others: Mapping[str, str | None] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    empty: bool = field(init=False, compare=False, repr=False)
    unnamed: bool = field(init=False, compare=False, repr=False)  # words alone tell of the party: no actor, no country
    persons_by: Mapping[str | None, frozenset[str]] = field(init=False, compare=False, repr=False)  # by country
    others_by: Mapping[str | None, frozenset[str]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        nobody = not self.persons and not self.countries
        object.__setattr__(self, "empty", nobody and not self.others)
        object.__setattr__(self, "unnamed", nobody and bool(self.others) and all(key.startswith("name:") for key in self.others))
        object.__setattr__(self, "persons_by", _by_home(self.persons))
        object.__setattr__(self, "others_by", _by_home(self.others))

    @property
    def organisations(self) -> frozenset[str]:
        return frozenset(key for key in self.others if not key.startswith("name:"))

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.persons) | frozenset(self.others) | self.countries

    def joined(self, other: Side) -> Side:
        if other.empty or self.empty:
            return self if other.empty else other
        return Side({**self.persons, **other.persons}, {**self.others, **other.others}, self.countries | other.countries)


NOBODY = Side()


def side_over(sides: Iterable[Side]) -> Side:
    """All parties of several sides."""
    persons: dict[str, str | None] = {}
    others: dict[str, str | None] = {}
    countries: set[str] = set()
    for side in sides:
        persons.update(side.persons)
        others.update(side.others)
        countries |= side.countries
    return Side(persons, others, frozenset(countries))


def _is_state(one: Participant) -> bool:
    """Whether the participant is the state itself (and not, say, an organisation with a name of three letters)."""
    return one.country not in (None, "IGO") and one.actor_id == f"ac-{one.country}"


def side_of(participants: tuple[Participant, ...], persons: frozenset[str], *, vague: frozenset[str] = frozenset()) -> Side:
    """The parties of a slot as its own sentence names them.

    Left out are participants without any identity (an unresolved pronoun) and those that the reading has inferred from other
    sentences: an inference must not rule out a merge (persons among them count as named beside the claim). Of an actor in
    `vague`, known by a description alone, only the country counts: he may be anybody's other name.
    """
    found: dict[str, str | None] = {}
    others: dict[str, str | None] = {}
    countries: set[str] = set()
    for one in participants:
        if one.implicit:
            continue
        country = one.country if one.country not in (None, "IGO") else None
        if country is not None:
            countries.add(country)
        key = one.actor_id
        if key is None:
            if one.country is None and one.name:
                others["name:" + slug(one.name)] = None
        elif key in vague:
            continue
        elif key in persons:
            found[key] = country
        elif not _is_state(one):
            others[key] = country
    return Side(found, others, frozenset(countries))


def named_in(side: Side, participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The participants of a slot that count as parties of the side: not inferred, not a bare description, not mistaken."""
    kept = []
    for one in participants:
        key = one.actor_id
        if key is None:
            if "name:" + slug(one.name) in side.others:
                kept.append(one)
        elif key in side.persons or key in side.others or (_is_state(one) and one.country in side.countries and not one.implicit):
            kept.append(one)
    return tuple(kept)


def without_states(side: Side, countries: frozenset[str]) -> Side:
    """The side without the states among these countries; people and bodies of a country are others than the country."""
    kept = {home for home in (*side.persons.values(), *side.others.values()) if home is not None}
    return Side(side.persons, side.others, frozenset(c for c in side.countries if c in kept or c not in countries))
