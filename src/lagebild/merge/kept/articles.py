"""Articles in the picture, kept up to date: their dating, lineage and story, and which other articles they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lagebild.lang.pack import LanguagePack
from lagebild.merge.copies import Lineage
from lagebild.merge.dating import doubts_of
from lagebild.merge.days import Window
from lagebild.merge.desks.changed import Changed
from lagebild.merge.kept.sources import SourcesDesk
from lagebild.merge.lineage import Known, named_rests
from lagebild.merge.records import Records
from lagebild.merge.shelf import Shelf
from lagebild.merge.units import Unit
from lagebild.model.article import Publication
from lagebild.model.picture import ArticleInPicture, DateDoubt, Event
from lagebild.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of any article when its record is made, looked up."""

    readings: Mapping[str, Reading]
    publications: Mapping[str, Publication]
    days: Mapping[str, Window]
    lineages: Mapping[str, Lineage]
    stories: Mapping[str, str]
    units: Mapping[str, tuple[Unit, ...]]
    events: Mapping[tuple[str, str], Event]


class ArticleDesk:
    """The records of the articles."""

    def __init__(self, shelf: Shelf, pack: LanguagePack, sources: SourcesDesk, around: Around) -> None:
        self._pack, self._sources, self._around = pack, sources, around
        self.articles: Records[ArticleInPicture] = Records(shelf, "articles.in_picture", ArticleInPicture)

    def update(self, articles: Iterable[str], moved: set[str], gone: Iterable[str]) -> Changed[ArticleInPicture]:
        """Make records again.

        Args:
            articles: of which something may differ.
            moved: those of them whose reading, days or claims differ.
            gone: articles that are no more.
        """
        lost = tuple(article_id for article_id in sorted(set(gone)) if self.articles.drop(article_id))
        made = (self._made(article_id, moved) for article_id in sorted(set(articles)))
        return Changed(tuple(one for one in made if self.articles.put(one.id, one)), lost)

    def _made(self, article_id: str, moved: set[str]) -> ArticleInPicture:
        around = self._around
        before = self.articles.get(article_id)
        lineage, own = around.lineages[article_id], self._sources.sources[article_id]

        def near(outlet: str) -> list[str]:
            return self._sources.of_outlet_near(outlet, around.days[article_id])

        known = Known(self._sources.sources, around.days, near, around.events, around.stories)
        given = before if before is not None and article_id not in moved else around.readings[article_id].article
        return ArticleInPicture(
            id=article_id,
            given_id=given.given_id,
            title=given.title,
            outlet=given.outlet,
            publication=around.publications[article_id],
            origin=lineage.origin,
            copy_of=lineage.copy_of,
            passages_from=lineage.passages,
            story=around.stories.get(article_id),
            publisher=None if own.outlet is None else own.outlet.publisher,
            rests_on=named_rests(article_id, known),
            date_doubts=before.date_doubts if before is not None and article_id not in moved else self._doubts(article_id),
        )

    def _doubts(self, article_id: str) -> tuple[DateDoubt, ...]:
        around = self._around
        units = around.units[article_id]
        return doubts_of(around.readings[article_id], units, around.publications[article_id], self._pack)
