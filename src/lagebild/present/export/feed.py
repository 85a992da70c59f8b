"""Atom (RFC 4287): a feed of events, the latest reported first.

An entry's `updated` has to be there: it is the last day on which an article about the event can have been published, so events
of which no article has a day are left out. The status stands in the title and as a category. `link` only where an article has
an http address.
"""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.present.export.cells import element
from lagebild.present.export.material import Material, cite, summary
from lagebild.query.rows import EventDetail

MOST_ENTRIES = 200


def write_atom(material: Material) -> Iterator[str]:
    """A feed of the MOST_ENTRIES events that were reported last."""
    dated = (detail for detail in material.events() if detail.event.reported_last is not None)
    latest = sorted(dated, key=lambda d: (d.event.reported_last or "", d.event.first_day or "", d.event.id), reverse=True)[
        :MOST_ENTRIES
    ]
    updated = latest[0].event.reported_last if latest else "1970-01-01"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield element("id", "urn:lagebild:events") + "\n" + element("title", "Lagebild: events") + "\n"
    yield element("updated", f"{updated}T00:00:00Z") + "\n<author><name>lagebild</name></author>\n"
    yield element("generator", "lagebild") + "\n"
    for detail in latest:
        yield _entry(detail)
    yield "</feed>\n"


def _entry(detail: EventDetail) -> str:
    event = detail.event
    lines = [
        element("id", f"urn:lagebild:{event.id}"),
        element("title", summary(event)),
        element("updated", f"{event.reported_last}T00:00:00Z"),
        element("category", term=event.type),
        element("category", term=f"status:{event.status}"),
    ]
    urls = dict.fromkeys(c.url for c in detail.claims if c.url is not None and c.url.startswith(("http://", "https://")))
    lines += [element("link", rel="alternate" if number == 0 else "related", href=url) for number, url in enumerate(urls)]
    days = f"{event.first_day or '?'} to {event.last_day or '?'}"
    texts = [f"{days}; {event.sources} independent sources", *(f"{c.sentence} [{cite(c)}]" for c in detail.claims)]
    lines.append(element("content", "\n".join(texts), type="text"))
    return "<entry>" + "".join(lines) + "</entry>\n"
