"""iCalendar (RFC 5545): one all-day VEVENT for every event with a first and a last day.

STATUS: CONFIRMED for what happened, TENTATIVE for planned and possible, CANCELLED for denied events; the status of ours stands
in the summary too. DTSTAMP has to be there: it is the day of the first report (no clock is read). Events longer than MOST_DAYS
are left out: they are intervals in which something lies, and would fill a calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lagebild.present.export.cells import SURROGATES
from lagebild.present.export.material import Material, cite, summary
from lagebild.query.rows import EventDetail

STATUS = {
    "occurred": "CONFIRMED",
    "ongoing": "CONFIRMED",
    "planned": "TENTATIVE",
    "hypothetical": "TENTATIVE",
    "denied": "CANCELLED",
}
MOST_DAYS = 31
LINE_OCTETS = 75


def write_icalendar(material: Material) -> Iterator[str]:
    """A calendar; lines end in CRLF and are folded at 75 octets, as the RFC asks."""
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//lagebild//EN\r\nCALSCALE:GREGORIAN\r\n"
    for detail in material.events():
        yield "".join(map(_folded, event_lines(detail)))
    yield "END:VCALENDAR\r\n"


def event_lines(detail: EventDetail) -> list[str]:
    """The content lines of an event, none for one without days."""
    event = detail.event
    if event.first_day is None or event.last_day is None:
        return []
    first, last = date.fromisoformat(event.first_day), date.fromisoformat(event.last_day)
    if (last - first).days >= MOST_DAYS:
        return []
    stamp = (event.reported_first or event.first_day).replace("-", "")
    description = "\n".join(f"{claim.sentence}\n{cite(claim)}".strip() for claim in detail.claims)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.id}@lagebild",
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary(event))}",
        f"DESCRIPTION:{_escaped(description)}",
        f"STATUS:{STATUS[event.status]}",
        f"CATEGORIES:{event.type}",
        "TRANSP:TRANSPARENT",
    ]
    if event.place is not None:
        lines.append(f"LOCATION:{_escaped(event.place)}")
    return [*lines, "END:VEVENT"]


def _escaped(text: str) -> str:
    clean = SURROGATES.sub("\ufffd", text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    for mark in ("\r\n", "\n", "\r", "\x85", "\u2028", "\u2029"):
        clean = clean.replace(mark, "\\n")
    return "".join(c for c in clean if ord(c) >= 0x20 and ord(c) != 0x7F)


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, none of which cuts a character."""
    pieces, size, start = [], 0, 0
    for at, character in enumerate(line):
        length = len(character.encode("utf-8"))
        if size + length > LINE_OCTETS:
            pieces.append(line[start:at])
            start, size = at, 1  # the blank that begins a continuation
        size += length
    return "\r\n ".join([*pieces, line[start:]]) + "\r\n"
