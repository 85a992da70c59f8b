"""Searching the words of a store, and from what is found to hits with their words and articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict, Unpack

from lagebild.query.asking import Asking
from lagebild.query.database import Database
from lagebild.query.page import Page
from lagebild.query.parameters import Many, search_words
from lagebild.query.rows import Facet, Hit

WORDS = {"statement": "quote", "event": "sentence"}  # the column that holds the words of a hit, by kind
TABLES = {"statement": "statement", "event": "claim"}


class SearchFilter(TypedDict, total=False):
    """What hits are limited to. `types`: of events and statements; `since` and `until`: inclusive days, as in `View`."""

    kinds: Many
    types: Many
    outlets: Many
    since: str | None
    until: str | None


class Searching(Asking):
    """The part of a view that searches."""

    __slots__ = ()

    def search(
        self, text: str, *, limit: int | None = None, cursor: str | None = None, **only: Unpack[SearchFilter]
    ) -> Page[Hit]:
        """Articles, statements and events in whose words all words of `text` stand; the best first, then the newest.

        Raises:
            InputError: if `text` holds no word, or more than 12.
        """
        return self._hits(search_words(text, **only), limit, cursor)[0]

    def facets(self, text: str, **only: Unpack[SearchFilter]) -> tuple[Facet, ...]:
        """How the hits of that search spread over kinds, types, outlets and years."""
        return self.search_with_facets(text, limit=1, **only)[1]

    def search_with_facets(
        self, text: str, *, limit: int | None = None, cursor: str | None = None, **only: Unpack[SearchFilter]
    ) -> tuple[Page[Hit], tuple[Facet, ...]]:
        """A search and its facets at once, which takes half of the time. Raises InputError as `search` does."""
        return self._hits(search_words(text, **only) | {"facets": True}, limit, cursor)

    def _hits(self, asked: Mapping[str, Any], limit: int | None, cursor: str | None) -> tuple[Page[Hit], tuple[Facet, ...]]:
        found, more = self._keys("search", ("score", "by_day", "kind", "id"), limit, cursor, asked)
        hits = [row for row in found if row["number"] is not None]
        total = int(hits[0]["total"]) if hits else 0
        facets = facets_of(row for row in found if row["number"] is None)
        return Page(hits_of(self._database, hits), total, more, Hit), facets


def hits_of(database: Database, found: Sequence[Mapping[str, Any]]) -> tuple[Hit, ...]:
    """The hits, in the order in which they were found."""
    words = {kind: _words(database, kind, [row["place"] for row in found if row["kind"] == kind]) for kind in WORDS}
    words["article"] = _sentences(database, [row["place"] for row in found if row["kind"] == "article"])
    articles = _articles(database, {row["article_id"] for row in found})
    return tuple(_hit(row, words[row["kind"]][row["place"]], articles[row["article_id"]]) for row in found)


def facets_of(found: Iterable[Mapping[str, Any]]) -> tuple[Facet, ...]:
    """How the hits spread, by property, the most frequent values first."""
    facets = [Facet(row["property"], row["value"], row["count"]) for row in found]
    return tuple(sorted(facets, key=lambda facet: (facet.property, -facet.count, facet.value)))


def _words(database: Database, kind: str, places: list[int]) -> dict[int, tuple[str, int, int]]:
    """Text and place in the article by row."""
    begin, end = ("begin", "end") if kind == "statement" else ("sentence_begin", "sentence_end")
    taken = database.take(TABLES[kind], places) if places else []
    return {place: (row[WORDS[kind]], row[begin], row[end]) for place, row in zip(places, taken, strict=True)}


def _sentences(database: Database, places: list[int]) -> dict[int, tuple[str, int, int]]:
    rows = database.ask("sentence_text", {"rows": places}) if places else []
    return {row["row"]: (row["text"], row["begin"], row["end"]) for row in rows}


def _articles(database: Database, ids: set[str]) -> dict[str, dict[str, Any]]:
    rows = [row["row"] for row in database.ask("article_rows", {"ids": sorted(ids)})] if ids else []
    return {row["id"]: row for row in database.take("article", rows)}


def _hit(row: Mapping[str, Any], words: tuple[str, int, int], article: Mapping[str, Any]) -> Hit:
    text, begin, end = words
    return Hit(
        kind=row["kind"],
        id=row["id"],
        article_id=row["article_id"],
        outlet=article["outlet"],
        title=article["title"],
        url=article["url"],
        published_first=article["published_first"],
        published_last=article["published_last"],
        day=row["day"],
        type=row["type"],
        text=text,
        begin=begin,
        end=end,
        score=row["score"],
    )
