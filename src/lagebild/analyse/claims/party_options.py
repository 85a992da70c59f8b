"""Who acted on whom: the parties of a claim, chosen among the actors of the article.

Every actor mentioned in the sentence is an option, then those named shortly before and those that the article names most; so is
"nobody". What the grammar of the trigger's row says, how the words hang together and what the claims before said are features.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING
from typing import cast as cast_

from spacy.tokens import Doc

from lagebild.analyse.claims.again import MAX_BACK, raised, told_before
from lagebild.analyse.claims.cast import MAX_CHAIN, Cast, Option, options_of
from lagebild.analyse.claims.choice import TwinChooser, chooser, scores_in
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.analyse.claims.nobody import nobody_groups
from lagebild.analyse.claims.party_features import Ruled, groups_of, weighed
from lagebild.analyse.claims.party_reasons import rival_of, runner_up, shared_words
from lagebild.analyse.claims.roles import IMPLIED, Parties
from lagebild.analyse.claims.slots import case_of
from lagebild.analyse.participants import participant
from lagebild.lang.pack import LanguagePack
from lagebild.model.layers import Participant
from lagebild.model.replaced import replaced
from lagebild.model.tokens import Token, tokens_of

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

CHOICES = ("actor", "recipient")
MUTUAL = 0.25  # an actor with this share on both sides is on both
HOLD = 0.35  # with this share together those whom the row names are it: the same words then give the same parties everywhere
TOGETHER = 0.4  # a party has at least this share of the likeliest one's
LEAST = 0.25  # and no less than this, lest everybody joins where nobody is likely
INNER = frozenset({"nmod", "nmod:poss", "amod", "appos", "flat", "flat:name"})  # relations of what belongs to a noun
NAMED = 0.15  # the same for a party that the trigger's row names


def choose_parties(doc: Doc, drafts: Sequence[Draft], accepted: Sequence[Draft], pack: LanguagePack) -> list[Parties]:
    """The parties of each accepted draft; `drafts` are all of the article."""
    cast = Cast.of(doc, drafts, places=lexicon_of(pack).words("town_nouns"))
    models = cast_("TwinChooser", pack.derived("claims.parties", _twins))
    reported, found = reporters(cast, drafts), list[Parties]()
    for i, draft in enumerate(accepted):
        before = told_before(draft, accepted[max(i - MAX_BACK, 0) : i], found[-MAX_BACK:])
        found.append(_chosen(cast, draft, models, before, reported))
    return found


def _twins(pack: LanguagePack) -> TwinChooser:
    actor, recipient = (chooser(pack, kind) for kind in CHOICES)
    return TwinChooser((actor, recipient))


def _chosen(cast: Cast, draft: Draft, twins: TwinChooser, before: frozenset[str], reported: Container[str]) -> Parties:
    models = twins.models
    options = options_of(cast, draft)
    nobody = nobody_groups(draft, options)
    ruled = Ruled.of(draft, options, twins.units_of)
    shared = [weighed(cast, draft, option, options, ruled) for option in options]
    sides: list[tuple[Participant, ...]] = []
    slots: list[str] = []
    why: list[str] = []
    scores = [scores_in(units) for units, _ in shared]
    left, right = (
        models[side].shares_of([twins.scores_of(own)[side], *[pair[side] for pair in scores]]) for side, own in enumerate(nobody)
    )
    outlets = {i for i, option in enumerate(options) if not option.inside and option.actor.id in reported}
    both = apart(
        without(raised(left, options, before), members_of(draft, options, draft.parties.said_recipients)),
        without(right, members_of(draft, options, draft.parties.said_actors) | outlets),
    )
    for side, (model, shares) in enumerate(zip(models, both, strict=True)):
        picked = pick(options, shares, named_options(draft, options, side))
        second = runner_up(options, shares, picked)
        best = rival_of(shares, options, picked)
        rival = () if best is None else groups_of(shared[best])
        said = [(i, shared_words(share, second, model.reasons_of(groups_of(shared[i]), against=rival))) for i, share in picked]
        sides.append(tuple(_party(draft, options[i], CHOICES[side], words) for i, words in said))
        if not picked:
            why.append(f"no {CHOICES[side]}: {shared_words(shares[0], second, model.reasons_of(nobody[side]))}")
        own = (draft.parties.actor_slot, draft.parties.recipient_slot)[side]
        inside = any(options[i].inside for i, _ in picked)
        slots.append("" if not picked else own if inside and own not in {"", IMPLIED} else "chosen" if inside else IMPLIED)
    return Parties(sides[0], sides[1], tuple(why), slots[0], slots[1])


def apart(actors: Sequence[float], recipients: Sequence[float]) -> tuple[list[float], list[float]]:
    """The shares of both sides, so that hardly anybody is both: an option counts for the side where it is the likelier one.

    It stays on both only where it is likely on both and another one is too: in a mutual act everybody is actor and recipient.
    """
    left, right = list(actors), list(recipients)
    doubled = [i for i, both in enumerate(zip(actors, recipients, strict=True)) if i and min(both) >= MUTUAL]
    for i, (one, other) in enumerate(zip(actors, recipients, strict=True)):
        if i and not (i in doubled and len(doubled) > 1):
            (right if one >= other else left)[i] = 0.0
    return _to_one(left), _to_one(right)


def _to_one(shares: list[float]) -> list[float]:
    total = sum(shares)
    return [share / total for share in shares] if total else shares


def without(shares: Sequence[float], left_out: Container[int]) -> list[float]:
    """The shares (nobody's first) with none for these options."""
    return [0.0 if i and i - 1 in left_out else share for i, share in enumerate(shares)]


def members_of(draft: Draft, options: Sequence[Option], said: Sequence[Participant]) -> set[int]:
    """The options that only say whose the said parties of the other side are ("Der Sprecher der UN wurde überfallen")."""
    heads = {option.mention.head for option in options if option.inside and option.actor.id in {p.actor_id for p in said}}
    if not heads:
        return set()
    tokens = tokens_of(draft.trigger.token.doc)
    inside = ((i, option.mention.head) for i, option in enumerate(options) if option.inside)
    return {i for i, head in inside if head not in heads and _is_member(tokens[head], heads, draft.trigger.token)}


def reporters(cast: Cast, drafts: Iterable[Draft]) -> set[str]:
    """The ids of the outlets on which no draft says that somebody acts: they have but reported."""
    outlets = {actor.id for _, actor in cast.ordered if actor.sector == "MED" and actor.kind == "organisation"}
    return outlets.difference(p.actor_id for draft in drafts for p in draft.parties.said_recipients) if outlets else outlets


def _is_member(token: Token, heads: Container[int], trigger: Token) -> bool:
    """Whether a word belongs to one of `heads`: as its genitive, its adjective or in apposition, at any depth."""
    for _ in range(MAX_CHAIN):
        if token.dep_ not in INNER or token.head is token or token.head.i == trigger.i or case_of(token) is not None:
            return False
        token = token.head
        if token.i in heads:
            return True
    return False


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
    members: dict[str | None, list[tuple[float, int]]] = {None: []}
    for i, (option, share) in enumerate(zip(options, shares[1:], strict=True)):
        by_key[option.key] = by_key.get(option.key, 0.0) + share
        members.setdefault(option.key, []).append((share, i))
    best = max(by_key, key=lambda key: (by_key[key], str(key)))
    if best is None:
        return []
    held = []
    for key, total in by_key.items():
        mine = members[key]
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
        return replaced(ruled[0], why=f"{ruled[0].why}; the rules {said} as {' and '.join(parts)}; {shared}")
    where = "in the sentence, in no slot of the row" if option.inside else "not said in the sentence; likeliest of the article"
    return participant(option.mention, option.actor, why=f"{where}; {shared}", sentence=draft.sentence.id)
