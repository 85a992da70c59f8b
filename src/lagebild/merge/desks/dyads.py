"""Dyads kept up to date: what comes is added to its pairs of actors, what goes is taken away, nothing else is counted again.

Whom a person of an organisation stands for follows from all articles that give an office: the last of them by its id counts.
Where another office counts than before, the events of that person are counted again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from lagebild.merge.desks.changed import Changed
from lagebild.merge.dyads import Share, Tally, dyad_of, office_holder, offices_of, share_of, state_key
from lagebild.merge.records import Records, as_str
from lagebild.merge.shelf import Shelf, move_item
from lagebild.model.picture import Dyad, Event
from lagebild.model.reading import Reading

HOLDERS = "dyad.holders"  # events by the persons whose office decides whom they stand for
SAID_OF = "dyad.said_of"  # articles by the persons of whom they give an office

Key = tuple[str, str, str | None]  # two actors and a month
Office = tuple[str, str]  # the article that counts, and the organisation
EventsOf = Callable[[Iterable[str]], Mapping[str, Event]]
CopiesOf = Callable[[Iterable[str]], Mapping[str, bool]]


@dataclass(frozen=True, slots=True)
class _Card:
    """What an event adds to its dyads, and the persons on whose offices that rests."""

    share: Share
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A tally as it is kept: `origins` as often as they count, as lists of texts are read in a third of the time of others."""

    counts: dict[str, int]
    origins: list[str]
    events: list[str]


def dyad_key(dyad: Dyad) -> str:
    """The key of a dyad among those that are gone."""
    return _text((dyad.a, dyad.b, dyad.month))


def parse_dyad_key(key: str) -> Key:
    """The actors and the month of a key."""
    a, b, month = key.split("|")
    return a, b, month or None


def _text(key: Key) -> str:
    return f"{key[0]}|{key[1]}|{key[2] or ''}"


def _holders(event: Event) -> tuple[str, ...]:
    found = {person for party in (*event.actors, *event.recipients) if (person := office_holder(party)) is not None}
    return tuple(sorted(found))


def _tally_of(kept: _Sum) -> Tally:
    return Tally(dict(kept.counts), dict(Counter(kept.origins)), list(kept.events))


class DyadDesk:
    """What `count_dyads` gives for the events of a picture, kept up to date on a shelf."""

    def __init__(self, shelf: Shelf, *, events: EventsOf, copies: CopiesOf) -> None:
        """A desk on what the shelf holds.

        Args:
            shelf: keeps everything from one update to the next.
            events: events by id as of the update that asks for them.
            copies: whether articles are copies, also as of the update; one that is not there is none.
        """
        self._shelf, self._events, self._copies = shelf, events, copies
        self._cards: Records[_Card] = Records(shelf, "dyad.card", _Card)  # by event: what it adds
        self._tallies: Records[_Sum] = Records(shelf, "dyad.tally", _Sum)  # by dyad
        self._said: Records[dict[str, str]] = Records(shelf, "dyad.said", dict[str, str])  # by article: offices of persons
        self._offices: Records[Office] = Records(shelf, "dyad.office", Office)  # by person

    def update(self, events: Changed[Event], come: Mapping[str, Reading], gone: Iterable[str]) -> Changed[Dyad]:
        """Take in changed events and readings.

        Args:
            events: those that are new, differ or are gone. All that come are counted again: among them must be those of articles
                that are copies now, or no longer are, though the events themselves are as before.
            come: readings by article id that are new or differ.
            gone: ids of articles that are no more.

        Returns:
            The dyads that differ, and the keys (`dyad_key`) of those that are no more.
        """
        persons = self._change_offices({**dict.fromkeys(gone), **come})
        changed = {*(event.id for event in events.come), *events.gone}
        again = sorted(as_str(self._shelf.touching(HOLDERS, persons)) - changed)
        counted = [*events.come, *(self._events(again).values() if again else ())]
        before = self._cards.many({*changed, *again})
        after = self._cards_of(counted)
        moved: defaultdict[Key, list[tuple[Share, str, bool]]] = defaultdict(list)
        for event_id in sorted({*changed, *again}):
            old, new = before.get(event_id), after.get(event_id)
            if old == new:
                continue
            self._file(event_id, old, new)
            for share, is_new in ((None if old is None else old.share, False), (None if new is None else new.share, True)):
                if share is not None:
                    for a, b, way in share.pairs:
                        moved[a, b, share.month].append((share, way, is_new))
        return self._count(moved)

    # --- events ---------------------------------------------------------------------------------------------------

    def _cards_of(self, events: Iterable[Event]) -> dict[str, _Card]:
        """What events add now; those without two actors, now or with some office, add nothing."""
        wanted = {event.id: (event, _holders(event)) for event in events}
        copies = self._copies(sorted({ref.article_id for event, _ in wanted.values() for ref in event.claims}))
        persons = {person for _, holders in wanted.values() for person in holders}
        key_of = partial(state_key, offices={person: office for person, (_, office) in self._offices.many(persons).items()})
        cards = {event_id: _Card(share_of(event, copies, key_of), holders) for event_id, (event, holders) in wanted.items()}
        return {event_id: card for event_id, card in cards.items() if card.share.pairs or card.holders}

    def _file(self, event_id: str, old: _Card | None, new: _Card | None) -> None:
        held, holds = (() if card is None else card.holders for card in (old, new))
        move_item(self._shelf, HOLDERS, event_id, held, holds)
        self._cards.put(event_id, new)

    def _count(self, moved: Mapping[Key, Iterable[tuple[Share, str, bool]]]) -> Changed[Dyad]:
        """Change the tallies by what has come (true) and gone (false)."""
        sums = self._tallies.many(_text(key) for key in moved)
        come: list[Dyad] = []
        gone: list[str] = []
        for key, shares in sorted(moved.items(), key=lambda pair: _text(pair[0])):
            kept = sums.get(_text(key))
            tally = Tally() if kept is None else _tally_of(kept)
            old = None if kept is None else dyad_of(*key, tally)
            for share, way, is_new in shares:
                if is_new:
                    tally.add(share, way)
                else:
                    tally.take(share, way)
            tally.events.sort()
            self._put_tally(key, tally)
            if not tally.events and old is not None:
                gone.append(_text(key))
            elif tally.events and (new := dyad_of(*key, tally)) != old:
                come.append(new)
        return Changed(tuple(come), tuple(gone))

    def _put_tally(self, key: Key, tally: Tally) -> None:
        counts = {column: number for column, number in sorted(tally.counts.items()) if number}
        kept = _Sum(counts, sorted(Counter(tally.origins).elements()), tally.events)
        self._tallies.put(_text(key), kept if tally.events else None)

    # --- offices --------------------------------------------------------------------------------------------------

    def _change_offices(self, readings: Mapping[str, Reading | None]) -> list[str]:
        """Take in readings (None: gone); what comes back are the persons who hold another office than before, or none."""
        before = self._said.many(readings)
        changed: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
        for article_id, reading in sorted(readings.items()):
            old = before.get(article_id, {})
            new = {} if reading is None else offices_of([reading])
            for person in sorted(old.keys() | new.keys()):
                if old.get(person) != new.get(person):
                    changed[person][article_id] = new.get(person)
            move_item(self._shelf, SAID_OF, article_id, old, new)
            self._said.put(article_id, new or None)
        held = self._offices.many(changed)
        return [person for person, said in sorted(changed.items()) if self._change_office(person, held.get(person), said)]

    def _change_office(self, person: str, held: Office | None, said: Mapping[str, str | None]) -> bool:
        """Whether another office of a person counts now; `said`: what the changed articles give, None where it is none now."""
        named = {article_id: office for article_id, office in said.items() if office is not None}
        last = max(named, default="")
        if held is not None and held[0] not in said and held[0] > last:
            return False
        # Where the article that counted says so no longer, any other may be the last now.
        office = (last, named[last]) if last and (held is None or last >= held[0]) else self._last(person)
        self._offices.put(person, office)
        return (None if office is None else office[1]) != (None if held is None else held[1])

    def _last(self, person: str) -> Office | None:
        article_id = max(as_str(self._shelf.touching(SAID_OF, [person])), default=None)
        return None if article_id is None else (article_id, self._said[article_id][person])
