"""Scores of a picture against what a careful reader expects over a small corpus (`expected.json` beside the articles)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeVar

from lagebild.evaluate.matching import Score, best_pairs, share
from lagebild.model.picture import Event, Party, Picture
from lagebild.model.reading import Reading

Record = Mapping[str, Any]
Item = TypeVar("Item", bound=Hashable)


def _key(party: Party) -> str:
    return f"IGO:{party.name}" if party.country == "IGO" else party.country or f"?{party.name}"


def _overlap(wanted: Sequence[str], found: Sequence[Party]) -> bool:
    keys = {_key(party) for party in found}
    return bool(keys & set(wanted)) or (not keys and not wanted)


def _readings(expected: Record) -> list[Record]:
    return [expected, *({**expected, **other} for other in expected.get("alt") or [])]


def _days_overlap(expected: Record, event: Event) -> bool:
    if expected.get("start") is None or event.date is None or event.date.start is None:
        return True  # nothing said against it
    end = event.date.end or event.date.start
    return bool(event.date.start <= (expected.get("end") or expected["start"]) and expected["start"] <= end)


def is_match(expected: Record, event: Event) -> bool:
    """Whether an event is the expected one in type, parties on both sides and days (of one of the accepted readings)."""
    return any(
        reading["type"] == event.type
        and _overlap(reading["actors"], event.actors)
        and _overlap(reading["recipients"], event.recipients)
        and _days_overlap(reading, event)
        for reading in _readings(expected)
    )


def score_picture(picture: Picture, readings: Sequence[Reading], expected: Record) -> dict[str, Any]:
    """Figures over the expected events, the articles that report each, copies and publication days.

    `events`: expected events that the picture has (recall only: the expectation lists the main ones). `articles of events`: pairs
    (event, article). `merged`: pairs of articles under one event.
    """
    names = {article.id: article.given_id or article.id for article in picture.articles}
    given = {_stem(name): article_id for article_id, name in names.items()}
    wanted = [event for event in expected["events"] if not event.get("optional")]
    articles = [{given[_stem(name)] for name in event["articles"]} for event in wanted]

    def weight(i: int, event: Event) -> float:
        shared = len(articles[i] & set(event.articles))
        return shared + 0.1 * shared / len(event.articles) if shared and is_match(wanted[i], event) else 0.0

    pairs = best_pairs(range(len(wanted)), picture.events, weight)
    links = merged = Score(0, 0, 0)
    partner = {i: picture.events[j] for i, j in pairs}
    for i in range(len(wanted)):
        found = set(partner[i].articles) if i in partner else set()
        links += Score(len(articles[i] & found), len(articles[i]), len(found))
        gold_pairs, found_pairs = set(combinations(sorted(articles[i]), 2)), set(combinations(sorted(found), 2))
        merged += Score(len(gold_pairs & found_pairs), len(gold_pairs), len(found_pairs))
    return {
        "events": Score(len(pairs), len(wanted), len(pairs)).row(),
        "articles of events": links.row(),
        "merged": merged.row(),
        "copies": _copies(picture, expected, given).row(),
        "publication not wrong": _publications(picture, expected, given),
        "relations of figures": _figures(picture, readings, expected).row(),
    }


def _stem(name: str) -> str:
    return name.removesuffix(".txt")


def _copies(picture: Picture, expected: Record, given: Mapping[str, str]) -> Score:
    by_origin: dict[str, list[str]] = {}
    for article in picture.articles:
        by_origin.setdefault(article.origin, []).append(article.id)
    found = {pair for group in by_origin.values() for pair in combinations(sorted(group), 2)}
    gold = {(min(a, b), max(a, b)) for x, y in expected["copies"] for a, b in [(given[_stem(x)], given[_stem(y)])]}
    return Score(len(found & gold), len(gold), len(found))


def _publications(picture: Picture, expected: Record, given: Mapping[str, str]) -> float | None:
    """Share of the articles without a given day whose interval holds an accepted day."""
    known = {article.id: article.publication for article in picture.articles}
    right = 0
    for name, truth in expected["publication"].items():
        publication = known[given[_stem(name)]]
        first, last = truth["accept"]
        right += (publication.start or "0") <= last and first <= (publication.end or "9")
    return share(right, len(expected["publication"]))


def _figures(picture: Picture, readings: Sequence[Reading], expected: Record) -> Score:
    """Expected relations between two figures (compatible or contradictory) that the picture states, among those it states.

    A difference over several figures states a relation for the values of the first and the last; pairs are told by their texts.
    """
    texts = {(r.article.id, f.id): f.span.text for r in readings for f in r.figures}
    stated = set()
    for difference in picture.figure_differences:
        found = {texts[key] for key in difference.figures if key in texts}
        stated |= {(*sorted(pair), difference.compatible) for pair in combinations(sorted(found), 2)}
    wanted = set()
    for figure in expected["figures"]:
        for kind in ("compatible", "contradictory"):
            wanted |= {(*sorted(pair), kind == "compatible") for pair in figure[kind]}
    return Score(len(wanted & stated), len(wanted), len(stated))


def b_cubed(found: Mapping[Item, str], gold: Mapping[Item, str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 (0 to 1) of a clustering: `found` and `gold` give the cluster of the same items.

    For every item: the share of its found cluster that is of its gold cluster, and the share of its gold cluster that is in
    its found one, itself among them; the means over all items.
    """
    sizes, wanted, shared = (Counter(labels) for labels in (found.values(), gold.values(), _labels(found, gold)))
    if not gold:
        return 0.0, 0.0, 0.0
    precision = sum(count * count / sizes[label] for (label, _), count in shared.items()) / len(gold)
    recall = sum(count * count / wanted[label] for (_, label), count in shared.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _labels(found: Mapping[Item, str], gold: Mapping[Item, str]) -> list[tuple[str, str]]:
    """The found and the gold cluster of every item."""
    return [(found[item], label) for item, label in gold.items()]


@dataclass(frozen=True, slots=True)
class FalseMerges:
    """Pairs of items under one found cluster and found clusters of two or more items; how many of them mix gold clusters."""

    pairs: int
    wrong_pairs: int
    events: int
    wrong_events: int

    @property
    def pair_rate(self) -> float:
        return self.wrong_pairs / self.pairs if self.pairs else 0.0

    @property
    def event_rate(self) -> float:
        return self.wrong_events / self.events if self.events else 0.0


def false_merges(found: Mapping[Item, str], gold: Mapping[Item, str]) -> FalseMerges:
    """How much of what a clustering joins is of two gold clusters."""
    members: dict[str, Counter[str]] = {}
    for label, truth in _labels(found, gold):
        members.setdefault(label, Counter())[truth] += 1
    several = [counts for counts in members.values() if counts.total() > 1]
    pairs = sum(counts.total() * (counts.total() - 1) // 2 for counts in several)
    right = sum(count * (count - 1) // 2 for counts in several for count in counts.values())
    return FalseMerges(pairs, pairs - right, len(several), sum(len(counts) > 1 for counts in several))
