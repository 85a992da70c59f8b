"""What speaks for or against an actor as a party of an act: names of features.

An article has hundreds of options with dozens of features each. Those that follow from the same facts are one group, which is
made once for all options with these facts, in this article and in others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from lagebild.analyse.claims.cast import MAX_CHAIN, Cast, Hung, Option, keys_of
from lagebild.analyse.claims.choice import Groups, names_in
from lagebild.analyse.claims.nobody import ruled_sides
from lagebild.model.layers import Participant
from lagebild.model.tokens import Token

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

SHARES = (0.05, 0.15, 0.3, 0.5, 0.7)
COUNTS = (1, 2, 4, 8)
GAPS = (1, 2, 4, 8, 16)
BACK = (0, 1, 2, 4)
FAR = ("none", 9)  # path and steps of a word that is nowhere below the words above the trigger


@dataclass(frozen=True, slots=True)
class Ruled:
    """What is the same for all options of a draft: the words above the trigger and what the rules make of its parties."""

    above: Mapping[int, int]  # the trigger and the words above it, with the steps up to each
    rises: Sequence[str]  # the relations on the way, by the number of steps
    said_actors: frozenset[str | None]
    said_recipients: frozenset[str | None]
    actors: frozenset[str | None]
    recipients: frozenset[str | None]
    actor_keys: frozenset[str]
    recipient_keys: frozenset[str]
    whole: str  # digits: which parties the rules have
    inside: Mapping[str, int]  # the keys of the options that stand in the sentence, and how many each has
    slots: Mapping[int, Sequence[str]]  # the slots of the trigger that a word fills
    company: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)  # what is known so far, by key and `inside`

    @classmethod
    def of(cls, draft: Draft, options: Sequence[Option]) -> Ruled:
        """What is the same for these options of the draft."""
        parties = draft.parties
        up = heads_of(draft.trigger.token)
        slots: dict[int, list[str]] = {}
        for slot, fillers in draft.trigger.slots.fillers.items():
            for filler in {filler.i for filler in fillers}:
                slots.setdefault(filler, []).append(slot)
        return cls(
            above={token.i: steps for steps, token in enumerate(up)},
            rises=list(accumulate((token.dep_ for token in up), "{}^{}".format)),
            said_actors=_ids(parties.said_actors),
            said_recipients=_ids(parties.said_recipients),
            actors=_ids(parties.actors),
            recipients=_ids(parties.recipients),
            actor_keys=keys_of(parties.actors),
            recipient_keys=keys_of(parties.recipients),
            whole=ruled_sides(parties),
            inside=Counter(option.key for option in options if option.inside),
            slots=slots,
        )


def _ids(parties: Iterable[Participant]) -> frozenset[str | None]:
    return frozenset(p.actor_id for p in parties)


def option_features(cast: Cast, draft: Draft, option: Option, options: Sequence[Option]) -> list[str]:
    """What speaks for or against an actor as a party of the draft's act."""
    return names_in(option_groups(cast, draft, option, options, Ruled.of(draft, options)))


def option_groups(cast: Cast, draft: Draft, option: Option, options: Sequence[Option], ruled: Ruled) -> Groups:
    """`option_features` in groups; `ruled`: of the draft."""
    company = ruled.company.get((option.key, option.inside))
    if company is None:
        company = ruled.company[option.key, option.inside] = _company(cast, draft, option)
    return (
        *_presence(cast, draft, option, options, ruled),
        *_grammar(cast, draft, option, ruled),
        *_row(draft, option, ruled),
        company,
    )


def _presence(cast: Cast, draft: Draft, option: Option, options: Sequence[Option], ruled: Ruled) -> Groups:
    actor, mention, token = option.actor, option.mention, draft.trigger.token
    standing = cast.standing.get((actor.id, mention.kind, option.inside))
    if standing is None:
        standing = cast.standing[actor.id, mention.kind, option.inside] = _standing(
            "i" if option.inside else "x",
            mention.kind,
            actor.sector,
            actor.kind,
            "none" if actor.country is None else "IGO" if actor.country == "IGO" else "state",
            _bucket(cast.shares.get(option.key, 0.0), SHARES),
            option.key == cast.top,
            _bucket(cast.times.get(actor.id, 0), COUNTS),
        )
    said = None if draft.statement is None else draft.statement.type
    of_type = _of_type(option.inside, draft.type, mention.kind, actor.sector, token.tag_[:2])
    if option.inside:
        place = _inside(ruled.inside[option.key] > 1, option is options[0])
    else:
        keys = ruled.inside
        back = _bucket(draft.sentence.id - (mention.sentence or 0), BACK)
        place = _outside(back, option.key in keys, min(len(keys), 3), mention.sentence == 0, mention.kind, actor.sector)
    return standing, of_type, _of_word(token.lemma_, actor.sector), _of_status(option.inside, draft.status, said), place


@lru_cache(maxsize=4096)
def _standing(
    where: str, kind: str, sector: str | None, sort: str, place: str, share: int, top: bool, times: int
) -> tuple[str, ...]:
    """What an actor is in the article."""
    return (
        f"{where}.kind={kind}",
        f"{where}.sector={sector}",
        f"{where}.sort={sort}",
        f"{where}.place={place}",
        f"{where}.share={share}",
        f"{where}.top={top}",
        f"{where}.times={times}",
    )


@lru_cache(maxsize=4096)
def _of_type(inside: bool, type_: str, kind: str, sector: str | None, tag: str) -> tuple[str, ...]:
    """What an actor is for acts of a type."""
    where = "i" if inside else "x"
    return (
        f"{where}.t+kind={type_}/{kind}",
        f"{where}.t+sector={type_}/{sector}",
        f"{where}.t={type_}",
        f"{where}.tag+sector={type_}/{tag}/{sector}",
    )


@lru_cache(maxsize=4096)
def _of_word(lemma: str, sector: str | None) -> tuple[str, ...]:
    return (f"l+sector={lemma}/{sector}",)


@lru_cache(maxsize=256)
def _of_status(inside: bool, status: str, said: str | None) -> tuple[str, ...]:
    where = "i" if inside else "x"
    return (f"{where}.st={status}", f"{where}.said={said}")


@lru_cache(maxsize=4)
def _inside(is_twin: bool, is_first: bool) -> tuple[str, ...]:
    return (f"i.twin={is_twin}", f"i.first={is_first}")


@lru_cache(maxsize=4096)
def _outside(back: int, again: bool, others: int, lead: bool, kind: str, sector: str | None) -> tuple[str, ...]:
    return (f"x.back={back}", f"x.again={again}", f"x.others={others}", f"x.lead={lead}", f"x.ks={kind}/{sector}")


def _grammar(cast: Cast, draft: Draft, option: Option, ruled: Ruled) -> Groups:
    """How the mention hangs on the trigger."""
    token, type_ = draft.trigger.token, draft.type
    if not option.inside:
        return (_unhung(token.lemma_),)
    hung = cast.hung(token.doc, option.mention.head)
    path, steps = _path(ruled, hung)
    side = "l" if hung.i < token.i else "r" if hung.i > token.i else "="
    gap = _bucket(abs(hung.i - token.i), GAPS)
    return (
        _paths(type_, path, min(steps, 6)),
        _places(type_, token.tag_[:2], side, gap, hung.case, hung.relation),
        _words(token.lemma_, hung.above, hung.relation),
    )


@lru_cache(maxsize=4096)
def _unhung(lemma: str) -> tuple[str, ...]:
    return (f"l+x={lemma}",)


@lru_cache(maxsize=4096)
def _paths(type_: str, path: str, steps: int) -> tuple[str, ...]:
    return (f"p={path}", f"pn={steps}", f"tp={type_}/{path}")


@lru_cache(maxsize=4096)
def _places(type_: str, tag: str, side: str, gap: int, case: str, relation: str) -> tuple[str, ...]:
    return (
        f"side={side}",
        f"dist={gap}",
        f"case={case}",
        f"tcase={type_}/{case}",
        f"dep={relation}",
        f"tdep={type_}/{relation}/{side}",
        f"gdep={tag}/{relation}/{side}",
    )


@lru_cache(maxsize=4096)
def _words(lemma: str, above: str, relation: str) -> tuple[str, ...]:
    return (f"l+dep={lemma}/{relation}", f"above={above}/{relation}")


def _path(ruled: Ruled, hung: Hung) -> tuple[str, int]:
    """The relations from the trigger up to the common head and down to the other word, and their number."""
    above = ruled.above
    for down, i in enumerate(hung.chain):
        up = above.get(i)
        if up is not None:
            rise = ruled.rises[up - 1] if up else ""
            return f"{rise}|{hung.falls[down - 1] if down else ''}", up + down
    return FAR


def heads_of(token: Token) -> list[Token]:
    """The word and those above it, nearest first, so far up as paths are looked at."""
    held = [token]
    while len(held) < MAX_CHAIN:
        above = token.head
        if above is token:
            break
        held.append(above)
        token = above
    return held


def _row(draft: Draft, option: Option, ruled: Ruled) -> Groups:
    """What the row of the lexicon makes of the actor."""
    parties, type_, actor_id = draft.parties, draft.type, option.actor.id
    said_actor = actor_id in ruled.said_actors
    said_recipient = actor_id in ruled.said_recipients
    implied_actor = not said_actor and actor_id in ruled.actors
    implied_recipient = not said_recipient and actor_id in ruled.recipients
    mark = f"{said_actor:d}{said_recipient:d}{implied_actor:d}{implied_recipient:d}"
    keys = f"{option.key in ruled.actor_keys:d}{option.key in ruled.recipient_keys:d}"
    found = [
        _ruled_as(type_, mark, ruled.whole),
        _ruled_by(draft.trigger.rule.id, mark),
        _ruled_in(mark, parties.actor_slot, parties.recipient_slot, keys),
    ]
    if draft.source is not None and draft.source.actor_id == actor_id:
        found.append(_source(type_))
    if option.inside:
        found += [_fills(type_, slot) for slot in ruled.slots.get(option.mention.head, ())]
    return found


@lru_cache(maxsize=4096)
def _ruled_as(type_: str, mark: str, whole: str) -> tuple[str, ...]:
    return (f"row={mark}/{whole}", f"row+t={type_}/{mark}")


@lru_cache(maxsize=4096)
def _ruled_in(mark: str, actor_slot: str, recipient_slot: str, keys: str) -> tuple[str, ...]:
    return (f"row+s={mark}/{actor_slot}/{recipient_slot}", f"row.key={keys}")


@lru_cache(maxsize=4096)
def _ruled_by(rule: str, mark: str) -> tuple[str, ...]:
    return (f"row+r={rule}/{mark}",)


@lru_cache(maxsize=64)
def _source(type_: str) -> tuple[str, ...]:
    return ("source", f"source/{type_}")


@lru_cache(maxsize=1024)
def _fills(type_: str, slot: str) -> tuple[str, ...]:
    return (f"slot={slot}", f"tslot={type_}/{slot}")


def _company(cast: Cast, draft: Draft, option: Option) -> tuple[str, ...]:
    """What part the actor has in the other drafts of the sentence, in those before and in the article's first one."""
    where, key, type_ = "i" if option.inside else "x", option.key, draft.type
    found: list[str] = []
    for number, earlier in enumerate(reversed(cast.before.get(draft.sentence.id, ()))):
        for part, keys in (("A", earlier.actors), ("R", earlier.recipients)):
            if key in keys:
                found.append(f"p{part}{min(number, 2)}{where}")
                if number == 0:
                    found.append(f"p{part}/{type_}/{earlier.type}/{where}")
    if cast.lead is not None:
        for part, keys in (("A", cast.lead.actors), ("R", cast.lead.recipients)):
            if key in keys:
                found += [f"l{part}{where}", f"l{part}{where}/{type_}"]
    token = draft.trigger.token
    for other in cast.involved(draft.sentence.id).get(key, ()):
        if other.token is token:
            continue
        relation = (
            "above"
            if token.head is other.token
            else "below"
            if other.token.head is token
            else "before"
            if other.token.i < token.i
            else "after"
        )
        for part, keys in (("A", other.actors), ("R", other.recipients)):
            if key in keys:
                found += [f"o{part}{relation}{where}", f"o{part}{relation}/{type_}/{other.type}"]
    return tuple(found)


def _bucket(value: float, limits: Sequence[float]) -> int:
    """How many of the limits, in ascending order, the value is above."""
    return bisect_left(limits, value)
