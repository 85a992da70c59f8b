"""Words of a sentence that may name a political act, each with the row of the lexicon that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lagebild.analyse.claims.conditions import Clause, Linked, Surroundings
from lagebild.analyse.claims.lexicon import Lexicon, Rule
from lagebild.analyse.claims.mood import Mood, clause_head, mood_of
from lagebild.analyse.claims.slots import Slots, noun_slots, verb_slots
from lagebild.model.layers import EventType
from lagebild.model.quick import quick
from lagebild.model.tokens import Token

FULL_NONFINITE = frozenset({"VVINF", "VVPP", "VVIZU"})
NAMING = FULL_NONFINITE | {"VVFIN", "VVIMP", "PTKVZ", "ADJA", "ADJD", "NN", "NE"}  # tags of words that a row may be about
NETWORK = "network"  # the kind of rule of a word that only the network takes for an act
MAX_TYPES = 3  # rows of different types that one word may stand for


@quick
@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name an act: its row, its slots and the marks of its clause.

    `unmet`: slots of the row's conditions that do not hold; such a reading needs other evidence. `rank`: 0 for the likeliest row.
    """

    token: Token
    rule: Rule
    slots: Slots
    mood: Mood
    rivals: int  # other rows whose conditions hold as well
    unmet: tuple[str, ...] = ()
    rank: int = 0


def find_triggers(
    sentence: Sequence[Token], linked: Linked, lexicon: Lexicon, *, in_statement: Callable[[Token], bool]
) -> Iterator[Trigger]:
    """The readings of the sentence's words as acts, the likeliest first for each word."""
    judged: set[str] = set()
    around = Surroundings(sentence, linked, lexicon)
    for token in sentence:
        if len(token.text) < 3 or token.is_space or token.is_punct:
            continue
        tag = token.tag_
        if tag in NAMING:
            yield from _word_triggers(token, around, lexicon)
        if tag in FULL_NONFINITE or token.lemma_ in lexicon.polarity:
            yield from _form_triggers(token, around, judged, in_statement=in_statement)


def network_trigger(token: Token, type_: EventType, language: str, lexicon: Lexicon) -> Trigger:
    """A word that no row names but the network takes for an act of the type; its slots are those that most words have."""
    is_noun = token.tag_ in {"NN", "NE"}
    words = lexicon.words("network_noun" if is_noun else "network_verb")
    frame = tuple((slot, part) for slot, _, part in (word.partition("=") for word in sorted(words)))
    rule = Rule(f"{language}.network.{type_}", NETWORK, token.lemma_, (), type_, None, frame, (), "-", "")
    slots = noun_slots(token, lexicon) if is_noun else verb_slots(token, lexicon)
    return Trigger(token, rule, slots, mood_of(token, lexicon), 0)


def _word_triggers(token: Token, around: Surroundings, lexicon: Lexicon) -> Iterator[Trigger]:
    for rules, slots in _readings(token, lexicon):
        mood = around.mood(token)
        is_future = mood.future or mood.wanted or mood.planned_word
        clause = Clause(slots, around, is_future=is_future, is_negated=mood.negated)
        met = [rule for rule in rules if clause.meets(rule)]
        if len(met) > 1:
            met.sort(key=lambda rule: -rule.weight * clause.is_evidenced(rule))
        types: set[str] = set()
        for rule in met:
            if rule.type not in types and len(types) < MAX_TYPES:
                yield Trigger(token, rule, slots, mood, len(met) - 1, rank=len(types))
                types.add(rule.type)
        if not met:
            loose = next((rule for rule in reversed(rules) if not rule.needs_words), None)
            if loose is not None:
                yield Trigger(token, loose, slots, mood, 0, unmet=clause.unmet(loose))
        if met:
            return


def _form_triggers(
    token: Token, around: Surroundings, judged: set[str], *, in_statement: Callable[[Token], bool]
) -> Iterator[Trigger]:
    """Demands, promises and refusals by their modal verb, judgements in someone's words by a judging word."""
    lexicon = around.lexicon
    forms = lexicon.forms_of_clause
    tag = token.tag_
    if tag in FULL_NONFINITE and any(child.dep_ == "aux" for child in token.children):
        mood = around.mood(token)
        sign = "must" if mood.demanded else ("refusal" if mood.negated else "will") if mood.wanted or mood.future else ""
        if sign in forms:
            yield Trigger(token, forms[sign], verb_slots(token, lexicon), mood, 0)
    sign = lexicon.polarity.get(token.lemma_, "")
    if sign in forms and sign not in judged and in_statement(token):
        judged.add(sign)
        head = clause_head(token)
        slots = (
            verb_slots(head, lexicon)
            if head.pos_ in {"VERB", "AUX", "ADJ"} or token.pos_ != "NOUN"
            else noun_slots(token, lexicon)
        )
        yield Trigger(token, forms[sign], slots, around.mood(token), 0)


def _readings(token: Token, lexicon: Lexicon) -> Iterator[tuple[tuple[Rule, ...], Slots]]:
    """The rows of the word as a verb, participle, predicate or noun, each with the slots of that reading."""
    tag = token.tag_
    if tag.startswith("VV"):
        if tag == "VVPP" and token.lower_ in lexicon.adjectives:
            yield lexicon.adjectives[token.lower_], verb_slots(token, lexicon)
        rules = tuple(rule for verb in _verbs(token, lexicon) for rule in lexicon.verbs.get(verb, ()))
        if rules:
            yield rules, verb_slots(token, lexicon)
    elif tag == "PTKVZ" and token.lower_ in lexicon.adjectives:
        yield lexicon.adjectives[token.lower_], _predicate_slots(token, lexicon)
    elif tag in {"ADJA", "ADJD"}:
        adjective = token.lemma_ if token.lemma_ in lexicon.adjectives else token.lower_
        if adjective in lexicon.adjectives and tag == "ADJD":
            yield lexicon.adjectives[adjective], _predicate_slots(token, lexicon)
        verb = lexicon.participles.get(token.lemma_.lower(), _present_participle(token, lexicon))
        if verb in lexicon.verbs:
            yield lexicon.verbs[verb], verb_slots(token, lexicon)
    elif tag in {"NN", "NE"}:
        rules = lexicon.noun_rules(token.lemma_, token.text)
        if rules:
            yield rules, noun_slots(token, lexicon)
        elif (verb := _person_participle(token, lexicon)) in lexicon.verbs:
            slots = Slots(token, passive=True)
            slots.add("o", token)
            yield lexicon.verbs[verb], slots


def _verbs(token: Token, lexicon: Lexicon) -> list[str]:
    """The lemmas that the verb may have: joined with an adverb that belongs to it, as tagged, or by its form."""
    lemma = token.lemma_
    joined = [child.lower_ + lemma for child in token.children if child.tag_ in {"ADJD", "ADV", "PTKVZ"}]
    known = [verb for verb in joined if verb in lexicon.verbs] + [lemma]
    known += [lexicon.forms[form] for form in (token.lower_, lemma) if form in lexicon.forms]
    if not any(verb in lexicon.verbs for verb in known) and token.lower_ in lexicon.participles:
        known.append(lexicon.participles[token.lower_])
    return list(dict.fromkeys(known))


def _predicate_slots(token: Token, lexicon: Lexicon) -> Slots:
    """The slots of a predicate adjective: its own as a clause, else those of the verb that it goes with."""
    slots = verb_slots(token, lexicon)
    if not slots.get("s") and token.head.pos_ in {"VERB", "AUX"}:
        slots = slots.copy()
        above = verb_slots(token.head, lexicon)
        for slot, fillers in above.fillers.items():
            for filler in fillers:
                if filler.i != token.i:
                    slots.add(slot, filler)
    return slots


def _present_participle(token: Token, lexicon: Lexicon) -> str:
    """The verb of an adjective made from it ("angreifend" -> "angreifen"), "" if it is none."""
    is_one = token.lemma_.endswith(_longest_first(lexicon.words("present_participle_ending")))
    return token.lemma_[:-1] if is_one else ""


@lru_cache(maxsize=8)
def _longest_first(endings: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


def _person_participle(token: Token, lexicon: Lexicon) -> str:
    """The verb of a noun made from a participle ("die Festgenommenen"), "" if it is none."""
    word = token.lower_
    endings = _longest_first(lexicon.words("participle_endings"))
    for ending in endings if word.endswith(endings) else ():
        if word.endswith(ending) and word[: -len(ending)] in lexicon.participles:
            return lexicon.participles[word[: -len(ending)]]
    return ""
