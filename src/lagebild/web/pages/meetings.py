"""Counts of events between people and bodies. The store counts those between states, to which it counts their people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lagebild.merge.intensity import intensity_of
from lagebild.query import View
from lagebild.query.rows import DyadRow, EventRow

COUNTED = 300  # the newest events of an actor that are counted
ANYBODY = ("", "")  # in place of the other actor, where each event counts once
HAPPENED = frozenset({"occurred", "ongoing"})
OTHER = "other"


def events_of(view: View, actor_id: str) -> tuple[EventRow, ...]:
    """The newest events of an actor, as many as are counted."""
    return view.events(actors=actor_id, order="newest", limit=COUNTED).items


def meetings_of(view: View, a: tuple[str, str], b: tuple[str, str]) -> tuple[DyadRow, ...]:
    """The events between two actors (id and name) by month."""
    return by_month(view.events(between=(a[0], b[0]), order="newest", limit=COUNTED), a, b)


def partners_among(events: Iterable[EventRow], a: tuple[str, str]) -> tuple[DyadRow, ...]:
    """The events of an actor by month and by every other actor in them."""
    groups: dict[str, list[EventRow]] = {}
    names: dict[str, str] = {}
    for event in events:
        others = {p.actor_id: p.name for p in (*event.actors, *event.recipients) if p.actor_id not in {None, a[0]}}
        for other_id, other_name in others.items():
            if other_id is not None:
                groups.setdefault(other_id, []).append(event)
                names.setdefault(other_id, other_name)
    rows = (by_month(found, a, (other, names[other])) for other, found in sorted(groups.items()))
    return tuple(row for found in rows for row in found)


def by_month(events: Iterable[EventRow], a: tuple[str, str], b: tuple[str, str]) -> tuple[DyadRow, ...]:
    """The events counted as the store counts those of states."""
    months: dict[str | None, list[EventRow]] = {}
    for event in events:
        first, last = event.first_day or "", event.last_day or ""
        months.setdefault(first[:7] if first and first[:7] == last[:7] else None, []).append(event)
    return tuple(_counted(month, months[month], a, b) for month in sorted(months, key=lambda m: (m is None, m or "")))


def _counted(month: str | None, events: Iterable[EventRow], a: tuple[str, str], b: tuple[str, str]) -> DyadRow:
    quads: Counter[str] = Counter()
    sums = {"cooperation": 0.0, "conflict": 0.0}
    for event in events:
        if event.status not in HAPPENED:
            quads[OTHER] += 1
            continue
        quads[event.quad] += 1
        sums[event.quad.split()[1]] += intensity_of(event.type, event.mode).score
    return DyadRow(
        events=sum(quads.values()) - quads[OTHER],
        verbal_cooperation=quads["verbal cooperation"],
        material_cooperation=quads["material cooperation"],
        verbal_conflict=quads["verbal conflict"],
        material_conflict=quads["material conflict"],
        other=quads[OTHER],
        cooperation_score=round(sums["cooperation"], 1),
        conflict_score=round(sums["conflict"], 1),
        a=a[0],
        b=b[0],
        a_name=a[1],
        b_name=b[1],
        month=month,
    )
