"""What an article leaves out although it tells the same story: main events that independent articles report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from lagebild.merge.words import WORD, MergeWords, stem
from lagebild.model.picture import ArticleInPicture, Difference, Event, Story
from lagebild.model.reading import Reading

MIN_ORIGINS = 2  # that report an event as news before its absence elsewhere says anything
MAX_EVENTS = 8  # main events of a story, those with most origins first
NEWS = frozenset({"occurred", "ongoing", "planned", "denied"})
OMITTED, REPORTED = "not mentioned", "reported"
SLOT = "event"


@dataclass(frozen=True, slots=True)
class Matter:
    """What the search for mentions asks of an event: its first day, ids and countries of its parties, and its act."""

    event_id: str
    start: str | None
    parties: frozenset[str]
    act: str


class Telling(NamedTuple):
    """A claim of an event: code points [begin, end) of its trigger; `is_news`: whether its article reports the event as news."""

    article_id: str
    begin: int
    end: int
    is_news: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An event within one story: its claims there, and the origins that report it as news."""

    matter: Matter
    claims: tuple[Telling, ...]
    reporters: frozenset[str]

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(claim.article_id for claim in self.claims)


def matter_of(event: Event) -> Matter:
    """What the search for mentions asks of an event."""
    people = (*event.actors, *event.recipients)
    parties = {p.actor_id for p in people if p.actor_id is not None}
    parties |= {p.country for p in people if p.country is not None and p.country != "IGO"}
    return Matter(event.id, event.date.start if event.date is not None else None, frozenset(parties), event.act)


def tellings_of(event: Event) -> list[Telling]:
    """The claims of an event that can be missed elsewhere; none where too few origins tell of it at all."""
    if len(event.origins) < MIN_ORIGINS:
        return []
    return [Telling(ref.article_id, ref.begin, ref.end, not ref.echo and ref.status in NEWS) for ref in event.claims]


def main_events(claims: Mapping[str, Iterable[Telling]], origins: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The main events of a story in their order, with the origins that report each as news; `claims`: those of every event."""
    reporters = {
        event_id: frozenset(origins[claim.article_id] for claim in told if claim.is_news) for event_id, told in claims.items()
    }
    main = [(event_id, by) for event_id, by in reporters.items() if len(by) >= MIN_ORIGINS]
    return dict(sorted(main, key=lambda one: (-len(one[1]), one[0]))[:MAX_EVENTS])


def texts_of(articles: Iterable[str], origins: Mapping[str, str]) -> dict[str, list[str]]:
    """The articles of a story by their origins; none where they are too few for one of them to miss anything."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for article_id in articles:
        texts[origins[article_id]].append(article_id)
    return dict(texts) if len(texts) > MIN_ORIGINS else {}


def _is_after(start: str | None, articles: Iterable[str], known: Mapping[str, ArticleInPicture]) -> bool:
    """Whether the text was out after the first day of the event for certain, so that it could tell of it."""
    days = [known[article_id].publication.start for article_id in articles]
    return start is not None and all(day is not None and day >= start for day in days)


@dataclass(frozen=True, slots=True)
class _SentenceSeen:
    """A sentence as the search for a mention sees it: text, stems of its words, ids and countries of whom it names."""

    text: str
    stems: frozenset[str]
    named: frozenset[str]


class Texts:
    """The sentences of articles, prepared once for all events that are looked for in them."""

    def __init__(self, readings: Mapping[str, Reading], words: MergeWords) -> None:
        self.readings = readings
        self._patterns = dict(words.acts)
        self._seen: dict[str, tuple[_SentenceSeen, ...]] = {}

    def _sentences(self, article_id: str) -> tuple[_SentenceSeen, ...]:
        if article_id not in self._seen:
            reading = self.readings[article_id]
            named: defaultdict[int, set[str]] = defaultdict(set)
            for actor in reading.actors:
                keys = {actor.id} if actor.country in (None, "IGO") else {actor.id, str(actor.country)}
                for mention in actor.mentions:
                    if mention.sentence is not None:
                        named[mention.sentence] |= keys
            texts = ((s.id, reading.article.text[s.begin : s.end]) for s in reading.sentences if s.id in named)
            self._seen[article_id] = tuple(
                _SentenceSeen(text, frozenset(stem(word) for word in WORD.findall(text)), frozenset(named[number]))
                for number, text in texts
            )
        return self._seen[article_id]

    def may_mention(self, article_id: str, matter: Matter, stems: frozenset[str]) -> bool:
        """Whether a sentence names a party of the event with its act: then it may tell of it without a claim being read."""
        pattern = self._patterns.get(matter.act)
        for sentence in self._sentences(article_id):
            if matter.parties.isdisjoint(sentence.named):
                continue
            if not stems.isdisjoint(sentence.stems) or (pattern is not None and pattern.search(sentence.text)):
                return True
        return False


def _trigger_stems(told: Told, readings: Mapping[str, Reading]) -> frozenset[str]:
    texts = {readings[one.article_id].article.text[one.begin : one.end] for one in told.claims}
    return frozenset(stem(word) for text in texts for word in WORD.findall(text))


def quiet_origins(told: Told, texts: Mapping[str, Sequence[str]], known: Mapping[str, ArticleInPicture]) -> list[str]:
    """The origins of a story that could tell of an event, and none of whose texts makes a claim of it."""
    concerned = {known[article_id].origin for article_id in told.articles}
    return [one for one in sorted(set(texts) - concerned) if _is_after(told.matter.start, texts[one], known)]


def omission_of(
    told: Told, texts: Mapping[str, Sequence[str]], known: Mapping[str, ArticleInPicture], seen: Texts
) -> Difference | None:
    """What the texts of one story, by origin, leave out of an event; None if nothing.

    Of the articles of `quiet_origins`, and of those that tell of the event, `seen` must know the readings.
    """
    quiet = quiet_origins(told, texts, known)
    stems = _trigger_stems(told, seen.readings) if quiet else frozenset()
    silent: list[str] = []
    for origin in quiet:
        if not any(seen.may_mention(a, told.matter, stems) for a in texts[origin]):
            silent += texts[origin]
    if not silent:
        return None
    values = {article_id: REPORTED for origin in told.reporters for article_id in texts[origin] if article_id in told.articles}
    values |= dict.fromkeys(silent, OMITTED)
    why = f"{len(told.reporters)} independent texts of the story report it as news; {len(silent)} article(s) say nothing of it"
    return Difference(SLOT, "omission", tuple(sorted(values.items())), True, why)


def _by_story(events: Iterable[Event], stories: Iterable[Story]) -> dict[str, dict[str, list[Telling]]]:
    """The claims of every event in every story; one pass over the claims, however many stories an event runs through."""
    story_of = {article_id: story.id for story in stories for article_id in story.articles}
    found: defaultdict[str, dict[str, list[Telling]]] = defaultdict(dict)
    for event in events:
        for claim in tellings_of(event):
            if claim.article_id in story_of:
                found[story_of[claim.article_id]].setdefault(event.id, []).append(claim)
    return found


def with_omissions(
    events: Sequence[Event],
    stories: Sequence[Story],
    articles: Iterable[ArticleInPicture],
    readings: Iterable[Reading],
    words: MergeWords,
) -> tuple[Event, ...]:
    """The events, each with what articles of its stories leave out.

    Only what at least two independent articles of a story report as news is missed in a third, if that one appeared after
    the event and no sentence of it names a party together with the act.
    """
    known = {article.id: article for article in articles}
    origins = {article_id: article.origin for article_id, article in known.items()}
    by_id = {event.id: event for event in events}
    seen = Texts({reading.article.id: reading for reading in readings}, words)
    claims = _by_story(events, stories)
    found: defaultdict[str, list[Difference]] = defaultdict(list)
    for story in stories:
        texts = texts_of(story.articles, origins)
        told_here = claims.get(story.id, {}) if texts else {}
        for event_id, reporters in main_events(told_here, origins).items():
            told = Told(matter_of(by_id[event_id]), tuple(told_here[event_id]), reporters)
            difference = omission_of(told, texts, known, seen)
            if difference is not None:
                found[event_id].append(difference)
    return tuple(
        replace(event, differences=(*event.differences, *found[event.id])) if event.id in found else event for event in events
    )
