"""Judgements of people: on claims, and on what a mention refers to. They are kept for ever and applied at every rebuild."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from lagebild.ask import who
from lagebild.errors import InputError, NotFoundError
from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.vocabulary import pack_with, vocabulary
from lagebild.lang.pack import load_pack
from lagebild.link.targets import Target, organisation_target, person_target, state_target
from lagebild.merge.overrule import LinkDecision, overrule_links
from lagebild.model.article import Article
from lagebild.model.ids import make_id
from lagebild.model.layers import Actor
from lagebild.model.reading import Reading
from lagebild.store import JudgedActor, JudgementRow, Store

LINK = "link"
PLACE = re.compile(r"(?P<article>.+):(?:(?P<begin>\d+)-(?P<end>\d+)|(?P<actor>ac-\S+))")
MAX_LISTED = 5


def judged_readings(store: Store, *, as_of: str | None = None, article_id: str | None = None) -> list[Reading]:
    """The readings of the store with the judgements in force applied: without rejected claims, with overruled links.

    `article_id`: only that of this article.
    """
    judgements = store.judgements()
    rejected = {judgement.target_id for judgement in judgements if judgement.kind == "reject"}
    links: dict[str, list[LinkDecision]] = {}
    for judgement in judgements:
        if judgement.kind == LINK:
            article_id, decision = _decision(judgement)
            links.setdefault(article_id, []).append(decision)
    readings = store.readings(as_of=as_of) if article_id is None else [store.reading(article_id)]
    return [overrule_links(_without(reading, rejected), links.get(reading.article.id, ())) for reading in readings]


def _without(reading: Reading, rejected: set[str]) -> Reading:
    if not any(claim.id in rejected for claim in reading.claims):
        return reading
    return replace(reading, claims=tuple(claim for claim in reading.claims if claim.id not in rejected))


def _decision(judgement: JudgementRow) -> tuple[str, LinkDecision]:
    place = _place(judgement.target_id)
    judged = judgement.actor
    why = f"judged by {judgement.author}: {judgement.reason}"
    actor = None
    if judged is not None:
        actor = Actor(judged.id, judged.name, judged.kind, judged.country, judged.sector, (), known=judged.known, source=why)
    begin, end = place["begin"], place["end"]
    decision = LinkDecision(int(begin) if begin else None, int(end) if end else None, place["actor"], actor, why)
    return place["article"], decision


def _place(target: str) -> re.Match[str]:
    match = PLACE.fullmatch(target)
    if match is None:
        raise InputError(f"{target!r} is no place of a link; ARTICLE:BEGIN-END is a mention, ARTICLE:ac-... an actor in it")
    return match


def _append(store: Store, target_id: str, *, decision: str, author: str, reason: str, actor: JudgedActor | None = None) -> None:
    if not author.strip() or not reason.strip():
        raise InputError("a judgement needs an author and a reason")
    made_at = datetime.now(UTC).isoformat()
    judgement_id = make_id("j", target_id, decision, author, made_at)
    undone = decision == "undo"
    store.add_judgement(JudgementRow(judgement_id, decision, target_id, author, reason, made_at, undone=undone, actor=actor))


def judge_claim(store: Store, claim_id: str, *, decision: str, author: str, reason: str) -> None:
    """Append a judgement on a claim: "accept", "reject" or "undo" of the last one.

    Raises:
        InputError: if the decision is none of the three, or author or reason are empty.
        NotFoundError: if no article has such a claim.
    """
    if decision not in {"accept", "reject", "undo"}:
        raise InputError(f"{decision!r} is no decision; accept, reject or undo a claim, link or undo a mention")
    if not author.strip() or not reason.strip():
        raise InputError("a judgement needs an author and a reason")
    if not any(claim.id == claim_id for reading in store.readings() for claim in reading.claims):
        raise NotFoundError(f"no claim {claim_id!r} in {store.folder}")
    _append(store, claim_id, decision=decision, author=author, reason=reason)


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
    match = _place(place)
    reading = store.reading(match["article"])
    _check(reading, match)
    judged = None if actor is None else _judged(_find(actor, reading, store))
    _append(store, _target_id(reading, match), decision=LINK, author=author, reason=reason, actor=judged)
    return judged


def undo_link(store: Store, place: str, *, author: str, reason: str) -> None:
    """Append the undoing of the judgement in force on a place of a link.

    Raises:
        InputError: if the place cannot be read, or author or reason are empty.
        NotFoundError: if no judgement on the place is in force.
    """
    match = _place(place)
    target_id = _target_id(store.reading(match["article"]), match)
    if not any(judgement.target_id == target_id for judgement in store.judgements()):
        raise NotFoundError(f"no judgement on {place} is in force")
    _append(store, target_id, decision="undo", author=author, reason=reason)


def _target_id(reading: Reading, match: re.Match[str]) -> str:
    where = match["actor"] or f"{int(match['begin'])}-{int(match['end'])}"
    return f"{reading.article.id}:{where}"


def _check(reading: Reading, match: re.Match[str]) -> None:
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


def _judged(found: Actor | Target) -> JudgedActor:
    return JudgedActor(found.id, found.name, found.kind, found.country, found.sector, found.known)


def _find(wanted: str, reading: Reading, store: Store) -> Actor | Target:
    """The actor by id, code or name (in the article, the knowledge with the user's own data, other articles) or as described."""
    found = _named(wanted, [reading])
    if found is not None:
        return found
    article, overlay = reading.article, store.overlay()
    knowledge = vocabulary(pack_with(load_pack(article.language), overlay)).lexicon.knowledge
    target = _by_id(wanted.removeprefix("ac-"), knowledge, article) or _named(wanted, store.readings())
    if target is not None:
        return target
    publication = article.publication
    on = f"{publication.start}/{publication.end}" if publication.start is not None and publication.end is not None else None
    answer = who(wanted, on=on, language=article.language, overlay=overlay)
    known = [actor for actor in answer.actors if actor.known]
    if len(known) == 1:
        same = _by_id(known[0].id.removeprefix("ac-"), knowledge, article)
        if same is not None:
            return same
    others = ", ".join(f"{actor.id} ({actor.name})" for actor in (*known, *answer.alternatives)[:MAX_LISTED])
    hint = f"; it may be {others}" if others else "; `lagebild actors add` makes actors known"
    raise InputError(f"no single actor is known as {wanted!r}{hint}")


def _named(wanted: str, readings: Iterable[Reading]) -> Actor | None:
    def actors() -> Iterator[Actor]:
        for reading in readings:
            yield from reading.actors

    return next((actor for actor in actors() if wanted in {actor.id, actor.name}), None)


def _by_id(key: str, knowledge: Knowledge, article: Article) -> Target | None:
    publication = article.publication
    on = (publication.start, publication.end) if publication.start is not None and publication.end is not None else None
    person = knowledge.person(key)
    if person is not None:
        return person_target(knowledge, person, on, gender=None)
    if knowledge.organisation(key) is not None:
        return organisation_target(knowledge, key)
    return state_target(knowledge, key, genders=frozenset()) if knowledge.state(key) is not None else None
