"""What articles leave out of the stories that they are part of, kept up to date.

An update looks again at the stories that are new or differ and at those whose articles have other days or origins. Where only an
event differs, it is looked for again in the stories in which its claims are others, or, where its parties, act or first day
are, in those of which it is a main event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lagebild.merge.desks.changed import Changed
from lagebild.merge.omissions import (
    MIN_ORIGINS,
    Matter,
    Telling,
    Texts,
    Told,
    main_events,
    matter_of,
    omission_of,
    quiet_origins,
    tellings_of,
    texts_of,
)
from lagebild.merge.records import Records, as_str
from lagebild.merge.shelf import Shelf, move_item
from lagebild.merge.words import MergeWords
from lagebild.model.picture import ArticleInPicture, Difference, Event, Story, story_order
from lagebild.model.reading import Reading

MAIN = "omission.main"  # the index: stories by their main events
Span = tuple[int, int, bool]  # a claim: begin and end of its trigger, and whether the article reports the event as news
Claims = dict[str, list[Span]]  # the claims of an event by article, or those of an article by event


@dataclass(frozen=True, slots=True)
class Found:
    """An omission in one story; `order` is where the story stands among all (`story_order`)."""

    order: tuple[str, str]
    difference: Difference


@dataclass(frozen=True, slots=True)
class Looked:
    """A story as it was looked at last: its articles, and its main events in their order."""

    order: tuple[str, str]
    articles: tuple[str, ...]
    main: tuple[str, ...]


class _Sheets:
    """What is on the shelf, as one update sees and changes it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.home: Records[str] = Records(shelf, "omission.home", str)  # of an article: the id of its story
        self.told: Records[Claims] = Records(shelf, "omission.told", Claims)  # of an event: its claims by article
        self.tells: Records[Claims] = Records(shelf, "omission.tells", Claims)  # of an article: its claims by event
        self.matters: Records[Matter] = Records(shelf, "omission.matter", Matter)  # of an event
        self.stories: Records[Looked] = Records(shelf, "omission.story", Looked)
        self.found: Records[list[Found]] = Records(shelf, "omission.found", list[Found])  # of an event, in the order of stories


@dataclass(slots=True)
class _Log:
    """What an update has touched.

    `claims`: for articles the events of which they make other claims. `matters`: events that are others themselves. `edits`: for
    every event that was looked for the omission found in a story, None where there is none.
    """

    claims: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    matters: set[str] = field(default_factory=set)
    edits: defaultdict[str, dict[str, Found | None]] = field(default_factory=lambda: defaultdict(dict))


class OmissionDesk:
    """The omissions of a collection on a shelf: after any updates those of `with_omissions`."""

    def __init__(
        self,
        shelf: Shelf,
        words: MergeWords,
        *,
        readings: Callable[[Iterable[str]], Mapping[str, Reading]],
        articles: Callable[[Iterable[str]], Mapping[str, ArticleInPicture]],
    ) -> None:
        """A desk. `readings` and `articles` give those with some ids, as they are after the changes of an update."""
        self._shelf, self._words, self._readings, self._articles = shelf, words, readings, articles

    def update(self, stories: Changed[Story], events: Changed[Event], articles: Iterable[str]) -> set[str]:
        """Follow changes of stories, events and articles.

        Args:
            stories: those that differ; every article is in one story at most.
            events: those that differ; what their own `differences` say plays no part.
            articles: ids of those whose days of publication, origin or reading differ.

        Returns:
            The ids of events whose omissions are others than before.
        """
        sheets, log = _Sheets(self._shelf), _Log()
        _change_claims(sheets, events, log)
        _change_homes(sheets, stories, log)
        new = {story.id: story for story in stories.come}
        whole = new.keys() | set(sheets.home.many(articles).values())
        parts: defaultdict[str, set[str]] = defaultdict(set)
        for article_id, story_id in sheets.home.many(log.claims).items():
            parts[story_id] |= log.claims[article_id]
        for event_id in log.matters:
            for story_id in as_str(self._shelf.touching(MAIN, [event_id])):
                parts[story_id].add(event_id)
        for story_id in sorted(whole | parts.keys()):
            one = _standing(new[story_id]) if story_id in new else sheets.stories[story_id]
            self._look(sheets, story_id, one, None if story_id in whole else parts[story_id], log)
        return {event_id for event_id, edits in log.edits.items() if _change_found(sheets, event_id, edits)}

    def differences(self, event_id: str) -> tuple[Difference, ...]:
        """The omissions of an event, in the order in which `with_omissions` appends them."""
        return tuple(one.difference for one in _Sheets(self._shelf).found.get(event_id) or ())

    def _look(self, sheets: _Sheets, story_id: str, story: Looked, only: set[str] | None, log: _Log) -> None:
        """Look at a story again, at all of its main events or at those of `only` and what has become one."""
        told_here: defaultdict[str, list[Telling]] = defaultdict(list)
        for article_id, claims in sheets.tells.many(story.articles).items():
            for event_id, spans in claims.items():
                told_here[event_id] += [Telling(article_id, *span) for span in spans]
        if len(story.articles) <= MIN_ORIGINS:
            told_here.clear()
        known = self._articles(story.articles) if told_here else {}
        origins = {article_id: article.origin for article_id, article in known.items()}
        texts = texts_of(story.articles, origins) if told_here else {}
        main = main_events(told_here, origins) if texts else {}
        before = sheets.stories.get(story_id)
        had = before.main if before is not None else ()
        again = [one for one in main if only is None or one in only or one not in had]
        matters = sheets.matters.many(again)
        told = [Told(matters[one], tuple(told_here[one]), main[one]) for one in again]
        for event_id in had:
            if event_id not in main:
                log.edits[event_id][story_id] = None
        for one, difference in self._omissions(told, texts, known):
            log.edits[one][story_id] = None if difference is None else Found(story.order, difference)
        _set_story(sheets, story_id, Looked(story.order, story.articles, tuple(main)))

    def _omissions(
        self, told: Iterable[Told], texts: Mapping[str, list[str]], known: Mapping[str, ArticleInPicture]
    ) -> list[tuple[str, Difference | None]]:
        """The omissions of events in one story; only the readings that this needs are asked for."""
        quiet = {one.matter.event_id: quiet_origins(one, texts, known) for one in told}
        wanted = {article_id for origins in quiet.values() for origin in origins for article_id in texts[origin]}
        wanted |= {article_id for one in told if quiet[one.matter.event_id] for article_id in one.articles}
        seen = Texts(self._readings(sorted(wanted)) if wanted else {}, self._words)
        return [(one.matter.event_id, omission_of(one, texts, known, seen)) for one in told]


def _standing(story: Story) -> Looked:
    return Looked(story_order(story), story.articles, ())


def _change_claims(sheets: _Sheets, events: Changed[Event], log: _Log) -> None:
    """Set down which article makes which claims of the events."""
    changed: dict[str, Event | None] = {**dict.fromkeys(events.gone), **{event.id: event for event in events.come}}
    edits: defaultdict[str, Claims] = defaultdict(dict)
    for event_id, event in changed.items():
        now: Claims = {}
        for one in tellings_of(event) if event is not None else ():
            now.setdefault(one.article_id, []).append((one.begin, one.end, one.is_news))
        before = sheets.told.get(event_id) or {}
        for article_id in before.keys() | now.keys():
            if before.get(article_id) != now.get(article_id):
                edits[article_id][event_id] = now.get(article_id, [])
                log.claims[article_id].add(event_id)
        sheets.told.put(event_id, now or None)
        if sheets.matters.put(event_id, matter_of(event) if event is not None and now else None):
            log.matters.add(event_id)
    tells = sheets.tells.many(edits)
    for article_id, claims in edits.items():
        now = {event_id: spans for event_id, spans in {**tells.get(article_id, {}), **claims}.items() if spans}
        sheets.tells.put(article_id, dict(sorted(now.items())) or None)


def _change_homes(sheets: _Sheets, stories: Changed[Story], log: _Log) -> None:
    """Set down which article is in which story, and forget the stories that are no more."""
    old = sheets.stories.many([*stories.gone, *(story.id for story in stories.come)])
    homes: dict[str, str | None] = {article_id: None for one in old.values() for article_id in one.articles}
    homes |= {article_id: story.id for story in stories.come for article_id in story.articles}
    for article_id, story_id in homes.items():
        sheets.home.put(article_id, story_id)
    for story_id in stories.gone:
        for event_id in old[story_id].main if story_id in old else ():
            log.edits[event_id][story_id] = None
        _set_story(sheets, story_id, None)


def _set_story(sheets: _Sheets, story_id: str, now: Looked | None) -> None:
    before = sheets.stories.get(story_id)
    had, has = (() if one is None else one.main for one in (before, now))
    move_item(sheets.shelf, MAIN, story_id, had, has)
    sheets.stories.put(story_id, now)


def _change_found(sheets: _Sheets, event_id: str, edits: Mapping[str, Found | None]) -> bool:
    """Set down the omissions of an event in some stories; whether they are others than before, or in another order."""
    before = sheets.found.get(event_id) or []
    now = [one for one in before if one.order[1] not in edits]
    now = sorted([*now, *(one for one in edits.values() if one is not None)], key=lambda one: one.order)
    sheets.found.put(event_id, now or None)
    return [one.difference for one in before] != [one.difference for one in now]
