"""Who speaks: the subject of a clause, or the agent of a passive one, by position, case and form."""

from __future__ import annotations

from lagebild.analyse.statements.cues import CueHit, Tokens
from lagebild.analyse.statements.lexicon import Lexicon
from lagebild.analyse.statements.phrases import DETERMINERS, PREPOSITIONS, PRONOUNS, apposition_end, phrase_end
from lagebild.analyse.statements.units import Unit
from lagebild.analyse.statements.view import NOUNS, View

SKIPPED = frozenset({"ADV", "PTKNEG", "PROAV", "PAV", "PRF", "ADJD", "KON", "PTKANT", "PTKA", "$(", "PWAV", "KOKOM", "KOUS"})

NO, MAYBE, LIKELY, SURE = 0, 1, 2, 3  # how far a phrase can be the subject


def find_subject(view: View, unit: Unit, hit: CueHit, lexicon: Lexicon) -> Tokens | None:
    """The noun phrase whose speech the cue reports, as it stands in the clause; None if the clause names nobody."""
    if hit.passive and hit.cue.lemma not in lexicon.words["quoting_verbs"]:
        blocked = bool(hit.cue.prepositions & lexicon.words["agent_prepositions"])  # "von … ausgehen"
        agent = None if blocked else agent_of(view, unit, lexicon)
        return agent or _document(view, unit, lexicon)
    if hit.cue.lemma in lexicon.words["showing_verbs"]:  # "das geht aus dem Bericht hervor": nobody but the document speaks
        return _place(view, unit, lexicon)
    found = subject_of(view, unit, hit.verb, lexicon)
    if found is None and hit.cue.lemma in lexicon.words["impersonal"]:
        return _place(view, unit, lexicon)
    return found


def _place(view: View, unit: Unit, lexicon: Lexicon) -> Tokens | None:
    """Where the words stand or come from, when nobody is named ("heißt es in dem Bericht", "aus Regierungskreisen")."""
    for i in range(unit.begin, unit.end - 1):
        if view.tags[i] in PREPOSITIONS and view.lower[i] in lexicon.words["place_prepositions"]:
            end = phrase_end(view, i + 1, unit.end, lexicon)
            if end is not None and not is_time(view, i + 1, end, lexicon):
                return i + 1, end
    return None


def _document(view: View, unit: Unit, lexicon: Lexicon) -> Tokens | None:
    """The document in which something is said that nobody is named for ("in dem Bericht wird gefordert")."""
    found = _place(view, unit, lexicon)
    noun = next((i for i in range(*found) if view.tags[i] == "NN"), None) if found is not None else None
    return found if noun is not None and lexicon.source_noun(view.lemmas[noun]) is not None else None


def subject_of(view: View, unit: Unit, verb: int, lexicon: Lexicon) -> Tokens | None:
    """The subject of the clause."""
    if unit.kind == "inf":
        return None
    if unit.kind in {"sub", "rel", "how"}:
        found = _scan(view, unit.begin, unit.end, lexicon)
        return found[:2] if found else None
    before = _prefield(view, unit.begin, verb, lexicon)
    if before is not None and before[2] >= LIKELY:
        return before[:2]
    after = _scan(view, verb + 1, unit.end, lexicon)
    if after is not None and (before is None or after[2] >= LIKELY):
        return after[:2]
    return before[:2] if before is not None else None


def nominative_score(view: View, begin: int, end: int, lexicon: Lexicon) -> int:
    """How far the phrase can stand in the nominative."""
    lower, tag = view.lower[begin], view.tags[begin]
    if tag in PRONOUNS:
        if lower in lexicon.words["subject_pronouns"]:
            return SURE
        return NO if lower in lexicon.words["object_pronouns"] else MAYBE
    if tag in DETERMINERS or lower in lexicon.words["oblique_determiners"]:
        if lower in lexicon.words["oblique_determiners"]:
            return NO
        if lower in lexicon.words["feminine_oblique"] and is_feminine_or_plural(view, begin, end):
            return NO
        case = view.case(begin)
        if lower in lexicon.words["masculine_determiners"]:
            return MAYBE if case in {"Gen", "Dat"} else LIKELY
    if any(
        view.lemmas[i] in lexicon.words["time_nouns"] or view.words[i] in lexicon.words["time_nouns"]
        for i in range(begin, min(end, begin + 3))
    ):
        return NO
    if tag == "ADJA" and lower.endswith(("em", "en")):
        return NO
    return MAYBE


def is_feminine_or_plural(view: View, begin: int, end: int) -> bool:
    """Whether the noun behind an article is feminine or plural, so that the article is an oblique form ("der Ministerin")."""
    for i in range(begin + 1, min(end, begin + 6)):
        if view.tags[i] == "NN":
            morph = view.doc[view.places[i]].morph
            plural = morph.get("Number") == ["Plur"] and view.case(begin) == "Gen"
            return plural or bool(morph.get("Gender") == ["Fem"])
    return False


def _prefield(view: View, begin: int, verb: int, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """The phrase in front of the verb of a main clause, when it is a noun phrase."""
    at = begin
    while at < verb and (
        (view.tags[at] in {"KON", "$("} and view.quoted[at] < 0) or view.lower[at] in lexicon.words["focus_words"]
    ):
        at += 1
    if at >= verb or view.tags[at] in PREPOSITIONS:
        return None
    end = phrase_end(view, at, verb, lexicon)
    if end is None:
        return None
    while end < verb and view.tags[end] in PREPOSITIONS:  # all that stands before the verb is one phrase
        step = phrase_end(view, end + 1, verb, lexicon, apposition=False)
        if step is None:
            break
        end = step
    end = apposition_end(view, end, verb, lexicon)
    score = nominative_score(view, at, end, lexicon)
    return None if score == NO else (at, end, score)


def _scan(view: View, begin: int, end: int, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """The best noun phrase in [begin, end): the first that is likely, else the first that may be the subject."""
    best: tuple[int, int, int] | None = None
    at = begin
    while at < end:
        tag = view.tags[at]
        if tag in PREPOSITIONS:
            step = phrase_end(view, at + 1, end, lexicon, apposition=False)
            at = step if step is not None else at + 1
            continue
        stop = phrase_end(view, at, end, lexicon)
        if stop is not None and tag not in {"ADV", "PTKNEG"}:
            score = nominative_score(view, at, stop, lexicon)
            if score >= LIKELY:
                return at, stop, score
            if score == MAYBE and best is None:
                best = (at, stop, score)
            at = stop
            continue
        if tag not in SKIPPED and tag not in NOUNS and tag not in PRONOUNS and best is not None:
            return best
        at += 1
    return best


def agent_of(view: View, unit: Unit, lexicon: Lexicon) -> Tokens | None:
    """The phrase after "von", "durch" or "seitens" in a passive clause."""
    for i in range(unit.begin, unit.end - 1):
        if view.tags[i] in PREPOSITIONS and view.lower[i] in lexicon.words["agent_prepositions"]:
            end = phrase_end(view, i + 1, unit.end, lexicon)
            if end is not None and not is_time(view, i + 1, end, lexicon):
                return i + 1, end
    return None


def is_time(view: View, begin: int, end: int, lexicon: Lexicon) -> bool:
    return any(view.lemmas[i] in lexicon.words["time_nouns"] for i in range(begin, end))
