"""Who appears in an article: the actors that may be parties of its claims, how often and where, and in which drafts."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from lagebild.model.doc import actors_of
from lagebild.model.layers import Actor, Mention, Participant
from lagebild.model.quick import quick
from lagebild.model.tokens import Token, tokens_of

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft
    from lagebild.analyse.claims.party_features import Part

WEAK = frozenset({"pronoun", "adjective", "place"})  # another mention of the actor in the sentence stands for it rather
HIDDEN = frozenset({"place", "adjective"})  # do not make an actor present in the sentences after
TOWNS = frozenset({"de.mention.role", "de.mention.role_compound"})  # rules of descriptions that may mean a town
RECENT = 6  # actors of the sentences before
FREQUENT = 5
MAX_MENTIONS = 400  # mentions looked back at: keeps the step linear in long texts
MAX_INSIDE = 60  # mentions and drafts of one sentence that are looked at, for the same reason
EARLIER = 4  # claims remembered
MAX_CHAIN = 12  # words upwards that paths between words are looked for


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


@quick
@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier draft says of its parties."""

    sentence: int
    token: Token
    type: str
    actors: frozenset[str]
    recipients: frozenset[str]


@quick
@dataclass(frozen=True, slots=True)
class Hung:
    """A word with what it hangs on: itself and the words above it, and the relations on the way."""

    i: int
    chain: tuple[int, ...]
    falls: tuple[str, ...]
    case: str  # its preposition, "" without one
    relation: str
    above: str  # the lemma of its head

    @classmethod
    def of(cls, token: Token) -> Hung:
        chain, falls, below = [token.i], [token.dep_], token
        while len(chain) < MAX_CHAIN and below.head is not below:
            below = below.head
            chain.append(below.i)
            falls.append(below.dep_)
        case = next((child.lemma_.lower() for child in token.children if child.dep_ == "case"), "")
        return cls(token.i, tuple(chain), tuple(falls), case, token.dep_, token.head.lemma_)


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
    # What was found out so far, as many options ask for it.
    standing: dict[tuple[str, str, bool], Part] = field(default_factory=dict)
    _hung: dict[int, Hung] = field(default_factory=dict)
    _options: dict[tuple[int, str, bool], Option] = field(default_factory=dict)
    _involved: dict[int, Mapping[str, Sequence[Earlier]]] = field(default_factory=dict)
    _told: dict[int, Mapping[str, Sequence[str | int]]] = field(default_factory=dict)

    def hung(self, doc: Doc, i: int) -> Hung:
        """What the token with this index hangs on."""
        found = self._hung.get(i)
        if found is None:
            found = self._hung[i] = Hung.of(tokens_of(doc)[i])
        return found

    def option(self, mention: Mention, actor: Actor, *, inside: bool) -> Option:
        """The actor with this mention as an option."""
        place = (id(mention), actor.id, inside)  # the mentions live as long as the cast
        found = self._options.get(place)
        if found is None:
            found = self._options[place] = Option(mention, actor, inside)
        return found

    def involved(self, sentence: int) -> Mapping[str, Sequence[Earlier]]:
        """The drafts of a sentence by the keys of their parties."""
        found = self._involved.get(sentence)
        if found is None:
            held: dict[str, list[Earlier]] = {}
            for draft in self.drafts.get(sentence, ())[:MAX_INSIDE]:
                for key in draft.actors | draft.recipients:
                    held.setdefault(key, []).append(draft)
            found = self._involved[sentence] = held
        return found

    def told(self, sentence: int) -> Mapping[str, Sequence[str | int]]:
        """By the keys of their parties the drafts before a sentence, the last one first.

        Of each how many lie between, the parts that the key has in it, and its type, one after another.
        """
        found = self._told.get(sentence)
        if found is None:
            held: dict[str, list[str | int]] = {}
            for number, draft in enumerate(reversed(self.before.get(sentence, ()))):
                for key in draft.actors | draft.recipients:
                    held.setdefault(key, []).extend((number, parts_of(key, draft), draft.type))
            found = self._told[sentence] = held
        return found

    @classmethod
    def of(cls, doc: Doc, drafts: Sequence[Draft], *, places: Container[str] = frozenset()) -> Cast:
        """The cast of an article.

        `drafts`: all of it, accepted or not, in the order of the text. `places`: nouns that mostly say where something happens
        ("die Stadt"): such phrases make nobody present in the sentences after.
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
            tuple(pair for pair in placed if not _is_hidden(doc, pair[0], places)),
            first,
            times,
            {key: count / total for key, count in keys.items()},
            min(keys, key=lambda key: (-keys[key], key)) if keys else None,
            spoken,
            before,
            lead,
            tuple(
                first[actor]
                for actor in sorted(times, key=lambda a: (-times[a], first[a][0].span.begin, a))[:FREQUENT]
                if not _is_hidden(doc, first[actor][0], places)
            ),
        )


def _is_hidden(doc: Doc, mention: Mention, places: Container[str]) -> bool:
    """Whether the mention says where or whose something is, and not that somebody takes part."""
    if mention.kind in HIDDEN:
        return True
    return mention.rule in TOWNS and tokens_of(doc)[mention.head].lemma_ in places


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
                keys_of(draft.parties.said_actors),
                keys_of(draft.parties.said_recipients),
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


def parts_of(key: str, earlier: Earlier) -> str:
    """The parts of an actor in a draft: actor, recipient, both or none."""
    return ("A" if key in earlier.actors else "") + ("R" if key in earlier.recipients else "")


def keys_of(parties: Iterable[Participant]) -> frozenset[str]:
    return frozenset(key_of(p.country, p.actor_id, p.sector) for p in parties)


def options_of(cast: Cast, draft: Draft) -> list[Option]:
    """The actors that may be parties: of the sentence in the order of the text, of those before it, and the most frequent."""
    inside: dict[str, tuple[Mention, Actor]] = {}
    for mention, actor in around(cast.by_sentence.get(draft.sentence.id, ()), draft.trigger.token.idx):
        known = inside.get(actor.id)
        if known is None or (known[0].kind in WEAK and mention.kind not in WEAK):
            inside[actor.id] = (mention, actor)
    options = [
        cast.option(m, a, inside=True) for m, a in sorted(inside.values(), key=lambda pair: (pair[0].span.begin, pair[1].id))
    ]
    taken = set(inside)
    for mention, actor in (*_recent(cast, draft.sentence.id), *cast.frequent):
        if actor.id not in taken:
            taken.add(actor.id)
            options.append(cast.option(mention, actor, inside=False))
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
