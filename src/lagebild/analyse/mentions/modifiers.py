"""Actors inside other words: adjectives of states ("die russische Offensive") and compounds ("Ukraine-Krieg")."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analyse.mentions.found import Found
from lagebild.analyse.mentions.view import Stretch, View

ADJECTIVE, COMPOUND = 0.7, 0.7


def find_adjectives(view: View, stretch: Stretch, taken: set[int]) -> Iterator[Found]:
    """Adjectives of states that stand in no description of an actor (`taken`)."""
    for i in range(stretch.begin, stretch.end):
        if view.tags[i] == "ADJA" and i not in taken and view.vocabulary.country_of_adjective(view.words[i]) is not None:
            yield Found(i, i + 1, i, "adjective", "de.mention.adjective", ADJECTIVE, "adjective of a state")


def find_compounds(view: View, stretch: Stretch, taken: set[int]) -> Iterator[Found]:
    """Hyphen compounds whose first member names a state, an organisation or a person, and that name no role."""
    for i in range(stretch.begin, stretch.end):
        word = view.words[i]
        if i in taken or "-" not in word[1:-1] or not word[0].isupper() or view.tags[i] not in {"NN", "NE"}:
            continue
        first, _, last = word.rpartition("-")
        if view.vocabulary.has("no_actor_compound", last):
            continue
        named = any(e.kind != "place" for e in view.vocabulary.lexicon.name(first))
        if named or view.vocabulary.prefix_countries(first):
            yield Found(i, i + 1, i, "compound", "de.mention.compound", COMPOUND, f"compound with {first}")
