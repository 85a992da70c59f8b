"""Statements without a clause of saying: runs of subjunctive, hearsay with "sollen", speech acts with a nominal content."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analyse.statements.addressees import find_addressee
from lagebild.analyse.statements.clauses import is_coordinated, rule_of
from lagebild.analyse.statements.cues import CueHit
from lagebild.analyse.statements.drafts import Context, Draft, Tokens, runs
from lagebild.analyse.statements.quotations import embedded_quotes, is_title
from lagebild.analyse.statements.sight import Sight
from lagebild.analyse.statements.speakers import speaker_of, widened
from lagebild.analyse.statements.subjects import can_speak, subject_of
from lagebild.analyse.statements.units import MAIN, Unit
from lagebild.analyse.statements.view import INFINITIVES, PARTICIPLES
from lagebild.model.doc import has_actors


def find_intents(sight: Sight, taken: Sequence[Draft], context: Context) -> list[Draft]:
    """What an actor says to want ("Die Partei will den Vertrag kündigen"), in a text in which others have spoken."""
    view, words = sight.view, sight.lexicon.words
    drafts: list[Draft] = []
    for u, unit in enumerate(sight.units):
        if unit.verb is None or unit.kind not in MAIN or view.lower[unit.verb] not in words["wanting_verbs"]:
            continue
        if context.speaker is None or view.quoted[unit.verb] >= 0 or _is_used(unit, taken):
            continue
        if not any(view.tags[i] in INFINITIVES for i in range(unit.verb + 1, unit.end)):
            continue
        speaker = subject_of(view, unit, unit.verb, sight.lexicon)
        if speaker is None or not has_actors(view.doc) or not can_speak(view, speaker):
            continue
        begin, end = _whole(sight, u)
        drafts.append(Draft("reported", [(begin, end)], rule_of(sight, "intent"), 0.5, speaker=widened(sight, speaker)))
    return drafts


def find_reported(sight: Sight, taken: Sequence[Draft]) -> list[Draft]:
    """Speech acts whose content is a noun phrase ("forderte eine schnellere Entscheidung")."""
    drafts = []
    for u, (unit, hit) in enumerate(zip(sight.units, sight.hits, strict=True)):
        if hit is None or hit.cue.kind == "none" or unit.kind not in MAIN:
            continue
        if any(not is_title(sight, first) for first, _ in embedded_quotes(sight) if unit.begin <= first < unit.end):
            continue  # the quoted words are the statement
        if _is_used(unit, taken) or not _has_nominal_content(sight, unit, hit):
            continue
        speaker = speaker_of(sight, unit, hit)
        addressee = find_addressee(sight.view, unit, hit, speaker, sight.lexicon)
        if speaker is None and not _is_said_by_nobody(sight, unit, hit):
            continue
        begin, end = _whole(sight, u)
        drafts.append(
            Draft(
                "reported", [(begin, end)], hit.cue.rule, 0.7, runs(list(hit.tokens)), speaker, addressee, source_kind="subject"
            )
        )
    return drafts


def _is_said_by_nobody(sight: Sight, unit: Unit, hit: CueHit) -> bool:
    """Whether the clause is a speech act that names no speaker ("man forderte …", "es wird von … ausgegangen")."""
    if hit.passive:
        return bool(hit.cue.prepositions & sight.lexicon.words["agent_prepositions"])
    return any(sight.view.lower[i] in sight.lexicon.words["nobody"] for i in range(unit.begin, unit.end))


def _is_used(unit: Unit, taken: Sequence[Draft]) -> bool:
    """Whether the clause already is, or frames, a statement."""
    assert unit.verb is not None  # noqa: S101  # a cue has a verb
    return any(any(b <= unit.verb < e for b, e in (*draft.quote, *draft.frame)) for draft in taken)


def _has_nominal_content(sight: Sight, unit: Unit, hit: CueHit) -> bool:
    frames = hit.cue.frames
    if not frames & {"np", "pp", "dat"}:
        return False
    if "pp" in frames and any(sight.view.lower[i] in hit.cue.prepositions for i in range(unit.begin, unit.end)):
        return True
    return "np" in frames or "dat" in frames


def _whole(sight: Sight, u: int) -> Tokens:
    """The clause of unit `u` with what depends on it; with the full stop when it fills the sentence's end."""
    units = sight.units
    first, last = u, u
    while first > 0 and units[first].kind not in MAIN and units[first].before not in {":", ";"}:
        first -= 1
    while (
        last + 1 < len(units)
        and not (is_coordinated(sight, units[last + 1]) and units[last + 1].kind in MAIN)
        and units[last + 1].kind != "quote"
    ):
        last += 1
    while first > 0 and units[first - 1].kind in {"frag", "sub", "rel", "inf"} and units[first].kind == "v1":
        first -= 1
    end = sight.end if last == len(units) - 1 else units[last].end
    return units[first].begin, end


def find_runs(sight: Sight, taken: Sequence[Draft], context: Context) -> list[Draft]:
    """Main clauses in the subjunctive that no cue governs, and hearsay with "sollen"."""
    view = sight.view
    units = sight.units
    drafts: list[Draft] = []
    u = 0
    while u < len(units):
        unit = units[u]
        if unit.verb is None or unit.kind == "quote" or _is_used(unit, taken):
            u += 1
            continue
        mood = max((view.subjunctive[i] for i in range(unit.begin, unit.end)), default=0)
        kind = _free_kind(sight, u, mood, context)
        if kind is None:
            u += 1
            continue
        governed = (
            _governed(sight, u, mood) if unit.kind in {"sub", "rel"} else _said_before(sight, u, taken) or _opened(sight, u, mood)
        )
        if governed is not None:
            drafts.append(governed)
            u = next((k for k in range(u, len(units)) if units[k].begin >= governed.end), len(units))
            continue
        first, last = _free_extent(sight, u, taken)
        end = sight.end if last == len(units) - 1 else units[last].end
        drafts.append(
            Draft(
                "indirect_free_indirect" if kind == "mood" else "free_indirect",
                [(units[first].begin, end)],
                rule_of(sight, f"free.{kind}"),
                0.8 if mood == 2 else 0.6,
                speaker=(context.subject() if kind == "mood" else None) or context.speaker,
                source_kind="context",
                may_follow=context.is_closed,
            )
        )
        u = last + 1
    return drafts


def find_taken_up(sight: Sight, taken: Sequence[Draft], context: Context) -> list[Draft]:
    """Statements about what stands before ("Das bestätigte ein Sprecher", "…, das teilte die Behörde mit")."""
    view = sight.view
    for u in (0, len(sight.units) - 1):
        unit, hit = sight.units[u], sight.hits[u]
        if hit is None or unit.kind != "v2" or hit.cue.kind not in {"say", "act", "write"} or hit.passive:
            continue
        alone = hit.verb == unit.begin + 1 and view.lower[unit.begin] in sight.lexicon.words["taking_up"]
        if not alone or not hit.cue.frames & {"main", "pp"} or _is_used(unit, [d for d in taken if d.source_kind != "source"]):
            continue
        inner = Unit(unit.begin + 1, unit.end, "v1", unit.verb, "")
        speaker = speaker_of(sight, inner, hit)
        if speaker is None:
            continue
        run = (sight.begin, sight.units[u - 1].end) if u else _sentence_before(unit, context)
        return [Draft("indirect", [run], hit.cue.rule, 0.8, runs(list(hit.tokens)), speaker, frame=[(unit.begin + 1, unit.end)])]
    return []


def _sentence_before(unit: Unit, context: Context) -> Tokens:
    """The sentence that the "das" of the clause takes up; what is a statement already is not said twice."""
    begin = unit.begin if context.sentence is None else context.sentence[0]
    return begin, unit.begin + 1


def sentence_subject(sight: Sight) -> Tokens | None:
    """The subject of the main clause, who speaks when subjunctive follows without a cue; None if it is nobody who can."""
    for unit, hit in zip(sight.units, sight.hits, strict=True):
        if unit.kind in MAIN and unit.verb is not None:
            if hit is not None:
                return speaker_of(sight, unit, hit)
            found = subject_of(sight.view, unit, unit.verb, sight.lexicon)
            return widened(sight, found) if found is not None and can_speak(sight.view, found) else None
    return None


def _free_kind(sight: Sight, u: int, mood: int, context: Context) -> str | None:
    unit = sight.units[u]
    main = unit.kind in MAIN
    if unit.kind in {"sub", "rel"} and mood and any(sight.hits[k] is not None for k in range(u)):
        return "mood"
    if mood == 2 and (main or context.is_open):
        return "mood"
    if mood == 1 and main and context.is_open and not _is_conditional(sight):
        return "mood"
    if main and _is_hearsay(sight, unit, context):
        return "hearsay"
    return None


def _governed(sight: Sight, u: int, mood: int) -> Draft | None:
    """A dependent clause whose subjunctive says that it is part of what the main clause reports ("lehnte ab, weil … sei")."""
    for k in range(u - 1, -1, -1):
        unit, hit = sight.units[k], sight.hits[k]
        if unit.kind not in MAIN:
            continue
        if hit is None or (mood < 2 and hit.cue.kind == "none"):
            return None
        speaker = speaker_of(sight, unit, hit)
        if speaker is None or sight.units[u].before != ",":
            return None
        run = (sight.units[u].begin, sight.units[u].end)
        frame = [(unit.begin, sight.units[u].begin)]
        return Draft("indirect", [run], hit.cue.rule, 0.6, runs(list(hit.tokens)), speaker, frame=frame)
    return None


def _opened(sight: Sight, u: int, mood: int) -> Draft | None:
    """A main clause whose subjunctive is opened by an indicative clause before it, whatever its verb ("rief an, es sei …")."""
    units = sight.units
    if mood < 2 or units[u].kind != "v2" or units[u].before != ",":
        return None
    k = next((k for k in range(u - 1, -1, -1) if units[k].kind in MAIN), None)
    opener = units[k] if k is not None else None
    if opener is None or opener.verb is None or any(sight.view.subjunctive[i] for i in range(opener.begin, opener.end)):
        return None
    speaker = subject_of(sight.view, opener, opener.verb, sight.lexicon)
    if speaker is None or not can_speak(sight.view, speaker):
        return None
    last = u
    while last + 1 < len(units) and units[last + 1].kind != "quote" and not _leaves(sight, units[last + 1]):
        last += 1
    closing = [i for i in range(opener.verb + 1, opener.end) if sight.view.tags[i] in {"VVPP", "PTKVZ"}]
    return Draft(
        "indirect",
        [(units[u].begin, units[last].end)],
        rule_of(sight, "free.opened"),
        0.6,
        runs([opener.verb, *closing]),
        widened(sight, speaker),
        frame=[(opener.begin, units[u].begin)],
    )


def _said_before(sight: Sight, u: int, taken: Sequence[Draft]) -> Draft | None:
    """A subjunctive clause that words parted by commas keep from its cue ("meinte weiter, X, die …, wären …")."""
    units = sight.units
    k = next((k for k in range(u - 1, -1, -1) if units[k].kind in MAIN), None)
    hit = sight.hits[k] if k is not None else None
    if k is None or hit is None or hit.cue.kind == "none" or not hit.cue.frames & {"main", "that"} or _is_used(units[k], taken):
        return None
    if any(sight.view.subjunctive[i] for i in range(units[k].begin, units[k].end)) or is_coordinated(sight, units[u]):
        return None
    first = u if units[u].kind == "v2" else next((i for i in range(k + 1, u + 1) if units[i].kind != "how"), None)
    if first is None:
        return None
    last = u
    while last + 1 < len(units) and units[last + 1].kind != "quote" and not _leaves(sight, units[last + 1]):
        last += 1
    speaker = speaker_of(sight, units[k], hit)
    addressee = find_addressee(sight.view, units[k], hit, speaker, sight.lexicon)
    quote = [(units[first].begin, units[last].end)]
    frame = [(units[k].begin, units[first].begin)]
    return Draft("indirect", quote, hit.cue.rule, 0.7, runs(list(hit.tokens)), speaker, addressee, frame)


def _leaves(sight: Sight, unit: Unit) -> bool:
    """Whether the clause no longer belongs to what is said: a main clause in the indicative."""
    return unit.kind in MAIN and not any(sight.view.subjunctive[i] for i in range(unit.begin, unit.end))


def _is_conditional(sight: Sight) -> bool:
    """Whether the sentence has a condition, so that its subjunctive may be its own."""
    first = sight.units[0]
    if first.kind == "v1" and first.verb == first.begin and sight.view.subjunctive[first.begin] == 1:
        return True
    return any(sight.view.lower[unit.begin] in sight.lexicon.words["conditionals"] for unit in sight.units)


def _is_hearsay(sight: Sight, unit: Unit, context: Context) -> bool:
    """Whether "soll" reports what others say: with a perfect infinitive, or in the wake of a statement."""
    view = sight.view
    verb = unit.verb
    if verb is None or view.lower[verb] not in sight.lexicon.words["hearsay_verbs"]:
        return False
    last = unit.end - 1
    perfect = (
        last > unit.begin
        and view.lower[last] in sight.lexicon.words["perfect_infinitives"]
        and view.tags[last - 1] in PARTICIPLES
    )
    return perfect or context.is_open


def _free_extent(sight: Sight, u: int, taken: Sequence[Draft]) -> tuple[int, int]:
    units = sight.units
    first, last = u, u
    while first > 0 and units[first - 1].kind != "quote" and not _taken(units[first - 1], taken):
        first -= 1
    while last + 1 < len(units) and units[last + 1].before != ":" and not _taken(units[last + 1], taken):
        last += 1
    return first, last


def _taken(unit: Unit, taken: Sequence[Draft]) -> bool:
    return any(any(b < unit.end and unit.begin < e for b, e in (*draft.quote, *draft.frame)) for draft in taken)
