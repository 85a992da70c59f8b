"""From links to actors: one value per actor with all its mentions and the offices it holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lagebild.knowledge.values import Holding
from lagebild.link.context import Context
from lagebild.link.targets import Target
from lagebild.model.layers import Actor, Mention, Role
from lagebild.model.replaced import replaced

UNKNOWN_SECTOR = "UNK"


def collect_actors(context: Context) -> Iterator[Actor]:
    """The actors of the article in the order of their first mention."""
    targets: dict[str, Target] = {}
    mentions: dict[str, list[Mention]] = {}
    for _, link in sorted(context.links.items()):
        linked = partial(replaced, link.mention, score=round(link.mention.score * link.score, 3), reasons=link.reasons)
        for target, after in zip(link.targets, link.antecedents, strict=True):
            known = targets.setdefault(target.id, target)
            if known.sector == UNKNOWN_SECTOR:
                targets[target.id] = target
            own = linked() if after is None else linked(antecedent=context.mentions[after].span)
            mentions.setdefault(target.id, []).append(own)
    for actor_id, target in targets.items():
        yield Actor(
            actor_id,
            target.name,
            target.kind,
            target.country,
            context.presented.get(actor_id, target.sector),
            tuple(mentions[actor_id]),
            tuple(roles_of(context, target)),
            known=target.known,
            source=source_of(context, target),
        )


def source_of(context: Context, target: Target) -> str | None:
    """Where the actor is known from; None if the article alone names it."""
    return context.knowledge.source_of(target.ref) if target.ref is not None else None


def roles_of(context: Context, target: Target) -> Iterator[Role]:
    """The offices that a known person holds on the days of the article."""
    if target.kind != "person" or target.ref is None or context.on is None:
        return
    for holding in context.knowledge.offices_of(target.ref, context.on):
        yield role_of(holding)


def role_of(holding: Holding) -> Role:
    """The office that somebody held, as part of an actor."""
    return Role(holding.office, holding.country, holding.since, holding.until, holding.source)
