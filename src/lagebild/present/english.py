"""Event labels and days in English, for the command line."""

from __future__ import annotations

from lagebild.model.picture import Event

ACTS = {
    "visit": "visit",
    "meeting": "meeting",
    "phone": "phone call",
    "signing": "agreement signed",
    "war": "war",
    "exercise": "military exercise",
    "sanction": "sanctions",
    "trade": "trade",
    "admission": "admission",
    "stationing": "stationing of troops",
    "arms": "arms delivery",
    "verdict": "verdict",
    "release": "release",
}
TYPES = {
    "AGREE": "promise or plan",
    "CONSULT": "talks",
    "SUPPORT": "support",
    "CONCEDE": "concession",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "RETREAT": "retreat",
    "REQUEST": "demand",
    "ACCUSE": "criticism",
    "REJECT": "rejection",
    "THREATEN": "threat",
    "PROTEST": "protest",
    "SANCTION": "sanctions",
    "MOBILIZE": "mobilisation",
    "COERCE": "coercion",
    "ASSAULT": "use of force",
}
ONE_ACT_TYPES = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "MOBILIZE", "SANCTION", "ASSAULT", "RETREAT"})


def event_label(event: Event) -> str:
    """What happened in a word or two."""
    if event.act in ACTS and event.type in ONE_ACT_TYPES:
        return ACTS[event.act]
    return TYPES.get(event.type, event.type)


def shown_days(start: str | None, end: str | None) -> str:
    """Inclusive ISO days, no more exact than they are: a month or a year where they are one."""
    if start is None and end is None:
        return "day unknown"
    if start is None or end is None:
        return f"from {start}" if start is not None else f"until {end}"
    if start == end:
        return start
    if start[5:] == "01-01" and end[5:] == "12-31" and start[:4] == end[:4]:
        return start[:4]
    if start[:7] == end[:7]:
        return start[:7] if start[8:] == "01" and end[8:] in {"28", "29", "30", "31"} else f"{start} – {end[8:]}"
    return f"{start} – {end[5:]}" if start[:4] == end[:4] else f"{start} – {end}"


def event_days(event: Event) -> str:
    """The days of an event."""
    return "day unknown" if event.date is None else shown_days(event.date.start, event.date.end)
