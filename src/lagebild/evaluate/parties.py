"""Whether those who take part in events are the right ones: state or organisation, and sector.

Two questions are asked of every actor and recipient of a required gold event. At its own place in the text: does the mention
there refer to the right state or organisation, and is the sector right? And where a coded event has the right sentence and type:
does it have the right one on that side?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.evaluate.events import Document, accepted_readings, pairs_of_type, party_key
from lagebild.evaluate.matching import share

Record = Mapping[str, Any]
Named = tuple[str, str]  # key of the state or organisation, sector
SIDES = ("actors", "recipients")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A participant of a gold event, with the accepted keys of its state or organisation, and the accepted sectors."""

    begin: int | None
    end: int | None
    keys: frozenset[str]
    sectors: frozenset[str]


@dataclass(slots=True)
class Tally:
    """Participants counted: all, those for whom somebody was found, right in state, in sector, in both."""

    wanted: int = 0
    found: int = 0
    state: int = 0
    sector: int = 0
    both: int = 0

    def count(self, wanted: Wanted, found: Sequence[Named]) -> None:
        """Count one participant against what was found for it."""
        right = [(key in wanted.keys, sector in wanted.sectors) for key, sector in found]
        self.wanted += 1
        self.found += bool(found)
        self.state += any(state for state, _ in right)
        self.sector += any(sector for _, sector in right)
        self.both += (True, True) in right

    def row(self) -> dict[str, Any]:
        """Percentages of all participants, and their number under `gold`."""
        parts = {"state": self.state, "sector": self.sector, "state and sector": self.both, "found": self.found}
        return {name: share(hits, self.wanted) for name, hits in parts.items()} | {"gold": self.wanted}


def score_parties(documents: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """Percentages: "who at gold places" of participants with a place, "who in coded events" of those of matched events."""
    linked, coded = Tally(), Tally()
    for document in documents:
        for event in document.gold:
            if not event.get("optional"):
                for _, wanted in participants_of(event):
                    if wanted.begin is not None:
                        linked.count(wanted, linked_at(wanted, document.actors))
        for gold, found in pairs_of_type(document):
            for side, wanted in participants_of(gold):
                coded.count(wanted, [_named(one) for one in found.get(side) or []])
    return {"who at gold places": linked.row(), "who in coded events": coded.row()}


def participants_of(event: Record) -> Iterator[tuple[str, Wanted]]:
    """Side and participant; another accepted reading of the event may say differently who stands at a participant's place."""
    readings = list(accepted_readings(event))
    for side in SIDES:
        for one in event.get(side) or []:
            accepted = [
                one,
                *(other for reading in readings for other in reading.get(side) or [] if _place(other) == _place(one)),
            ]
            keys, sectors = frozenset(map(party_key, accepted)), frozenset(other.get("sector") or "UNK" for other in accepted)
            yield side, Wanted(one.get("begin"), one.get("end"), keys, sectors)


def _place(participant: Record) -> tuple[Any, ...]:
    begin = participant.get("begin")
    return (begin, participant.get("end")) if begin is not None else ("name", participant.get("name"))


def _named(participant: Record) -> Named:
    return party_key(participant), participant.get("sector") or "UNK"


def linked_at(wanted: Wanted, actors: Sequence[Record]) -> list[Named]:
    """The actors of the mention that covers the participant's place best; nobody where no mention shares a character with it."""
    best = 0.0
    found: list[Named] = []
    if wanted.begin is None or wanted.end is None:
        return found
    for actor in actors:
        for mention in actor["mentions"]:
            shared = min(wanted.end, mention["end"]) - max(wanted.begin, mention["begin"])
            cover = shared / (max(wanted.end, mention["end"]) - min(wanted.begin, mention["begin"]))
            if cover > best:
                best, found = cover, []
            if shared > 0 and cover == best:
                found.append(_named(actor))
    return found
