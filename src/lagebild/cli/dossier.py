"""`lagebild dossier`: a page, a Markdown file or a PDF about actors, a story or words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lagebild.cli.output import console
from lagebild.errors import InputError, LagebildError

if TYPE_CHECKING:
    from lagebild.model.picture import Picture
    from lagebild.model.reading import Reading
    from lagebild.present.scope import Scope

FORMS = (".html", ".md", ".pdf")


def dossier(
    actors: Annotated[list[str] | None, typer.Argument(help="One or more actors: ISO codes (BLR) or names (China).")] = None,
    story: Annotated[str | None, typer.Option(help="Id of a story in place of actors; `lagebild compare` lists them.")] = None,
    query: Annotated[str | None, typer.Option(help="Words in place of actors: articles that hold all of them.")] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write: .html, .md or .pdf.")] = Path("dossier.html"),
    store: Annotated[Path, typer.Option("--store", help="Folder of the store.")] = Path("lagebild-store"),
    as_of: Annotated[str | None, typer.Option(help="Only from articles known by this ISO day.")] = None,
) -> None:
    """Write a dossier about actors, a story or words: a self-contained page, Markdown or PDF, by the ending of the file."""
    from lagebild.cli.select import open_picture  # noqa: PLC0415

    if sum(bool(given) for given in (actors, story, query)) != 1:
        raise InputError("a dossier is about actors, a --story or a --query: give one of them")
    ending = output.suffix.lower()
    if ending not in FORMS:
        raise InputError(f"{output}: a dossier is written as {', '.join(FORMS)}")
    picture, readings = open_picture(store, as_of=as_of)
    scope = _scope(picture, readings, actors or [], story, query)
    data = _rendered(picture, readings, scope, ending)
    try:
        output.write_bytes(data)
    except OSError as exc:
        raise LagebildError(f"{output} cannot be written: {exc.strerror}") from exc
    console.print(f"{output}: {len(data) / 1024:.0f} KB", highlight=False)


def _scope(picture: Picture, readings: Sequence[Reading], actors: list[str], story: str | None, query: str | None) -> Scope:
    from lagebild.cli.select import resolve_actors  # noqa: PLC0415
    from lagebild.present.scope import of_actors, of_query, of_story  # noqa: PLC0415

    if story is not None:
        return of_story(story, picture)
    if query is not None:
        return of_query(query, readings)
    return of_actors(resolve_actors(actors, readings), readings)


def _rendered(picture: Picture, readings: Sequence[Reading], scope: Scope, ending: str) -> bytes:
    from lagebild.present.pdf import render_pdf  # noqa: PLC0415
    from lagebild.present.render import render_dossier  # noqa: PLC0415

    if ending == ".pdf":
        return render_pdf(picture, readings, scope)
    return render_dossier(picture, readings, scope, form="md" if ending == ".md" else "html").encode()
