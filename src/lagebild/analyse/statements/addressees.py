"""To whom somebody speaks: "gegenüber …", "vor Journalisten", or the object that the verb takes as its hearer."""

from __future__ import annotations

from lagebild.analyse.statements.cues import CueHit, Tokens
from lagebild.analyse.statements.lexicon import Lexicon
from lagebild.analyse.statements.phrases import PREPOSITIONS, phrase_end
from lagebild.analyse.statements.subjects import is_feminine_or_plural, is_time, subject_of
from lagebild.analyse.statements.units import Unit
from lagebild.analyse.statements.view import View


def find_addressee(view: View, unit: Unit, hit: CueHit, subject: Tokens | None, lexicon: Lexicon) -> Tokens | None:
    """Whom the speaker speaks to: "gegenüber …", "vor Journalisten", or the object that the verb takes as its hearer."""
    for i in range(unit.begin, unit.end - 1):
        if view.tags[i] not in PREPOSITIONS or (subject and subject[0] <= i < subject[1]):
            continue
        lower = view.lower[i]
        end = phrase_end(view, i + 1, unit.end, lexicon)
        if end is None:
            continue
        if lower in lexicon.words["addressee_prepositions"] or (lower == hit.cue.addressee):
            return i + 1, end
        if lower in lexicon.words["audience_prepositions"] and any(
            view.lemmas[j] in lexicon.words["audiences"] for j in range(i + 1, end)
        ):
            return i + 1, end
    if hit.cue.addressee not in {"dat", "acc"}:
        return None
    if hit.passive and hit.cue.addressee == "acc":
        return subject_of(view, unit, hit.verb, lexicon)
    return _object(view, unit, hit, subject, lexicon)


def _object(view: View, unit: Unit, hit: CueHit, subject: Tokens | None, lexicon: Lexicon) -> Tokens | None:
    """The dative or accusative object of the verb."""
    at = unit.begin
    while at < unit.end:
        if subject and subject[0] <= at < subject[1]:
            at = subject[1]
            continue
        if view.tags[at] in PREPOSITIONS:
            step = phrase_end(view, at + 1, unit.end, lexicon, apposition=False)
            at = step if step is not None else at + 1
            continue
        stop = phrase_end(view, at, unit.end, lexicon)
        if stop is None:
            at += 1
            continue
        if at != hit.verb and view.tags[at] != "PRF" and _fits(view, at, stop, hit, lexicon):
            return at, stop
        at = stop
    return None


def _fits(view: View, begin: int, end: int, hit: CueHit, lexicon: Lexicon) -> bool:
    """Whether the phrase can be the object in the case that the verb asks for."""
    if is_time(view, begin, end, lexicon):
        return False
    lower, tag = view.lower[begin], view.tags[begin]
    if hit.cue.addressee == "acc":
        return tag not in {"PIS", "PDS", "PRELS"} and lower not in lexicon.words["dative_words"]
    if tag == "NE" and hit.cue.kind == "act":
        return True
    if lower in lexicon.words["dative_words"]:
        return True
    if lower in lexicon.words["feminine_oblique"]:
        return is_feminine_or_plural(view, begin, end)
    return lower in lexicon.words["dative_or_other"] and view.case(begin) == "Dat"
