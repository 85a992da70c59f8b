"""What an actor without a name is called: the phrase without article, its words in the form that stands alone."""

from __future__ import annotations

from lagebild.link.agreement import phrase_genders, phrase_numbers
from lagebild.link.context import Context
from lagebild.model.tokens import Token


def phrase_name(context: Context, index: int, *, is_person: bool) -> str:
    """The phrase without article, possessive and number, its adjectives in the form that stands without an article."""
    begin, end, head = context.begins[index], context.ends[index], context.mentions[index].head
    words = []
    number, genders = phrase_numbers(context, index), phrase_genders(context, index)
    if is_person:
        genders -= {"n"}
    for i in range(begin, end):
        token = context.tokens[i]
        if i < head and token.tag_ in {"ART", "PPOSAT", "PDAT", "PIAT", "PIDAT", "CARD"}:
            continue
        word = token.text
        if i < head and token.tag_ == "ADJA":
            word = _strong(context, word.lower() if token.is_sent_start and token.lemma_[:1].islower() else word, number, genders)
        elif i == head:
            word = _nominative(token, number)
        words.append(word + (" " if token.whitespace_ else ""))
    return "".join(words).strip()


def _nominative(token: Token, number: frozenset[str]) -> str:
    """The head noun as it stands in the nominative, where the lemma shows that."""
    form, lemma = str(token.text), str(token.lemma_)
    if not lemma[:1].isupper():
        return form
    if number == frozenset({"sg"}):
        return lemma
    plural = form.removesuffix("n")
    dative = token.morph.get("Case") == ["Dat"]
    return plural if dative and plural != form and plural in {lemma, lemma + "er"} else form


def _strong(context: Context, adjective: str, numbers: frozenset[str], genders: frozenset[str]) -> str:
    """The adjective with the ending that it takes without an article, where gender and number are clear."""
    endings = context.vocabulary.strong_endings
    keys = {"m": "Masc", "f": "Fem", "n": "Neut"}
    key = "Plur" if numbers == frozenset({"pl"}) else keys[next(iter(genders))] if len(genders) == 1 else None
    if key is None or not adjective.endswith(("e", "en", "em", "er", "es")) or adjective[:1].isupper():
        return adjective
    stem = adjective[:-1] if adjective.endswith("e") else adjective[:-2]
    return stem + endings[key]
