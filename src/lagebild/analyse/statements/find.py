"""The statements layer: drafts with their speakers linked, dated and nested."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc

from lagebild.analyse.participants import participants_at, participants_in
from lagebild.analyse.statements.compose import Drafted, draft_statements
from lagebild.analyse.statements.drafts import Draft, Tokens
from lagebild.analyse.statements.quotations import PART
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import article_of, sentences_of, times_of
from lagebild.model.ids import make_id
from lagebild.model.layers import DateValue, Participant, Sentence, Statement, TimeExpression
from lagebild.model.span import Span, span_of
from lagebild.stages import stage

PART_RULE = f".{PART}.1"


@stage(reads=("sentences", "times", "mentions", "actors"), writes="statements")
def find_statements(doc: Doc, pack: LanguagePack) -> Iterator[Statement]:
    """Quotations in order of their begin, each with who said it, to whom, and the statement that it stands in."""
    drafted = draft_statements(doc, pack)
    maker = _Maker(doc, drafted, sentences_of(doc), sorted(times_of(doc), key=lambda t: t.span.begin))
    whole = [piece for draft in drafted.drafts if not draft.rule.endswith(PART_RULE) for piece in maker.by_sentence(draft)]
    parts = sorted((draft for draft in drafted.drafts if draft.rule.endswith(PART_RULE)), key=lambda draft: draft.begin)
    made = [maker.statement(draft, parts) for draft in whole]
    yield from _nested(whole, made)


@dataclass(frozen=True, slots=True)
class _Maker:
    """What is needed to turn token runs into linked values."""

    doc: Doc
    drafted: Drafted
    sentences: Sequence[Sentence]
    times: Sequence[TimeExpression]

    def statement(self, draft: Draft, parts: Sequence[Draft]) -> Statement:
        sentence = self._sentence_at(self._begin(draft.quote[0]))
        quote = tuple(self._span(run) for run in draft.quote)
        addressee = self._one(draft.addressee, sentence, "addressee")
        is_medium = addressee is not None and addressee.sector == "MED"
        return Statement(
            id=make_id("st", article_of(self.doc).id, draft.type, str(quote[0].begin), str(quote[-1].end)),
            type=draft.type,
            sentence=sentence,
            sentence_end=self._sentence_at(quote[-1].end - 1),
            quote=quote,
            direct_parts=quote if draft.type == "direct" else tuple(self._span(p.quote[0]) for p in _within(parts, draft)),
            cue=self._span(draft.cue[0]) if draft.cue else None,
            speaker=self._participants(draft.linked or draft.speaker, sentence, _why(draft)),
            speaker_span=self._span(draft.speaker) if draft.speaker and draft.source_kind != "context" else None,
            addressee=None if is_medium else addressee,
            addressee_span=self._span(draft.addressee) if draft.addressee else None,
            medium=addressee if is_medium else None,
            via=self._one(draft.via, sentence, "who quotes the speaker"),
            frame=tuple(self._span(run) for run in draft.frame),
            spoken_on=self._spoken_on(draft),
            nested_in=None,
            rule=draft.rule,
            confidence=draft.confidence,
        )

    def by_sentence(self, draft: Draft) -> list[Draft]:
        """A run over several sentences as one draft a sentence, without the full stops; other drafts as they are."""
        if draft.type in {"direct", "indirect"}:
            return [draft]
        view = self.drafted.view
        (begin, end) = draft.quote[0]
        first = bisect_right(self.sentences, view.begins[begin], key=lambda s: s.begin) - 1
        pieces = []
        for index in range(max(0, first), len(self.sentences)):
            sentence = self.sentences[index]
            if sentence.begin >= view.ends[end - 1]:
                break
            low = max(begin, bisect_left(view.begins, sentence.begin))
            high = min(end, bisect_left(view.begins, sentence.end))
            while high > low + 1 and view.tags[high - 1] == "$.":
                high -= 1
            if high > low:
                pieces.append(replace(draft, quote=[(low, high)]))
        return pieces

    def _begin(self, run: Tokens) -> int:
        return self.drafted.view.begins[run[0]]

    def _span(self, run: Tokens) -> Span:
        view = self.drafted.view
        return span_of(view.text, view.begins[run[0]], view.ends[run[1] - 1])

    def _sentence_at(self, offset: int) -> int:
        index = bisect_right(self.sentences, offset, key=lambda s: s.begin) - 1
        return self.sentences[max(0, index)].id

    def _participants(self, run: Tokens | None, sentence: int, why: str) -> tuple[Participant, ...]:
        if run is None:
            return ()
        places = self.drafted.view.places
        begin, end = places[run[0]], places[run[1] - 1] + 1
        found = participants_at(self.doc, _head(self.doc, begin, end), why=why, sentence=sentence)
        return found or participants_in(self.doc, begin, end, why=why, sentence=sentence)[:1]

    def _one(self, run: Tokens | None, sentence: int, why: str) -> Participant | None:
        return next(iter(self._participants(run, sentence, why)), None)

    def _spoken_on(self, draft: Draft) -> DateValue | None:
        """The day that the clause of the cue names."""
        if draft.source_kind != "subject":
            return None
        for run in draft.frame:
            frame = self._span(run)
            first = bisect_left(self.times, frame.begin, key=lambda t: t.span.begin)
            for time in takewhile(lambda t: t.span.end <= frame.end, self.times[first : first + MAX_TIMES]):  # noqa: B023
                if time.interval is not None and time.type in {"DATE", "TIME"}:
                    span = time.span
                    return DateValue(
                        time.interval.start, time.interval.end, "stated", time.reason, span.text, span.begin, span.end
                    )
        return None


def _within(parts: Sequence[Draft], draft: Draft) -> list[Draft]:
    """The quoted words inside a draft; `parts` are in order of their begin."""
    first = bisect_left(parts, draft.begin, key=lambda part: part.begin)
    last = bisect_left(parts, draft.end, key=lambda part: part.begin)
    return [part for part in parts[first:last] if draft.holds(part.begin)]


def _why(draft: Draft) -> str:
    return {"subject": "subject of the cue", "source": "source phrase", "context": "speaker of the sentence before"}[
        draft.source_kind
    ]


def _head(doc: Doc, begin: int, end: int) -> int:
    """The token of the run on which the others depend: the first whose head lies outside."""
    nominal = [i for i in range(begin, end) if doc[i].tag_ in {"NN", "NE", "PPER", "PIS", "PDS", "PRELS"}]
    for i in nominal:
        if not begin <= doc[i].head.i < end or doc[i].head.i == i:
            return i
    return nominal[0] if nominal else begin


def _nested(drafts: Sequence[Draft], made: Sequence[Statement]) -> Iterator[Statement]:
    """The statements with the id of the one around them, and the outlet that passes another's words on."""
    for i, (draft, statement) in enumerate(zip(drafts, made, strict=True)):
        around = _around(drafts, i)
        if around is None:
            yield statement
            continue
        outer = made[around]
        cue_inside = not draft.cue or drafts[around].holds(draft.cue[0][0])
        passes_on = drafts[around].source_kind == "source" and cue_inside and outer.speaker
        yield replace(statement, nested_in=outer.id, via=outer.speaker[0] if passes_on else statement.via)


MAX_TIMES = 8  # expressions looked at in one clause
NEAR = 12  # drafts looked at on either side; statements that hold each other are neighbours in the text


def _around(drafts: Sequence[Draft], i: int) -> int | None:
    """The smallest draft whose content holds draft `i`."""
    draft = drafts[i]
    size = draft.end - draft.begin
    holders = [
        k
        for k in range(max(0, i - NEAR), min(len(drafts), i + NEAR))
        if k != i
        and drafts[k].end - drafts[k].begin > size
        and all(drafts[k].holds(b) and drafts[k].holds(e - 1) for b, e in draft.quote)
    ]
    return min(holders, key=lambda k: drafts[k].end - drafts[k].begin, default=None)
