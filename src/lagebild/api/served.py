"""A served store: its state now, who may write, and the writing itself."""

from __future__ import annotations

import hmac
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar, cast

from lagebild.api.settings import ServeSettings
from lagebild.keeping import renew_picture
from lagebild.merge import MergeMemo
from lagebild.query import View, open_store
from lagebild.query.source import store_version
from lagebild.store import Store

log = logging.getLogger(__name__)
Value = TypeVar("Value")
PATIENCE_SECONDS = 3.0  # a small store is built anew before the next page is shown
LARGE = 1_000  # articles from which on the tables of a new picture are made before it is shown
KEPT_VALUES = 64  # of things that take long to count, for one state of the store
SESSION = b"lagebild session"


class Served:
    """One served store. A request sees one state of it from beginning to end (`view`)."""

    def __init__(self, settings: ServeSettings) -> None:
        self.settings = settings
        self.store = Store(settings.store)
        self._view: View | None = None
        self._view_of: float | None = None
        self._seen: tuple[tuple[tuple[str, int, int], ...], str] | None = None
        self._waiting: tuple[str, str, int] | None = None  # of a picture and a state of the store
        self._opening = threading.Lock()
        self._values: OrderedDict[tuple[str, str], Any] = OrderedDict()
        self._memo = MergeMemo()
        self.writing = threading.Lock()  # one writer at a time
        self._building = threading.Lock()  # one build at a time
        self._asking = threading.Lock()
        self._worker: threading.Thread | None = None
        self._is_wanted = False
        self._must_forget = False  # what was removed is still in older versions of the tables
        self.is_rebuilding = False
        self.rebuild_failed: str | None = None

    def prepare(self) -> None:
        """Build the picture of a store that has none yet, such as an empty one. A read-only server leaves it to others."""
        if self.built_at() is None and not self.settings.read_only:
            renew_picture(self.store, memo=self._memo)

    def version(self) -> str:
        """The state of the store now. Opening its tables takes longer than a page may, so they are opened when files changed."""
        seen = self._fingerprint()
        if self._seen is None or self._seen[0] != seen:
            self._seen = (seen, store_version(self.store))
        return self._seen[1]

    def _fingerprint(self) -> tuple[tuple[str, int, int], ...]:
        """Every file of the folder and every log of a table with its time: a commit changes one of them."""
        found = []
        for entry in sorted(self.settings.store.iterdir()):
            log = entry / "_delta_log"
            try:
                stat = (log if log.is_dir() else entry).stat()
            except FileNotFoundError:  # a file that was being written has got its name meanwhile
                continue
            found.append((entry.name, stat.st_mtime_ns, stat.st_size))
        return tuple(found)

    def view(self) -> View:
        """The store as of its last picture; opened anew when another was built.

        A judgement, or a batch of articles that are still being read, changes the store but no picture: opening takes long in a
        large store, so it waits for what people will see. While this server builds a picture, the one before is shown.
        """
        if self._view is not None and (self.is_rebuilding or self._view_of == self.built_at()):
            return self._view
        with self._opening:
            built = self.built_at()
            if self._view is None or self._view_of != built:
                self._view, self._view_of = open_store(self.settings.store), built
            return self._view

    def _open(self) -> None:
        """Open the store as it is now, with all tables made, and only then show it."""
        built = self.built_at()
        view = open_store(self.settings.store)
        if view.articles(limit=1).total > LARGE:
            view.warm()
        with self._opening:
            self._view, self._view_of = view, built

    def waiting_articles(self) -> int:
        """Articles in the store that the picture does not hold yet."""
        view, state = self.view(), self.version()
        if self._waiting is None or self._waiting[:2] != (view.version, state):
            waiting = self.store.article_count() - view.articles(limit=1).total
            self._waiting = (view.version, state, max(waiting, 0))
        return self._waiting[2]

    def once(self, view: View, name: str, make: Callable[[], Value]) -> Value:
        """What `make` gives, computed once for a state of the store."""
        key = (view.version, name)
        if key not in self._values:
            self._values[key] = make()
            while len(self._values) > KEPT_VALUES:
                self._values.popitem(last=False)
        return cast("Value", self._values[key])

    def forget(self) -> None:
        """Drop what `once` keeps, so that a page is counted anew."""
        self._values.clear()

    def built_at(self) -> float | None:
        """When the picture was last built, in seconds since 1970; None if never."""
        picture = self.settings.store / "picture.json"
        return picture.stat().st_mtime if picture.exists() else None

    def built_on(self) -> str | None:
        """When the picture was last built; UTC, ISO 8601."""
        built = self.built_at()
        return None if built is None else datetime.fromtimestamp(built, tz=UTC).isoformat(timespec="seconds")

    def remove(self, article_id: str) -> bool:
        """Remove an article from the store; whether all that followed from it was gone before the patience of a page was over.

        Raises:
            NotFoundError: if there is no such article.
        """
        with self.writing:
            self.store.remove_article(article_id)
            with self._asking:  # a build that is under way must not take its picture for the one without the article
                self._must_forget = self._is_wanted = True
        return self.rebuild()

    def rebuild(self) -> bool:
        """Build the picture anew in the background; whether that was done before the patience of a page was over.

        Asked for while one is being built, another is built after it: what was written in the meantime is in that one.
        """
        with self._asking:
            self._is_wanted = True
            if not self.is_rebuilding:
                self.is_rebuilding, self.rebuild_failed = True, None
                self._worker = threading.Thread(target=self._rebuild, name="rebuild", daemon=True)
                self._worker.start()
            worker = self._worker
        if worker is not None:
            worker.join(timeout=PATIENCE_SECONDS)
        return not self.is_rebuilding

    def _rebuild(self) -> None:
        while self._goes_on():
            try:
                with self._building:
                    renew_picture(self.store, memo=self._memo)
                self._open()  # here, so that no page has to wait for it
                self._forget_removed()
            except Exception as exc:
                log.exception("the picture could not be built")
                self.rebuild_failed = str(exc)

    def _forget_removed(self) -> None:
        """Delete older versions of the tables after a removal, once no page rests on them any more."""
        with self.writing:  # what another writer is about to commit must not be taken for an old version
            if self._must_forget and not self._is_wanted:
                self.store.forget_history()
                self._must_forget = False
                with self._opening:  # the open view rests on the files that were kept
                    self._view_of = self.built_at()

    def _goes_on(self) -> bool:
        """Whether another picture is wanted; the next one takes in all that was asked for until now."""
        with self._asking:
            self.is_rebuilding, self._is_wanted = self._is_wanted, False
            return self.is_rebuilding

    def session(self) -> str:
        """What the cookie of a signed-in browser holds: it proves the token without being it."""
        return hmac.new((self.settings.token or "").encode(), SESSION, sha256).hexdigest()

    def is_token(self, token: str) -> bool:
        """Whether it is the token that the server was started with, compared in constant time."""
        expected = self.settings.token
        return expected is not None and hmac.compare_digest(token.encode(), expected.encode())
