"""Who acted on whom: the actors of an article that may be the parties of a claim, with the features by which they are chosen.

Every actor mentioned in the sentence is an option, then those named shortly before and those that the article names most; so is
"nobody". What the grammar of the trigger's row says, how the words hang together and what the claims before said are features.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from lagebild.analyse.claims.choice import Chooser, chooser
from lagebild.analyse.claims.party_reasons import rival_of, runner_up, shared_words
from lagebild.analyse.claims.roles import IMPLIED, Parties
from lagebild.analyse.participants import participant
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import actors_of
from lagebild.model.layers import Actor, Mention, Participant

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

CHOICES = ("actor", "recipient")
WEAK = frozenset({"pronoun", "adjective", "place"})  # another mention of the actor in the sentence stands for it rather
HIDDEN = frozenset({"place", "adjective"})  # do not make an actor present in the sentences after
RECENT = 6  # actors of the sentences before
FREQUENT = 5
MAX_INSIDE = 60  # mentions and drafts of one sentence that are looked at, for the same reason
MAX_MENTIONS = 400  # mentions looked back at: keeps the step linear in long texts
MAX_PATH = 12
TOGETHER = 0.6  # a party has at least this share of the likeliest one's
BETWEEN = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID"})  # what nobody does with himself
MUTUAL = 0.25  # an actor with this share on both sides is on both
HOLD = 0.2  # with this share together those whom the row names are it: the same words then give the same parties everywhere
LEAST = 0.25  # and no less than this, lest everybody joins where nobody is likely
NAMED = 0.15  # the same for a party that the trigger's row names
SHARES = (0.05, 0.15, 0.3, 0.5, 0.7)
COUNTS = (1, 2, 4, 8)
GAPS = (1, 2, 4, 8, 16)
BACK = (0, 1, 2, 4)
EARLIER = 4  # claims remembered


@dataclass(frozen=True, slots=True)
class Option:
    """An actor with the mention that stands for it; `inside`: the mention stands in the sentence of the trigger."""

    mention: Mention
    actor: Actor
    inside: bool
    key: str = field(init=False)  # the state, organisation or sector that it counts to

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", key_of(self.actor.country, self.actor.id, self.actor.sector))


def key_of(country: str | None, actor_id: str | None, sector: str | None) -> str:
    """What of a party is compared between claims: the state, the organisation, or the sector of someone without a state."""
    if country is None:
        return f"?{sector}"
    return f"IGO:{actor_id}" if country == "IGO" else country


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier draft says of its parties."""

    sentence: int
    token: Token
    type: str
    actors: frozenset[str]
    recipients: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who appears in an article, how often and where, and which drafts speak of whom."""

    by_sentence: Mapping[int, tuple[tuple[Mention, Actor], ...]]
    ordered: tuple[tuple[Mention, Actor], ...]
    first: Mapping[str, tuple[Mention, Actor]]
    times: Mapping[str, int]
    shares: Mapping[str, float]
    top: str | None
    drafts: Mapping[int, tuple[Earlier, ...]]
    before: Mapping[int, tuple[Earlier, ...]]
    lead: Earlier | None
    frequent: tuple[tuple[Mention, Actor], ...]

    @classmethod
    def of(cls, doc: Doc, drafts: Sequence[Draft]) -> Cast:
        """The cast of an article.

        `drafts`: all of it, accepted or not, in the order of the text.
        """
        placed = sorted(
            ((m, a) for a in actors_of(doc) for m in a.mentions if m.sentence is not None),
            key=lambda pair: (pair[0].span.begin, pair[0].span.end, pair[1].id),
        )
        here: dict[int, list[tuple[Mention, Actor]]] = {}
        first: dict[str, tuple[Mention, Actor]] = {}
        keys: Counter[str] = Counter()
        times: Counter[str] = Counter()
        for mention, actor in placed:
            here.setdefault(mention.sentence if mention.sentence is not None else -1, []).append((mention, actor))
            first.setdefault(actor.id, (mention, actor))
            if mention.kind != "place":
                keys[key_of(actor.country, actor.id, actor.sector)] += 1
                times[actor.id] += 1
        total = sum(keys.values()) or 1
        spoken, before, lead = _history(drafts)
        return cls(
            {number: tuple(pairs) for number, pairs in here.items()},
            tuple(pair for pair in placed if pair[0].kind not in HIDDEN),
            first,
            times,
            {key: count / total for key, count in keys.items()},
            min(keys, key=lambda key: (-keys[key], key)) if keys else None,
            spoken,
            before,
            lead,
            tuple(first[actor] for actor in sorted(times, key=lambda a: (-times[a], first[a][0].span.begin, a))[:FREQUENT]),
        )


def _history(drafts: Sequence[Draft]) -> tuple[dict[int, tuple[Earlier, ...]], dict[int, tuple[Earlier, ...]], Earlier | None]:
    """The drafts of each sentence, the last ones before each sentence, and the article's first one with an actor."""
    spoken: dict[int, list[Earlier]] = {}
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(draft.sentence.id, []).append(draft)
        spoken.setdefault(draft.sentence.id, []).append(
            Earlier(
                draft.sentence.id,
                draft.trigger.token,
                draft.type,
                _keys(draft.parties.said_actors),
                _keys(draft.parties.said_recipients),
            )
        )
    before: dict[int, tuple[Earlier, ...]] = {}
    last: tuple[Earlier, ...] = ()
    for number in sorted(spoken):
        before[number] = last
        sure = [
            e
            for e, d in zip(spoken[number], told[number], strict=True)
            if d.trigger.rank == 0 and not d.trigger.unmet and (e.actors or e.recipients)
        ]
        last = (*last, *sure)[-EARLIER:]
    lead = next((e for number in sorted(spoken) for e in spoken[number] if e.actors), None)
    return {number: tuple(held) for number, held in spoken.items()}, before, lead


def _keys(parties: Iterable[Participant]) -> frozenset[str]:
    return frozenset(key_of(p.country, p.actor_id, p.sector) for p in parties)


def _ids(parties: Iterable[Participant]) -> frozenset[str | None]:
    return frozenset(p.actor_id for p in parties)


def options_of(cast: Cast, draft: Draft) -> list[Option]:
    """The actors that may be parties: of the sentence in the order of the text, of those before it, and the most frequent."""
    inside: dict[str, tuple[Mention, Actor]] = {}
    for mention, actor in around(cast.by_sentence.get(draft.sentence.id, ()), draft.trigger.token.idx):
        known = inside.get(actor.id)
        if known is None or (known[0].kind in WEAK and mention.kind not in WEAK):
            inside[actor.id] = (mention, actor)
    options = [Option(m, a, inside=True) for m, a in sorted(inside.values(), key=lambda pair: (pair[0].span.begin, pair[1].id))]
    taken = set(inside)
    for mention, actor in (*_recent(cast, draft.sentence.id), *cast.frequent):
        if actor.id not in taken:
            taken.add(actor.id)
            options.append(Option(mention, actor, inside=False))
    return options


def around(held: Sequence[tuple[Mention, Actor]], place: int) -> Sequence[tuple[Mention, Actor]]:
    """The mentions next to a place of the text; all of them but in sentences that are no sentences."""
    if len(held) <= MAX_INSIDE:
        return held
    middle = bisect_left(held, place, key=lambda pair: pair[0].span.begin)
    return held[max(0, middle - MAX_INSIDE // 2) : middle + MAX_INSIDE // 2]


def _recent(cast: Cast, sentence: int) -> Iterator[tuple[Mention, Actor]]:
    """The actors mentioned last before the sentence, each by its last mention."""
    seen: set[str] = set()
    end = bisect_left(cast.ordered, sentence, key=lambda pair: pair[0].sentence or 0)
    for mention, actor in reversed(cast.ordered[max(0, end - MAX_MENTIONS) : end]):
        if actor.id not in seen:
            seen.add(actor.id)
            yield mention, actor
            if len(seen) == RECENT:
                return


def choose_parties(doc: Doc, drafts: Sequence[Draft], accepted: Sequence[Draft], pack: LanguagePack) -> list[Parties]:
    """The parties of each accepted draft; `drafts` are all of the article."""
    cast = Cast.of(doc, drafts)
    models = [chooser(pack, kind) for kind in CHOICES]
    return [_chosen(cast, draft, models) for draft in accepted]


def _chosen(cast: Cast, draft: Draft, models: Sequence[Chooser]) -> Parties:
    options = options_of(cast, draft)
    features = [nobody_features(draft, options, side) for side in (0, 1)]
    ruled = Ruled.of(draft)
    shared = [option_features(cast, draft, option, options, ruled=ruled) for option in options]
    sides: list[tuple[Participant, ...]] = []
    slots: list[str] = []
    why: list[str] = []
    left, right = (model.shares([own, *shared]) for model, own in zip(models, features, strict=True))
    both = apart(left, right, may_be_both(draft, options))
    for side, (model, shares) in enumerate(zip(models, both, strict=True)):
        picked = pick(options, shares, named_options(draft, options, side))
        second = runner_up(options, shares, picked)
        rival = rival_of([features[side], *shared], shares, options, picked)
        sides.append(
            tuple(
                _party(draft, options[i], CHOICES[side], shared_words(share, second, model.reasons(shared[i], against=rival)))
                for i, share in picked
            )
        )
        if not picked:
            why.append(f"no {CHOICES[side]}: {shared_words(shares[0], second, model.reasons(features[side]))}")
        own = (draft.parties.actor_slot, draft.parties.recipient_slot)[side]
        said = any(options[i].inside for i, _ in picked)
        slots.append("" if not picked else own if said and own not in {"", IMPLIED} else "chosen" if said else IMPLIED)
    return Parties(sides[0], sides[1], tuple(why), slots[0], slots[1])


def apart(actors: Sequence[float], recipients: Sequence[float], may_be_both: Sequence[bool]) -> tuple[list[float], list[float]]:
    """The shares of both sides, so that hardly anybody is both: an option counts for the side where it is the likelier one.

    It stays on both where it is likely on both and may be, as a state that acts against its own people (`may_be_both`, a value
    per option, nobody left out), or where another one is likely on both too: in a mutual act everybody is actor and recipient.
    """
    left, right = list(actors), list(recipients)
    doubled = [i for i, both in enumerate(zip(actors, recipients, strict=True)) if i and min(both) >= MUTUAL]
    for i, (one, other) in enumerate(zip(actors, recipients, strict=True)):
        if i and not (i in doubled and (may_be_both[i - 1] or len(doubled) > 1)):
            (right if one >= other else left)[i] = 0.0
    return _to_one(left), _to_one(right)


def may_be_both(draft: Draft, options: Sequence[Option]) -> list[bool]:
    """Which options may be actor and recipient of one act: states and groups, except of acts between partners."""
    return [draft.type not in BETWEEN and option.actor.kind != "person" for option in options]


def _to_one(shares: list[float]) -> list[float]:
    total = sum(shares)
    return [share / total for share in shares] if total else shares


def named_options(draft: Draft, options: Sequence[Option], side: int) -> list[bool]:
    """Which options the row of the trigger names as actor (`side` 0) or recipient (1)."""
    said = (draft.parties.said_actors, draft.parties.said_recipients)[side]
    names = {p.actor_id for p in said}
    return [option.inside and option.actor.id in names for option in options]


def pick(options: Sequence[Option], shares: Sequence[float], named: Sequence[bool]) -> list[tuple[int, float]]:
    """The options chosen together; none where nobody is likelier.

    The first share is nobody's; `named` says which options the row of the lexicon names for this side: unless they are unlikely
    they are the ones; else they join the likeliest one sooner, and of several actors of one state they are meant.
    """
    said = [(i, shares[i + 1]) for i, is_named in enumerate(named) if is_named]
    if said and sum(share for _, share in said) >= HOLD:
        return said
    by_key: dict[str | None, float] = {None: shares[0]}
    for option, share in zip(options, shares[1:], strict=True):
        by_key[option.key] = by_key.get(option.key, 0.0) + share
    best = max(by_key, key=lambda key: (by_key[key], str(key)))
    if best is None:
        return []
    held = []
    for key, total in by_key.items():
        mine = [(share, i) for i, (option, share) in enumerate(zip(options, shares[1:], strict=True)) if option.key == key]
        own = [(share, i) for share, i in mine if named[i]]
        joins = key == best or (total >= NAMED * by_key[best] if own else total >= max(TOGETHER * by_key[best], LEAST))
        if key is None or not joins:
            continue
        held += [(i, share) for share, i in own] if own else [(i, share) for share, i in [max(mine)]]
    return sorted(held)


def _party(draft: Draft, option: Option, side: str, shared: str) -> Participant:
    """The participant with how it was found: its slot and what the rules make of it, its share, what speaks for it."""
    parties, actor_id = draft.parties, option.actor.id
    ruled = [p for p in (*parties.actors, *parties.recipients) if p.actor_id == actor_id]
    if ruled and option.inside:
        parts = [name for name, held in zip(CHOICES, (parties.actors, parties.recipients), strict=True) if ruled[0] in held]
        said = "name it" if side in parts else "would have it"
        return replace(ruled[0], why=f"{ruled[0].why}; the rules {said} as {' and '.join(parts)}; {shared}")
    where = "in the sentence, in no slot of the row" if option.inside else "not said in the sentence; likeliest of the article"
    return participant(option.mention, option.actor, why=f"{where}; {shared}", sentence=draft.sentence.id)


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

    @classmethod
    def of(cls, draft: Draft) -> Ruled:
        parties = draft.parties
        return cls(
            up=tuple(_heads(draft.trigger.token)),
            said_actors=_ids(parties.said_actors),
            said_recipients=_ids(parties.said_recipients),
            actors=_ids(parties.actors),
            recipients=_ids(parties.recipients),
            actor_keys=_keys(parties.actors),
            recipient_keys=_keys(parties.recipients),
        )


def option_features(
    cast: Cast, draft: Draft, option: Option, options: Sequence[Option], *, ruled: Ruled | None = None
) -> list[str]:
    """What speaks for or against an actor as a party of the draft's act; `ruled`: of the draft, where it is known already."""
    ruled = ruled or Ruled.of(draft)
    own = _presence(cast, draft, option, options)
    return [*own, *_grammar(draft, option, ruled.up), *_row(draft, option, ruled), *_company(cast, draft, option)]


def _presence(cast: Cast, draft: Draft, option: Option, options: Sequence[Option]) -> list[str]:
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
        twin = any(o.inside and o is not option and o.key == option.key for o in options)
        return [*found, f"i.twin={twin}", f"i.first={option is options[0]}"]
    keys = {o.key for o in options if o.inside}
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
    head = token.doc[option.mention.head]
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
        f"row={mark}/{_ruled(parties)}",
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
    return sum(value > limit for limit in limits)
