"""What the acceptance model sees of a draft: names of features that hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lagebild.analyse.claims.drafts import Draft
from lagebild.analyse.claims.mood import Mood
from lagebild.analyse.claims.roles import Parties

FLAGS = tuple(name for name in Mood.__dataclass_fields__ if name != "marks")
LENGTHS = (8, 15, 25, 40)
PLACES = (0, 1, 3, 7, 15)


def features_of(drafts: Sequence[Draft]) -> list[list[str]]:
    """The features of every draft of an article."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.id, []).append(draft)
    types: Counter[str] = Counter(draft.type for draft in drafts)
    rules: Counter[str] = Counter(draft.trigger.rule.lemma for draft in drafts)
    whole = _article(drafts)
    return [
        _features(draft, by_sentence[draft.sentence.id]) + whole + _company(draft, types, rules, by_sentence) for draft in drafts
    ]


def _company(draft: Draft, types: Counter[str], rules: Counter[str], by_sentence: dict[int, list[Draft]]) -> list[str]:
    """How many others of its type and word the article has, and whether the sentences beside it have one."""
    total = sum(types.values())
    near = [other for step in (-1, 1) for other in by_sentence.get(draft.sentence.id + step, ()) if other.type == draft.type]
    share = round(4 * types[draft.type] / total)
    return [
        f"company={_bucket(types[draft.type], (1, 2, 4, 8))}",
        f"type+share={draft.type}/{share}",
        f"share={share}",
        f"again={_bucket(rules[draft.trigger.rule.lemma], (1, 2, 4))}",
        f"kind+again={draft.trigger.rule.kind}/{_bucket(rules[draft.trigger.rule.lemma], (1, 2, 4))}",
        f"near={min(len(near), 2)}",
    ]


def _bucket(value: int, limits: tuple[int, ...]) -> int:
    return sum(value > limit for limit in limits)


def _article(drafts: Sequence[Draft]) -> list[str]:
    sentences = {draft.sentence.id for draft in drafts}
    last = max(draft.sentence.id for draft in drafts) + 1
    political = sum("implied" not in {d.parties.actor_slot, d.parties.recipient_slot} for d in drafts)
    return [f"density={round(5 * len(sentences) / last)}", f"political={_bucket(political, (0, 1, 3, 7))}"]


def _features(draft: Draft, beside: Sequence[Draft]) -> list[str]:
    trigger, rule, token = draft.trigger, draft.trigger.rule, draft.trigger.token
    found = [
        f"rule={rule.id}",
        f"type={draft.type}",
        f"type={draft.type}/{draft.mode}",
        f"kind={rule.kind}",
        f"type+kind={draft.type}/{rule.kind}",
        f"tag={token.tag_}",
        f"dep={token.dep_}",
        f"kind+dep={rule.kind}/{token.dep_}",
        f"status={draft.status}",
        f"type+status={draft.type}/{draft.status}",
        f"place={_bucket(draft.sentence.id, PLACES)}",
        f"length={_bucket(draft.sentence.token_end - draft.sentence.token_begin, LENGTHS)}",
        f"passive={trigger.slots.passive}",
        f"date={draft.date is not None}",
        f"rivals={min(trigger.rivals, 2)}",
        f"exact={token.lemma_ == rule.lemma}",
        f"form={rule.lemma if rule.kind == 'form' else None}/{token.lemma_ if rule.kind == 'form' else None}",
        f"weight={rule.weight}",
        f"rank={trigger.rank}",
        f"rank+kind={trigger.rank}/{rule.kind}",
        f"unmet={bool(trigger.unmet)}",
        f"statement={draft.statement.type if draft.statement else None}",
        f"type+statement={draft.type}/{draft.statement is not None}",
    ]
    found += [f"unmet={rule.id}/{slot}" for slot in trigger.unmet] + [f"unmet={rule.kind}/{slot}" for slot in trigger.unmet]
    found += [f"mood.{name}" for name in FLAGS if getattr(trigger.mood, name)]
    found += [f"mood.{name}+kind={rule.kind}" for name in FLAGS if getattr(trigger.mood, name)]
    if token.pos_ == "NOUN":
        found += _nominal(draft)
    return found + _party_features(draft.type, rule.id, rule.need, draft.parties) + _rival_features(draft, beside)


def _nominal(draft: Draft) -> list[str]:
    token = draft.trigger.token
    article = next((c.lemma_ for c in token.children if c.dep_ == "det"), "none")
    verb = token.head.lemma_ if token.head.pos_ in {"VERB", "AUX", "ADJ"} else token.head.pos_
    case = next((c.lemma_.lower() for c in token.children if c.dep_ == "case"), "none")
    return [
        f"det={article}",
        f"number={token.morph.get('Number')}",
        f"above={verb}",
        f"case={case}",
        f"type+case={draft.type}/{case}",
    ]


def _party_features(type_: str, rule: str, need: str, parties: Parties) -> list[str]:
    actors = () if parties.actor_slot == "implied" else parties.actors
    recipients = () if parties.recipient_slot == "implied" else parties.recipients
    found = [
        f"actors={min(len(actors), 2)}",
        f"recipients={min(len(recipients), 2)}",
        f"type+actor={type_}/{bool(actors)}",
        f"type+recipient={type_}/{bool(recipients)}",
        f"type+both={type_}/{bool(actors)}/{bool(recipients)}",
        f"rule+any={rule}/{bool(actors or recipients)}",
        f"need={need}/{bool(actors)}/{bool(recipients)}",
        f"actor.slot={parties.actor_slot.replace('implied', '')}",
        f"recipient.slot={parties.recipient_slot.replace('implied', '')}",
        f"type+actor.slot={type_}/{parties.actor_slot}",
        f"type+recipient.slot={type_}/{parties.recipient_slot}",
    ]
    for side, members in (("actor", actors), ("recipient", recipients)):
        for participant in members[:2]:
            found += [
                f"{side}.sector={participant.sector}",
                f"type+{side}.sector={type_}/{participant.sector}",
                f"{side}.country={'none' if participant.country is None else 'IGO' if participant.country == 'IGO' else 'state'}",
            ]
    if actors and recipients:
        found.append(f"same={actors[0].country == recipients[0].country}")
        found.append(f"sectors={actors[0].sector}>{recipients[0].sector}")
    return found


def _rival_features(draft: Draft, beside: Sequence[Draft]) -> list[str]:
    token = draft.trigger.token
    same = [other for other in beside if other is not draft and other.type == draft.type and other.trigger.token.i != token.i]
    found = [f"beside={min(len(beside) - 1, 3)}", f"same={min(len(same), 2)}"]
    for other in same:
        above = other.trigger.token
        if any(ancestor.i == above.i for ancestor in token.ancestors):
            found.append(f"below.same={other.trigger.rule.kind}>{draft.trigger.rule.kind}")
        elif any(ancestor.i == token.i for ancestor in above.ancestors):
            found.append(f"above.same={draft.trigger.rule.kind}>{other.trigger.rule.kind}")
        elif above.i < token.i:
            found.append("after.same")
    for other in beside:
        if other.type != draft.type and token.head.i == other.trigger.token.i:
            found.append(f"under={other.type}>{draft.type}")
            found.append(f"under.dep={token.dep_}")
    return found
