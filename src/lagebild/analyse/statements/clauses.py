"""Statements of one sentence: cues before, after and inside their content, and sources in prepositional phrases."""

from __future__ import annotations

from lagebild.analyse.statements.addressees import find_addressee
from lagebild.analyse.statements.cues import CueHit
from lagebild.analyse.statements.drafts import Draft, Tokens, runs
from lagebild.analyse.statements.sight import Sight
from lagebild.analyse.statements.speakers import cited, goes_on, speaker_of
from lagebild.analyse.statements.units import CLAUSES, MAIN, Unit


def find_cued(sight: Sight) -> list[Draft]:
    """The statements that a verb or phrase of saying opens or closes."""
    drafts: list[Draft] = []
    for u, hit in enumerate(sight.hits):
        if hit is None:
            continue
        content = _content(sight, u, hit)
        if content:
            drafts += _make(sight, u, hit, content)
    return drafts


def _content(sight: Sight, u: int, hit: CueHit) -> list[int]:
    """Indexes of the units that hold what is said."""
    unit = sight.units[u]
    if unit.kind == "how":
        names = hit.cue.kind == "act" and hit.cue.frames <= {"direct", "np"}  # "wie der Vertrag genannt wird"
        return [] if names else _around(sight, u)
    opens = u + 1 < len(sight.units) and (_clearly_opens(sight, u, hit) or goes_on(sight, unit, hit))
    if unit.kind == "v1" and u > 0 and unit.before in {",", "–", "-", ""} and not opens and _can_trail(sight, u, hit):
        content = _before(sight, u) + _inserted_rest(sight, u)
        if _is_proposition(sight, content, hit):
            return content
    content = _after(sight, u, hit.cue.frames, hit.cue.kind)
    return content if not content or _may_follow(sight, unit, hit, sight.units[content[0]]) else []


def _may_follow(sight: Sight, unit: Unit, hit: CueHit, following: Unit) -> bool:
    """Whether a main clause behind the cue is what is said and not the main clause on which the cue's own clause depends."""
    if following.kind not in MAIN or following.before == ":":
        return True
    if sight.view.tags[following.begin] == "KON":
        return False
    if unit.kind in {"sub", "how"}:
        return following.kind == "v2" and is_subjunctive(sight, following)
    return is_subjunctive(sight, following) or not (hit.passive or (hit.cue.kind == "think" and not hit.cue.words))


def _is_proposition(sight: Sight, content: list[int], hit: CueHit) -> bool:
    """Whether the units say something and are not only the reason or time of what follows ("Weil …, forderte er …")."""
    units = [sight.units[i] for i in content]
    if any(unit.kind in MAIN or unit.kind in {"quote", "inf"} for unit in units):
        return True
    words = sight.lexicon.words
    openers = frozenset[str]() if hit.passive else words["that_words"] | words["question_words"]
    return all(unit.kind == "frag" for unit in units) or any(_opener(sight, unit) in openers for unit in units)


def _clearly_opens(sight: Sight, u: int, hit: CueHit) -> bool:
    """Whether the cue opens the clause behind it rather than closes the one before."""
    following = sight.units[u + 1]
    if following.before == ":":
        return True
    if sight.units[u - 1].kind == "quote" or following.kind not in {"sub", "inf"}:
        return False
    return sight.units[0].kind in {"sub", "inf", "frag"} and _opens(sight, hit.cue.frames, hit.cue.kind, following)


def _can_trail(sight: Sight, u: int, hit: CueHit) -> bool:
    """Whether the clause can close what stands before it ("…, sagte X")."""
    if sight.units[u - 1].kind == "quote":
        return True
    if hit.passive and sight.view.subjunctive[hit.verb]:
        return False
    if sight.view.subjunctive[hit.verb] == 1:  # "…, würde X das … nennen" is a condition
        return False
    previous = sight.units[u - 1]
    if previous.kind == "sub" and "that" in hit.cue.frames and _opener(sight, previous) in sight.lexicon.words["that_words"]:
        return hit.cue.kind != "none"
    return "main" in hit.cue.frames and hit.cue.kind != "none"


def _before(sight: Sight, u: int) -> list[int]:
    """The units from the beginning of the sentence, or from the last colon, to the cue."""
    start = u - 1
    while start > 0 and not _is_boundary(sight, start):
        start -= 1
    return list(range(start, u))


def _is_boundary(sight: Sight, i: int) -> bool:
    """Whether what is said cannot reach back beyond unit `i`."""
    unit, previous = sight.units[i], sight.units[i - 1]
    if (unit.kind == "quote" and not goes_on_in_quotes(sight, unit)) or previous.kind == "quote":
        return True
    hit = sight.hits[i - 1]
    return unit.before == ":" and hit is not None


def _inserted_rest(sight: Sight, u: int) -> list[int]:
    """The units behind an inserted cue that go on with what was said."""
    if u + 1 >= len(sight.units):
        return []
    following = sight.units[u + 1]
    previous = sight.units[u - 1]
    if following.kind in {"quote", "rel"} or following.before not in {",", "–", "-"}:
        return []
    complete = any(sight.units[i].kind in MAIN for i in _before(sight, u))
    goes_on = following.kind in MAIN and (is_subjunctive(sight, following) or not complete)
    if previous.kind == "quote" or not (goes_on or (following.kind == "sub" and complete)):
        return []
    return _until_break(sight, u + 1)


def _around(sight: Sight, u: int) -> list[int]:
    """All other units of the main clause in which a "wie … mitteilte" stands."""
    first, last = u, u + 1
    if len(sight.units) == 1:
        return []
    if u == 0 or (all(sight.units[i].kind == "frag" for i in range(u)) and u + 1 < len(sight.units)):
        rest = list(range(u)) + _until_break(sight, u + 1)
        return [i for i in rest if i != u]
    while (
        first > 0
        and not (is_coordinated(sight, sight.units[first]) and sight.units[first].kind in MAIN)
        and not _quote_edge(sight, first)
    ):
        first -= 1
    while last < len(sight.units) and not is_coordinated(sight, sight.units[last]) and sight.units[last].kind != "quote":
        last += 1
    return [i for i in range(first, last) if i != u]


def _quote_edge(sight: Sight, i: int) -> bool:
    return sight.units[i].kind == "quote"


def content_after(sight: Sight, u: int, frames: frozenset[str]) -> list[Tokens]:
    """The runs behind unit `u` that a word with these frames opens."""
    return _stretches(sight, _after(sight, u, frames, "noun"))


def _after(sight: Sight, u: int, frames: frozenset[str], kind: str) -> list[int]:
    """The units behind the cue that it opens."""
    at = u + 1
    while (
        at < len(sight.units)
        and at <= u + MAX_BETWEEN
        and (sight.units[at].kind in {"frag", "rel"} or _is_reporting_aside(sight, at))
        and sight.units[at].before != ":"
    ):
        at += 1
    if at >= len(sight.units) or not _opens(sight, frames, kind, sight.units[at]):
        return []
    if sight.units[at].kind == "quote":
        return [at]
    first = at
    if sight.units[at].kind == "inf":  # "kündigte an, die Werke in A, B und C zu schließen"
        first = next((k for k in range(u + 1, at) if sight.units[k].kind == "frag"), at)
    inside = sight.units[u].kind in {"sub", "rel", "inf"}
    return list(range(first, at)) + _until_break(sight, at, inside=inside)


def _is_reporting_aside(sight: Sight, at: int) -> bool:
    """Whether the unit is a "wie … mitteilte" that tells the source of the clause in which it stands."""
    return sight.units[at].kind == "how" and sight.hits[at] is not None


MAX_BETWEEN = 2  # appositions and relative clauses between the cue and what it opens


def _opens(sight: Sight, frames: frozenset[str], kind: str, unit: Unit) -> bool:
    """Whether the cue can open this clause."""
    colon = unit.before == ":"
    if unit.kind == "quote":
        return colon or unit.before == "," or "direct" in frames
    if unit.before not in {",", ":", "–", "-", ""}:
        return False
    if unit.kind in {"sub", "how"}:
        opener = _opener(sight, unit)
        if unit.kind == "how" and sight.view.tags[unit.begin + 1] != "ADJD":  # "wie wichtig", but not "wie üblich"
            return False
        if opener in sight.lexicon.words["that_words"]:
            return bool(frames & {"that", "main"})
        return "that" in frames and opener in sight.lexicon.words["question_words"]
    if unit.kind == "inf":
        return "inf" in frames and sight.view.lower[unit.begin] not in sight.lexicon.words["purpose_words"]
    if unit.kind in MAIN:
        if colon:
            return kind != "none" and bool(frames & {"main", "direct", "that"})
        return "main" in frames and (
            is_subjunctive(sight, unit) or (unit.kind == "v2" and (kind in {"say", "write", "think"} or _may_report(sight, unit)))
        )
    return False


def _may_report(sight: Sight, unit: Unit) -> bool:
    """Whether the verb has one form for indicative and subjunctive ("sollte", "wollte")."""
    return unit.verb is not None and sight.view.lower[unit.verb] in sight.lexicon.words["either_mood"]


def _opener(sight: Sight, unit: Unit) -> str:
    view = sight.view
    if view.lower[unit.begin] in sight.lexicon.words["thus"]:  # "so dass": a consequence
        return ""
    return next((view.lower[i] for i in range(unit.begin, min(unit.begin + 3, unit.end)) if view.tags[i] in OPENER_TAGS), "")


OPENER_TAGS = frozenset({"KOUS", "PWAV", "PWS", "PWAT", "KOKOM", "PROAV", "PAV"})


def goes_on_in_quotes(sight: Sight, unit: Unit) -> bool:
    """Whether a quotation goes on with the sentence around it ("…, „dass wir kommen“")."""
    first = next((i for i in range(unit.begin, unit.end) if not sight.view.is_mark(i)), unit.begin)
    return unit.before == "," and sight.view.words[first][:1].islower()


def _until_break(sight: Sight, at: int, *, inside: bool = False) -> list[int]:
    """The units from `at` on that belong to what is said; `inside`: the cue stands in a dependent clause itself."""
    content = [at]
    first_mood = is_subjunctive(sight, sight.units[at])
    for i in range(at + 1, len(sight.units)):
        unit = sight.units[i]
        if (unit.kind == "quote" and not goes_on_in_quotes(sight, unit)) or (unit.kind == "how" and sight.hits[i] is not None):
            break
        apart = unit.kind == "v1" and unit.before in {",", "–", "-"} and not is_subjunctive(sight, unit)
        if apart and (inside or sight.hits[i] is not None):
            break
        leaves = is_coordinated(sight, unit) and unit.kind in MAIN and not is_subjunctive(sight, unit)
        if leaves and (first_mood or sight.units[at].kind in {"sub", "inf"}) and not _ends_verb_last(unit):
            break
        content.append(i)
    return content


def _ends_verb_last(unit: Unit) -> bool:
    """Whether a coordinated clause has its verb at the end, so that it goes on with a subordinate clause."""
    return unit.verb is not None and unit.end - unit.verb <= 1 and unit.verb > unit.begin


def rule_of(sight: Sight, name: str) -> str:
    """The id of a rule that stands in code, not in a row of the pack."""
    return f"{sight.lexicon.language}.{name}.1"


def is_coordinated(sight: Sight, unit: Unit) -> bool:
    """Whether the clause is tied to the one before by a conjunction of equals or a semicolon."""
    return unit.before == ";" or unit.before in sight.lexicon.words["coordinators"]


def is_subjunctive(sight: Sight, unit: Unit) -> bool:
    return any(sight.view.subjunctive[i] for i in range(unit.begin, unit.end)) and unit.kind in CLAUSES


def _make(sight: Sight, u: int, hit: CueHit, content: list[int]) -> list[Draft]:
    """One draft for each quotation among the units and one for the rest."""
    view, unit = sight.view, sight.units[u]
    speaker = speaker_of(sight, unit, hit)
    cue = sorted({*hit.tokens, *_how(sight, unit)})
    addressee = find_addressee(view, unit, hit, speaker, sight.lexicon)
    via = None
    if hit.cue.lemma in sight.lexicon.words["quoting_verbs"]:
        (speaker, via), addressee = cited(sight, unit, hit, speaker, addressee), None
    frame = _frame(sight, unit)
    drafts = []
    quotes = [
        i for i in content if sight.units[i].kind == "quote" and (i == content[0] or not goes_on_in_quotes(sight, sight.units[i]))
    ]
    plain = [i for i in content if i not in quotes]
    for kind, group in [("direct", [i]) for i in quotes] + ([("indirect", plain)] if plain else []):
        drafts.append(
            Draft(
                type="direct" if kind == "direct" else "indirect",
                quote=_stretches(sight, group),
                rule=hit.cue.rule,
                confidence=0.9 if hit.cue.kind in {"say", "write"} else 0.8,
                cue=runs(cue),
                speaker=speaker,
                addressee=addressee,
                frame=frame,
                via=via,
            )
        )
    return drafts


def _how(sight: Sight, unit: Unit) -> list[int]:
    """The "wie" of "wie die Behörde mitteilte" and the "so" of "so sagte sie"."""
    if unit.kind == "v1" and unit.verb == unit.begin + 1 and sight.view.lower[unit.begin] in sight.lexicon.words["thus"]:
        return [unit.begin]
    if unit.kind != "how":
        return []
    return [i for i in range(unit.begin, unit.end) if sight.view.lower[i] in sight.lexicon.words["how_words"]][:1]


def _stretches(sight: Sight, group: list[int]) -> list[Tokens]:
    """Units as runs of tokens, joined over the punctuation between neighbours."""
    found: list[Tokens] = []
    previous = -2
    for i in group:
        unit = sight.units[i]
        if i == previous + 1 and found:
            found[-1] = (found[-1][0], unit.end)
        else:
            found.append((unit.begin, unit.end))
        previous = i
    return [(b, e) for b, e in found if e > b]


def _frame(sight: Sight, unit: Unit) -> list[Tokens]:
    """The clause of the cue with the punctuation that parts it from what is said."""
    view = sight.view
    begin, end = unit.begin, unit.end
    if begin > sight.begin and view.words[begin - 1] in {",", "–", "-"}:
        begin -= 1
    elif end < sight.end and view.words[end] in {",", ":"}:
        end += 1
    return [(begin, end)]
