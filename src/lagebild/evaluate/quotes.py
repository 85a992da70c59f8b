"""Scores of quotation attribution, token by token (the metric of Petersen-Frey and Biemann 2024, LREC-COLING).

Gold and found quotations are matched one to one so that their quote spans share the most tokens; then the tokens of every part
are counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lagebild.evaluate.matching import Score, best_pairs

Record = Mapping[str, Any]
PARTS = ("quote", "speaker", "cue", "addressee", "frame")


def tokens_in(spans: Sequence[Sequence[int]] | None, tokens: Sequence[Sequence[int]]) -> frozenset[int]:
    """The indices of the tokens that share a character with one of the spans."""
    return frozenset(i for i, (begin, end) in enumerate(tokens) if any(begin < e and b < end for b, e in spans or ()))


def score_quotes(documents: Sequence[tuple[Record, Sequence[Record]]]) -> dict[str, Any]:
    """Figures per part and `joint` (P, R, F in percent), type accuracy over matched quotations, recall by type.

    A document is (gold record with `tokens` and `quotes`, found quotations).
    """
    scores = dict.fromkeys(PARTS, Score(0, 0, 0))
    right, matched = 0, 0
    by_type: dict[str, Score] = {}
    for gold_document, found_quotes in documents:
        tokens = gold_document["tokens"]
        gold = [{part: tokens_in(quote.get(part), tokens) for part in PARTS} for quote in gold_document["quotes"]]
        found = [{part: tokens_in(quote.get(part), tokens) for part in PARTS} for quote in found_quotes]
        pairs = best_pairs(gold, found, lambda a, b: float(len(a["quote"] & b["quote"])))
        partner = dict(pairs)
        for part in PARTS:
            hits = sum(len(gold[i][part] & found[j][part]) for i, j in pairs)
            scores[part] += Score(hits, sum(len(quote[part]) for quote in gold), sum(len(quote[part]) for quote in found))
        for i, quote in enumerate(gold_document["quotes"]):
            kind = quote["type"]
            shared = len(gold[i]["quote"] & found[partner[i]]["quote"]) if i in partner else 0
            by_type[kind] = by_type.get(kind, Score(0, 0, 0)) + Score(shared, len(gold[i]["quote"]), 0)
            if i in partner:
                matched += 1
                right += kind == found_quotes[partner[i]].get("type")
    joint = sum(scores.values(), Score(0, 0, 0))
    figures: dict[str, Any] = {part: score.row() for part, score in (scores | {"joint": joint}).items()}
    figures["type"] = {"accuracy": round(100 * right / max(1, matched), 1), "matched": matched}
    figures["recall by type"] = {kind: round(100 * score.recall, 1) for kind, score in sorted(by_type.items())}
    return figures
