"""Pronouns to actors: agreement in gender and number, the subject before, at most two sentences back."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.knowledge.vocabulary import Pronoun
from lagebild.link.agreement import name_genders, phrase_genders, phrase_numbers
from lagebild.link.context import Context, Link
from lagebild.link.earlier import before
from lagebild.link.speakers import is_polite, link_speakers
from lagebild.link.targets import Target
from lagebild.model.tokens import Token

MAX_SENTENCES_BACK = 2
RELATIVE, PERSONAL, BOTH = 0.8, 0.6, 0.55
REFERRING = frozenset({"name", "metonym", "description", "pronoun"})
RELATIVE_CLAUSES = frozenset({"acl", "acl:relcl"})
DEMONSTRATIVE = "PDS"
PARTS_OF_NAMES = frozenset({"appos", "flat", "flat:name", "compound"})
MAX_CLIMB = 6


def link_pronouns(context: Context) -> None:
    """Link the pronouns that have an antecedent; the others stay without an actor."""
    for index, mention in enumerate(context.mentions):
        if mention.kind != "pronoun" or mention.sentence is None:
            continue
        if is_polite(context, index):
            continue  # when all others are linked, as it means somebody else than the speaker
        if mention.rule == "de.mention.relative":
            _link_relative(context, index)
        elif mention.rule.startswith("de.mention.speaker"):
            continue  # when all others are linked, as the speaker may be a pronoun too
        elif mention.rule == "de.mention.both":
            _link_both(context, index)
        else:
            _link_personal(context, index)
    link_speakers(context)


def _rows(context: Context, index: int) -> list[Pronoun]:
    kind = context.mentions[index].rule.rpartition(".")[2]
    return [row for row in context.vocabulary.pronouns[context.mentions[index].span.text.lower()] if row.type == kind]


def _link_relative(context: Context, index: int) -> None:
    """The noun that the relative clause belongs to, by the parse, else the mention right before the comma."""
    token = context.tokens[context.mentions[index].head]
    verb: Token | None = token
    for _ in range(6):
        if verb is None or verb.dep_ in RELATIVE_CLAUSES or verb.head is verb:
            break
        verb = verb.head
    if verb is not None and verb.dep_ in RELATIVE_CLAUSES:
        links = _heads(context, verb.head.i, index)
        if links:
            other, link = links[0]
            after = (other,) * len(link.targets)
            context.add(index, link.targets, RELATIVE, f"relative clause to {link.mention.span.text}", after=after)
            return
    if token.tag_ in {"PDAT", "PRELAT"}:
        _link_nearest(context, index)


def _link_nearest(context: Context, index: int) -> None:
    """Link "dessen", "deren" without a clause of their own to the nearest actor before in the sentence that agrees."""
    rows = _rows(context, index)
    genders: frozenset[str] = frozenset().union(*(row.genders for row in rows))
    numbers: frozenset[str] = frozenset().union(*(row.numbers for row in rows))
    for other, link, target in _antecedents(context, index):
        if link.mention.sentence == context.mentions[index].sentence and _agrees(context, link, target, genders, numbers, other):
            context.add(index, target, PERSONAL, f"agrees with {link.mention.span.text}, which is nearest", after=(other,))
            return


def _heads(context: Context, head: int, index: int) -> list[tuple[int, Link]]:
    found = [
        (i, context.links[i])
        for i in context.at_token(head)
        if i != index and i in context.links and context.mentions[i].head == head and context.mentions[i].kind in REFERRING
    ]
    return sorted(found, key=lambda pair: pair[1].mention.span.begin - pair[1].mention.span.end)


def _numbers(context: Context, index: int, rows: list[Pronoun]) -> frozenset[str]:
    """Numbers that the pronoun may have here: a subject's verb decides."""
    numbers: frozenset[str] = frozenset().union(*(row.numbers for row in rows))
    token = context.tokens[context.mentions[index].head]
    if len(numbers) > 1 and token.dep_.startswith("nsubj"):
        verbs = [token.head, *(c for c in token.head.children if c.dep_.startswith(("aux", "cop")))]
        values = {v for verb in verbs for v in verb.morph.get("Number") if verb.morph.get("VerbForm") == ["Fin"]}
        if values == {"Plur"}:
            return numbers & {"pl"}
        if values == {"Sing"}:
            return numbers & {"sg"}
    return numbers


def _link_personal(context: Context, index: int) -> None:
    rows = _rows(context, index)
    numbers = _numbers(context, index, rows)
    genders: frozenset[str] = frozenset().union(*(row.genders for row in rows))
    scored: list[tuple[float, int, Target, int]] = []
    found = list(_antecedents(context, index))
    is_near = _opens_with_demonstrative(context, index)
    beside = {target.id for _, link, target in found if _is_beside(context, index, link)}
    for order, (other, link, target) in enumerate(found):
        if _agrees(context, link, target, genders, numbers, other):
            points = (0.0 if is_near else _salience(context, index, link, target, genders)) - 0.01 * order
            # A personal pronoun does not take up another argument of its own verb, however that one is named.
            scored.append((points - 2.0 * (target.id in beside), -order, target, other))
    if not scored:
        return
    _, _, target, taken_up = max(scored, key=lambda s: (s[0], s[1]))
    context.add(index, target, PERSONAL, f"agrees with {context.mentions[taken_up].span.text}", after=(taken_up,))


def _opens_with_demonstrative(context: Context, index: int) -> bool:
    """Whether the sentence begins with "dieser", which takes up who was named last, not the subject before."""
    token = context.tokens[context.mentions[index].head]
    return token.tag_ == DEMONSTRATIVE and bool(token.is_sent_start)


def _is_beside(context: Context, index: int, link: Link) -> bool:
    """Whether the link, itself or as part of a phrase ("Präsident Anna Berg"), is another argument of the pronoun's verb."""
    token, pronoun = context.tokens[link.mention.head], context.tokens[context.mentions[index].head]
    for _ in range(MAX_CLIMB):
        if token.dep_ not in PARTS_OF_NAMES:
            break
        token = token.head
    return pronoun.tag_ == "PPER" and token.head == pronoun.head and token.dep_ != pronoun.dep_


def _agrees(context: Context, link: Link, target: Target, genders: frozenset[str], numbers: frozenset[str], other: int) -> bool:
    if link.mention.kind == "description" and target.kind in {"state", "organisation"}:  # "die Regierung in Minsk ... sie"
        plural = "pl" in numbers and "pl" in phrase_numbers(context, other)
        return plural or (
            "sg" in numbers and "sg" in phrase_numbers(context, other) and bool(phrase_genders(context, other) & genders)
        )
    if "pl" in numbers and "pl" in target.numbers:
        return True
    own = target.genders or name_genders(context, link.mention)
    return "sg" in numbers and "sg" in target.numbers and bool(own & genders)


def _antecedents(context: Context, index: int) -> Iterator[tuple[int, Link, Target]]:
    for other, link in before(context, index, MAX_SENTENCES_BACK):
        if link.mention.kind in REFERRING and len(link.targets) == 1:
            yield other, link, link.targets[0]


def _salience(context: Context, index: int, link: Link, target: Target, genders: frozenset[str]) -> float:
    """How likely a pronoun takes the antecedent up: subjects, persons, nearness."""
    token = context.tokens[link.mention.head]
    here = context.mentions[index].sentence or 0
    points = 1.0 - 0.8 * (here - (link.mention.sentence or 0))
    if token.dep_.startswith("nsubj"):
        points += 1.0
    if link.mention.kind == "name":
        points += 0.3
    if target.kind == "person" and genders != frozenset({"n"}):
        points += 1.0
    if target.kind == "other":
        points -= 0.5
    return points


def _link_both(context: Context, index: int) -> None:
    """The two actors named last, persons or states, subjects first."""
    here = context.mentions[index].sentence
    found: dict[str, tuple[float, int, Target, int]] = {}
    for order, (other, link, target) in enumerate(_antecedents(context, index)):
        if target.kind not in {"person", "state", "organisation"} or here is None:
            continue
        points = 2.0 * context.tokens[link.mention.head].dep_.startswith("nsubj") - (here - (link.mention.sentence or 0))
        points += target.kind == "person"
        known = found.get(target.id)
        if known is None or known[0] < points:
            found[target.id] = (points, -order, target, other)
    best = sorted(found.values(), key=lambda item: (-item[0], -item[1]))[:2]
    if len(best) == 2:
        targets, after = tuple(item[2] for item in best), [item[3] for item in best]
        context.add(index, targets, BOTH, "the two most prominent actors before", after=after)
