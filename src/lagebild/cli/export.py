"""`lagebild export`: the store's contents in formats that others build on."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from lagebild.cli.export_formats import add_formats
from lagebild.cli.output import console
from lagebild.errors import LagebildError

export_app = typer.Typer(help="Write what a store knows in a format that others read.", no_args_is_help=True)

DEFAULT_STORE = Path("lagebild-store")
StoreOption = Annotated[Path, typer.Option("--store", help="Folder of the store.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="Only from articles known by this ISO day.")]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", help="File to write; standard output without it.")]


def write_text(text: str, output: Path | None) -> None:
    """Write to the file, or to standard output without one.

    Raises:
        LagebildError: if the file cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, "utf-8", newline="\n")
    except OSError as exc:
        raise LagebildError(f"{output} cannot be written: {exc.strerror}") from exc
    console.print(f"{output}: {len(text.encode()) / 1024:.0f} KB", highlight=False, markup=False)


@export_app.command()
def picture(
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOfOption = None,
    output: OutputOption = None,
    schema: Annotated[bool, typer.Option("--schema", help="Write the JSON Schema of the picture instead.")] = False,
) -> None:
    """The picture as one JSON object: articles, stories, events, ties, figures, promises, dyads."""
    from lagebild.cli.select import open_picture  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.present.picture_record import dumps_picture, picture_schema  # noqa: PLC0415

    if schema:
        write_text(json.dumps(picture_schema(), ensure_ascii=False, indent=1) + "\n", output)
        return
    found, readings = open_picture(store, as_of=as_of)
    write_text(dumps_picture(found, readings), output)


add_formats(export_app, DEFAULT_STORE)
