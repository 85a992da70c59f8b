"""`lagebild judge`: a person's decisions about claims, pairs of claims, their fields and links."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from lagebild.cli.output import console
from lagebild.errors import InputError

if TYPE_CHECKING:
    from lagebild.store import Store

DEFAULT_STORE = Path("lagebild-store")
WITH_OTHER = frozenset({"same", "apart"})


def judge(
    decision: Annotated[
        str | None, typer.Argument(help="accept, reject or correct a claim; same or apart for two; link a mention; undo any.")
    ] = None,
    target: Annotated[
        str | None, typer.Argument(help="Claim (c-…), mention (ARTICLE:BEGIN-END) or actor in it (ARTICLE:ac-…).")
    ] = None,
    other: Annotated[str | None, typer.Argument(help="With same and apart (and their undo): the other claim.")] = None,
    by: Annotated[str, typer.Option(help="Who judges.")] = "",
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    actor: Annotated[str | None, typer.Option(help="With link: who is meant, by id, code, name or description.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="With link: no actor is meant.")] = False,
    field: Annotated[
        str | None,
        typer.Option(help="With correct: type, mode, date, status, place, actors, recipients or reported_by."),
    ] = None,
    value: Annotated[list[str] | None, typer.Option(help="With correct: what is true; several times for several actors.")] = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="With correct: unknown, or nobody.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List all judgements with what has become of them.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --list: print one JSON object a line.")] = False,
    store: Annotated[Path, typer.Option("--store", help="Folder of the store.")] = DEFAULT_STORE,
) -> None:
    """Accept, reject or correct a claim, say which claims tell of one happening or whom a mention means; undo any of these.

    A judgement changes the picture and survives every rebuild.
    """
    from lagebild.keeping import renew_picture  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.store import Store  # noqa: PLC0415

    opened = Store(store)
    if listed:
        _print_list(opened, as_json=as_json)
        return
    if decision is None or target is None:
        raise InputError("say a decision and its target, or --list")
    _check_options(decision, of_link=actor is not None or nobody, of_correction=bool(value) or unknown)
    said = _judge(opened, decision, target, other, by=by, why=why, actor=actor, nobody=nobody, field=field, values=value or [],
                  unknown=unknown)  # fmt: skip
    renew_picture(opened)
    console.print(f"{decision}: {said}", highlight=False, markup=False)


def _check_options(decision: str, *, of_link: bool, of_correction: bool) -> None:
    """Raises InputError for options that do not go with the decision."""
    if decision != "link" and of_link:
        raise InputError("--actor and --nobody go with link")
    if decision != "correct" and of_correction:
        raise InputError("--value and --unknown go with correct")


def _judge(
    store: Store, decision: str, target: str, other: str | None, *, by: str, why: str, actor: str | None, nobody: bool,
    field: str | None, values: list[str], unknown: bool,
) -> str:  # fmt: skip
    """Make the judgement; what comes back says it in words."""
    from lagebild import judge as judging  # noqa: PLC0415

    if decision == "link":
        if (actor is None) != nobody:
            raise InputError("say who is meant with --actor, or --nobody")
        judged = judging.judge_link(store, target, actor=actor, author=by, reason=why)
        return f"{target} is nobody" if judged is None else f"{target} is {judged.name} ({judged.id})"
    if decision in WITH_OTHER or (decision == "undo" and other is not None):
        if other is None:
            raise InputError(f"{decision} needs two claims")
        return judging.judge_pair(store, target, other, decision=decision, author=by, reason=why).target_id
    if decision == "correct":
        if field is None or bool(values) == unknown:
            raise InputError("say which field with --field, and --value or --unknown")
        given = None if unknown else values[0] if len(values) == 1 else values
        row = judging.correct_claim(store, target, field=field, value=given, author=by, reason=why)
        meant = ", ".join(f"{one.name} ({one.id})" for one in row.actors) or row.value or "unknown"
        return f"{row.target_id} is {meant}"
    if decision == "undo" and ":" in target:
        judging.undo_link(store, target, author=by, reason=why)
        return target
    if decision == "undo" and field is not None:
        return judging.undo_judgement(store, f"{target}.{field}", author=by, reason=why).target_id
    if decision == "undo":
        return judging.undo_judgement(store, target, author=by, reason=why).target_id
    return judging.judge_claim(store, target, decision=decision, author=by, reason=why).target_id


def _print_list(store: Store, *, as_json: bool) -> None:
    from lagebild.judge import list_judgements  # noqa: PLC0415

    if as_json:
        sys.stdout.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in list_judgements(store))
        return
    table = Table("made", "by", "decision", "target", "value", "reason", "state", "because")
    for one in list_judgements(store):
        row = one.row
        named = [actor.name for actor in (*row.actors, *([row.actor] if row.actor is not None else []))]
        value = ", ".join(named) or row.value or ("" if row.kind not in {"link", "correct"} else "nobody / unknown")
        table.add_row(row.made_at[:16], row.author, row.kind, row.target_id, value, row.reason, one.state, one.why)
    console.print(table)
