"""The timeline: dated lines of what happened between actors, each with its sources and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lagebild.lang.pack import load_pack
from lagebild.model.layers import Claim
from lagebild.model.picture import Event, Party, Picture
from lagebild.model.reading import Reading
from lagebild.present.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim behind a line: the sentence it stands in and how it came to the event."""

    article_id: str
    number: int  # of the article on the page, from 1
    claim_id: str
    outlet: str
    sentence: str
    trigger: str
    status: str
    reported_by: str | None
    echo: bool
    when: str
    rule: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line. `start`/`end` are inclusive ISO days or None; `when` is the same for people."""

    event: Event
    start: str | None
    end: str | None
    when: str
    date_basis: str
    what: str
    who: str
    status: str
    origins: int
    evidence: tuple[Evidence, ...]
    shared: int  # how many of the asked actors take part


def takes_part(party: Party, actor_id: str) -> bool:
    """Whether the party is the actor, or a person, office or body of the state that is asked for."""
    return party.actor_id == actor_id or (party.country is not None and actor_id == f"ac-{party.country}")


def actors_in(parties: Iterable[Party], actor_ids: Sequence[str]) -> int:
    """How many of the actors are among the parties."""
    found = list(parties)
    return sum(any(takes_part(party, actor_id) for party in found) for actor_id in actor_ids)


def article_numbers(picture: Picture) -> dict[str, int]:
    """Numbers of the articles on a page, by publication and id."""
    order = sorted(picture.articles, key=lambda a: (a.publication.start or "9999", a.id))
    return {article.id: number for number, article in enumerate(order, start=1)}


def build_timeline(
    picture: Picture, readings: Sequence[Reading], actor_ids: Sequence[str], *, min_shared: int | None = None
) -> tuple[TimelineEntry, ...]:
    """The events in which at least `min_shared` of the actors take part, oldest first, undated ones last.

    Without `min_shared`: two of them, or the one that is asked for; without actors every event.
    """
    wanted = min(2, len(actor_ids)) if min_shared is None else min_shared
    by_id = {reading.article.id: reading for reading in readings}
    claims = {claim.id: claim for reading in readings for claim in reading.claims}
    numbers = article_numbers(picture)
    catalogue = Catalogue(load_pack(next((r.article.language for r in readings), "de")))
    entries = []
    for event in picture.events:
        shared = actors_in((*event.actors, *event.recipients), actor_ids)
        if shared >= wanted:
            entries.append(_entry(event, shared, by_id, claims, numbers, catalogue))
    return tuple(sorted(entries, key=lambda e: (e.start or "9999-99-99", e.end or "9999-99-99", e.event.id)))


def _entry(
    event: Event,
    shared: int,
    readings: Mapping[str, Reading],
    claims: Mapping[str, Claim],
    numbers: Mapping[str, int],
    catalogue: Catalogue,
) -> TimelineEntry:
    start, end = (event.date.start, event.date.end) if event.date else (None, None)
    evidence = tuple(_evidence(event, readings, claims, numbers, catalogue))
    return TimelineEntry(
        event=event,
        start=start,
        end=end,
        when=catalogue.days(start, end),
        date_basis=event.date.basis if event.date else "unknown",
        what=catalogue.event_label(event),
        who=who(event),
        status=catalogue.label("statuses", event.status),
        origins=len(event.origins),
        evidence=evidence,
        shared=shared,
    )


def who(event: Event) -> str:
    """The parties in one line: "A, B → C"."""
    left = ", ".join(dict.fromkeys(party.name for party in event.actors))
    right = ", ".join(dict.fromkeys(party.name for party in event.recipients))
    return f"{left or '?'} → {right}" if right else left or "?"


def _evidence(
    event: Event, readings: Mapping[str, Reading], claims: Mapping[str, Claim], numbers: Mapping[str, int], catalogue: Catalogue
) -> Iterable[Evidence]:
    for ref in sorted(event.claims, key=lambda c: (numbers.get(c.article_id, 0), c.begin)):
        reading, claim = readings.get(ref.article_id), claims.get(ref.claim_id)
        if reading is None or claim is None:
            continue
        sentence = next((s for s in reading.sentences if s.id == claim.sentence), None)
        text = reading.article.text
        yield Evidence(
            article_id=ref.article_id,
            number=numbers[ref.article_id],
            claim_id=ref.claim_id,
            outlet=reading.article.outlet or "",
            sentence=text[sentence.begin : sentence.end] if sentence else claim.trigger.text,
            trigger=claim.trigger.text,
            status=catalogue.label("statuses", ref.status),
            reported_by=claim.reported_by.name if claim.reported_by else None,
            echo=ref.echo,
            when=catalogue.days(ref.date.start, ref.date.end) if ref.date else catalogue.text("undated"),
            rule=claim.rule,
            why=(*claim.why, *ref.why),
        )
