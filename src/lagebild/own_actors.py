"""A user's own actors: taken from a file into the store, listed, removed; and the articles that they touch read anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

from lagebild.build import parser_of, read_into
from lagebild.errors import InputError, NotFoundError
from lagebild.executors import Executor, InlineExecutor
from lagebild.knowledge.ftm import read_ftm
from lagebild.knowledge.load import load_knowledge
from lagebild.knowledge.overlay import OwnActor
from lagebild.knowledge.own import OwnActors
from lagebild.knowledge.own_table import read_own_table
from lagebild.knowledge.store import Knowledge
from lagebild.store import OwnActorRow, Store

OwnFormat = Literal["tsv", "ftm"]
SUFFIXES: dict[str, OwnFormat] = {".tsv": "tsv", ".json": "ftm", ".jsonl": "ftm", ".ndjson": "ftm", ".ijson": "ftm"}


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding actors: what the file held, the ids new to the store, and how many articles were read anew."""

    read: OwnActors
    new: tuple[str, ...]
    articles: int


def load_own_actors(file: Path, *, format: OwnFormat | None = None, language: str = "de") -> OwnActors:  # noqa: A002  (the option's name)
    """The actors in a TSV table or a file of FollowTheMoney entities (one JSON object a line), with the rows that were left out.

    Raises:
        InputError: if the file cannot be read, has an unknown ending and no format is given, or has no usable header.
    """
    known = format or SUFFIXES.get(file.suffix.lower())
    if known is None:
        raise InputError(f"{file}: what it holds cannot be told from its name; --format tsv or ftm says it")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as exc:
        raise InputError(f"{file} cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise InputError(f"{file} is no UTF-8: {exc.reason} at byte {exc.start}") from exc
    knowledge = load_knowledge(language)
    return {"tsv": read_own_table, "ftm": read_ftm}[known](text, file=file.name, knowledge=knowledge)


def add_actors(store: Store, own: OwnActors, *, read_again: bool = True, executor: Executor | None = None) -> Added:
    """Take the actors into the store; one that it has already is replaced. Articles that they can touch are read anew.

    `read_again`: False leaves the articles as they were read.
    """
    rows = {row.actor_id: row for row in store.own_actors()}
    changed = [actor for actor in own.actors if actor.id not in rows or rows[actor.id].actor != actor]
    before = [rows[actor.id].actor for actor in changed if actor.id in rows]
    new = tuple(actor.id for actor in changed if actor.id not in rows)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if changed:
        store.save_own_actors((rows | {actor.id: OwnActorRow(actor.id, now, actor) for actor in changed}).values())
    articles = _read_again(store, [*before, *changed], executor) if read_again and changed else 0
    return Added(own, new, articles)


def remove_actors(
    store: Store, ids: Iterable[str], *, read_again: bool = True, executor: Executor | None = None
) -> tuple[tuple[OwnActor, ...], int]:
    """Take actors out of the store; what comes back are they, and how many articles were read anew.

    Raises:
        NotFoundError: if the store has no such actor; then none is removed.
    """
    rows = {row.actor_id: row for row in store.own_actors()}
    wanted = [actor_id.removeprefix("ac-") for actor_id in ids]
    missing = [actor_id for actor_id in wanted if actor_id not in rows]
    if missing:
        raise NotFoundError(f"no own actor {', '.join(missing)} in {store.folder}; `lagebild actors list` names them")
    gone = tuple(rows.pop(actor_id).actor for actor_id in dict.fromkeys(wanted))
    store.save_own_actors(rows.values())
    return gone, _read_again(store, gone, executor) if read_again else 0


def _read_again(store: Store, changed: Iterable[OwnActor], executor: Executor | None) -> int:
    """Read the articles anew that have a name of the actors, or a noun of an office of theirs; the number of them."""
    needles = {needle for actor in changed for needle in _needles(actor, load_knowledge("de"))}
    touched = [r for r in store.readings() if any(needle in r.article.text for needle in needles)]
    by_parser = sorted(touched, key=lambda r: parser_of(r.version) or "")
    for parser, readings in groupby(by_parser, key=lambda r: parser_of(r.version)):
        articles = [reading.article for reading in readings]
        read_into(store, articles, executor=executor or InlineExecutor(), again=True, parser=parser)
    return len(touched)


def _needles(actor: OwnActor, knowledge: Knowledge) -> set[str]:
    names = {actor.name, *actor.variants}
    if actor.kind == "person":
        names.add(actor.surname or actor.name.rpartition(" ")[2])
    held = {office.office for office in actor.offices}
    for office in knowledge.offices:
        if held & set(office.lookup):
            names |= set(office.nouns) | {noun.lower() for noun in office.nouns}
    return names
