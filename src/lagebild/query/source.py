"""Where a view's rows come from: a store, read once for every version of it."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Protocol

from lagebild.judge import judged_readings
from lagebild.judge.applying import apply_judgements
from lagebild.model.codec import reading_from_dict
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.query.database import Database, Filler, RowsFiller
from lagebild.query.filling import StoreFiller
from lagebild.query.flatten import flatten
from lagebild.store import Store
from lagebild.store.snapshot import Snapshot, load_snapshot

KEPT = ("readings", "judgements", "own_actors")  # what a picture follows from
JUDGED = """
    select distinct article_id from readings
    where list_contains($known::varchar[], article_id)
        or list_has_any([claim.id for claim in reading.claims], $known::varchar[])
"""
BATCH_READINGS = 64
MOST_DATABASES = 2  # kept for the next view of the same state: one of 20,000 articles takes about 1 GB

_databases: OrderedDict[tuple[str, str], Database] = OrderedDict()
_lock = Lock()


class Readings(Protocol):
    """Readings in one state, named by `version`."""

    @property
    def version(self) -> str: ...
    def reading(self, article_id: str) -> Reading: ...
    def readings(self) -> Iterator[Reading]: ...


class Source:
    """A store in one state; with `as_of` (ISO day) as it was known on that day."""

    __slots__ = ("_as_of", "_store", "version")

    def __init__(self, store: Store, *, as_of: str | None = None) -> None:
        self._store = store
        self._as_of = as_of
        self.version = store_version(store, as_of=as_of)

    def reading(self, article_id: str) -> Reading:
        """The reading of an article, by its id or the id that the input gave it, as judged. Raises NotFoundError."""
        row = self.database().reading(article_id)
        found = reading_from_dict(row) if row is not None else self._store.reading(article_id)
        (reading,) = apply_judgements([found], self._store.judgements())
        return reading

    def readings(self) -> Iterator[Reading]:
        """All readings as judged, in the order of the articles' ids; few at a time are in memory."""
        judgements = self._store.judgements()
        stored = self._store.readings(as_of=self._as_of)
        while batch := list(islice(stored, BATCH_READINGS)):
            yield from apply_judgements(batch, judgements)

    def database(self) -> Database:
        """The tables of this state, built once."""
        key = (str(self._store.folder.resolve()), self.version)
        with _lock:
            if key in _databases:
                _databases.move_to_end(key)
                return _databases[key]
        database = Database(self._filler())
        with _lock:
            _databases[key] = database
            while len(_databases) > MOST_DATABASES:
                _databases.popitem(last=False)
        return database

    def _filler(self) -> Filler:
        """SQL over the store's tables; for a day of the past, and stores of before, rows made here."""
        snapshot = load_snapshot(self._store.folder)
        if self._as_of is None and isinstance(snapshot, Snapshot):
            return StoreFiller(self._store, snapshot, self._judged())
        picture = self._store.picture() if self._as_of is None else _picture_as_of(self._store, self._as_of)
        return RowsFiller(flatten(picture, judged_readings(self._store, as_of=self._as_of)))

    def _judged(self) -> list[Reading]:
        """The readings that judgements change."""
        judgements = self._store.judgements()
        targets = {row.target_id.partition(".")[0] for row in judgements}
        known = {part for target in targets for part in (*target.split("+"), target.partition(":")[0])}
        articles = {row["article_id"] for row in self._store.select(JUDGED, {"known": sorted(known)})} if known else set()
        return apply_judgements((self._store.reading(article) for article in sorted(articles)), judgements)


def store_version(store: Store, *, as_of: str | None = None) -> str:
    """16 characters that change when anything that a view shows may have changed."""
    parts = [f"{name}={store.table(name).version()}" for name in KEPT]
    picture = Path(store.folder) / "picture.json"
    if picture.exists():
        stat = picture.stat()
        parts.append(f"picture={stat.st_mtime_ns}-{stat.st_size}")
    parts.append(f"as_of={as_of}")
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def _picture_as_of(store: Store, day: str) -> Picture:
    from lagebild.keeping import build_picture  # noqa: PLC0415  (an earlier picture is built: all of merging is loaded)

    return build_picture(store, as_of=day)
