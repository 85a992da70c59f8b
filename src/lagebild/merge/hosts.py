"""Hosts of visits that the text leaves open: those of a meeting of the same visitor that the article tells of nearby."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from lagebild.merge.symbols import CLAUSE_END, clause_around
from lagebild.merge.words import MergeWords
from lagebild.model.layers import Claim, Location, Participant
from lagebild.model.reading import Reading

NEXT_CHARACTERS = 16  # between a noun and its party: a preposition and an article
MAX_SENTENCES = 5  # between visit and meeting; farther off another journey is likelier
ASIDE = re.compile(r"\s[–—-]\s|[;:(]")  # what stands behind it is no part of the phrase in front

Place = Callable[[Claim], Location | None]


def attached(text: str, claim: Claim, participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The participants of a slot without those behind an aside that others do not need to cross."""
    near = [p for p in participants if not _crosses(text, claim, p)]
    return tuple(near) if near else participants


def _told_by_noun(claim: Claim) -> bool:
    return claim.trigger.text[:1].isupper()


def _open_host(text: str, claim: Claim) -> bool:
    """Whether a visit names no host: nobody, one inferred, or for a noun those behind an aside ("the visit – at last – ...")."""
    return all(one.implicit or (_told_by_noun(claim) and _crosses(text, claim, one)) for one in claim.recipients)


def _crosses(text: str, claim: Claim, one: Participant | Location) -> bool:
    begin, end = min(claim.trigger.end, one.end), max(claim.trigger.begin, one.begin)
    return begin < end and ASIDE.search(text, begin, end) is not None


def close_parties(text: str, claim: Claim) -> Claim:
    """A claim told by a noun ("Russia's war on Ukraine") with the parties that stand next to it, if there are such.

    What else stands in the sentence ("... has not condemned the war") takes part in another act.
    """
    if not _told_by_noun(claim):
        return claim
    actors = tuple(p for p in claim.actors if _stands_next(text, claim, p))
    recipients = tuple(p for p in claim.recipients if _stands_next(text, claim, p))
    return replace(claim, actors=actors, recipients=recipients) if actors or recipients else claim


def with_guest_first(claim: Claim, place: Location | None) -> Claim:
    """A visit whose actors are those of the place and whose recipients are not, turned round: guests come from elsewhere."""
    here = None if place is None else place.country
    actors = {p.country for p in claim.actors}
    recipients = {p.country for p in claim.recipients}
    if here is None or actors != {here} or not recipients or here in recipients or None in recipients:
        return claim
    return replace(claim, actors=claim.recipients, recipients=claim.actors)


def _stands_next(text: str, claim: Claim, one: Participant) -> bool:
    begin, end = min(claim.trigger.end, one.end), max(claim.trigger.begin, one.begin)
    return not one.implicit and (begin >= end or (end - begin <= NEXT_CHARACTERS and CLAUSE_END.search(text, begin, end) is None))


def _named(participants: tuple[Participant, ...]) -> Iterator[Participant]:
    for one in participants:
        if not one.implicit and one.country not in (None, "IGO"):
            yield one


def _same_visitor(visit: Sequence[Participant], meeting: Sequence[Participant], vague: frozenset[str]) -> Participant | None:
    """The party of the meeting that the visitor is: the same actor, or the one of his country where the visit describes him."""
    ours = {p.actor_id for p in visit}
    same = [p for p in meeting if p.actor_id in ours]
    if same:
        return same[0]
    countries = {p.country for p in visit}
    described = all(p.actor_id in vague for p in visit)
    fitting = [p for p in meeting if p.country in countries]
    return fitting[0] if described and len(countries) == 1 and len(fitting) == 1 else None


def _host_of(reading: Reading, meeting: Claim, visitor: Participant, place: Location | None) -> Participant | None:
    """Who receives the visitor: the other country of the meeting, which is that of the place if one is named."""
    others = [p for p in _named((*meeting.actors, *meeting.recipients)) if p.country != visitor.country]
    countries = {p.country for p in others}
    where = place.country if place is not None else None
    if where is None:
        return others[0] if len(countries) == 1 else None
    if where == visitor.country or place is None or (others and where not in countries):
        return None
    state = "ac-" + where
    name = next((actor.name for actor in reading.actors if actor.id == state), place.text)
    return Participant(place.text, place.begin, place.end, where, "GOV", name, state, "the place of the meeting")


def with_hosts(
    reading: Reading, words: MergeWords, acts: Mapping[str, str], vague: frozenset[str], place_of: Place
) -> dict[str, Claim]:
    """Claims of visits that name no host, with the host that a meeting of the same visitor nearby implies.

    Args:
        reading: the article's reading.
        words: the merge tables.
        acts: the act of each claim by its id.
        vague: actors known by a description alone.
        place_of: the place of a claim.

    Returns:
        The claims that have gained a recipient (in place of those behind an aside), marked as implicit with the reason, by id.
    """
    text = reading.article.text
    sentences = {s.id: text[s.begin : s.end] for s in reading.sentences}
    meetings = [c for c in reading.claims if acts[c.id] == "meeting"]
    meetings = [c for c in meetings if words.lookback.search(sentences.get(c.sentence, "")) is None]
    result: dict[str, Claim] = {}
    for claim in reading.claims:
        if acts[claim.id] != "visit" or not _open_host(text, claim):
            continue
        place = place_of(claim)
        visitors = list(_named(attached(text, claim, claim.actors)))
        here = place is not None and not _crosses(text, claim, place)
        abroad = here and place is not None and place.country not in {None, *(p.country for p in visitors)}
        back = words.lookback.search(clause_around(text, claim.trigger))  # an earlier visit is not that of the news
        if abroad or back or not visitors:
            continue
        host = _nearest_host(reading, claim, visitors, meetings, vague, place_of)
        if host is not None:
            result[claim.id] = replace(claim, recipients=(host,))
    return result


def _nearest_host(
    reading: Reading,
    claim: Claim,
    visitors: Sequence[Participant],
    meetings: Sequence[Claim],
    vague: frozenset[str],
    place_of: Place,
) -> Participant | None:
    """The host by the nearest meetings of the visitor; None where these are far off or name different countries.

    Where the reading has inferred a host, only a meeting that agrees with it counts.
    """
    inferred = {p.country for p in claim.recipients if p.implicit}
    found: dict[int, list[Participant]] = {}
    for meeting in meetings:
        distance = abs(meeting.sentence - claim.sentence)
        if distance > MAX_SENTENCES:
            continue
        visitor = _same_visitor(visitors, list(_named((*meeting.actors, *meeting.recipients))), vague)
        host = None if visitor is None else _host_of(reading, meeting, visitor, place_of(meeting))
        if host is not None and (not inferred or host.country in inferred):
            why = f"the visitor's meeting in sentence {meeting.sentence}: {host.why}"
            found.setdefault(distance, []).append(replace(host, implicit=True, in_sentence=meeting.sentence, why=why))
    if not found:
        return None
    nearest = found[min(found)]
    return nearest[0] if len({p.country for p in nearest}) == 1 else None
