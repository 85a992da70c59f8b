"""Promises kept up to date: events and days change, and only the announcements that these touch are looked at again.

What a promise follows from, and where that is found:

* its own event and the days of the articles that announce it: by its id, and by these articles;
* the deed that decides it, of all that lie at its place (`look_place`) the one of the least rank: a deed finds the announcements
  that look where it lies, and those that it has decided so far;
* whether its days have passed: by its last day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from lagebild.merge.days import ANY, Window, to_ordinal
from lagebild.merge.deeds import Announced, Announcing, Place, Terms, announced, deed_place, look_place, planned_refs
from lagebild.merge.desks.changed import Changed
from lagebild.merge.histories import due_of, with_outcome
from lagebild.merge.promises import as_of, by_deed, by_itself, decides, rank_of, waiting
from lagebild.merge.records import Records, as_str
from lagebild.merge.shelf import Shelf
from lagebild.model.article import Publication
from lagebild.model.picture import Event, Promise

DEEDS = "promise.deeds"  # events at the places of deeds
LOOKS = "promise.looks"  # events at the places where announcements look
TOLD_IN = "promise.told_in"  # announced events by the articles that announce them
CHOSEN = "promise.chosen"  # announced events by the deed that decides them
DUE = "promise.due"  # planned events by the last of their days
ALL = "all"

EventsOf = Callable[[Iterable[str]], Mapping[str, Event]]
PublishedOf = Callable[[Iterable[str]], Mapping[str, Publication]]


@dataclass(frozen=True, slots=True)
class _Card:
    """Where an event is filed: as a deed, as an announcement that looks for one (`since` to `around`: its terms), by its days.

    `told_in`: the articles that announce it. `due`: the last of its days, an ordinal. `chosen`: the rank of the deed that
    decides it, the last part of which is the id of the deed.
    """

    deed: Place | None = None
    look: Place | None = None
    since: int | None = None
    days: Window = ANY
    acts: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    told_in: tuple[str, ...] = ()
    due: int | None = None
    chosen: tuple[bool, int, str] | None = None

    @property
    def terms(self) -> Terms:
        return Terms(self.since, self.days, frozenset(self.acts), frozenset(self.around))


NOTHING = _Card()


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """What an update of the promises has changed.

    `outcomes`: ids of events, of the update or not, for which `PromiseDesk.with_outcome` may give something else than before.
    """

    promises: Changed[Promise]
    outcomes: frozenset[str]


class PromiseDesk:
    """What `find_promises` and `with_outcomes` give for the events of a picture, kept up to date on a shelf."""

    def __init__(self, shelf: Shelf, *, events: EventsOf, said: Announcing, published: PublishedOf) -> None:
        """A desk on what the shelf holds.

        Args:
            shelf: keeps everything from one update to the next.
            events: events by id as of the update that asks for them, without outcomes.
            said: what articles say where they announce something.
            published: the days of articles by id, also as of the update.
        """
        self._shelf, self._events, self._said, self._published = shelf, events, said, published
        self._cards: Records[_Card] = Records(shelf, "promise.card", _Card)  # by event: where it is filed
        self._promises: Records[Promise] = Records(shelf, "promise.promise", Promise)  # by event
        self._newest: Records[str] = Records(shelf, "promise.newest", str)

    def update(self, events: Changed[Event], *, newest: str | None, redated: Iterable[str] = ()) -> PromiseChange:
        """Take in changed events, days of articles, and the day up to which articles are known.

        Args:
            events: those that are new, differ or are gone.
            newest: the first day of the latest article (ISO); None: no day has passed.
            redated: ids of articles whose days differ, or their text or actors.
        """
        come = {event.id: event for event in events.come}
        changed = {*come, *events.gone}
        renewed = {**come, **self._events(sorted(self._touching(TOLD_IN, redated) - changed))}
        stale = self._touching(CHOSEN, changed) - changed - renewed.keys()
        self._take_away({*changed, *renewed})
        cards = self._file_deeds(renewed.values())
        decided: dict[str, Promise | None] = dict.fromkeys(changed)
        decided |= self._decide_again(self._looking(come.values()), stale, changed)
        decided |= self._decide_anew(renewed, cards)
        passed = self._passed(newest)
        kept = self._promises.many(passed - decided.keys())
        outcomes = {event.id for event in events.come if event.status == "planned"} | (passed - decided.keys() - kept.keys())
        self._newest.put(ALL, newest)
        return self._save({**decided, **kept}, newest, outcomes)

    def with_outcome(self, event: Event) -> Event:
        """The event as `with_outcomes` gives it: what was announced for a day since passed ends with a step that says so."""
        if event.status != "planned":
            return event
        return with_outcome(event, self._promises.get(event.id), self._newest.get(ALL))

    # --- filing ---------------------------------------------------------------------------------------------------

    def _touching(self, kind: str, blocks: Iterable[str], days: Window = ANY) -> set[str]:
        return as_str(self._shelf.touching(kind, blocks, days))

    def _take_away(self, ids: Iterable[str]) -> None:
        """Take events out of all places where they are filed."""
        for event_id, card in self._cards.many(ids).items():
            if card.deed is not None:
                self._shelf.remove(DEEDS, event_id, card.deed.blocks, card.deed.days)
            if card.look is not None:
                self._shelf.remove(LOOKS, event_id, card.look.blocks, card.look.days)
            if card.due is not None:
                self._shelf.remove(DUE, event_id, (ALL,), Window(card.due, card.due))
            if card.chosen is not None:
                self._shelf.remove(CHOSEN, event_id, (card.chosen[2],))
            self._shelf.remove(TOLD_IN, event_id, card.told_in)
            self._cards.drop(event_id)

    def _file_deeds(self, events: Iterable[Event]) -> dict[str, _Card]:
        """File the events as deeds; what comes back are the cards that say so, by event."""
        cards = {event.id: _Card(deed_place(event)) for event in events}
        for event_id, card in cards.items():
            if card.deed is not None:
                self._shelf.add(DEEDS, event_id, card.deed.blocks, card.deed.days)
        return cards

    def _file(self, event_id: str, card: _Card) -> None:
        """File an event in all places but those of deeds."""
        if card.look is not None:
            self._shelf.add(LOOKS, event_id, card.look.blocks, card.look.days)
        if card.due is not None:
            self._shelf.add(DUE, event_id, (ALL,), Window(card.due, card.due))
        if card.chosen is not None:
            self._shelf.add(CHOSEN, event_id, (card.chosen[2],))
        if card.told_in:
            self._shelf.add(TOLD_IN, event_id, card.told_in)
        self._cards.put(event_id, None if card == NOTHING else card)

    # --- deciding -------------------------------------------------------------------------------------------------

    def _looking(self, deeds: Iterable[Event]) -> dict[str, list[Event]]:
        """The announcements that look where the deeds lie, with these."""
        found: defaultdict[str, list[Event]] = defaultdict(list)
        for deed in deeds:
            place = deed_place(deed)
            for event_id in self._touching(LOOKS, place.blocks, place.days) if place is not None else ():
                found[event_id].append(deed)
        return dict(found)

    def _search(self, promise: Announced, look: Place | None, known: Mapping[str, Event]) -> Event | None:
        """The deed that decides an announcement, of all; `known`: events that need not be asked for."""
        if look is None:
            return None
        near = self._touching(DEEDS, look.blocks, look.days) - {promise.event.id}
        deeds = [known[one] for one in near if one in known]
        deeds += self._events(sorted(near - known.keys())).values() if near - known.keys() else ()
        return min((deed for deed in deeds if decides(promise, deed)), key=rank_of, default=None)

    def _decide_anew(self, events: Mapping[str, Event], cards: Mapping[str, _Card]) -> dict[str, Promise | None]:
        """What becomes of events that are new or announced otherwise; None for those that announce nothing."""
        published = self._published(sorted({ref.article_id for event in events.values() for ref in planned_refs(event)}))
        found: dict[str, Promise | None] = {}
        for event in events.values():
            card, promise = cards[event.id], announced(event, published, self._said)
            if promise is None:
                due = to_ordinal(due_of(event)) if event.status == "planned" else None
                self._file(event.id, replace(card, due=due))
                found[event.id] = None
            else:
                card, found[event.id] = self._decide(promise, card, events)
                self._file(event.id, card)
        return found

    def _decide(self, promise: Announced, card: _Card, known: Mapping[str, Event]) -> tuple[_Card, Promise]:
        card = replace(card, told_in=promise.articles, due=promise.terms.due.end)
        own = by_itself(promise)
        if own is not None:
            return card, own
        terms, look = promise.terms, look_place(promise)
        deed = self._search(promise, look, known)
        card = replace(
            card,
            look=look,
            since=terms.since,
            days=terms.due,
            acts=tuple(sorted(terms.acts)),
            around=tuple(sorted(terms.around)),
            chosen=None if deed is None else rank_of(deed),
        )
        return card, waiting(promise) if deed is None else by_deed(promise, deed)

    def _decide_again(
        self, looking: Mapping[str, list[Event]], stale: Iterable[str], changed: Iterable[str]
    ) -> dict[str, Promise | None]:
        """What becomes of announcements that are as before, where deeds have changed; those that stay are not among them.

        Args:
            looking: announcements by id with the changed deeds that they see.
            stale: ids of announcements that a changed deed has decided.
            changed: ids of all changed events.
        """
        ids, others = sorted({*looking, *stale}), frozenset(changed)
        cards, events = self._cards.many(ids), self._events(ids) if ids else {}
        found: dict[str, Promise | None] = {}
        for event_id in ids:
            card, promise = cards[event_id], Announced(events[event_id], cards[event_id].terms)
            best = min((deed for deed in looking.get(event_id, ()) if decides(promise, deed)), key=rank_of, default=None)
            is_first = best is not None and (card.chosen is None or rank_of(best) <= card.chosen)
            if not is_first and (card.chosen is None or card.chosen[2] not in others):
                continue
            if not is_first:  # what decided it is gone or counts less: any other may be the first now
                best = self._search(promise, card.look, {})
            self._choose(event_id, card, best)
            found[event_id] = waiting(promise) if best is None else by_deed(promise, best)
        return found

    def _choose(self, event_id: str, card: _Card, deed: Event | None) -> None:
        chosen = None if deed is None else rank_of(deed)
        if card.chosen is not None:
            self._shelf.remove(CHOSEN, event_id, (card.chosen[2],))
        if chosen is not None:
            self._shelf.add(CHOSEN, event_id, (chosen[2],))
        self._cards.put(event_id, replace(card, chosen=chosen))

    # --- days, and what has changed -------------------------------------------------------------------------------

    def _passed(self, newest: str | None) -> set[str]:
        """The events whose last day lies between the newest day before and now, so that it has passed now or no longer has."""
        days = sorted(day for day in (to_ordinal(self._newest.get(ALL)), to_ordinal(newest)) if day is not None)
        if not days or (len(days) > 1 and days[0] == days[1]):
            return set()
        return self._touching(DUE, (ALL,), Window(days[0] if len(days) > 1 else None, days[-1] - 1))

    def _save(self, decided: Mapping[str, Promise | None], newest: str | None, outcomes: Iterable[str]) -> PromiseChange:
        """Put the promises on the shelf as of the newest day; what comes back are those that differ."""
        before = self._promises.many(decided)
        come: list[Promise] = []
        gone: list[str] = []
        told = set(outcomes)
        for event_id, found in sorted(decided.items()):
            promise, old = None if found is None else as_of(found, newest), before.get(event_id)
            if self._promises.put(event_id, promise):
                if promise is None:
                    gone.append(event_id)
                else:
                    come.append(promise)
            if promise is not None and _overdue_since(promise) != _overdue_since(old):
                told.add(event_id)
        return PromiseChange(Changed(tuple(come), tuple(gone)), frozenset(told))


def _overdue_since(promise: Promise | None) -> str | None:
    return promise.due if promise is not None and promise.outcome == "overdue" else None
