"""The judgements in force, applied to what the machine has read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from lagebild.judge.links import link_decision
from lagebild.judge.rows import CORRECT, LINK, ON_PAIRS, actor_of, claims_of, why_of
from lagebild.merge import JudgedPairs
from lagebild.merge.corrections import Correction, correct_claims
from lagebild.merge.judged import ClaimPair
from lagebild.merge.overrule import LinkDecision, overrule_links
from lagebild.model.reading import Reading
from lagebild.store import JudgementRow, Store


def judged_readings(store: Store, *, as_of: str | None = None, article_id: str | None = None) -> list[Reading]:
    """The readings of the store with the judgements in force applied: without rejected claims, corrected, links overruled.

    `article_id`: only that of this article.
    """
    readings = store.readings(as_of=as_of) if article_id is None else [store.reading(article_id)]
    return apply_judgements(readings, store.judgements())


def apply_judgements(readings: Iterable[Reading], judgements: Iterable[JudgementRow]) -> list[Reading]:
    """The readings with judgements in force applied; those on claims and places that a reading does not have change nothing."""
    rejected: set[str] = set()
    links: defaultdict[str, list[LinkDecision]] = defaultdict(list)
    corrections: defaultdict[str, list[Correction]] = defaultdict(list)
    for row in judgements:
        if row.kind == "reject":
            rejected.add(row.target_id)
        elif row.kind == LINK:
            article_id, decision = link_decision(row)
            links[article_id].append(decision)
        elif row.kind == CORRECT:
            claim_id, _, field = row.target_id.partition(".")
            why = why_of(row)
            actors = tuple(actor_of(judged, why) for judged in row.actors)
            corrections[claim_id].append(Correction(claim_id, field, row.value, actors, why))
    result = []
    for reading in readings:
        kept = _without(reading, rejected)
        found = [one for claim in kept.claims for one in corrections.get(claim.id, ())] if corrections else []
        result.append(correct_claims(overrule_links(kept, links.get(reading.article.id, ())), found))
    return result


def _without(reading: Reading, rejected: set[str]) -> Reading:
    """The reading without the rejected claims; what was the same as one of them is so as their first other mention."""
    if not any(claim.id in rejected for claim in reading.claims):
        return reading
    heirs: dict[str, str] = {}
    kept = []
    for claim in reading.claims:
        if claim.id in rejected:
            continue
        if claim.same_as in rejected:
            heir = heirs.setdefault(str(claim.same_as), claim.id)
            kept.append(replace(claim, same_as=None if heir == claim.id else heir))
        else:
            kept.append(claim)
    return replace(reading, claims=tuple(kept))


def judged_pairs(store: Store) -> JudgedPairs:
    """The pairs of claims that people have called one happening, and those that they have told apart."""
    pairs: dict[str, set[ClaimPair]] = {kind: set() for kind in ON_PAIRS}
    for row in store.judgements():
        if row.kind in ON_PAIRS:
            left, right = claims_of(row)
            pairs[row.kind].add(((row.article_ids[0], left), (row.article_ids[-1], right)))
    return JudgedPairs(frozenset(pairs["same"]), frozenset(pairs["apart"]))
