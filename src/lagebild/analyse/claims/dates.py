"""An article's time expressions as dates of acts: where they stand, how far from a trigger, and the date that a clause states."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc

from lagebild.analyse.claims.mood import clause_head
from lagebild.analyse.claims.triggers import Trigger
from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.doc import article_of, times_of
from lagebild.model.layers import DateValue, Sentence, TimeExpression
from lagebild.model.tokens import Token, root_of, tokens_at

OTHER_CLAUSE = 1000  # added to the distance of an expression in another clause of the sentence
FAR = 2000  # further than any expression of the sentence
NEWS_DAYS = 10  # a day this short before publication may be the day of the news
YEAR_DIGITS = 4
QUOTATION_MARKS = frozenset("\"'“”‘’»«›‹")
NAME_JOINTS = frozenset(" -‑–\u00a0")
VAGUE = "vague"
NOW = "PRESENT_REF"
UNRESOLVED, DAY = "unresolved", "day"


@dataclass(frozen=True, slots=True)
class Calendar:
    """An article's expressions by sentence, and the days shortly before publication in the order in which they are named.

    `all_by_sentence` has the vague expressions too; `named_days` leaves out words that only say "now"; `open_by_sentence` has
    those whose day nobody knows because that of the publication is unknown.
    """

    by_sentence: dict[int, tuple[TimeExpression, ...]]
    recent: tuple[tuple[int, TimeExpression], ...]
    all_by_sentence: dict[int, tuple[TimeExpression, ...]]
    named_days: tuple[tuple[int, TimeExpression], ...]
    open_by_sentence: dict[int, tuple[TimeExpression, ...]]
    _roots: dict[tuple[int, int], Token | None] = field(default_factory=dict)  # the words that expressions hang from
    _days_of: dict[tuple[int, str], DateValue] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc) -> Calendar:
        by_sentence: dict[int, list[TimeExpression]] = {}
        everything: dict[int, list[TimeExpression]] = {}
        unresolved: dict[int, list[TimeExpression]] = {}
        recent: list[tuple[int, TimeExpression]] = []
        published, text = article_of(doc).publication.end, article_of(doc).text
        for time in times_of(doc):
            if time.sentence is None or time.type not in {"DATE", "TIME"}:
                continue
            if time.anchor == UNRESOLVED and time.precision == DAY:
                unresolved.setdefault(time.sentence, []).append(time)
            if time.interval is None or time.interval.start is None or _ends_a_name(text, time):
                continue
            everything.setdefault(time.sentence, []).append(time)
            if time.precision != VAGUE:
                by_sentence.setdefault(time.sentence, []).append(time)
            start, end = time.interval.start, time.interval.end
            if time.type == "DATE" and start == end and published is not None and 0 <= _days(start, published) <= NEWS_DAYS:
                recent.append((time.sentence, time))
        recent.sort(key=lambda pair: (pair[0], pair[1].span.begin))
        return cls(
            {s: tuple(held) for s, held in by_sentence.items()},
            tuple(recent),
            {s: tuple(held) for s, held in everything.items()},
            tuple((number, time) for number, time in recent if time.value != NOW),
            {s: tuple(held) for s, held in unresolved.items()},
        )

    def distance(self, doc: Doc, time: TimeExpression, token: Token) -> int:
        """How far an expression stands from the trigger: in its phrase, its clause, or another clause of the sentence."""
        root = self.root_of(doc, time)
        return FAR if root is None else _distance(root, token)

    def root_of(self, doc: Doc, time: TimeExpression) -> Token | None:
        """The topmost word of an expression, None if it has no words."""
        place = time.span.begin, time.span.end
        if place not in self._roots:
            words = tokens_at(doc, *place)
            self._roots[place] = root_of(words) if words else None
        return self._roots[place]

    def day_of(self, time: TimeExpression, why: str) -> DateValue:
        """The days of an expression of another sentence, made once, as many acts may have happened then."""
        found = self._days_of.get((time.span.begin, why))
        if found is None:
            found = self._days_of[time.span.begin, why] = dated(time, "sentence", why, is_quoted=False)
        return found

    def last_day(self, sentence: int, *, within: int | None = None) -> TimeExpression | None:
        """The last recent day named before the sentence, at most `within` sentences earlier."""
        index = bisect_left(self.recent, sentence, key=lambda pair: pair[0])
        if index == 0:
            return None
        named, time = self.recent[index - 1]
        return time if within is None or named >= sentence - within else None


def _ends_a_name(text: str, time: TimeExpression) -> bool:
    """Whether a bare year is the last word of something between quotation marks, as of an exercise or a plan."""
    begin, end = time.span.begin, time.span.end
    if not (end - begin == YEAR_DIGITS and text[begin:end].isdigit() and text[end : end + 1] in QUOTATION_MARKS and text[end:]):
        return False
    return begin > 1 and text[begin - 1] in NAME_JOINTS and text[begin - 2].isalnum()


def _days(start: str, end: str) -> int:
    try:
        return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days
    except ValueError:
        return -1


def stated_date(doc: Doc, calendar: Calendar, trigger: Trigger, sentence: Sentence) -> DateValue | None:
    """The date that the sentence gives for the trigger: the nearest expression of its clause, else of another clause."""
    times = calendar.by_sentence.get(sentence.id, ())
    ranked = sorted((calendar.distance(doc, time, trigger.token), time.span.begin, time) for time in times)
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
    return range_around(doc, calendar.by_sentence[sentence.id], best, why) or dated(best, "stated", why)


def range_around(doc: Doc, times: Sequence[TimeExpression], best: TimeExpression, why: str) -> DateValue | None:
    """From the first to the last day where the expression is one end of a range ("vom 3. bis zum 5. Mai")."""
    if len(times) == 1:
        return None
    text = article_of(doc).text
    words = load_pack(article_of(doc).language).derived("claims.range", _range_words)
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


def _distance(root: Token, token: Token) -> int:
    gap = abs(root.i - token.i)
    if token.pos_ == "NOUN" and any(above is token for above in root.ancestors):
        return gap
    same = clause_head(token) is clause_head(root.head)
    return gap if same else OTHER_CLAUSE + min(gap, FAR - OTHER_CLAUSE - 1)


def _range_words(pack: LanguagePack) -> frozenset[str]:
    return frozenset(pack.settings("claims/settings")["range"])


def dated(time: TimeExpression, basis: str, why: str, *, is_quoted: bool = True) -> DateValue:
    """The days of an expression as a date; `is_quoted`: its words are the date's text."""
    interval = time.interval
    start = interval.start if interval else None
    end = interval.end if interval else None
    span = time.span
    return DateValue(start, end, basis, f"{span.text!r} {why}", span.text if is_quoted else None, span.begin, span.end)


def is_after_publication(doc: Doc, date: DateValue | None) -> bool:
    """Whether the date lies wholly after the day of publication."""
    last = article_of(doc).publication.end
    return date is not None and date.start is not None and last is not None and date.start > last
