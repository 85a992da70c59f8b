"""Rows of judgements: how their targets are written, how one is appended, and whose claims they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from lagebild.errors import InputError, NotFoundError
from lagebild.model.ids import make_id
from lagebild.model.layers import Actor
from lagebild.model.reading import Reading
from lagebild.store import JudgedActor, JudgementRow, Store

LINK, CORRECT, UNDO = "link", "correct", "undo"
ON_CLAIMS = frozenset({"accept", "reject"})
ON_PAIRS = frozenset({"same", "apart"})
PLACE = re.compile(r"(?P<article>.+):(?:(?P<begin>\d+)-(?P<end>\d+)|(?P<actor>ac-\S+))")


def place_of(target: str) -> re.Match[str]:
    """The parts of the target of a link.

    Raises:
        InputError: if it is none.
    """
    match = PLACE.fullmatch(target)
    if match is None:
        raise InputError(f"{target!r} is no place of a link; ARTICLE:BEGIN-END is a mention, ARTICLE:ac-... an actor in it")
    return match


def pair_target(claim_id: str, other_id: str) -> str:
    """The target of a judgement on two claims, whatever their order."""
    return "+".join(sorted((claim_id, other_id)))


def field_target(claim_id: str, field: str) -> str:
    """The target of a correction."""
    return f"{claim_id}.{field}"


def claims_of(row: JudgementRow) -> tuple[str, ...]:
    """The ids of the claims that a judgement is about; none for one on a link."""
    if ":" in row.target_id:
        return ()
    return tuple(part.partition(".")[0] for part in row.target_id.split("+"))


def check_signed(author: str, reason: str) -> None:
    """Raises InputError unless somebody signs and gives a reason."""
    if not author.strip() or not reason.strip():
        raise InputError("a judgement needs an author and a reason")


def append(
    store: Store,
    target_id: str,
    *,
    kind: str,
    author: str,
    reason: str,
    articles: Sequence[str] = (),
    actor: JudgedActor | None = None,
    value: str | None = None,
    actors: Sequence[JudgedActor] = (),
) -> JudgementRow:
    """Append a judgement and give it back."""
    check_signed(author, reason)
    made_at = datetime.now(UTC).isoformat()
    judgement_id = make_id("j", target_id, kind, author, made_at)
    row = JudgementRow(
        judgement_id, kind, target_id, author, reason, made_at, undone=kind == UNDO, actor=actor, value=value,
        actors=tuple(actors), article_ids=tuple(dict.fromkeys(articles)),
    )  # fmt: skip
    store.add_judgement(row)
    return row


def reading_with(store: Store, claim_id: str) -> Reading:
    """The reading that has the claim, as the machine read it.

    Raises:
        NotFoundError: if no article has such a claim.
    """
    known = [row["article_id"] for row in store.query("claim_article", claim_id=claim_id)]
    known += [article_id for row in store.judgements() if claim_id in claims_of(row) for article_id in row.article_ids]
    for article_id in dict.fromkeys(known):
        try:
            reading = store.reading(article_id)
        except NotFoundError:
            continue
        if any(claim.id == claim_id for claim in reading.claims):
            return reading
    for reading in store.readings():  # a claim that stands in no picture: rejected before, or not built yet
        if any(claim.id == claim_id for claim in reading.claims):
            return reading
    raise NotFoundError(f"no claim {claim_id!r} in {store.folder}")


def why_of(row: JudgementRow) -> str:
    """Who judged and why, as the reason of what follows."""
    return f"judged by {row.author}: {row.reason}"


def actor_of(judged: JudgedActor, why: str) -> Actor:
    """The actor that somebody means, without mentions."""
    return Actor(judged.id, judged.name, judged.kind, judged.country, judged.sector, (), known=judged.known, source=why)
