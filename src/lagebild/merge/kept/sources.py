"""On whom articles rest, kept up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lagebild.merge.copies import Lineage
from lagebild.merge.days import ANY, Window
from lagebild.merge.lineage import CITED_DAYS, Sources, outlet_key, sources_of
from lagebild.merge.outlets import Outlets
from lagebild.merge.records import Records, as_str
from lagebild.merge.shelf import Shelf
from lagebild.model.reading import Reading

Filed = tuple[str, tuple[str, ...], Window]  # a kind, blocks and days under which an article stands


class SourcesDesk:
    """Whose articles are and on whom they rest, with indices of who rests on whom."""

    def __init__(self, shelf: Shelf, outlets: Outlets, readings: Mapping[str, Reading], lineages: Mapping[str, Lineage]) -> None:
        self._shelf, self._outlets = shelf, outlets
        self._readings, self._lineages = readings, lineages
        self.sources: Records[Sources] = Records(shelf, "sources.of", Sources)
        self._filed: Records[tuple[Filed, ...]] = Records(shelf, "sources.filed", tuple[Filed, ...])

    def update(self, articles: Iterable[str], gone: Iterable[str], days: Mapping[str, Window]) -> set[str]:
        """Look again on whom these articles rest; what comes back are those of which something differs.

        Args:
            articles: whose reading, lineage or dating differs.
            gone: articles that are no more.
            days: of publication, of any article, looked up.
        """
        changed: set[str] = set()
        for article_id in gone:
            self.sources.drop(article_id)
            self._file(article_id, ())
        for article_id in sorted(set(articles)):
            found = sources_of(self._readings[article_id], self._lineages, self._outlets, self._readings)
            if self.sources.put(article_id, found):
                changed.add(article_id)
            self._file(article_id, self._places(article_id, found, days[article_id]))
        return changed

    def _places(self, article_id: str, found: Sources, days: Window) -> tuple[Filed, ...]:
        lineage = self._lineages[article_id]
        taken = {passage.article_id for passage in lineage.passages} | ({lineage.copy_of} - {None})
        cited = {rest.outlet_id or rest.name for rest in found.rests_on if rest.kind == "cited"}
        own = () if found.outlet is None else (outlet_key(found.outlet),)
        return (
            ("sources.taken", tuple(sorted(map(str, taken))), ANY),
            ("sources.outlet", own, days),
            ("sources.citing", tuple(sorted(cited)), days),
            ("sources.cites", (article_id,) if cited else (), ANY),
        )

    def _file(self, article_id: str, places: tuple[Filed, ...]) -> None:
        before = self._filed.get(article_id, ())
        if before == places:
            return
        for kind, blocks, days in before:
            self._shelf.remove(kind, article_id, blocks, days)
        for kind, blocks, days in places:
            self._shelf.add(kind, article_id, blocks, days)
        self._filed.put(article_id, places or None)

    def resting_on(self, articles: Iterable[str]) -> set[str]:
        """The articles that are copies of these, or have passages of them."""
        return as_str(self._shelf.touching("sources.taken", articles))

    def of_outlet_near(self, key: str, days: Window) -> list[str]:
        """The articles of an outlet that can have been cited on these days, in the order of ids."""
        if days.start is None or days.end is None:
            return []
        window = Window(days.start - CITED_DAYS, days.end)
        return sorted(as_str(self._shelf.touching("sources.outlet", [key], window)))

    def citing(self, articles: Iterable[str], days: Mapping[str, Window]) -> set[str]:
        """The articles that cite the outlets of these at a time when they may mean them."""
        found: set[str] = set()
        for article_id, own in self.sources.many(articles).items():
            window = days[article_id]
            if own.outlet is not None and window.start is not None and window.end is not None:
                near = Window(window.start, window.end + CITED_DAYS)
                found |= as_str(self._shelf.touching("sources.citing", [outlet_key(own.outlet)], near))
        return found

    def that_cite(self, articles: Iterable[str]) -> set[str]:
        """Those of the articles that cite somebody."""
        return as_str(self._shelf.touching("sources.cites", articles))
