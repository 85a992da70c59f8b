"""The store: Delta Lake tables in a folder, DuckDB to ask them. One writer at a time, many readers beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError
from pydantic import TypeAdapter

from lagebild.errors import NotFoundError, StoreError
from lagebild.knowledge.overlay import Overlay, OwnActor, make_overlay
from lagebild.model.codec import picture_from_dict, reading_from_dict
from lagebild.model.picture import Picture, Story
from lagebild.model.reading import Reading
from lagebild.store.asking import Asker
from lagebild.store.flatten import rows_of
from lagebild.store.rows import TABLES, JudgementRow, OwnActorRow, ReadingRow, RunRow, judgement_row
from lagebild.store.schema import schema_of
from lagebild.store.snapshot import Snapshot, load_snapshot, save_snapshot

FORMAT = 1  # raised when a table changes in a way that older code cannot read
FORMAT_FILE = "lagebild-store.json"
TABLE_PROPERTIES = {
    "delta.dataSkippingNumIndexedCols": "1",  # statistics of the id only: none of an article's words in the log
    "delta.logRetentionDuration": "interval 0 days",  # so that a removed article leaves no trace
}
LATER_TABLES = frozenset(TABLES) - {"readings", "judgements", "runs"}  # made when missing: not in the stores of before
ROW_GROUP = 8192  # rows whose statistics say whether a query needs them
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
        self._asker = Asker(folder, self._versions_of, self._files_of)

    def _make(self, marker: Path) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for name, record in TABLES.items():
                DeltaTable.create(self._path(name), schema_of(record), mode="ignore", configuration=TABLE_PROPERTIES)
            marker.write_text(json.dumps({"format": FORMAT}) + "\n", "utf-8")
        except (OSError, DeltaError) as exc:
            raise StoreError(f"no store can be made in {self.folder}: {exc}") from exc

    def _path(self, table: str) -> str:
        return str(self.folder.resolve() / table)

    def table(self, name: str, *, version: int | None = None) -> DeltaTable:
        """The Delta table of that name as last committed, or a version of it; a table that older stores lack is made."""
        try:
            if name in LATER_TABLES and not DeltaTable.is_deltatable(self._path(name)):
                DeltaTable.create(self._path(name), schema_of(TABLES[name]), mode="ignore", configuration=TABLE_PROPERTIES)
            return DeltaTable(self._path(name), version=version)
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} cannot be read: {exc}") from exc

    def _versions_of(self, names: Iterable[str]) -> dict[str, int]:
        """The versions of tables that belong to the current picture; of tables that are kept, the last ones."""
        snapshot = load_snapshot(self.folder)
        built = snapshot.versions if isinstance(snapshot, Snapshot) else {}
        return {name: built[name] if name in built else self._last_version(name) for name in names}

    def _last_version(self, name: str) -> int:
        log = self.folder / name / "_delta_log"
        if name in LATER_TABLES and not log.exists():
            self.table(name)
        return max((int(file.stem) for file in log.glob("*.json") if file.stem.isdigit()), default=0)

    def _files_of(self, name: str, version: int) -> list[str]:
        return [unquote(uri.removeprefix("file://")) for uri in self.table(name, version=version).file_uris()]

    # --- readings -------------------------------------------------------------------------------------------------

    def article_ids(self) -> set[str]:
        """The ids of all articles in the store."""
        return {row["article_id"] for row in self.query("article_ids")}

    def add_readings(self, readings: Sequence[Reading]) -> None:
        """Commit the readings, all or none; an article that is there already is replaced by its new reading."""
        if not readings:
            return
        rows = [
            ReadingRow(r.article.id, r.article.publication.start, r.article.outlet, r.article.title, r.version, r)
            for r in readings
        ]
        data = _arrow("readings", rows)
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

    def readings(self, *, as_of: str | None = None) -> Iterator[Reading]:
        """All readings in the order of their ids; with `as_of` (ISO day) only of articles known by then."""
        for row in self.query("readings_as_of", as_of=as_of):
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
        reading = self.reading(article_id)
        table = self.table("readings")
        article_id = reading.article.id  # ours: "a-" and base-32 characters
        table.delete(f"article_id = '{article_id}'")
        self.table("judgements").delete(f"target_id >= '{article_id}:' and target_id < '{article_id};'")  # links in the article
        about = [row.judgement_id for row in self.all_judgements() if article_id in row.article_ids]  # its claims
        if about:
            listed = ", ".join(f"'{judgement_id}'" for judgement_id in about)  # ours: "j-" and base-32 characters
            self.table("judgements").delete(f"judgement_id in ({listed})")

    def forget_history(self) -> None:
        """Delete the files of all older versions of the tables."""
        for name in TABLES:
            self.table(name).vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
        snapshot = load_snapshot(self.folder)
        if isinstance(snapshot, Snapshot):  # removing old files is a version of its own; the log of those before goes next
            save_snapshot(self.folder, Snapshot({name: self.table(name).version() for name in snapshot.versions}))
        for name in TABLES:
            table = self.table(name)
            table.create_checkpoint()
            table.cleanup_metadata()

    # --- the picture ----------------------------------------------------------------------------------------------

    def save_picture(self, picture: Picture, readings: Iterable[Reading]) -> None:
        """Replace the derived tables by those of `picture`. Readers see the old picture or the new one, never half of one."""
        versions = {name: self._replace(name, rows) for name, rows in rows_of(picture, readings).items()}
        save_snapshot(self.folder, Snapshot(versions))
        for name in versions:
            self.table(name).vacuum(retention_hours=OLD_FILES_HOURS, dry_run=False, enforce_retention_duration=False)

    def picture(self) -> Picture:
        """The picture as last built, with all its events: for large stores ask the tables instead.

        Raises:
            NotFoundError: if none has been built yet.
        """
        snapshot = load_snapshot(self.folder)
        if snapshot is None:
            raise NotFoundError(f"no picture in {self.folder} yet; `lagebild merge` builds it")
        if not isinstance(snapshot, Snapshot):
            return picture_from_dict(snapshot)
        parts = {name: self._rows_at(name, snapshot) for name in PICTURE_TABLES if name in snapshot.versions}
        articles = [row["in_picture"] for row in parts.pop("articles")]
        return picture_from_dict(parts | {"articles": sorted(articles, key=lambda article: article["id"])})

    def stories(self) -> tuple[Story, ...]:
        """The stories of the picture as last built; none if there is no picture yet."""
        snapshot = load_snapshot(self.folder)
        if snapshot is None:
            return ()
        if not isinstance(snapshot, Snapshot):
            return picture_from_dict(snapshot).stories
        return tuple(_rows_adapter(Story).validate_python(self._rows_at("stories", snapshot)))

    def _rows_at(self, name: str, snapshot: Snapshot) -> list[dict[str, Any]]:
        return self.table(name, version=snapshot.versions[name]).to_pyarrow_table().to_pylist()  # type: ignore[no-any-return]

    def _replace(self, name: str, rows: Sequence[Any]) -> int:
        """Overwrite a table; what comes back is its new version."""
        try:
            write_deltalake(
                self.table(name), _arrow(name, rows), mode="overwrite", schema_mode="overwrite", writer_properties=_WRITER
            )
            return self.table(name).version()
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} could not be written: {exc}") from exc

    # --- judgements and runs --------------------------------------------------------------------------------------

    def add_judgement(self, judgement: JudgementRow) -> None:
        """Append a judgement; nothing is ever overwritten, an undo is a row of its own."""
        self._append("judgements", judgement)

    def judgements(self) -> tuple[JudgementRow, ...]:
        """The judgements in force: for every target the latest one, unless it was undone."""
        return tuple(judgement_row(row) for row in self.query("judgements_in_force"))

    def all_judgements(self) -> tuple[JudgementRow, ...]:
        """Every judgement ever made, the oldest first; the latest on a target is in force, unless it is an undo."""
        return tuple(judgement_row(row) for row in self.query("judgements_all"))

    def add_run(self, run: RunRow) -> None:
        """Append the record of a run."""
        self._append("runs", run)

    def _append(self, name: str, row: Any) -> None:
        try:
            write_deltalake(
                self._path(name),
                _arrow(name, [row]),
                mode="append",
                schema_mode="merge",
                commit_properties=CommitProperties(max_commit_retries=20),
            )
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} could not be written: {exc}") from exc

    # --- the user's own actors ------------------------------------------------------------------------------------

    def own_actors(self) -> tuple[OwnActorRow, ...]:
        """The user's own actors in the order of their ids."""
        return tuple(
            OwnActorRow(row["actor_id"], row["added_at"], _OWN_ACTOR.validate_python(row["actor"]))
            for row in self.query("own_actors")
        )

    def save_own_actors(self, rows: Iterable[OwnActorRow]) -> None:
        """Replace the user's own actors, all or none."""
        self._replace("own_actors", sorted(rows, key=lambda row: row.actor_id))

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
_WRITER = WriterProperties(compression="ZSTD", max_row_group_size=ROW_GROUP)


@lru_cache(maxsize=256)
def _sql(name: str) -> str:
    return resources.files("lagebild.store").joinpath("sql", f"{name}.sql").read_text("utf-8")


@lru_cache(maxsize=64)
def _rows_adapter(record: type) -> TypeAdapter[Any]:
    return TypeAdapter(list[record])  # type: ignore[valid-type]


def _arrow(name: str, rows: Sequence[Any]) -> pa.Table:
    """Records as a table; pydantic takes nested records apart a good deal faster than `dataclasses.asdict`."""
    record = TABLES[name]
    return pa.Table.from_pylist(_rows_adapter(record).dump_python(list(rows), warnings=False), schema=schema_of(record))
