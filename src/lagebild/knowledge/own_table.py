"""A user's actors from a tab-separated table: one row an actor, or an office of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lagebild.errors import InputError
from lagebild.knowledge.overlay import OwnActor, OwnOffice
from lagebild.knowledge.own import KINDS, Draft, OwnActors, Problem, resolve
from lagebild.knowledge.store import Knowledge

REQUIRED = ("name", "kind")
COLUMNS = (*REQUIRED, "id", "country", "sector", "variants", "surname", "office", "of", "from", "to", "wikidata", "source")


def read_own_table(text: str, *, file: str, knowledge: Knowledge) -> OwnActors:
    """The actors of a table; rows with one id (or the same name, kind and country) are one actor with several offices.

    Raises:
        InputError: if there is no header line, or it lacks a column or has one that is unknown.
    """
    header: tuple[str, ...] | None = None
    found: dict[str, OwnActor] = {}
    problems: list[Problem] = []
    remarks: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is None:
            header = _header(cells, file, number)
            continue
        try:
            actor, remark = resolve(_draft(header, cells, source=f"{file}, line {number}"), knowledge)
            found[actor.id] = _joined(found.get(actor.id), actor)
        except InputError as exc:
            problems.append(Problem(file, number, str(exc)))
        else:
            remarks += [Problem(file, number, remark)] if remark is not None else []
    if header is None:
        raise InputError(f"{file} is empty; its first line names columns, of {', '.join(COLUMNS)}")
    return OwnActors(tuple(found.values()), tuple(problems), tuple(remarks))


def _header(cells: tuple[str, ...], file: str, line: int) -> tuple[str, ...]:
    missing = [column for column in REQUIRED if column not in cells]
    unknown = [column for column in cells if column not in COLUMNS]
    if missing or unknown or len(set(cells)) < len(cells):
        cause = f"no column {', '.join(missing)}" if missing else f"unknown or repeated columns {', '.join(unknown or cells)}"
        raise InputError(f"{file}, line {line}: {cause}; tab-separated columns are {', '.join(COLUMNS)}")
    return cells


def _draft(header: tuple[str, ...], cells: tuple[str, ...], *, source: str) -> Draft:
    if len(cells) > len(header):
        raise InputError(f"{len(cells)} cells under {len(header)} columns")
    row: Mapping[str, str] = dict(zip(header, (*cells, *[""] * (len(header) - len(cells))), strict=True))

    def cell(column: str) -> str | None:
        return row.get(column) or None

    kind = cell("kind")
    if kind not in KINDS:
        raise InputError(f"kind is not one of {', '.join(KINDS)}: {kind or '(empty)'}")
    stated = cell("source")
    return Draft(
        kind=kind,
        name=cell("name") or "",
        source=source if stated is None else f"{stated} ({source})",
        id=cell("id"),
        surname=cell("surname"),
        country=cell("country"),
        sector=cell("sector"),
        variants=tuple(v.strip() for v in row.get("variants", "").split("|") if v.strip()),
        offices=_offices(cell("office"), cell("of"), cell("from"), cell("to"), country=cell("country")),
        wikidata=cell("wikidata"),
    )


def _offices(
    office: str | None, owner: str | None, since: str | None, until: str | None, *, country: str | None
) -> tuple[OwnOffice, ...]:
    if office is None:
        if owner or since or until:
            raise InputError("of, from and to belong to an office, and none is given")
        return ()
    owner = owner or country
    if owner is None:
        raise InputError("whose office it is stands in neither of nor country")
    return (OwnOffice(office, owner, since, until),)


def _joined(before: OwnActor | None, actor: OwnActor) -> OwnActor:
    """The actor with what an earlier row said of it."""
    if before is None:
        return actor
    facts = ("kind", "country", "sector")
    differing = [fact for fact in facts if getattr(before, fact) != getattr(actor, fact)]
    if differing:
        raise InputError(f"id {actor.id} stands in {before.source} with another {' and '.join(differing)}")
    return replace(
        before,
        variants=tuple(v for v in dict.fromkeys((*before.variants, actor.name, *actor.variants)) if v != before.name),
        offices=tuple(dict.fromkeys((*before.offices, *actor.offices))),
        surname=before.surname or actor.surname,
    )
