"""Time expressions as TIMEX3 records, in the form of annotated corpora."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lagebild.analyse.times.find import find_times_in_text
from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.layers import TimeExpression

COUNTED = re.compile(r"\.time\.(?:ago|ahead)\.")
LATER = re.compile(r"\.time\.duration\.later$")
FIRST_WORD = re.compile(r"\S+\s+")


def timex_records(times: Iterable[TimeExpression]) -> list[dict[str, Any]]:
    """The expressions as corpora mark them: begin, end, type, value and, where given, mod, quant and freq.

    Corpora leave words such as "meanwhile" unmarked; they mark in "two weeks ago" the length of time alone, and "two weeks later"
    as a length of time, and keep its date in an empty tag; so does this.
    """
    records = []
    for time in times:
        if not is_marked(time):
            continue
        shown = _length_of(time) if COUNTED.search(time.rule) or LATER.search(time.rule) else time
        record: dict[str, Any] = {"begin": shown.span.begin, "end": shown.span.end, "type": shown.type, "value": shown.value}
        record |= {name: value for name in ("mod", "quant", "freq") if (value := getattr(shown, name)) is not None}
        records.append(record)
    return records


def is_marked(time: TimeExpression) -> bool:
    """Whether corpora mark such an expression as a rule."""
    language, name = time.rule.split(".time.", 1)
    return not _unmarked(load_pack(language)).match(name)


def _unmarked(pack: LanguagePack) -> re.Pattern[str]:
    found: re.Pattern[str] = pack.derived("times/unmarked", _compile)
    return found


def _compile(pack: LanguagePack) -> re.Pattern[str]:
    names = pack.settings("times/settings")["unmarked"]
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?:\.|$)")


def _length_of(time: TimeExpression) -> TimeExpression:
    """The length of time inside an expression that counts from an anchor, at its place in the article."""
    is_later = LATER.search(time.rule) is not None
    first = None if is_later else FIRST_WORD.match(time.span.text)
    skipped = first.end() if first else 0
    inner = find_times_in_text(time.span.text[skipped:], published=None, pack=load_pack(time.rule.split(".")[0]))
    lengths = [found for found in inner if found.type == "DURATION"]
    if not lengths:
        return time
    span = lengths[-1].span
    offset = time.span.begin + skipped
    placed = time.span if is_later else replace(span, begin=span.begin + offset, end=span.end + offset)
    return replace(lengths[-1], span=placed)
