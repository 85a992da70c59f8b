"""Checking a user's actors against the knowledge: whom they mean, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lagebild.errors import InputError
from lagebild.knowledge.load import SECTORS
from lagebild.knowledge.overlay import OwnActor, OwnKind, OwnOffice
from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.tables import DATE
from lagebild.knowledge.values import Organisation, Person, State, first_day, last_day
from lagebild.model.ids import slug

KINDS: tuple[OwnKind, ...] = ("person", "organisation", "state")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
MAX_NAME, MAX_WORDS = 150, 12  # characters, words: longer ones are descriptions


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was left out, or a remark on one that was taken: file, line (from 1) and cause."""

    file: str
    line: int
    cause: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.cause}"


@dataclass(frozen=True, slots=True)
class OwnActors:
    """What was read from a file: the actors, the rows that were left out, and remarks on what was taken."""

    actors: tuple[OwnActor, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An actor as a file gives it; `id` may be missing, `country` is an id of the knowledge or IGO."""

    kind: OwnKind
    name: str
    source: str
    id: str | None = None
    new_id: str | None = None  # the id if it turns out to be none of the tables'
    surname: str | None = None
    country: str | None = None
    sector: str | None = None
    variants: tuple[str, ...] = ()
    offices: tuple[OwnOffice, ...] = ()
    positions: tuple[str, ...] = ()
    wikidata: str | None = None


def checked_name(name: str) -> str:
    """The name with single blanks.

    Raises:
        InputError: if no text can be searched for it.
    """
    plain = " ".join(name.split())
    if not 2 <= len(plain) <= MAX_NAME or plain.count(" ") >= MAX_WORDS:
        raise InputError(f"a name has 2 to {MAX_NAME} characters and at most {MAX_WORDS} words: {plain[:60]!r}")
    if not any(c.isalpha() for c in plain) or not any(c.isupper() or c.isdigit() for c in plain):
        raise InputError(f"a name needs a letter, and one in upper case: {plain!r}")
    return plain


def checked_country(country: str | None, knowledge: Knowledge) -> str | None:
    """The country of an actor.

    Raises:
        InputError: if it is neither the id of a state nor IGO.
    """
    if country is None or country == "IGO" or knowledge.state(country) is not None:
        return country
    raise InputError(f"country is no known state (ISO 3166 alpha-3) and not IGO: {country}")


def checked_office(office: OwnOffice, knowledge: Knowledge) -> OwnOffice:
    """The office.

    Raises:
        InputError: if the office, its owner or a day is unknown, or it ends before it begins.
    """
    if knowledge.office(office.office) is None:
        known = ", ".join(sorted(o.id for o in knowledge.offices))
        raise InputError(f"there is no office {office.office!r}; offices are {known}")
    if knowledge.state(office.country) is None and knowledge.organisation(office.country) is None:
        raise InputError(f"the office is of no known state or organisation: {office.country}")
    for day in (office.since, office.until):
        if day is not None and not DATE.fullmatch(day):
            raise InputError(f"no ISO day, month or year: {day}")
    if first_day(office.since) > last_day(office.until):
        raise InputError(f"the office ends ({office.until}) before it begins ({office.since})")
    return office


def _base(kind: OwnKind, knowledge: Knowledge, actor_id: str) -> State | Organisation | Person | None:
    if kind == "person":
        return knowledge.person(actor_id)
    return knowledge.organisation(actor_id) if kind == "organisation" else knowledge.state(actor_id)


def _everything(kind: OwnKind, knowledge: Knowledge) -> Iterable[State | Organisation | Person]:
    if kind == "person":
        return knowledge.persons
    return knowledge.organisations if kind == "organisation" else knowledge.states


def _namesake(draft: Draft, knowledge: Knowledge) -> State | Organisation | Person | None:
    """The actor of the tables that the draft means without naming its id: by Wikidata id, or by name and country.

    Raises:
        InputError: if one has the name and the draft does not say of which country it is.
    """
    for known in _everything(draft.kind, knowledge):
        same_item = draft.wikidata is not None and getattr(known, "wikidata", None) == draft.wikidata
        if same_item:
            return known
        if known.name != draft.name:
            continue
        country = known.id if isinstance(known, State) else known.country
        if draft.kind == "state" or draft.country == country:
            return known
        if draft.country is None:
            raise InputError(f"{draft.name} is known as {known.id} ({country}); give that id, or the country of a namesake")
    return None


def resolve(draft: Draft, knowledge: Knowledge) -> tuple[OwnActor, str | None]:
    """The actor with its id, checked, and a remark if it was taken for one of the tables.

    Raises:
        InputError: if something about it cannot be used; the message says what.
    """
    name = checked_name(draft.name)
    variants = tuple(v for v in dict.fromkeys(map(checked_name, draft.variants)) if v != name)
    draft = replace(draft, name=name, variants=variants, country=checked_country(draft.country, knowledge))
    for office in draft.offices:
        checked_office(office, knowledge)
    if draft.offices and draft.kind != "person":
        raise InputError("only a person holds an office")
    if draft.id is not None and not ID.fullmatch(draft.id):
        raise InputError(f"an id has letters, digits, '-', '_' and '.': {draft.id!r}")
    known = _base(draft.kind, knowledge, draft.id) if draft.id is not None else _namesake(draft, knowledge)
    if known is not None:
        country = known.country
        sector = "GOV" if isinstance(known, State) else known.sector
        remark = None if draft.id is not None else f"taken for {known.name} ({known.id}) of the tables"
        return _own(draft, known.id, country, sector), remark
    if draft.id is not None and any(_base(kind, knowledge, draft.id) is not None for kind in KINDS):
        raise InputError(f"the tables have {draft.id} as another kind than {draft.kind}")
    if draft.kind == "state":
        raise InputError(f"{draft.id or name} is no known state; only names can be added to states")
    if draft.sector not in SECTORS:
        raise InputError(f"sector is not one of {', '.join(sorted(SECTORS))}: {draft.sector or '(empty)'}")
    return _own(draft, draft.id or draft.new_id or _new_id(draft), draft.country, draft.sector), None


def _new_id(draft: Draft) -> str:
    key = slug(draft.name)
    if not key:
        raise InputError(f"give an id: none can be made from the name {draft.name}")
    return f"own-{key}" + (f"-{draft.country}" if draft.country is not None else "")


def _own(draft: Draft, actor_id: str, country: str | None, sector: str) -> OwnActor:
    return OwnActor(
        actor_id, draft.kind, draft.name, draft.surname, country, sector, draft.variants, draft.offices, draft.positions,
        draft.wikidata, draft.source,
    )  # fmt: skip
