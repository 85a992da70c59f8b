"""Who "ich", "wir" and the polite "Sie" are: the one who says the words that they stand in, and the one spoken to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lagebild.link.context import Context
from lagebild.link.names import state_of
from lagebild.link.targets import Target
from lagebild.model.tokens import Token

SPOKEN, ADDRESSED = 0.6, 0.5
MAX_BACK = 3  # sentences of one quotation between the speaker and the word
OPENING, CLOSING, EITHER = frozenset("„»"), frozenset("“”«"), frozenset({'"', "''", "``"})
RULING = frozenset({"GOV"})


def link_speakers(context: Context) -> None:
    """Link the pronouns of the first person that have a speaker; the others stay without an actor."""
    indexes = [i for i, m in enumerate(context.mentions) if m.rule in {"de.mention.speaker", "de.mention.speakers"}]
    polite = [i for i, m in enumerate(context.mentions) if m.kind == "pronoun" and is_polite(context, i)]
    if not indexes and not polite:
        return
    quoted = quoted_tokens(context.tokens)
    by_sentence: dict[int, list[int]] = {}
    for index, mention in enumerate(context.mentions):
        if mention.sentence is not None:
            by_sentence.setdefault(mention.sentence, []).append(index)
    for index in indexes:
        speaker = _speaker(context, index, quoted, by_sentence)
        if speaker is None:
            continue
        target, other = speaker
        text = context.mentions[other].span.text
        if context.mentions[index].rule == "de.mention.speakers" and _speaks_for_state(context, target):
            state = state_of(context, target.country or "")
            context.add(index, state, SPOKEN, f"spoken by {text} for {state.name}")
        else:
            context.add(index, target, SPOKEN, f"spoken by {text}", after=(other,))
    for index in polite:
        _link_addressee(context, index, quoted, by_sentence)


def is_polite(context: Context, index: int) -> bool:
    """Whether a pronoun is written as in polite address ("Wir danken Ihnen")."""
    mention = context.mentions[index]
    token = context.tokens[mention.head]
    address = token.text[0].isupper() and token.tag_ in {"PPER", "PPOSAT"} and not mention.rule.startswith("de.mention.speaker")
    return address and not _opens_sentence(context, token)


def _opens_sentence(context: Context, token: Token) -> bool:
    before = token.i - 1
    while before >= 0 and context.tokens[before].is_space:
        before -= 1
    return before < 0 or context.tokens[before].is_punct or token.is_sent_start


def _link_addressee(context: Context, index: int, quoted: frozenset[int], by_sentence: dict[int, list[int]]) -> None:
    """Link polite address in a quotation to the person named last outside of it who is not its speaker."""
    here = context.mentions[index].sentence
    speaker = _speaker(context, index, quoted, by_sentence) if context.mentions[index].head in quoted else None
    if here is None or speaker is None:
        return
    for sentence in (here, *range(here - 1, here - MAX_BACK - 1, -1)):
        for other in reversed(by_sentence.get(sentence, [])):
            link = context.links.get(other)
            if link is None or len(link.targets) != 1 or link.mention.head in quoted or link.mention.kind == "pronoun":
                continue
            target = link.targets[0]
            has_name = target.known or link.mention.kind == "name"
            if target.kind == "person" and has_name and target.id != speaker[0].id:
                text = context.mentions[speaker[1]].span.text
                context.add(index, target, ADDRESSED, f"spoken to by {text}", after=(other,))
                return


def _speaks_for_state(context: Context, target: Target) -> bool:
    known = target.country is not None and context.knowledge.state(target.country) is not None
    return known and target.kind == "person" and target.sector in RULING


def quoted_tokens(tokens: Iterable[Token]) -> frozenset[int]:
    """The tokens inside quotation marks; an open quotation ends with its paragraph."""
    inside: set[int] = set()
    is_open = False
    for token in tokens:
        mark = token.text
        if token.is_space:
            is_open = is_open and "\n" not in mark
        elif mark in EITHER:
            is_open = not is_open
        elif mark in OPENING:
            is_open = True
        elif mark in CLOSING:
            is_open = False
        elif is_open:
            inside.add(token.i)
    return frozenset(inside)


def _speaker(
    context: Context, index: int, quoted: frozenset[int], by_sentence: dict[int, list[int]]
) -> tuple[Target, int] | None:
    """Who says something in the same sentence, in the one before, or where a longer quotation begins or ends; and where."""
    here = context.mentions[index].sentence
    if here is None:
        return None
    is_quoted = context.mentions[index].head in quoted
    around = (here, here - 1, here + 1, *range(here - 2, here - MAX_BACK - 1, -1)) if is_quoted else (here, here - 1)
    for sentence in around:
        for other in _said(context, by_sentence.get(sentence, []), quoted):
            return context.links[other].targets[0], other
    return None


def _said(context: Context, indexes: list[int], quoted: frozenset[int]) -> Iterator[int]:
    """Mentions that are subjects of saying outside of quotations."""
    for index in indexes:
        link, rule = context.links.get(index), context.mentions[index].rule
        if link is None or rule.startswith("de.mention.speaker") or len(link.targets) != 1 or link.mention.head in quoted:
            continue
        token = context.tokens[link.mention.head]
        if token.dep_.startswith("nsubj") and context.vocabulary.has("saying", token.head.lemma_):
            yield index
