"""When an act happens: by its clause, another mention, the day that the article was speaking of, or the day of the news."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from lagebild.analyse.claims.mood import clause_head
from lagebild.analyse.claims.status import SPEECH
from lagebild.analyse.claims.triggers import Trigger
from lagebild.lang.pack import load_pack
from lagebild.model.doc import article_of, times_of
from lagebild.model.layers import DateValue, Sentence, TimeExpression

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

OTHER_CLAUSE = 1000  # added to the distance of an expression in another clause of the sentence
FAR = 2000  # further than any expression of the sentence
NEWS_DAYS = 10  # a day this short before publication may be the day of the news
SPEECH_SENTENCES = 3  # words are dated by a day named up to so many sentences before; deeds by any day named before
VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Calendar:
    """An article's expressions by sentence, and the days shortly before publication in the order in which they are named."""

    by_sentence: dict[int, tuple[TimeExpression, ...]]
    recent: tuple[tuple[int, TimeExpression], ...]

    @classmethod
    def of(cls, doc: Doc) -> Calendar:
        by_sentence: dict[int, list[TimeExpression]] = {}
        recent: list[tuple[int, TimeExpression]] = []
        published = article_of(doc).publication.end
        for time in times_of(doc):
            if time.sentence is None or time.type not in {"DATE", "TIME"} or time.interval is None or time.interval.start is None:
                continue
            if time.precision != VAGUE:
                by_sentence.setdefault(time.sentence, []).append(time)
            start, end = time.interval.start, time.interval.end
            if time.type == "DATE" and start == end and published is not None and 0 <= _days(start, published) <= NEWS_DAYS:
                recent.append((time.sentence, time))
        recent.sort(key=lambda pair: (pair[0], pair[1].span.begin))
        return cls({s: tuple(held) for s, held in by_sentence.items()}, tuple(recent))

    def last_day(self, sentence: int, *, within: int | None = None) -> TimeExpression | None:
        """The last recent day named before the sentence, at most `within` sentences earlier."""
        index = bisect_left(self.recent, sentence, key=lambda pair: pair[0])
        if index == 0:
            return None
        named, time = self.recent[index - 1]
        return time if within is None or named >= sentence - within else None


def _days(start: str, end: str) -> int:
    try:
        return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days
    except ValueError:
        return -1


def stated_date(doc: Doc, calendar: Calendar, trigger: Trigger, sentence: Sentence) -> DateValue | None:
    """The date that the sentence gives for the trigger: the nearest expression of its clause, else of another clause."""
    ranked = sorted((_distance(doc, t, trigger.token), t.span.begin, t) for t in calendar.by_sentence.get(sentence.id, ()))
    if not ranked or ranked[0][0] >= FAR:
        return None
    distance, _, best = ranked[0]
    if best.type == "TIME" and best.anchor == "publication":
        day = calendar.last_day(sentence.id)
        if day is not None and day.interval is not None:
            why = f"{best.span.text!r} of the day named before, {day.span.text!r}"
            return DateValue(
                day.interval.start, day.interval.end, "sentence", why, best.span.text, best.span.begin, best.span.end
            )
    why = "in its clause" if distance < OTHER_CLAUSE else "nearest in its sentence"
    return _range(doc, calendar.by_sentence[sentence.id], best, why) or _date(best, "stated", why)


def _range(doc: Doc, times: Sequence[TimeExpression], best: TimeExpression, why: str) -> DateValue | None:
    """From the first to the last day where the expression is one end of a range ("vom 3. bis zum 5. Mai")."""
    text = article_of(doc).text
    words = frozenset(load_pack(article_of(doc).language).settings("claims/settings")["range"])
    ordered = sorted(times, key=lambda t: t.span.begin)
    for first, last in pairwise(ordered):
        if best not in (first, last) or first.interval is None or last.interval is None:
            continue
        between = text[first.span.end : last.span.begin].casefold().split()
        is_range = bool(between) and set(between) <= words
        if (
            is_range
            and first.interval.start is not None
            and last.interval.end is not None
            and first.interval.start <= last.interval.end
        ):
            begin, end = first.span.begin, last.span.end
            reason = f"{text[begin:end]!r} {why}"
            return DateValue(first.interval.start, last.interval.end, "stated", reason, text[begin:end], begin, end)
    return None


def _distance(doc: Doc, time: TimeExpression, token: Token) -> int:
    """How far an expression stands from the trigger: in its phrase, its clause, or another clause of the sentence."""
    span = doc.char_span(time.span.begin, time.span.end, alignment_mode="expand")
    if span is None:
        return FAR
    root = span.root
    gap = abs(int(root.i) - int(token.i))
    if token.pos_ == "NOUN" and any(a.i == token.i for a in root.ancestors):
        return gap
    same = clause_head(token).i == clause_head(root.head).i
    return gap if same else OTHER_CLAUSE + min(gap, FAR - OTHER_CLAUSE - 1)


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
    """The date of every claim: stated, else of another mention of the same event, else what the article makes clear."""
    calendar = Calendar.of(doc)
    dates: list[DateValue | None] = [draft.date for draft in drafts]
    for i, first in enumerate(earlier):
        if first is None:
            continue
        if dates[i] is None:
            dates[i] = _inherited(dates[first])
        elif dates[first] is None:
            dates[first] = _inherited(dates[i])
    return [date if date is not None else _news_date(doc, calendar, draft) for date, draft in zip(dates, drafts, strict=True)]


def _inherited(date: DateValue | None) -> DateValue | None:
    if date is None:
        return None
    return replace(date, basis="mention", why="date of another mention of the event", text=None, text_begin=None, text_end=None)


def _news_date(doc: Doc, calendar: Calendar, draft: Draft) -> DateValue | None:
    """The day that the article was speaking of, else that of the news; None for background and for what is still open."""
    mood = draft.trigger.mood
    if draft.status in {"planned", "hypothetical"}:
        return None
    is_speech, is_background = draft.type in SPEECH, mood.pluperfect or mood.past_word
    if is_background and is_speech:
        return None
    named = (
        None
        if draft.status == "ongoing"
        else calendar.last_day(draft.sentence.id, within=SPEECH_SENTENCES if is_speech else None)
    )
    if named is not None:
        return replace(_date(named, "sentence", "is the day that the article was speaking of"), text=None)
    day = article_of(doc).publication.day
    if day is None or is_background:
        return None
    return DateValue(day, day, "publication", "the day's news: no other date is given")
