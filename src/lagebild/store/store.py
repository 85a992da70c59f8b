"""The store: Delta Lake tables in a folder, DuckDB to ask them. One writer at a time, many readers beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError
from pydantic import TypeAdapter

from lagebild.errors import NotFoundError, StoreError
from lagebild.knowledge.overlay import Overlay, OwnActor, make_overlay
from lagebild.model.codec import picture_from_dict, reading_from_dict, to_dict
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.store.rows import TABLES, ActorRow, EventClaimRow, JudgedActor, JudgementRow, OwnActorRow, ReadingRow, RunRow
from lagebild.store.schema import schema_of

FORMAT = 1  # raised when a table changes in a way that older code cannot read
FORMAT_FILE = "lagebild-store.json"
TABLE_PROPERTIES = {
    "delta.dataSkippingNumIndexedCols": "1",  # statistics of the id only: none of an article's words in the log
    "delta.logRetentionDuration": "interval 0 days",  # so that a removed article leaves no trace
}
LATER_TABLES = frozenset({"own_actors"})  # not in the stores of the first version
BATCH_ROWS = 64  # readings fetched at a time: about 10 MB

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

    def table(self, name: str) -> DeltaTable:
        """The Delta table of that name as last committed; a table that stores of before do not have is made."""
        try:
            if name in LATER_TABLES and not DeltaTable.is_deltatable(self._path(name)):
                DeltaTable.create(self._path(name), schema_of(TABLES[name]), mode="ignore", configuration=TABLE_PROPERTIES)
            return DeltaTable(self._path(name))
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} cannot be read: {exc}") from exc

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
        data = _arrow("readings", [asdict(row) for row in rows])
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

    def forget_history(self) -> None:
        """Delete the files of all older versions of the tables."""
        for name in TABLES:
            table = self.table(name)
            table.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
            table.create_checkpoint()
            table.cleanup_metadata()

    # --- the picture ----------------------------------------------------------------------------------------------

    def save_picture(self, picture: Picture, readings: Iterable[Reading]) -> None:
        """Replace the derived tables by those of `picture`; the whole picture is kept beside them for reading it back."""
        links = [
            EventClaimRow(event.id, c.claim_id, c.article_id, c.begin, c.end, c.echo, c.score, c.why)
            for event in picture.events
            for c in event.claims
        ]
        tables: dict[str, list[dict[str, Any]]] = {
            "events": [asdict(event) for event in picture.events],
            "event_claims": [asdict(row) for row in links],
            "stories": [asdict(story) for story in picture.stories],
            "ties": [asdict(tie) for tie in picture.ties],
            "actors": [asdict(row) for row in _actor_rows(readings)],
        }
        for name, rows in tables.items():
            self._replace(name, rows)
        path = self.folder / "picture.json"
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps(to_dict(picture), ensure_ascii=False), "utf-8")
        temporary.replace(path)  # readers see the old picture or the new one, never half of one

    def picture(self) -> Picture:
        """The picture as last built.

        Raises:
            NotFoundError: if none has been built yet.
        """
        try:
            data = json.loads((self.folder / "picture.json").read_text("utf-8"))
        except FileNotFoundError as exc:
            raise NotFoundError(f"no picture in {self.folder} yet; `lagebild merge` builds it") from exc
        return picture_from_dict(data)

    def _replace(self, name: str, rows: list[dict[str, Any]]) -> None:
        try:
            write_deltalake(self.table(name), _arrow(name, rows), mode="overwrite", schema_mode="overwrite")
        except DeltaError as exc:
            raise StoreError(f"table {name} in {self.folder} could not be written: {exc}") from exc

    # --- judgements and runs --------------------------------------------------------------------------------------

    def add_judgement(self, judgement: JudgementRow) -> None:
        """Append a judgement; nothing is ever overwritten, an undo is a row of its own."""
        self._append("judgements", asdict(judgement))

    def judgements(self) -> tuple[JudgementRow, ...]:
        """The judgements in force: for every target the latest one, unless it was undone."""
        return tuple(
            JudgementRow(**row | {"actor": JudgedActor(**row["actor"]) if row["actor"] is not None else None})
            for row in self.query("judgements_in_force")
        )

    def add_run(self, run: RunRow) -> None:
        """Append the record of a run."""
        self._append("runs", asdict(run))

    def _append(self, name: str, row: dict[str, Any]) -> None:
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
        self._replace("own_actors", [asdict(row) for row in sorted(rows, key=lambda row: row.actor_id)])

    def overlay(self) -> Overlay:
        """The user's own actors as what reading and linking take."""
        return make_overlay(row.actor for row in self.own_actors())

    # --- questions ------------------------------------------------------------------------------------------------

    def query(self, name: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """The rows of the query in sql/<name>.sql, as dicts; parameters are bound, never pasted into the text."""
        sql = resources.files("lagebild.store").joinpath("sql", f"{name}.sql").read_text("utf-8")
        yield from self.select(sql, parameters)

    def select(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a query over the tables by their names. The connection has no access to other files or the network.

        Raises:
            StoreError: if DuckDB refuses the query.
        """
        with duckdb.connect() as connection:
            connection.execute("set threads = 1")
            folder = str(self.folder.resolve()).replace("'", "''")  # SET takes no bound parameters
            connection.execute(f"set allowed_directories = ['{folder}']")
            for name in TABLES:
                if name in sql:
                    self._view(connection, name)
            connection.execute("set enable_external_access = false")
            try:
                result = connection.execute(sql, dict(parameters or {}))
                columns = [column[0] for column in result.description or ()]
                while rows := result.fetchmany(BATCH_ROWS):
                    for row in rows:
                        yield dict(zip(columns, row, strict=True))
            except duckdb.Error as exc:
                raise StoreError(f"the query failed: {exc}") from exc

    def _view(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        """Make the current version of a table visible. DuckDB reads the Parquet files itself, so filters skip what they can."""
        files = [uri.removeprefix("file://") for uri in self.table(name).file_uris()]
        empty = schema_of(TABLES[name]).empty_table()
        if not files:
            connection.from_arrow(empty).create(name)
            return
        found = connection.read_parquet(files, union_by_name=True)
        if set(empty.column_names) <= set(found.columns):
            found.create_view(name)
            return
        found.create_view(f"old_{name}")  # files of before a column was added
        connection.from_arrow(empty).create(f"empty_{name}")
        connection.execute(f"create view {name} as from old_{name} union all by name from empty_{name}")


def _arrow(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema_of(TABLES[name]))


def _actor_rows(readings: Iterable[Reading]) -> list[ActorRow]:
    found: dict[str, ActorRow] = {}
    for reading in readings:
        for actor in reading.actors:
            old = found.get(actor.id)
            mentions, articles = (old.mentions, old.articles) if old else (0, 0)
            name = old.name if old else actor.name
            found[actor.id] = ActorRow(
                actor.id, name, actor.kind, actor.country, actor.sector, mentions + len(actor.mentions), articles + 1
            )
    return [found[key] for key in sorted(found)]
