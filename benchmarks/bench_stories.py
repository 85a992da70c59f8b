"""Stories on articles put together from sentences of known stories: pairs and B-cubed for values of every parameter.

    python -m benchmarks.bench_stories

An article takes two to four sentences of its story, some background that the other story of the same matter shares, and appears
up to six days after the story began; the other one begins within the same days or soon after. Some articles have no date; some
share an event that merging has found. Same seed, same articles.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from lagebild.lang.pack import load_pack
from lagebild.merge.days import window_of
from lagebild.merge.stories import TUNED, StorySettings, find_stories
from lagebild.merge.texts import vectors_of
from lagebild.merge.words import words_of
from lagebild.model.article import Article, Publication
from lagebild.model.layers import Actor
from lagebild.model.picture import ClaimRef, Event
from lagebild.model.reading import Reading

MATTERS = Path(__file__).with_name("stories_de.toml")
FIRST_DAY = date(2024, 1, 8)
ARTICLES = 7  # a story
MERGED = 0.5  # share of a story's articles whose claims of its main event have been merged
UNDATED = 0.07
APART = (3, 10)  # days between the beginnings of the two stories of a matter
LAGS = (0, 0, 0, 1, 1, 2, 3, 4, 6)  # days after the beginning of a story
GRID: Mapping[str, Sequence[float]] = {
    "score": (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6),
    "decay_days": (2.0, 4.0, 6.0, 8.0, 10.0, 14.0),
    "actor_weight": (0.0, 0.1, 0.2, 0.3, 0.4),
    "event_weight": (0.0, 0.2, 0.4, 0.6, 0.8),
    "undated_weight": (0.3, 0.5, 0.6, 0.8, 1.0),
}


@dataclass(frozen=True, slots=True)
class World:
    """Articles of known stories: the readings, the merged events, and the true story of every article."""

    readings: tuple[Reading, ...]
    events: tuple[Event, ...]
    truth: Mapping[str, str]


def make_world(seed: int) -> World:
    """A world of two stories a matter."""
    random = Random(seed)  # noqa: S311  (the same articles every time, no secret)
    readings: list[Reading] = []
    events: list[Event] = []
    truth: dict[str, str] = {}
    for number, matter in enumerate(tomllib.loads(MATTERS.read_text("utf-8"))["matter"]):
        begin = FIRST_DAY + timedelta(days=3 * number)
        later = begin + timedelta(days=random.randint(*APART))
        for part, start in (("first", begin), ("second", later)):
            story = f"{number}-{part}"
            told = [_article(random, matter, part, start, f"a-{story}-{n}") for n in range(ARTICLES)]
            readings += told
            truth |= {reading.article.id: story for reading in told}
            merged = [reading.article.id for reading in told if random.random() < MERGED]
            if len(merged) > 1:
                events.append(_event(story, merged))
    return World(tuple(readings), tuple(events), truth)


def _article(random: Random, matter: Mapping[str, Any], part: str, start: date, article_id: str) -> Reading:
    sentences = random.sample(matter[part], random.randint(2, 4)) + random.sample(matter["background"], random.randint(0, 3))
    text = " ".join(sentences)
    day = (start + timedelta(days=random.choice(LAGS))).isoformat()
    known = random.random() >= UNDATED
    publication = Publication(day, day, "given", "day") if known else Publication(None, None, "unknown", "unknown")
    named = random.sample(matter["actors"], random.randint(2, len(matter["actors"])))
    actors = tuple(Actor(actor_id, actor_id, "other", None, "UNK", ()) for actor_id in sorted(named))
    return Reading(Article(article_id, text, None, "de", publication), (), (), actors, (), (), (), (), "made")


def _event(story: str, articles: Sequence[str]) -> Event:
    refs = tuple(ClaimRef(a, f"c-{a}", 0, 1, "occurred", None, echo=False, score=1.0, why=()) for a in articles)
    return Event(
        f"ev-{story}", "CONSULT", None, None, (), (), None, None, "occurred", (), refs, tuple(articles), tuple(articles), ()
    )


def cluster(world: World, settings: StorySettings) -> dict[str, str]:
    """The story of every article, as found."""
    vectors = vectors_of(world.readings, words_of(load_pack("de")))
    windows = {r.article.id: window_of(r.article.publication) for r in world.readings}
    found = find_stories(world.readings, vectors, windows, world.events, settings=settings)
    return {article_id: story.id for story in found for article_id in story.articles}


def score(found: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision and recall of pairs of articles in one story, and B-cubed F1, in per cent."""
    pairs = list(combinations(sorted(truth), 2))
    same = {pair for pair in pairs if truth[pair[0]] == truth[pair[1]]}
    joined = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    precision = len(same & joined) / len(joined) if joined else 1.0
    recall = len(same & joined) / len(same)
    parts = [_b_cubed(found, truth), _b_cubed(truth, found)]
    return 100 * precision, 100 * recall, 200 * parts[0] * parts[1] / sum(parts)


def _b_cubed(groups: Mapping[str, str], others: Mapping[str, str]) -> float:
    total = 0.0
    for one in groups:
        members = [other for other in groups if groups[other] == groups[one]]
        total += sum(others[other] == others[one] for other in members) / len(members)
    return total / len(groups)


def mean_scores(worlds: Sequence[World], settings: StorySettings) -> tuple[float, float, float]:
    """The scores, averaged over the worlds."""
    scores = [score(cluster(world, settings), world.truth) for world in worlds]
    return tuple(sum(values) / len(values) for values in zip(*scores, strict=True))  # type: ignore[return-value]


def lines(worlds: Sequence[World]) -> Iterator[str]:
    """One line a value of every parameter, the others as they are tuned."""
    for name, values in GRID.items():
        for value in values:
            precision, recall, b_cubed = mean_scores(worlds, replace(TUNED, **{name: value}))
            mark = " *" if getattr(TUNED, name) == value else ""
            yield f"{name:<15}{value:>6}  pairs P {precision:5.1f} R {recall:5.1f}  B-cubed F1 {b_cubed:5.1f}{mark}\n"


def main() -> None:
    """Print the table."""
    worlds = [make_world(seed) for seed in range(5)]
    for line in lines(worlds):
        sys.stdout.write(line)


if __name__ == "__main__":
    main()
