"""Who speaks in a clause of saying: its subject, with what stands apart from it: appositions, descriptions, a shared subject."""

from __future__ import annotations

from lagebild.analyse.statements.cues import CueHit
from lagebild.analyse.statements.drafts import Tokens
from lagebild.analyse.statements.phrases import PRONOUNS, apposition_end, phrase_end
from lagebild.analyse.statements.sight import Sight
from lagebild.analyse.statements.subjects import agent_of, find_subject, subject_of
from lagebild.analyse.statements.units import MAIN, Unit
from lagebild.analyse.statements.view import NOUNS


def speaker_of(sight: Sight, unit: Unit, hit: CueHit) -> Tokens | None:
    """The subject of the cue with an apposition that reaches beyond its clause."""
    found = None
    coordinated = unit.before in sight.lexicon.words["coordinators"] or goes_on(sight, unit, hit)
    first = unit.begin + (sight.view.tags[unit.begin] == "KON")
    if coordinated and unit.kind == "v1" and unit.verb == first and not hit.passive:  # "… and demanded a reply"
        found = _shared_subject(sight, unit)
    if found is None:
        found = find_subject(sight.view, unit, hit, sight.lexicon)
    nobody = hit.cue.lemma in sight.lexicon.words["impersonal"]
    if found is None and unit.kind == "inf" and sight.view.lower[unit.begin] not in sight.lexicon.words["purpose_words"]:
        found = _shared_subject(sight, unit)
    if found is None and not hit.passive and not nobody and (coordinated or (unit.kind == "v1" and unit.before == ",")):
        found = _shared_subject(sight, unit)
    if found is not None:  # what belongs to the cue is no speaker ("von Beobachtern der Schluss gezogen")
        found = found[0], min((i for i in hit.tokens if found[0] <= i < found[1]), default=found[1])
    if found is None or found[0] == found[1]:  # "war die Rede"
        return None
    if sight.view.lower[found[0]] in sight.lexicon.words["nobody"]:
        return None
    return widened(sight, _from_description(sight, unit, found))


def goes_on(sight: Sight, unit: Unit, hit: CueHit) -> bool:
    """Whether the clause goes on with the subject of one before that reports something itself ("X said that …, but accused Y").

    An infinitive behind the cue shows that it opens what follows. Who only reports can set a whole report in front of it ("X said
    …, the agency reported").
    """
    if unit.kind != "v1":
        return False
    if unit.before == "," and sight.view.tags[unit.begin] == "KON":
        return True
    following = next((other for other in sight.units if other.begin >= unit.end), None)
    opens = following is not None and following.kind == "inf" and "inf" in hit.cue.frames
    return opens and any(
        cue is not None and other.begin < unit.begin and other.kind in MAIN and not _is_subjunctive(sight, other)
        for other, cue in zip(sight.units, sight.hits, strict=True)
    )


def cited(
    sight: Sight, unit: Unit, hit: CueHit, subject: Tokens | None, other: Tokens | None
) -> tuple[Tokens | None, Tokens | None]:
    """Whose words are quoted and who quotes them ("Der Sender zitierte den Minister"); `other`: the object, or the medium."""
    if hit.passive:
        return subject, agent_of(sight.view, unit, sight.lexicon) or (other if other != subject else None)
    return (other, subject) if other is not None else (subject, None)


def _from_description(sight: Sight, unit: Unit, phrase: Tokens) -> Tokens:
    """The phrase with the description in front of it that a comma parts from the name ("Der neue Minister, Jan Kern sagte")."""
    at = next((i for i, other in enumerate(sight.units) if other.begin == unit.begin), 0)
    if at == 0 or phrase[0] != unit.begin or unit.before != ",":
        return phrase
    previous = sight.units[at - 1]
    whole = previous.kind == "frag" and phrase_end(sight.view, previous.begin, previous.end, sight.lexicon) == previous.end
    names = sight.view.tags[phrase[0]] in NOUNS and sight.view.tags[phrase[1] - 1] == "NE"
    return (previous.begin, phrase[1]) if whole and names else phrase


def _shared_subject(sight: Sight, unit: Unit) -> Tokens | None:
    """The subject of the clause before, which a coordinated clause without one shares."""
    at = next(i for i, other in enumerate(sight.units) if other.end >= unit.end)
    own_mood = _is_subjunctive(sight, unit)
    for other in reversed(sight.units[:at]):
        if other.kind in MAIN and other.verb is not None and (own_mood or not _is_subjunctive(sight, other)):
            return subject_of(sight.view, other, other.verb, sight.lexicon)
    return None


def _is_subjunctive(sight: Sight, unit: Unit) -> bool:
    """Whether the clause is what somebody says, so that a clause in the indicative behind it has another subject."""
    return any(sight.view.subjunctive[i] for i in range(unit.begin, unit.end))


def widened(sight: Sight, phrase: Tokens) -> Tokens:
    """The phrase with the apposition behind it."""
    end = phrase[1]
    if end >= sight.end or sight.view.words[end] != "," or sight.view.tags[end - 1] in PRONOUNS:
        return phrase
    following = next((unit for unit in sight.units if unit.begin >= end), None)
    if following is None or following.kind not in {"frag", "v1", "v2"} or following.begin != end + 1:
        return phrase
    limit = following.end if following.kind == "frag" else sight.end
    wide = apposition_end(sight.view, end, limit, sight.lexicon)
    if wide < sight.end and following.kind != "frag" and sight.view.is_finite(wide):
        return phrase  # the subject of the clause that follows
    return (phrase[0], wide) if wide > end else phrase
