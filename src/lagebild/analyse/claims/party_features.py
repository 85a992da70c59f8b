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

from lagebild.analyse.claims.cast import MAX_CHAIN, Cast, Earlier, Hung, Option, keys_of
from lagebild.analyse.claims.choice import Groups, names_in
from lagebild.analyse.claims.nobody import ruled_sides
from lagebild.analyse.claims.roles import Parties
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
    marks: Mapping[str | None, str]  # digits by actor: what the rules make of it, where they make something of it
    key_marks: Mapping[str, str]  # digits by key: whether the rules have it as actor, as recipient
    whole: str  # digits: which parties the rules have
    several: int  # how many keys stand in the sentence, at most three
    inside: Mapping[str, int]  # the keys of the options that stand in the sentence, and how many each has
    slots: Mapping[int, Sequence[str]]  # the slots of the trigger that a word fills
    # What is known so far: by key and `inside`; by `inside`, kind of mention and sector; by the digits of actor and key.
    company: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)
    alike: dict[tuple[bool, str, str | None], Groups] = field(default_factory=dict)
    rows: dict[tuple[str, str], Groups] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft, options: Sequence[Option]) -> Ruled:
        """What is the same for these options of the draft."""
        parties = draft.parties
        up = heads_of(draft.trigger.token)
        slots: dict[int, list[str]] = {}
        for slot, fillers in draft.trigger.slots.fillers.items():
            for filler in {filler.i for filler in fillers}:
                slots.setdefault(filler, []).append(slot)
        inside = Counter([option.key for option in options if option.inside])
        return cls(
            above={token.i: steps for steps, token in enumerate(up)},
            rises=list(accumulate((token.dep_ for token in up), "{}^{}".format)),
            marks=_marks(parties),
            key_marks=_key_marks(parties),
            whole=ruled_sides(parties),
            several=min(len(inside), 3),
            inside=inside,
            slots=slots,
        )


def _marks(parties: Parties) -> dict[str | None, str]:
    """What the rules make of each actor, as digits: actor, recipient, actor that is only implied, recipient that is."""
    said_actors, said_recipients = _ids(parties.said_actors), _ids(parties.said_recipients)
    actors, recipients = _ids(parties.actors) - said_actors, _ids(parties.recipients) - said_recipients
    return {
        of: f"{of in said_actors:d}{of in said_recipients:d}{of in actors:d}{of in recipients:d}"
        for of in said_actors | said_recipients | actors | recipients
    }


def _key_marks(parties: Parties) -> dict[str, str]:
    actors, recipients = keys_of(parties.actors), keys_of(parties.recipients)
    return {key: f"{key in actors:d}{key in recipients:d}" for key in actors | recipients}


def _ids(parties: Iterable[Participant]) -> set[str | None]:
    return {p.actor_id for p in parties}


def option_features(cast: Cast, draft: Draft, option: Option, options: Sequence[Option]) -> list[str]:
    """What speaks for or against an actor as a party of the draft's act."""
    return names_in(option_groups(cast, draft, option, options, Ruled.of(draft, options)))


def option_groups(cast: Cast, draft: Draft, option: Option, options: Sequence[Option], ruled: Ruled) -> Groups:
    """`option_features` in groups; `ruled`: of the draft."""
    key = (option.key, option.inside)
    company = ruled.company.get(key)
    if company is None:
        company = ruled.company[key] = _company(cast, draft, option)
    groups = [*_presence(cast, draft, option, options, ruled), *_grammar(cast, draft, option, ruled)]
    groups += _row(draft, option, ruled)
    groups.append(company)
    return groups


def _presence(cast: Cast, draft: Draft, option: Option, options: Sequence[Option], ruled: Ruled) -> Groups:
    actor, mention, inside = option.actor, option.mention, option.inside
    kind, sector = mention.kind, actor.sector
    standing = cast.standing.get((actor.id, kind, inside))
    if standing is None:
        standing = cast.standing[actor.id, kind, inside] = _standing(
            "i" if inside else "x",
            kind,
            sector,
            actor.kind,
            "none" if actor.country is None else "IGO" if actor.country == "IGO" else "state",
            _bucket(cast.shares.get(option.key, 0.0), SHARES),
            option.key == cast.top,
            _bucket(cast.times.get(actor.id, 0), COUNTS),
        )
    alike = ruled.alike.get((inside, kind, sector))
    if alike is None:
        alike = ruled.alike[inside, kind, sector] = _alike(draft, kind, sector, inside=inside)
    keys = ruled.inside
    if inside:
        place = _inside(keys[option.key] > 1, option is options[0])
    else:
        sentence = mention.sentence
        back = _bucket(draft.sentence.id - (sentence or 0), BACK)
        place = _outside(back, option.key in keys, ruled.several, sentence == 0, kind, sector)
    return standing, *alike, place


def _alike(draft: Draft, kind: str, sector: str | None, *, inside: bool) -> Groups:
    """What is the same for all actors of a sector with mentions of a kind."""
    token = draft.trigger.token
    said = None if draft.statement is None else draft.statement.type
    return (
        _of_type(inside, draft.type, kind, sector, token.tag_[:2]),
        _of_word(token.lemma_, sector),
        _of_status(inside, draft.status, said),
    )


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
    actor_id = option.actor.id
    marks = (ruled.marks.get(actor_id, "0000"), ruled.key_marks.get(option.key, "00"))
    row = ruled.rows.get(marks)
    if row is None:
        row = ruled.rows[marks] = _ruled(draft, *marks, ruled.whole)
    is_source = draft.source is not None and draft.source.actor_id == actor_id
    slots = ruled.slots.get(option.mention.head, ()) if option.inside else ()
    if not is_source and not slots:
        return row
    return [*row, *([_source(draft.type)] if is_source else ()), *[_fills(draft.type, slot) for slot in slots]]


def _ruled(draft: Draft, mark: str, keys: str, whole: str) -> Groups:
    parties = draft.parties
    return (
        _ruled_as(draft.type, mark, whole),
        _ruled_by(draft.trigger.rule.id, mark),
        _ruled_in(mark, parties.actor_slot, parties.recipient_slot, keys),
    )


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
        for part in _parts_of(key, earlier):
            found.append(f"p{part}{min(number, 2)}{where}")
            if number == 0:
                found.append(f"p{part}/{type_}/{earlier.type}/{where}")
    if cast.lead is not None:
        for part in _parts_of(key, cast.lead):
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
        for part in _parts_of(key, other):
            found += [f"o{part}{relation}{where}", f"o{part}{relation}/{type_}/{other.type}"]
    return tuple(found)


def _parts_of(key: str, earlier: Earlier) -> str:
    """The parts of an actor in a draft: actor, recipient, both or none."""
    return ("A" if key in earlier.actors else "") + ("R" if key in earlier.recipients else "")


def _bucket(value: float, limits: Sequence[float]) -> int:
    """How many of the limits, in ascending order, the value is above."""
    return bisect_left(limits, value)
