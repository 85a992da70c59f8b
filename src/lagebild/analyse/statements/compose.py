"""All statements of a Doc as drafts, sentence by sentence, with the speaker carried on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from spacy.tokens import Doc

from lagebild.analyse.statements.clauses import find_cued
from lagebild.analyse.statements.drafts import Context, Draft, nobody
from lagebild.analyse.statements.free import find_intents, find_reported, find_runs, find_taken_up, sentence_subject
from lagebild.analyse.statements.lexicon import Lexicon, lexicon_of
from lagebild.analyse.statements.nouns import find_noun_cued
from lagebild.analyse.statements.quotations import find_bare_quotes, find_fragments
from lagebild.analyse.statements.sight import Sight, look_at
from lagebild.analyse.statements.sources import find_sourced
from lagebild.analyse.statements.units import units_of
from lagebild.analyse.statements.view import View, make_view
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import sentences_of

MAX_SENTENCE = 400  # tokens looked at together when a quotation spans sentences


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts of a Doc with the view that their token runs refer to."""

    view: View
    drafts: tuple[Draft, ...]


def draft_statements(doc: Doc, pack: LanguagePack) -> Drafted:
    """The statements of the sentences of a Doc, in order, as runs of tokens of the view."""
    lexicon = lexicon_of(pack)
    view = make_view(doc, lexicon)
    context = Context()
    drafts: list[Draft] = []
    previous_end = 0
    for begin, end in _sentences(doc, view):
        if _new_paragraph(view, previous_end, begin):
            context.is_open, context.sentence, context.subject = False, None, nobody
        found = _read(view, lexicon, begin, end, context)
        _carry_back(drafts, found, begin, context)
        _carry(context, found)
        context.sentence = (begin, end)
        drafts += found
        previous_end = end
    return Drafted(view, tuple(_joined(drafts)))


def _sentences(doc: Doc, view: View) -> Iterator[tuple[int, int]]:
    """Sentences as runs of tokens of the view; those that a quotation ties together are one."""
    at = {place: i for i, place in enumerate(view.places)}
    spans = [
        (at[s.token_begin], at[s.token_end - 1] + 1) for s in sentences_of(doc) if s.token_begin in at and s.token_end - 1 in at
    ]
    pending: tuple[int, int] | None = None
    for begin, end in spans:
        if pending is None:
            pending = (begin, end)
        elif _tied(view, pending[1], begin) and end - pending[0] <= MAX_SENTENCE:
            pending = (pending[0], end)
        else:
            yield pending
            pending = (begin, end)
    if pending is not None:
        yield pending


def _tied(view: View, end: int, begin: int) -> bool:
    """Whether a quotation goes on over the boundary, or the next sentence goes on with what closes it."""
    same = view.quoted[end - 1] >= 0 and view.quoted[end - 1] == view.quoted[begin]
    closes = view.quoted[end - 1] >= 0 and (view.words[begin] in {",", "–", "-"} or view.words[begin][:1].islower())
    return same or closes


def _new_paragraph(view: View, end: int, begin: int) -> bool:
    return end > 0 and view.text.count("\n", view.ends[end - 1], view.begins[begin]) > 1


def _read(view: View, lexicon: Lexicon, begin: int, end: int, context: Context) -> list[Draft]:
    """The statements of one sentence."""
    sight = look_at(view, lexicon, begin, end, units_of(view, begin, end, lexicon))
    drafts = [draft for draft in find_cued(sight) if not _is_told(sight, draft, context)]
    drafts += find_noun_cued(sight, drafts)
    drafts += find_sourced(sight, context)
    drafts += find_taken_up(sight, drafts, context)
    drafts += find_reported(sight, drafts)
    drafts += find_intents(sight, drafts, context)
    drafts += find_runs(sight, drafts, context)
    drafts += find_bare_quotes(sight, drafts, context)
    drafts += find_fragments(sight, drafts, context)
    context.subject = nobody if drafts else partial(sentence_subject, sight)
    return sorted(drafts, key=lambda d: (d.begin, -d.end))


def _is_told(sight: Sight, draft: Draft, context: Context) -> bool:
    """Whether the cue itself is in the subjunctive, so that its sentence goes on with what the speaker before says."""
    if draft.type != "indirect" or not draft.cue or context.speaker is None or not context.is_open:
        return False
    begin, end = draft.frame[0] if draft.frame else draft.cue[0]
    return begin == sight.begin and any(sight.view.subjunctive[i] == 2 for i in range(begin, end))


def _holds_cue(outer: Draft, inner: Draft) -> bool:
    """Whether the words of saying of one statement are part of what another says."""
    return outer is not inner and bool(inner.cue) and outer.holds(inner.cue[0][0])


def _carry_back(drafts: Sequence[Draft], found: Sequence[Draft], begin: int, context: Context) -> None:
    """Give a run of subjunctive the speaker whom the sentence behind it names at its end ("…, kommentierte die Zeitung")."""
    closing = next((d for d in found if d.begin == begin and d.cue and d.cue[0][0] >= d.end and d.speaker is not None), None)
    if closing is None or closing.type != "indirect" or context.sentence is None:
        return
    for draft in reversed(drafts):
        if draft.type != "indirect_free_indirect" or not draft.may_follow or draft.end < context.sentence[0]:
            return
        draft.speaker = closing.speaker
        context.sentence = (draft.begin, draft.end)


def _carry(context: Context, found: Sequence[Draft]) -> None:
    """Remember who spoke last."""
    own = [draft for draft in found if draft.speaker is not None and draft.source_kind != "context"]
    own = [draft for draft in own if not any(_holds_cue(other, draft) for other in own)]
    if own:
        context.speaker = own[-1].linked or own[-1].speaker
        context.addressee = own[-1].addressee
        context.is_closed = bool(own[-1].cue) and own[-1].cue[0][0] >= own[-1].begin
    elif not found:
        context.is_closed = True
    context.cue = next((draft.cue for draft in reversed(found) if draft.cue and draft.type == "direct"), [])
    for draft in found:
        if draft.type == "indirect_free_indirect" and draft.speaker is not None:
            context.speaker = draft.speaker
    context.is_open = bool(found)


def _joined(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Free runs that follow each other, as one."""
    last: Draft | None = None
    for draft in drafts:
        if last is not None and _goes_on(last, draft):
            last.quote[-1] = (last.quote[-1][0], draft.end)
            continue
        yield draft
        last = draft


def _goes_on(last: Draft, draft: Draft) -> bool:
    """Whether two free runs are one."""
    is_free = draft.type in {"indirect_free_indirect", "free_indirect"}
    return is_free and (draft.type, draft.speaker, draft.begin) == (last.type, last.speaker, last.end)
