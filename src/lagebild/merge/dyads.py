"""Pairs of actors over time: how much cooperation and conflict, month by month."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

from lagebild.merge.days import to_ordinal
from lagebild.merge.intensity import intensity_of
from lagebild.model.picture import LAST, ArticleInPicture, Dyad, Event, Party, dyad_order
from lagebild.model.reading import Reading

STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})  # act for their state; others are actors of their own
SHORT_DAYS = 31  # an event that goes over the turn of a month counts in the month in which it began
HAPPENED = frozenset({"occurred", "ongoing"})
NO_OFFICES: Mapping[str, str] = {}
TENTHS = 10

ORGANISATION = re.compile(r"(ac-[A-Z][A-Z0-9]+)(?:-.*)?")  # "ac-UN-un-sicherheitsrat" is an organ of "ac-UN"

KeyOf = Callable[[Party], str | None]


def office_holder(party: Party) -> str | None:
    """The id of a party that stands for an organisation only if it holds an office there; None for all others."""
    if party.country != "IGO" or party.actor_id is None or ORGANISATION.fullmatch(party.actor_id) is not None:
        return None
    return party.actor_id


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


@dataclass(frozen=True, slots=True)
class Share:
    """What one event adds to the dyads between which it lies.

    `start`: its first day, `LAST` where it is not known. `pairs`: two actors and the way between them. `counts`: by column of
    the dyads, the scores in tenths (PLOVER's have one decimal), so that sums of them do not depend on any order.
    """

    event_id: str
    start: str
    month: str | None
    pairs: tuple[tuple[str, str, str], ...]
    happened: bool
    counts: dict[str, int]
    origins: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """The sum of the shares of one dyad; `events`: for each "first day, space, id", so that they sort by day."""

    counts: dict[str, int] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)

    def add(self, share: Share, way: str) -> None:
        """Count an event, after those that are there."""
        self.events.append(f"{share.start} {share.event_id}")
        self._count(share, way, 1)

    def take(self, share: Share, way: str) -> None:
        """Take away an event that was counted so."""
        self.events.remove(f"{share.start} {share.event_id}")
        self._count(share, way, -1)

    def _count(self, share: Share, way: str, sign: int) -> None:
        for column, number in share.counts.items():
            self.counts[column] = self.counts.get(column, 0) + sign * number
        if share.happened:
            self.counts[way] = self.counts.get(way, 0) + sign
        for origin in share.origins:
            number = self.origins.pop(origin, 0) + sign
            if number:
                self.origins[origin] = number


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


def share_of(event: Event, copies: Mapping[str, bool], key_of: KeyOf = state_key) -> Share:
    """What an event adds to its dyads.

    Args:
        event: the event.
        copies: whether each of its articles is a copy; an article that is not there is none.
        key_of: whom a party stands for.
    """
    counts: Counter[str] = Counter()
    for ref in event.claims:
        counts["copies" if copies.get(ref.article_id, False) else "echoes" if ref.echo else "mentions"] += 1
    happened = event.status in HAPPENED
    if happened:
        intensity = intensity_of(event.type, event.mode)
        counts[intensity.quad_class.replace(" ", "_")] += 1
        is_cooperation = intensity.quad_class.endswith("cooperation")
        counts["cooperation_score" if is_cooperation else "conflict_score"] += round(intensity.score * TENTHS)
    else:
        counts[event.status] += 1
    start = event.date.start if event.date is not None else None
    pairs = tuple(_pairs(event, key_of))
    origins = tuple(sorted(set(event.origins)))
    return Share(event.id, start or LAST, month_of_event(event), pairs, happened, dict(sorted(counts.items())), origins)


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
    tallies: defaultdict[tuple[str, str, str | None], Tally] = defaultdict(Tally)
    for event in events:
        share = share_of(event, copies, key_of)
        for a, b, way in share.pairs:
            tallies[a, b, share.month].add(share, way)
    return tuple(sorted((dyad_of(*key, tally) for key, tally in tallies.items()), key=dyad_order))


def dyad_of(a: str, b: str, month: str | None, tally: Tally) -> Dyad:
    """The dyad that a tally sums up."""
    counts = defaultdict(int, tally.counts)
    return Dyad(
        a=a,
        b=b,
        month=month,
        verbal_cooperation=counts["verbal_cooperation"],
        material_cooperation=counts["material_cooperation"],
        verbal_conflict=counts["verbal_conflict"],
        material_conflict=counts["material_conflict"],
        cooperation_score=counts["cooperation_score"] / TENTHS,
        conflict_score=counts["conflict_score"] / TENTHS,
        a_to_b=counts["a_to_b"],
        b_to_a=counts["b_to_a"],
        together=counts["together"],
        planned=counts["planned"],
        hypothetical=counts["hypothetical"],
        denied=counts["denied"],
        mentions=counts["mentions"],
        echoes=counts["echoes"],
        copies=counts["copies"],
        origins=len(tally.origins),
        events=tuple(one.partition(" ")[2] for one in tally.events),
    )
