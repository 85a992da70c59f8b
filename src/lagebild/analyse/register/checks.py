"""Signs that a text was translated by a machine: each check yields the tokens at which a sign shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.register import order
from lagebild.analyse.register.words import GAP, Calque, RegisterWords
from lagebild.model.tokens import Token, tokens_of

Tokens = Sequence[Token]
Check = Callable[[Tokens, RegisterWords], Iterator[Token]]
OPENING_QUOTES = frozenset('„“"»')
QUOTES = frozenset("„“”\"»«‚‘’'")
ENGLISH_OPENING = "“"
MAX_GAP = 6  # tokens that ".." stands for


def lower_start(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """Words in lower case right behind a full stop that stands alone (abbreviations and ordinals hold theirs)."""
    for stop, word in pairwise(sentence):
        if stop.text == "." and word.text.islower() and word.is_alpha and word.idx == stop.idx + 2:
            yield word


def bare_quote(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """Quotations that begin right behind a verb, without a colon or comma, with a word that begins a sentence."""
    for (before, mark), word in zip(pairwise(sentence), sentence[2:], strict=False):
        begins = mark.text in OPENING_QUOTES and mark.idx + 1 == word.idx and before.idx + len(before) < mark.idx
        opens = word.text[:1].isupper() and word.tag_ in {"VVIMP", "PPER", "VVFIN", "VAFIN", "VMFIN", "PPOSAT", "PIS"}
        if begins and opens and before.tag_ in {"VVFIN", "PTKVZ", "VVINF"}:
            yield word


def missing_comma(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:
    """A verb of saying, perhaps an adverb, a name and a Konjunktiv: "Meier sagte Wien verlasse sich"."""
    for index, token in enumerate(sentence):
        if token.tag_ != "VVFIN" or token.lemma_ not in words.speech_verbs:
            continue
        at = index + 1
        if at < len(sentence) and sentence[at].tag_ == "ADV":
            at += 1
        if at + 1 < len(sentence) and sentence[at].tag_ in {"NE", "PPER"} and _is_reported(sentence[at + 1]):
            yield sentence[at + 1]


def _is_reported(token: Token) -> bool:
    return order.is_finite(token) and token.morph.get("Mood") == ["Sub"] and token.morph.get("Tense") == ["Pres"]


def foreign_words(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:
    """Two English words side by side outside quotation marks; a run counts once."""
    quoted = False
    run = 0
    for token in sentence:
        if token.text in QUOTES:
            quoted = not quoted
        run = run + 1 if token.text in words.foreign and not quoted else 0
        if run == 2:
            yield token


def glued(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """The first word of a sentence that is glued to what stands before it."""
    first = sentence[0]
    if first.i and first.text[:1].isupper():
        before = tokens_of(first.doc)[first.i - 1]
        is_word_or_stop = before.text[-1:].isalnum() or before.text in {".", "!", "?"}
        if not before.whitespace_ and not before.is_space and is_word_or_stop:
            yield first


def glued_name(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """Two words written as one, one of them a name: "PräsidentinMerkel"."""
    for token in sentence:
        if (
            token.tag_ in {"NE", "NN"}
            and not token.text[1:].islower()
            and load_foundation(token.doc.vocab.lang).tokenizer.is_glued_name(token.text)
        ):
            yield token


def english_quote(sentence: Tokens, words: RegisterWords) -> Iterator[Token]:  # noqa: ARG001
    """The upper mark that closes a German quotation and opens an English one, before a word."""
    for mark, word in pairwise(sentence):
        if mark.text != ENGLISH_OPENING or mark.idx + 1 != word.idx or not word.is_alpha:
            continue
        before = tokens_of(mark.doc)[mark.i - 1] if mark.i else None
        if before is None or before.whitespace_ or before.is_space:
            yield mark


CHECKS: dict[str, Check] = {
    "lower_start": lower_start,
    "verb_third": order.verb_third,
    "time_third": order.time_third,
    "adverb_third": order.adverb_third,
    "adverb_comma": order.adverb_comma,
    "early_verb": order.early_verb,
    "early_auxiliary": order.early_auxiliary,
    "late_phrase": order.late_phrase,
    "no_inversion": order.no_inversion,
    "report_order": order.report_order,
    "bare_quote": bare_quote,
    "missing_comma": missing_comma,
    "english_words": foreign_words,
    "glued": glued,
    "glued_name": glued_name,
    "english_quote": english_quote,
}


def find_calques(sentence: Tokens, words: RegisterWords) -> Iterator[tuple[Token, Token, Calque]]:
    """First and last token of every turn of phrase that the pack lists."""
    for index, token in enumerate(sentence):
        for key in (token.lemma_, f"={token.lower_}"):
            for calque in words.calques.get(key, ()):
                last = _match(sentence, index + 1, calque.pattern[1:])
                if last is not None:
                    yield token, sentence[last], calque


def _match(sentence: Tokens, at: int, pattern: Sequence[str]) -> int | None:
    """The place of the last token that the rest of a pattern fits from `at` on."""
    for number, item in enumerate(pattern):
        if item == GAP:
            ends = (_match(sentence, start, pattern[number + 1 :]) for start in range(at, min(at + MAX_GAP, len(sentence)) + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(sentence) or not _fits(sentence[at], item):
            return None
        at += 1
    return at - 1


def _fits(token: Token, item: str) -> bool:
    if item.startswith("<") and item.endswith(">"):
        return bool(token.tag_.startswith(item[1:-1]))
    return token.lower_ == item[1:].lower() if item.startswith("=") else item in (token.lemma_, token.text)
