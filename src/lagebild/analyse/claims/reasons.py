"""Why a claim is what it is: one sentence for each of its fields, each beginning with the field and a colon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Doc

from lagebild.analyse.claims.drafts import Draft
from lagebild.analyse.claims.mood import clause_head
from lagebild.analyse.claims.triggers import NETWORK
from lagebild.analyse.claims.wording import mood_words, weighted
from lagebild.model.layers import Participant, Status
from lagebild.model.tokens import Token, root_of, tokens_of

KINDS = {"verb": "a verb", "light": "a verb with its noun or phrase", "noun": "a noun", "adj": "a predicate"}


Gains = Callable[[Status], list[tuple[str, float]]]
"""What speaks for the status more than for another one: names of features with the difference of their weights."""


def reasons_of(draft: Draft) -> list[str]:
    """What the word, its row and the parties rest on."""
    return list(_reasons(draft))


def _reasons(draft: Draft) -> Iterator[str]:
    trigger, rule, parties = draft.trigger, draft.trigger.rule, draft.parties
    yield f"word: {trigger.token.text!r} is {_row(draft)}"
    for token in matched_words(draft):
        yield f"word: the row also asks for {token.text!r} (at {token.idx})"
    if trigger.unmet:
        yield f"word: the row's condition on {', '.join(trigger.unmet)} does not hold; the statistics outweigh that"
    if trigger.rivals:
        rows = "row of the word fits" if trigger.rivals == 1 else "rows of the word fit"
        yield f"word: {trigger.rivals} other {rows}, this one was number {trigger.rank + 1}"
    if draft.type != rule.type:
        yield f"type: {rule.type} that is {draft.status} counts as {draft.type}"
    yield from (f"actor {p.text!r}: {p.why}" for p in parties.actors)
    yield from (f"recipient {p.text!r}: {p.why}" for p in parties.recipients)
    yield from parties.why


def matched_words(draft: Draft) -> list[Token]:
    """The other words that the row matched: the verb's particle, its phrase, the nouns of its conditions, in order."""
    trigger, rule = draft.trigger, draft.trigger.rule
    sentence = tokens_of(trigger.token.doc)[draft.sentence.token_begin : draft.sentence.token_end]
    found = {child.i: child for child in trigger.token.children if child.tag_ == "PTKVZ"}
    width = len(rule.phrase)
    for i in range(len(sentence) - width + 1 if width else 0):
        if tuple(token.lower_ for token in sentence[i : i + width]) == rule.phrase:
            found |= {token.i: token for token in sentence[i : i + width]}
    for condition in rule.when:
        nouns = () if condition.negative else tuple(noun.lower() for noun in condition.nouns)
        fitting = [token for token in sentence if nouns and token.lemma_.lower().endswith(nouns)]
        held = {token.i for token in trigger.slots.get(condition.slot)}
        found |= {token.i: token for token in ([t for t in fitting if t.i in held] or fitting)}
    return [found[i] for i in sorted(found) if i != trigger.token.i]


def _row(draft: Draft) -> str:
    """The row of the lexicon, in words."""
    rule = draft.trigger.rule
    if rule.kind == NETWORK:
        return f"{rule.lemma!r}, in no row of the lexicon; the network of words takes it for {rule.type}"
    if rule.kind == "form":
        return f"in a clause whose form says {rule.lemma!r} (row {rule.id})"
    return f"{rule.lemma!r}, {KINDS.get(rule.kind, rule.kind)} (row {rule.id})"


def status_reason(draft: Draft, status: Status, shares: Mapping[Status, float], gains: Gains) -> str:
    """Why the draft, with the status that the rules gave it, has this one; `shares`: of all options."""
    parts = ["the rules say so" if draft.status == status else f"the rules say {draft.status}"]
    parts += [f"marks of the clause: {marks}"] if (marks := mood_words(draft.trigger.mood)) else []
    if len(shares) > 1:
        second = max((name for name in shares if name != status), key=lambda name: (shares[name], name))
        parts.append(f"share {shares[status]:.2f}; next best: {second} {shares[second]:.2f}")
        speaks = weighted(gains(second))
        parts += [f"for it speaks {speaks}"] if speaks else []
    return f"status {status}: {'; '.join(parts)}"


def claim_reason(score: float, threshold: float, by_network: float, *, by_model: float | None = None) -> str:
    """How sure it is that the word names an act; without `by_model` no row of the lexicon speaks for it."""
    said = "no row of the lexicon names it" if by_model is None else f"row and context {by_model:.2f}"
    return f"claim: confidence {score:.2f}, accepted from {threshold:.2f} on; {said}; network of words {by_network:.2f}"


def place_reason(doc: Doc, draft: Draft) -> list[str]:
    """Where the place stands."""
    if draft.location is None:
        return []
    span = doc.char_span(draft.location.begin, draft.location.end, alignment_mode="expand")
    own = span is not None and clause_head(root_of(tokens_of(doc)[span.start : span.end])).i == clause_head(draft.trigger.token).i
    return [f"place {draft.location.text!r}: the nearest phrase of place in its {'clause' if own else 'sentence'}"]


def source_reason(draft: Draft, source: Participant | None) -> list[str]:
    """Whose words the claim stands in; of an act of speech the speaker is the actor, not the source."""
    if source is not None:
        return [f"source {source.text!r}: {source.why}"]
    if draft.source is not None:
        return [f"no source: the act is itself what {draft.source.text!r} says"]
    return []


def again_reason(draft: Draft, earlier: Draft, earlier_id: str) -> list[str]:
    """Why the claim tells of the same event as an earlier one."""
    shared = [
        side
        for side, some, others in (
            ("actor", draft.parties.said_actors, earlier.parties.said_actors),
            ("recipient", draft.parties.said_recipients, earlier.parties.said_recipients),
        )
        if {p.actor_id or p.text for p in some} & {p.actor_id or p.text for p in others}
    ]
    same = [f"same {' and '.join(shared)}"] if shared else []
    same += ["same word"] if draft.trigger.rule.lemma == earlier.trigger.rule.lemma else []
    said = f"{earlier.trigger.token.text!r} in sentence {earlier.sentence.id}"
    return [f"same event as {earlier_id} ({said}): same type, {', '.join(same) or 'told again'}, dates that fit"]
