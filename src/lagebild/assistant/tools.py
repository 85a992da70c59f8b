"""The tools of the MCP server: each asks a store one question and answers with evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from lagebild.assistant.answers import Answer
from lagebild.assistant.facts import (
    difference_fact,
    event_fact,
    figure_fact,
    hit_fact,
    promise_fact,
    statement_fact,
    tie_fact,
    version_facts,
)
from lagebild.model.layers import EventType
from lagebild.query import View

MOST_FACTS = 50

Actors = Annotated[list[str], Field(description="Actors: ISO code (BLR), id (ac-BLR) or name (China, Lukaschenko).")]
Since = Annotated[str | None, Field(description="First day: YYYY, YYYY-MM or YYYY-MM-DD.")]
Until = Annotated[str | None, Field(description="Last day, inclusive.")]
Limit = Annotated[int, Field(ge=1, le=MOST_FACTS, description="At most so many facts.")]
Cursor = Annotated[str | None, Field(description="next_cursor of the answer before.")]
Outcome = Literal["open", "kept", "broken", "overdue"]


class Tools:
    """Questions to a store; `view` opens it, for every call in the state that it has by then."""

    def __init__(self, view: Callable[[], View]) -> None:
        self._view = view

    def search(
        self,
        text: Annotated[str, Field(description="Words that must all stand together, in German as the articles write them.")],
        kinds: Annotated[list[Literal["article", "statement", "event"]] | None, Field(description="Only these.")] = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = 10,
        cursor: Cursor = None,
    ) -> Answer:
        """Articles, statements and events in whose words all the words stand."""
        page = self._view().search(text, kinds=kinds, since=since, until=until, limit=limit, cursor=cursor)
        facts = [hit_fact(hit) for hit in page]
        return Answer(about=f"Search for {text!r}", facts=facts, total=page.total, next_cursor=page.next_cursor)

    def event(self, event_id: Annotated[str, Field(description="Id of an event (ev-…).")]) -> Answer:
        """One event: what is known, what each article says, in which order its status changed."""
        detail = self._view().event(event_id)
        facts = [event_fact(detail), *version_facts(detail)]
        steps = ", then ".join(f"{step.status} ({step.as_of or 'day unknown'})" for step in detail.history)
        return Answer(about=f"Event {event_id}. Status over time: {steps or 'unknown'}", facts=facts, total=len(facts))

    def compare(self, event_id: Annotated[str, Field(description="Id of an event (ev-…).")]) -> Answer:
        """Where the sources of an event agree, differ and contradict each other."""
        detail = self._view().event(event_id)
        facts = [difference_fact(detail, one, number) for number, one in enumerate(detail.differences, start=1)]
        facts += version_facts(detail)
        contradictions = sum(not one.compatible for one in detail.differences)
        about = f"Event {event_id}: {detail.event.sources} independent sources, {contradictions} contradictions"
        return Answer(about=about, facts=facts, total=len(facts))

    def timeline(
        self,
        actors: Actors,
        since: Since = None,
        until: Until = None,
        types: Annotated[list[EventType] | None, Field(description="PLOVER types.")] = None,
        limit: Limit = 30,
        cursor: Cursor = None,
    ) -> Answer:
        """Events by day: of one actor, or those in which all of several take part."""
        opened = self._view()
        page = opened.events(actors=actors, since=since, until=until, types=types, limit=limit, cursor=cursor)
        facts = [event_fact(opened.event(row.id)) for row in page]
        return Answer(about=f"Timeline of {', '.join(actors)}", facts=facts, total=page.total, next_cursor=page.next_cursor)

    def promises(
        self,
        actors: Annotated[list[str] | None, Field(description="Only of these actors.")] = None,
        outcome: Annotated[list[Outcome] | None, Field(description="Only these outcomes.")] = None,
        limit: Limit = 20,
        cursor: Cursor = None,
    ) -> Answer:
        """Announced events and what became of them: kept, broken, open or overdue."""
        opened = self._view()
        page = opened.promises(actors=actors, outcome=outcome, limit=limit, cursor=cursor)
        facts = [promise_fact(opened, row) for row in page]
        return Answer(about="Promises", facts=facts, total=page.total, next_cursor=page.next_cursor)

    def dossier(self, actors: Actors, since: Since = None, until: Until = None, limit: Limit = 10) -> Answer:
        """What the store knows about one or more actors: ties, events, statements, figures, promises; `limit` of each."""
        return _dossier(self._view(), actors, since, until, limit)


def _dossier(view: View, actors: list[str], since: str | None, until: str | None, limit: int) -> Answer:
    ties = view.ties(actors=actors, limit=limit)
    events = view.events(actors=actors, order="newest", since=since, until=until, limit=limit)
    others = actors if len(actors) > 1 else []
    said = [
        view.statements(by=one, about=[o for o in others if o != one], since=since, until=until, limit=limit) for one in actors
    ]
    figures = view.figures(of=actors, since=since, until=until, limit=limit)
    promises = view.promises(actors=actors, limit=limit)
    facts = [tie_fact(row) for row in ties]
    facts += [event_fact(view.event(row.id)) for row in events]
    facts += [statement_fact(row) for row in {row.id: row for page in said for row in page}.values()]
    facts += [figure_fact(row) for row in figures]
    facts += [promise_fact(view, row) for row in promises]
    totals = {
        "ties": ties.total,
        "events": events.total,
        "statements": sum(page.total for page in said),
        "figures": figures.total,
        "promises": promises.total,
    }
    counted = ", ".join(f"{count} {name}" for name, count in totals.items())
    about = f"Dossier on {', '.join(actors)}: {counted}; the latest events first, at most {limit} of each kind"
    return Answer(about=about, facts=facts, total=sum(totals.values()))
