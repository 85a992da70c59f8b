"""`lagebild who`: who a name or a description means on a day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lagebild.cli.output import console

if TYPE_CHECKING:
    from lagebild.ask import Answer
    from lagebild.knowledge.overlay import Overlay
    from lagebild.link.api import LinkedActor
    from lagebild.model.layers import Role

MAX_ALTERNATIVES = 10


def who(
    phrase: Annotated[str, typer.Argument(help="A name, an office, a group: as an article would say it.")],
    on: Annotated[str | None, typer.Option(help="The day, month or year: YYYY-MM-DD, YYYY-MM, YYYY.")] = None,
    store: Annotated[Path | None, typer.Option("--store", help="A store whose own actors are known too.")] = None,
    language: Annotated[str, typer.Option(help="Language of the phrase (ISO 639-1).")] = "de",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say who a name or a description means, with the reasons, the office and its days, the source, and the alternatives."""
    from lagebild.ask import answer_record  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.ask import who as ask  # noqa: PLC0415
    from lagebild.model.codec import dumps  # noqa: PLC0415

    answer = ask(phrase, on=on, language=language, overlay=_overlay(store))
    known = bool(answer.actors or answer.alternatives)
    if as_json:
        sys.stdout.write(dumps(answer_record(answer)) + "\n")
    elif known:
        _print(answer)
    else:
        console.print(f"nothing is known of {answer.phrase!r}{_day(on)}", highlight=False, markup=False)
    raise typer.Exit(0 if known else 1)


def _overlay(store: Path | None) -> Overlay | None:
    from lagebild.store import Store  # noqa: PLC0415

    return None if store is None else Store(store).overlay()


def _day(on: str | None) -> str:
    return "" if on is None else f" on {on}"


def _print(answer: Answer) -> None:
    for actor in answer.actors:
        _line(actor)
    if not any(actor.known for actor in answer.actors) and answer.alternatives:
        console.print("who that is stays open; it may be", highlight=False)
    elif answer.alternatives:
        console.print("it might also be", highlight=False)
    for other in answer.alternatives[:MAX_ALTERNATIVES]:
        _line(other, indent="  ")
    left = len(answer.alternatives) - MAX_ALTERNATIVES
    if left > 0:
        console.print(f"  … and {left} more (--json prints all)", highlight=False)


def _line(actor: LinkedActor, *, indent: str = "") -> None:
    where = ", ".join(part for part in (actor.kind, actor.country, actor.sector) if part)
    lines = [f"{actor.name}  {actor.id}  ({where})  score {actor.score:.2f}"]
    lines += [f"  {_role(role)}" for role in actor.roles]
    if actor.kind == "person" and actor.known and not actor.roles:
        lines.append("  no office known on these days")
    lines += [f"  why: {'; '.join(actor.reasons)}"]
    lines += [f"  known from: {actor.source}"] if actor.source is not None else ["  known from: the words alone"]
    for line in lines:
        console.print(indent + line, highlight=False, markup=False)


def _role(role: Role) -> str:
    return f"{role.office} of {role.country}, {role.start or '?'} to {role.end or 'open'} (source: {role.source})"
