"""The rows of the derived tables that a change of the picture does away with and makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lagebild.merge.desks.dyads import parse_dyad_key
from lagebild.merge.desks.figures import parse_difference_key
from lagebild.merge.kept import PictureChange
from lagebild.merge.records import Records, as_str
from lagebild.merge.shelf import Shelf, move_item
from lagebild.model.layers import Actor
from lagebild.model.picture import ArticleInPicture
from lagebild.model.reading import Reading
from lagebild.store.derived import ActorRow
from lagebild.store.flatten import (
    ORDERS,
    Counts,
    article_row,
    claim_rows,
    counts_of,
    difference_id,
    difference_row,
    figure_rows,
    party_rows,
    statement_rows,
)
from lagebild.store.row_change import RowChange


class RowDesk:
    """What rows ask of articles besides the picture: numbers of what was read, and actors over all articles."""

    def __init__(self, shelf: Shelf, readings: Mapping[str, Reading], articles: Records[ArticleInPicture]) -> None:
        """The desk of a shelf. `readings`, `articles`: of any article, looked up, as of the update."""
        self._shelf, self._readings, self._articles = shelf, readings, articles
        self._counts: Records[Counts] = Records(shelf, "rows.counts", Counts)
        self._actors: Records[ActorRow] = Records(shelf, "rows.actors", ActorRow)
        self._first: Records[str] = Records(shelf, "rows.first", str)  # of an actor: the first article that names it
        self._named: Records[dict[str, int]] = Records(shelf, "rows.named", dict[str, int])  # in an article, with mentions

    def update(self, change: PictureChange, come: Mapping[str, Reading], gone: Iterable[str]) -> dict[str, RowChange]:
        """The changes of all derived tables.

        Args:
            change: of the picture.
            come: readings that are new or differ.
            gone: articles that are no more.
        """
        lost = set(gone) - come.keys()
        for article_id in lost:
            self._counts.drop(article_id)
        for article_id, reading in come.items():
            self._counts.put(article_id, counts_of(reading))
        events = change.events
        articles = self._articles.many({**dict.fromkeys(one.id for one in change.articles.come), **dict.fromkeys(come)})
        counts = self._counts.many(articles)
        ids = (*(event.id for event in events.come), *events.gone)
        read = (*come, *lost)
        dyads = (*((one.a, one.b, one.month) for one in change.dyads.come), *map(parse_dyad_key, change.dyads.gone))
        differences = list(map(difference_row, change.figure_differences.come))
        compared = (one.difference_id for one in differences)
        no_more = (difference_id(*parse_difference_key(key)) for key in change.figure_differences.gone)
        found = {
            "articles": _of(("article_id",), (*articles, *change.articles.gone),
                            [article_row(one, counts[key]) for key, one in articles.items()]),
            "stories": _records(change.stories.come, change.stories.gone),
            "events": _records(events.come, events.gone),
            "event_claims": _of(("event_id",), ids, [row for event in events.come for row in claim_rows(event)]),
            "event_parties": _of(("event_id",), ids, [row for event in events.come for row in party_rows(event)]),
            "ties": _records(change.ties.come, change.ties.gone),
            "actors": self._change_actors(come, lost),
            "statements": _of(("article_id",), read, [row for one in come.values() for row in statement_rows(one)]),
            "figures": _of(("article_id",), read, [row for one in come.values() for row in figure_rows(one)]),
            "figure_differences": _of(("difference_id",), (*compared, *no_more), differences),
            "promises": _of(("event_id",), (*(one.event_id for one in change.promises.come), *change.promises.gone),
                            change.promises.come),
            "dyads": RowChange(("a", "b", "month"), tuple(dict.fromkeys(dyads)), tuple(change.dyads.come)),
        }  # fmt: skip
        return {name: _ordered(name, one) for name, one in found.items() if one.gone or one.come}

    # --- actors ---------------------------------------------------------------------------------------------------

    def _change_actors(self, come: Mapping[str, Reading], lost: Iterable[str]) -> RowChange:
        """Count again the actors of articles that come and go; what is said of an actor is what its first article says."""
        changed = {*come, *lost}
        named: dict[str, str] = {}  # actors with the first of these articles that names them
        touched: set[str] = set()
        for article_id in sorted(changed):
            actors = come[article_id].actors if article_id in come else ()
            before, now = self._named.get(article_id, {}), {actor.id: len(actor.mentions) for actor in actors}
            move_item(self._shelf, "rows.naming", article_id, before, now)
            self._named.put(article_id, now or None)
            for actor_id, number in before.items():
                self._count(self._actors[actor_id], -number, -1)
            for actor in actors:
                self._count(self._actors.get(actor.id) or _row_of(actor), len(actor.mentions), 1)
                named.setdefault(actor.id, article_id)
            touched |= before.keys() | now.keys()
        rows = [row for one in sorted(touched) if (row := self._described(one, named.get(one), changed)) is not None]
        return _of(("actor_id",), sorted(touched), rows)

    def _count(self, row: ActorRow, mentions: int, articles: int) -> None:
        self._actors.put(row.actor_id, replace(row, mentions=row.mentions + mentions, articles=row.articles + articles))

    def _described(self, actor_id: str, new: str | None, changed: set[str]) -> ActorRow | None:
        """The row of an actor as its first article describes it, None if no article names it any more.

        Args:
            actor_id: the actor.
            new: the first of the changed articles that names it, if one does.
            changed: articles that come or go.
        """
        row, before = self._actors[actor_id], self._first.get(actor_id)
        if row.articles == 0:
            self._actors.drop(actor_id)
            self._first.drop(actor_id)
            return None
        if before is not None and before in changed:
            first = min(as_str(self._shelf.touching("rows.naming", [actor_id])))
        else:
            first = min(one for one in (before, new) if one is not None)
        if first != before or first in changed:
            said = next(actor for actor in self._readings[first].actors if actor.id == actor_id)
            row = replace(row, name=said.name, kind=said.kind, country=said.country, sector=said.sector)
            self._actors.put(actor_id, row)
            self._first.put(actor_id, first)
        return row


def _row_of(actor: Actor) -> ActorRow:
    return ActorRow(actor.id, actor.name, actor.kind, actor.country, actor.sector, 0, 0)


def _records(come: Sequence[Any], gone: Sequence[str]) -> RowChange:
    """The change of a table of records that have ids."""
    return _of(("id",), (*(one.id for one in come), *gone), come)


def _of(columns: tuple[str, ...], gone: Iterable[str], come: Sequence[Any]) -> RowChange:
    return RowChange(columns, tuple((key,) for key in dict.fromkeys(gone)), tuple(come))


def _ordered(name: str, change: RowChange) -> RowChange:
    order = ORDERS.get(name)
    return change if order is None else replace(change, come=tuple(sorted(change.come, key=order)))
