"""Loading the knowledge tables of one language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from lagebild.knowledge.store import Knowledge, TermKey
from lagebild.knowledge.tables import Row, Table, read_table
from lagebild.knowledge.values import Holding, Membership, Office, Organ, Organisation, Part, Person, Place, RoleNoun, State

SECTORS = frozenset(
    ["GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "CVL", "BUS", "MED", "NGO", "IGO", "SPY", "LAB", "REL", "CRM", "UNK"]
)
STATE_KINDS = frozenset({"state", "dissolved", "territory"})
ROLE_KINDS = frozenset({"person", "group", "institution"})
PLACE_KINDS = frozenset({"city", "region", "island", "sea", "river", "mountain"})
MEMBERSHIP_STATUSES = frozenset({"member", "observer", "candidate", "partner", "permanent"})
YES_NO = frozenset({"yes", "no"})

FACTS = "knowledge"
"""Pack name, in error messages, of the tables that no language owns."""

STATE_FACTS = ("id", "alpha2", "cow", "region", "from", "to", "wikidata", "kind", "parent")
STATE_NAMES = (
    "id",
    "name",
    "variants",
    "adjectives",
    "inhabitants",
    "capital",
    "metonyms",
    "compounds",
    "article",
)
ORGANISATIONS = ("id", "country", "sector", "name", "variants", "metonyms", "organs", "members", "observers")
OFFICES = ("id", "sector", "unique", "lookup", "nouns", "valence")
ROLE_NOUNS = ("noun", "sector", "kind", "office", "number", "country")
PERSON_FACTS = ("id", "country", "sector", "wikidata")
PERSON_NAMES = ("id", "name", "surname", "variants")
HOLDINGS = ("person_id", "office", "country", "from", "to", "source")
AMBIGUOUS = ("surface", "kind", "candidates")
MEMBERSHIPS = ("organisation", "country", "status", "from", "to", "source")
PARTS = ("id", "country", "names", "adjectives")
PART_TERMS = ("person_id", "office", "from", "part")
PLACES = ("name", "country", "kind", "variants", "lat", "lon", "geonames")


def load_knowledge(language: str = "de") -> Knowledge:
    """The world's actors and places under their names in `language`; read once in a process.

    Raises:
        PackError: The language has no knowledge tables, or a table breaks its format; file and line are named.
    """
    return _load(language)


@cache
def _load(language: str) -> Knowledge:
    """One object for each language, whether or not the caller relied on the default."""
    facts = files("lagebild") / "knowledge" / "data"
    names = files("lagebild") / "lang" / language / "knowledge"

    def fact_table(file: str, columns: tuple[str, ...]) -> Table:
        return read_table(facts, file, pack=FACTS, columns=columns)

    def name_table(file: str, columns: tuple[str, ...]) -> Table:
        return read_table(names, file, pack=language, columns=columns)

    ambiguous = name_table("ambiguous.tsv", AMBIGUOUS)
    return Knowledge(
        language=language,
        states=_states(*_paired(fact_table("states.tsv", STATE_FACTS), name_table("states.tsv", STATE_NAMES))),
        organisations=_organisations(name_table("organisations.tsv", ORGANISATIONS)),
        offices=tuple(map(_office, name_table("offices.tsv", OFFICES).rows())),
        role_nouns=_role_nouns(name_table("role_nouns.tsv", ROLE_NOUNS)),
        persons=_persons(*_paired(fact_table("persons.tsv", PERSON_FACTS), name_table("persons.tsv", PERSON_NAMES))),
        holdings=_holdings(fact_table("holdings.tsv", HOLDINGS)),
        memberships=_memberships(fact_table("memberships.tsv", MEMBERSHIPS)),
        places=_places(name_table("places.tsv", PLACES)),
        parts=_parts(name_table("parts.tsv", PARTS)),
        parts_of_terms=_parts_of_terms(fact_table("part_terms.tsv", PART_TERMS)),
        ambiguous=dict(zip(ambiguous.required("surface"), ambiguous.many("candidates"), strict=True)),
    )


def _paired(facts: Table, names: Table) -> tuple[Table, Table]:
    """The tables of facts and names, in the order of the facts; each id stands in both, once."""
    fact_ids, name_ids = _ids(facts), _ids(names)
    for table, ids, other, kind in ((facts, fact_ids, name_ids, "names"), (names, name_ids, fact_ids, "facts")):
        missing = ids.keys() - other.keys()
        if missing:
            row = next(row for row in table.rows() if row.cells["id"] in missing)
            raise row.error(f"id {row.cells['id']} is missing in the table of {kind}")
    return facts, names if list(fact_ids) == list(name_ids) else names.ordered([name_ids[key] for key in fact_ids])


def _ids(table: Table) -> dict[str, int]:
    """The ids with their rows' numbers, each id once."""
    ids = table.required("id")
    found = {key: number for number, key in enumerate(ids)}
    if len(found) < len(ids):
        seen: set[str] = set()
        for row in table.rows():
            if row.cells["id"] in seen:
                raise row.error(f"id {row.cells['id']} is given twice")
            seen.add(row.cells["id"])
    return found


def _states(facts: Table, names: Table) -> tuple[State, ...]:
    return tuple(
        map(
            State,
            facts.required("id"),
            facts.choice("kind", STATE_KINDS),
            facts.optional("parent"),
            facts.optional("alpha2"),
            [None if cow is None else int(cow) for cow in facts.number("cow")],
            facts.required("region"),
            facts.date("from"),
            facts.date("to"),
            facts.optional("wikidata"),
            names.required("name"),
            names.many("variants"),
            names.many("adjectives"),
            names.many("inhabitants"),
            names.optional("capital"),
            names.many("metonyms"),
            names.many("compounds"),
            names.optional("article"),
        )
    )


def _organisations(table: Table) -> tuple[Organisation, ...]:
    return tuple(
        map(
            Organisation,
            table.required("id"),
            table.optional("country"),
            table.choice("sector", SECTORS),
            table.required("name"),
            table.many("variants"),
            table.many("metonyms"),
            [tuple(_organ(row, cell) for cell in row.many("organs")) if row.cells["organs"] else () for row in table.rows()],
            table.many("members"),
            table.many("observers"),
        )
    )


def _organ(row: Row, cell: str) -> Organ:
    name, _, sector = cell.partition("=")
    if sector and sector not in SECTORS:
        raise row.error(f"organ {name} has no known sector: {sector}")
    return Organ(name, sector or None)


def _office(row: Row) -> Office:
    nouns, evaluative = row.many("nouns"), row.many("valence")
    if stray := set(evaluative) - set(nouns):
        raise row.error(f"valence lists what is no noun of the office: {', '.join(sorted(stray))}")
    return Office(
        id=row.required("id"),
        sector=row.choice("sector", SECTORS),
        unique=row.choice("unique", YES_NO) == "yes",
        lookup=row.many("lookup"),
        nouns=nouns,
        evaluative=evaluative,
    )


def _role_nouns(table: Table) -> tuple[RoleNoun, ...]:
    return tuple(
        map(
            RoleNoun,
            table.required("noun"),
            table.choice("sector", SECTORS),
            table.choice("kind", ROLE_KINDS),
            table.optional("office"),
            table.optional("number"),
            table.optional("country"),
        )
    )


def _persons(facts: Table, names: Table) -> tuple[Person, ...]:
    return tuple(
        map(
            Person,
            facts.required("id"),
            facts.optional("country"),
            facts.choice("sector", SECTORS),
            facts.optional("wikidata"),
            names.required("name"),
            names.required("surname"),
            names.many("variants"),
        )
    )


def _holdings(table: Table) -> tuple[Holding, ...]:
    return tuple(
        map(
            Holding,
            table.required("person_id"),
            table.required("office"),
            table.required("country"),
            table.date("from"),
            table.date("to"),
            table.required("source"),
        )
    )


def _memberships(table: Table) -> tuple[Membership, ...]:
    return tuple(
        map(
            Membership,
            table.required("organisation"),
            table.required("country"),
            table.choice("status", MEMBERSHIP_STATUSES),
            table.date("from"),
            table.date("to"),
            table.required("source"),
        )
    )


def _parts(table: Table) -> tuple[Part, ...]:
    return tuple(map(Part, table.required("id"), table.required("country"), table.many("names"), table.many("adjectives")))


def _parts_of_terms(table: Table) -> Mapping[TermKey, str]:
    terms = zip(table.required("person_id"), table.required("office"), table.date("from"), strict=True)
    return MappingProxyType(dict(zip(terms, table.required("part"), strict=True)))


def _places(table: Table) -> tuple[Place, ...]:
    return tuple(
        map(
            Place,
            table.required("name"),
            table.optional("country"),
            table.choice("kind", PLACE_KINDS),
            table.many("variants"),
            table.number("lat"),
            table.number("lon"),
            table.optional("geonames"),
        )
    )
