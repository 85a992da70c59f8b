"""Ties over all articles that state them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lagebild.merge.events import Context
from lagebild.model.ids import make_id, slug
from lagebild.model.layers import Tie, TieParty
from lagebild.model.picture import MergedTie, TieStep
from lagebild.model.reading import Reading


def _party_key(party: TieParty, homes: Mapping[str, str | None]) -> str:
    """The party's country where it speaks for a state, else its own identity.

    A head of state ties the state: "Lukaschenko and Putin are allies" and "Belarus and Russia are allies" are one tie.
    """
    country = party.country or (homes.get(party.actor_id) if party.actor_id is not None else None)
    if country is not None and country != "IGO":
        return country
    return party.actor_id or "name:" + slug(party.name)


def _key(tie: Tie, homes: Mapping[str, str | None]) -> tuple[str, ...]:
    return tie.kind, *sorted(_party_key(party, homes) for party in tie.parties)


def _parties_of(members: Sequence[tuple[str, Tie]]) -> dict[str, TieParty]:
    """One party per country or actor: the state itself where an article names it, else as first named."""
    parties: dict[str, TieParty] = {}
    for _, tie in members:
        for party in tie.parties:
            key = _party_key(party, {})
            if key not in parties or (party.actor_id == f"ac-{key}" and parties[key].actor_id != party.actor_id):
                parties[key] = party
    return parties


def merge_ties(readings: Sequence[Reading], context: Context) -> tuple[MergedTie, ...]:
    """Ties of one kind between the same parties, with every article that states them; the latest status counts."""
    groups: defaultdict[tuple[str, ...], list[tuple[str, Tie]]] = defaultdict(list)
    for reading in readings:
        homes = {actor.id: actor.country for actor in reading.actors if actor.kind == "state" or actor.sector == "GOV"}
        for tie in reading.ties:
            groups[_key(tie, homes)].append((reading.article.id, tie))
    merged: list[MergedTie] = []
    for key in sorted(groups):
        members = sorted(groups[key], key=lambda m: (context.age_key(m[0]), m[1].evidence.begin, m[1].id))
        spoken = [(article_id, tie) for article_id, tie in members if tie.status != "denied"] or members
        parties = _parties_of(members)
        levels = dict.fromkeys(tie.level for _, tie in members if tie.level is not None)
        since = [tie.since for _, tie in members if tie.since is not None]
        until = [tie.until for _, tie in members if tie.until is not None]
        history = dict.fromkeys(TieStep(c.change, c.date, article, c.claim) for article, tie in members for c in tie.changes)
        merged.append(
            MergedTie(
                make_id("tie", *key), key[0], tuple(parties[k] for k in sorted(parties)), tuple(levels), spoken[-1][1].status,
                min(since, default=None), tuple((article_id, tie.id) for article_id, tie in members),
                tuple(sorted({context.lineages[article_id].origin for article_id, _ in members})),
                max(until, default=None), tuple(history),
            )
        )  # fmt: skip
    return tuple(merged)
