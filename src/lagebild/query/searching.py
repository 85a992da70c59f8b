"""From what a search found to hits with their words and articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lagebild.query.database import Database
from lagebild.query.rows import Facet, Hit

WORDS = {"statement": "quote", "event": "sentence"}  # the column that holds the words of a hit, by kind
TABLES = {"statement": "statement", "event": "claim"}


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
