"""Events kept up to date: those of clusters that differ, and of articles whose dating or lineage does, are built again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lagebild.merge.clusters import Cluster
from lagebild.merge.desks.changed import Changed
from lagebild.merge.differences import find_differences
from lagebild.merge.events import Context, build_event
from lagebild.merge.incremental import RegionBook
from lagebild.merge.kept.dating import Net
from lagebild.merge.live import Ref, identity_of
from lagebild.merge.records import Records
from lagebild.merge.shelf import Shelf
from lagebild.merge.units import Unit
from lagebild.merge.words import MergeWords
from lagebild.model.picture import Event
from lagebild.model.reading import Reading

EventIds = dict[Ref, str]  # of an article's units, by their refs
Pair = tuple[str, str]  # an article and a claim of it


@dataclass(frozen=True, slots=True)
class EventChange:
    """Events that differ, and the claims of these, as they were and as they are."""

    events: Changed[Event]
    claims: frozenset[Pair]


class EventDesk:
    """The events of the regions' clusters, as built: without what became of them and what articles leave out."""

    def __init__(self, shelf: Shelf, words: MergeWords, book: RegionBook, context: Context, readings: Records[Reading]) -> None:
        self._words, self._book, self._context, self._readings = words, book, context, readings
        self.events: Records[Event] = Records(shelf, "events.built", Event)
        self._ids: Records[EventIds] = Records(shelf, "events.ids", EventIds)
        self._claims: Records[dict[str, str]] = Records(shelf, "events.claims", dict[str, str])

    def update(self, net: Net, changed: Iterable[str], renewed: Iterable[str]) -> EventChange:
        """Build again what differs.

        Args:
            net: the clusters that differ.
            changed: articles whose reading, dating or lineage differs.
            renewed: articles whose units are others than before, or that are no more.
        """
        clusters = dict(net.come)
        clusters |= {identity_of(cluster): cluster for cluster in self._book.clusters_with(changed)}
        self._readings.many(unit.article_id for cluster in clusters.values() for unit in cluster)
        left = {event_id for cluster in net.gone.values() for unit in cluster if (event_id := self._id_of(unit)) is not None}
        come: dict[str, Event] = {}
        ids: dict[Ref, str] = {}
        told: dict[Pair, str] = {}
        claims: set[Pair] = set()
        for cluster in clusters.values():
            event = self._built(cluster)
            ids |= {self._book.ref_of(unit): event.id for unit in cluster}
            told |= {(ref.article_id, ref.claim_id): event.id for ref in event.claims}
            left.discard(event.id)
            if self.events.put(event.id, event):
                come[event.id] = event
                claims |= self._claims_of(event.id)
        for event_id in left:
            claims |= self._claims_of(event_id)
            self.events.drop(event_id)
        for article_id in renewed:
            self._ids.drop(article_id)
            self._claims.drop(article_id)
        self._note(ids, told)
        return EventChange(Changed(tuple(come[key] for key in sorted(come)), tuple(sorted(left))), frozenset(claims))

    def _claims_of(self, event_id: str) -> set[Pair]:
        event = self.events.get(event_id)
        return set() if event is None else {(ref.article_id, ref.claim_id) for ref in event.claims}

    def _built(self, cluster: Cluster) -> Event:
        event = build_event(cluster, self._context)
        return replace(event, differences=find_differences(cluster, self._words, self._context))

    def _id_of(self, unit: Unit) -> str | None:
        ref = self._book.ref_of(unit)
        return self._ids.get(ref.partition("#")[0], {}).get(ref)

    def _note(self, built: EventIds, told: dict[Pair, str]) -> None:
        """File the events of units and claims by article."""
        by_article: dict[str, EventIds] = {}
        for ref, event_id in built.items():
            by_article.setdefault(ref.partition("#")[0], {})[ref] = event_id
        claims: dict[str, dict[str, str]] = {}
        for (article_id, claim_id), event_id in told.items():
            claims.setdefault(article_id, {})[claim_id] = event_id
        for article_id, found in by_article.items():
            self._ids.put(article_id, self._ids.get(article_id, {}) | found)
        for article_id, made in claims.items():
            self._claims.put(article_id, self._claims.get(article_id, {}) | made)

    def event_ids(self, article_id: str) -> set[str]:
        """The events that an article tells of."""
        return set(self._ids.get(article_id, {}).values())

    def of_claims(self, claims: Iterable[Pair]) -> dict[Pair, Event]:
        """The events of claims, by article and claim, of those that have one."""
        wanted = list(claims)
        known = self._claims.many(article_id for article_id, _ in wanted)
        ids = {pair: known[pair[0]][pair[1]] for pair in wanted if pair[0] in known and pair[1] in known[pair[0]]}
        events = self.events.many(ids.values())
        return {pair: events[event_id] for pair, event_id in ids.items()}
