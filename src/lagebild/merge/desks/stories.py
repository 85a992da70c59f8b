"""Stories kept up to date.

What a story is follows from pairs of articles that are alike enough (edges), joined best first. An update works out the edges of
the articles that are new or differ, and groups anew the stories that these are part of, together with every other story that one
of them would join. All other stories come about as before: no group that changes is ever joined with one of theirs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lagebild.merge.days import Window
from lagebild.merge.desks.changed import Changed
from lagebild.merge.desks.story_edges import (
    Filed,
    Log,
    News,
    Sheets,
    change_edges,
    change_reporters,
    pair_of,
    recount,
    refile,
)
from lagebild.merge.shelf import Shelf
from lagebild.merge.stories import TUNED, Edge, Grouping, Scorer, StorySettings, build_story, entry_of, grouped
from lagebild.merge.story_ids import continue_stories
from lagebild.merge.texts import Frequency, Vector, terms_of, vector_of
from lagebild.merge.words import MergeWords
from lagebild.model.picture import Story
from lagebild.model.reading import Reading


class StoryDesk:
    """The stories of a collection on a shelf.

    After any updates they are those of `find_stories` for the articles and events so far, with vectors by the frequencies given
    here; their ids are those that `continue_stories` gives, update by update.
    """

    def __init__(self, shelf: Shelf, words: MergeWords, frequency: Frequency, *, settings: StorySettings = TUNED) -> None:
        """A desk; other frequencies, words or settings need another shelf."""
        self._shelf, self._words, self._frequency, self._settings = shelf, words, frequency, settings

    def update(
        self,
        come: Mapping[str, Reading],
        gone: Iterable[str],
        days: Mapping[str, Window],
        reported: Mapping[str, Sequence[str]],
        *,
        earlier: Sequence[Story] = (),
    ) -> Changed[Story]:
        """Take articles away, add others or the same ones with another reading, and follow new dates and events.

        Args:
            come: articles that are new or read anew, by id.
            gone: ids of articles that are no more.
            days: on which days an article may have appeared: of all that come, and of those for which that has changed.
            reported: for every event that is new, changed or gone the articles that report it (`reporters_of`).
            earlier: stories of a picture that this desk does not know, whose ids are to be kept; for the first update.

        Returns:
            The stories that are new or differ, and the ids of those that are no more.
        """
        sheets = Sheets(self._shelf)
        log = Log(frozenset(gone) - come.keys())
        news = change_reporters(sheets, reported, log)
        self._change_entries(sheets, come, days, news, log)
        score = Scorer(sheets.entries, sheets.vectors, self._settings)
        change_edges(sheets, score, log)
        return _change_stories(sheets, score, log, earlier)

    def story_of(self, article_id: str) -> str | None:
        """The id of the story of an article."""
        return Sheets(self._shelf).home.get(article_id)

    def stories(self, ids: Iterable[str]) -> dict[str, Story]:
        """The stories with these ids, as far as there are such."""
        return Sheets(self._shelf).stories.many(ids)

    def vector(self, article_id: str) -> Vector:
        """The weights of the words of an article.

        Raises:
            KeyError: if there is no such article.
        """
        return Sheets(self._shelf).vectors[article_id]

    def _change_entries(
        self, sheets: Sheets, come: Mapping[str, Reading], days: Mapping[str, Window], news: Mapping[str, News], log: Log
    ) -> None:
        """Set down what stories ask of the articles, and follow it in the index of words."""
        posted: Counter[str] = Counter()
        touched = sorted({*come, *days, *news, *log.gone})
        sheets.entries.many(touched)
        sheets.vectors.many(touched)
        for article_id in touched:
            old = sheets.entries.get(article_id), sheets.vectors.get(article_id)
            events = news.get(article_id, News())
            new: Filed = None, None
            if article_id in come:
                reading = come[article_id]
                vector = vector_of(terms_of(reading, self._words), self._frequency)
                new = entry_of(reading, days[article_id], events.after(old[0])), vector
            elif old[0] is not None and article_id not in log.gone:
                new = replace(old[0], window=days.get(article_id, old[0].window), news=events.after(old[0])), old[1]
            if old != new:
                sheets.entries.put(article_id, new[0])
                sheets.vectors.put(article_id, new[1])
                refile(sheets, article_id, old, new, posted)
                log.note(article_id, old, new, events)
        sheets.postings.many(posted)
        for term, number in posted.items():
            recount(sheets, term, number, log)


def _change_stories(sheets: Sheets, score: Scorer, log: Log, earlier: Sequence[Story]) -> Changed[Story]:
    """Group what has changed anew, and set the stories down under their ids."""
    start = log.changed | log.moved
    before = sheets.stories.many(sheets.home.many({*start, *log.gone}).values())
    inner = ({article_id for story in before.values() for article_id in story.articles} | start) - log.gone
    found = _regrouped(sheets, score, inner)
    before |= sheets.stories.many(sheets.home.many(inner).values())
    joins: defaultdict[str, list[Edge]] = defaultdict(list)
    for join in found.joins:
        joins[found.home[join.left][0]].append(join)
    groups = [group for group in found.groups() if group[0] in inner]
    first = {frozenset(group): group[0] for group in groups}
    new = [build_story(sheets.entries[article_id] for article_id in group) for group in groups]
    named = continue_stories(new, [*before.values(), *earlier], is_taken=lambda one: sheets.stories.get(one) is not None)
    come = []
    for story in named:
        if sheets.stories.put(story.id, story):
            come.append(story)
        sheets.joins.put(story.id, joins.get(first[frozenset(story.articles)]))
        for article_id in story.articles:
            sheets.home.put(article_id, story.id)
    for article_id in log.gone:
        sheets.home.put(article_id, None)
    gone = sorted(before.keys() - {story.id for story in named})
    for story_id in gone:
        sheets.stories.put(story_id, None)
        sheets.joins.put(story_id, None)
    return Changed(tuple(come), tuple(gone))


def _regrouped(sheets: Sheets, score: Scorer, inner: set[str]) -> Grouping:
    """The groups of some articles where all others stay as they are; `inner` grows by the stories that they would join."""
    while True:
        sheets.entries.many(inner)
        sheets.vectors.many(inner)
        alike = sheets.edges.many(inner)
        edges = {Edge(-value, *pair_of(one, other)) for one, others in alike.items() for other, value in others.items()}
        score.known.update({(edge.left, edge.right): -edge.rank for edge in edges})
        outside = {other for others in alike.values() for other in others} - inner
        settled = sheets.joins.many(sheets.home.many(outside).values())
        found = grouped(score, inner, edges, [join for joins in settled.values() for join in joins])
        if found.met is None:
            return found
        inner.update(sheets.stories[sheets.home[found.met]].articles)
