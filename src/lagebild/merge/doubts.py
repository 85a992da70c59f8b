"""Words of a dated article that do not go with its date: another weekday, news from after it, a month that has hardly begun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from lagebild.lang.pack import LanguagePack
from lagebild.merge.constraints import FIRM, Constraint
from lagebild.merge.days import Window, to_iso, weekday_of, window_of
from lagebild.merge.symbols import clause_around
from lagebild.merge.words import MergeWords, words_of
from lagebild.model.article import Publication
from lagebild.model.layers import TimeExpression
from lagebild.model.picture import DateDoubt
from lagebild.model.reading import Reading
from lagebild.model.span import Span

KNOWN_DAYS = 7  # an article whose own days are known less exactly can hardly contradict them
HALF_YEAR = 183  # a day and month without a year is as a rule the nearest one
PARTS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
JUST_BEGUN = 2  # days of a part of the month after which it can be told of as past
FULL_DAY = re.compile(r"^\d{4}-\d\d-\d\d")
MONTH = re.compile(r"^(?:\d{4}|X{4})-(?:\d\d|XX)$")
RELATIVE = frozenset({"publication", "unresolved"})


def find_doubts(
    reading: Reading, publication: Publication, constraints: Iterable[Constraint], pack: LanguagePack
) -> tuple[DateDoubt, ...]:
    """What in the text does not go with the publication, in the order of the text; nothing where the days are not known.

    `constraints`: what the text says of the day on which it appeared; of these only the firm ones count.
    """
    window = window_of(publication)
    if not window.bounded or (window.length or 0) > KNOWN_DAYS:
        return ()
    words = words_of(pack)
    found = [
        *_excluded(constraints, window),
        *_weekdays(reading.times, window, _weekday_names(pack)),
        *_parts_of_month(reading, window, words),
    ]
    return tuple(sorted(set(found), key=lambda doubt: (doubt.begin, doubt.end, doubt.why)))


def _doubt(span: Span, why: str) -> DateDoubt:
    return DateDoubt(span.text, span.begin, span.end, why)


def _excluded(constraints: Iterable[Constraint], window: Window) -> Iterator[DateDoubt]:
    """Full dates and known happenings that leave no day of the publication."""
    for one in constraints:
        if one.rank <= FIRM and one.evidence is not None and not any(one.allows(day) for day in window.days()):
            yield _doubt(one.evidence, f"{one.reason}; but it is dated {window}")


def _weekday_names(pack: LanguagePack) -> Mapping[str, int]:
    return cast("Mapping[str, int]", pack.derived("merge.weekdays", _compile))


def _compile(pack: LanguagePack) -> dict[str, int]:
    rows = [row for row in pack.table("times/classes") if row["class"] == "weekday"]
    return {form.casefold(): int(row["value"]) for row in rows for form in row.many("forms")}


def _weekdays(times: Sequence[TimeExpression], window: Window, names: Mapping[str, int]) -> Iterator[DateDoubt]:
    """Weekdays beside a day that is another one: in the year that the text names, else in the year nearest to the publication."""
    for time in times:
        first = re.match(r"\w+", time.span.text)
        weekday = names.get(first[0].casefold()) if first is not None else None
        if weekday is None or time.type != "DATE" or not any(c.isdigit() for c in time.span.text):
            continue
        if time.anchor == "none" and FULL_DAY.match(time.value):
            day = date.fromisoformat(time.value[:10])
            if day.isoweekday() != weekday:
                yield _doubt(time.span, f"{day} was another day of the week")
        elif time.anchor == "publication" and time.interval is not None and time.interval.start is not None:
            meant = date.fromisoformat(time.interval.start)
            near = _nearest(meant, window)
            if near is not None and weekday_of(near) != weekday:
                year = "" if meant.isoweekday() != weekday else f"; in {meant.year} it is one"
                yield _doubt(time.span, f"{to_iso(near)}, nearest to the article's date, is another day of the week{year}")


def _nearest(meant: date, window: Window) -> int | None:
    """That day and month in the year nearest to the publication; None if two years are about as near."""
    start = window.start or 0
    years = [date.fromordinal(start).year + shift for shift in (-1, 0, 1)]
    days = []
    for year in years:
        try:
            days.append(meant.replace(year=year).toordinal())
        except ValueError:
            continue
    near = [day for day in days if abs(day - start) < HALF_YEAR]
    return near[0] if len(near) == 1 else None


def _parts_of_month(reading: Reading, window: Window, words: MergeWords) -> Iterator[DateDoubt]:
    """Beginning, middle or end of "this month", told of as past when it had hardly begun, or as coming when it was over."""
    first, last = date.fromordinal(window.start or 1), date.fromordinal(window.end or 1)
    if (first.year, first.month) != (last.year, last.month):
        return
    month = first.isoformat()[:7]
    sentences = {s.id: reading.article.text[s.begin : s.end] for s in reading.sentences}
    told = {c.sentence for c in reading.claims if c.status == "occurred" and words.preterite.search(c.trigger.text)}
    for time in reading.times:
        part = PARTS.get(time.mod or "")
        this_month = time.anchor in RELATIVE and MONTH.match(time.value) and time.value in {month, "XXXX-XX"}
        if part is None or not this_month or time.sentence is None:
            continue
        clause = clause_around(reading.article.text, time.span)
        sentence = sentences.get(time.sentence, clause)
        if words.future.search(clause):
            if first.day > part[1]:
                yield _doubt(time.span, f"it is told of as coming, but was over when the article is dated ({window})")
        elif last.day < part[0] + JUST_BEGUN and (time.sentence in told or _is_told(sentence, words)):
            yield _doubt(time.span, f"it is told of as past, but had hardly begun when the article is dated ({window})")


def _is_told(sentence: str, words: MergeWords) -> bool:
    return any(pattern.search(sentence) is not None for pattern in (words.past, words.narrated, words.perfect))
