"""When an act happens: the expression in its clause, else its sentence, else the day of the news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from lagebild.analyse.claims.mood import clause_head
from lagebild.analyse.claims.triggers import Trigger
from lagebild.model.doc import article_of, times_of
from lagebild.model.layers import DateValue, Sentence, TimeExpression

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft


IN_SENTENCE = 1000  # added to the distance of an expression in another clause
FAR = 2000  # further than any expression of the sentence


def stated_date(doc: Doc, trigger: Trigger, sentence: Sentence) -> DateValue | None:
    """The date that the sentence gives for the trigger: the nearest expression of its clause, else the only one there."""
    candidates = [t for t in times_of(doc) if t.sentence == sentence.id and t.type in {"DATE", "TIME"} and t.interval is not None and t.interval.start]
    if not candidates:
        return None
    ranked = sorted(candidates, key=lambda t: (_distance(doc, t, trigger.token), t.span.begin))
    best = ranked[0]
    distance = _distance(doc, best, trigger.token)
    if distance >= FAR:
        return None
    return _date(best, "stated", "in its clause" if distance < IN_SENTENCE else "nearest in its sentence")


def _distance(doc: Doc, time: TimeExpression, token: Token) -> int:
    """How far an expression stands from the trigger: in its phrase, its clause, or another clause of the sentence."""
    span = doc.char_span(time.span.begin, time.span.end, alignment_mode="expand")
    if span is None:
        return FAR
    root = span.root
    gap = abs(root.i - token.i)
    ancestors = {root.i, *(a.i for a in root.ancestors)}
    if token.pos_ == "NOUN" and token.i in ancestors:
        return gap
    own, other = clause_head(token), clause_head(root.head)
    if own.i == other.i:
        return gap
    return IN_SENTENCE + gap


def _date(time: TimeExpression, basis: str, why: str) -> DateValue:
    interval = time.interval
    start = interval.start if interval else None
    end = interval.end if interval else None
    return DateValue(start, end, basis, f"{time.span.text!r} {why}", time.span.text, time.span.begin, time.span.end)


def is_after_publication(doc: Doc, date: DateValue | None) -> bool:
    """Whether the date lies wholly after the day of publication."""
    last = article_of(doc).publication.end
    return date is not None and date.start is not None and last is not None and date.start > last


def date_claims(doc: Doc, drafts: Sequence[Draft], earlier: Sequence[int | None]) -> list[DateValue | None]:
    """The date of every claim: stated, else of another mention of the same event, else the day of the news."""
    dates: list[DateValue | None] = [draft.date for draft in drafts]
    for i, first in enumerate(earlier):
        if first is None:
            continue
        if dates[i] is None:
            dates[i] = _inherited(dates[first])
        elif dates[first] is None:
            dates[first] = _inherited(dates[i])
    return [date if date is not None else _news_date(doc, draft) for date, draft in zip(dates, drafts, strict=True)]


def _inherited(date: DateValue | None) -> DateValue | None:
    if date is None:
        return None
    return replace(date, basis="mention", why="date of another mention of the event", text=None, text_begin=None, text_end=None)


def _news_date(doc: Doc, draft: Draft) -> DateValue | None:
    """The day of the news for an act that the article reports as such; None for background and for what is still open."""
    day = article_of(doc).publication.day
    mood = draft.trigger.mood
    if day is None or draft.status in {"planned", "hypothetical"} or mood.pluperfect or mood.past_word:
        return None
    return DateValue(day, day, "publication", "the day's news: no other date is given")
