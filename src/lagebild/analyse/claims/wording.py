"""What the reasons of a claim say in words: names of features, marks of a clause and shares as an analyst reads them.

Feature names are the keys of the trained weights and never change; here they only get a reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import get_args

from lagebild.analyse.claims.mood import Mood
from lagebild.model.layers import Status

STATUSES: frozenset[str] = frozenset(get_args(Status))
PARTY_MARKS = ("the actor", "the recipient", "the actor, unsaid", "the recipient, unsaid")  # digits of a feature "row"
RELATIONS = {
    "nsubj": "subject",
    "nsubj:pass": "subject of the passive",
    "obj": "object",
    "iobj": "dative object",
    "obl": "phrase with a preposition",
    "obl:arg": "object with a preposition",
    "obl:agent": "agent of the passive",
    "nmod": "phrase at the noun",
    "nmod:poss": "possessor",
    "det:poss": "possessive pronoun",
    "amod": "adjective",
    "conj": "coordination",
    "appos": "apposition",
    "acl": "clause at the noun",
    "acl:relcl": "relative clause",
    "advcl": "adverbial clause",
    "ccomp": "content clause",
    "xcomp": "infinitive",
    "csubj": "subject clause",
    "parataxis": "reported clause",
    "compound": "part of a compound",
    "flat": "part of a name",
    "root": "main clause",
}
SHORT = frozenset({"l", "s", "ts", "o", "r", "k", "st", "None"})  # names of features of nobody that say nothing
SOURCES = {
    "own": "its sentence",
    "before": "a sentence before",
    "first": "the first recent day of the article",
    "last": "the last recent day named before",
    "next": "the next recent day named after",
    "publication": "the day of publication",
    "mention": "another mention of the event",
    "mate": "an act like it",
    "week": "the weekday on the other side of the publication",
    "none": "nowhere: unknown",
}
MOODS = {
    "negated": "negated",
    "future": "future tense",
    "wanted": "modal verb of wanting",
    "possible": "modal verb of possibility",
    "demanded": "modal verb of demand",
    "conditional": "condition",
    "reported": "subjunctive",
    "perfect": "perfect",
    "pluperfect": "pluperfect",
    "past": "past tense",
    "hypothetical_word": "word of doubt",
    "planned_word": "word of planning",
    "denied_word": "word of denial",
    "ongoing_word": "word of duration",
    "past_word": "word of the past",
    "under_hypothetical": "below a verb of doubt",
    "under_planned": "below a verb of planning",
    "under_denied": "below a verb of denial",
    "under_ongoing": "below a verb of duration",
    "infinitive": "infinitive",
}


def mood_words(mood: Mood) -> str:
    """The marks of reality that hold in the clause, with the words that show them."""
    named = [words for name, words in MOODS.items() if getattr(mood, name)]
    quoted = [repr(mark) for mark in dict.fromkeys(mood.marks)]
    return ", ".join([*named, *quoted])


def weighted(features: list[tuple[str, float]]) -> str:
    """Features in words, each with its name and weight."""
    return ", ".join([_named(name, weight) for name, weight in features])


@lru_cache(maxsize=8192)  # articles share most features that matter
def _named(feature: str, weight: float) -> str:
    words = feature_words(feature)
    return f"{feature} {weight:+.2f}" if words is None else f"{words} [{feature}] {weight:+.2f}"


@lru_cache(maxsize=8192)
def feature_words(feature: str) -> str | None:
    """What a feature says, None where it has no wording."""
    name, _, value = feature.partition("=")
    status, _, rest = name.partition("+")
    if status in STATUSES:  # a feature of a status is a trait of the clause with the status before it
        name = rest
    if name.startswith("mood."):
        return MOODS.get(name.removeprefix("mood.").partition("+")[0].partition("/")[0])
    if name == "none" or name.startswith("none/"):
        return "nobody is named" + "".join(f", {part}" for part in name.split("/")[1:] if part not in SHORT)
    wording = WORDINGS.get(name) if status not in STATUSES else OF_STATUS.get(name, WORDINGS.get(name))
    if wording is None and status in SOURCES:  # a trait of the act with the source of the date before it
        wording = OF_DATE.get(rest)
    if wording is None:
        return None
    return wording(value) if callable(wording) else wording.format(value)


def _marked(value: str) -> str:
    """A feature "row": what the row of the lexicon makes of an actor."""
    mark = next((part for part in value.split("/") if len(part) == len(PARTY_MARKS) and set(part) <= {"0", "1"}), "")
    parts = [name for digit, name in zip(mark, PARTY_MARKS, strict=False) if digit == "1"]
    return f"the row has it as {' and '.join(parts)}" if parts else "the row gives it no part"


def _path(value: str) -> str:
    """A feature "p" or "tp": how the actor's word hangs on the trigger."""
    rise, _, fall = value.rpartition("/")[2].partition("|") if value.count("/") else value.partition("|")
    up = [RELATIONS.get(part, part) for part in rise.split("^") if part]
    down = [RELATIONS.get(part, part) for part in fall.split("v") if part]
    if not up and not down:
        return "it is the word itself"
    shown = ", then ".join(down) or "above the word"
    return f"it hangs on the word as {shown}" if not up else f"it is {shown}, seen from the word as {' in '.join(up)}"


def _last(words: str) -> Callable[[str], str]:
    return lambda value: words.format(value.rpartition("/")[2])


def _relation(value: str) -> str:
    """A feature with a relation among its parts."""
    found = [RELATIONS[part] for part in value.split("/") if part in RELATIONS]
    return f"relation: {found[0]}" if found else f"relation {value}"


def _preposition(value: str) -> str:
    word = value.rpartition("/")[2]
    return f"after the preposition {word!r}" if word and word != "none" else "without a preposition"


def _yes(words: str, otherwise: str) -> Callable[[str], str]:
    return lambda value: words if "True" in value else otherwise


WORDINGS: Mapping[str, str | Callable[[str], str]] = {
    # acceptance
    "rule": "the row {} is mostly right",
    "rule+any": lambda value: (
        f"the row {value.partition('/')[0]} {'with' if value.endswith('True') else 'without'} a party in its clause"
    ),
    "type": "type {}",
    "kind": "word of the kind {}",
    "type+kind": "type and kind of word: {}",
    "above": "hangs on {}",
    "form": "form of the clause: {}",
    "status": "status by the rules: {}",
    "type+status": "type and status by the rules: {}",
    "statement": "statement around it: {}",
    "type+statement": _yes("stands in somebody's words", "stands in nobody's words"),
    "type+case": "type and preposition: {}",
    "case": _preposition,
    "type+actor": _yes("the type with an actor named", "the type without an actor named"),
    "type+recipient": _yes("the type with a recipient named", "the type without a recipient named"),
    "type+both": "type, actor named, recipient named: {}",
    "type+actor.sector": "type and sector of the actor: {}",
    "type+recipient.sector": "type and sector of the recipient: {}",
    "type+actor.slot": "type and slot of the actor: {}",
    "type+recipient.slot": "type and slot of the recipient: {}",
    "actor.slot": "slot of the actor: {}",
    "recipient.slot": "slot of the recipient: {}",
    "actor.sector": "sector of the actor: {}",
    "recipient.sector": "sector of the recipient: {}",
    "actors": "actors named: {}",
    "recipients": "recipients named: {}",
    "sectors": "sectors of the parties: {}",
    "need": "needed parties, actor named, recipient named: {}",
    "unmet": "a condition of the row does not hold: {}",
    "rivals": "other rows that fit: {}",
    "exact": _yes("the word of the row itself", "a compound or form of the row's word"),
    "rank": "place among the readings of the word: {}",
    "date": _yes("a date stands in the sentence", "no date in the sentence"),
    "political": "how political the article is, 0 to 4: {}",
    "density": "share of sentences with an act, 0 to 5: {}",
    "company": "how many acts of the type the article has, 0 to 4: {}",
    "near": "sentences beside it with the type: {}",
    "again": "how often the word names an act here, 0 to 3: {}",
    "place": "how far down in the article, 0 to 5: {}",
    "length": "length of the sentence, 0 to 4: {}",
    "under.dep": _relation,
    "under": "below the other act {}",
    "dep": _relation,
    "det": "article of the noun: {}",
    "weight": "how specific the row is: {}",
    # parties
    "row": _marked,
    "row+t": _marked,
    "row+s": _marked,
    "row+r": lambda value: f"{_marked(value)} ({value.partition('/')[0]})",
    "row.key": lambda value: {
        "10": "the row has its state as actor",
        "01": "the row has its state as recipient",
        "11": "the row has its state on both sides",
    }.get(value, "the row does not name its state"),
    "p": _path,
    "tp": _path,
    "pn": "steps to the word in the parse: {}",
    "tcase": _preposition,
    "tdep": _relation,
    "gdep": _relation,
    "l+dep": _relation,
    "dist": "distance to the word, 0 to 5: {}",
    "slot": "fills the slot {!r} of the word",
    "tslot": _last("fills the slot {!r} of the word"),
    "l+sector": "word and sector: {}",
    "l+x": "the word {} often has parties of other sentences",
    "i.kind": "mentioned by a {}",
    "i.sector": "sector {}",
    "i.t+sector": "type and sector: {}",
    "i.t+kind": "type and kind of mention: {}",
    "i.tag+sector": "type, part of speech and sector: {}",
    "i.share": "its state's share of the article, 0 to 5: {}",
    "i.top": _yes("the state that the article names most", "not the state that the article names most"),
    "i.first": _yes("first actor of the sentence", "not the first actor of the sentence"),
    "x.t+sector": "type and sector, from another sentence: {}",
    "x.tag+sector": "type, part of speech and sector, from another sentence: {}",
    "x.t+kind": "type and kind of mention, from another sentence: {}",
    "x.kind": "mentioned in another sentence by a {}",
    "x.sector": "sector {}, from another sentence",
    "x.share": "its state's share of the article, 0 to 5: {}",
    "x.top": _yes("the state that the article names most", "not the state that the article names most"),
    "x.back": "sentences back, in steps: {}",
    "x.lead": _yes("named in the first sentence", "not named in the first sentence"),
    "source": "the source of what is said",
    "x.again": _yes("its state is named in the sentence", "its state is not named in the sentence"),
    "x.others": "actors of other states in the sentence: {}",
    "x.times": "how often the article names it, 0 to 4: {}",
    "x.place": "a {}, named in another sentence",
    "x.t": "type, for an actor of another sentence: {}",
    "i.times": "how often the article names it, 0 to 4: {}",
    "i.place": "a {}",
    "i.t": "type, for an actor of the sentence: {}",
    "i.twin": _yes("another actor of its state in the sentence", "the only actor of its state in the sentence"),
    # date
    "from": lambda value: f"date from {SOURCES.get(value.partition('+')[0], value.partition('+')[0])}",
    "own.same": _yes("in the clause of the word", "in another clause"),
    "own.rank": "rank by nearness, from 0: {}",
    "own.kind": "kind of expression: {}",
    "own.kind+status": "kind of expression and status: {}",
    "own.kind+same": "kind of expression, in the same clause: {}",
    "own.kind+speech": "kind of expression, act of speech: {}",
    "own.age+status": "age in steps and status: {}",
    "own.same+rank": "in the same clause, rank by nearness: {}",
    "before.kind": "kind of expression before: {}",
    "before.age+status": "age in steps and status: {}",
    "publication+own": _yes("the sentence has expressions of its own", "the sentence has no expression of its own"),
    "publication+days": "recent days that the article names, 0 to 2: {}",
    "before.back": "sentences back, in steps: {}",
    "before.age+seen": "age in steps, dated sentences between: {}",
    "before.kind+age": "kind and age in steps: {}",
    "mention.age": "age in steps: {}",
    "own.way": "how the expression is tied to the word: {}",
    "own.way+prep": "how the expression is tied to the word, its preposition: {}",
    "own.way+kind": "how the expression is tied to the word, its kind: {}",
    "own.way+tense": "how the expression is tied to the word, tense: {}",
    "mate.word": "likeness of the words: {}",
    "mate": "likeness of words, actors, recipients: {}",
    "own.gap": "in the same clause, distance in steps: {}",
    "own.age": "age in steps: {}",
    "own.before": "before the word, in the same clause: {}",
    "own.age+speech": "age in steps, act of speech: {}",
    "none+own": _yes("the sentence has expressions of its own", "the sentence has no expression of its own"),
}

OF_STATUS: Mapping[str, str | Callable[[str], str]] = {
    "row": "the row {}",
    "rule": "the rules say {}",
    "date": _yes("a date stands in the sentence", "no date in the sentence"),
    "always": "how often the status is",
    "mode": "type and mode: {}",
    "word": "the word {}",
    "row+type": "row and type: {}",
    "rule+type": "status by the rules, and type: {}",
    "tag": "part of speech {}",
    "head": "verb form of the clause {}",
    "tense": "tense and mood of the verb: {}",
    "tense+kind": "tense and mood of the verb, kind of word: {}",
    "tense+type": "tense and mood of the verb, type: {}",
    "beside": "beside the word {}",
    "own": "with the word {}",
    "mark": "after the conjunction {}",
    "above0": "below the word {}",
    "above1": "below the word {}",
    "relation0": _relation,
    "relation1": _relation,
}

OF_DATE: Mapping[str, str | Callable[[str], str]] = {
    "status": "status: {}",
    "type": "type {}",
    "speech": "act of speech: {}",
    "kind": "word of the kind {}",
    "tense": "tense: {}",
    "place": "how far down in the article, 0 to 6: {}",
    "role": "how the word stands in the clause: {}",
    "near": "beside a word of the class {!r}",
    "clause": "how the clause stands in the sentence: {}",
    "said": "statement around it, act of speech: {}",
    "under": "below another act: {}",
    "again": "the type, the word told before: {}",
    "word": "the word {}",
}
