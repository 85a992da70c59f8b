"""What became of an event, told by stages: announced, under way, happened, did not happen, or unknown after its date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lagebild.merge.days import to_iso, to_ordinal
from lagebild.model.layers import Status
from lagebild.model.picture import Event, Promise, StatusStep

STAGE_OF: Mapping[Status, str] = {
    "planned": "announced",
    "hypothetical": "possible",
    "ongoing": "under way",
    "occurred": "happened",
    "denied": "did not happen",
}
UNKNOWN = "unknown after its date"
NAMED_BASES = frozenset({"stated", "mention", "sentence", "judged"})  # the day of the news is that of the announcement


def with_stages(steps: Iterable[StatusStep]) -> tuple[StatusStep, ...]:
    """The steps with the stage that their status means."""
    return tuple(replace(step, stage=STAGE_OF[step.status]) for step in steps)


def _due_of(event: Event) -> str | None:
    """The last of the days for which it was announced, None where nobody names any."""
    date = event.date
    if date is None or (date.basis not in NAMED_BASES and (date.basis != "derived" or date.text is None)):
        return None
    return date.end


def with_outcomes(events: Sequence[Event], promises: Iterable[Promise], *, newest: str | None) -> tuple[Event, ...]:
    """The events, those that were announced for a day since passed and of which nobody tells more with a last step that says so.

    Args:
        events: all events of the picture.
        promises: what became of announcements; one that another event keeps is not unknown.
        newest: the day up to which articles are known; None: no day has passed.
    """
    told = {promise.event_id: promise for promise in promises}
    return tuple(_with_outcome(event, told.get(event.id), newest) for event in events)


def _with_outcome(event: Event, promise: Promise | None, newest: str | None) -> Event:
    if event.status != "planned" or newest is None or not event.status_history:
        return event
    due = promise.due if promise is not None else _due_of(event)
    if due is None or due >= newest or (promise is not None and promise.outcome != "overdue"):
        return event
    last = event.status_history[-1]
    step = StatusStep("planned", to_iso((to_ordinal(due) or 0) + 1), last.articles, UNKNOWN)
    return replace(event, status_history=(*event.status_history, step))
