"""`lagebild judge`: a person's decisions about claims and links."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lagebild.cli.output import console
from lagebild.errors import InputError

DEFAULT_STORE = Path("lagebild-store")


def judge(
    decision: Annotated[str, typer.Argument(help="accept or reject a claim, link a mention, undo the last judgement")],
    target: Annotated[str, typer.Argument(help="Claim (c-…), mention (ARTICLE:BEGIN-END) or actor in it (ARTICLE:ac-…).")],
    by: Annotated[str, typer.Option(help="Who judges.")],
    why: Annotated[str, typer.Option(help="The reason.")],
    actor: Annotated[str | None, typer.Option(help="With link: who is meant, by id, code, name or description.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="With link: no actor is meant.")] = False,
    store: Annotated[Path, typer.Option("--store", help="Folder of the store.")] = DEFAULT_STORE,
) -> None:
    """Accept or reject a claim, or say whom a mention means; a judgement changes the picture and survives every rebuild."""
    from lagebild.build import build_picture  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.judge import judge_claim, judge_link, undo_link  # noqa: PLC0415
    from lagebild.store import Store  # noqa: PLC0415

    if decision != "link" and (actor is not None or nobody):
        raise InputError("--actor and --nobody go with link")
    opened = Store(store)
    said = ""
    if decision == "link":
        if (actor is None) != nobody:
            raise InputError("say who is meant with --actor, or --nobody")
        judged = judge_link(opened, target, actor=actor, author=by, reason=why)
        said = " is nobody" if judged is None else f" is {judged.name} ({judged.id})"
    elif decision == "undo" and ":" in target:
        undo_link(opened, target, author=by, reason=why)
    else:
        judge_claim(opened, target, decision=decision, author=by, reason=why)
    build_picture(opened)
    console.print(f"{decision}: {target}{said}", highlight=False, markup=False)
