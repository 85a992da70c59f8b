"""Promises: planned events that the picture follows until they are kept, broken or overdue."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.model.picture import Event, Promise

PROMISED = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})  # what the codebook announces as AGREE, and becomes


def _announced_in(event: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref.article_id for ref in event.claims if ref.status == "planned"))


def find_promises(events: Sequence[Event], *, newest: str | None) -> tuple[Promise, ...]:
    """Every announced event with a day by which it is due, and what became of it as of `newest` (an ISO day)."""
    promises: list[Promise] = []
    for event in events:
        if event.type not in PROMISED:
            continue
        announced = _announced_in(event)
        due = event.date.end if event.date is not None else None
        if not announced or due is None:
            continue
        if event.status in {"occurred", "ongoing"}:
            reports = tuple(dict.fromkeys(r.article_id for r in event.claims if r.status in {"occurred", "ongoing"}))
            why = f"{len(reports)} article(s) report it as {'happened' if event.status == 'occurred' else 'under way'}"
            promises.append(Promise(event.id, announced, due, "kept", event.id, why))
        elif event.status == "denied":
            promises.append(Promise(event.id, announced, due, "broken", None, "the latest report says that it did not happen"))
        elif newest is not None and due < newest:
            promises.append(
                Promise(event.id, announced, due, "overdue", None, f"due by {due}, and nothing up to {newest} reports it")
            )
        else:
            promises.append(Promise(event.id, announced, due, "open", None, f"due by {due}"))
    return tuple(sorted(promises, key=lambda p: (p.due or "9999", p.event_id)))
