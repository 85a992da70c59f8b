"""A served store: its state now, who may write, and the writing itself."""

from __future__ import annotations

import hmac
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar, cast

from lagebild.api.settings import ServeSettings
from lagebild.build import build_picture
from lagebild.query import View, open_store
from lagebild.query.source import store_version
from lagebild.store import Store

log = logging.getLogger(__name__)
Value = TypeVar("Value")
PATIENCE_SECONDS = 3.0  # a small store is built anew before the next page is shown
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
        self._opening = threading.Lock()
        self._values: OrderedDict[tuple[str, str], Any] = OrderedDict()
        self.writing = threading.Lock()  # one writer at a time: a judgement and a rebuild must not overtake each other
        self.is_rebuilding = False
        self.rebuild_failed: str | None = None

    def prepare(self) -> None:
        """Build the picture of a store that has none yet, such as an empty one. A read-only server leaves it to others."""
        if self.built_at() is None and not self.settings.read_only:
            build_picture(self.store)

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
            stat = (log if log.is_dir() else entry).stat()
            found.append((entry.name, stat.st_mtime_ns, stat.st_size))
        return tuple(found)

    def view(self) -> View:
        """The store as of its last picture; opened anew when another was built.

        A judgement, or a batch of articles that are still being read, changes the store but no picture: opening takes long in a
        large store, so it waits for what people will see.
        """
        with self._opening:
            built = self.built_at()
            if self._view is None or self._view_of != built:
                self._view, self._view_of = open_store(self.settings.store), built
            return self._view

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

    def rebuild(self) -> None:
        """Build the picture anew; what takes longer than a page may goes on in the background."""
        with self._opening:
            if self.is_rebuilding:
                return
            self.is_rebuilding, self.rebuild_failed = True, None
        worker = threading.Thread(target=self._rebuild, name="rebuild", daemon=True)
        worker.start()
        worker.join(timeout=PATIENCE_SECONDS)

    def _rebuild(self) -> None:
        try:
            with self.writing:
                build_picture(self.store)
        except Exception as exc:
            log.exception("the picture could not be built")
            self.rebuild_failed = str(exc)
        finally:
            self.is_rebuilding = False

    def session(self) -> str:
        """What the cookie of a signed-in browser holds: it proves the token without being it."""
        return hmac.new((self.settings.token or "").encode(), SESSION, sha256).hexdigest()

    def is_token(self, token: str) -> bool:
        """Whether it is the token that the server was started with, compared in constant time."""
        expected = self.settings.token
        return expected is not None and hmac.compare_digest(token.encode(), expected.encode())
