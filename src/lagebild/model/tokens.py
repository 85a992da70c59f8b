"""The tokens of a Doc as plain Python values, with the names that spaCy's tokens have.

spaCy makes a new object and new strings at every access (`token.children`, `token.lemma_`, `token.morph`), and rules ask for
the same ones dozens of times. Here each is made once for a Doc; only what the rules read is there.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import cast
from weakref import ref

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, IS_ALPHA, IS_PUNCT, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, SENT_START, SPACY, TAG
from spacy.tokens import Doc

CACHE = "lagebild.tokens"
STRINGS = (ORTH, LOWER, LEMMA, TAG, POS, DEP)
NUMBERS = (IDX, IS_PUNCT, IS_SPACE, IS_ALPHA, SENT_START, SPACY)
NO_FEATURES = "_"  # how spaCy writes that there are none
MAX_KNOWN = 500_000
_known: dict[int, str] = {0: ""}  # strings by their numbers in spaCy: asking the vocabulary for each costs more than all else


class Morph:
    """The morphology of a token; tokens with the same features share one."""

    __slots__ = ("_text", "_values")

    def __init__(self, text: str) -> None:
        self._text = "" if text == NO_FEATURES else text
        pairs = (part.split("=", 1) for part in text.split("|") if "=" in part)
        self._values = {name: values.split(",") for name, values in pairs}

    def get(self, name: str) -> list[str]:
        """The values of a feature, [] without it; to be read only."""
        return self._values.get(name, [])

    def __str__(self) -> str:
        return self._text


_begin = attrgetter("idx")
_morph = lru_cache(maxsize=8192)(Morph)


class Token:
    """One token: what spaCy's says, as attributes that are there already. `sent_begin`: the first token of its sentence."""

    __slots__ = (
        "_doc",
        "children",
        "dep_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_space",
        "lemma_",
        "lower_",
        "morph",
        "pos_",
        "sent_begin",
        "tag_",
        "text",
        "whitespace_",
    )

    _doc: ref[Doc]  # weak, so that a Doc goes when nobody needs it
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    morph: Morph
    head: Token
    children: Sequence[Token]
    is_punct: bool
    is_space: bool
    is_alpha: bool
    whitespace_: str
    sent_begin: int

    @property
    def doc(self) -> Doc:
        """The Doc of the token, as long as it exists."""
        return cast("Doc", self._doc())

    @property
    def is_sent_start(self) -> bool:
        """Whether its sentence begins with it."""
        return self.i == self.sent_begin

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all below it, in the order of spaCy."""
        is_before = True
        for child in self.children:
            if is_before and child.i > self.i:
                is_before = False
                yield self
            yield from child.subtree
        if is_before:
            yield self

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


def tokens_of(doc: Doc) -> tuple[Token, ...]:
    """The tokens of a finished Doc, made once and kept on it; changes of its annotations afterwards are not seen."""
    kept: tuple[Token, ...] | None = doc.user_data.get(CACHE)
    if kept is None:
        kept = doc.user_data[CACHE] = _make(doc)
    return kept


def tokens_at(doc: Doc, begin: int, end: int) -> Sequence[Token]:
    """The tokens that characters [begin, end) touch, with what lies between them; () where there are none.

    These are the tokens of `doc.char_span(begin, end, alignment_mode="expand")`, found without the objects that spaCy makes.
    """
    tokens = tokens_of(doc)
    if not tokens or end <= begin or end > tokens[-1].idx + len(tokens[-1].text) + len(tokens[-1].whitespace_):
        return ()
    first = bisect_right(tokens, begin, key=_begin) - 1
    last = bisect_right(tokens, end - 1, key=_begin) - 1
    if first < 0:
        return ()
    if begin >= tokens[first].idx + len(tokens[first].text):  # a blank belongs to no token
        first += 1
    return tokens[first : last + 1]


def root_of(words: Sequence[Token]) -> Token:
    """The word of a stretch, not empty, that the others hang from: the first nearest to the root of its sentence, as in spaCy."""
    begin, end = words[0].i, words[-1].i
    for word in words:
        if word.head is word:
            return word
    outer = (word for word in words if not begin <= word.head.i <= end)
    return min((words[0], *outer), key=_depth)


def _depth(word: Token) -> int:
    """The words above; blanks and marks are roots only where nothing else is left."""
    if (word.is_space or word.is_punct) and not word.children:
        return sys.maxsize
    return sum(1 for _ in word.ancestors)


def strings_of(doc: Doc, columns: Iterable[Sequence[int]]) -> list[list[str]]:
    """The strings behind the numbers of each column; a string has the same number in every vocabulary."""
    held = list(columns)
    if len(_known) > MAX_KNOWN:
        _known.clear()
        _known[0] = ""
    strings, known = doc.vocab.strings, _known
    for key in set().union(*held):
        if key not in known:  # the difference of the sets would go through all that are known
            known[key] = strings[key]
    return [list(map(known.__getitem__, column)) for column in held]


def _make(doc: Doc) -> tuple[Token, ...]:
    if not len(doc):
        return ()
    texts = strings_of(doc, doc.to_array([*STRINGS, MORPH]).T.tolist())
    numbers = doc.to_array([*NUMBERS]).astype(np.int64).T.tolist()
    offsets = doc.to_array([HEAD]).astype(np.int64).tolist()
    weak = ref(doc)
    tokens: list[Token] = []
    below: list[list[Token]] = [[] for _ in offsets]
    begin = 0
    rows = zip(*texts, *numbers, below, strict=True)
    for i, (text, lower, lemma, tag, pos, dep, morph, idx, is_punct, is_space, is_alpha, start, blank, children) in enumerate(
        rows
    ):
        if start == 1:
            begin = i
        token = Token()
        token._doc, token.i, token.idx, token.sent_begin = weak, i, idx, begin  # noqa: SLF001
        token.text, token.lower_, token.lemma_, token.tag_, token.pos_, token.dep_ = text, lower, lemma, tag, pos, dep
        token.morph, token.children = _morph(morph), children
        token.is_punct, token.is_space, token.is_alpha = is_punct == 1, is_space == 1, is_alpha == 1
        token.whitespace_ = " " if blank else ""
        tokens.append(token)
    for token, offset in zip(tokens, offsets, strict=True):
        token.head = tokens[token.i + offset]
        if offset:
            below[token.i + offset].append(token)
    return tuple(tokens)
