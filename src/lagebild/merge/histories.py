"""What became of an event, told by stages: announced, under way, happened, did not happen, or unknown after its date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lagebild.merge.days import to_iso, to_ordinal
from lagebild.merge.deeds import names_days
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


def with_stages(steps: Iterable[StatusStep]) -> tuple[StatusStep, ...]:
    """The steps with the stage that their status means."""
    return tuple(replace(step, stage=STAGE_OF[step.status]) for step in steps)


def due_of(event: Event) -> str | None:
    """The last of the days for which it was announced, None where nobody names any."""
    return event.date.end if event.date is not None and names_days(event.date) else None


def with_outcomes(events: Sequence[Event], promises: Iterable[Promise], *, newest: str | None) -> tuple[Event, ...]:
    """The events, those that were announced for a day since passed and of which nobody tells more with a last step that says so.

    Args:
        events: all events of the picture.
        promises: what became of announcements; one that another event keeps is not unknown.
        newest: the day up to which articles are known; None: no day has passed.
    """
    told = {promise.event_id: promise for promise in promises}
    return tuple(with_outcome(event, told.get(event.id), newest) for event in events)


def with_outcome(event: Event, promise: Promise | None, newest: str | None) -> Event:
    """One event as `with_outcomes` gives it; `promise`: what became of its own announcement, None where it is none."""
    if event.status != "planned" or newest is None or not event.status_history:
        return event
    due = promise.due if promise is not None else due_of(event)
    if due is None or due >= newest or (promise is not None and promise.outcome != "overdue"):
        return event
    last = event.status_history[-1]
    step = StatusStep("planned", to_iso((to_ordinal(due) or 0) + 1), last.articles, UNKNOWN)
    return replace(event, status_history=(*event.status_history, step))
