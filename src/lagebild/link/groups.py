"""Phrases about several actors named before: "beide Seiten", "die Konfliktparteien", "die Außenminister"."""

from __future__ import annotations

from lagebild.link.agreement import phrase_numbers
from lagebild.link.context import Context, Link
from lagebild.link.descriptions import Description, read_description
from lagebild.link.earlier import NEAR_SENTENCES, before, holds_office_called, is_definite
from lagebild.link.names import state_of
from lagebild.link.targets import Target
from lagebild.model.tokens import Token

BOTH, SEVERAL = 0.7, 0.65
PEERS_BACK = 2  # sentences in which the holders of an office are looked for
ACTING = frozenset({"state", "organisation"})
Named = dict[str, tuple[Target, int]]  # by the actor's id: the actor and the mention that names it


def link_group(context: Context, index: int) -> bool:
    """Link a phrase that takes up several actors; False if it is none or they are not known."""
    if _says_both(context, index):
        _link_both(context, index, read_description(context, index))
        return True
    if phrase_numbers(context, index) == frozenset({"sg"}) or not is_definite(context, index):
        return False
    bare = context.mentions[index].head - context.begins[index] <= 1 == context.ends[index] - context.mentions[index].head
    if not bare:
        return False
    description = read_description(context, index)
    if description.reading is None or description.owner is not None:
        return False
    if context.vocabulary.has("party_noun", description.reading.noun):
        return _link_named(context, index, _last_named(context, index, ACTING, subjects=True), "the two sides named last")
    if description.reading.role.kind == "person":
        return _link_named(context, index, _peers(context, description), f"all called {description.reading.noun} right before")
    return False


def _says_both(context: Context, index: int) -> bool:
    tokens = range(context.begins[index], context.mentions[index].head)
    if any(context.vocabulary.has_adjective("both", context.tokens[i].text) for i in tokens):
        return True
    return is_definite(context, index) and any(context.vocabulary.has("two", context.tokens[i].text.lower()) for i in tokens)


def _link_named(context: Context, index: int, named: Named, why: str) -> bool:
    if len(named) < 2:
        return False
    targets = tuple(target for target, _ in named.values())
    context.add(index, targets, BOTH if len(named) == 2 else SEVERAL, why, after=[other for _, other in named.values()])
    return True


def _peers(context: Context, description: Description) -> Named:
    """The persons of the last sentences who hold the office that the noun names."""
    found: Named = {}
    for other, link in before(context, description.index, PEERS_BACK):
        for target in link.targets:
            known = target.kind == "person" and target.ref is not None and link.mention.kind == "name"
            if known and holds_office_called(context, description, target):
                found.setdefault(target.id, (target, other))
    return found


def _link_both(context: Context, index: int, description: Description) -> None:
    """Link "beide Staaten", "die beiden Präsidenten": the last two actors of the kind that the noun names."""
    if context.mentions[index].rule == "de.mention.state_noun":
        _link_both_states(context, index)
        return
    persons = _means_persons(context, description)
    kinds = frozenset({"person"}) if persons else ACTING
    if not persons and _link_pair_of_states(context, index):
        return
    for subjects in (True, False):
        if _link_named(context, index, _last_named(context, index, kinds, subjects=subjects), "the two named last"):
            return
    if not persons:
        _link_both_states(context, index)


def _link_pair_of_states(context: Context, index: int) -> bool:
    """Link to two states where the sentence before speaks of two and no third one, through their people and capitals too."""
    here = context.mentions[index].sentence
    named: Named = {}
    for other, link in before(context, index, 1):
        if context.mentions[other].sentence == here:
            continue
        for target in link.targets:
            if target.country not in {None, "IGO"}:
                named.setdefault(str(target.country), (state_of(context, str(target.country)), other))
    return len(named) == 2 and _link_named(context, index, named, "the two states of the sentence before")


def _means_persons(context: Context, description: Description) -> bool:
    """Whether the noun means persons; some plurals stand in the tables as a group ("Staatschefs")."""
    reading = description.reading
    if reading is None:
        return False
    token = context.tokens[description.head]
    singular = context.vocabulary.lexicon.role_without_ending(token.text)
    return reading.role.kind == "person" or (singular is not None and singular.kind == "person")


def _last_named(context: Context, index: int, kinds: frozenset[str], *, subjects: bool) -> Named:
    """The two actors of these kinds named last; with `subjects` only those that are subjects of one of the last sentences.

    What stands beside the phrase with the same verb, or with one above it, is somebody else ("Die UN riefen beide Seiten auf").
    """
    found: Named = {}
    beside = [link.mention for link in beside_in_clause(context, index)]
    for other, link in before(context, index, 1 if subjects else NEAR_SENTENCES):
        token = context.tokens[link.mention.head]
        if link.mention.kind in {"adjective", "place"} or (subjects and not _is_subject(token)) or link.mention in beside:
            continue
        for target in link.targets:
            if target.kind in kinds and not any(_belongs(target, held) for held, _ in found.values()):
                found.setdefault(target.id, (target, other))
        if len(found) >= 2:
            return dict(list(found.items())[:2])
    return {}


def _belongs(one: Target, other: Target) -> bool:
    """Whether one of them is a state and the other something of that state: the two are not two sides."""
    return one.id != other.id and one.country == other.country is not None and "state" in {one.kind, other.kind}


def beside_in_clause(context: Context, index: int) -> list[Link]:
    """What hangs from the verb of the phrase, or from one above it, before the phrase in its sentence.

    Nothing where the phrase belongs to a noun: who praises "die Beziehungen zwischen den beiden Ländern" may be of one of them.
    """
    if context.tokens[context.mentions[index].head].dep_.startswith("nmod"):
        return []
    above = {token.i for token in context.tokens[context.mentions[index].head].ancestors}
    return [link for _, link in before(context, index, 0) if context.tokens[link.mention.head].head.i in above]


def _is_subject(token: Token) -> bool:
    """Whether the token is a subject, or coordinated with one."""
    while token.dep_ in {"conj", "flat", "appos"} and token.head.i < token.i:
        token = token.head
    return bool(token.dep_.startswith("nsubj"))


def _link_both_states(context: Context, index: int) -> None:
    """Link "beide Länder": the two states that the article has spoken of most up to here, through their people too."""
    named = _last_named(context, index, frozenset({"state"}), subjects=True)
    if _link_named(context, index, named, "the two states that are subjects before"):
        return
    counts = context.country_counts(until=context.mentions[index].sentence)
    others = {target.country for link in beside_in_clause(context, index) for target in link.targets}
    if len(counts.keys() - others) > 1:
        counts = {country: count for country, count in counts.items() if country not in others}
    best = sorted(counts, key=lambda country: (-counts[country], country))[:2]
    if len(best) == 2:
        states = tuple(state_of(context, country) for country in best)
        context.add(index, states, BOTH, "the two states that the article speaks of most up to here")
