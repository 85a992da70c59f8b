"""Units, regions and the days of undated articles, kept up to date together: each follows from the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lagebild.lang.pack import LanguagePack
from lagebild.merge.clusters import Cluster
from lagebild.merge.dated_elsewhere import follows_from
from lagebild.merge.dating import derive_publication, resolve_claims
from lagebild.merge.days import window_of
from lagebild.merge.facts import facts_of
from lagebild.merge.happenings import DatedHappening, dated_happenings
from lagebild.merge.incremental import RegionBook
from lagebild.merge.known import known_dates, known_mentions
from lagebild.merge.live import Change, Ref, identity_of
from lagebild.merge.occasions import with_occasions
from lagebild.merge.records import Looked, Records, as_str
from lagebild.merge.shelf import Shelf
from lagebild.merge.texts import Vector
from lagebild.merge.units import Unit, units_of
from lagebild.merge.words import words_of
from lagebild.model.article import Publication
from lagebild.model.layers import DateValue
from lagebild.model.reading import Reading

ROUNDS = 4  # as in the picture that is made from nothing
Place = tuple[str, str]  # an act and a country
ClaimDates = tuple[tuple[str, DateValue], ...]  # days of claims that do not stand with them, in the order of claims
NOT_KNOWN: tuple[Publication | None, ClaimDates] = (None, ())


@dataclass(slots=True)
class Net:
    """What several updates have changed together."""

    gone: dict[tuple[int, ...], Cluster] = field(default_factory=dict)
    come: dict[tuple[int, ...], Cluster] = field(default_factory=dict)

    def add(self, change: Change) -> None:
        for cluster in change.gone:
            key = identity_of(cluster)
            if self.come.pop(key, None) is None:
                self.gone[key] = cluster
        for cluster in change.come:
            key = identity_of(cluster)
            if self.gone.pop(key, None) is None:
                self.come[key] = cluster


class HappeningIndex(Looked[Place, list[DatedHappening]]):
    """Dated happenings by act and country, on a shelf. It notes which were asked for: who asked depends on them."""

    def __init__(self, shelf: Shelf, book: RegionBook) -> None:
        self._shelf, self._book = shelf, book
        self._made: dict[Ref, DatedHappening] = {}
        self._clusters: Records[tuple[Ref, ...]] = Records(shelf, "dates.clusters", tuple[Ref, ...])
        self.asked: set[Place] = set()

    def __getitem__(self, place: Place) -> list[DatedHappening]:
        self.asked.add(place)
        refs = as_str(self._shelf.touching("dates.happenings", ["\t".join(place)]))
        self._clusters.many(refs)
        return sorted((self._made_of(ref) for ref in refs), key=lambda one: one.units[0].key)

    def _made_of(self, ref: Ref) -> DatedHappening:
        if ref not in self._made:
            self._made[ref] = next(iter(happenings_in([self._book.unit(one) for one in self._clusters[ref]]).values()))[0]
        return self._made[ref]

    def change(self, change: Change) -> dict[Place, list[DatedHappening]]:
        """File what has come, take out what has gone; what comes back are the happenings of both."""
        touched: defaultdict[Place, list[DatedHappening]] = defaultdict(list)
        for clusters, file in ((change.gone, self._shelf.remove), (change.come, self._shelf.add)):
            for cluster in clusters:
                found, ref = happenings_in(cluster), self._book.ref_of(cluster[0])
                if found:
                    file("dates.happenings", ref, map("\t".join, found))
                for place, happenings in found.items():
                    touched[place] += happenings
                self._made.pop(ref, None)
                self._clusters.drop(ref)
        for cluster in change.come:
            if happenings_in(cluster):
                self._clusters.put(self._book.ref_of(cluster[0]), tuple(map(self._book.ref_of, cluster)))
        return dict(touched)


def happenings_in(cluster: Cluster) -> dict[Place, list[DatedHappening]]:
    """The dated happening that a cluster is, by its act and countries; nothing if its days are not known well enough."""
    return dated_happenings([cluster])


class DatingDesk:
    """The regions of claims and the days on which articles appeared."""

    def __init__(self, shelf: Shelf, pack: LanguagePack, readings: Mapping[str, Reading], vectors: Mapping[str, Vector]) -> None:
        """The desk of a shelf. `readings`, `vectors`: of any article, looked up when they are needed."""
        self._shelf, self._pack, self._words = shelf, pack, words_of(pack)
        self._readings, self._vectors = readings, vectors
        self.book = RegionBook(shelf=shelf)
        self.publications: Records[Publication] = Records(shelf, "dates.publications", Publication)
        self._resolved: Records[ClaimDates] = Records(shelf, "dates.resolved", ClaimDates)
        self._asked: Records[tuple[Place, ...]] = Records(shelf, "dates.asked", tuple[Place, ...])
        self._index = HappeningIndex(shelf, self.book)

    def update(self, come: Mapping[str, Reading], gone: Iterable[str]) -> tuple[Net, set[str]]:
        """Let articles come and go.

        Returns:
            The clusters that differ; the articles that came, and those of which the days, or those of their claims, differ.
        """
        before = dict.fromkeys(come, NOT_KNOWN)
        gone = set(gone)
        for article_id in gone:
            self.publications.drop(article_id)
            self._resolved.drop(article_id)
        for article_id in {*gone, *come}:
            self._note(article_id, ())
        net = Net()
        given = {key: (one.article.publication, self._known(one)) for key, one in come.items()}
        touched = self._change(given, gone, net)
        undated = {key for key, one in come.items() if one.article.publication.day is None}
        for _ in range(ROUNDS):
            near = as_str(self._shelf.touching("dates.undated", map("\t".join, touched)))
            waiting = undated | {key for key in sorted(near - undated) if self._concerns(key, touched)}
            before |= {key: self._now(key) for key in waiting if key not in before}
            moved = {key: found for key in sorted(waiting) if (found := self._derived(key)) != self._now(key)}
            if not moved:
                break
            touched = self._change(moved, (), net)
            undated = set(moved)
        return net, {key for key, known in before.items() if known != self._now(key)}

    def _concerns(self, article_id: str, happenings: Mapping[Place, list[DatedHappening]]) -> bool:
        """Whether any of these happenings, by place, says when an undated article appeared."""
        reading, units = self._readings[article_id], self.book.units_of(article_id)
        return follows_from(reading, units, happenings, self._vectors, self._words)

    def _change(
        self, found: Mapping[str, tuple[Publication, ClaimDates]], gone: Iterable[str], net: Net
    ) -> dict[Place, list[DatedHappening]]:
        """Take over days of articles and what follows for their claims; what comes back are the happenings that differ."""
        units = {}
        for article_id, (publication, resolved) in found.items():
            self.publications.put(article_id, publication)
            self._resolved.put(article_id, resolved)
            units[article_id] = window_of(publication), self._units_of(self._readings[article_id], publication, resolved)
        change = self.book.update(units, gone)
        net.add(change)
        return self._index.change(change)

    def _now(self, article_id: str) -> tuple[Publication, ClaimDates]:
        return self.publications[article_id], self._resolved[article_id]

    def _known(self, reading: Reading) -> ClaimDates:
        dates = known_dates(reading, known_mentions(reading, self._words))
        return tuple((claim, dates[article, claim]) for article, claim in sorted(dates))

    def _units_of(self, reading: Reading, publication: Publication, resolved: ClaimDates) -> tuple[Unit, ...]:
        article = reading.article
        told = {(article.id, claim): value for claim, value in resolved}
        facts = facts_of(reading, self._words, window_of(publication), told)
        return units_of(with_occasions(facts, article.text, self._words))

    def _derived(self, article_id: str) -> tuple[Publication, ClaimDates]:
        """The days of an undated article as they follow from what is known now; what they follow from is noted."""
        reading, units = self._readings[article_id], self.book.units_of(article_id)
        self._index.asked.clear()
        publication = derive_publication(reading, units, self._index, self._vectors, self._pack)
        self._note(article_id, tuple(sorted(self._index.asked)))
        told = {(article_id, claim): value for claim, value in self._known(reading)}
        told |= resolve_claims(units, window_of(publication))
        return publication, tuple((claim, told[key, claim]) for key, claim in sorted(told))

    def _note(self, article_id: str, asked: tuple[Place, ...]) -> None:
        """File an undated article under the places of happenings that its days follow from."""
        before = self._asked.get(article_id, ())
        if before == asked:
            return
        self._shelf.remove("dates.undated", article_id, map("\t".join, before))
        self._shelf.add("dates.undated", article_id, map("\t".join, asked))
        self._asked.put(article_id, asked or None)

    def save(self) -> None:
        """Write the regions that have changed to the shelf."""
        self.book.save()
