"""Typed questions to a store, for people who program: `lagebild.open(path)`."""

from __future__ import annotations

from pathlib import Path

from lagebild.query.page import Page
from lagebild.query.source import Source
from lagebild.query.view import View
from lagebild.store import Store

__all__ = ["Page", "View", "open", "open_store"]


def open_store(path: str | Path, *, as_of: str | None = None) -> View:
    """A store for asking, in the state that it has now.

    Args:
        path: folder of the store.
        as_of: ISO day; only what articles known by then say.

    Raises:
        NotFoundError: if there is no store, or no picture in it yet.
        StoreError: if it cannot be read.
    """
    source = Source(Store(Path(path)), as_of=as_of)
    return View(source, source.database())


open = open_store  # noqa: A001  (read as `lagebild.open`)
