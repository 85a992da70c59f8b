"""Words in quotation marks that no clause of saying governs: after a colon, as a sentence, or inside a clause."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analyse.statements.addressees import find_addressee
from lagebild.analyse.statements.clauses import rule_of
from lagebild.analyse.statements.cues import CueHit
from lagebild.analyse.statements.drafts import Context, Draft, Tokens, runs
from lagebild.analyse.statements.lexicon import Lexicon
from lagebild.analyse.statements.phrases import phrase_end
from lagebild.analyse.statements.sight import Sight
from lagebild.analyse.statements.speakers import speaker_of
from lagebild.analyse.statements.subjects import subject_of
from lagebild.analyse.statements.units import MAIN, Unit
from lagebild.analyse.statements.view import View

PART = "quote.part"


def find_bare_quotes(sight: Sight, taken: Sequence[Draft], context: Context) -> list[Draft]:
    """Quotations that no cue governs: after a colon, or as a sentence of their own."""
    drafts: list[Draft] = []
    for u, unit in enumerate(sight.units):
        if unit.kind != "quote" or any(draft.type == "direct" and draft.quote[0][0] == unit.begin for draft in taken):
            continue
        around = next((draft for draft in taken if draft.type != "direct" and draft.holds(unit.begin)), None)
        if around is not None:
            run = (unit.begin, unit.end)
            cue = around.cue if around.type == "indirect" else []
            drafts.append(
                Draft("direct", [run], rule_of(sight, PART), 0.7, cue, around.speaker, frame=around.frame, source_kind="context")
            )
            continue
        if _words_inside(unit.begin, unit.end) < MIN_BARE and not _is_clause(sight, unit.begin, unit.end):
            continue
        speaker, frame, cue = context.speaker, None, context.cue if u == 0 else []
        governing = _governing(sight, unit.begin, back=True)
        if u > 0 and unit.before == "," and governing[0] is not None and governing[1] is not None:
            speaker, cue = speaker_of(sight, governing[0], governing[1]), runs(list(governing[1].tokens))
        elif u > 0 and unit.before == ":":
            speaker, frame = _before_colon(sight, u) or (context.speaker, None)
            cue = _cue_before_colon(sight, u)
        elif drafts or any(draft.type == "direct" for draft in taken):
            speaker = next((draft.speaker for draft in (*taken, *drafts) if draft.type == "direct"), speaker)
        drafts.append(
            Draft(
                "direct",
                [(unit.begin, unit.end)],
                rule_of(sight, "quote.bare"),
                0.7,
                cue,
                speaker,
                frame=[frame] if frame else [],
                source_kind="subject" if cue and cue is not context.cue else "context",
            )
        )
    return drafts


def _cue_before_colon(sight: Sight, u: int) -> list[Tokens]:
    """The cue of the clause before a colon, also when it has its content already ("warnte vor neuem Streit: …")."""
    for i in range(u - 1, -1, -1):
        if sight.units[i].kind in MAIN:
            hit = sight.hits[i]
            return runs(list(hit.tokens)) if hit is not None and hit.cue.kind != "none" else []
    return []


def _before_colon(sight: Sight, u: int) -> tuple[Tokens, Tokens] | None:
    """The speaker that the clause or name before a colon gives."""
    view, lexicon = sight.view, sight.lexicon
    for i in range(u - 1, -1, -1):
        unit = sight.units[i]
        if unit.verb is not None and unit.kind in MAIN:
            hit = sight.hits[i]
            subject = speaker_of(sight, unit, hit) if hit is not None else subject_of(view, unit, unit.verb, lexicon)
            return (subject, (unit.begin, sight.units[u].begin)) if subject else None
        if unit.kind == "frag":
            start = next((k for k in range(unit.begin, unit.end) if view.tags[k] not in {"KON", "ADV"}), unit.begin)
            end = phrase_end(view, start, unit.end, lexicon)
            if end is not None:
                return (start, end), (unit.begin, sight.units[u].begin)
    return None


def find_fragments(sight: Sight, drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """Quoted words inside clauses: part of the statement around them, or said by the subject of a clause with a cue."""
    found: list[Draft | None] = []
    for first, last in embedded_quotes(sight):
        if is_title(sight, first):
            continue
        around = next((draft for draft in drafts if draft.type != "direct" and draft.holds(first)), None)
        if around is not None:
            found.append(_part_of(sight, around, first, last))
        else:
            found.append(_said_in_clause(sight, first, last, context))
    return [draft for draft in found if draft is not None]


def _is_clause(sight: Sight, first: int, last: int) -> bool:
    """Whether the quoted words have a finite verb; those that begin with a capital and have none are as a rule a name."""
    return any(sight.view.is_finite(i) for i in range(first, last))


def _words_inside(first: int, last: int) -> int:
    return last - first - 2  # without the marks


def _part_of(sight: Sight, around: Draft, first: int, last: int) -> Draft | None:
    """Quoted words of the statement around them, when they are more than a term."""
    words = _words_inside(first, last)
    if not sight.view.words[first + 1][:1].islower() and (
        words < MIN_NESTED or (words < MIN_BARE and not _is_clause(sight, first, last))
    ):
        return None
    cue = around.cue if around.type != "reported" else []
    rule = rule_of(sight, PART)
    return Draft(
        "direct", [(first, last)], rule, 0.7, cue, around.speaker, around.addressee, around.frame, around.source_kind
    )  # fmt: skip


def _said_in_clause(sight: Sight, first: int, last: int, context: Context) -> Draft | None:
    """Quoted words that a clause with a cue gives to its subject, or that stand bare in a clause."""
    view, words = sight.view, _words_inside(first, last)
    unit, hit = _governing(sight, first)
    if unit is None:
        return None
    if hit is not None and "direct" in hit.cue.frames and (words >= MIN_NESTED or _judges(view, hit, first, sight.lexicon)):
        speaker = speaker_of(sight, unit, hit)
        if speaker is not None and speaker[0] <= first < speaker[1]:
            return None  # the name of the speaker
        cue = runs([*hit.tokens, *_link(view, hit, unit, first)])
        addressee = find_addressee(view, unit, hit, speaker, sight.lexicon)
        frame = [(unit.begin, first)] if first > unit.begin else []
        return Draft("direct", [(first, last)], hit.cue.rule, 0.7, cue, speaker, addressee, frame)
    if words < MIN_BARE or not (view.words[first + 1][:1].islower() or _is_clause(sight, first, last)):
        return None  # a name
    subject = subject_of(view, unit, unit.verb, sight.lexicon) if unit.verb is not None else None
    rule = rule_of(sight, "quote.words")
    return Draft("direct", [(first, last)], rule, 0.5, [], subject or context.speaker, source_kind="context")


def _judges(view: View, hit: CueHit, first: int, lexicon: Lexicon) -> bool:
    """Whether the cue gives a single word as its speaker's ("nannte das „überzogen“"), which is no name."""
    compares = bool(lexicon.words["comparison_words"] & set(hit.cue.prepositions))
    calls = hit.cue.kind != "none" and not hit.cue.frames & {"that", "main"}
    return (compares or calls) and view.tags[first + 1] != "NE"


def _governing(sight: Sight, first: int, *, back: bool = False) -> tuple[Unit | None, CueHit | None]:
    """The clause of the quoted words; a piece without a verb belongs to the main clause before it."""
    at = next((k for k, unit in enumerate(sight.units) if unit.begin <= first < unit.end), None)
    if at is None:
        return None, None
    k = at
    while k > 0 and (sight.units[k].kind == "frag" or (back and sight.units[k].kind not in MAIN)):
        k -= 1
    if sight.hits[k] is not None:
        return sight.units[k], sight.hits[k]
    return sight.units[at], None


def _link(view: View, hit: CueHit, unit: Unit, first: int) -> list[int]:
    """The "als" or preposition that ties the quoted words to the cue."""
    return [i for i in range(max(unit.begin, first - 3), first) if view.lower[i] in hit.cue.prepositions][-1:]


def is_title(sight: Sight, first: int) -> bool:
    """Whether the quoted words are the name of the thing in front of them ("die Zeitung „Die Welt“")."""
    view = sight.view
    if first <= sight.begin:
        return False
    before = view.lower[first - 1]
    if before in GLOSS_OPENERS:
        return True
    if before in sight.lexicon.words["definite_articles"] and view.words[min(first + 1, sight.end - 1)][:1].isupper():
        return True  # "die „Kampagne für ein freies Land“"
    if view.tags[first - 1] not in {"NN", "NE"} or view.words[min(first + 1, sight.end - 1)][:1].islower():
        return False
    last = view.stretch_tokens[view.quoted[first]][1]
    if last - first > MAX_TITLE or any(view.is_finite(i) for i in range(first, min(last, sight.end))):
        return False
    return view.lemmas[first - 1] not in sight.lexicon.words["speech_nouns"]


GLOSS_OPENERS = frozenset("([")
MAX_TITLE = 9  # tokens with the marks

MIN_NESTED = 2  # tokens inside the marks; shorter ones are as often names as words of the speaker
MIN_BARE = 5  # without any cue: from here on most quoted stretches are quotations (development data)


def embedded_quotes(sight: Sight) -> list[Tokens]:
    """Stretches in the sentence that are no unit of their own."""
    view = sight.view
    units = {(unit.begin) for unit in sight.units if unit.kind == "quote"}
    seen = dict.fromkeys(view.quoted[i] for i in range(sight.begin, sight.end) if view.quoted[i] >= 0)
    spans = [view.stretch_tokens[index] for index in seen]
    return [(b, min(e, sight.end)) for b, e in spans if b >= sight.begin and b not in units and e > b]
