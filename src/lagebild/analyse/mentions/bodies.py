"""Words that a body is called by, where they are no name of it: a person's surname, a common noun."""

from __future__ import annotations

from functools import lru_cache

from lagebild.analyse.mentions.view import View
from lagebild.knowledge.lexicon import Entry
from lagebild.knowledge.store import Knowledge

NAMED_ALIKE = frozenset({"organisation", "surname"})
NOUNS = frozenset({"NN", "FM", "XY", "TRUNC"})
NEUTER = frozenset({"n"})  # newspapers, parties and groups with names of one word are none
NEAR_WORDS = 5  # around a word that may name a body, in which another such body shows that it does


def is_surname_here(view: View, i: int, seen: set[str]) -> bool:
    """Whether a body's name is the last word of a person's full name in the article, as far as it has been read."""
    return view.words[i] in seen and not view.words[i].isupper() and view.tags[i] in {"NE", "NN"}


def is_surname_too(view: View, i: int) -> bool:
    """Whether a word after a given name, by which the tables know but a body, is a common name as well ("Gerhard Wagner")."""
    word, lexicon = view.words[i], view.vocabulary.lexicon
    if not i or view.words[i - 1] not in view.vocabulary.first_names or word not in lexicon.knowledge.ambiguous:
        return False
    return not word.isupper() and all(entry.kind in NAMED_ALIKE for entry in lexicon.name(word))


def is_only_word(view: View, i: int) -> bool:
    """Whether a word that also names a body is here but the word ("Mehr Bilder", "das Bild", "höchste Standards")."""
    lexicon, tag = view.vocabulary.lexicon, view.tags[i]
    if tag == "NE" or view.words[i].isupper():
        return False
    if not any(len(lexicon.knowledge.ambiguous.get(form, ())) == 1 for form in lexicon.bare_forms(view.words[i])):
        return False
    if tag not in NOUNS:
        return True
    before = view.words[i - 1].lower() if i else ""
    if i and view.tags[i - 1] == "ADJA":
        return view.vocabulary.country_of_adjective(view.words[i - 1]) is None
    if not i or view.tags[i - 1] != "ART":
        return False
    is_neuter = all(genders == NEUTER for _, genders in view.vocabulary.determiners.get(before, ()))
    return before not in view.vocabulary.definite or is_neuter


def is_plain_word(view: View, i: int, entries: tuple[Entry, ...]) -> bool:
    """Whether a noun that a body is called by is but the word ("die Piraten"), as the article has no other name of that body."""
    reading = view.vocabulary.role(view.words[i], view.lemmas[i])
    if reading is None or reading.prefix is not None:
        return False
    knowledge = view.vocabulary.lexicon.knowledge
    for body in (knowledge.organisation(entry.ref) for entry in entries if entry.kind == "organisation" and entry.ref):
        if body is None or body.sector == reading.role.sector or view.words[i] == body.name:
            return False
        others = {body.name, *body.variants} - {view.words[i]}
        beside = {
            word for j, word in enumerate(view.words[max(i - NEAR_WORDS, 0) : i + NEAR_WORDS], max(i - NEAR_WORDS, 0)) if j != i
        }
        if others & view.different or _bodies_of(knowledge, body.sector, body.country) & beside:
            return False
    return all(entry.kind == "organisation" for entry in entries)


@lru_cache(maxsize=64)
def _bodies_of(knowledge: Knowledge, sector: str, country: str | None) -> frozenset[str]:
    """The names of the bodies of a sector and state."""
    bodies = [body for body in knowledge.organisations if (body.sector, body.country) == (sector, country)]
    return frozenset(name for body in bodies for name in (body.name, *body.variants))
