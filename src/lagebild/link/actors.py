"""From links to actors: one value per actor with all its mentions and the offices it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lagebild.link.context import Context
from lagebild.link.targets import Target
from lagebild.model.layers import Actor, Mention, Role


def collect_actors(context: Context) -> Iterator[Actor]:
    """The actors of the article in the order of their first mention."""
    targets: dict[str, Target] = {}
    mentions: dict[str, list[Mention]] = {}
    for _, link in sorted(context.links.items()):
        mention = replace(link.mention, score=round(link.mention.score * link.score, 3), reasons=link.reasons)
        for target in link.targets:
            targets.setdefault(target.id, target)
            mentions.setdefault(target.id, []).append(mention)
    for actor_id, target in targets.items():
        yield Actor(
            actor_id,
            target.name,
            target.kind,
            target.country,
            target.sector,
            tuple(mentions[actor_id]),
            tuple(_roles(context, target)),
            known=target.known,
        )


def _roles(context: Context, target: Target) -> Iterator[Role]:
    if target.kind != "person" or target.ref is None or context.on is None:
        return
    for holding in context.knowledge.offices_of(target.ref, context.on):
        yield Role(holding.office, holding.country, holding.since, holding.until, holding.source)
