"""Sentence boundaries over tokens: full stops that end, quotes that close, headlines without a full stop, blank lines.

A sentence never crosses a zone, never a blank line, and is never longer than `MAX_TOKENS`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from lagebild.analyse.foundation.features import visible
from lagebild.analyse.foundation.tokens import EMOJI, Stop, Tokens

MAX_TOKENS = 120  # longer "sentences" are lists and junk; the parser was trained on up to 96 tokens
CUT_WINDOW = 40  # tokens before the limit in which a comma is looked for
ENDINGS = frozenset(".!?…")
QUOTES = frozenset("\"'“”‘’»«›‹„‚")
OPENING_QUOTES = frozenset("„‚")  # the others open and close
BRACKETS = frozenset(")]}")
CLOSING = QUOTES | BRACKETS
BREAKS = frozenset(",;:")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\u2029|\f")
LINE = re.compile(r"\r\n?|[\n\u2028\u0085\v]")
# A text counts as hard-wrapped when this share of its line breaks is followed by a small letter; in German running
# text about two words in three begin small, in lists and in one-line paragraphs hardly any line does.
WRAPPED_SHARE = 0.25
MIN_BREAKS = 3
SHORT_LINE = 0.6  # of the longest line: a hard-wrapped line that is shorter ends its paragraph


def split_sentences(text: str, tokens: Tokens, opens_sentence: Callable[[str], bool]) -> list[int]:
    """Indexes of the tokens that begin a sentence, of tokens that lie in one zone.

    Args:
        text: the whole text that the tokens' offsets count in.
        tokens: all tokens of one zone.
        opens_sentence: whether a capitalised word looks like the beginning of a sentence rather than a noun.
    """
    count = len(tokens.begins)
    if not count:
        return []
    joins = _line_joins(text, tokens)
    starts = [0]
    last = -1  # the last token that is no closing mark; found on the way, because runs of such marks may be long
    for index in range(1, count):
        if not _trails(text, tokens, index - 1):
            last = index - 1
        gap = text[tokens.ends[index - 1] : tokens.begins[index]]
        if gap == " " and text[tokens.ends[index - 1] - 1].isalnum():
            continue  # two words side by side; nothing can end here
        is_blank_line = len(gap) > 1 and BLANK_LINE.search(gap) is not None
        is_line_end = bool(gap) and gap != " " and LINE.search(gap) is not None and not joins(index)
        if (
            is_blank_line
            or is_line_end
            or _ends_before(text, tokens, index, last, gap=gap, start=starts[-1], opens_sentence=opens_sentence)
        ):
            starts.append(index)
    return _cut_long(text, tokens, starts, count)


def _ends_before(
    text: str, tokens: Tokens, index: int, last: int, *, gap: str, start: int, opens_sentence: Callable[[str], bool]
) -> bool:
    """Whether a sentence that began at token `start` ends right before token `index` by the full stop of token `last`."""
    if tokens.stops[index - 1] is Stop.GLUED:
        return True
    if last < start or _last_char(text, tokens, last) not in ENDINGS or tokens.stops[last] is Stop.INNER:
        return False
    form = visible(text[tokens.begins[index] : tokens.ends[index]])
    first = form[0]
    if not gap and not _is_glued(text, tokens, index, first):
        return False
    if not _can_begin(text, tokens, index, form):
        return False
    if tokens.stops[last] is Stop.MAYBE:
        return opens_sentence(form) or (not form[0].isalnum() and first not in "-–—(")
    return True


def _is_glued(text: str, tokens: Tokens, index: int, first: str) -> bool:
    """Whether a sentence may begin at token `index` without a blank before it: "reiste ab.Der", "kommt."„Wir"."""
    if _last_char(text, tokens, index - 1) in ENDINGS:
        return first.isupper() or first in OPENING_QUOTES
    before = index - 2
    is_quote_end = text[tokens.begins[index - 1]] in QUOTES and before >= 0 and _last_char(text, tokens, before) in ENDINGS
    return is_quote_end and first.isupper()


def _last_char(text: str, tokens: Tokens, index: int) -> str:
    """The last visible character of a token."""
    char = text[tokens.ends[index] - 1]
    return char if char in ENDINGS or char.isalnum() else visible(text[tokens.begins[index] : tokens.ends[index]])[-1]


def _trails(text: str, tokens: Tokens, index: int) -> bool:
    """Whether token `index` belongs to the sentence whose full stop came before it: a closing quote or bracket, a smiley."""
    first = text[tokens.begins[index]]
    return (first in CLOSING and _is_closing(tokens, index)) or EMOJI.match(first) is not None


def _is_closing(tokens: Tokens, index: int) -> bool:
    """Whether the quote or bracket at token `index` is written onto the token before it."""
    return index > 0 and tokens.ends[index - 1] == tokens.begins[index]


def _can_begin(text: str, tokens: Tokens, index: int, form: str) -> bool:
    first = form[0]
    if first.islower():
        return False
    if first in ",;:.!?…" or first in BRACKETS or EMOJI.match(first) is not None:
        return False
    if first in QUOTES - OPENING_QUOTES and _is_closing(tokens, index):
        return False
    if first in "–—-(" or first in QUOTES:
        # „Geht!“ – so rief er; the word behind decides.
        following = text[tokens.ends[index] : tokens.ends[index] + 2].strip()
        return not following[:1].islower()
    return True


def _line_joins(text: str, tokens: Tokens) -> Callable[[int], bool]:
    """A test whether the line break before a token lies inside a sentence."""
    begin, end = tokens.begins[0], tokens.ends[-1]
    line_begins = [begin, *(match.end() for match in LINE.finditer(text, begin, end))]
    lines = [text[a:b].strip() for a, b in pairwise([*line_begins, end])]
    pairs = [(before, after) for before, after in pairwise(lines) if before and after]
    small = sum(after[0].islower() for _, after in pairs)
    is_wrapped = len(pairs) >= MIN_BREAKS and small >= WRAPPED_SHARE * len(pairs)
    longest = max((len(line) for line in lines), default=0)

    def joins(index: int) -> bool:
        last = text[tokens.ends[index - 1] - 1]
        if text[tokens.begins[index]].islower():
            return last not in ENDINGS or tokens.stops[index - 1] is Stop.INNER
        if not is_wrapped:
            return False
        if last in ENDINGS or (last in QUOTES and text[tokens.ends[index - 1] - 2 : tokens.ends[index - 1] - 1] in ENDINGS):
            return False
        line_begin = line_begins[bisect_right(line_begins, tokens.ends[index - 1]) - 1]
        return last in BREAKS or tokens.ends[index - 1] - line_begin >= SHORT_LINE * longest

    return joins


def _cut_long(text: str, tokens: Tokens, starts: Sequence[int], count: int) -> list[int]:
    cut: list[int] = []
    for start, end in zip(starts, [*starts[1:], count], strict=True):
        begin = start
        while end - begin > MAX_TOKENS:
            cut.append(begin)
            limit = begin + MAX_TOKENS
            begin = next((i for i in range(limit, limit - CUT_WINDOW, -1) if text[tokens.begins[i - 1]] in BREAKS), limit)
        cut.append(begin)
    return cut
