"""The topological fields of a clause: prefield, brackets, middle field and postfield, as ranges of tokens."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.analyse.clauses.draft import Draft
from lagebild.analyse.clauses.verbs import Complex
from lagebild.model.quick import quick

Range = tuple[int, int]


@quick
@dataclass(frozen=True, slots=True)
class Ranges:
    """Ranges [begin, end) over the tokens of the sentence."""

    form: str
    prefield: Range
    left: Range
    middle: Range
    right: Range
    postfield: Range


def find_fields(draft: Draft, verb: Complex | None) -> Ranges:
    """The fields of one clause; a clause without a verb is all middle field."""
    first, last = draft.tokens[0], draft.tokens[-1] + 1
    if draft.fronted:
        first = min(first, *(d.tokens[0] for d in draft.fronted))
    if verb is None:
        return Ranges("", (first, first), (first, first), (first, last), (last, last), (last, last))
    begin = first + (1 if draft.linker == first else 0)
    own = [i for i in verb.tokens if draft.tokens[0] <= i < last]
    if draft.kind == "main" and verb.finite >= 0 and verb.finite in draft.tokens:
        finite = verb.finite
        rest = [i for i in own if i > finite]
        right = (rest[0], rest[-1] + 1) if rest else (last, last)
        right = _contiguous(own, right)
        form = "verb-first" if finite <= begin else "verb-second"
        return Ranges(form, (begin, max(finite, begin)), (finite, finite + 1), (finite + 1, right[0]), right, (right[1], last))
    opener = draft.start.token if draft.start is not None else -1
    left = (begin, opener + 1) if opener >= begin else (begin, begin)
    rest = [i for i in own if i >= left[1]]
    right = _contiguous(own, (rest[0], rest[-1] + 1)) if rest else (last, last)
    return Ranges("verb-last", (begin, begin), left, (left[1], max(right[0], left[1])), right, (right[1], last))


def _contiguous(own: list[int], span: Range) -> Range:
    """The last unbroken run of verbs in the range: a bracket is one block."""
    begin, end = span
    if begin >= end:
        return span
    last = [i for i in own if begin <= i < end][-1]
    start = last
    while start - 1 in own and start - 1 >= begin:
        start -= 1
    return (start, last + 1)
