"""`lagebild mcp`: the store as tools for assistants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def mcp(
    store: Annotated[Path, typer.Option("--store", help="Folder of the store.")] = Path("lagebild-store"),
    as_of: Annotated[str | None, typer.Option("--as-of", help="Only from articles known by this ISO day.")] = None,
) -> None:
    """Answer an assistant's questions over standard input and output (Model Context Protocol), with citations."""
    from lagebild.assistant import make_server  # noqa: PLC0415  (`--help` stays quick)

    make_server(store, as_of=as_of).run("stdio")
