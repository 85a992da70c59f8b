"""Judgements on what a mention, or an actor of an article, refers to."""

from __future__ import annotations

import re

from lagebild.errors import NotFoundError
from lagebild.judge.rows import LINK, UNDO, actor_of, append, check_signed, place_of, why_of
from lagebild.merge.overrule import LinkDecision
from lagebild.model.reading import Reading
from lagebild.store import JudgedActor, JudgementRow, Store

MAX_LISTED = 5


def judge_link(store: Store, place: str, *, actor: str | None, author: str, reason: str) -> JudgedActor | None:
    """Append a judgement on what a mention, or an actor of an article, refers to; what comes back is who that is.

    Args:
        store: where the article is.
        place: "ARTICLE:BEGIN-END" (code points of a mention) or "ARTICLE:ac-..." (every mention of the actor in the article).
        actor: an actor's id, code or name, or a description that one known actor fits on the day of the article; None: nobody.
        author: who judges.
        reason: why.

    Raises:
        InputError: if the place cannot be read, author or reason are empty, or the actor is unknown or ambiguous.
        NotFoundError: if there is no such article, mention or actor in it.
    """
    match = place_of(place)
    check_signed(author, reason)
    reading = store.reading(match["article"])
    check_place(reading, match)
    judged = None if actor is None else _find_judged(actor, reading, store)
    append(
        store, _target_id(reading, match), kind=LINK, author=author, reason=reason, actor=judged, articles=[reading.article.id]
    )
    return judged


def undo_link(store: Store, place: str, *, author: str, reason: str) -> None:
    """Append the undoing of the judgement in force on a place of a link.

    Raises:
        InputError: if the place cannot be read, or author or reason are empty.
        NotFoundError: if no judgement on the place is in force.
    """
    match = place_of(place)
    reading = store.reading(match["article"])
    target_id = _target_id(reading, match)
    if not any(judgement.target_id == target_id for judgement in store.judgements()):
        raise NotFoundError(f"no judgement on {place} is in force")
    append(store, target_id, kind=UNDO, author=author, reason=reason, articles=[reading.article.id])


def link_decision(row: JudgementRow) -> tuple[str, LinkDecision]:
    """The article that a judgement on a link is about, and what it decides there."""
    place = place_of(row.target_id)
    why = why_of(row)
    actor = None if row.actor is None else actor_of(row.actor, why)
    begin, end = place["begin"], place["end"]
    decision = LinkDecision(int(begin) if begin else None, int(end) if end else None, place["actor"], actor, why)
    return place["article"], decision


def _find_judged(actor: str, reading: Reading, store: Store) -> JudgedActor:
    from lagebild.judge.actors import find_judged  # noqa: PLC0415  (loads the linking of names, which only naming somebody needs)

    return find_judged(actor, reading, store)


def _target_id(reading: Reading, match: re.Match[str]) -> str:
    where = match["actor"] or f"{int(match['begin'])}-{int(match['end'])}"
    return f"{reading.article.id}:{where}"


def check_place(reading: Reading, match: re.Match[str]) -> None:
    """Raises NotFoundError if the article has no such mention or actor."""
    if match["actor"] is not None:
        if not any(actor.id == match["actor"] for actor in reading.actors):
            names = ", ".join(f"{actor.id} ({actor.name})" for actor in reading.actors[:MAX_LISTED])
            raise NotFoundError(f"no actor {match['actor']} in {reading.article.id}; it has {names} …")
        return
    begin, end = int(match["begin"]), int(match["end"])
    spans = {mention.span: actor.id for actor in reading.actors for mention in actor.mentions}
    if any((span.begin, span.end) == (begin, end) for span in spans):
        return
    near = sorted(spans, key=lambda span: (abs(span.begin - begin) + abs(span.end - end), span.begin))[:MAX_LISTED]
    listed = ", ".join(f"{span.begin}-{span.end} {span.text!r} ({spans[span]})" for span in near)
    raise NotFoundError(f"no linked mention at {begin}-{end} in {reading.article.id}; the nearest are {listed}")
