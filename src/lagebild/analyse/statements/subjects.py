"""Who speaks: the subject of a clause, or the agent of a passive one, by position, case and form."""

from __future__ import annotations

from lagebild.analyse.statements.cues import CueHit, Tokens
from lagebild.analyse.statements.lexicon import Lexicon
from lagebild.analyse.statements.phrases import DETERMINERS, PREPOSITIONS, PRONOUNS, apposition_end, phrase_end
from lagebild.analyse.statements.units import Unit
from lagebild.analyse.statements.view import NOUNS, View
from lagebild.model.doc import actors_by_token, has_actors

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
    if found is not None:
        found = _without_objects(view, unit, hit, found, lexicon)
    if found is None and hit.cue.lemma in lexicon.words["impersonal"]:
        return _place(view, unit, lexicon)
    return found


def _without_objects(view: View, unit: Unit, hit: CueHit, phrase: Tokens, lexicon: Lexicon) -> Tokens:
    """The subject without the objects of the cue that stand behind it ("warb X für Y", "wirft die Partei der Regierung vor")."""
    begin, end = phrase
    if begin < hit.verb:
        return phrase
    for i in range(begin + 1, end):
        if view.tags[i] in PREPOSITIONS and view.lower[i] in {*hit.cue.prepositions, hit.cue.addressee}:
            return begin, i
    if hit.cue.lemma not in lexicon.words["dative_needed"]:
        return phrase
    if any(view.lower[i] in lexicon.words["dative_words"] for i in range(unit.begin, unit.end) if not begin <= i < end):
        return phrase
    for i in range(begin + 1, end):
        if view.tags[i] == "ART" and view.lower[i] in lexicon.words["feminine_oblique"]:
            return begin, i
    return phrase


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
    if before is not None and not _names_actor(view, before[:2]) and not _agrees(view, before, verb):
        before = None
    if after is not None and (before is None or after[2] >= LIKELY or _is_rather(view, before, after, lexicon)):
        return after[:2]
    return before[:2] if before is not None else None


def can_speak(view: View, phrase: Tokens) -> bool:
    """Whether the phrase names an actor. Where actors have not been looked for, every subject may be one."""
    if not has_actors(view.doc):
        return True
    actors = actors_by_token(view.doc)
    head = next((i for i in range(*phrase) if view.tags[i] in NOMINAL), phrase[0])
    return view.places[head] in actors


NOMINAL = frozenset({"NN", "NE", "PPER"})


def _names_actor(view: View, phrase: Tokens) -> bool:
    """Whether any word of the phrase belongs to the name of an actor ("die Organisationen X und Y")."""
    if not has_actors(view.doc):
        return True
    actors = actors_by_token(view.doc)
    end = next((i for i in range(phrase[0] + 1, phrase[1]) if view.tags[i] in PREPOSITIONS | DETERMINERS), phrase[1])
    return any(view.places[i] in actors for i in range(phrase[0], end))


def _is_rather(view: View, before: tuple[int, int, int], after: tuple[int, int, int] | None, lexicon: Lexicon) -> bool:
    """Whether the phrase behind the verb is rather the subject: it names an actor, what stands before it names none."""
    if after is None or not has_actors(view.doc) or _names_actor(view, before[:2]) or not can_speak(view, after[:2]):
        return False
    head = next((i for i in range(after[0], after[1]) if view.tags[i] in NOUNS), after[0])
    if view.tags[head] == "NN" and view.case(head) in {"Dat", "Gen"}:
        return False
    return not any(view.tags[i] == "NN" and lexicon.source_noun(view.lemmas[i]) for i in range(before[0], before[1]))


def _agrees(view: View, phrase: tuple[int, int, int], verb: int) -> bool:
    """Whether phrase and verb can have the same number, as far as the forms tell."""
    head = next((i for i in range(phrase[0], phrase[1]) if view.tags[i] in NOUNS), None)
    if head is None or view.tags[head] != "NN" or any(view.tags[i] == "KON" for i in range(phrase[0], phrase[1])):
        return True
    number = view.doc[view.places[head]].morph.get("Number")
    return not number or number == view.doc[view.places[verb]].morph.get("Number")


def nominative_score(view: View, begin: int, end: int, lexicon: Lexicon) -> int:
    """How far the phrase can stand in the nominative."""
    lower, tag = view.lower[begin], view.tags[begin]
    if lower in lexicon.words["one_of"] and begin + 1 < end and view.lower[begin + 1] in lexicon.words["genitive_determiners"]:
        return LIKELY  # "einer der Minister"
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
    inside = False  # a phrase that belongs to a participle before the noun ("der für die Region zuständige Minister")
    for i in range(begin + 1, min(end, begin + MAX_BEFORE_NOUN)):
        inside = view.tags[i] in PREPOSITIONS or (inside and view.tags[i] != "ADJA")
        if view.tags[i] == "NN" and not inside:
            morph = view.doc[view.places[i]].morph
            plural = morph.get("Number") == ["Plur"] and view.case(begin) == "Gen"
            return plural or bool(morph.get("Gender") == ["Fem"])
    return False


MAX_BEFORE_NOUN = 9  # tokens between an article and its noun


def _prefield(view: View, begin: int, verb: int, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """The phrase in front of the verb of a main clause, when it is a noun phrase."""
    at = begin
    while at < verb and (
        (view.tags[at] in {"KON", "$("} and view.quoted[at] < 0) or view.lower[at] in lexicon.words["focus_words"]
    ):
        at += 1
    if at >= verb:
        return None
    if view.tags[at] in PREPOSITIONS:
        return _name_with_particle(view, at, verb, lexicon)
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


def _name_with_particle(view: View, at: int, verb: int, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """A family name that begins with a particle, alone before the verb ("Von der Mark sagte", "Zu Hohenberg erklärte")."""
    name = at + 2 if view.tags[at + 1] == "ART" else at + 1
    alone = view.lower[at] in lexicon.words["title_particles"] and name + 1 == verb and view.tags[name] in {"NE", "NN"}
    return (at, verb, MAYBE) if alone and _names_actor(view, (at, verb)) else None


def _scan(view: View, begin: int, end: int, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """The best noun phrase in [begin, end): the first that is likely, else the first that may be the subject."""
    best: tuple[int, int, int] | None = None
    at = begin
    while at < end:
        tag = view.tags[at]
        if tag in PREPOSITIONS or tag == "KOKOM":
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
    """Whether the phrase names a time by its first noun ("dem Montag nach der Wahl", but not "der Rede vom Montag")."""
    noun = next((i for i in range(begin, end) if view.tags[i] in NOUNS), None)
    return noun is not None and view.lemmas[noun] in lexicon.words["time_nouns"]
