"""Questions to a store on the command line: events, statements, figures, ties, articles, and a search over all of them."""

from __future__ import annotations

import calendar
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.markup import escape
from rich.table import Table

from lagebild.cli.output import WIDE_COLUMNS, console

if TYPE_CHECKING:
    from lagebild.model.layers import TieParty
    from lagebild.model.picture import Party
    from lagebild.query import Page, View

Row = TypeVar("Row")
Cells = Callable[[Any], Sequence[str]]
StoreOption = Annotated[Path, typer.Option("--store", help="Folder of the store.")]
DEFAULT_STORE = Path("lagebild-store")
LimitOption = Annotated[int, typer.Option(min=1, help="At most so many rows.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line, with every field.")]
SinceOption = Annotated[str | None, typer.Option(help="From this ISO day on.")]
UntilOption = Annotated[str | None, typer.Option(help="Up to this ISO day.")]
ActorsArgument = Annotated[list[str] | None, typer.Argument(help="Actors that must all take part: ISO codes (BLR) or names.")]
ROWS = 40
ID = "id"  # shown where there is room; `--json` has it always
WHOLE = frozenset({"day", ID, "status", "kind", "since", "until"})  # columns that are not broken into lines


def events(
    actors: ActorsArgument = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="CONSULT, ACCUSE …; may be given several times.")] = None,
    mode: Annotated[list[str] | None, typer.Option(help="visit, convict …; may be given several times.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="occurred, ongoing, planned, hypothetical, denied.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    place: Annotated[str | None, typer.Option(help="A place that the event is said to be at.")] = None,
    text: Annotated[str | None, typer.Option(help="Words that a sentence about it holds.")] = None,
    limit: LimitOption = ROWS,
    as_json: JsonOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List events by day: what happened, who with whom, its status and how many independent sources report it."""
    page = _view(store).events(
        actors=actors, types=_upper(type_), modes=mode, status=status,  # type: ignore[arg-type]  # checked there
        since=since, until=until, place=place, text=text, limit=limit,
    )  # fmt: skip
    _show(
        page,
        ("day", "type", "who", "status", "sources", "id"),
        lambda e: (
            _days(e.first_day, e.last_day), f"{e.type} {e.mode or ''}".strip(), _who(e.actors, e.recipients), e.status,
            f"{e.sources}{' !' if e.contradictions else ''}", e.id,
        ),
        as_json=as_json,
        note="! = the sources contradict each other",
    )  # fmt: skip


def statements(
    by: Annotated[list[str] | None, typer.Option(help="Who says it: ISO code or name; may be given several times.")] = None,
    about: Annotated[list[str] | None, typer.Option(help="Who is spoken of or to.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: Annotated[str | None, typer.Option(help="Words that it holds.")] = None,
    limit: LimitOption = ROWS,
    as_json: JsonOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List statements by day: who said what, by whose account, in which article."""
    page = _view(store).statements(by=by, about=about, since=since, until=until, text=text, limit=limit)
    _show(
        page,
        ("day", "who", "said", "in"),
        lambda s: (
            _days(s.first_day, s.last_day) or _days(s.published_first, s.published_last),
            _names(s.speakers) or s.speaker_text or "?",
            s.quote + (f" (via {s.via})" if s.via else ""),
            s.outlet or s.article_id,
        ),
        as_json=as_json,
        note="without a day of its own a statement stands at the day of its article",
    )


def figures(
    measures: Annotated[str | None, typer.Option(help="Words of what is measured.")] = None,
    of: Annotated[list[str] | None, typer.Option(help="Whose figure it is: ISO code or name.")] = None,
    unit: Annotated[str | None, typer.Option(help="percent, USD, people …")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = ROWS,
    as_json: JsonOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List figures: the value as written, what it measures, whose it is, who gives it."""
    page = _view(store).figures(measures=measures, of=of, unit=unit, since=since, until=until, limit=limit)
    _show(
        page,
        ("figure", "measures", "of", "source", "in"),
        lambda f: (f.text, f.measures or "", _names(f.of), f.source or "", f.outlet or f.article_id),
        as_json=as_json,
    )


def ties(
    actors: ActorsArgument = None,
    kind: Annotated[list[str] | None, typer.Option(help="membership, sanctions, partnership …")] = None,
    status: Annotated[list[str] | None, typer.Option(help="in_force, ended, planned, denied.")] = None,
    limit: LimitOption = ROWS,
    as_json: JsonOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List standing relations: their kind, parties, level and days."""
    page = _view(store).ties(actors=actors, kind=kind, status=status, limit=limit)
    _show(
        page,
        ("kind", "parties", "level", "status", "since", "until", "sources"),
        lambda t: (
            t.kind, _names(t.parties, " – "), ", ".join(t.levels), t.status, t.since or "", t.until or "", str(t.sources)
        ),
        as_json=as_json,
    )  # fmt: skip


def search(
    words: Annotated[str, typer.Argument(help="Words to look for in articles, statements and events.")],
    limit: LimitOption = ROWS,
    as_json: JsonOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Search articles, statements and events for words."""
    page = _view(store).search(words, limit=limit)
    _show(
        page,
        ("kind", "day", "text", "id"),
        lambda h: (h.kind, h.day or "", h.text, h.id),
        as_json=as_json,
    )


def _view(store: Path) -> View:
    from lagebild.query import open_store  # noqa: PLC0415  (`--help` stays quick)

    return open_store(store)


def _show(page: Page[Row], columns: Sequence[str], cells: Cells, *, as_json: bool, note: str | None = None) -> None:
    """The rows as a table, or one JSON object a line; what more there is, is said."""
    if as_json:
        from lagebild.model.codec import dumps  # noqa: PLC0415

        for row in page:
            sys.stdout.write(dumps(asdict(row)) + "\n")  # type: ignore[call-overload]
        return
    if not len(page):
        console.print("nothing found", highlight=False)
        return
    shown = [i for i, name in enumerate(columns) if name != ID or console.width >= WIDE_COLUMNS]
    table = Table(*(columns[i] for i in shown), box=None, header_style="bold", pad_edge=False)
    for column in table.columns:
        column.overflow, column.no_wrap = "fold", column.header in WHOLE
    for row in page:
        row_cells = cells(row)
        table.add_row(*(escape(row_cells[i]) for i in shown))
    console.print(table)
    rest = "" if page.total <= len(page) else f"; {page.total - len(page)} more: --limit {page.total}"
    console.print(f"{len(page)} of {page.total}{rest}{f'; {note}' if note else ''}", style="dim", highlight=False)


def _upper(names: Sequence[str] | None) -> list[str] | None:
    return None if names is None else [name.upper() for name in names]


def _days(first: str | None, last: str | None) -> str:
    """Days in few characters: a day, a month, a year, or an interval (ISO 8601, an open end as ".." by EDTF)."""
    if first == last:
        return first or ""
    if first is not None and last is not None and first.endswith("-01"):
        if first[:7] == last[:7] and last == f"{first[:7]}-{calendar.monthrange(int(first[:4]), int(first[5:7]))[1]}":
            return first[:7]
        if first[5:] == "01-01" and last == f"{first[:4]}-12-31":
            return first[:4]
    return f"{first or '..'}/{last or '..'}"


def _names(parties: Sequence[Party] | Sequence[TieParty], joint: str = ", ") -> str:
    return joint.join(dict.fromkeys(party.name for party in parties))


def _who(actors: Sequence[Party], recipients: Sequence[Party]) -> str:
    left, right = _names(actors), _names(recipients)
    return f"{left or '?'} → {right}" if right else left or "?"
