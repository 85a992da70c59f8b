"""Scores of the other layers of a reading against hand-made ones: statements, figures, actors, ties, dating."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lagebild.evaluate.events import Document, score_events
from lagebild.evaluate.matching import Score, best_pairs, share
from lagebild.evaluate.times import score_times

Record = Mapping[str, Any]
Spans = Sequence[tuple[int, int]]


def _overlap(a: Spans, b: Spans) -> int:
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)


def _score(
    gold: Sequence[Record], found: Sequence[Record], weight: Callable[[Record, Record], float]
) -> tuple[Score, list[tuple[int, int]]]:
    """One-to-one matching in which optional gold records are neither required nor wrong."""
    required = [g for g in gold if not g.get("optional")]
    optional = [g for g in gold if g.get("optional")]
    pairs = best_pairs(required, found, weight)
    hits = {j for _, j in pairs}
    rest = [found[j] for j in range(len(found)) if j not in hits]
    excused = len(best_pairs(optional, rest, weight))
    back = {id(g): i for i, g in enumerate(gold)}
    return Score(len(pairs), len(required), len(found) - excused), [(back[id(required[i])], j) for i, j in pairs]


def _quote_spans(statement: Record) -> Spans:
    quote = statement["quote"]
    return [(part["begin"], part["end"]) for part in ([quote] if isinstance(quote, Mapping) else quote)]


def _share_of_union(a: Spans, b: Spans) -> float:
    shared = _overlap(a, b)
    total = sum(e - s for s, e in a) + sum(e - s for s, e in b) - shared
    return shared / total if total else 0.0


def score_statements(gold: Sequence[Record], found: Sequence[Record]) -> tuple[Score, Score]:
    """Statements whose content overlaps, and direct quotations whose speaker is right (by name), of all direct ones in gold."""
    score, pairs = _score(gold, found, lambda g, f: _share_of_union(_quote_spans(g), _quote_spans(f)))
    partner = dict(pairs)
    direct = [i for i, g in enumerate(gold) if g["type"] == "direct" and not g.get("optional")]
    right = 0
    for i in direct:
        if i in partner:
            names = {p["name"] for p in gold[i]["speaker"]}
            right += names == {p["name"] for p in found[partner[i]]["speaker"]} or (
                not names and not found[partner[i]]["speaker"]
            )
    return score, Score(right, len(direct), len(direct))


def score_figures(gold: Sequence[Record], found: Sequence[Record]) -> Score:
    """Figures with overlapping span, equal value and unit."""

    def weight(g: Record, f: Record) -> float:
        overlap = _overlap([(g["begin"], g["end"])], [(f["begin"], f["end"])])
        return overlap if overlap and g["value"] == f["value"] and g["unit"] == f["unit"] else 0.0

    return _score(gold, found, weight)[0]


def score_mentions(gold: Record, found: Record) -> tuple[Score, Score]:
    """Mentions in sentences (overlapping spans), and those of the matched whose actor is right (name, or country and sector)."""
    expected = [(m, actor) for actor in gold["actors"] for m in actor["mentions"] if m.get("sentence") is not None]
    actual = [(m, actor) for actor in found["actors"] for m in actor["mentions"] if m.get("sentence") is not None]

    def same(a: tuple[Record, Record], b: tuple[Record, Record]) -> bool:
        return bool(a[1]["name"] == b[1]["name"] or (a[1]["country"] == b[1]["country"] and a[1]["sector"] == b[1]["sector"]))

    def weight(a: tuple[Record, Record], b: tuple[Record, Record]) -> float:
        overlap = _overlap([(a[0]["begin"], a[0]["end"])], [(b[0]["begin"], b[0]["end"])])
        return overlap + 0.5 * same(a, b) if overlap else 0.0

    pairs = best_pairs(expected, actual, weight)
    right = sum(same(expected[i], actual[j]) for i, j in pairs)
    return Score(len(pairs), len(expected), len(actual)), Score(right, len(pairs), len(pairs))


def score_ties(gold: Sequence[Record], found: Sequence[Record]) -> Score:
    """Ties with the same kind and the same parties (countries, else names)."""

    def parties(tie: Record) -> frozenset[str]:
        return frozenset(party["country"] or party["name"] for party in tie["parties"])

    return _score(gold, found, lambda g, f: float(g["kind"] == f["kind"] and parties(g) == parties(f)))[0]


def publication_is_right(gold: Record, found: Record) -> bool:
    """Whether the found publication interval lies inside the accepted one, or is wider and contains the true days."""
    truth, start, end = gold["meta"]["publication"], found["meta"]["publication"]["start"], found["meta"]["publication"]["end"]
    return start is None or end is None or bool(start <= truth["end"] and truth["start"] <= end)


def score_reading(pairs: Sequence[tuple[Record, Record]]) -> dict[str, Any]:
    """Figures for every layer over pairs (gold reading, found reading)."""
    zero = Score(0, 0, 0)
    totals = dict.fromkeys(("statements", "speakers of direct quotes", "figures", "mentions", "actors of mentions", "ties"), zero)
    for gold, found in pairs:
        statements, speakers = score_statements(gold["statements"], found["statements"])
        mentions, actors = score_mentions(gold, found)
        parts = (statements, speakers, score_figures(gold["figures"], found["figures"]), mentions, actors)
        for name, score in zip(totals, (*parts, score_ties(gold["ties"], found["ties"])), strict=True):
            totals[name] += score
    figures: dict[str, Any] = {name: score.row() for name, score in totals.items()}
    events = [Document(g["doc"], g["events"], f["events"], g["sentences"]) for g, f in pairs]
    figures["events"] = score_events(events)[0]
    times = score_times({g["doc"]: (g["times"], f["times"]) for g, f in pairs})["all"]
    figures["times"] = {m: round(100 * times[m]["f1"], 1) for m in ("strict", "relaxed", "value")}
    right = sum(publication_is_right(g, f) for g, f in pairs)
    figures["publication not wrong"] = share(right, len(pairs))
    return figures
