"""What the acceptance model sees of a draft: names of features that hold.

Those that follow from the same facts are one group.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from lagebild.analyse.claims.choice import Group, Groups
from lagebild.analyse.claims.drafts import Draft
from lagebild.analyse.claims.lexicon import Rule
from lagebild.analyse.claims.mood import FLAGS
from lagebild.analyse.claims.roles import Parties
from lagebild.model.layers import Participant
from lagebild.model.tokens import Token

LENGTHS = (8, 15, 25, 40)
PLACES = (0, 1, 3, 7, 15)


def feature_groups(drafts: Sequence[Draft]) -> list[Groups]:
    """The features of every draft of an article in groups; no name stands in two of a draft's groups."""
    if not drafts:
        return []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.id, []).append(draft)
    types: Counter[str] = Counter(draft.type for draft in drafts)
    rules: Counter[str] = Counter(draft.trigger.rule.lemma for draft in drafts)
    whole = _article(drafts)
    return [
        (*_features(draft, by_sentence[draft.sentence.id]), whole, _company(draft, types, rules, by_sentence)) for draft in drafts
    ]


def _company(draft: Draft, types: Counter[str], rules: Counter[str], by_sentence: dict[int, list[Draft]]) -> Group:
    """How many others of its type and word the article has, and whether the sentences beside it have one."""
    near = sum(other.type == draft.type for step in (-1, 1) for other in by_sentence.get(draft.sentence.id + step, ()))
    rule, number = draft.trigger.rule, types[draft.type]
    share = round(4 * number / types.total())
    again = _bucket(rules[rule.lemma], (1, 2, 4))
    return _among, draft.type, rule.kind, _bucket(number, (1, 2, 4, 8)), share, again, min(near, 2)


def _among(type_: str, kind: str, company: int, share: int, again: int, near: int) -> tuple[str, ...]:
    return (
        f"company={company}",
        f"type+share={type_}/{share}",
        f"share={share}",
        f"again={again}",
        f"kind+again={kind}/{again}",
        f"near={near}",
    )


def _bucket(value: int, limits: tuple[int, ...]) -> int:
    """How many of the limits, in ascending order, the value is above."""
    return bisect_left(limits, value)


def _article(drafts: Sequence[Draft]) -> tuple[str, ...]:
    sentences = {draft.sentence.id for draft in drafts}
    last = max(draft.sentence.id for draft in drafts) + 1
    political = sum("implied" not in {d.parties.actor_slot, d.parties.recipient_slot} for d in drafts)
    return (f"density={round(5 * len(sentences) / last)}", f"political={_bucket(political, (0, 1, 3, 7))}")


def _features(draft: Draft, beside: Sequence[Draft]) -> Iterator[Group]:
    trigger, rule, token, sentence = draft.trigger, draft.trigger.rule, draft.trigger.token, draft.sentence
    statement = draft.statement.type if draft.statement else None
    yield _of_rule, rule.id, rule.kind, rule.weight, draft.type, draft.mode, draft.status
    yield _of_word, rule.kind, token.tag_, token.dep_
    yield _of_place, _bucket(sentence.id, PLACES), _bucket(sentence.token_end - sentence.token_begin, LENGTHS)
    yield _of_reading, rule.kind, min(trigger.rivals, 2), trigger.rank, token.lemma_ == rule.lemma, bool(trigger.unmet)
    yield _of_clause, draft.type, statement, trigger.slots.passive, draft.date is not None
    yield (_of_form, rule.lemma, token.lemma_) if rule.kind == "form" else (_of_form, None, None)
    yield _unmet, rule.id, rule.kind, trigger.unmet
    yield _moods, rule.kind, trigger.mood[: len(FLAGS)]
    if token.pos_ == "NOUN":
        yield _nominal(draft)
    yield _party_features(draft.type, rule, draft.parties)
    yield _rival_features(draft, beside)


def _of_rule(rule: str, kind: str, weight: int, type_: str, mode: str | None, status: str) -> tuple[str, ...]:
    return (
        f"rule={rule}",
        f"type={type_}",
        f"type={type_}/{mode}",
        f"kind={kind}",
        f"type+kind={type_}/{kind}",
        f"status={status}",
        f"type+status={type_}/{status}",
        f"weight={weight}",
    )


def _of_word(kind: str, tag: str, relation: str) -> tuple[str, ...]:
    return (f"tag={tag}", f"dep={relation}", f"kind+dep={kind}/{relation}")


def _of_place(place: int, length: int) -> tuple[str, ...]:
    return (f"place={place}", f"length={length}")


def _of_reading(kind: str, rivals: int, rank: int, exact: bool, unmet: bool) -> tuple[str, ...]:
    return (f"rivals={rivals}", f"exact={exact}", f"rank={rank}", f"rank+kind={rank}/{kind}", f"unmet={unmet}")


def _of_clause(type_: str, statement: str | None, passive: bool, date: bool) -> tuple[str, ...]:
    said = f"type+statement={type_}/{statement is not None}"
    return (f"passive={passive}", f"date={date}", f"statement={statement}", said)


def _of_form(form: str | None, lemma: str | None) -> tuple[str, ...]:
    return (f"form={form}/{lemma}",)


def _unmet(rule: str, kind: str, slots: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([f"unmet={of}/{slot}" for of in (rule, kind) for slot in slots]))


def _moods(kind: str, flags: tuple[bool, ...]) -> tuple[str, ...]:
    named = [name for name, holds in zip(FLAGS, flags, strict=True) if holds]
    return (*[f"mood.{name}" for name in named], *[f"mood.{name}+kind={kind}" for name in named])


def _nominal(draft: Draft) -> Group:
    token = draft.trigger.token
    article = next((c.lemma_ for c in token.children if c.dep_ == "det"), "none")
    verb = token.head.lemma_ if token.head.pos_ in {"VERB", "AUX", "ADJ"} else token.head.pos_
    case = next((c.lemma_.lower() for c in token.children if c.dep_ == "case"), "none")
    return _of_noun, article, tuple(token.morph.get("Number")), verb, case, draft.type


def _of_noun(article: str, number: tuple[str, ...], verb: str, case: str, type_: str) -> tuple[str, ...]:
    return (f"det={article}", f"number={[*number]}", f"above={verb}", f"case={case}", f"type+case={type_}/{case}")


def _party_features(type_: str, rule: Rule, parties: Parties) -> Group:
    actors = () if parties.actor_slot == "implied" else parties.actors
    recipients = () if parties.recipient_slot == "implied" else parties.recipients
    return (
        _of_parties,
        (type_, rule.id, rule.need),
        (min(len(actors), 2), parties.actor_slot, *_sorts(actors)),
        (min(len(recipients), 2), parties.recipient_slot, *_sorts(recipients)),
        actors[0].country == recipients[0].country if actors and recipients else None,
    )


def _sorts(members: Sequence[Participant]) -> Iterator[tuple[str | None, str]]:
    """Sector of each party, and what it belongs to."""
    for member in members[:2]:
        yield member.sector, "none" if member.country is None else "IGO" if member.country == "IGO" else "state"


# The number of parties, their slot, and sector and belonging of the first two.
Side = tuple[int, str, *tuple[tuple[str | None, str], ...]]


def _of_parties(of: tuple[str, str, str], actor: Side, recipient: Side, same: bool | None) -> tuple[str, ...]:
    """`same`: whether both sides are of one country, None where one is empty."""
    type_, rule, need = of
    (actors, actor_slot, *acting), (recipients, recipient_slot, *receiving) = actor, recipient
    found = [
        f"actors={actors}",
        f"recipients={recipients}",
        f"type+actor={type_}/{bool(actors)}",
        f"type+recipient={type_}/{bool(recipients)}",
        f"type+both={type_}/{bool(actors)}/{bool(recipients)}",
        f"rule+any={rule}/{bool(actors or recipients)}",
        f"need={need}/{bool(actors)}/{bool(recipients)}",
        f"actor.slot={actor_slot.replace('implied', '')}",
        f"recipient.slot={recipient_slot.replace('implied', '')}",
        f"type+actor.slot={type_}/{actor_slot}",
        f"type+recipient.slot={type_}/{recipient_slot}",
    ]
    for side, members in (("actor", acting), ("recipient", receiving)):
        for sector, place in members:
            found += [f"{side}.sector={sector}", f"type+{side}.sector={type_}/{sector}", f"{side}.country={place}"]
    if same is not None:
        found += [f"same={same}", f"sectors={acting[0][0]}>{receiving[0][0]}"]
    return tuple(dict.fromkeys(found))


def _rival_features(draft: Draft, beside: Sequence[Draft]) -> tuple[str, ...]:
    token = draft.trigger.token
    same = [other for other in beside if other is not draft and other.type == draft.type and other.trigger.token is not token]
    found = [f"beside={min(len(beside) - 1, 3)}", f"same={min(len(same), 2)}"]
    for other in same:
        above = other.trigger.token
        if _is_below(token, above):
            found.append(f"below.same={other.trigger.rule.kind}>{draft.trigger.rule.kind}")
        elif _is_below(above, token):
            found.append(f"above.same={draft.trigger.rule.kind}>{other.trigger.rule.kind}")
        elif above.i < token.i:
            found.append("after.same")
    for other in beside:
        if other.type != draft.type and token.head is other.trigger.token:
            found.append(f"under={other.type}>{draft.type}")
            found.append(f"under.dep={token.dep_}")
    return tuple(dict.fromkeys(found))


def _is_below(token: Token, other: Token) -> bool:
    return any(above is other for above in token.ancestors)
