"""The days that a phrase bounds around an expression: "since 2020", "from January to May 2023", "until April"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lagebild.lang.pack import LanguagePack
from lagebild.model.layers import TimeExpression
from lagebild.model.span import Interval

LOOK_BACK = 24  # code points in which the preposition stands
POINTS = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class _Bounds:
    since: re.Pattern[str]
    onwards: re.Pattern[str]
    until: re.Pattern[str]
    first: re.Pattern[str]
    joined: re.Pattern[str]
    joined_after_first: re.Pattern[str]


def _bounds(pack: LanguagePack) -> _Bounds:
    words = pack.settings("times/settings")["bounds"]

    def before(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{words[name]})\s+$", re.IGNORECASE)

    def between(name: str) -> re.Pattern[str]:
        return re.compile(words[name], re.IGNORECASE)

    return _Bounds(
        before("since"), before("onwards"), before("until"), before("first"), between("joined"), between("joined_after_first")
    )


def with_phrases(
    text: str, times: Sequence[TimeExpression], published: Interval | None, pack: LanguagePack
) -> Iterator[TimeExpression]:
    """The expressions with the days that the phrases around them bound (`covers`)."""
    bounds: _Bounds = pack.derived("times/bounds", _bounds)
    pairs: dict[int, Interval] = {}
    for at in range(len(times) - 1):
        covers = _pair(text, times[at], times[at + 1], bounds)
        if covers is not None:
            pairs[at] = pairs[at + 1] = covers
    for at, time in enumerate(times):
        covers = pairs.get(at) or _alone(text, time, published, bounds)
        yield time if covers is None else replace(time, covers=covers)


def _pair(text: str, one: TimeExpression, other: TimeExpression, bounds: _Bounds) -> Interval | None:
    """From the first day of one to the last day of the other, where they are the ends of a range."""
    if one.interval is None or other.interval is None or not {one.type, other.type} <= POINTS:
        return None
    start, end = one.interval.start, other.interval.end
    if start is None or end is None or start > end:
        return None
    begin, stop = one.span.end, other.span.begin
    if stop < begin or stop - begin > LOOK_BACK:
        return None
    is_led = bounds.first.search(text[max(0, one.span.begin - LOOK_BACK) : one.span.begin]) is not None
    is_range = bounds.joined.fullmatch(text, begin, stop) or (is_led and bounds.joined_after_first.fullmatch(text, begin, stop))
    return Interval(start, end) if is_range else None


def _alone(text: str, time: TimeExpression, published: Interval | None, bounds: _Bounds) -> Interval | None:
    if time.interval is None or time.type not in POINTS or time.precision == "vague":
        return None
    before = text[max(0, time.span.begin - LOOK_BACK) : time.span.begin]
    start, end = time.interval.start, time.interval.end
    if bounds.since.search(before):
        last = None if published is None else published.end
        return Interval(start, last if last is None or start is None or start <= last else None)
    if bounds.onwards.search(before):
        return Interval(start, None)
    return Interval(None, end) if bounds.until.search(before) else None
