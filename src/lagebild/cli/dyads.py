"""`lagebild dyads`: cooperation and conflict between two actors, month by month."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from lagebild.cli.output import console
from lagebild.errors import InputError

if TYPE_CHECKING:
    from lagebild.model.picture import Dyad

DEFAULT_STORE = Path("lagebild-store")
PAIR = 2
NOTE = "Every event counts once; mentions that look back and copies do not. Scores: PLOVER Manual 0.8, from +10 to -10 an event."
COLUMNS = ("cooperation", "score", "conflict", "score", "planned", "possible", "denied", "sources")

Value = Callable[["Dyad"], float]


def dyads(
    actors: Annotated[list[str] | None, typer.Argument(help="Two actors, or one: ISO codes or names; none: all pairs.")] = None,
    store: Annotated[Path, typer.Option("--store", help="Folder of the store.")] = DEFAULT_STORE,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As known by this ISO day.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array, a row for every pair and month.")] = False,
) -> None:
    """Count cooperation and conflict between actors, and how strong they are: by month for two, in sum for all pairs."""
    from lagebild.cli.select import open_picture, resolve_actors  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.dyads import find_dyads  # noqa: PLC0415
    from lagebild.model.codec import dumps  # noqa: PLC0415

    if len(actors or ()) > PAIR:
        raise InputError("say at most two actors")
    picture, readings = open_picture(store, as_of=as_of)
    ids = resolve_actors(actors or [], readings)
    found = find_dyads(picture, readings, ids)
    if as_json:
        sys.stdout.write(dumps([asdict(dyad) for dyad in found]) + "\n")
        return
    if not found:
        console.print("nothing is known between them", highlight=False)
        return
    names = {actor.id: actor.name for reading in readings for actor in reading.actors}
    _print(found, names, by_month=len(ids) == PAIR)


def _name(key: str, names: dict[str, str]) -> str:
    return names.get(key) or names.get(f"ac-{key}") or key


def _print(found: Sequence[Dyad], names: dict[str, str], *, by_month: bool) -> None:
    """One line a month for a pair, else one line a pair."""
    groups: defaultdict[tuple[str, ...], list[Dyad]] = defaultdict(list)
    for dyad in found:
        groups[(dyad.month or "no month",) if by_month else (dyad.a, dyad.b)].append(dyad)
    if by_month:
        title = f"{_name(found[0].a, names)} and {_name(found[0].b, names)}"
        console.print(escape(title), style="bold")
        ordered = sorted(groups)
        ordered = [key for key in ordered if key[0] != "no month"] + [key for key in ordered if key[0] == "no month"]
    else:
        ordered = sorted(groups, key=lambda key: (-sum(map(_events, groups[key])), key))
    table = Table("month" if by_month else "pair", *COLUMNS, box=None, header_style="bold")
    for column in table.columns[1:]:
        column.justify = "right"
    for key in ordered:
        label = key[0] if by_month else " – ".join(_name(one, names) for one in key)
        table.add_row(escape(label), *_cells(groups[key]))
    console.print(table)
    console.print(NOTE, style="dim", highlight=False)


def _events(dyad: Dyad) -> int:
    return len(dyad.events)


def _cells(rows: Sequence[Dyad]) -> list[str]:
    def total(value: Value) -> float:
        return sum(value(row) for row in rows)

    numbers = [
        total(lambda d: d.verbal_cooperation + d.material_cooperation),
        total(lambda d: d.cooperation_score),
        total(lambda d: d.verbal_conflict + d.material_conflict),
        total(lambda d: d.conflict_score),
        total(lambda d: d.planned),
        total(lambda d: d.hypothetical),
        total(lambda d: d.denied),
        max(row.origins for row in rows),
    ]
    scores = {1, 3}
    return [
        f"{number:+.1f}" if place in scores and number else f"{number:.0f}" if number else "·"
        for place, number in enumerate(numbers)
    ]
