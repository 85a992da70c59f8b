"""Where an act happens: a place phrase in its clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from lagebild.analyse.claims.conditions import Linked
from lagebild.analyse.claims.lexicon import Lexicon
from lagebild.analyse.claims.mood import clause_head
from lagebild.analyse.claims.slots import case_of
from lagebild.model.layers import Actor, Location, Mention, Sentence
from lagebild.model.tokens import Token, tokens_of

CACHE = "lagebild.places"
OTHER_CLAUSE = 1_000  # tokens that a place in another clause counts as further away
PLACE_KINDS = frozenset({"place", "name", "metonym"})


def location_of(doc: Doc, trigger: Token, sentence: Sentence, linked: Linked, lexicon: Lexicon) -> Location | None:
    """The place named in the trigger's clause or, if there is only one, in its sentence."""
    own = clause_head(trigger).i
    found = [
        (abs(mention.head - trigger.i) + (0 if clause == own else OTHER_CLAUSE), mention, actor)
        for mention, actor, clause in _places_in(doc, sentence, linked, lexicon)
    ]
    if not found:
        return None
    _, mention, actor = min(found, key=lambda item: (item[0], item[1].span.begin))
    country = actor.country if actor.country != "IGO" else None
    return Location(mention.span.text, mention.span.begin, mention.span.end, country)


def _places_in(doc: Doc, sentence: Sentence, linked: Linked, lexicon: Lexicon) -> Sequence[tuple[Mention, Actor, int]]:
    """The places that a sentence names after a preposition of place, each with the verb of its clause; found once."""
    kept = doc.user_data.get(CACHE)
    if kept is None or kept[0] is not linked:
        kept = doc.user_data[CACHE] = (linked, {})
    known: dict[int, list[tuple[Mention, Actor, int]]] = kept[1]
    if sentence.id not in known:
        prepositions, tokens = lexicon.words("place_prepositions"), tokens_of(doc)
        known[sentence.id] = [
            (mention, actor, clause_head(tokens[i]).i)
            for i in range(sentence.token_begin, sentence.token_end)
            for mention, actor in linked.get(i, ())
            if mention.head == i and mention.kind in PLACE_KINDS and case_of(tokens[i]) in prepositions
        ]
    return known[sentence.id]


def country_counts(linked: Mapping[int, tuple[tuple[Mention, Actor], ...]]) -> dict[str, int]:
    """How often the article mentions actors of each state."""
    counts: dict[str, int] = {}
    for i, pairs in linked.items():
        for mention, actor in pairs:
            if mention.head == i and actor.country and actor.country != "IGO":
                counts[actor.country] = counts.get(actor.country, 0) + 1
    return counts
