"""Nouns of speech that open a clause: "mit der Begründung, …", "hegt den Verdacht, dass …", "die Forderung, … zu …"."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analyse.statements.clauses import content_after, is_subjunctive
from lagebild.analyse.statements.drafts import Draft, Tokens, runs
from lagebild.analyse.statements.phrases import DETERMINERS, PREPOSITIONS, phrase_end
from lagebild.analyse.statements.sight import Sight
from lagebild.analyse.statements.speakers import widened
from lagebild.analyse.statements.subjects import subject_of
from lagebild.analyse.statements.units import MAIN, Unit

VERBAL = frozenset({"VVPP", "VVINF", "PTKVZ", "VAFIN", "VVFIN", "VMFIN", "VAPP", "VAINF", "ADJD", "PROAV", "PAV"})
FRAMES = frozenset({"that", "inf", "main", "direct"})
MAX_TAIL = 8  # tokens between the noun and the end of its clause


def find_noun_cued(sight: Sight, taken: Sequence[Draft]) -> list[Draft]:
    """The statements that a noun of speech at the end of a clause opens."""
    drafts: list[Draft] = []
    for u, unit in enumerate(sight.units[:-1]):
        if unit.kind == "quote":
            continue
        noun = _noun(sight, unit)
        if noun is None:
            continue
        following = sight.units[u + 1]
        if any(
            draft.quote[0][0] < following.end and following.begin < draft.quote[-1][1] and draft.begin >= unit.end
            for draft in taken
        ):
            continue
        if following.kind in MAIN and not is_subjunctive(sight, following) and following.before != ":":
            continue
        content = content_after(sight, u, FRAMES)
        if content:
            drafts.append(_draft(sight, unit, noun, content))
    return drafts


def _noun(sight: Sight, unit: Unit) -> int | None:
    """The noun of speech that closes the clause; a genitive, a phrase with "von" or the verb may follow it."""
    view = sight.view
    for i in range(unit.end - 1, max(unit.begin, unit.end - MAX_TAIL) - 1, -1):
        if view.tags[i] != "NN":
            continue
        source = sight.lexicon.source_noun(view.lemmas[i])
        if source is None or source.kind in {"document", "intent"}:
            continue
        end = phrase_end(view, i, unit.end, sight.lexicon) or i + 1
        if all(view.tags[k] in VERBAL for k in range(end, unit.end)):
            return i
    return None


def _draft(sight: Sight, unit: Unit, noun: int, content: list[Tokens]) -> Draft:
    view = sight.view
    begin = noun
    while begin > unit.begin and view.tags[begin - 1] in DETERMINERS | {"ADJA"}:
        begin -= 1
    if begin > unit.begin and view.lower[begin - 1] in sight.lexicon.words["cue_prepositions"]:
        begin -= 1
    subject = subject_of(view, unit, unit.verb, sight.lexicon) if unit.verb is not None else None
    cue = list(range(begin, noun + 1))
    possessor = _possessor(sight, noun, unit)
    if possessor is not None or (subject is not None and subject[0] <= noun < subject[1]):
        subject = possessor
    elif unit.verb is not None:
        cue += [unit.verb, *(i for i in range(unit.verb + 1, unit.end) if view.tags[i] in {"VVPP", "PTKVZ"})]
    quote = sight.units[next(k for k, x in enumerate(sight.units) if x.begin == content[0][0])].kind == "quote"
    source = sight.lexicon.source_noun(view.lemmas[noun])
    return Draft(
        "direct" if quote else "indirect",
        content,
        source.rule if source is not None else "",
        0.7,
        runs(sorted(set(cue))),
        widened(sight, subject) if subject is not None else None,
        frame=[(unit.begin, min(unit.end + 1, sight.end))],
    )


def _possessor(sight: Sight, noun: int, unit: Unit) -> Tokens | None:
    """Whose words the noun names: the genitive or the phrase with "von" behind it, or a possessive before it."""
    view = sight.view
    if noun + 1 >= unit.end:
        return None
    start = noun + 1
    if view.tags[start] in PREPOSITIONS:
        if view.lower[start] not in sight.lexicon.words["agent_prepositions"]:
            return None
        start += 1
    end = phrase_end(view, start, unit.end, sight.lexicon)
    return (start, end) if end is not None else None
