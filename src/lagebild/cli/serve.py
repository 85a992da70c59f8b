"""`lagebild serve`: the store in the browser, and as an API."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lagebild.cli.output import console

DEFAULT_STORE = Path("lagebild-store")


def serve(
    store: Annotated[Path, typer.Option("--store", help="Folder of the store.")] = DEFAULT_STORE,
    host: Annotated[
        str, typer.Option(help="Address to listen on; another than this machine's own needs --token or --read-only.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    token: Annotated[
        str | None, typer.Option(envvar="LAGEBILD_TOKEN", help="What writing needs; at least 16 characters.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="No articles and no judgements come in.")] = False,
    name: Annotated[list[str] | None, typer.Option("--name", help="Host name that requests may ask for, behind a proxy.")] = None,
) -> None:
    """Show the store as web pages and serve its REST API."""
    import uvicorn  # noqa: PLC0415  (`--help` stays quick)

    from lagebild.api.settings import ServeSettings  # noqa: PLC0415
    from lagebild.web import make_app  # noqa: PLC0415

    settings = ServeSettings(store, host=host, port=port, token=token, read_only=read_only, names=tuple(name or ()))
    app = make_app(settings)
    console.print(f"Lagebild: {settings.url}  (store {store}, Ctrl-C stops)", highlight=False, markup=False)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, date_header=True)
