"""Codes of other vocabularies: PLOVER, CAMEO, ICEWS, ACLED, ISO and Correlates of War."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

from babel import Locale

from lagebild.knowledge import positions
from lagebild.knowledge.load import load_knowledge
from lagebild.knowledge.tables import Row, read_rows
from lagebild.knowledge.values import Place

AUXILIARY_MODES = {"planned": "future", "hypothetical": "hypothetical", "denied": "negation"}  # PLOVER manual, auxiliary modes
QUAD_NAMES = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
HAPPENED = ("occurred", "ongoing")
CIVILIAN_SECTORS = frozenset({"CVL", "BUS", "MED", "NGO", "LAB", "REL"})


class Someone(Protocol):
    """A party of an event or a claim."""

    @property
    def actor_id(self) -> str | None: ...
    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def sector(self) -> str: ...


@dataclass(frozen=True, slots=True)
class TypeCodes:
    """A type and mode in numbers: quad class and score of PLOVER, nearest CAMEO code with its label and Goldstein value."""

    quad: int
    score: float | None
    cameo: str
    label: str
    goldstein: float


@dataclass(frozen=True, slots=True)
class SectorCodes:
    """A sector in other vocabularies; None where the other has none that fits."""

    plover: str | None
    cameo: str | None
    icews: str | None
    acled: str | None


@dataclass(frozen=True, slots=True)
class AcledType:
    disorder_type: str
    event_type: str
    sub_event_type: str | None


def _table(file: str, columns: tuple[str, ...]) -> Iterable[Row]:
    return read_rows(files("lagebild.present.export") / "data", file, pack="export", columns=columns)


@cache
def _types() -> dict[tuple[str, str | None], TypeCodes]:
    columns = ("type", "mode", "quad", "score", "cameo", "label", "goldstein", "note")
    return {
        (row.required("type"), row.optional("mode")): TypeCodes(
            int(row.required("quad")), row.number("score"), row.required("cameo"), row.required("label"),
            float(row.required("goldstein")) ) for row in _table("plover.tsv", columns) }  # fmt: skip


def type_codes(event_type: str, mode: str | None) -> TypeCodes:
    """The codes of a type and mode; those of the type alone for a mode that the table does not have."""
    found = _types()
    return found.get((event_type, mode)) or found[event_type, None]


@cache
def _sectors() -> dict[str, SectorCodes]:
    return {
        row.required("sector"): SectorCodes(
            row.optional("plover"), row.optional("cameo"), row.optional("icews"), row.optional("acled")
        )
        for row in _table("sectors.tsv", ("sector", "plover", "cameo", "icews", "acled"))
    }


def sector_codes(sector: str) -> SectorCodes:
    """A sector in other vocabularies."""
    return _sectors().get(sector, SectorCodes(None, None, None, None))


@cache
def _groups() -> dict[str, str]:
    return {row.required("organisation"): row.required("cameo") for row in _table("known_groups.tsv", ("organisation", "cameo"))}


def known_group(actor_id: str | None) -> str | None:
    """The code that CAMEO has for an organisation, None if it has none."""
    return None if actor_id is None else _groups().get(actor_id.removeprefix("ac-").split("-")[0])


@cache
def _acled() -> tuple[tuple[str, str, str, AcledType], ...]:
    columns = ("type", "mode", "recipient", "disorder_type", "event_type", "sub_event_type")
    return tuple(
        (
            row.required("type"), row.required("mode"), row.required("recipient"),
            AcledType(row.required("disorder_type"), row.required("event_type"), row.optional("sub_event_type")),
        )
        for row in _table("acled.tsv", columns)
    )  # fmt: skip


def acled_type(event_type: str, mode: str | None, recipients: Iterable[Someone]) -> AcledType | None:
    """ACLED's event type, None for what ACLED does not hold or PLOVER's mode does not tell."""
    sectors = {party.sector for party in recipients}
    sides = {"any"}
    if sectors and sectors <= CIVILIAN_SECTORS:
        sides.add("civilian")
    elif sectors and "UNK" not in sectors:
        sides.add("armed")
    return next((found for kind, how, whom, found in _acled() if kind == event_type and how == mode and whom in sides), None)


def english_country(country: str | None) -> str | None:
    """The English name of a state by its alpha-3 code (CLDR), None if it has none there."""
    alpha2 = alpha2_code(country)
    return None if alpha2 is None else str(Locale("en").territories.get(alpha2, alpha2))


def alpha2_code(country: str | None) -> str | None:
    """ISO 3166 alpha-2 for alpha-3."""
    state = load_knowledge().state(country) if country is not None else None
    return state.alpha2 if state is not None else None


@cache
def _fips() -> dict[str, str]:
    return {row.required("state"): row.required("fips") for row in _table("fips.tsv", ("state", "fips"))}


def fips_code(country: str | None) -> str | None:
    """The code of a state in FIPS 10-4, None if it has none there."""
    return None if country is None else _fips().get(country)


def cow_code(country: str | None) -> str | None:
    """The number of a state in Correlates of War."""
    state = load_knowledge().state(country) if country is not None else None
    return None if state is None or state.cow is None else str(state.cow)


def region(country: str | None) -> str | None:
    """The region of a state in our tables."""
    state = load_knowledge().state(country) if country is not None else None
    return state.region if state is not None else None


def wikidata(actor_id: str | None) -> str | None:
    """The Wikidata id of an actor that the tables know."""
    if actor_id is None:
        return None
    key = actor_id.removeprefix("ac-")
    knowledge = load_knowledge()
    known = knowledge.state(key) or knowledge.person(key)
    return known.wikidata if known is not None else None


def find_place(name: str | None, country: str | None) -> Place | None:
    """A place of the tables by its name and country, with coordinates where the tables have them."""
    return positions.find_place(name, country)
