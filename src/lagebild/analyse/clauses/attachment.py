"""Genitives and prepositional attributes: which phrases belong to the noun before them and not to the verb."""

from __future__ import annotations

from lagebild.analyse.clauses.cells import DAT, GEN
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.phrases import Phrase, Phrases
from lagebild.analyse.clauses.view import QUOTES, View

ATTRIBUTE_LINKS = frozenset({"nmod", "appos", "acl", "nmod:poss"})
MAX_UP = 8  # heads between a phrase and the verb of its clause


def attach(view: View, phrases: Phrases, lexicon: ClauseLexicon) -> None:
    """Link genitives and prepositional attributes to the noun phrase right before them."""
    items = phrases.items
    for index in range(1, len(items)):
        phrase, before = items[index], items[index - 1]
        if before.end != phrase.begin:
            if _is_quoted_name(view, before, phrase):
                phrase.owner, phrase.link = phrases.root(index - 1), "attribute"
            continue
        target = index - 1
        head = view.heads[phrase.head]
        if phrase.prep < 0:
            if not before.is_pronoun and not phrase.is_pronoun and _is_genitive(view, lexicon, phrase, before):
                phrase.owner, phrase.link = target, "genitive"
                phrase.cells = phrase.cells & GEN or GEN
        else:
            owner = phrases.at[head] if 0 <= head < phrase.begin and view.deps[phrase.head] in ATTRIBUTE_LINKS else -1
            if owner >= 0 and (not _reaches(phrases, index, owner) or items[owner].is_pronoun):
                owner = -1
            owner = _attribute_owner(view, phrases, lexicon, index, owner)
            if owner >= 0:
                phrase.owner, phrase.link = owner, "attribute"


def _is_quoted_name(view: View, before: Phrase, phrase: Phrase) -> bool:
    """Whether the phrase stands in quotation marks of its own right behind a noun: what the noun is called."""
    if before.end != phrase.begin - 1 or phrase.prep >= 0 or before.is_pronoun or view.tags[before.head] != "NN":
        return False
    marks = (view.words[before.end], view.words[phrase.end] if phrase.end < len(view.words) else "")
    return all(mark[:1] in QUOTES for mark in marks if mark) and marks[1] != "" and view.tags[phrase.head] in ("NN", "NE", "FM")


def _attribute_owner(view: View, phrases: Phrases, lexicon: ClauseLexicon, index: int, owner: int) -> int:
    """The noun phrase that a prepositional phrase belongs to, -1 for the clause: what nouns and verbs govern, then the parse."""
    phrase, before = phrases.items[index], phrases.items[index - 1]
    if before.is_pronoun:
        return -1
    preposition = view.lemmas[phrase.prep].lower()
    if lexicon.takes(view.lemmas[before.head], preposition):
        return index - 1
    root = phrases.root(index - 1)
    if (
        root != index - 1
        and phrases.items[index - 1].link == "genitive"
        and lexicon.takes(view.lemmas[phrases.items[root].head], preposition)
    ):
        return root
    if owner < 0:
        return -1
    noun = view.lemmas[phrase.head]
    if (
        preposition in lexicon.adverbial
        or noun in lexicon.times
        or lexicon.is_word(noun, "scene")
        or lexicon.is_word(noun, "unit")
    ):
        return -1
    if lexicon.is_word(preposition, "agent") and _is_agent(view, phrases, index, lexicon):
        return -1
    if preposition in lexicon.government.get(clause_verb(view, index, phrases), ()):
        return -1
    return owner


def _is_agent(view: View, phrases: Phrases, index: int, lexicon: ClauseLexicon) -> bool:
    """Whether the phrase names people in a passive clause, by the parser's auxiliary."""
    head = phrases.items[index].head
    if not (view.tags[head] == "NE" or lexicon.names_people(view.lemmas[head])):
        return False
    verb = _verb_above(view, head)
    return verb >= 0 and any(view.deps[i] == "aux:pass" and view.heads[i] == verb for i in range(len(view.tags)))


def _verb_above(view: View, i: int) -> int:
    """The parser's first full verb above a token, -1 if there is none."""
    for _ in range(MAX_UP):
        i = view.heads[i]
        if i < 0:
            return -1
        if view.tags[i].startswith("VV"):
            return i
    return -1


def clause_verb(view: View, index: int, phrases: Phrases) -> str:
    """The lemma of the verb that the phrase would belong to: the parser's first verb above it."""
    verb = _verb_above(view, phrases.items[index].head)
    return view.lemmas[verb] if verb >= 0 else ""


def _reaches(phrases: Phrases, index: int, owner: int) -> bool:
    """Whether all phrases between are parts of the owner already."""
    return all(phrases.root(k) == phrases.root(owner) for k in range(owner + 1, index))


def _is_genitive(view: View, lexicon: ClauseLexicon, phrase: Phrase, before: Phrase) -> bool:
    """Whether the phrase is a genitive attribute of the one before it."""
    cells = phrase.cells
    if not cells & GEN:
        return False
    if view.tags[before.head] not in ("NN", "NE", "ADJA", "PIS", "TRUNC", "CARD", "XY", "FM"):
        return False
    if not cells & ~GEN:
        return True
    inside = before.begin <= view.heads[phrase.head] < before.end
    by_tree = inside and view.deps[phrase.head] in ("nmod", "nmod:poss", "appos")
    by_case = view.case(phrase.head) == "Gen"
    if _is_dative(view, lexicon, phrase, before):
        return False
    if view.tags[phrase.begin] in ("ART", "PPOSAT", "PDAT", "PIAT", "ADJA", "PIDAT", "CARD"):
        strong = view.lower[phrase.begin].endswith("r")
        verb = _verb_above(view, phrase.head)
        lemma = view.lemmas[verb] if verb >= 0 else ""
        takes_dative = lexicon.has(lemma, "dative") or lexicon.has(lemma, "ditransitive") or lexicon.has(lemma, "dative-control")
        oblique = view.case(phrase.begin) in ("Gen", "Dat")
        inside_phrase = before.prep >= 0 and not takes_dative  # "auf Antrag der Partei"
        return strong and (by_tree or by_case or inside_phrase or (verb >= 0 and not takes_dative and oblique))
    if view.tags[phrase.head] in ("NE", "FM"):
        return view.words[phrase.head].endswith(lexicon.endings.genitive) and (by_tree or by_case)
    return False


def _is_dative(view: View, lexicon: ClauseLexicon, phrase: Phrase, before: Phrase) -> bool:
    """Whether a phrase that could be a genitive is rather whom the verb before both allows or forbids something."""
    verb = _verb_above(view, before.head)
    if not 0 <= verb < before.begin or before.prep >= 0 or not lexicon.has(view.lemmas[verb], "dative-control"):
        return False
    is_infinitive_next = phrase.end < len(view.words) and view.words[phrase.end] == ","
    people = lexicon.names_people(view.lemmas[phrase.head]) and lexicon.names_people(view.lemmas[before.head])
    return is_infinitive_next and people and bool(phrase.cells & DAT)
