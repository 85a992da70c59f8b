"""What is known of the world's actors before any article is read: frozen values, no behaviour beyond dates."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

DayInterval = tuple[str, str]
"""First and last ISO day, both inclusive."""

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"


def first_day(date: str | None) -> str:
    """The earliest ISO day that a date of day, month or year precision may denote; the calendar's first if unknown."""
    if date is None:
        return FIRST_DAY
    return date + "-01-01"[len(date) - 4 :] if len(date) < len(FIRST_DAY) else date


def last_day(date: str | None) -> str:
    """The latest ISO day that a date of day, month or year precision may denote; the calendar's last if open."""
    if date is None:
        return LAST_DAY
    if len(date) == len("2024"):
        return f"{date}-12-31"
    if len(date) == len("2024-03"):
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02d}"
    return date


def overlaps(since: str | None, until: str | None, on: DayInterval | None) -> bool:
    """Whether the interval may share a day with `on`; an unknown bound is open, and no `on` excludes nothing."""
    return on is None or (first_day(since) <= on[1] and on[0] <= last_day(until))


@dataclass(frozen=True, slots=True)
class State:
    """A state, a dissolved state, or a territory with politics of its own (then `parent` is the state it counts to)."""

    id: str
    kind: str  # state | dissolved | territory
    parent: str | None
    alpha2: str | None
    cow: int | None
    region: str
    since: str | None
    until: str | None
    wikidata: str | None
    name: str
    variants: tuple[str, ...]
    adjectives: tuple[str, ...]  # base forms, uninflected
    inhabitants: tuple[str, ...]  # every inflected form
    capital: str | None
    metonyms: tuple[str, ...]  # seats and buildings that stand for the government, every inflected form
    compounds: tuple[str, ...]  # first members of hyphen compounds
    article: str | None  # the article that the name takes, nominative

    @property
    def country(self) -> str:
        """The id that an actor of this state or territory carries as its country."""
        return self.parent or self.id


@dataclass(frozen=True, slots=True)
class Organ:
    """A part of an organisation that acts under its own name."""

    name: str
    sector: str | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; `country` is IGO between states, the home state of others, None when it has none."""

    id: str
    country: str | None
    sector: str
    name: str
    variants: tuple[str, ...]
    metonyms: tuple[str, ...]
    organs: tuple[Organ, ...]
    members: tuple[str, ...]
    observers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A region or city of a state with offices of its own; `id` is its ISO 3166-2 code, that of a city may have letters added."""

    id: str
    country: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]  # base forms, uninflected


@dataclass(frozen=True, slots=True)
class Office:
    """A kind of post and its nouns; `lookup` lists, in order of preference, the offices whose holders a noun may mean."""

    id: str
    sector: str
    unique: bool
    lookup: tuple[str, ...]
    nouns: tuple[str, ...]
    evaluative: tuple[str, ...]  # the nouns among `nouns` that judge


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun that names people or bodies by their part in politics."""

    noun: str
    sector: str
    kind: str  # person | group | institution
    office: str | None
    number: str | None  # sg | pl: the only number that the noun has in this sense
    country: str | None  # the state or organisation that the noun implies when the text names none


@dataclass(frozen=True, slots=True)
class Person:
    """A person in the news; `country` is the state they are known for (IGO where they are known for no state)."""

    id: str
    country: str | None
    sector: str
    wikidata: str | None
    name: str
    surname: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """A person held an office of a state or organisation from `since` to `until` (None: unknown or still open)."""

    person_id: str
    office: str
    country: str
    since: str | None
    until: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Membership:
    """What a state was to an organisation from `since` to `until` (None: before 1990, or still so)."""

    organisation_id: str
    country: str
    status: str  # member | observer | candidate | partner | permanent (seat in the Security Council)
    since: str | None
    until: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """A city, region or water; `country` is the state or territory id, None where several share it.

    Coordinates are degrees: those of a city, or a point in the middle of what has an extent. `geonames` says where they come
    from: the id of a town, or the first-level units ("SY.09|SY.04") whose towns they are the middle of; None: general knowledge.
    """

    name: str
    country: str | None
    kind: str
    variants: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    geonames: str | None = None

    @property
    def geonames_id(self) -> str | None:
        """The GeoNames id, None for what is only the middle of units."""
        return self.geonames if self.geonames is not None and self.geonames.isdigit() else None
