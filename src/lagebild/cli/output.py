"""What the commands print: progress, tables, one line for an error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from lagebild.errors import ArticleError

if TYPE_CHECKING:
    from lagebild.intake import Summary
    from lagebild.present import TimelineEntry

WIDE_COLUMNS = 100
console = Console(soft_wrap=True)
errors = Console(stderr=True, soft_wrap=True)


def fail(message: str) -> None:
    """One line on standard error."""
    errors.print(f"[red]error[/red] {escape(message)}", highlight=False)


@contextmanager
def read_progress(total: int) -> Iterator[Callable[[Any], None]]:
    """A progress bar over `total` articles; call the value once an article."""
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda _: bar.advance(task)


def print_readings(results: Iterable[object]) -> int:
    """One reading a line, errors on standard error as they come; what comes back is the exit code."""
    from lagebild.model.codec import dumps  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.model.reading import Reading  # noqa: PLC0415
    from lagebild.model.record import reading_record  # noqa: PLC0415

    code = 0
    for result in results:
        if isinstance(result, Reading):
            sys.stdout.write(dumps(reading_record(result)) + "\n")
        elif isinstance(result, ArticleError):
            fail(str(result))
            code = 1
    return code


def print_summary(summary: Summary, store: Path) -> None:
    """What a run read, knew and could not read."""
    if summary.articles:
        table = Table("article", "title", "claims", "statements", "figures", "ties", box=None, header_style="bold")
        for column, width in zip(table.columns[:2], (28, 26), strict=True):
            column.no_wrap, column.overflow, column.max_width = True, "ellipsis", width
        for column in table.columns[2:]:
            column.justify, column.no_wrap, column.min_width = "right", True, len(str(column.header))
        for article in summary.articles:
            numbers = (article.claims, article.statements, article.figures, article.ties)
            title = article.label[:60]
            table.add_row(escape(Path(article.source).name), escape(title), *map(str, numbers))
        console.print(table)
    for article in summary.articles:
        for failure in article.failures:
            fail(f"{article.source}: stage {failure.stage}: {failure.problem}")
    for error in summary.errors:
        fail(str(error))
    console.print(
        f"{len(summary.articles)} read, {summary.known} known already, {len(summary.errors)} failed; store: {escape(str(store))}",
        highlight=False,
    )


def print_timeline(entries: Sequence[TimelineEntry], *, limit: int = 0, as_json: bool = False) -> None:
    """The timeline as a table, oldest first; or an object a line."""
    shown = entries[:limit] if limit else entries
    if as_json:
        sys.stdout.writelines(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in shown)
        return
    table = Table("when", "what", "who", "status", "sources", box=None, header_style="bold")
    table.columns[4].justify = "right"
    for number in (1, 3):
        table.columns[number].no_wrap = True
    if console.width < WIDE_COLUMNS:
        table.columns[0].max_width = 19  # "24. Februar – / 1. März 2023"
    else:
        table.columns[0].no_wrap = True
    for entry in shown:
        table.add_row(entry.when, entry.what, escape(entry.who), entry.status, str(entry.origins))
    console.print(table)
    if len(shown) < len(entries):
        console.print(f"… {len(entries) - len(shown)} more", highlight=False)
