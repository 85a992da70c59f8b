"""Lagebild: news articles in, dated and sourced political event data and a picture of the situation out."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lagebild.analyse.times.api import find_times
    from lagebild.ask import link_text, who
    from lagebild.ask import link_text as link
    from lagebild.build import find_articles, read_article, read_articles, read_into, read_text
    from lagebild.errors import ArticleError, InputError, LagebildError, NotFoundError, PackError, StageError, StoreError
    from lagebild.keeping import build_picture, renew_picture
    from lagebild.model.picture import Picture
    from lagebild.model.reading import Reading
    from lagebild.model.record import reading_record
    from lagebild.present import render_dossier
    from lagebild.query import Page, View
    from lagebild.query import open_store as open  # noqa: A004  (read as `lagebild.open`)
    from lagebild.read import RawArticle, make_article
    from lagebild.store import Store

__all__ = [
    "ArticleError",
    "InputError",
    "LagebildError",
    "NotFoundError",
    "PackError",
    "Page",
    "Picture",
    "RawArticle",
    "Reading",
    "StageError",
    "Store",
    "StoreError",
    "View",
    "build_picture",
    "find_articles",
    "find_times",
    "link",
    "link_text",
    "make_article",
    "open",
    "read_article",
    "read_articles",
    "read_into",
    "read_text",
    "reading_record",
    "render_dossier",
    "renew_picture",
    "who",
]

# A library does not print; who wants the log adds a handler.
logging.getLogger(__name__).addHandler(logging.NullHandler())

_HOMES = {
    "analyse.times.api": ("find_times",),
    "ask": ("link_text", "who"),
    "build": ("find_articles", "read_article", "read_articles", "read_into", "read_text"),
    "errors": ("ArticleError", "InputError", "LagebildError", "NotFoundError", "PackError", "StageError", "StoreError"),
    "keeping": ("build_picture", "renew_picture"),
    "model.picture": ("Picture",),
    "model.reading": ("Reading",),
    "model.record": ("reading_record",),
    "present": ("render_dossier",),
    "query": ("Page", "View", "open"),
    "read": ("RawArticle", "make_article"),
    "store": ("Store",),
}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used, so that `import lagebild` takes no second."""
    import importlib  # noqa: PLC0415

    if name == "link":  # the package of that name, which can be called
        return importlib.import_module("lagebild.link")
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"lagebild.{module}"), name)
    raise AttributeError(f"module 'lagebild' has no attribute {name!r}")
