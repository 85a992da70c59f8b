"""A user's actors from FollowTheMoney entities, one JSON object a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from lagebild.errors import InputError
from lagebild.knowledge.load import FACTS, SECTORS
from lagebild.knowledge.overlay import OwnActor, OwnKind
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
    """The persons and bodies among the entities; entities of other schemata are counted in a remark, not taken."""
    found: dict[str, OwnActor] = {}
    problems: list[Problem] = []
    remarks: list[Problem] = []
    others: Counter[str] = Counter()
    by_alpha2 = {state.alpha2.lower(): state.id for state in knowledge.states if state.alpha2 is not None}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entity = _entity(line)
            if entity["schema"] not in SCHEMATA:
                others[entity["schema"]] += 1
                continue
            draft, doubts = _draft(entity, by_alpha2, source=f"{file}, line {number}")
            actor, remark = resolve(draft, knowledge)
            found[actor.id] = actor
        except InputError as exc:
            problems.append(Problem(file, number, str(exc)))
        else:
            remarks += [Problem(file, number, said) for said in (remark, *doubts) if said is not None]
    remarks += [Problem(file, 0, f"{count} entities of schema {schema} left out") for schema, count in sorted(others.items())]
    return OwnActors(tuple(found.values()), tuple(problems), tuple(remarks))


def _entity(line: str) -> Mapping[str, Any]:
    try:
        entity = json.loads(line)
    except ValueError as exc:
        raise InputError(f"no JSON: {exc}") from exc
    if not isinstance(entity, dict) or not isinstance(entity.get("schema"), str) or not isinstance(entity.get("id"), str):
        raise InputError("no FollowTheMoney entity: id or schema is missing")
    if not isinstance(entity.get("properties"), dict):
        raise InputError("no FollowTheMoney entity: properties are missing")
    return entity


def _values(entity: Mapping[str, Any], *names: str) -> list[str]:
    """The values of properties, in order, each once."""
    found: dict[str, None] = {}
    for name in names:
        values = entity["properties"].get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise InputError(f"property {name} is no list of texts")
        found |= dict.fromkeys(value.strip() for value in values if value.strip())
    return list(found)


def _draft(entity: Mapping[str, Any], by_alpha2: Mapping[str, str], *, source: str) -> tuple[Draft, list[str]]:
    kind, plain_sector = SCHEMATA[entity["schema"]]
    caption = entity.get("caption")
    names = _values(entity, "name")
    if isinstance(caption, str) and caption.strip() in names:
        names.insert(0, caption.strip())
    if not names:
        raise InputError("the entity has no name")
    variants, doubts = _variants(entity, names)
    codes = _values(entity, *COUNTRIES)
    states = list(dict.fromkeys(by_alpha2[code.lower()] for code in codes if code.lower() in by_alpha2))
    if len(states) > 1:
        doubts.append(f"{names[0]} has several countries ({', '.join(states)}); none is taken")
    sector = _sector(_values(entity, "topics")) or plain_sector
    country = "IGO" if sector == "IGO" else states[0] if len(states) == 1 else None
    last_names = _values(entity, "lastName")
    wikidata = [*_values(entity, "wikidataId"), entity["id"]]
    draft = Draft(
        kind=kind,
        name=names[0],
        source=f"FollowTheMoney entity {entity['id']} ({source})",
        new_id=f"ftm-{entity['id']}" if ID.fullmatch(entity["id"]) else make_id("ftm", entity["id"]),
        surname=next((last for last in last_names if names[0].endswith(last)), None),
        country=country,
        sector=sector,
        variants=tuple(variants),
        positions=tuple(_values(entity, "position")),
        wikidata=next((value for value in wikidata if value[:1] == "Q" and value[1:].isdigit()), None),
    )
    return draft, doubts


def _variants(entity: Mapping[str, Any], names: list[str]) -> tuple[list[str], list[str]]:
    """Further names that can be looked for in texts; weak aliases only if they have several words."""
    weak = [name for name in _values(entity, "weakAlias") if " " in name]
    kept, doubts = [], []
    for name in (*names[1:], *_values(entity, "alias", "abbreviation"), *weak):
        try:
            kept.append(checked_name(name))
        except InputError as exc:
            doubts.append(f"a further name is left out: {exc}")
    return kept, doubts


def _sector(topics: list[str]) -> str | None:
    sectors = _sectors_of_topics()
    return next((sectors[topic] for topic in sectors if topic in topics), None)
