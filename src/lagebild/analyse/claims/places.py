"""Where an act happens: a place phrase in its clause."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from lagebild.analyse.claims.conditions import Linked
from lagebild.analyse.claims.lexicon import Lexicon
from lagebild.analyse.claims.mood import clause_head
from lagebild.analyse.claims.slots import case_of
from lagebild.model.layers import Actor, Location, Mention, Sentence
from lagebild.model.tokens import Token, tokens_of

PLACE_KINDS = frozenset({"place", "name", "metonym"})


def location_of(doc: Doc, trigger: Token, sentence: Sentence, linked: Linked, lexicon: Lexicon) -> Location | None:
    """The place named in the trigger's clause or, if there is only one, in its sentence."""
    prepositions = lexicon.words("place_prepositions")
    found: list[tuple[int, Mention, Actor]] = []
    own = clause_head(trigger)
    tokens = tokens_of(doc)
    for i in range(sentence.token_begin, sentence.token_end):
        for mention, actor in linked.get(i, ()):
            if mention.head == i and mention.kind in PLACE_KINDS and (case_of(tokens[i]) in prepositions):
                same = clause_head(tokens[i]).i == own.i
                found.append((abs(i - trigger.i) + (0 if same else 1000), mention, actor))
    if not found:
        return None
    _, mention, actor = min(found, key=lambda item: (item[0], item[1].span.begin))
    country = actor.country if actor.country != "IGO" else None
    return Location(mention.span.text, mention.span.begin, mention.span.end, country)


def country_counts(linked: Mapping[int, tuple[tuple[Mention, Actor], ...]]) -> dict[str, int]:
    """How often the article mentions actors of each state."""
    counts: dict[str, int] = {}
    for i, pairs in linked.items():
        for mention, actor in pairs:
            if mention.head == i and actor.country and actor.country != "IGO":
                counts[actor.country] = counts.get(actor.country, 0) + 1
    return counts
