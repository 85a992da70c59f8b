"""What speaks for or against an actor as a party of an act: names of features."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lagebild.analyse.claims.cast import MAX_INSIDE, Cast, Option, keys_of
from lagebild.analyse.claims.roles import Parties
from lagebild.model.layers import Participant
from lagebild.model.tokens import Token, tokens_of

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

MAX_PATH = 12
SHARES = (0.05, 0.15, 0.3, 0.5, 0.7)
COUNTS = (1, 2, 4, 8)
GAPS = (1, 2, 4, 8, 16)
BACK = (0, 1, 2, 4)


def nobody_features(draft: Draft, options: Sequence[Option], side: int) -> list[str]:
    """What speaks for nobody (`side` 0: no actor, 1: no recipient)."""
    token, rule, parties = draft.trigger.token, draft.trigger.rule, draft.parties
    present = min(len({option.key for option in options if option.inside}), 3)
    slot = (parties.actor_slot, parties.recipient_slot)[side]
    return [
        "none",
        f"none/{draft.type}",
        f"none/{draft.type}/{draft.mode}",
        f"none/{present}",
        f"none/{draft.type}/{present}",
        f"none/l={token.lemma_}",
        f"none/{draft.type}/{token.tag_[:2]}",
        f"none/s={slot}",
        f"none/ts={draft.type}/{slot}",
        f"none/o={_ruled(parties)}",
        f"none/r={rule.id}",
        f"none/k={rule.kind}",
        f"none/st={draft.status}",
    ]


def _ruled(parties: Parties) -> str:
    return f"{bool(parties.said_actors):d}{bool(parties.said_recipients):d}{bool(parties.actors):d}{bool(parties.recipients):d}"


@dataclass(frozen=True, slots=True)
class Ruled:
    """What is the same for all options of a draft: the words above the trigger and what the rules make of its parties."""

    up: tuple[Token, ...]
    said_actors: frozenset[str | None]
    said_recipients: frozenset[str | None]
    actors: frozenset[str | None]
    recipients: frozenset[str | None]
    actor_keys: frozenset[str]
    recipient_keys: frozenset[str]
    whole: str  # digits: which parties the rules have
    inside: Mapping[str, int]  # the keys of the options that stand in the sentence, and how many each has

    @classmethod
    def of(cls, draft: Draft, options: Sequence[Option]) -> Ruled:
        """What is the same for these options of the draft."""
        parties = draft.parties
        return cls(
            up=tuple(_heads(draft.trigger.token)),
            said_actors=_ids(parties.said_actors),
            said_recipients=_ids(parties.said_recipients),
            actors=_ids(parties.actors),
            recipients=_ids(parties.recipients),
            actor_keys=keys_of(parties.actors),
            recipient_keys=keys_of(parties.recipients),
            whole=_ruled(parties),
            inside=Counter(option.key for option in options if option.inside),
        )


def _ids(parties: Iterable[Participant]) -> frozenset[str | None]:
    return frozenset(p.actor_id for p in parties)


def option_features(
    cast: Cast, draft: Draft, option: Option, options: Sequence[Option], *, ruled: Ruled | None = None
) -> list[str]:
    """What speaks for or against an actor as a party of the draft's act; `ruled`: of the draft, where it is known already."""
    ruled = ruled or Ruled.of(draft, options)
    own = _presence(cast, draft, option, options, ruled)
    return [*own, *_grammar(draft, option, ruled.up), *_row(draft, option, ruled), *_company(cast, draft, option)]


def _presence(cast: Cast, draft: Draft, option: Option, options: Sequence[Option], ruled: Ruled) -> list[str]:
    actor, mention, type_ = option.actor, option.mention, draft.type
    where = "i" if option.inside else "x"
    place = "none" if actor.country is None else "IGO" if actor.country == "IGO" else "state"
    found = [
        f"{where}.kind={mention.kind}",
        f"{where}.sector={actor.sector}",
        f"{where}.sort={actor.kind}",
        f"{where}.place={place}",
        f"{where}.share={_bucket(cast.shares.get(option.key, 0.0), SHARES)}",
        f"{where}.top={option.key == cast.top}",
        f"{where}.times={_bucket(cast.times.get(actor.id, 0), COUNTS)}",
        f"{where}.t+kind={type_}/{mention.kind}",
        f"{where}.t+sector={type_}/{actor.sector}",
        f"{where}.t={type_}",
        f"{where}.tag+sector={type_}/{draft.trigger.token.tag_[:2]}/{actor.sector}",
        f"l+sector={draft.trigger.token.lemma_}/{actor.sector}",
        f"{where}.st={draft.status}",
        f"{where}.said={None if draft.statement is None else draft.statement.type}",
    ]
    if option.inside:
        return [*found, f"i.twin={ruled.inside[option.key] > 1}", f"i.first={option is options[0]}"]
    keys = ruled.inside
    back = draft.sentence.id - (option.mention.sentence or 0)
    return [
        *found,
        f"x.back={_bucket(back, BACK)}",
        f"x.again={option.key in keys}",
        f"x.others={min(len(keys), 3)}",
        f"x.lead={mention.sentence == 0}",
        f"x.ks={mention.kind}/{actor.sector}",
    ]


def _grammar(draft: Draft, option: Option, up: Sequence[Token]) -> list[str]:
    """How the mention hangs on the trigger; `up`: the trigger and the words above it."""
    token, type_ = draft.trigger.token, draft.type
    if not option.inside:
        return [f"l+x={token.lemma_}"]
    head = tokens_of(token.doc)[option.mention.head]
    path, steps = _path(up, head)
    case = next((c.lemma_.lower() for c in head.children if c.dep_ == "case"), "")
    side = "l" if head.i < token.i else "r" if head.i > token.i else "="
    return [
        f"p={path}",
        f"pn={min(steps, 6)}",
        f"tp={type_}/{path}",
        f"side={side}",
        f"dist={_bucket(abs(head.i - token.i), GAPS)}",
        f"case={case}",
        f"tcase={type_}/{case}",
        f"dep={head.dep_}",
        f"tdep={type_}/{head.dep_}/{side}",
        f"gdep={token.tag_[:2]}/{head.dep_}/{side}",
        f"l+dep={token.lemma_}/{head.dep_}",
        f"above={head.head.lemma_}/{head.dep_}",
    ]


def _path(up: Sequence[Token], other: Token) -> tuple[str, int]:
    """The relations from the trigger up to the common head and down to the other word, and their number.

    `up`: the trigger and the words above it.
    """
    down = _heads(other)
    above = {t.i: n for n, t in enumerate(up)}
    common = next((n for n, t in enumerate(down) if t.i in above), None)
    if common is None:
        return "none", 9
    rise = [t.dep_ for t in up[: above[down[common].i]]]
    fall = [t.dep_ for t in down[:common]]
    return "^".join(rise) + "|" + "v".join(fall), len(rise) + len(fall)


def _heads(token: Token) -> list[Token]:
    held = [token]
    while len(held) < MAX_PATH:
        above = token.head
        if above.i == token.i:
            break
        held.append(above)
        token = above
    return held


def _row(draft: Draft, option: Option, ruled: Ruled) -> list[str]:
    """What the row of the lexicon makes of the actor."""
    parties, type_, actor = draft.parties, draft.type, option.actor
    said_actor = actor.id in ruled.said_actors
    said_recipient = actor.id in ruled.said_recipients
    implied_actor = not said_actor and actor.id in ruled.actors
    implied_recipient = not said_recipient and actor.id in ruled.recipients
    mark = f"{said_actor:d}{said_recipient:d}{implied_actor:d}{implied_recipient:d}"
    found = [
        f"row={mark}/{ruled.whole}",
        f"row+t={type_}/{mark}",
        f"row+r={draft.trigger.rule.id}/{mark}",
        f"row+s={mark}/{parties.actor_slot}/{parties.recipient_slot}",
        f"row.key={option.key in ruled.actor_keys:d}{option.key in ruled.recipient_keys:d}",
    ]
    if draft.source is not None and draft.source.actor_id == actor.id:
        found += ["source", f"source/{type_}"]
    if option.inside:
        head = option.mention.head
        for slot, fillers in draft.trigger.slots.fillers.items():
            if any(filler.i == head for filler in fillers):
                found += [f"slot={slot}", f"tslot={type_}/{slot}"]
    return found


def _company(cast: Cast, draft: Draft, option: Option) -> list[str]:
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
    for other in cast.drafts.get(draft.sentence.id, ())[:MAX_INSIDE]:
        if other.token.i == token.i or (key not in other.actors and key not in other.recipients):
            continue
        relation = (
            "above"
            if token.head.i == other.token.i
            else "below"
            if other.token.head.i == token.i
            else "before"
            if other.token.i < token.i
            else "after"
        )
        for part, keys in (("A", other.actors), ("R", other.recipients)):
            if key in keys:
                found += [f"o{part}{relation}{where}", f"o{part}{relation}/{type_}/{other.type}"]
    return found


def _bucket(value: float, limits: Sequence[float]) -> int:
    """How many of the limits, in ascending order, the value is above."""
    return bisect_left(limits, value)
