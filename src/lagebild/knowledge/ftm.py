"""A user's actors from FollowTheMoney entities, one JSON object a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from lagebild.errors import InputError
from lagebild.knowledge.ftm_entities import Entity, parse_entity
from lagebild.knowledge.ftm_offices import PROPERTIES as OFFICE_PROPERTIES
from lagebild.knowledge.ftm_offices import SCHEMATA as OFFICE_SCHEMATA
from lagebild.knowledge.ftm_offices import find_offices
from lagebild.knowledge.load import FACTS, SECTORS
from lagebild.knowledge.overlay import OwnActor, OwnKind, OwnOffice, apply_overlay, make_overlay
from lagebild.knowledge.own import ID, Draft, OwnActors, Problem, checked_name, resolve
from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.tables import read_rows
from lagebild.model.ids import make_id

SCHEMATA: Mapping[str, tuple[OwnKind, str]] = {
    "Person": ("person", "UNK"),
    "Organization": ("organisation", "UNK"),
    "Company": ("organisation", "BUS"),
    "PublicBody": ("organisation", "GOV"),
    "LegalEntity": ("organisation", "UNK"),
}
"""Schemata of entities that act, with the sector where no topic says more."""

COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry")


@cache
def _sectors_of_topics() -> Mapping[str, str]:
    folder = files("lagebild") / "knowledge" / "data"
    rows = read_rows(folder, "ftm_topics.tsv", pack=FACTS, columns=("topic", "sector"))
    return {row.required("topic"): row.choice("sector", SECTORS) for row in rows}


def read_ftm(text: str, *, file: str, knowledge: Knowledge) -> OwnActors:
    """The persons and bodies among the entities, persons with the offices that other entities give them.

    Entities of other schemata are counted in a remark, not taken.
    """
    entities, problems = _entities(text, file)
    acting = [entity for entity in entities if entity.schema in SCHEMATA]
    reader = _Reader(file, knowledge, {state.alpha2.lower(): state.id for state in knowledge.states if state.alpha2 is not None})
    for entity in acting:
        if entity.schema != "Person":
            reader.take(entity)
    # Offices may be those of bodies that the file itself has.
    reader.knowledge = apply_overlay(knowledge, make_overlay(reader.actors.values()))
    bodies = {key: actor.id for key, actor in reader.actors.items()}
    offices = find_offices(entities, bodies, file=file, knowledge=reader.knowledge)
    for entity in acting:
        if entity.schema == "Person":
            reader.take(entity, tuple(dict.fromkeys(offices.by_holder.get(entity.id, ()))))
    others = Counter(entity.schema for entity in entities if entity.schema not in SCHEMATA.keys() | OFFICE_SCHEMATA)
    left_out = [Problem(file, 0, f"{count} entities of schema {schema} left out") for schema, count in sorted(others.items())]
    actors = [reader.actors[entity.id] for entity in acting if entity.id in reader.actors]
    return OwnActors(
        tuple({actor.id: actor for actor in actors}.values()),
        tuple(sorted((*problems, *reader.problems), key=lambda problem: problem.line)),
        (*sorted((*reader.remarks, *offices.remarks), key=lambda remark: remark.line), *left_out),
    )


@dataclass(slots=True)
class _Reader:
    """The actors read so far, by the ids of their entities."""

    file: str
    knowledge: Knowledge
    by_alpha2: Mapping[str, str]
    actors: dict[str, OwnActor] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def take(self, entity: Entity, offices: tuple[OwnOffice, ...] = ()) -> None:
        try:
            draft, doubts = _draft(entity, self.by_alpha2, source=f"{self.file}, line {entity.line}")
            actor, remark = resolve(replace(draft, offices=offices), self.knowledge)
        except InputError as exc:
            self.problems.append(Problem(self.file, entity.line, str(exc)))
        else:
            self.actors[entity.id] = actor
            self.remarks += [Problem(self.file, entity.line, said) for said in (remark, *doubts) if said is not None]


def _entities(text: str, file: str) -> tuple[list[Entity], list[Problem]]:
    """The entities, and the lines that hold none."""
    found: list[Entity] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entity = parse_entity(line, line=number)
            entity.values(*entity.properties.keys() & {*COUNTRIES, *OFFICE_PROPERTIES})
            found.append(entity)
        except InputError as exc:
            problems.append(Problem(file, number, str(exc)))
    return found, problems


def _draft(entity: Entity, by_alpha2: Mapping[str, str], *, source: str) -> tuple[Draft, list[str]]:
    kind, plain_sector = SCHEMATA[entity.schema]
    names = entity.values("name")
    if entity.caption is not None and entity.caption in names:
        names.insert(0, entity.caption)
    if not names:
        raise InputError("the entity has no name")
    variants, doubts = _variants(entity, names)
    codes = entity.values(*COUNTRIES)
    states = list(dict.fromkeys(by_alpha2[code.lower()] for code in codes if code.lower() in by_alpha2))
    if len(states) > 1:
        doubts.append(f"{names[0]} has several countries ({', '.join(states)}); none is taken")
    sector = _sector(entity.values("topics")) or plain_sector
    country = "IGO" if sector == "IGO" else states[0] if len(states) == 1 else None
    last_names = entity.values("lastName")
    wikidata = [*entity.values("wikidataId"), entity.id]
    draft = Draft(
        kind=kind,
        name=names[0],
        source=f"FollowTheMoney entity {entity.id} ({source})",
        new_id=f"ftm-{entity.id}" if ID.fullmatch(entity.id) else make_id("ftm", entity.id),
        surname=next((last for last in last_names if names[0].endswith(last)), None),
        country=country,
        sector=sector,
        variants=tuple(variants),
        positions=tuple(entity.values("position")),
        wikidata=next((value for value in wikidata if value[:1] == "Q" and value[1:].isdigit()), None),
    )
    return draft, doubts


def _variants(entity: Entity, names: list[str]) -> tuple[list[str], list[str]]:
    """Further names that can be looked for in texts; weak aliases only if they have several words."""
    weak = [name for name in entity.values("weakAlias") if " " in name]
    kept, doubts = [], []
    for name in (*names[1:], *entity.values("alias", "abbreviation"), *weak):
        try:
            kept.append(checked_name(name))
        except InputError as exc:
            doubts.append(f"a further name is left out: {exc}")
    return kept, doubts


def _sector(topics: list[str]) -> str | None:
    sectors = _sectors_of_topics()
    return next((sectors[topic] for topic in sectors if topic in topics), None)
