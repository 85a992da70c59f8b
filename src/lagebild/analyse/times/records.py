"""Time expressions as TIMEX3 records, in the form of annotated corpora."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lagebild.analyse.times.find import find_times_in_text
from lagebild.lang.pack import load_pack
from lagebild.model.layers import TimeExpression

UNMARKED = ".connective."  # rules for words that corpora leave unmarked, though they place an event
COUNTED = re.compile(r"\.time\.(?:ago|ahead)\.")
FIRST_WORD = re.compile(r"\S+\s+")


def timex_records(times: Iterable[TimeExpression]) -> list[dict[str, Any]]:
    """The expressions as corpora mark them: begin, end, type, value and, where given, mod, quant and freq.

    Corpora mark in "two weeks ago" the length of time alone and keep its date in an empty tag; so does this.
    """
    records = []
    for time in times:
        if UNMARKED in time.rule:
            continue
        shown = _length_of(time) if COUNTED.search(time.rule) else time
        record: dict[str, Any] = {"begin": shown.span.begin, "end": shown.span.end, "type": shown.type, "value": shown.value}
        record |= {name: value for name in ("mod", "quant", "freq") if (value := getattr(shown, name)) is not None}
        records.append(record)
    return records


def _length_of(time: TimeExpression) -> TimeExpression:
    """The length of time inside an expression that counts from an anchor, at its place in the article."""
    first = FIRST_WORD.match(time.span.text)
    skipped = first.end() if first else 0
    inner = find_times_in_text(time.span.text[skipped:], published=None, pack=load_pack(time.rule.split(".")[0]))
    lengths = [found for found in inner if found.type == "DURATION"]
    if not lengths:
        return time
    span = lengths[-1].span
    offset = time.span.begin + skipped
    return replace(lengths[-1], span=replace(span, begin=span.begin + offset, end=span.end + offset))
