"""`lagebild actors`: a user's own actors in a store."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from lagebild.cli.output import console, fail

actors_app = typer.Typer(help="Own actors of a store: persons, bodies, names and offices to look for.", no_args_is_help=True)

StoreOption = Annotated[Path, typer.Option("--store", help="Folder of the store.")]
ReadOption = Annotated[bool, typer.Option("--read/--no-read", help="Read the articles anew that the actors can touch.")]
DEFAULT_STORE = Path("lagebild-store")


class Format(StrEnum):
    """What a file of actors holds."""

    TSV = "tsv"
    FTM = "ftm"


@actors_app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A TSV table, or FollowTheMoney entities as JSON Lines.")],
    store: StoreOption = DEFAULT_STORE,
    kind: Annotated[Format | None, typer.Option("--format", help="Told by the file's ending where it is not given.")] = None,
    read: ReadOption = True,
) -> None:
    """Add actors; good rows are kept, bad ones are listed with file, line and cause (exit code 1)."""
    from lagebild.own_actors import add_actors, load_own_actors  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.store import Store  # noqa: PLC0415

    own = load_own_actors(file, format=kind.value if kind is not None else None)
    added = add_actors(Store(store, create=True), own, read_again=read)
    for remark in own.remarks:
        console.print(f"note {remark}", highlight=False, markup=False)
    for problem in own.problems:
        fail(str(problem))
    old = len(own.actors) - len(added.new)
    console.print(
        f"{len(added.new)} actors added, {old} known already, {len(own.problems)} rows left out; "
        f"{added.articles} articles read anew",
        highlight=False,
    )
    raise typer.Exit(1 if own.problems else 0)


@actors_app.command(name="list")
def list_actors(
    store: StoreOption = DEFAULT_STORE, as_json: Annotated[bool, typer.Option("--json", help="Print one object a line.")] = False
) -> None:
    """List the own actors of a store with their source."""
    from dataclasses import asdict  # noqa: PLC0415

    from lagebild.model.codec import dumps  # noqa: PLC0415
    from lagebild.store import Store  # noqa: PLC0415

    rows = Store(store).own_actors()
    if as_json:
        sys.stdout.writelines(dumps(asdict(row.actor) | {"added_at": row.added_at}) + "\n" for row in rows)
        return
    table = Table("id", "name", "kind", "country", "sector", "further names", "offices", "source", box=None, header_style="bold")
    for column in table.columns:
        column.overflow = "fold"  # an id that is cut cannot be used
    for row in rows:
        actor = row.actor
        offices = [f"{o.office} of {o.country} {o.since or '?'} to {o.until or 'open'}" for o in actor.offices]
        names, posts = ", ".join(actor.variants), ", ".join([*offices, *actor.positions])
        table.add_row(actor.id, actor.name, actor.kind, actor.country or "", actor.sector, names, posts, actor.source)
    console.print(table if rows else f"no own actors in {store}")


@actors_app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(help="Ids as `lagebild actors list` shows them.")],
    store: StoreOption = DEFAULT_STORE,
    read: ReadOption = True,
) -> None:
    """Remove own actors from a store."""
    from lagebild.own_actors import remove_actors  # noqa: PLC0415
    from lagebild.store import Store  # noqa: PLC0415

    gone, articles = remove_actors(Store(store), ids, read_again=read)
    console.print(f"removed {', '.join(actor.id for actor in gone)}; {articles} articles read anew", highlight=False)
