"""The stage: drafts that are accepted become claims, each once, with date, source and earlier mention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from lagebild.analyse.claims.accept import Model, model_of
from lagebild.analyse.claims.choice import chooser
from lagebild.analyse.claims.coref import earlier_mentions
from lagebild.analyse.claims.date_options import date_claims
from lagebild.analyse.claims.drafts import Draft, View, find_drafts
from lagebild.analyse.claims.features import feature_groups
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.mode_options import MODE, with_mode
from lagebild.analyse.claims.party_options import choose_parties
from lagebild.analyse.claims.reasons import again_reason, claim_reason, place_reason, reasons_of, source_reason
from lagebild.analyse.claims.roles import Parties
from lagebild.analyse.claims.status import SPEECH
from lagebild.analyse.claims.status_options import status_model, with_status
from lagebild.analyse.claims.word_network import WordNetwork, word_network
from lagebild.analyse.claims.words import further_drafts, judge_words
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import article_of
from lagebild.model.ids import make_id
from lagebild.model.layers import Claim, DateValue, Participant
from lagebild.model.replaced import replaced
from lagebild.model.span import Span
from lagebild.stages import stage

CLAUSES = frozenset({"advcl", "acl:relcl", "parataxis"})  # what a clause of its own tells is an act of its own
SPEAKER = "speaker"  # the slot of who says it
SURE = 0.8  # score of a draft whose row alone makes it a claim: above what the models give a rival reading of the word in doubt


@dataclass(frozen=True, slots=True)
class Accepted:
    """A draft that is a claim, with its probability and the features that speak for it."""

    draft: Draft
    score: float
    reasons: tuple[str, ...]


@stage(reads=("sentences", "clauses", "times", "mentions", "actors", "statements"), writes="claims")
def find_claims(doc: Doc, pack: LanguagePack) -> Iterator[Claim]:
    """The political events that the article's sentences report, in the order of the text."""
    view = View.of(doc, lexicon_of(pack))
    drafts = list(find_drafts(view))
    accepted = accept(view, drafts, model_of(pack), word_network(pack))
    statuses = status_model(pack)
    told = [with_status(item.draft, statuses) for item in accepted]
    parties = choose_parties(doc, drafts, [draft for draft, _ in told], pack)
    modes = chooser(pack, MODE)
    moded = [
        with_mode(replaced(draft, parties=with_sure_parties(draft, found)), modes)
        for (draft, _), found in zip(told, parties, strict=True)
    ]
    chosen = [draft for draft, _ in moded]
    earlier = earlier_mentions(chosen)
    dates = date_claims(doc, chosen, earlier, pack)
    ids = [_claim_id(doc, draft) for draft in chosen]
    for i, (item, draft, (date, of_date)) in enumerate(zip(accepted, chosen, dates, strict=True)):
        link = earlier[i]
        why = [*reasons_of(draft), *moded[i][1], told[i][1], f"date: {of_date}" if date is not None else f"no date: {of_date}"]
        why += place_reason(doc, draft) + source_reason(draft, _source(draft))
        why += [] if link is None else again_reason(draft, chosen[link], ids[link])
        yield _claim(item, draft, ids[i], why, date=date, same_as=None if link is None else ids[link])


def accept(view: View, drafts: Sequence[Draft], model: Model, network: WordNetwork) -> list[Accepted]:
    """The drafts that are claims, and the words that only the network takes for acts; of several words for one act the surest.

    The score of a draft is the mean of what the model of acceptance and the network say, weighted by the network's share.
    """
    kept = _kept(view, drafts, model, network)
    ranked = sorted(kept, key=lambda item: (-item.score, item.draft.trigger.token.i))
    single: dict[int, list[Accepted]] = {}
    for item in ranked:
        beside = single.setdefault(item.draft.sentence.id, [])
        if not any(is_same_act(item.draft, other.draft) for other in beside):
            beside.append(item)
    return sorted((item for items in single.values() for item in items), key=lambda item: item.draft.trigger.token.i)


def _kept(view: View, drafts: Sequence[Draft], model: Model, network: WordNetwork) -> list[Accepted]:
    """Whatever has at least the score of a claim."""
    features = feature_groups(drafts)
    shares, likely = judge_words(view, drafts, features, network, least=model.threshold / network.share)
    kept: list[Accepted] = []
    for draft, groups in zip(drafts, features, strict=True):
        by_network, by_model = shares.get((draft.trigger.token.i, draft.type), 0.0), model.probability_of(groups)
        score = network.share * by_network + (1 - network.share) * by_model
        score = max(score, SURE) if is_sure(draft) else score
        if score >= model.threshold:
            said = claim_reason(score, model.threshold, by_network, by_model=by_model)
            kept.append(Accepted(draft, score, (said, *model.reasons_of(groups))))
    for draft, by_network in further_drafts(view, drafts, likely):
        score = network.share * by_network
        kept.append(Accepted(draft, score, (claim_reason(score, model.threshold, by_network),)))
    return kept


def is_sure(draft: Draft) -> bool:
    """Whether the row alone makes the draft a claim: all that it asks for is there, and the clause names the parties it needs."""
    rule, parties = draft.trigger.rule, draft.parties
    if not rule.sure or draft.trigger.unmet:
        return False
    actors, recipients = bool(parties.said_actors), bool(parties.said_recipients)
    return {"-": True, "a": actors, "r": recipients, "p": actors or recipients}[rule.need]


def with_sure_parties(draft: Draft, found: Parties) -> Parties:
    """The parties found for a draft; those that a sure row names in its own slots stay as they are.

    Who does it is named there or nowhere; on whom it is done may stand in a slot that the parse has missed.
    """
    own, rule = draft.parties, draft.trigger.rule
    if not rule.sure or draft.trigger.unmet:
        return found
    actors = own.said_actors if own.actor_slot not in {"", SPEAKER} else ()
    recipients = own.said_recipients if own.recipient_slot not in {"", SPEAKER} else ()
    if not actors and not recipients:
        return found
    if not actors and own.actor_slot == SPEAKER:
        actors = found.actors
    if not recipients and any("R" in part for _, part in rule.frame):
        recipients = tuple(p for p in found.recipients if all(p.actor_id != q.actor_id for q in actors))
    return replaced(found, actors=actors, recipients=recipients)


def is_same_act(draft: Draft, other: Draft) -> bool:
    """Whether two words of one sentence name one act: same type, one inside the phrase of the other, no rival parties."""
    one, two = draft.trigger.token, other.trigger.token
    if one.i == two.i:
        return True
    if draft.sentence.id != other.sentence.id or draft.type != other.type:
        return False
    linked = one.head.i == two.i or two.head.i == one.i
    if not linked or any(low.head.i == high.i and low.dep_ in CLAUSES for low, high in ((one, two), (two, one))):
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


def _claim(
    item: Accepted, draft: Draft, claim_id: str, why: Sequence[str], *, date: DateValue | None, same_as: str | None
) -> Claim:
    """The claim of an accepted draft, which is `draft` by now."""
    token, rule = draft.trigger.token, draft.trigger.rule
    return Claim(
        id=claim_id,
        sentence=draft.sentence.id,
        trigger=Span(token.text, token.idx, token.idx + len(token)),
        type=draft.type,
        mode=draft.mode,
        actors=draft.parties.actors,
        recipients=draft.parties.recipients,
        location=draft.location,
        date=date,
        status=draft.status,
        reported_by=_source(draft),
        same_as=same_as,
        rule=rule.id,
        confidence=round(item.score, 3),
        why=(*why, *item.reasons),
        statement=None if draft.statement is None else draft.statement.id,
    )
