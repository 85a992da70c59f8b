"""Names that the knowledge and the name lists have, found without training: what knowledge alone is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.analyse.foundation.name_features import MAX_NAME_WORDS, NameList
from lagebild.knowledge.vocabulary import Vocabulary

NAME_TAG = "NE"
# Kinds of entries of the knowledge, the first that a name has decides.
TYPES = {
    "state": "LOC",
    "capital": "LOC",
    "place": "LOC",
    "organisation": "ORG",
    "organ": "ORG",
    "person": "PER",
    "surname": "PER",
}
GIVEN, SURNAME, PLACES = "G", "S", "Pp"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: tokens from `begin` to before `end`, and its type (PER, LOC, ORG, MISC)."""

    begin: int
    end: int
    label: str


def find_known_names(words: Sequence[str], tags: Sequence[str], vocabulary: Vocabulary, lists: NameList) -> list[Name]:
    """The longest known names of a tagged sentence, from left to right; a single word must be tagged as a name."""
    names: list[Name] = []
    begin = 0
    while begin < len(words):
        name = None
        if words[begin][:1].isupper():
            name = _from_knowledge(words, tags, begin, vocabulary) or _from_lists(words, tags, begin, lists)
        if name is None:
            begin += 1
        else:
            names.append(name)
            begin = name.end
    return names


def _from_knowledge(words: Sequence[str], tags: Sequence[str], begin: int, vocabulary: Vocabulary) -> Name | None:
    matched = vocabulary.lexicon.match(words, begin, min(len(words), begin + MAX_NAME_WORDS))
    if matched is None or (matched[0] == begin + 1 and tags[begin] != NAME_TAG):
        return None
    kinds = {entry.kind for entry in matched[1]}
    label = next((label for kind, label in TYPES.items() if kind in kinds), None)
    return Name(begin, matched[0], label) if label is not None else None


def _from_lists(words: Sequence[str], tags: Sequence[str], begin: int, lists: NameList) -> Name | None:
    end = begin
    while end < min(len(words), begin + MAX_NAME_WORDS) and tags[end] == NAME_TAG:
        end += 1
    if end == begin:
        return None
    first, last = lists.lists(words[begin]), lists.lists(words[end - 1])
    if end > begin + 1 and GIVEN in first and SURNAME in last:
        return Name(begin, end, "PER")
    return Name(begin, begin + 1, "LOC") if any(letter in first for letter in PLACES) else None
