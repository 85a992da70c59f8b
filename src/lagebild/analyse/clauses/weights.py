"""What speaks for a phrase in each role: agreement with the verb, case, the parse, sort and the verb's own frame."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analyse.clauses.cells import ACC, DAT, GEN, NOM, PLURAL, SINGULAR
from lagebild.analyse.clauses.draft import Draft
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.phrases import Phrase, Phrases
from lagebild.analyse.clauses.verbs import Complex
from lagebild.analyse.clauses.view import View

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
DATIVES = frozenset({"iobj", "obl:arg"})
DEFINITE_TAGS = frozenset({"ART", "PDAT", "PPOSAT"})
# Weights set by hand on half of tests/analyse/clauses/sentences; a clash of number outweighs all soft cues together.
AGREES, DISAGREES = 0.5, -6.0
LOOSELY_AGREES = -1.0  # a singular verb before coordinated phrases
HARDLY_AGREES = -5.0  # … and behind them
BY_PARSE = 1.0
BY_CASE = 0.5
ONLY_CASE = 1.0
PERSON_ACTS = 1.2
ACTOR_VERB = 1.8
DATIVE_VERB = 1.5
NO_DATIVE = -1.7
INDEFINITE = 2.5  # what something is said to be has no definite article
LATER = 0.5  # … and stands behind what it is said of
TIME_PHRASE = 2.0
UNUSED = -1.5
YEAR_DIGITS = 4
SHARED = -12.0  # an ambiguous phrase behind "und" and the verb is hardly the subject: that is shared


@dataclass(slots=True)
class Frame:
    """What is known of the clause when its phrases are weighed."""

    view: View
    phrases: Phrases
    lexicon: ClauseLexicon
    verb: Complex
    draft: Draft
    agreement: frozenset[str]
    classes: frozenset[str] = frozenset()  # of the verb
    weighed: list[int] = field(default_factory=list)


def make_frame(view: View, phrases: Phrases, lexicon: ClauseLexicon, verb: Complex, draft: Draft) -> Frame:
    """The frame of a clause."""
    classes = lexicon.verbs.get(verb.lemma, frozenset())
    if verb.lemma in lexicon.sayings:
        classes |= {"actor"}
    return Frame(view, phrases, lexicon, verb, draft, agreement_of(view, verb, lexicon), classes)


def agreement_of(view: View, verb: Complex, lexicon: ClauseLexicon) -> frozenset[str]:
    """Person and number that the finite verb allows; empty without one."""
    if verb.finite < 0:
        return frozenset()
    known = lexicon.agreement(view.lower[verb.finite])
    if known:
        return known
    features = view.features[verb.finite]
    number = {"Sing": "s", "Plur": "p"}.get(features.get("Number", ""))
    return frozenset({features.get("Person", "3") + number}) if number else frozenset()


def options(frame: Frame, index: int, order: int) -> list[tuple[str, float]]:
    """The roles that a phrase can have, each with what speaks for it; `order` counts the bare phrases of the clause."""
    phrase = frame.phrases.items[index]
    verb, cells, head = frame.verb, phrase.cells, phrase.head
    relation = frame.view.deps[head]
    tagged = frame.view.features[head].get("Case", "")
    is_time = _is_time(frame, phrase)
    less = TIME_PHRASE if is_time else 0.0
    found: list[tuple[str, float]] = []
    if cells & NOM and (verb.finite >= 0 or (frame.draft.kind == "main" and frame.draft.parent is None)):
        weight = subject_weight(frame, phrase) + (BY_CASE if tagged == "Nom" else 0.0)
        if relation in SUBJECTS:
            above = frame.view.heads[head]
            weight += BY_PARSE if above == verb.head or above in verb.tokens else BY_PARSE / 2
        if not is_time or weight > 0:
            found.append(("subject", weight - less))
    if cells & ACC and verb.voice == "active" and not verb.is_copula:
        weight = (BY_PARSE if relation == "obj" else 0.0) + (BY_CASE if tagged == "Acc" else 0.0) - less
        weight += ONLY_CASE if not cells & (NOM | DAT) else 0.0
        found.append(("accusative", weight - (DATIVE_VERB if "dative" in frame.classes else 0.0)))
    if cells & DAT:
        weight = (BY_PARSE if relation in DATIVES else 0.0) + (BY_CASE if tagged == "Dat" else 0.0) - less
        weight += ONLY_CASE if not cells & (NOM | ACC) else 0.0
        found.append(("dative", weight + _dative_frame(frame.classes)))
    if cells & NOM and verb.is_copula and not phrase.is_pronoun:
        found.append(("predicate", _predicate_weight(frame, phrase, relation) + LATER * order))
    elif cells & NOM and "patient-name" in frame.classes:
        found.append(("predicate", 0.0))
    if cells & GEN and ("genitive" in frame.classes or not cells & ~GEN) and not phrase.is_pronoun:
        found.append(("genitive", (ONLY_CASE if "genitive" in frame.classes else 0.0) + (BY_CASE if tagged == "Gen" else 0.0)))
    found.append(("adverbial", TIME_PHRASE if is_time else UNUSED))
    return found


def _dative_frame(classes: frozenset[str]) -> float:
    if "dative" in classes:
        return DATIVE_VERB
    return DATIVE_VERB / 2 if "ditransitive" in classes else NO_DATIVE


def _predicate_weight(frame: Frame, phrase: Phrase, relation: str) -> float:
    first = phrase.noun_begin
    determiner = frame.lexicon.determiners.get(frame.view.lower[first], (0, ""))[1]
    is_bare = frame.view.tags[first] not in DEFINITE_TAGS or determiner in ("indefinite", "negative")
    is_head = frame.view.heads[phrase.head] < 0 or relation in ("root", "conj", "ccomp")
    return (INDEFINITE if is_bare else 0.0) + (BY_PARSE if is_head else 0.0)


def _is_time(frame: Frame, phrase: Phrase) -> bool:
    """Whether a bare phrase says when or how long."""
    view, head = frame.view, phrase.head
    if phrase.is_pronoun or not phrase.cells & (ACC | GEN):
        return False
    if view.tags[head] == "CARD":
        return phrase.end - phrase.begin == 1 and len(view.words[head]) == YEAR_DIGITS and view.words[head].isdigit()
    times = frame.lexicon.times
    return view.lemmas[head] in times or view.words[head] in times or view.lemmas[phrase.end - 1] in times


def _number_of(phrase: Phrase) -> str:
    """The numbers that the phrase can have in the nominative: "s", "p" or "sp"."""
    if phrase.conjuncts:
        return "p"
    cells = phrase.cells & NOM
    return ("s" if cells & SINGULAR else "") + ("p" if cells & PLURAL else "")


def agrees(frame: Frame, phrase: Phrase) -> float:
    """How well number and person of the phrase suit the finite verb."""
    person, numbers = "3", _number_of(phrase)
    if phrase.is_pronoun and frame.view.tags[phrase.head] == "PPER":
        known = frame.lexicon.pronouns.get(frame.view.lower[phrase.head], (0, "3"))[1]
        person, numbers = known[0], known[1:] or "sp"
    if not frame.agreement or any(person + number in frame.agreement for number in numbers):
        return AGREES
    if frame.lexicon.is_word(frame.view.lemmas[phrase.head], "unit"):
        return AGREES  # "zehn Prozent haben": measures have one form for both numbers
    if phrase.conjuncts and person + "s" in frame.agreement:
        return LOOSELY_AGREES if frame.verb.finite < phrase.begin else HARDLY_AGREES
    return DISAGREES


def subject_weight(frame: Frame, phrase: Phrase) -> float:
    """Agreement with the verb, and whether the sort of noun suits it."""
    weight = agrees(frame, phrase)
    if not phrase.cells & ~NOM:
        weight += ONLY_CASE
    elif frame.draft.partner is not None and _shares_subject(frame):
        weight += SHARED
    if is_person(frame.view, phrase, frame.lexicon):
        weight += PERSON_ACTS + (ACTOR_VERB if "actor" in frame.classes else 0.0)
    return weight


def _shares_subject(frame: Frame) -> bool:
    """Whether the clause begins with its verb, or has it in the clause before: then it has its subject there too."""
    draft = frame.draft
    behind = draft.linker + 1 if draft.linker >= 0 else draft.tokens[0]
    return frame.verb.finite == behind or (draft.shares_verb and frame.verb.voice == "active" and draft.start is None)


def is_person(view: View, phrase: Phrase, lexicon: ClauseLexicon) -> bool:
    """Whether the phrase names a person or a body that acts."""
    tag = view.tags[phrase.head]
    if phrase.is_pronoun:
        return tag in ("PPER", "PWS") and not lexicon.is_word(view.lower[phrase.head], "expletive")
    return tag == "NE" or lexicon.names_people(view.lemmas[phrase.head])
