"""The signs of machine translation in an article, and whether they are enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from lagebild.analyse.register.checks import CHECKS, find_calques
from lagebild.analyse.register.words import RegisterWords, load_register_words
from lagebild.lang.pack import LanguagePack
from lagebild.model.article import Flag
from lagebild.model.doc import sentences_of
from lagebild.model.span import Span
from lagebild.model.tokens import Token, tokens_of

CALQUE = "calque"
AROUND = 2  # tokens of evidence on either side


def find_translation_flags(doc: Doc, pack: LanguagePack) -> tuple[tuple[Flag, ...], bool]:
    """The signs found, in text order, and whether they are enough to call the text machine-translated."""
    words = load_register_words(pack)
    found: list[tuple[int, Flag, float]] = []
    count = 0
    for sentence in sentences_of(doc):
        tokens = [token for token in tokens_of(doc)[sentence.token_begin : sentence.token_end] if not token.is_space]
        count += len(tokens)
        if tokens:
            found += [(flag.span.begin if flag.span else 0, flag, weight) for flag, weight in _flags(tokens, words)]
    found.sort(key=lambda item: item[0])
    total = _total([(flag, weight) for _, flag, weight in found], words)
    is_enough = (
        total >= words.threshold + count // words.words_per_slip - 1 if count > words.words_per_slip else total >= words.threshold
    )
    return tuple(flag for _, flag, _ in found), is_enough and len(found) >= words.min_findings


def _flags(sentence: Sequence[Token], words: RegisterWords) -> Iterator[tuple[Flag, float]]:
    for name, check in CHECKS.items():
        sign = words.signs[name]
        for token in check(sentence, words):
            yield Flag(name, _span(sentence, token, token, AROUND), sign.why), sign.weight
    for first, last, calque in find_calques(sentence, words):
        yield Flag(CALQUE, _span(sentence, first, last, 0), calque.why), calque.weight


def _total(found: Sequence[tuple[Flag, float]], words: RegisterWords) -> float:
    """The sum of weights; the same sign counts only so often, the same turn of phrase once."""
    seen: Counter[tuple[str, str]] = Counter()
    total = 0.0
    for flag, weight in found:
        key = (flag.kind, flag.why)
        seen[key] += 1
        if seen[key] <= (1 if flag.kind == CALQUE else words.max_repeats):
            total += weight
    return total


def _span(sentence: Sequence[Token], first: Token, last: Token, around: int) -> Span:
    begin, end = max(sentence[0].i, first.i - around), min(sentence[-1].i, last.i + around) + 1
    window = first.doc[begin:end]
    return Span(window.text, window.start_char, window.end_char)
