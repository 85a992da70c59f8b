"""Mentions of one event within an article: the same act of the same parties, told again."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analyse.claims.drafts import Draft
from lagebild.model.layers import Participant

MAX_BACK = 60  # claims looked back at: keeps the step linear in long texts


def earlier_mentions(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the index of the first mention of the same event, None where it is the first itself."""
    first: list[int | None] = []
    for i, draft in enumerate(drafts):
        best: int | None = None
        for j in range(i - 1, max(-1, i - 1 - MAX_BACK), -1):
            if _is_again(draft, drafts[j]):
                root = first[j]
                best = j if root is None else root
                break
        first.append(best)
    return first


def _is_again(draft: Draft, earlier: Draft) -> bool:
    if draft.type != earlier.type or draft.sentence.id == earlier.sentence.id:
        return False
    if (draft.status == "denied") != (earlier.status == "denied"):
        return False
    if not _dates_fit(draft, earlier):
        return False
    same_word = draft.trigger.rule.lemma == earlier.trigger.rule.lemma
    same_mode = draft.mode == earlier.mode
    actors = _match(draft.parties.said_actors, earlier.parties.said_actors)
    recipients = _match(draft.parties.said_recipients, earlier.parties.said_recipients)
    if actors is False or recipients is False:
        return False
    if actors and recipients:
        return same_mode
    return same_word and bool(actors or recipients or not (draft.parties.said_actors or draft.parties.said_recipients))


def _match(some: Sequence[Participant], others: Sequence[Participant]) -> bool | None:
    """True if they share a party, None if one side says nothing, False if they differ."""
    if not some or not others:
        return None
    return not {p.actor_id or p.text for p in some}.isdisjoint({p.actor_id or p.text for p in others})


def _dates_fit(draft: Draft, earlier: Draft) -> bool:
    if draft.date is None or earlier.date is None or draft.date.start is None or earlier.date.start is None:
        return True
    return draft.date.start <= (earlier.date.end or earlier.date.start) and earlier.date.start <= (
        draft.date.end or draft.date.start
    )
