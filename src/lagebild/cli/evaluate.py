"""`lagebild evaluate`: the pipeline over gold data, figures out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from lagebild.cli.output import console
from lagebild.model.article import Article
from lagebild.model.reading import Reading

evaluate_app = typer.Typer(help="Run the pipeline over gold data and print the figures.", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def _article(record: Mapping[str, Any]) -> Article:
    from lagebild.read import RawArticle, make_article  # noqa: PLC0415

    name = str(record["given_id"])
    raw = RawArticle(record["text"], name, title=record["title"], published=record["published"], given_id=name)
    return make_article(raw, language="de")


def _read(record: Mapping[str, Any]) -> Reading:
    from lagebild.build import read_article  # noqa: PLC0415

    return read_article(_article(record))


def _quotes(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The quotations of a text, each as the data have it: a run of several sentences in one speaker's words is one quotation."""
    from lagebild.analyse.statements import draft_statements, quote_records  # noqa: PLC0415
    from lagebild.build import analyse_article  # noqa: PLC0415
    from lagebild.lang.pack import load_pack  # noqa: PLC0415

    doc, _ = analyse_article(_article(record))
    return quote_records(draft_statements(doc, load_pack("de")))


def _times(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The time expressions of a text in the convention of TIMEX3 corpora (which leave out connectives such as "now")."""
    from lagebild.analyse.times import timex_records  # noqa: PLC0415

    return timex_records(_read(record).times)


def _print(figures: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
        return
    table = Table("figure", "P", "R", "F1", box=None, header_style="bold")
    rest: list[str] = []
    for name, value in figures.items():
        if isinstance(value, Mapping) and {"P", "R", "F"} <= set(value):
            table.add_row(name, *(f"{value[key]:.1f}" for key in ("P", "R", "F")))
        elif isinstance(value, Mapping):
            rest.append(f"{name}: " + ", ".join(f"{k} {_plain(v)}" for k, v in value.items()))
        else:
            rest.append(f"{name}: {value}")
    if table.row_count:
        console.print(table)
    for line in rest:
        console.print(line, highlight=False)


def _plain(value: Any) -> str:
    return f"F1 {value['F']}" if isinstance(value, Mapping) and "F" in value else str(value)


@evaluate_app.command()
def events(
    folder: Annotated[Path, typer.Argument(help="Folder with docs/ and gold/.")],
    as_json: JsonOption = False,
    errors: Annotated[bool, typer.Option("--errors", help="List missed and spurious events.")] = False,
) -> None:
    """Coded events against gold events."""
    from lagebild.evaluate.events import parties  # noqa: PLC0415
    from lagebild.evaluate.run import evaluate_events  # noqa: PLC0415

    figures, mistakes = evaluate_events(folder, _read)
    if errors:
        for m in mistakes:
            sides = "->".join(str(sorted(parties(m.event, side))) for side in ("actors", "recipients"))
            trigger = (m.event.get("trigger") or {}).get("text")
            line = (
                m.kind,
                m.document,
                f"s{m.sentence}",
                m.event["type"],
                trigger,
                sides,
                m.event.get("status"),
                m.event.get("rule", ""),
            )
            sys.stdout.write("\t".join(map(str, line)) + "\n")
    _print(figures, as_json=as_json)


@evaluate_app.command()
def times(file: Annotated[Path, typer.Argument(help="JSON Lines file with timexes.")], as_json: JsonOption = False) -> None:
    """Time expressions against TIMEX3."""
    from lagebild.evaluate.run import evaluate_times  # noqa: PLC0415

    figures = evaluate_times(file, _times)
    if as_json:
        _print(figures, as_json=True)
        return
    table = Table("part", "gold", "found", "strict F1", "relaxed F1", "type acc.", "value F1", box=None, header_style="bold")
    for group, row in figures.items():
        cells = (row["strict"]["f1"], row["relaxed"]["f1"], row["type_acc"], row["value"]["f1"])
        table.add_row(group, str(row["gold"]), str(row["system"]), *(f"{100 * cell:.1f}" for cell in cells))
    console.print(table)


@evaluate_app.command()
def quotes(file: Annotated[Path, typer.Argument(help="JSON Lines file with quotes.")], as_json: JsonOption = False) -> None:
    """Statements against annotated quotations."""
    from lagebild.evaluate.run import evaluate_quotes  # noqa: PLC0415

    _print(evaluate_quotes(file, _quotes), as_json=as_json)


@evaluate_app.command()
def reading(folder: Annotated[Path, typer.Argument(help="Folder of hand-made readings.")], as_json: JsonOption = False) -> None:
    """All layers against hand-made readings."""
    from lagebild.evaluate.run import evaluate_reading  # noqa: PLC0415

    _print(evaluate_reading(folder, _read), as_json=as_json)


@evaluate_app.command()
def picture(
    folder: Annotated[Path, typer.Argument(help="Folder of articles with expected.json.")], as_json: JsonOption = False
) -> None:
    """The merged picture of a small corpus against what a careful reader expects."""
    from lagebild.build import find_articles, read_articles  # noqa: PLC0415
    from lagebild.evaluate.picture import score_picture  # noqa: PLC0415
    from lagebild.evaluate.run import load_json  # noqa: PLC0415
    from lagebild.executors import InlineExecutor  # noqa: PLC0415
    from lagebild.lang.pack import load_pack  # noqa: PLC0415
    from lagebild.merge import merge_readings  # noqa: PLC0415

    expected = load_json(folder / "expected.json")
    results = read_articles(find_articles([folder]), executor=InlineExecutor())
    readings = [result for result in results if isinstance(result, Reading)]
    _print(score_picture(merge_readings(readings, pack=load_pack("de")), readings, expected), as_json=as_json)
