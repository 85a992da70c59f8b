"""Stories: articles about the same happenings, by their words, their actors and the time between them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lagebild.merge.days import Window, to_iso
from lagebild.merge.texts import Vector, similar_pairs, similarity
from lagebild.model.ids import make_id
from lagebild.model.picture import Event, Story
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


def _actors(reading: Reading) -> frozenset[str]:
    return frozenset(actor.id for actor in reading.actors if actor.known)


def _news_of(events: Sequence[Event]) -> dict[str, set[str]]:
    """For every article the events that it reports as its news."""
    news: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        for ref in event.claims:
            if not ref.echo and len(event.articles) > 1 and ref.status in NEWS_STATUSES:
                news[ref.article_id].add(event.id)
    return dict(news)


def _event_pairs(events: Sequence[Event], news: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    for event in events:
        members = [a for a in event.articles if event.id in news.get(a, ())]
        for i, left in enumerate(members):
            for right in members[i + 1 : i + 1 + MAX_NEIGHBOURS]:
                yield min(left, right), max(left, right)


@dataclass(frozen=True, slots=True)
class _Scorer:
    """How much two articles are about the same happenings: words, actors and news, less with the time between them."""

    readings: Mapping[str, Reading]
    vectors: Mapping[str, Vector]
    publications: Mapping[str, Window]
    news: Mapping[str, set[str]]
    settings: StorySettings
    actors: Mapping[str, frozenset[str]]
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def __call__(self, left: str, right: str) -> float:
        key = (left, right) if left < right else (right, left)
        if key not in self.known:
            self.known[key] = self._score(*key)
        return self.known[key]

    def _score(self, left: str, right: str) -> float:
        gap = _gap(self.publications[left], self.publications[right])
        if gap is not None and gap > MAX_DAYS:
            return 0.0
        ours, theirs = self.actors[left], self.actors[right]
        common = len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0
        shared = bool(self.news.get(left, set()) & self.news.get(right, set()))
        by = self.settings
        likeness = similarity(self.vectors[left], self.vectors[right]) + by.actor_weight * common + by.event_weight * shared
        return likeness * (by.undated_weight if gap is None else math.exp(-gap / by.decay_days))


def _title(reading: Reading) -> str:
    article = reading.article
    if article.title:
        return article.title
    headline = next((z for z in article.zones if z.kind == "headline"), None)
    if headline is not None:
        return article.text[headline.begin : headline.end]
    first = next(iter(reading.sentences), None)
    return article.text[first.begin : first.end] if first is not None else article.id


def _age_key(reading: Reading) -> tuple[str, str]:
    return reading.article.publication.start or "9999-12-31", reading.article.id


def _groups(score: _Scorer, pairs: set[tuple[str, str]]) -> list[list[str]]:
    """Average-link clusters: the best pairs first, a merge only where the mean over all pairs stays high enough."""
    edges = sorted((-score(a, b), a, b) for a, b in pairs if score(a, b) >= score.settings.score)
    home = {article_id: [article_id] for article_id in score.readings}
    for _, left, right in edges:
        ours, theirs = home[left], home[right]
        if ours is theirs:
            continue
        mean = sum(score(a, b) for a in ours for b in theirs) / (len(ours) * len(theirs))
        if mean >= score.settings.score:
            merged = sorted([*ours, *theirs])
            for member in merged:
                home[member] = merged
    return sorted({id(group): group for group in home.values()}.values())


def find_stories(
    readings: Sequence[Reading],
    vectors: Mapping[str, Vector],
    publications: Mapping[str, Window],
    events: Sequence[Event],
    *,
    settings: StorySettings = TUNED,
) -> tuple[Story, ...]:
    """The stories of the articles, each article in exactly one; a story's id comes from its earliest article."""
    by_id = {reading.article.id: reading for reading in readings}
    stories: list[Story] = []
    news = _news_of(events)
    score = _Scorer(by_id, vectors, publications, news, settings, {key: _actors(one) for key, one in by_id.items()})
    for group in _groups(score, {*similar_pairs(vectors, publications, max_days=MAX_DAYS), *_event_pairs(events, news)}):
        members = sorted((by_id[article_id] for article_id in group), key=_age_key)
        windows = [publications[r.article.id] for r in members]
        starts = [w.start for w in windows if w.start is not None]
        ends = [w.end for w in windows if w.end is not None]
        start, end = to_iso(min(starts, default=None)), to_iso(max(ends, default=None))
        ids = tuple(member.article.id for member in members)
        stories.append(Story(make_id("st", ids[0]), _title(members[0]), start, end, ids))
    return tuple(sorted(stories, key=lambda s: (s.start or "9999", s.id)))
