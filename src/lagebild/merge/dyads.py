"""Pairs of actors over time: how much cooperation and conflict, month by month."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

from lagebild.merge.days import to_ordinal
from lagebild.merge.intensity import intensity_of
from lagebild.model.picture import ArticleInPicture, Dyad, Event, Party
from lagebild.model.reading import Reading

STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})  # act for their state; others are actors of their own
SHORT_DAYS = 31  # an event that goes over the turn of a month counts in the month in which it began
HAPPENED = frozenset({"occurred", "ongoing"})
NO_OFFICES: Mapping[str, str] = {}

ORGANISATION = re.compile(r"(ac-[A-Z][A-Z0-9]+)(?:-.*)?")  # "ac-UN-un-sicherheitsrat" is an organ of "ac-UN"

KeyOf = Callable[[Party], str | None]


def state_key(party: Party, offices: Mapping[str, str] = NO_OFFICES) -> str | None:
    """The state for which the party acts, or the organisation; None for everybody else.

    `offices`: the organisation, by its short name, in which a person holds an office, by the person's id.
    """
    if party.country == "IGO" and party.actor_id is not None:
        match = ORGANISATION.fullmatch(party.actor_id)
        if match is not None:
            return match[1]
        return f"ac-{offices[party.actor_id]}" if party.actor_id in offices else None
    return party.country if party.sector in STATE_SECTORS and party.country != "IGO" else None


def offices_of(readings: Iterable[Reading]) -> dict[str, str]:
    """The organisation in which each person of the readings holds an office."""
    actors = (actor for reading in readings for actor in reading.actors if actor.kind == "person" and actor.country == "IGO")
    return {actor.id: role.country for actor in actors for role in actor.roles if role.country is not None}


@dataclass(slots=True)
class _Tally:
    classes: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    cooperation: float = 0.0
    conflict: float = 0.0
    ways: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    statuses: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    mentions: int = 0
    echoes: int = 0
    copies: int = 0
    origins: set[str] = field(default_factory=set)
    events: list[str] = field(default_factory=list)


def month_of_event(event: Event) -> str | None:
    """The month in which the event lies, or began if it took no longer than a month; None where its days say less."""
    if event.date is None or event.date.start is None or event.date.end is None:
        return None
    start, end = event.date.start, event.date.end
    if start[:7] == end[:7]:
        return start[:7]
    # A span of days is a duration only where somebody states it; otherwise the event lies somewhere in it.
    stated = event.date.basis in {"stated", "mention", "judged"}
    return start[:7] if stated and _days(start, end) <= SHORT_DAYS else None


def _days(start: str, end: str) -> int:
    return (to_ordinal(end) or 0) - (to_ordinal(start) or 0) + 1


def _pairs(event: Event, key_of: KeyOf) -> Iterator[tuple[str, str, str]]:
    """The pairs between which the event lies, with its way: "a_to_b", "b_to_a" or "together"."""
    actors = {key for party in event.actors if (key := key_of(party)) is not None}
    recipients = {key for party in event.recipients if (key := key_of(party)) is not None}
    ways: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for left, right in product(actors, recipients):
        if left != right:
            ways[min(left, right), max(left, right)].add("a_to_b" if left < right else "b_to_a")
    for a, b in combinations(sorted(actors), 2) if not recipients or recipients <= actors else ():
        ways[a, b].add("together")
    for a, b in sorted(ways):
        found = ways[a, b]
        yield a, b, next(iter(found)) if len(found) == 1 else "together"


def _count(tally: _Tally, event: Event, way: str, copies: Mapping[str, bool]) -> None:
    tally.events.append(event.id)
    tally.origins.update(event.origins)
    for ref in event.claims:
        if copies.get(ref.article_id, False):
            tally.copies += 1
        elif ref.echo:
            tally.echoes += 1
        else:
            tally.mentions += 1
    if event.status not in HAPPENED:
        tally.statuses[event.status] += 1
        return
    tally.ways[way] += 1
    intensity = intensity_of(event.type, event.mode)
    tally.classes[intensity.quad_class] += 1
    if intensity.quad_class.endswith("cooperation"):
        tally.cooperation += intensity.score
    else:
        tally.conflict += intensity.score


def count_dyads(
    events: Iterable[Event], articles: Iterable[ArticleInPicture] = (), *, key_of: KeyOf = state_key
) -> tuple[Dyad, ...]:
    """What lies between every two actors, month by month.

    Args:
        events: all events of the picture; each counts once, whatever the number of its reports.
        articles: tells which articles are copies, for the count of mentions that do not count.
        key_of: whom a party stands for; without it states and organisations. None: the party is left out.
    """
    copies = {article.id: article.copy_of is not None for article in articles}
    tallies: defaultdict[tuple[str, str, str | None], _Tally] = defaultdict(_Tally)
    for event in events:
        month = month_of_event(event)
        for a, b, way in _pairs(event, key_of):
            _count(tallies[a, b, month], event, way, copies)
    keys = sorted(tallies, key=lambda k: (k[0], k[1], k[2] or "9999"))
    return tuple(_dyad(key, tallies[key]) for key in keys)


def _dyad(key: tuple[str, str, str | None], tally: _Tally) -> Dyad:
    return Dyad(
        a=key[0],
        b=key[1],
        month=key[2],
        verbal_cooperation=tally.classes["verbal cooperation"],
        material_cooperation=tally.classes["material cooperation"],
        verbal_conflict=tally.classes["verbal conflict"],
        material_conflict=tally.classes["material conflict"],
        cooperation_score=round(tally.cooperation, 1),
        conflict_score=round(tally.conflict, 1),
        a_to_b=tally.ways["a_to_b"],
        b_to_a=tally.ways["b_to_a"],
        together=tally.ways["together"],
        planned=tally.statuses["planned"],
        hypothetical=tally.statuses["hypothetical"],
        denied=tally.statuses["denied"],
        mentions=tally.mentions,
        echoes=tally.echoes,
        copies=tally.copies,
        origins=len(tally.origins),
        events=tuple(tally.events),
    )
