"""`lagebild promises`: what was announced, and what became of it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from lagebild.cli.output import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lagebild.present.promises import PromiseView

DEFAULT_STORE = Path("lagebild-store")
STYLES = {"overdue": "bold red", "broken": "bold red", "open": "yellow", "kept": "green"}
MAX_WORDS = 160  # characters of a quoted sentence


class Outcome(StrEnum):
    """What can become of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    OVERDUE = "overdue"


def promises(
    actors: Annotated[list[str] | None, typer.Argument(help="Only those in which these take part: ISO codes or names.")] = None,
    outcome: Annotated[Outcome | None, typer.Option(help="Only promises with this outcome.")] = None,
    store: Annotated[Path, typer.Option("--store", help="Folder of the store.")] = DEFAULT_STORE,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As known by this ISO day.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """Say who promised what to whom, when it is due, and whether it was kept, with the sentences behind it."""
    from lagebild.cli.select import open_picture, resolve_actors  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.model.codec import dumps  # noqa: PLC0415
    from lagebild.present.promises import build_promises  # noqa: PLC0415
    from lagebild.present.timeline import actors_in  # noqa: PLC0415

    picture, readings = open_picture(store, as_of=as_of)
    ids = resolve_actors(actors or [], readings)
    events = {event.id: (*event.actors, *event.recipients) for event in picture.events}
    found = [view for view in build_promises(picture, readings) if actors_in(events[view.event_id], ids) == len(ids)]
    found = [view for view in found if outcome is None or view.outcome == outcome]
    if as_json:
        sys.stdout.write(dumps([asdict(view) for view in found]) + "\n")
    elif found:
        _print(found)
    else:
        console.print("no promises", highlight=False)


def _print(found: Sequence[PromiseView]) -> None:
    table = Table("outcome", "due", "who promised what", "announced", "why", box=None, header_style="bold", padding=(0, 2, 1, 0))
    table.columns[0].no_wrap = table.columns[1].no_wrap = True
    for view in found:
        table.add_row(
            Text(view.outcome, style=STYLES[view.outcome]), view.due or "no day", _what(view), _announced(view), view.why
        )
    console.print(table)
    counts = [f"{sum(v.outcome == outcome for v in found)} {outcome}" for outcome in STYLES]
    console.print(" · ".join(counts), highlight=False, style="bold")


def _what(view: PromiseView) -> Text:
    who = ", ".join(view.by) or "?"
    whom = f" → {', '.join(view.to)}" if view.to else f" in {view.place}" if view.place else ""
    text = Text(f"{view.what}: ", style="bold").append(f"{who}{whom}", style="not bold")
    for told in view.announced[:1]:
        words = told.words if len(told.words) <= MAX_WORDS else told.words[:MAX_WORDS] + "…"
        text.append(f"\n“{words}”", style="dim not bold")
    return text


def _announced(view: PromiseView) -> Text:
    text = Text()
    for told in view.announced:
        text.append("\n" if text else "")
        text.append(told.published).append(f" {told.outlet or told.article}", style="dim")
    return text
