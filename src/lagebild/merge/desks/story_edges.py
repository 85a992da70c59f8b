"""Which articles are alike enough for one story, kept up to date on a shelf.

An update works out the edges of the articles that are new or differ, and looks again at the pairs of others that may have become
neighbours among the reporters of an event, or whose words have come to lead in too many articles (or no longer).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lagebild.merge.days import ANY
from lagebild.merge.records import Records, as_str
from lagebild.merge.shelf import Shelf
from lagebild.merge.stories import MAX_DAYS, MAX_NEIGHBOURS, Edge, Entry, Scorer, neighbours, too_far
from lagebild.merge.texts import MAX_POSTING, Vector, leading_terms
from lagebild.model.picture import Story

TERMS = "story.terms"  # the index: articles by their heaviest words and the days of their publication
FEW = 60  # reporters of an event: so many are looked at one by one, more together with all that share words
Pair = tuple[str, str]
Filed = tuple[Entry | None, Vector | None]


class Sheets:
    """What is on the shelf, as one update sees and changes it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.entries: Records[Entry] = Records(shelf, "story.entry", Entry)
        self.vectors: Records[Vector] = Records(shelf, "story.vector", dict[str, float])
        self.edges: Records[dict[str, float]] = Records(shelf, "story.edges", dict[str, float])  # to those an article is alike
        self.postings: Records[int] = Records(shelf, "story.posting", int)  # of a word: in how many articles it leads
        self.reporters: Records[list[str]] = Records(shelf, "story.reporters", list[str])  # of an event
        self.home: Records[str] = Records(shelf, "story.home", str)  # of an article: the id of its story
        self.stories: Records[Story] = Records(shelf, "story.story", Story)
        self.joins: Records[list[Edge]] = Records(shelf, "story.joins", list[Edge])  # of a story: what joined its articles

    def tells_apart(self, term: str) -> bool:
        return (self.postings.get(term) or 0) <= MAX_POSTING


@dataclass(slots=True)
class News:
    """What one article has come to report or reports no more: ids of events, and the other articles that report them, if few."""

    gained: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    few: bool = True

    def after(self, old: Entry | None) -> frozenset[str]:
        """The events that the article reports now."""
        return ((old.news if old is not None else frozenset()) - self.lost) | self.gained


def pair_of(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


@dataclass(slots=True)
class Log:
    """What an update has found to be different.

    `gone`: articles. `changed`: articles that are new or differ in anything that stories ask. `fresh`: those of them whose edges
    are all worked out anew. `pairs`: of the others, pairs that may have become an edge, have another score, or are none any more.
    `moved`: articles that have gained or lost an edge by that.
    """

    gone: frozenset[str]
    changed: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)
    pairs: set[Pair] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)

    def note(self, article_id: str, old: Filed, new: Filed, news: News) -> None:
        """That an article differs. Where only what it reports does, only those that report the same are compared with it anew."""
        entry, before = new[0], old[0]
        if entry is None:
            return
        self.changed.add(article_id)
        same = before is not None and old[1] == new[1] and replace(before, news=entry.news) == entry
        if same and news.few:
            self.pairs |= {pair_of(article_id, other) for other in news.others}
        else:
            self.fresh.add(article_id)


def change_reporters(sheets: Sheets, reported: Mapping[str, Sequence[str]], log: Log) -> dict[str, News]:
    """Set down who reports the events; what comes back is for every article what that changes."""
    news: defaultdict[str, News] = defaultdict(News)
    sheets.reporters.many(reported)
    for event_id, reporters in reported.items():
        before = sheets.reporters.get(event_id) or []
        now = list(reporters)
        if not sheets.reporters.put(event_id, now or None):
            continue
        log.pairs |= _other_neighbours(before, now)
        every = {*before, *now}
        for article_id in set(now).difference(before):
            news[article_id].gained.add(event_id)
        for article_id in set(before).difference(now):
            news[article_id].lost.add(event_id)
        for article_id in set(before).symmetric_difference(now):
            one = news[article_id]
            one.others |= every - {article_id} if len(every) <= FEW else set()
            one.few = one.few and len(every) <= FEW and len(one.others) <= FEW
    return dict(news)


def _other_neighbours(before: Sequence[str], now: Sequence[str]) -> set[Pair]:
    """The pairs that are neighbours in one of two lists of the reporters of an event, and not in the other."""
    shortest = min(len(before), len(now))
    first = next((i for i in range(shortest) if before[i] != now[i]), shortest)
    last = next((i for i in range(shortest - first) if before[-1 - i] != now[-1 - i]), shortest - first)
    low, high = max(0, first - MAX_NEIGHBOURS), max(0, last - MAX_NEIGHBOURS)
    parts = (set(neighbours(one[low : len(one) - high])) for one in (before, now))
    return set.symmetric_difference(*parts)


def refile(sheets: Sheets, article_id: str, old: Filed, new: Filed, posted: Counter[str]) -> None:
    """File an article under its heaviest words; `posted` counts how many more articles have each of them."""
    filed = [
        (entry.window, leading_terms(vector)) if entry is not None and vector is not None else (ANY, [])
        for entry, vector in (old, new)
    ]
    (old_days, old_terms), (new_days, new_terms) = filed
    if filed[0] == filed[1]:
        return
    sheets.shelf.remove(TERMS, article_id, old_terms, old_days)
    sheets.shelf.add(TERMS, article_id, new_terms, new_days)
    posted.update(new_terms)
    posted.subtract(old_terms)


def recount(sheets: Sheets, term: str, more: int, log: Log) -> None:
    """Count the articles in which a word leads; where they become too many, or no longer are, look at their pairs again."""
    before = sheets.postings.get(term) or 0
    now = before + more
    sheets.postings.put(term, now or None)
    if (before <= MAX_POSTING) == (now <= MAX_POSTING):
        return
    others = as_str(sheets.shelf.touching(TERMS, [term])) - log.fresh
    known = sheets.edges.many(others)
    for article_id in others:
        near = set(known.get(article_id, ()))
        if now <= MAX_POSTING:
            near = as_str(sheets.shelf.touching(TERMS, [term], sheets.entries[article_id].window, gap=MAX_DAYS))
        log.pairs |= {pair_of(article_id, other) for other in near & others if other != article_id}


def _shared_terms(sheets: Sheets, one: str, other: str) -> int:
    common = set(leading_terms(sheets.vectors[one])).intersection(leading_terms(sheets.vectors[other]))
    return sum(sheets.tells_apart(term) for term in common)


def _are_compared(sheets: Sheets, one: str, other: str) -> bool:
    """Whether two articles are compared at all: for their words, or as neighbours among the reporters of an event."""
    ours, theirs = sheets.entries[one], sheets.entries[other]
    for event_id in ours.news & theirs.news:
        reporters = sheets.reporters[event_id]
        if abs(reporters.index(one) - reporters.index(other)) <= MAX_NEIGHBOURS:
            return True
    return ours.window.overlaps(theirs.window, gap=MAX_DAYS) and _shared_terms(sheets, one, other) >= 2


def _compared_with(sheets: Sheets, article_id: str) -> set[str]:
    """The articles with which one is compared."""
    window = sheets.entries[article_id].window
    shared: Counter[str] = Counter()
    for term in leading_terms(sheets.vectors[article_id]):
        if sheets.tells_apart(term):
            shared.update(as_str(sheets.shelf.touching(TERMS, [term], window, gap=MAX_DAYS)))
    found = {other for other, number in shared.items() if number >= 2}
    for event_id in sheets.entries[article_id].news:
        reporters = sheets.reporters[event_id]
        at = reporters.index(article_id)
        beside = sheets.entries.many(reporters[max(0, at - MAX_NEIGHBOURS) : at + 1 + MAX_NEIGHBOURS])
        found.update(other for other, entry in beside.items() if not too_far(window, entry.window))
    found.discard(article_id)
    return found


def change_edges(sheets: Sheets, score: Scorer, log: Log) -> None:
    """Set down which articles are alike enough."""
    now: dict[str, dict[str, float]] = {}

    def edges_of(article_id: str) -> dict[str, float]:
        return now.setdefault(article_id, dict(sheets.edges.get(article_id) or {}))

    def set_edge(one: str, other: str, value: float | None) -> None:
        for left, right in ((one, other), (other, one)):
            if value is None:
                edges_of(left).pop(right, None)
            else:
                edges_of(left)[right] = value

    least = score.settings.score
    for article_id in sorted(log.gone):
        for other in list(edges_of(article_id)):
            set_edge(article_id, other, None)
    for article_id in sorted(log.fresh):
        others = _compared_with(sheets, article_id)
        sheets.entries.many(others)
        sheets.vectors.many(others)
        scores = {other: value for other in others if (value := score(article_id, other)) >= least}
        for other in edges_of(article_id).keys() - scores.keys():
            set_edge(article_id, other, None)
        for other, value in scores.items():
            set_edge(article_id, other, value)
    for one, other in sorted(log.pairs):
        if not {one, other}.isdisjoint(log.gone | log.fresh):
            continue
        value = score(one, other)
        was = edges_of(one).get(other)
        becomes = value if value >= least and _are_compared(sheets, one, other) else None
        if was != becomes:
            set_edge(one, other, becomes)
            if log.changed.isdisjoint((one, other)):
                log.moved |= {one, other}
    for article_id, edges in now.items():
        sheets.edges.put(article_id, dict(sorted(edges.items())) or None)
