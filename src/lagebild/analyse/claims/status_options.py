"""Whether an act happened, goes on, is planned, possible or denied: its likeliest status by the marks of its clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from lagebild.analyse.claims.choice import Chooser
from lagebild.analyse.claims.mood import Mood, clause_head
from lagebild.analyse.claims.reasons import status_reason
from lagebild.analyse.claims.status import shifted
from lagebild.model.layers import Status
from lagebild.model.tokens import Token

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

CHOICE = "status"
STATUSES: tuple[Status, ...] = get_args(Status)
FLAGS = tuple(name for name in Mood.__dataclass_fields__ if name != "marks")
MAX_UP = 3
# Acts that are done in a day: what goes on is another kind of act, unless the rules find words for it.
OF_A_DAY = frozenset({"CONSULT", "AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "THREATEN"})


def statuses_of(draft: Draft) -> tuple[Status, ...]:
    """The statuses that leave the draft's type as it is: planned cooperation is an agreement, and the other way round.

    Acts of a day do not go on. A negation that the rules find is kept: leaving it to the weights is right no more often.
    """
    if draft.status == "denied":
        return (draft.status,)
    rule = draft.trigger.rule
    return tuple(
        status
        for status in STATUSES
        if status == draft.status
        or (shifted(rule.type, rule.mode, status)[0] == draft.type and (status != "ongoing" or draft.type not in OF_A_DAY))
    )


def status_features(draft: Draft) -> list[tuple[Status, list[str]]]:
    """The statuses that the draft may have, each with what speaks for or against it."""
    traits = sorted(set(_traits(draft)))
    return [(status, [f"{status}+{trait}" for trait in traits]) for status in statuses_of(draft)]


def with_status(draft: Draft, model: Chooser) -> tuple[Draft, str]:
    """The draft with its likeliest status, and why it is that."""
    options = status_features(draft)
    shares = model.shares([features for _, features in options])
    best = max(range(len(options)), key=lambda i: (shares[i], -i))
    status = options[best][0]
    why = status_reason(draft, status, options, shares, model)
    return draft if status == draft.status else replace(draft, status=status), why


def _traits(draft: Draft) -> Iterator[str]:
    trigger, token = draft.trigger, draft.trigger.token
    head = clause_head(token)
    yield from ("always", f"rule={draft.status}", f"type={draft.type}", f"mode={draft.type}/{draft.mode}")
    yield from (f"rule+type={draft.status}/{draft.type}", f"kind={trigger.rule.kind}", f"word={trigger.rule.lemma}")
    yield from (f"tag={token.tag_}", f"head={head.tag_}", f"statement={draft.statement.type if draft.statement else None}")
    yield f"row={trigger.rule.id}"
    for name in FLAGS:
        if getattr(trigger.mood, name):
            yield from (f"mood.{name}", f"mood.{name}/{draft.type}", f"mood.{name}/{trigger.rule.kind}")
    tense = _tense(head)
    yield from (f"tense={tense}", f"tense+kind={tense}/{trigger.rule.kind}", f"tense+type={tense}/{draft.type}")
    yield from _near(token, head)
    yield f"date={draft.date is not None}"


def _tense(head: Token) -> str:
    """Tense and mood of the clause's finite verb."""
    finite = next((t for t in (head, *head.children) if "VerbForm=Fin" in str(t.morph)), None)
    if finite is None:
        return "none"
    morph = finite.morph
    return "/".join(str(value) for value in (*morph.get("Tense"), *morph.get("Mood"), finite.pos_ == "AUX"))


def _near(token: Token, head: Token) -> Iterator[str]:
    """The words around the trigger that may place it in time or put it in doubt."""
    for child in head.children:
        if child.pos_ in {"ADV", "ADJ", "AUX", "PART"}:
            yield f"beside={child.lemma_.lower()}"
        if child.dep_ == "mark":
            yield f"mark={child.lemma_.lower()}"
    for child in token.children:
        if child.pos_ in {"ADJ", "DET", "ADV"}:
            yield f"own={child.lemma_.lower()}"
    above = token
    for step in range(MAX_UP):
        if above.head.i == above.i:
            return
        relation, above = above.dep_, above.head
        if above.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}:
            yield f"above{min(step, 1)}={above.lemma_}"
            yield f"relation{min(step, 1)}={relation}/{above.pos_}"
