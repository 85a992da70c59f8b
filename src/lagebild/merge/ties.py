"""Ties over all articles that state them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from lagebild.merge.events import Context
from lagebild.merge.intervals import Member, Sources, intervals_of, tie_differences
from lagebild.merge.words import MergeWords
from lagebild.model.ids import make_id, slug
from lagebild.model.layers import Tie, TieParty
from lagebild.model.picture import Event, MergedTie, TieStep
from lagebild.model.reading import Reading

SPOKEN_FOR = frozenset(
    {"membership", "observer status", "candidacy", "sanctions", "partnership", "trade partnership", "diplomatic relations"}
    | {"border", "agreement", "visa-free agreement", "war"}
)  # kinds of ties that states have, whoever is named for them
TWO_ROLES = 2


def _party_key(party: TieParty, homes: Mapping[str, str | None]) -> str:
    """The party's country where it speaks for a state, else its own identity.

    A head of state ties the state: "Lukaschenko and Putin are allies" and "Belarus and Russia are allies" are one tie.
    """
    country = party.country or (homes.get(party.actor_id) if party.actor_id is not None else None)
    if country is not None and country != "IGO":
        return country
    return party.actor_id or "name:" + slug(party.name)


def _split(tie: Tie) -> list[Tie]:
    """One tie for every pair where the parties play two roles: each member of an organisation has a tie of its own."""
    roles = list(dict.fromkeys(party.role for party in tie.parties))
    if len(roles) != TWO_ROLES or len(tie.parties) <= TWO_ROLES:
        return [tie]
    sides = [[party for party in tie.parties if party.role == role] for role in roles]
    return [replace(tie, parties=pair) for pair in product(*sides)]


def _key(tie: Tie, homes: Mapping[str, str | None]) -> tuple[str, ...]:
    return tie.kind, *sorted(_party_key(party, homes) for party in tie.parties)


def _parties_of(kind: str, members: Sequence[Member], names: Mapping[str, str]) -> tuple[TieParty, ...]:
    """One party per country or actor: the state itself where an article names it or only states can be tied so."""
    parties: dict[str, TieParty] = {}
    for _, tie in members:
        for party in tie.parties:
            key = _party_key(party, {})
            if key not in parties or (party.actor_id == f"ac-{key}" and parties[key].actor_id != party.actor_id):
                parties[key] = party
    for key, party in parties.items():
        state = f"ac-{key}"
        if kind in SPOKEN_FOR and party.actor_id != state and state in names:
            parties[key] = TieParty(party.role, names[state], key, state)
    return tuple(parties[key] for key in sorted(parties))


def _state_names(readings: Iterable[Reading]) -> dict[str, str]:
    return {actor.id: actor.name for reading in readings for actor in reading.actors if actor.kind == "state"}


def merge_ties(
    readings: Sequence[Reading], context: Context, words: MergeWords, events: Sequence[Event] = ()
) -> tuple[MergedTie, ...]:
    """Ties of one kind between the same parties, with every article that states them; the latest status counts.

    `events`: those of the picture; an interval of a tie names the events that began or ended it.
    """
    groups: defaultdict[tuple[str, ...], list[Member]] = defaultdict(list)
    for reading in readings:
        homes = {actor.id: actor.country for actor in reading.actors if actor.kind == "state" or actor.sector == "GOV"}
        for tie in (part for whole in reading.ties for part in _split(whole)):
            groups[_key(tie, homes)].append((reading.article.id, tie))
    names = _state_names(readings)
    event_of = {(ref.article_id, ref.claim_id): event for event in events for ref in event.claims}
    return tuple(_merged(key, groups[key], names, context, words, event_of) for key in sorted(groups))


def _claims_beside(members: Sequence[Member], context: Context) -> dict[str, tuple[str, ...]]:
    """The claims of the sentences in which each article states a tie: where these are somebody else's, the tie is."""
    sentences: defaultdict[str, set[int]] = defaultdict(set)
    for article_id, tie in members:
        sentences[article_id].add(tie.sentence)
    return {
        article_id: tuple(c.id for c in context.readings[article_id].claims if c.sentence in here)
        for article_id, here in sentences.items()
    }


def _merged(
    key: tuple[str, ...],
    group: Sequence[Member],
    names: Mapping[str, str],
    context: Context,
    words: MergeWords,
    event_of: Mapping[tuple[str, str], Event],
) -> MergedTie:
    told = _claims_beside(group, context)

    def origins_of(articles: Iterable[str]) -> tuple[str, ...]:
        return context.origins_of({article_id: told[article_id] for article_id in articles})

    sources = Sources(event_of, context.publications, origins_of)
    members = sorted(group, key=lambda m: (context.age_key(m[0]), m[1].evidence.begin, m[1].id))
    spoken = [(article_id, tie) for article_id, tie in members if tie.status != "denied"] or members
    since = [tie.since for _, tie in members if tie.since is not None]
    until = [tie.until for _, tie in members if tie.until is not None]
    history = dict.fromkeys(TieStep(c.change, c.date, article, c.claim) for article, tie in members for c in tie.changes)
    return MergedTie(
        id=make_id("tie", *key),
        kind=key[0],
        parties=_parties_of(key[0], members, names),
        levels=tuple(dict.fromkeys(tie.level for _, tie in members if tie.level is not None)),
        status=spoken[-1][1].status,
        since=min(since, default=None),
        evidence=tuple(dict.fromkeys((article_id, tie.id) for article_id, tie in members)),
        origins=origins_of(told),
        until=max(until, default=None),
        history=tuple(history),
        intervals=intervals_of(members, words, sources),
        differences=tie_differences(members, sources),
    )
