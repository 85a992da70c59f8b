"""What speaks for or against an actor as a party of an act: the facts that name features.

An article has hundreds of options with dozens of features each. What several options of a draft share is weighed once for all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lagebild.analyse.claims.cast import MAX_CHAIN, Cast, Hung, Option, keys_of, parts_of
from lagebild.analyse.claims.choice import Group, Groups, names_in
from lagebild.analyse.claims.nobody import ruled_sides
from lagebild.analyse.claims.party_names import (
    of_absence,
    of_company,
    of_inside,
    of_mark,
    of_outside,
    of_path,
    of_place,
    of_row,
    of_ruled_slots,
    of_slot,
    of_source,
    of_standing,
    of_status,
    of_type,
    of_word,
    of_words,
)
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


# Plain tuples, as there are a thousand in an article.
Part = tuple[complex, Groups]
"""Some of the features of an option, after what the models make of them together (`TwinChooser.units_of`)."""
Weighed = tuple[complex, tuple[Groups, ...]]
"""The same of all features of an option: these are only put together where somebody asks for them."""


def groups_of(option: Weighed) -> Groups:
    """The features of an option."""
    return [group for groups in option[1] for group in groups]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What is the same for all options of a draft: the words above the trigger and what the rules make of its parties."""

    units_of: Callable[[Groups], complex]  # what the models make of features
    above: Mapping[int, int]  # the trigger and the words above it, with the steps up to each
    rises: Sequence[str]  # the relations on the way
    marks: Mapping[str | None, str]  # digits by actor: what the rules make of it, where they make something of it
    key_marks: Mapping[str, str]  # digits by key: whether the rules have it as actor, as recipient
    whole: str  # digits: which parties the rules have
    several: int  # how many keys stand in the sentence, at most three
    inside: Mapping[str, int]  # the keys of the options that stand in the sentence, and how many each has
    slots: Mapping[int, Sequence[str]]  # the slots of the trigger that a word fills
    # What is known so far: by key and `inside`; by `inside`, kind of mention and sector; by the digits of actor and key.
    company: dict[tuple[str, bool], Part] = field(default_factory=dict)
    alike: dict[tuple[bool, str, str | None], Part] = field(default_factory=dict)
    rows: dict[tuple[str, str], Part] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft, options: Sequence[Option], units_of: Callable[[Groups], complex]) -> Ruled:
        """What is the same for these options of the draft."""
        parties = draft.parties
        up = heads_of(draft.trigger.token)
        slots: dict[int, list[str]] = {}
        for slot, fillers in draft.trigger.slots.fillers.items():
            for filler in {filler.i for filler in fillers}:
                slots.setdefault(filler, []).append(slot)
        inside = Counter([option.key for option in options if option.inside])
        return cls(
            units_of,
            above={token.i: steps for steps, token in enumerate(up)},
            rises=[token.dep_ for token in up],
            marks=_marks(parties),
            key_marks=_key_marks(parties),
            whole=ruled_sides(parties),
            several=min(len(inside), 3),
            inside=inside,
            slots=slots,
        )

    def part(self, *groups: Group) -> Part:
        """Groups with what the models make of them."""
        return self.units_of(groups), groups


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
    return names_in(groups_of(weighed(cast, draft, option, options, Ruled.of(draft, options, lambda _: 0j))))


def weighed(cast: Cast, draft: Draft, option: Option, options: Sequence[Option], ruled: Ruled) -> Weighed:
    """The option with its features and what the models make of them; `ruled`: of the draft."""
    mention, actor, inside, key = option.mention, option.actor, option.inside, option.key
    standing = cast.standing.get((actor.id, mention.kind, inside))
    if standing is None:
        standing = cast.standing[actor.id, mention.kind, inside] = ruled.part(_standing(cast, option))
    alike = ruled.alike.get((inside, mention.kind, actor.sector))
    if alike is None:
        alike = ruled.alike[inside, mention.kind, actor.sector] = ruled.part(*_alike(draft, option))
    company = ruled.company.get((key, inside))
    if company is None:
        company = ruled.company[key, inside] = ruled.part(_company(cast, draft, option))
    row = _row(draft, option, ruled)
    own = _own(cast, draft, option, options, ruled)
    units = standing[0] + alike[0] + company[0] + row[0] + ruled.units_of(own)
    return units, (standing[1], alike[1], own, row[1], company[1])


def _standing(cast: Cast, option: Option) -> Group:
    actor = option.actor
    return (
        of_standing,
        "i" if option.inside else "x",
        option.mention.kind,
        actor.sector,
        actor.kind,
        "none" if actor.country is None else "IGO" if actor.country == "IGO" else "state",
        _bucket(cast.shares.get(option.key, 0.0), SHARES),
        option.key == cast.top,
        _bucket(cast.times.get(actor.id, 0), COUNTS),
    )


def _alike(draft: Draft, option: Option) -> Groups:
    """What is the same for all actors of a sector with mentions of a kind, inside the sentence or outside."""
    token, sector, inside = draft.trigger.token, option.actor.sector, option.inside
    said = None if draft.statement is None else draft.statement.type
    found: Groups = (
        (of_type, inside, draft.type, option.mention.kind, sector, token.tag_[:2]),
        (of_word, token.lemma_, sector),
        (of_status, inside, draft.status, said),
    )
    return found if inside else (*found, (of_absence, token.lemma_))


def _own(cast: Cast, draft: Draft, option: Option, options: Sequence[Option], ruled: Ruled) -> Groups:
    """What only this option has: where it stands, how its mention hangs on the trigger, which of the row's slots it fills."""
    mention, key, source = option.mention, option.key, draft.source
    groups: list[Group]
    if option.inside:
        groups = [(of_inside, ruled.inside[key] > 1, option is options[0]), *_grammar(cast, draft, option, ruled)]
        groups += [(of_slot, draft.type, slot) for slot in ruled.slots.get(mention.head, ())]
    else:
        sentence = mention.sentence
        back, again = _bucket(draft.sentence.id - (sentence or 0), BACK), key in ruled.inside
        groups = [(of_outside, back, again, ruled.several, sentence == 0, mention.kind, option.actor.sector)]
    if source is not None and source.actor_id == option.actor.id:
        groups.append((of_source, draft.type))
    return groups


def _grammar(cast: Cast, draft: Draft, option: Option, ruled: Ruled) -> Groups:
    """How a mention in the sentence hangs on the trigger."""
    token, type_ = draft.trigger.token, draft.type
    hung = cast.hung(token.doc, option.mention.head)
    path, steps = _path(ruled, hung)
    side = "l" if hung.i < token.i else "r" if hung.i > token.i else "="
    gap = _bucket(abs(hung.i - token.i), GAPS)
    return (
        (of_path, type_, path, min(steps, 6)),
        (of_place, type_, token.tag_[:2], side, gap, hung.case, hung.relation),
        (of_words, token.lemma_, hung.above, hung.relation),
    )


def _path(ruled: Ruled, hung: Hung) -> tuple[str, int]:
    """The relations from the trigger up to the common head and down to the other word, and their number."""
    above = ruled.above
    for down, i in enumerate(hung.chain):
        up = above.get(i)
        if up is not None:
            return f"{'^'.join(ruled.rises[:up])}|{'v'.join(hung.falls[:down])}", up + down
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


def _row(draft: Draft, option: Option, ruled: Ruled) -> Part:
    """What the row of the lexicon makes of the actor."""
    marks = (ruled.marks.get(option.actor.id, "0000"), ruled.key_marks.get(option.key, "00"))
    row = ruled.rows.get(marks)
    if row is None:
        row = ruled.rows[marks] = ruled.part(*_ruled(draft, *marks, ruled.whole))
    return row


def _ruled(draft: Draft, mark: str, keys: str, whole: str) -> Groups:
    parties = draft.parties
    return (
        (of_mark, draft.type, mark, whole),
        (of_row, draft.trigger.rule.id, mark),
        (of_ruled_slots, mark, parties.actor_slot, parties.recipient_slot, keys),
    )


def _company(cast: Cast, draft: Draft, option: Option) -> Group:
    """What part the actor has in the other drafts of the sentence, in those before and in the article's first one."""
    key, token = option.key, draft.trigger.token
    told = cast.told(draft.sentence.id).get(key, ())
    lead = "" if cast.lead is None else parts_of(key, cast.lead)
    beside: list[str] = []
    for other in cast.involved(draft.sentence.id).get(key, ()):
        if other.token is not token:
            beside += (parts_of(key, other), _relation(token, other.token), other.type)
    return of_company, "i" if option.inside else "x", draft.type, lead, len(told), *told, *beside


def _relation(token: Token, other: Token) -> str:
    """Where another trigger stands to a trigger."""
    if token.head is other:
        return "above"
    if other.head is token:
        return "below"
    return "before" if other.i < token.i else "after"


def _bucket(value: float, limits: Sequence[float]) -> int:
    """How many of the limits, in ascending order, the value is above."""
    return bisect_left(limits, value)
