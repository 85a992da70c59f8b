"""What is exported: the part of a store that was asked for, streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Protocol, TypeVar

from lagebild.model.picture import Party
from lagebild.model.reading import Reading
from lagebild.query.rows import (
    ActorRow,
    ArticleRow,
    ClaimRow,
    EventDetail,
    EventRow,
    FigureRow,
    StatementRow,
    StoryRow,
    TieRow,
)

Row = TypeVar("Row")
Read_co = TypeVar("Read_co", covariant=True)
PAGE_ROWS = 2000


class Rows(Protocol[Read_co]):
    """One page of a list."""

    @property
    def next_cursor(self) -> str | None: ...
    def __iter__(self) -> Iterator[Read_co]: ...


class View(Protocol):
    """What exports ask of a store (`lagebild.query.View`)."""

    def articles(self, *args: Any, **asked: Any) -> Rows[ArticleRow]: ...
    def statements(self, *args: Any, **asked: Any) -> Rows[StatementRow]: ...
    def figures(self, *args: Any, **asked: Any) -> Rows[FigureRow]: ...
    def ties(self, *args: Any, **asked: Any) -> Rows[TieRow]: ...
    def actors(self, *args: Any, **asked: Any) -> Rows[ActorRow]: ...
    def stories(self, *args: Any, **asked: Any) -> Rows[StoryRow]: ...
    def event_details(self, *args: Any, **asked: Any) -> Iterator[EventDetail]: ...
    def readings(self) -> Iterator[Reading]: ...
    def schema(self, record: type) -> Any: ...


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of the store, and how it is written.

    `actors` must all take part; `since`, `until`: inclusive days. `status`: empty for the format's own default.
    `interval_start`: in formats that hold one day, an event that lies in an interval gets the first day (otherwise none).
    `with_text`: quoted text is written; without it the places in the articles (article, begin, end) stand alone.
    """

    actors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    status: tuple[str, ...] = ()
    interval_start: bool = False
    with_text: bool = True


class Material:
    """A view and a selection: every export reads through this."""

    __slots__ = ("_view", "selection")

    def __init__(self, view: View, selection: Selection | None = None) -> None:
        self._view = view
        self.selection = selection or Selection()

    def events(self, *, status: tuple[str, ...] = ()) -> Iterator[EventDetail]:
        """Events with their claims by day; of these statuses where the selection names none."""
        chosen = self.selection
        asked = {"actors": chosen.actors, "since": chosen.since, "until": chosen.until, "status": chosen.status or status}
        for detail in self._view.event_details(**asked):
            yield detail if chosen.with_text else _without_text(detail)

    def articles(self) -> Iterator[ArticleRow]:
        """Articles that mention the actors, by publication."""
        return self._each(self._view.articles, actors=self.selection.actors, **self._days())

    def statements(self) -> Iterator[StatementRow]:
        """Statements by one of the actors."""
        rows = self._each(self._view.statements, by=self.selection.actors, **self._days())
        return rows if self.selection.with_text else (replace(row, quote="", sentence="", direct=()) for row in rows)

    def figures(self) -> Iterator[FigureRow]:
        """Figures of the actors."""
        rows = self._each(self._view.figures, of=self.selection.actors, **self._days())
        return rows if self.selection.with_text else (replace(row, text="", sentence="") for row in rows)

    def ties(self) -> Iterator[TieRow]:
        """Ties of the actors; they have no days to be selected by."""
        rows = self._each(self._view.ties, actors=self.selection.actors)
        if self.selection.with_text:
            return rows
        return (replace(row, evidence=tuple(replace(c, text="") for c in row.evidence)) for row in rows)

    def actors(self) -> Iterator[ActorRow]:
        """All actors, the most mentioned first."""
        return self._each(self._view.actors)

    def stories(self) -> Iterator[StoryRow]:
        """Stories by day."""
        return self._each(self._view.stories, **self._days())

    def readings(self) -> Iterator[Reading]:
        """Readings of the articles that `articles` gives, in the order of their ids."""
        wanted = None
        if self.selection.actors or self.selection.since or self.selection.until:
            wanted = {row.id for row in self.articles()}
        return (r for r in self._view.readings() if wanted is None or r.article.id in wanted)

    def schema(self, record: type) -> Any:
        """The Arrow schema of a record."""
        return self._view.schema(record)

    def event_day(self, event: EventRow) -> str | None:
        """The day of an event for formats that hold one: known exactly, or with `interval_start` the first possible one."""
        if event.first_day is not None and (event.first_day == event.last_day or self.selection.interval_start):
            return event.first_day
        return None

    def _days(self) -> dict[str, str | None]:
        return {"since": self.selection.since, "until": self.selection.until}

    @staticmethod
    def _each(ask: Callable[..., Rows[Row]], **asked: Any) -> Iterator[Row]:
        cursor = None
        while True:
            page = ask(limit=PAGE_ROWS, cursor=cursor, **asked)
            yield from page
            cursor = page.next_cursor
            if cursor is None:
                return


def _without_text(detail: EventDetail) -> EventDetail:
    return replace(detail, claims=tuple(replace(claim, sentence="", trigger="", date_text=None) for claim in detail.claims))


def pairs(event: EventRow) -> list[tuple[Party | None, Party | None]]:
    """Actor and recipient in every combination; of an event without recipients the actors among each other, or one alone."""
    if event.actors and event.recipients:
        return list(product(event.actors, event.recipients))
    if len(event.actors) > 1:
        return [(a, b) for number, a in enumerate(event.actors) for b in event.actors[number + 1 :]]
    if event.actors:
        return [(event.actors[0], None)]
    return [(None, recipient) for recipient in event.recipients] or [(None, None)]


def summary(event: EventRow) -> str:
    """Type, parties and status in one line of plain ASCII marks: "CONSULT visit: A -> B (planned)"."""
    left = ", ".join(dict.fromkeys(party.name for party in event.actors)) or "?"
    right = ", ".join(dict.fromkeys(party.name for party in event.recipients))
    what = event.type if event.mode is None else f"{event.type} {event.mode}"
    return f"{what}: {left}" + (f" -> {right}" if right else "") + ("" if event.status == "occurred" else f" ({event.status})")


def cite(claim: ClaimRow) -> str:
    """The source of a claim in one line: article id, outlet, title, days of publication, characters."""
    days = claim.published_first or "?"
    if claim.published_last != claim.published_first:
        days = f"{days}/{claim.published_last or '?'}"
    outlet = f"{claim.outlet}, " if claim.outlet else ""
    return f"{outlet}{claim.title}, {days} ({claim.article_id}:{claim.sentence_begin}-{claim.sentence_end})"


def sources(claims: Iterable[ClaimRow]) -> list[ClaimRow]:
    """One claim an article, the first in the text."""
    found: dict[str, ClaimRow] = {}
    for claim in claims:
        found.setdefault(claim.article_id, claim)
    return list(found.values())
