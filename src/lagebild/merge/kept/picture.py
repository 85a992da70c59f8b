"""The picture on a shelf: one update changes what the articles that come and go have to do with, and looks at nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lagebild.collector import paused_collector
from lagebild.lang.pack import LanguagePack
from lagebild.merge.days import Window, window_of
from lagebild.merge.desks.changed import Changed
from lagebild.merge.desks.dyads import DyadDesk
from lagebild.merge.desks.figures import FigureDesk
from lagebild.merge.desks.lineages import LineageDesk
from lagebild.merge.desks.omissions import OmissionDesk
from lagebild.merge.desks.promises import PromiseDesk
from lagebild.merge.desks.stories import StoryDesk
from lagebild.merge.desks.ties import TieDesk
from lagebild.merge.events import Context
from lagebild.merge.kept.articles import Around, ArticleDesk
from lagebild.merge.kept.calendar import Calendar
from lagebild.merge.kept.dating import DatingDesk
from lagebild.merge.kept.events import EventDesk
from lagebild.merge.kept.sources import SourcesDesk
from lagebild.merge.outlets import outlets_of
from lagebild.merge.pairs import forget_scores
from lagebild.merge.promises import announcing
from lagebild.merge.records import Found, Lookup, Records
from lagebild.merge.shelf import Shelf
from lagebild.merge.stories import reporters_of
from lagebild.merge.texts import Frequency, Vector, terms_of, vector_of
from lagebild.merge.words import words_of
from lagebild.model.article import Article
from lagebild.model.picture import ArticleInPicture, Dyad, Event, FigureDifference, MergedTie, Promise, Story
from lagebild.model.reading import Reading

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class PictureChange:
    """What an update has changed, part by part."""

    articles: Changed[ArticleInPicture]
    stories: Changed[Story]
    events: Changed[Event]
    ties: Changed[MergedTie]
    figure_differences: Changed[FigureDifference]
    promises: Changed[Promise]
    dyads: Changed[Dyad]


class KeptPicture:
    """The picture on a shelf: after any updates the one that `merge_readings` makes of the readings.

    But words weigh by the frequencies that the picture was begun with, which settle where stories end; and an undated article may
    be dated by way of other articles than in a picture made from nothing.

    What people have said of pairs of claims is not known to it, and collections of less than `regions.SMALL` units are
    merged otherwise; both need `merge_readings`.
    """

    def __init__(self, shelf: Shelf, pack: LanguagePack, frequency: Frequency) -> None:
        """The picture of a shelf, empty or not.

        Args:
            shelf: where everything is kept.
            pack: the language of the articles.
            frequency: of words; the same for all updates of a shelf.
        """
        words = words_of(pack)
        self._frequency, self._words = frequency, words
        self._come: Mapping[str, Reading] = {}
        self.readings: Records[Reading] = Records(shelf, "readings", Reading)
        self._stories = StoryDesk(shelf, words, frequency)
        self._dating = DatingDesk(shelf, pack, self.readings, Found(self._vector))
        self._days = Found(self._window)
        self._copies = LineageDesk(shelf, self._dated)
        self._lineages = Lookup(self._copies.lineages)
        self._sources = SourcesDesk(shelf, outlets_of(pack), self.readings, self._lineages)
        self._context = Context(self.readings, self._dating.publications, self._lineages, self._sources.sources)
        self._events = EventDesk(shelf, words, self._dating.book, self._context, self.readings)
        self._articles = ArticleDesk(shelf, pack, self._sources, self._around())
        self._calendar = Calendar(shelf)
        self._ties = TieDesk(shelf, words, context=self._context_of, events=self._events.of_claims)
        self._figures = FigureDesk(shelf, words, shared=self._shared)
        self._promises = PromiseDesk(
            shelf,
            events=self._events.events.many,
            said=announcing(self.readings, words),
            published=self._dating.publications.many,
        )
        self._dyads = DyadDesk(shelf, events=self._events.events.many, copies=self._are_copies)
        self._omissions = OmissionDesk(shelf, words, readings=self.readings.many, articles=self._articles.articles.many)

    @property
    def articles(self) -> Records[ArticleInPicture]:
        """The articles in the picture."""
        return self._articles.articles

    @paused_collector()
    def update(self, come: Mapping[str, Reading], gone: Iterable[str] = (), *, earlier: Sequence[Story] = ()) -> PictureChange:
        """Let articles come and go.

        Args:
            come: readings by article id that are new, or differ from those of before; with judgements applied.
            gone: ids of articles that are no more.
            earlier: stories of a picture that was not kept here, whose ids live on.
        """
        lost = set(gone) - come.keys()
        self._come = come
        for article_id in lost:
            self.readings.drop(article_id)
        for article_id, reading in come.items():
            self.readings.put(article_id, reading)
        citing = self._sources.citing([*come, *lost], self._days)
        net, moved = self._dating.update(come, lost)
        relined, changed = self._rest(moved, lost)
        told = self._events.update(net, changed, moved | lost)
        before = [story for story in earlier if story.id not in self._stories.stories([story.id])]
        stories = self._stories.update(come, lost, self._of(self._days, moved), _reported(told.events), earlier=before)
        newest = self._calendar.update(self._of(self._dating.publications, moved), lost)
        promises = self._promises.update(told.events, newest=newest, redated=moved)
        touched = changed | {article_id for story in stories.come for article_id in story.articles}
        touched |= citing | self._sources.citing(moved, self._days) | self._sources.that_cite(a for a, _ in told.claims)
        articles = self._articles.update(touched - lost, moved, lost)
        dyads = self._dyads.update(self._with_events_of(relined, told.events), come, lost)
        ties = self._ties.update(come, lost, changed - come.keys(), told.claims)
        publications = self._of(self._dating.publications, moved)
        figures = self._figures.update(come, lost, publications, changed - come.keys())
        silent = self._omissions.update(stories, told.events, moved | relined)
        shown = {event.id for event in told.events.come} | ((promises.outcomes | silent) - set(told.events.gone))
        events = Changed(tuple(map(self._shown, self._events.events.many(sorted(shown)).values())), told.events.gone)
        self._dating.save()
        forget_scores()
        return PictureChange(articles, stories, events, ties, figures, promises.promises, dyads)

    def _rest(self, moved: set[str], lost: set[str]) -> tuple[set[str], set[str]]:
        """Follow what articles rest on: whose lineage differs, and all of which something that events ask differs."""
        relined = self._copies.update(self._dated(moved), lost)
        self._lineages.forget()
        near = {*moved, *relined, *lost}
        resting = self._sources.resting_on(near) - lost
        changed = (moved | relined | resting) - lost
        changed |= self._sources.update(changed, lost, self._days)
        return relined, changed | (self._sources.resting_on(near) - lost)

    def _with_events_of(self, articles: Iterable[str], events: Changed[Event]) -> Changed[Event]:
        """The changed events, and those of these articles as well."""
        ids = {event_id for article_id in articles for event_id in self._events.event_ids(article_id)}
        more = self._events.events.many(sorted(ids - {event.id for event in events.come} - set(events.gone)))
        return Changed((*events.come, *more.values()), events.gone)

    def _shown(self, event: Event) -> Event:
        """The event with what became of it and what articles leave out."""
        left_out = self._omissions.differences(event.id)
        known = self._promises.with_outcome(event)
        return replace(known, differences=(*known.differences, *left_out)) if left_out else known

    # --- what the parts ask of each other -------------------------------------------------------------------------

    def _of(self, records: Mapping[str, Record], articles: Iterable[str]) -> dict[str, Record]:
        return {article_id: records[article_id] for article_id in sorted(articles)}

    def _window(self, article_id: str) -> Window | None:
        publication = self._dating.publications.get(article_id)
        return None if publication is None else window_of(publication)

    def _vector(self, article_id: str) -> Vector | None:
        if article_id in self._come:  # the stories do not know it yet
            return vector_of(terms_of(self._come[article_id], self._words), self._frequency)
        return self._stories.vector(article_id)

    def _dated(self, articles: Iterable[str]) -> dict[str, Article]:
        """The articles with their days as the picture knows them."""
        known = self.readings.many(articles)
        return {key: replace(one.article, publication=self._dating.publications[key]) for key, one in known.items()}

    def _around(self) -> Around:
        return Around(
            readings=self.readings,
            publications=self._dating.publications,
            days=self._days,
            lineages=self._lineages,
            stories=Found(self._stories.story_of),
            units=Found(self._dating.book.units_of),
            events=Found(lambda pair: self._events.of_claims([pair]).get(pair)),
        )

    def _context_of(self, articles: Iterable[str]) -> Context:
        wanted = list(articles)
        self._dating.publications.many(wanted)
        self._sources.sources.many(wanted)
        return self._context

    def _shared(self, articles: Iterable[str]) -> dict[str, frozenset[str]]:
        return {key: one.keys((), self._sources.sources) for key, one in self._sources.sources.many(articles).items()}

    def _are_copies(self, articles: Iterable[str]) -> dict[str, bool]:
        return {key: one.copy_of is not None for key, one in self._lineages.many(articles).items()}


def _reported(events: Changed[Event]) -> dict[str, tuple[str, ...]]:
    """For every event that differs the articles that report it as their news; none for those that are no more."""
    return {event.id: tuple(reporters_of(event)) for event in events.come} | dict.fromkeys(events.gone, ())
