"""The formats of `lagebild export`: one command each, all with the same options."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lagebild.cli.output import console
from lagebild.errors import InputError, LagebildError

if TYPE_CHECKING:
    from lagebild.present.export import Format, Material

# Name and one line of help; the formats themselves are imported when one is used, so that `--help` stays quick.
HELP = {
    "jsonl": "Native JSON Lines: every table, one row a line.",
    "csv": "Native CSV of one table, safe for spreadsheets.",
    "parquet": "Native Parquet: a folder with one file a table.",
    "plover": "PLOVER JSON Lines.",
    "polecat": "POLECAT, 40 columns with tabs.",
    "icews": "ICEWS, 20 columns with tabs.",
    "gdelt-events": "GDELT 2.0 events, 61 columns, no header.",
    "gdelt-mentions": "GDELT 2.0 mentions, 16 columns, no header.",
    "acled": "ACLED-like CSV, 31 columns, where types fit.",
    "ftm": "FollowTheMoney entities, JSON Lines.",
    "timex3": "TimeML with TIMEX3: a folder, one file an article.",
    "naf": "NAF 3: a folder, one file an article.",
    "jsonld": "schema.org JSON-LD.",
    "graphml": "GraphML: actors, ties, events between them.",
    "gexf": "GEXF: actors, ties, events between them.",
    "ics": "iCalendar: dated events.",
    "atom": "Atom feed of the events reported last.",
    "geojson": "GeoJSON: events with their places.",
    "markdown": "A folder of linked notes (Obsidian).",
    "stata": "Stata file of the events (needs pandas).",
}
ONLY_HAPPENED = frozenset({"polecat", "icews", "gdelt-events", "gdelt-mentions", "acled", "ftm", "graphml", "gexf"})
TABLE_FORMATS = frozenset({"jsonl", "csv", "parquet"})

StoreOption = Annotated[Path, typer.Option("--store", help="Folder of the store.")]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", help="File or folder to write; text goes to standard output.")
]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="Only from articles known by this ISO day.")]
ActorOption = Annotated[list[str] | None, typer.Option("--actor", help="Only with this actor: code or name; may be repeated.")]
SinceOption = Annotated[str | None, typer.Option(help="Only what may lie on or after this day (YYYY, YYYY-MM, YYYY-MM-DD).")]
UntilOption = Annotated[str | None, typer.Option(help="Only what may lie on or before this day.")]
StatusOption = Annotated[list[str] | None, typer.Option(help="Only events of this status; may be repeated.")]
IntervalOption = Annotated[
    bool, typer.Option("--interval-start", help="Where a format holds one day, write the first day of an interval.")
]
TextOption = Annotated[bool, typer.Option("--without-text", help="Leave out quoted text; its places in the articles remain.")]
TableOption = Annotated[
    list[str] | None, typer.Option("--table", help="Only this table (articles, events, claims …); may be repeated.")
]
SchemaOption = Annotated[bool, typer.Option("--schema", help="Write the JSON Schemas of the lines instead.")]
STATUSES = ("occurred", "ongoing", "planned", "hypothetical", "denied")


def add_formats(group: typer.Typer, default_store: Path) -> None:
    """Add a command for every format to the group."""
    for name, text in HELP.items():
        remark = (
            " Planned, possible and denied events are left out unless --status asks for them." if name in ONLY_HAPPENED else ""
        )
        group.command(name, help=text + remark, short_help=text)(
            _table_command(name, default_store) if name in TABLE_FORMATS else _command(name, default_store)
        )


def _command(name: str, default_store: Path) -> Callable[..., None]:
    def command(
        store: StoreOption = default_store,
        output: OutputOption = None,
        as_of: AsOfOption = None,
        actor: ActorOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        status: StatusOption = None,
        interval_start: IntervalOption = False,
        without_text: TextOption = False,
    ) -> None:
        selected = (actor, since, until, status, interval_start, without_text)
        _export(name, store, output, as_of, selected, ())

    return command


def _table_command(name: str, default_store: Path) -> Callable[..., None]:
    def command(
        store: StoreOption = default_store,
        output: OutputOption = None,
        as_of: AsOfOption = None,
        actor: ActorOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        status: StatusOption = None,
        without_text: TextOption = False,
        table: TableOption = None,
        schema: SchemaOption = False,
    ) -> None:
        if schema:
            _write_schemas(table, output)
            return
        _export(name, store, output, as_of, (actor, since, until, status, False, without_text), tuple(table or ()))

    return command


Selected = tuple[list[str] | None, str | None, str | None, list[str] | None, bool, bool]


def _export(name: str, store: Path, output: Path | None, as_of: str | None, selected: Selected, tables: tuple[str, ...]) -> None:
    from lagebild.present.export import FORMATS, Material, Selection  # noqa: PLC0415
    from lagebild.query import open_store  # noqa: PLC0415

    chosen = FORMATS[name]
    if chosen.save is not None and output is None:
        raise InputError(f"{name} writes {'a folder' if chosen.suffix == '/' else 'a file'}; name it with -o")
    actor, since, until, status, interval_start, without_text = selected
    if wrong := [one for one in status or () if one not in STATUSES]:
        raise InputError(f"{wrong[0]!r} is no status; one of {', '.join(STATUSES)}")
    view = open_store(store, as_of=as_of)
    selection = Selection(
        actors=tuple(view.resolve(actor)),
        since=since,
        until=until,
        status=tuple(status or ()),
        interval_start=interval_start,
        with_text=not without_text,
    )
    with_tables = _with_tables(chosen, tables)
    try:
        _write(with_tables, Material(view, selection), output)
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as exc:
        raise LagebildError(f"{output} cannot be written: {exc.strerror}") from exc


def _with_tables(chosen: Format, tables: tuple[str, ...]) -> Format:
    """The format for the tables that were asked for."""
    from dataclasses import replace  # noqa: PLC0415
    from functools import partial  # noqa: PLC0415

    from lagebild.present.export.native import TABLES  # noqa: PLC0415

    if unknown := [table for table in tables if table not in TABLES]:
        raise InputError(f"{unknown[0]!r} is no table; one of {', '.join(TABLES)}")
    if chosen.name == "csv" and len(tables) > 1:
        raise InputError("a CSV file holds one table")
    if not tables:
        return chosen
    if chosen.save is not None:
        return replace(chosen, save=partial(chosen.save, tables=tables))
    assert chosen.write is not None  # noqa: S101  (a format has one of the two)
    return replace(chosen, write=partial(chosen.write, tables=tables))


def _write(chosen: Format, material: Material, output: Path | None) -> None:
    if chosen.save is not None and output is not None:
        files = chosen.save(material, output)
        console.print(f"{output}: {len(files)} file{'' if len(files) == 1 else 's'}", highlight=False, markup=False)
    elif chosen.write is not None:
        _write_text(chosen.write(material), output)


def _write_text(pieces: Iterable[str], output: Path | None) -> None:
    """Write piece by piece; a file appears under its name only when it is whole."""
    if output is None:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
        return
    handle, temporary = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name[:40]}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            size = sum(file.write(piece) for piece in pieces)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(output)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    console.print(f"{output}: {size / 1000:.0f} thousand characters", highlight=False, markup=False)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _write_schemas(tables: list[str] | None, output: Path | None) -> None:
    import json  # noqa: PLC0415

    from lagebild.present.export.native import TABLES, json_schema  # noqa: PLC0415

    if unknown := [table for table in tables or () if table not in TABLES]:
        raise InputError(f"{unknown[0]!r} is no table; one of {', '.join(TABLES)}")
    found = {table: json_schema(table) for table in tables or TABLES}
    _write_text([json.dumps(found, ensure_ascii=False, indent=1) + "\n"], output)
