"""What else the clause says of a tie: its status, since when and until when, and according to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lagebild.analyse.figures.clause import clause_around
from lagebild.analyse.ties.actors import View
from lagebild.analyse.ties.changes import change_of
from lagebild.analyse.ties.found import Found
from lagebild.model.layers import Participant, Sentence, Statement, TieChange, TimeExpression

STATUS_BREAK = re.compile(r"[,;:–„“”\"»«()]")
STATUS_REACH = 40  # code points around the evidence in which words change its status
BOUND_REACH = 24  # code points before a date in which "since" stands


def status_of(view: View, sentence: Sentence, found: Found, changes: Sequence[TieChange]) -> str:
    """By what its clause reports, else by the words around the evidence; phrases carry their own negation."""
    if changes:
        return "ended" if changes[-1].change == "end" else "in_force"
    clause = view.clauses.get(found.token)
    denied = clause is not None and clause.verb is not None and clause.verb.negated
    change = found.change or change_of(view, found.token, found.kind)
    if change == "end":  # only wanted, or denied: it stands
        return "in_force"
    if found.change == "begin":
        return "denied" if denied else "planned"
    tokens = view.tokens
    begin, end = clause_around(view.doc, sentence, found.begin, found.end)
    first, last = tokens[begin].idx, tokens[end - 1].idx + len(tokens[end - 1])
    around = (
        # A mark ends the reach: in "X, a close partner of Y, has not condemned …" the partnership is not denied.
        STATUS_BREAK.split(view.text[max(first, found.begin - STATUS_REACH) : found.begin])[-1],
        STATUS_BREAK.split(view.text[found.end : min(last, found.end + STATUS_REACH)])[0],
    )
    for status, pattern in view.words.status:
        if any(pattern.search(part) for part in around):
            return status
    return "in_force"


def bound_of(view: View, sentence: Sentence, found: Found, times: Sequence[TimeExpression], words: frozenset[str]) -> str | None:
    """The date after one of the words ("since") in the clause, in the precision that the text gives."""
    tokens = view.tokens
    begin, end = clause_around(view.doc, sentence, found.begin, found.end)
    first, last = tokens[begin].idx, tokens[end - 1].idx
    for time in times:
        if time.type != "DATE" or time.interval is None or not first <= time.span.begin <= last:
            continue
        before = view.text[max(0, time.span.begin - BOUND_REACH) : time.span.begin].casefold().split()
        if words & set(before[-2:]):
            return time.value
    return None


def source_of(found: Found, statements: Sequence[Statement]) -> Participant | None:
    """The speaker of the narrowest statement that holds the evidence."""
    around = [s for s in statements if s.speaker and any(q.begin <= found.begin and found.end <= q.end for q in s.quote)]
    return min(around, key=lambda s: sum(q.end - q.begin for q in s.quote)).speaker[0] if around else None
