"""Gender and number of phrases, as far as articles, endings and names show them."""

from __future__ import annotations

from lagebild.knowledge.values import State
from lagebild.knowledge.vocabulary import Vocabulary
from lagebild.link.context import Context
from lagebild.model.layers import Mention

ANY_GENDER = frozenset({"m", "f", "n"})


def phrase_genders(context: Context, index: int) -> frozenset[str]:
    """Genders that the noun phrase of a mention can have, by its determiner and by its noun's ending."""
    known = context.genders.get(index)
    if known is None:
        known = context.genders[index] = _phrase_genders(context, index)
    return known


def _phrase_genders(context: Context, index: int) -> frozenset[str]:
    head = context.mentions[index].head
    for token in range(context.begins[index], head):
        word = context.tokens[token]
        if word.tag_ in {"ART", "PPOSAT", "PDAT", "PIAT"}:
            found = _by_determiner(context.vocabulary, word.text.lower(), frozenset(word.morph.get("Case")))
            if found:
                return found
    return _by_ending(context.vocabulary, context.tokens[head].text)


def name_genders(context: Context, mention: Mention) -> frozenset[str]:
    """Genders of a body's name, by the article right before it ("die Nato"); none where there is no article."""
    begin = next((context.begins[i] for i in context.at_token(mention.head) if context.mentions[i] is mention), 0)
    if not begin:
        return frozenset()
    word = context.tokens[begin - 1]
    if word.tag_ == "ADJA" and word.i:
        word = context.tokens[word.i - 1]
    if word.tag_ not in {"ART", "PPOSAT", "PDAT"}:
        return frozenset()
    return _by_determiner(context.vocabulary, word.text.lower(), frozenset(word.morph.get("Case")))


def _by_determiner(vocabulary: Vocabulary, form: str, cases: frozenset[str]) -> frozenset[str]:
    rows = vocabulary.determiners.get(form, ())
    fitting = [row for row in rows if not cases or not row[0] or row[0] & cases]
    return frozenset().union(*(genders for _, genders in fitting)) if fitting else frozenset()


def _by_ending(vocabulary: Vocabulary, noun: str) -> frozenset[str]:
    for ending, gender in vocabulary.gender_endings:
        if noun.endswith(ending):
            return frozenset({gender})
    return ANY_GENDER


def phrase_numbers(context: Context, index: int) -> frozenset[str]:
    """Numbers of the phrase: by its article, else by the head's morphology; both where they are silent."""
    known = context.numbers.get(index)
    if known is None:
        known = context.numbers[index] = _phrase_numbers(context, index)
    return known


def _phrase_numbers(context: Context, index: int) -> frozenset[str]:
    head = context.mentions[index].head
    begin = context.begins[index]
    tokens = (begin, head) if begin < head and context.tokens[begin].tag_ == "ART" else (head,)
    for token in tokens:
        values = context.tokens[token].morph.get("Number")
        if values:
            return frozenset({"pl"}) if values == ["Plur"] else frozenset({"sg"})
    return frozenset({"sg", "pl"})


def person_gender(vocabulary: Vocabulary, name: str) -> str | None:
    """The gender that goes with the person's given name, None if it is not known."""
    return vocabulary.first_names.get(name.partition(" ")[0].partition("-")[0])


def state_genders(vocabulary: Vocabulary, state: State | None) -> tuple[frozenset[str], frozenset[str]]:
    """Genders and numbers of a state's name: those of its article; names without one are neuter singular."""
    singular = frozenset({"sg"})
    if state is None or state.article is None:
        return frozenset({"n"}), singular
    article, _, number = state.article.partition(" ")
    if number:
        return ANY_GENDER, frozenset({number})
    return _by_determiner(vocabulary, article, frozenset({"Nom"})) or frozenset({"n"}), singular
