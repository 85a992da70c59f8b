"""The stage: drafts that are accepted become claims, each once, with date, source and earlier mention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from lagebild.analyse.claims.accept import Model, model_of
from lagebild.analyse.claims.coref import earlier_mentions
from lagebild.analyse.claims.dates import date_claims
from lagebild.analyse.claims.drafts import Draft, View, find_drafts
from lagebild.analyse.claims.features import features_of
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.status import SPEECH
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import article_of
from lagebild.model.ids import make_id
from lagebild.model.layers import Claim, Participant
from lagebild.model.span import Span
from lagebild.stages import stage


@dataclass(frozen=True, slots=True)
class Accepted:
    """A draft that is a claim, with its probability and the features that speak for it."""

    draft: Draft
    score: float
    reasons: tuple[str, ...]


@stage(reads=("sentences", "clauses", "times", "mentions", "actors", "statements"), writes="claims")
def find_claims(doc: Doc, pack: LanguagePack) -> Iterator[Claim]:
    """The political events that the article's sentences report, in the order of the text."""
    drafts = list(find_drafts(View.of(doc, lexicon_of(pack))))
    accepted = accept(drafts, model_of(pack))
    chosen = [item.draft for item in accepted]
    earlier = earlier_mentions(chosen)
    dates = date_claims(doc, chosen, earlier)
    ids = [_claim_id(doc, draft) for draft in chosen]
    for i, (item, date) in enumerate(zip(accepted, dates, strict=True)):
        link = earlier[i]
        claim = _claim(item, ids[i])
        yield replace(claim, date=date, same_as=None if link is None else ids[link])


def accept(drafts: Sequence[Draft], model: Model) -> list[Accepted]:
    """The drafts that are claims; of several words for one act only the surest."""
    if not drafts:
        return []
    kept: list[Accepted] = []
    for draft, features in zip(drafts, features_of(drafts), strict=True):
        score = model.probability(features)
        if score >= model.threshold:
            kept.append(Accepted(draft, score, model.reasons(features)))
    ranked = sorted(kept, key=lambda item: (-item.score, item.draft.trigger.token.i))
    single: dict[int, list[Accepted]] = {}
    for item in ranked:
        beside = single.setdefault(item.draft.sentence.id, [])
        if not any(is_same_act(item.draft, other.draft) for other in beside):
            beside.append(item)
    return sorted((item for items in single.values() for item in items), key=lambda item: item.draft.trigger.token.i)


def is_same_act(draft: Draft, other: Draft) -> bool:
    """Whether two words of one sentence name one act: same type, one inside the phrase of the other, no rival parties."""
    one, two = draft.trigger.token, other.trigger.token
    if one.i == two.i:
        return True
    if draft.sentence.id != other.sentence.id or draft.type != other.type:
        return False
    linked = one.head.i == two.i or two.head.i == one.i
    if not linked:
        return False
    return compatible(draft.parties.said_actors, other.parties.said_actors) and compatible(
        draft.parties.said_recipients, other.parties.said_recipients
    )


def compatible(some: Sequence[Participant], others: Sequence[Participant]) -> bool:
    """Whether two lists of participants may mean the same: one is empty or they share a member."""
    if not some or not others:
        return True
    return not {p.actor_id or p.text for p in some}.isdisjoint({p.actor_id or p.text for p in others})


def _claim_id(doc: Doc, draft: Draft) -> str:
    token = draft.trigger.token
    return make_id("c", article_of(doc).id, draft.type, str(token.idx), str(token.idx + len(token)))


def _source(draft: Draft) -> Participant | None:
    """The source of a claim; a speech act of that very speaker has none."""
    source = draft.source
    if source is None or (draft.type in SPEECH and any(a.actor_id == source.actor_id for a in draft.parties.actors)):
        return None
    return source


def _claim(item: Accepted, claim_id: str) -> Claim:
    draft = item.draft
    token, rule = draft.trigger.token, draft.trigger.rule
    why = [f"{token.text!r} is {rule.lemma!r} ({rule.kind})"]
    if rule.phrase:
        why.append(f"with {' '.join(rule.phrase)!r}")
    why += [f"{p.text!r} acts: {p.why}" for p in draft.parties.actors]
    why += [f"{p.text!r} is concerned: {p.why}" for p in draft.parties.recipients]
    if draft.type != rule.type:
        why.append(f"{rule.type} {draft.status} counts as {draft.type}")
    why += [f"{draft.status} by {mark!r}" for mark in draft.trigger.mood.marks]
    return Claim(
        id=claim_id,
        sentence=draft.sentence.id,
        trigger=Span(token.text, token.idx, token.idx + len(token)),
        type=draft.type,
        mode=draft.mode,
        actors=draft.parties.actors,
        recipients=draft.parties.recipients,
        location=draft.location,
        date=draft.date,
        status=draft.status,
        reported_by=_source(draft),
        same_as=None,
        rule=rule.id,
        confidence=round(item.score, 3),
        why=(*why, *item.reasons),
        statement=None if draft.statement is None else draft.statement.id,
    )
