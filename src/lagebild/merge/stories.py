"""Stories: articles about the same happenings, by their words, their actors and the time between them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from lagebild.merge.days import Window, to_iso
from lagebild.merge.texts import Vector, similar_pairs, similarity
from lagebild.model.ids import make_id
from lagebild.model.picture import Event, Story, story_order
from lagebild.model.reading import Reading

MAX_NEIGHBOURS = 20  # articles on one event, in the order of age, that each is compared with
MONTH_DAYS = 31
UNKNOWN = 10**6  # days
NEWS_STATUSES = frozenset({"occurred", "ongoing", "planned"})
MAX_DAYS = 12  # beyond, the decay leaves even equal texts below the score


@dataclass(frozen=True, slots=True)
class StorySettings:
    """What decides whether articles are about the same happenings; tuned by `benchmarks.bench_stories` (docs/picture.md).

    `decay_days`: in so many days the weight of likeness falls to a third (1/e). `event_weight`: reporting the same news says more
    than the same words, as a commentary shares few with an agency report. `undated_weight`: where one of two articles has no
    date, likeness must be two thirds greater.
    """

    score: float = 0.35
    decay_days: float = 8.0
    actor_weight: float = 0.2
    event_weight: float = 0.4
    undated_weight: float = 0.6


TUNED = StorySettings()


def _gap(a: Window, b: Window) -> float | None:
    """The least number of days between two publications, None if one is not known to the month."""
    if (a.length or UNKNOWN) > MONTH_DAYS or (b.length or UNKNOWN) > MONTH_DAYS:
        return None
    if a.overlaps(b):
        return 0.0
    return float(max((a.start or 0) - (b.end or 0), (b.start or 0) - (a.end or 0)))


def too_far(a: Window, b: Window) -> bool:
    """Whether so many days lie between two publications that no likeness makes them one story."""
    gap = _gap(a, b)
    return gap is not None and gap > MAX_DAYS


@dataclass(frozen=True, slots=True)
class Entry:
    """What stories ask of an article besides its words.

    `given_start`: the first day of publication that comes with the article. `window`: the days that are possible for it.
    `actors`: ids of those that are known. `news`: ids of the events that it reports as its news.
    """

    id: str
    title: str
    given_start: str | None
    window: Window
    actors: frozenset[str]
    news: frozenset[str]


def entry_of(reading: Reading, window: Window, news: Iterable[str]) -> Entry:
    """What stories ask of an article."""
    actors = frozenset(actor.id for actor in reading.actors if actor.known)
    start = reading.article.publication.start
    return Entry(reading.article.id, _title(reading), start, window, actors, frozenset(news))


def _title(reading: Reading) -> str:
    article = reading.article
    if article.title:
        return article.title
    headline = next((z for z in article.zones if z.kind == "headline"), None)
    if headline is not None:
        return article.text[headline.begin : headline.end]
    first = next(iter(reading.sentences), None)
    return article.text[first.begin : first.end] if first is not None else article.id


def reporters_of(event: Event) -> tuple[str, ...]:
    """The articles that report an event as their news, in the order of its articles; none where one article alone tells of it."""
    if len(event.articles) < 2:
        return ()
    telling = {ref.article_id for ref in event.claims if not ref.echo and ref.status in NEWS_STATUSES}
    return tuple(article_id for article_id in event.articles if article_id in telling)


def neighbours(reporters: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of articles on one event that are compared: those near each other in the order of age."""
    for i, left in enumerate(reporters):
        for right in reporters[i + 1 : i + 1 + MAX_NEIGHBOURS]:
            yield min(left, right), max(left, right)


Value_co = TypeVar("Value_co", covariant=True)


class Known(Protocol[Value_co]):
    """What is known of articles, by id."""

    def __getitem__(self, article_id: str, /) -> Value_co: ...


@dataclass(frozen=True, slots=True)
class Scorer:
    """How much two articles are about the same happenings: words, actors and news, less with the time between them."""

    entries: Known[Entry]
    vectors: Known[Vector]
    settings: StorySettings
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def __call__(self, left: str, right: str) -> float:
        key = (left, right) if left < right else (right, left)
        if key not in self.known:
            self.known[key] = self._score(*key)
        return self.known[key]

    def _score(self, left: str, right: str) -> float:
        one, other = self.entries[left], self.entries[right]
        if too_far(one.window, other.window):
            return 0.0
        ours, theirs = one.actors, other.actors
        common = len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0
        shared = not one.news.isdisjoint(other.news)
        by = self.settings
        likeness = similarity(self.vectors[left], self.vectors[right]) + by.actor_weight * common + by.event_weight * shared
        gap = _gap(one.window, other.window)
        return likeness * (by.undated_weight if gap is None else math.exp(-gap / by.decay_days))


class Edge(NamedTuple):
    """Two articles that are alike enough, by ids in their order; `rank` is the score below zero: the best pairs come first."""

    rank: float
    left: str
    right: str


@dataclass(slots=True)
class Grouping:
    """Articles in groups. `joins`: the edges by which groups were joined. `met`: an article outside that one would join."""

    home: dict[str, list[str]]
    joins: list[Edge] = field(default_factory=list)
    met: str | None = None

    def groups(self) -> list[list[str]]:
        return sorted({id(group): group for group in self.home.values()}.values())


def grouped(score: Scorer, articles: Collection[str], edges: Iterable[Edge], settled: Iterable[Edge] = ()) -> Grouping:
    """Average-link clusters: the best pairs first, a merge only where the mean over all pairs stays high enough.

    Args:
        score: of two articles.
        articles: those that are put in groups, as one can ask whether an article is among them.
        edges: pairs of them, or of one of them and an article outside.
        settled: the joins by which articles outside have become groups. As long as nothing is to be joined with one of these
            groups, they grow as before; the first such join ends it (`met`), and the groups are not complete.
    """
    forced = frozenset(settled)
    apart: dict[tuple[int, int], tuple[list[str], list[str]]] = {}  # groups too little alike, kept so that no other gets their id
    found = Grouping({article_id: [article_id] for article_id in articles})
    home, least = found.home, score.settings.score
    for edge in sorted({*edges, *forced}):
        _, left, right = edge
        ours, theirs = home.setdefault(left, [left]), home.setdefault(right, [right])
        if ours is theirs or (id(ours), id(theirs)) in apart:
            continue
        if edge not in forced:
            if sum(score(a, b) for a in ours for b in theirs) / (len(ours) * len(theirs)) < least:
                apart[id(ours), id(theirs)] = ours, theirs
                continue
            found.met = next((one for one in (left, right) if one not in articles), None)
            if found.met is not None:
                return found
        found.joins.append(edge)
        merged = sorted([*ours, *theirs])
        for member in merged:
            home[member] = merged
    return found


def build_story(entries: Iterable[Entry]) -> Story:
    """The story of some articles, under the id that its earliest article gives."""
    members = sorted(entries, key=lambda one: (one.given_start or "9999-12-31", one.id))
    starts = [one.window.start for one in members if one.window.start is not None]
    ends = [one.window.end for one in members if one.window.end is not None]
    start, end = to_iso(min(starts, default=None)), to_iso(max(ends, default=None))
    ids = tuple(member.id for member in members)
    return Story(make_id("st", ids[0]), members[0].title, start, end, ids)


def find_stories(
    readings: Sequence[Reading],
    vectors: Mapping[str, Vector],
    publications: Mapping[str, Window],
    events: Sequence[Event],
    *,
    settings: StorySettings = TUNED,
) -> tuple[Story, ...]:
    """The stories of the articles, each article in exactly one; a story's id comes from its earliest article."""
    reported = {event.id: reporters_of(event) for event in events}
    news: defaultdict[str, set[str]] = defaultdict(set)
    for event_id, reporters in reported.items():
        for article_id in reporters:
            news[article_id].add(event_id)
    entries = {r.article.id: entry_of(r, publications[r.article.id], news[r.article.id]) for r in readings}
    score = Scorer(entries, vectors, settings)
    pairs = set(similar_pairs(vectors, publications, max_days=MAX_DAYS))
    pairs.update(pair for reporters in reported.values() for pair in neighbours(reporters))
    edges = [Edge(-score(*pair), *pair) for pair in pairs if score(*pair) >= settings.score]
    groups = grouped(score, entries.keys(), edges).groups()
    stories = [build_story(entries[article_id] for article_id in group) for group in groups]
    return tuple(sorted(stories, key=story_order))
