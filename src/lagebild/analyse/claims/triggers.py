"""Words of a sentence that may name a political act, each with the row of the lexicon that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from lagebild.analyse.claims.conditions import Clause, Linked
from lagebild.analyse.claims.lexicon import Lexicon, Rule
from lagebild.analyse.claims.mood import Mood, mood_of
from lagebild.analyse.claims.slots import Slots, noun_slots, verb_slots

INFLECTED_PARTICIPLE = ("en", "er", "em", "es", "e")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name an act: its row, its slots and the marks of its clause."""

    token: Token
    rule: Rule
    slots: Slots
    mood: Mood
    rivals: int  # other rows whose conditions hold as well


def find_triggers(sentence: Span, linked: Linked, lexicon: Lexicon) -> Iterator[Trigger]:
    """At most one trigger for each word of the sentence: the most specific row whose conditions hold."""
    for token in sentence:
        if token.is_space or token.is_punct or len(token) < 3:
            continue
        for rules, slots in _readings(token, lexicon):
            mood = mood_of(token, lexicon)
            is_future = mood.future or mood.wanted or mood.planned_word
            clause = Clause(slots, sentence, linked, lexicon, is_future=is_future, is_negated=mood.negated)
            met = [rule for rule in rules if clause.meets(rule)]
            if met:
                yield Trigger(token, met[0], slots, mood, len(met) - 1)
                break


def _readings(token: Token, lexicon: Lexicon) -> Iterator[tuple[tuple[Rule, ...], Slots]]:
    """The rows of the word as a verb, participle, predicate or noun, each with the slots of that reading."""
    if token.tag_.startswith("VV"):
        if token.lower_ in lexicon.adjectives:
            yield lexicon.adjectives[token.lower_], verb_slots(token, lexicon)
        verb = token.lemma_ if token.lemma_ in lexicon.verbs else lexicon.participles.get(token.lower_, "")
        if verb in lexicon.verbs:
            yield lexicon.verbs[verb], verb_slots(token, lexicon)
    elif token.tag_ in {"ADJA", "ADJD"}:
        if token.lemma_ in lexicon.adjectives and token.tag_ == "ADJD":
            yield lexicon.adjectives[token.lemma_], _predicate_slots(token, lexicon)
        verb = lexicon.participles.get(token.lemma_.lower(), token.lemma_[:-1] if token.lemma_.endswith("end") else "")
        if verb in lexicon.verbs:
            yield lexicon.verbs[verb], verb_slots(token, lexicon)
    elif token.tag_ in {"NN", "NE"}:
        rules = lexicon.noun_rules(token.lemma_, token.text)
        if rules:
            yield rules, noun_slots(token, lexicon)
        elif (verb := _person_participle(token, lexicon)) in lexicon.verbs:
            slots = Slots(token, passive=True)
            slots.add("o", token)
            yield lexicon.verbs[verb], slots


def _predicate_slots(token: Token, lexicon: Lexicon) -> Slots:
    """The slots of a predicate adjective: its own as a clause, else those of the verb that it goes with."""
    slots = verb_slots(token, lexicon)
    if not slots.get("s") and token.head.pos_ in {"VERB", "AUX"}:
        above = verb_slots(token.head, lexicon)
        for slot, fillers in above.fillers.items():
            for filler in fillers:
                if filler.i != token.i:
                    slots.add(slot, filler)
    return slots


def _person_participle(token: Token, lexicon: Lexicon) -> str:
    """The verb of a noun made from a participle ("die Festgenommenen"), "" if it is none."""
    word = token.lower_
    for ending in INFLECTED_PARTICIPLE:
        if word.endswith(ending) and word[: -len(ending)] in lexicon.participles:
            return lexicon.participles[word[: -len(ending)]]
    return ""
