"""The store: Delta Lake tables in a folder, DuckDB to ask them. One writer at a time, many readers beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from pydantic import TypeAdapter

from lagebild.errors import NotFoundError, StoreError
from lagebild.knowledge.overlay import Overlay, OwnActor, make_overlay
from lagebild.model.codec import picture_from_dict, reading_from_dict
from lagebild.model.picture import Picture, Story, in_order
from lagebild.model.reading import Reading
from lagebild.store import waiting
from lagebild.store.asking import Asker
from lagebild.store.flatten import rows_of
from lagebild.store.row_change import RowChange
from lagebild.store.rows import DERIVED_TABLES, TABLES, JudgementRow, OwnActorRow, ReadingRow, RunRow, judgement_row
from lagebild.store.snapshot import Snapshot, load_snapshot, save_snapshot
from lagebild.store.tables import Tables, arrow_of, rows_adapter

FORMAT = 1  # raised when a table changes in a way that older code cannot read
FORMAT_FILE = "lagebild-store.json"
OLD_FILES_HOURS = 1  # for so long a reader may go on with the picture that it began with

_OWN_ACTOR = TypeAdapter(OwnActor)


class Store:
    """A folder of tables. `readings`, `own_actors`, `judgements`, `runs` are kept; the others follow and are rebuilt."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the store in `folder`; with `create` make it if there is none.

        Raises:
            StoreError: if there is no store, it was written by a newer version, or the folder cannot be used.
        """
        self.folder = folder
        self._tables = Tables(folder)
        marker = folder / FORMAT_FILE
        if not marker.exists():
            if not create:
                raise NotFoundError(f"no store in {folder}; `lagebild read` makes one")
            self._make(marker)
        try:
            found = json.loads(marker.read_text("utf-8"))["format"]
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise StoreError(f"{marker} cannot be read: {exc}") from exc
        if found != FORMAT:
            raise StoreError(f"{folder} has store format {found}, this version reads format {FORMAT}")
        self._asker = Asker(folder, self._versions_of, self._tables.files_of)

    def _make(self, marker: Path) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._tables.make()
            marker.write_text(json.dumps({"format": FORMAT}) + "\n", "utf-8")
        except (OSError, DeltaError) as exc:
            raise StoreError(f"no store can be made in {self.folder}: {exc}") from exc

    def table(self, name: str, *, version: int | None = None) -> DeltaTable:
        """The Delta table of that name as last committed, or a version of it; a table that older stores lack is made."""
        return self._tables.open(name, version=version)

    def _versions_of(self, names: Iterable[str]) -> dict[str, int]:
        """The versions of tables that belong to the current picture; of tables that are kept, the last ones."""
        snapshot = load_snapshot(self.folder)
        built = snapshot.versions if isinstance(snapshot, Snapshot) else {}
        return {name: built[name] if name in built else self._tables.last_version(name) for name in names}

    # --- readings -------------------------------------------------------------------------------------------------

    def article_ids(self) -> set[str]:
        """The ids of all articles in the store."""
        return {row["article_id"] for row in self.query("article_ids")}

    def article_count(self) -> int:
        """How many articles are in the store."""
        return sum(row["articles"] for row in self.query("article_count"))

    def add_readings(self, readings: Sequence[Reading]) -> None:
        """Commit the readings, all or none; an article that is there already is replaced by its new reading."""
        if not readings:
            return
        rows = [
            ReadingRow(r.article.id, r.article.publication.start, r.article.outlet, r.article.title, r.version, r)
            for r in readings
        ]
        data = arrow_of("readings", rows)
        with self._noted([row.article_id for row in rows]):
            try:
                merged = self.table("readings").merge(
                    data,
                    predicate="old.article_id = new.article_id",
                    source_alias="new",
                    target_alias="old",
                    merge_schema=True,  # a record may have gained a field
                )
                merged.when_matched_update_all().when_not_matched_insert_all().execute()
            except DeltaError as exc:
                raise StoreError(f"{len(rows)} readings could not be written to {self.folder}: {exc}") from exc

    @contextmanager
    def _noted(self, articles: Sequence[str]) -> Iterator[None]:
        """Note articles that change: before, for whoever is killed, and after, for who has looked too early meanwhile."""
        before = self.readings_version()
        waiting.note(self.folder, articles)
        yield
        waiting.note(self.folder, articles, commits=(before, self.readings_version()))

    def readings_version(self) -> int:
        """The version of the table of readings: it changes with every commit."""
        return self._tables.last_version("readings")

    def readings(self, *, as_of: str | None = None) -> Iterator[Reading]:
        """All readings in the order of their ids; with `as_of` (ISO day) only of articles known by then."""
        for row in self.query("readings_as_of", as_of=as_of):
            yield reading_from_dict(row["reading"])

    def readings_of(self, article_ids: Iterable[str]) -> Iterator[Reading]:
        """The readings of those of these articles that are in the store, in the order of their ids."""
        for row in self.query("readings_of", article_ids=sorted(set(article_ids))):
            yield reading_from_dict(row["reading"])

    def reading(self, article_id: str) -> Reading:
        """One reading by the article's id, or by the id that the input gave it.

        Raises:
            NotFoundError: if there is no such article.
        """
        for row in self.query("reading", article_id=article_id):
            return reading_from_dict(row["reading"])
        raise NotFoundError(f"no article {article_id!r} in {self.folder}")

    def remove_article(self, article_id: str) -> None:
        """Remove an article from the current version. Its traces go with a new picture and `forget_history`.

        Raises:
            NotFoundError: if there is no such article.
        """
        article_id = self.reading(article_id).article.id  # ours: "a-" and base-32 characters
        links = f"target_id >= '{article_id}:' and target_id < '{article_id};'"
        about = [row.judgement_id for row in self.all_judgements() if article_id in row.article_ids]  # its claims
        listed = ", ".join(f"'{judgement_id}'" for judgement_id in about)  # ours: "j-" and base-32 characters
        with self._noted([article_id]):
            # The reading goes last: as long as it is there, a removal that was stopped can be done again.
            self._tables.delete("judgements", links if not about else f"{links} or judgement_id in ({listed})")
            self._tables.delete("readings", f"article_id = '{article_id}'")

    def forget_history(self) -> None:
        """Delete the files of all older versions of the tables."""
        before = self.readings_version()
        versions = {name: self._tables.delete_files(name, hours=0) for name in TABLES}
        snapshot = load_snapshot(self.folder)
        if isinstance(snapshot, Snapshot):
            save_snapshot(self.folder, replace(snapshot, versions={name: versions[name] for name in snapshot.versions}))
        waiting.note(self.folder, (), commits=(before, versions["readings"]))
        for name in TABLES:
            self._tables.forget_log(name, wholly=True)

    # --- the picture ----------------------------------------------------------------------------------------------

    def save_picture(self, picture: Picture, readings: Iterable[Reading]) -> None:
        """Replace the derived tables by those of `picture`. Readers see the old picture or the new one, never half of one."""
        versions = {name: self._tables.replace(name, rows) for name, rows in rows_of(picture, readings).items()}
        self._show(Snapshot(versions), versions)

    def is_whole(self) -> bool:
        """Whether the derived tables are those of the picture, so that they can be changed: no writer was stopped half-way."""
        snapshot = load_snapshot(self.folder)
        if not isinstance(snapshot, Snapshot) or snapshot.versions.keys() != DERIVED_TABLES.keys():
            return False
        return all(self._tables.last_version(name) == version for name, version in snapshot.versions.items())

    def picture_mark(self) -> str | None:
        """The mark of the picture, by which the workbench that goes with it is known; None: none goes with it."""
        snapshot = load_snapshot(self.folder)
        return snapshot.work if isinstance(snapshot, Snapshot) else None

    def change_tables(self, changes: Mapping[str, RowChange], *, begin: bool = False) -> None:
        """Change rows of the derived tables. Readers see that when `show_picture` is called.

        Args:
            changes: by table.
            begin: whether the picture is begun anew, so that the tables are emptied first.
        """
        for name in DERIVED_TABLES if begin else ():
            self._tables.replace(name, ())
        for name, change in changes.items():
            self._tables.change(name, change)

    def show_picture(self, mark: str, changed: Iterable[str] = DERIVED_TABLES) -> None:
        """Make the derived tables, as they are now, the picture that readers see.

        Args:
            mark: of the workbench that goes with it.
            changed: names of the tables that have changed.
        """
        self._show(Snapshot({name: self._tables.last_version(name) for name in DERIVED_TABLES}, mark), changed)

    def _show(self, snapshot: Snapshot, changed: Iterable[str]) -> None:
        """Make a picture the one that readers see, and delete files that no reader can still want."""
        save_snapshot(self.folder, snapshot)
        versions = {name: self._tables.delete_files(name, hours=OLD_FILES_HOURS) for name in changed}
        if not versions.items() <= snapshot.versions.items():  # files have been deleted
            save_snapshot(self.folder, replace(snapshot, versions={**snapshot.versions, **versions}))
        for name in versions:
            self._tables.forget_log(name)

    def picture(self) -> Picture:
        """The picture as last built, with all its events: for large stores ask the tables instead.

        Raises:
            NotFoundError: if none has been built yet.
        """
        parts = self._of_picture(PICTURE_TABLES)
        if parts is None:
            raise NotFoundError(f"no picture in {self.folder} yet; `lagebild merge` builds it")
        return in_order(picture_from_dict(parts))

    def stories(self) -> tuple[Story, ...]:
        """The stories of the picture as last built; none if there is no picture yet."""
        parts = self._of_picture(("stories",))
        return () if parts is None else tuple(rows_adapter(Story).validate_python(parts["stories"]))

    def _of_picture(self, names: Iterable[str]) -> dict[str, Any] | None:
        """Parts of the picture, all of the same one; None if none has been built yet."""
        while True:
            snapshot = load_snapshot(self.folder)
            if not isinstance(snapshot, Snapshot):
                return snapshot
            try:
                rows = {name: self._rows_at(name, snapshot) for name in names if name in snapshot.versions}
            except (StoreError, DeltaError, OSError):
                if load_snapshot(self.folder) == snapshot:
                    raise
                continue  # the next picture has been shown meanwhile, and files of this one are gone
            if "articles" in rows:
                rows["articles"] = [row["in_picture"] for row in rows["articles"]]
            return rows

    def _rows_at(self, name: str, snapshot: Snapshot) -> list[dict[str, Any]]:
        return self.table(name, version=snapshot.versions[name]).to_pyarrow_table().to_pylist()  # type: ignore[no-any-return]

    # --- judgements and runs --------------------------------------------------------------------------------------

    def add_judgement(self, judgement: JudgementRow) -> None:
        """Append a judgement; nothing is ever overwritten, an undo is a row of its own."""
        place, mark, _ = judgement.target_id.partition(":")  # of a link: the article, and where in it
        with self._noted([*judgement.article_ids, *([place] if mark else [])] or [waiting.EVERYTHING]):
            self._tables.append("judgements", judgement)

    def judgements(self) -> tuple[JudgementRow, ...]:
        """The judgements in force: for every target the latest one, unless it was undone."""
        return tuple(judgement_row(row) for row in self.query("judgements_in_force"))

    def all_judgements(self) -> tuple[JudgementRow, ...]:
        """Every judgement ever made, the oldest first; the latest on a target is in force, unless it is an undo."""
        return tuple(judgement_row(row) for row in self.query("judgements_all"))

    def add_run(self, run: RunRow) -> None:
        """Append the record of a run."""
        self._tables.append("runs", run)

    # --- the user's own actors ------------------------------------------------------------------------------------

    def own_actors(self) -> tuple[OwnActorRow, ...]:
        """The user's own actors in the order of their ids."""
        return tuple(
            OwnActorRow(row["actor_id"], row["added_at"], _OWN_ACTOR.validate_python(row["actor"]))
            for row in self.query("own_actors")
        )

    def save_own_actors(self, rows: Iterable[OwnActorRow]) -> None:
        """Replace the user's own actors, all or none."""
        self._tables.replace("own_actors", sorted(rows, key=lambda row: row.actor_id))

    def overlay(self) -> Overlay:
        """The user's own actors as what reading and linking take."""
        return make_overlay(row.actor for row in self.own_actors())

    # --- questions ------------------------------------------------------------------------------------------------

    def query(self, name: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """The rows of the query in sql/<name>.sql, as dicts; parameters are bound, never pasted into the text."""
        yield from self.select(_sql(name), parameters)

    def select(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of one SELECT over the tables by their names. It can reach no other files and not the network.

        All derived tables that it names are of one picture. May be called from several threads.

        Raises:
            StoreError: if it is no SELECT, or DuckDB refuses it.
        """
        yield from self._asker.rows(sql, parameters or {})


PICTURE_TABLES = ("articles", "stories", "events", "ties", "figure_differences", "promises", "dyads")


@lru_cache(maxsize=256)
def _sql(name: str) -> str:
    return resources.files("lagebild.store").joinpath("sql", f"{name}.sql").read_text("utf-8")
