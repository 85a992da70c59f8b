"""Actors collected over all readings."""

from __future__ import annotations

from collections import Counter, defaultdict

from lagebild.model.layers import Actor, Role
from lagebild.model.reading import Reading
from lagebild.query.rows import ActorRow
from lagebild.query.tables import ActorMore, ActorName, Tables

NAMING_KINDS = frozenset({"name", "metonym"})
MOST_NAMES = 40  # an actor's ways of being written that are kept for looking it up


class ActorCollector:
    """Actors over all readings: the first name and kind that is read, counts, and how articles write them."""

    def __init__(self) -> None:
        self._first: dict[str, Actor] = {}
        self._roles: dict[str, dict[Role, None]] = defaultdict(dict)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._mentions: Counter[str] = Counter()
        self._articles: dict[str, list[str]] = defaultdict(list)

    def add(self, reading: Reading) -> None:
        for actor in reading.actors:
            self._first.setdefault(actor.id, actor)
            self._mentions[actor.id] += len(actor.mentions)
            self._articles[actor.id].append(reading.article.id)
            self._names[actor.id].update(m.span.text for m in actor.mentions if m.kind in NAMING_KINDS)
            self._roles[actor.id].update(dict.fromkeys(actor.roles))

    def finish(self, tables: Tables) -> None:
        """Add the rows of the actors; counts of events and statements come from the rows that are there already."""
        seen = {(k.id, k.key, "event") for k in tables.event_key}
        seen |= {(k.id, k.key, "statement") for k in tables.statement_key if k.role == "speaker"}
        counted = Counter((key, what) for _, key, what in seen)
        for actor_id in sorted(self._first):
            actor = self._first[actor_id]
            ranked = sorted(self._names[actor_id].items(), key=lambda item: (-item[1], item[0]))
            names = tuple(name for name, _ in ranked[:MOST_NAMES])
            tables.actor.append(
                ActorRow(
                    id=actor_id,
                    name=actor.name,
                    kind=actor.kind,
                    country=actor.country,
                    sector=actor.sector,
                    known=actor.known,
                    names=names,
                    mentions=self._mentions[actor_id],
                    articles=len(self._articles[actor_id]),
                    events=counted[actor_id, "event"],
                    statements=counted[actor_id, "statement"],
                )
            )
            roles = tuple(self._roles[actor_id])
            tables.actor_more.append(ActorMore(actor_id, actor.source, roles, tuple(self._articles[actor_id])))
            keys: dict[str, int] = {}
            ranked_names = [(actor_id, 0), (actor_id.removeprefix("ac-"), 0), (actor.name, 1), *((name, 2) for name in names)]
            for name, rank in ranked_names:
                keys.setdefault(name.lower(), rank)
            mentions = self._mentions[actor_id]
            tables.actor_name += [ActorName(name, actor_id, rank, mentions) for name, rank in keys.items()]
