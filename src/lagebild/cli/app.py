"""Commands of `lagebild`; each is thin: it parses options, calls one function, prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lagebild.cli.actors import actors_app
from lagebild.cli.ask import events, figures, search, statements, ties
from lagebild.cli.compare import compare
from lagebild.cli.dossier import dossier
from lagebild.cli.dyads import dyads
from lagebild.cli.evaluate import evaluate_app
from lagebild.cli.explain import explain
from lagebild.cli.export import export_app
from lagebild.cli.judge import judge
from lagebild.cli.mcp import mcp
from lagebild.cli.output import console, fail, print_readings, print_summary, print_timeline, read_progress
from lagebild.cli.promises import promises
from lagebild.cli.serve import serve
from lagebild.cli.times import times
from lagebild.cli.who import who
from lagebild.errors import LagebildError
from lagebild.versions import package_version

app = typer.Typer(
    name="lagebild",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)

StoreOption = Annotated[Path, typer.Option("--store", help="Folder of the store.")]
DEFAULT_STORE = Path("lagebild-store")


def _print_version(wanted: bool) -> None:
    if wanted:
        console.print(package_version(), highlight=False)
        raise typer.Exit


@app.callback()
def lagebild(
    _: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """News articles in, dated and sourced political event data and a picture of the situation out."""


def main() -> None:
    """Run the command line; an error of ours is one line on standard error and exit code 1."""
    try:
        app()
    except LagebildError as exc:
        fail(str(exc))
        sys.exit(1)


def read(
    paths: Annotated[list[Path], typer.Argument(help="Text files, JSON Lines files, folders of them.")],
    store: Annotated[Path | None, typer.Option("--store", help="Folder of the store.", show_default=str(DEFAULT_STORE))] = None,
    json_lines: Annotated[
        bool, typer.Option("--json", help="Print one reading a line instead of storing it; own actors are those of --store.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read side by side.")] = 1,
    language: Annotated[str | None, typer.Option(help="Read every article in this language (ISO 639-1).")] = None,
    strict: Annotated[bool, typer.Option(help="Stop at the first stage that fails.")] = False,
    again: Annotated[bool, typer.Option(help="Read articles anew that the store has already.")] = False,
    parser: Annotated[str | None, typer.Option(help="spacy:NAME, an installed spaCy pipeline in place of our parser.")] = None,
    picture: Annotated[
        bool, typer.Option(help="Rebuild the picture afterwards; large collections read in parts need it once, by `merge`.")
    ] = True,
) -> None:
    """Read articles into the store, or print their readings with --json."""
    from lagebild.build import find_articles, read_articles, read_into  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.executors import executor_for  # noqa: PLC0415
    from lagebild.store import Store  # noqa: PLC0415

    executor = executor_for(workers)
    articles = find_articles(paths, language=language)
    if json_lines:
        overlay = Store(store).overlay() if store is not None else None
        results = read_articles(articles, executor=executor, strict=strict, parser=parser, overlay=overlay)
        raise typer.Exit(print_readings(results))
    opened = Store(store or DEFAULT_STORE, create=True)
    found = list(articles)
    with read_progress(len(found)) as step:
        summary = read_into(
            opened, found, executor=executor, strict=strict, again=again, parser=parser, progress=step, picture=picture
        )
    print_summary(summary, opened.folder)
    raise typer.Exit(1 if summary.errors else 0)


def timeline(
    actors: Annotated[list[str] | None, typer.Argument(help="Actors that must take part: ISO codes or names.")] = None,
    store: StoreOption = DEFAULT_STORE,
    as_of: Annotated[str | None, typer.Option(help="Only from articles known by this ISO day.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many lines; 0 prints all.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, with every field.")] = False,
) -> None:
    """Print the dated events of the store, or those between some actors."""
    from lagebild.cli.select import open_picture, resolve_actors  # noqa: PLC0415
    from lagebild.present import build_timeline  # noqa: PLC0415

    picture, readings = open_picture(store, as_of=as_of)
    ids = resolve_actors(actors or [], readings)
    print_timeline(build_timeline(picture, readings, ids), limit=limit, as_json=as_json)


def merge(store: StoreOption = DEFAULT_STORE) -> None:
    """Rebuild the picture of the store from its readings and judgements."""
    from lagebild.keeping import renew_picture  # noqa: PLC0415
    from lagebild.store import Store  # noqa: PLC0415

    opened = Store(store)
    renew_picture(opened, anew=True)
    counts = next(opened.query("counts"))
    console.print(f"{counts['articles']} articles, {counts['stories']} stories, {counts['events']} events")


def remove(article: Annotated[str, typer.Argument(help="Id of the article.")], store: StoreOption = DEFAULT_STORE) -> None:
    """Remove an article and every trace of it."""
    from lagebild.build import remove_article  # noqa: PLC0415
    from lagebild.store import Store  # noqa: PLC0415

    remove_article(Store(store), article)
    console.print(f"removed {article}")


# `--help` lists them in this order: reading and looking first, then asking, then mending, then what is needed seldom.
for _command in (
    read, serve, dossier, events, statements, figures, ties, search, timeline, compare, promises, dyads, explain, who, times,
    judge, merge, remove, mcp,
):  # fmt: skip
    app.command()(_command)
for _name, _group in (("actors", actors_app), ("export", export_app), ("evaluate", evaluate_app)):
    app.add_typer(_group, name=_name)
