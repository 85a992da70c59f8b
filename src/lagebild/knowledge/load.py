"""Loading the knowledge tables of one language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.tables import Row, read_rows
from lagebild.knowledge.values import Holding, Membership, Office, Organ, Organisation, Person, Place, RoleNoun, State

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
PLACES = ("name", "country", "kind", "variants", "lat", "lon")


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

    def fact_rows(file: str, columns: tuple[str, ...]) -> list[Row]:
        return list(read_rows(facts, file, pack=FACTS, columns=columns))

    def name_rows(file: str, columns: tuple[str, ...]) -> list[Row]:
        return list(read_rows(names, file, pack=language, columns=columns))

    return Knowledge(
        language=language,
        states=_states(fact_rows("states.tsv", STATE_FACTS), name_rows("states.tsv", STATE_NAMES)),
        organisations=tuple(map(_organisation, name_rows("organisations.tsv", ORGANISATIONS))),
        offices=tuple(map(_office, name_rows("offices.tsv", OFFICES))),
        role_nouns=tuple(map(_role_noun, name_rows("role_nouns.tsv", ROLE_NOUNS))),
        persons=_persons(fact_rows("persons.tsv", PERSON_FACTS), name_rows("persons.tsv", PERSON_NAMES)),
        holdings=tuple(map(_holding, fact_rows("holdings.tsv", HOLDINGS))),
        memberships=tuple(map(_membership, fact_rows("memberships.tsv", MEMBERSHIPS))),
        places=tuple(map(_place, name_rows("places.tsv", PLACES))),
        ambiguous={row.required("surface"): row.many("candidates") for row in name_rows("ambiguous.tsv", AMBIGUOUS)},
    )


def _by_id(rows: list[Row]) -> dict[str, Row]:
    """The rows by id, each id once."""
    found: dict[str, Row] = {}
    for row in rows:
        key = row.required("id")
        if key in found:
            raise row.error(f"id {key} is given twice")
        found[key] = row
    return found


def _paired(facts: list[Row], names: list[Row]) -> list[tuple[Row, Row]]:
    """Fact rows with their name rows; neither table may have an id that the other lacks."""
    fact_by_id, name_by_id = _by_id(facts), _by_id(names)
    for key, row in (fact_by_id | name_by_id).items():
        if key not in fact_by_id or key not in name_by_id:
            raise row.error(f"id {key} is missing in the table of {'names' if key in fact_by_id else 'facts'}")
    return [(row, name_by_id[key]) for key, row in fact_by_id.items()]


def _states(facts: list[Row], names: list[Row]) -> tuple[State, ...]:
    return tuple(_state(fact, name) for fact, name in _paired(facts, names))


def _state(fact: Row, name: Row) -> State:
    cow = fact.number("cow")
    return State(
        id=fact.required("id"),
        kind=fact.choice("kind", STATE_KINDS),
        parent=fact.optional("parent"),
        alpha2=fact.optional("alpha2"),
        cow=None if cow is None else int(cow),
        region=fact.required("region"),
        since=fact.date("from"),
        until=fact.date("to"),
        wikidata=fact.optional("wikidata"),
        name=name.required("name"),
        variants=name.many("variants"),
        adjectives=name.many("adjectives"),
        inhabitants=name.many("inhabitants"),
        capital=name.optional("capital"),
        metonyms=name.many("metonyms"),
        compounds=name.many("compounds"),
        article=name.optional("article"),
    )


def _organisation(row: Row) -> Organisation:
    return Organisation(
        id=row.required("id"),
        country=row.optional("country"),
        sector=row.choice("sector", SECTORS),
        name=row.required("name"),
        variants=row.many("variants"),
        metonyms=row.many("metonyms"),
        organs=tuple(_organ(row, cell) for cell in row.many("organs")),
        members=row.many("members"),
        observers=row.many("observers"),
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


def _role_noun(row: Row) -> RoleNoun:
    return RoleNoun(
        noun=row.required("noun"),
        sector=row.choice("sector", SECTORS),
        kind=row.choice("kind", ROLE_KINDS),
        office=row.optional("office"),
        number=row.optional("number"),
        country=row.optional("country"),
    )


def _persons(facts: list[Row], names: list[Row]) -> tuple[Person, ...]:
    return tuple(
        Person(
            id=fact.required("id"),
            country=fact.optional("country"),
            sector=fact.choice("sector", SECTORS),
            wikidata=fact.optional("wikidata"),
            name=name.required("name"),
            surname=name.required("surname"),
            variants=name.many("variants"),
        )
        for fact, name in _paired(facts, names)
    )


def _holding(row: Row) -> Holding:
    return Holding(
        person_id=row.required("person_id"),
        office=row.required("office"),
        country=row.required("country"),
        since=row.date("from"),
        until=row.date("to"),
        source=row.required("source"),
    )


def _membership(row: Row) -> Membership:
    return Membership(
        organisation_id=row.required("organisation"),
        country=row.required("country"),
        status=row.choice("status", MEMBERSHIP_STATUSES),
        since=row.date("from"),
        until=row.date("to"),
        source=row.required("source"),
    )


def _place(row: Row) -> Place:
    return Place(
        name=row.required("name"),
        country=row.optional("country"),
        kind=row.choice("kind", PLACE_KINDS),
        variants=row.many("variants"),
        latitude=row.number("lat"),
        longitude=row.number("lon"),
    )
