"""Actors in their part of a claim or statement: what a noun phrase refers to, with the shortest text that identifies it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from lagebild.model.doc import actors_of, article_of
from lagebild.model.layers import Actor, Mention, Participant
from lagebild.model.tokens import Token, tokens_of

Linked = tuple[Mention, Actor]

RANK = {"name": 0, "compound": 1, "metonym": 2, "description": 3, "pronoun": 4, "adjective": 5, "place": 6}
"""Which mention stands for its actor when several in one phrase do: names identify best."""

MODIFIERS = frozenset({"nmod", "nmod:poss", "amod", "det:poss", "flat", "flat:name", "appos", "compound"})
MAX_NAME = 200  # characters of a name
MAX_GAP = 4  # characters between a description and its name: a comma, blanks, quotation marks
NOMINAL_TAGS = frozenset({"NN", "NE", "FM", "XY", "PPER", "PIS", "PDS", "CARD", "TRUNC"})
CACHE = "lagebild.linked_heads"


def participant(mention: Mention, actor: Actor, *, why: str, sentence: int) -> Participant:
    """The actor as this mention names it; `implicit` when the mention stands in another sentence than `sentence`."""
    implicit = mention.sentence != sentence
    return Participant(
        text=mention.span.text,
        begin=mention.span.begin,
        end=mention.span.end,
        country=actor.country,
        sector=actor.sector,
        name=actor.name,
        actor_id=actor.id,
        why=why,
        implicit=implicit,
        in_sentence=mention.sentence if implicit else None,
    )


def participants_at(doc: Doc, head: int, *, why: str, sentence: int) -> tuple[Participant, ...]:
    """The actors that the noun phrase with this head token refers to, its coordinated phrases included.

    A phrase that is no mention itself is taken for whose it is ("Chinas Angebot" -> China); empty if that is nobody.
    """
    known = _known(doc).participants
    kept = known.get((head, why, sentence))
    if kept is None:
        found: dict[str, Participant] = {}
        phrase = tokens_of(doc)[head]
        for token in (phrase, *_conjuncts(phrase)):
            for mention, actor in linked_at(doc, token.i):
                found.setdefault(actor.id, participant(mention, actor, why=why, sentence=sentence))
        kept = known[head, why, sentence] = tuple(found.values())
    return kept


def participants_in(doc: Doc, begin_token: int, end_token: int, *, why: str, sentence: int) -> tuple[Participant, ...]:
    """The actors mentioned in tokens [begin_token, end_token), in order, each once, without those inside a wider mention."""
    heads = _known(doc).heads
    found: dict[str, Participant] = {}
    covered = 0
    for i in range(begin_token, end_token):
        for mention, _ in heads.get(i, ()):
            if mention.span.begin < covered or mention.span.end > doc[end_token - 1].idx + len(doc[end_token - 1]):
                continue
            for best, actor in linked_at(doc, i):
                found.setdefault(actor.id, participant(best, actor, why=why, sentence=sentence))
                covered = max(covered, best.span.end, mention.span.end)
    return tuple(found.values())


def linked_at(doc: Doc, head: int) -> tuple[Linked, ...]:
    """The mentions that stand for the phrase with this head token, with their actors; without coordinated phrases."""
    known = _known(doc).linked
    found = known.get(head)
    if found is None:
        found = _direct(doc, head) or next(filter(None, (_direct(doc, i) for i in _owners(doc, head))), ())
        known[head] = found
    return found


def _direct(doc: Doc, head: int) -> tuple[Linked, ...]:
    """The actors of the mentions headed by the token; each by the best mention of its apposition."""
    heads = _known(doc).heads
    best: dict[str, Linked] = {}
    for mention, actor in heads.get(head, ()):
        known = best.get(actor.id)
        if known is None or RANK[mention.kind] < RANK[known[0].kind]:
            best[actor.id] = (mention, actor)
    if len(best) > 1:  # several actors of one mention belong together; those of nested mentions do not
        widest = max((m for m, _ in best.values()), key=lambda m: (m.span.end - m.span.begin, -RANK[m.kind]))
        best = {actor_id: pair for actor_id, pair in best.items() if pair[0].span == widest.span}
    return tuple((_appositive(doc, mention, actor), actor) for mention, actor in best.values())


def _appositive(doc: Doc, mention: Mention, actor: Actor) -> Mention:
    """The actor's name where it stands beside the description ("Verteidigungsminister Li Shangfu" -> "Li Shangfu")."""
    if mention.kind not in {"description", "compound"}:
        return mention
    text = article_of(doc).text
    # An actor may have thousands of mentions, in the order of the text: those near this one are found by their beginnings.
    first = bisect_left(actor.mentions, mention.span.begin - MAX_GAP - MAX_NAME, key=lambda other: other.span.begin)
    after = bisect_left(actor.mentions, mention.span.end + MAX_GAP + 1, lo=first, key=lambda other: other.span.begin)
    for other in actor.mentions[first:after]:
        if other.kind != "name":
            continue
        if not 0 <= max(other.span.begin - mention.span.end, mention.span.begin - other.span.end) <= MAX_GAP:
            continue
        begin, end = sorted((other.span.begin, other.span.end, mention.span.begin, mention.span.end))[1:3]
        between = text[begin:end]
        if not any(character.isalnum() for character in between):
            return other
    return mention


def _conjuncts(token: Token) -> Iterator[Token]:
    """The heads of the phrases coordinated with the one that this token heads."""
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i and child.tag_ in NOMINAL_TAGS:
            yield child
            yield from _conjuncts(child)


def _owners(doc: Doc, head: int) -> Iterator[int]:
    """Tokens inside the phrase that say whose the thing is: a possessive, genitive, adjective or first member."""
    tokens = tokens_of(doc)
    token = tokens[head]
    inside = [child for child in token.children if child.dep_ in MODIFIERS]
    for child in sorted(inside, key=lambda c: (c.dep_ == "appos", c.i)):
        if not any(grandchild.dep_ == "case" for grandchild in child.children) or child.tag_ == "NE":
            yield child.i
    if head and tokens[head - 1].tag_ in {"NE", "ADJA", "PPOSAT"} and tokens[head - 1].head.i in {head, head - 1}:
        yield head - 1


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the heads of phrases, as the actors layer stands: rules ask for the same ones again and again."""

    actors: tuple[Actor, ...]
    heads: dict[int, list[Linked]]  # mentions by head token
    linked: dict[int, tuple[Linked, ...]] = field(default_factory=dict)  # results of `linked_at`
    participants: dict[tuple[int, str, int], tuple[Participant, ...]] = field(default_factory=dict)  # of `participants_at`


def _known(doc: Doc) -> _Known:
    actors = actors_of(doc)
    kept: _Known | None = doc.user_data.get(CACHE)
    if kept is None or kept.actors is not actors:
        heads: dict[int, list[Linked]] = {}
        for actor in actors:
            for mention in actor.mentions:
                heads.setdefault(mention.head, []).append((mention, actor))
        kept = doc.user_data[CACHE] = _Known(actors, heads)
    return kept
