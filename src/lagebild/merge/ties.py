"""Ties over all articles that state them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from lagebild.merge.events import Context
from lagebild.merge.intervals import Member, Sources, Teller, intervals_of, tie_differences
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

TieKey = tuple[str, ...]  # the kind, and the country or own identity of every party in their order


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


def ties_by_key(reading: Reading) -> dict[TieKey, list[Tie]]:
    """The ties of an article by kind and parties, in the order of the article."""
    homes = {actor.id: actor.country for actor in reading.actors if actor.kind == "state" or actor.sector == "GOV"}
    found: defaultdict[TieKey, list[Tie]] = defaultdict(list)
    for tie in (part for whole in reading.ties for part in _split(whole)):
        found[tie.kind, *sorted(_party_key(party, homes) for party in tie.parties)].append(tie)
    return dict(found)


def claims_beside(ties: Iterable[Tie], reading: Reading) -> tuple[str, ...]:
    """The claims of the sentences in which an article states a tie: where these are somebody else's, the tie is."""
    here = {tie.sentence for tie in ties}
    return tuple(claim.id for claim in reading.claims if claim.sentence in here)


def teller_of(article_id: str, claims: Iterable[str], context: Context) -> Teller:
    """What a tie asks of an article that states it beside these claims."""
    publication, sources = context.publications[article_id], context.sources[article_id]
    return Teller(publication.start, publication.end, sources.origin, sources.keys(claims, context.sources))


def tie_id(key: TieKey) -> str:
    """The id of the merged tie of a kind between parties."""
    return make_id("tie", *key)


def _named_parties(members: Iterable[Member]) -> dict[str, TieParty]:
    """One party per country or actor: the state itself where an article names it."""
    parties: dict[str, TieParty] = {}
    for _, tie in members:
        for party in tie.parties:
            key = _party_key(party, {})
            if key not in parties or (party.actor_id == f"ac-{key}" and parties[key].actor_id != party.actor_id):
                parties[key] = party
    return parties


def _spoken_for(kind: str, parties: Mapping[str, TieParty]) -> dict[str, str]:
    """The states that would stand for parties that no article calls by the state's name, by key of the party."""
    if kind not in SPOKEN_FOR:
        return {}
    return {key: f"ac-{key}" for key, party in parties.items() if party.actor_id != f"ac-{key}"}


def states_asked(kind: str, members: Iterable[Member]) -> frozenset[str]:
    """Ids of the states of which a tie takes the name, if one is known."""
    return frozenset(_spoken_for(kind, _named_parties(members)).values())


def _parties_of(kind: str, members: Sequence[Member], names: Mapping[str, str]) -> tuple[TieParty, ...]:
    """One party per country or actor: the state itself where an article names it or only states can be tied so."""
    parties = _named_parties(members)
    for key, state in _spoken_for(kind, parties).items():
        if state in names:
            parties[key] = TieParty(parties[key].role, names[state], key, state)
    return tuple(parties[key] for key in sorted(parties))


def state_names(reading: Reading) -> dict[str, str]:
    """What an article calls the states that it names, by their ids."""
    return {actor.id: actor.name for actor in reading.actors if actor.kind == "state"}


def merge_ties(
    readings: Sequence[Reading], context: Context, words: MergeWords, events: Sequence[Event] = ()
) -> tuple[MergedTie, ...]:
    """Ties of one kind between the same parties, with every article that states them; the latest status counts.

    `events`: those of the picture; an interval of a tie names the events that began or ended it.
    """
    groups: defaultdict[TieKey, list[Member]] = defaultdict(list)
    tellers: defaultdict[TieKey, dict[str, Teller]] = defaultdict(dict)
    names: dict[str, str] = {}
    for reading in readings:
        article_id = reading.article.id
        names |= state_names(reading)
        for key, ties in ties_by_key(reading).items():
            groups[key] += [(article_id, tie) for tie in ties]
            tellers[key][article_id] = teller_of(article_id, claims_beside(ties, reading), context)
    event_of = {(ref.article_id, ref.claim_id): event for event in events for ref in event.claims}
    return tuple(merged_tie(key, groups[key], names, words, Sources(event_of, tellers[key])) for key in sorted(groups))


def merged_tie(key: TieKey, group: Sequence[Member], names: Mapping[str, str], words: MergeWords, sources: Sources) -> MergedTie:
    """The tie of a kind between parties.

    Args:
        key: the kind and the parties.
        group: what articles state, in the order of their ids.
        names: of states, by their ids.
        words: of the language of the articles.
        sources: the articles of the group, and the events of the claims that begin or end the tie.
    """
    members = sorted(group, key=lambda m: (sources.age_key(m[0]), m[1].evidence.begin, m[1].id))
    spoken = [(article_id, tie) for article_id, tie in members if tie.status != "denied"] or members
    since = [tie.since for _, tie in members if tie.since is not None]
    until = [tie.until for _, tie in members if tie.until is not None]
    history = dict.fromkeys(TieStep(c.change, c.date, article, c.claim) for article, tie in members for c in tie.changes)
    return MergedTie(
        id=tie_id(key),
        kind=key[0],
        parties=_parties_of(key[0], members, names),
        levels=tuple(dict.fromkeys(tie.level for _, tie in members if tie.level is not None)),
        status=spoken[-1][1].status,
        since=min(since, default=None),
        evidence=tuple(dict.fromkeys((article_id, tie.id) for article_id, tie in members)),
        origins=sources.origins_of(sources.tellers),
        until=max(until, default=None),
        history=tuple(history),
        intervals=intervals_of(members, words, sources),
        differences=tie_differences(members, sources),
    )
