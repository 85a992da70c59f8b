"""Tokens of a text as character offsets; a full stop joins its word where that is an abbreviation, an initial or an ordinal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from lagebild.analyse.foundation.features import INVISIBLE
from lagebild.analyse.foundation.language import Words
from lagebild.analyse.foundation.lexicon import Lexicon

LETTER = "[^\\W\\d_]"
INVISIBLES = INVISIBLE.pattern[1:-2]
MARK = f"\u0300-\u036f{INVISIBLES}"
WORD = f"(?:[^\\W_]|[{MARK}])"
EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
ROMAN = re.compile("[IVXL]+")
MAX_ORDINAL_DIGITS = 3
MAX_UNKNOWN_ABBREVIATION = 5  # letters; longer unknown words before ". lowercase" are misspelt sentence starts
# Parts of speech (lexicon symbols) of words that are rarely written with a capital inside a sentence.
CONTENT = frozenset({"SUB", "EIG", "ABK"})


class Stop(IntEnum):
    """What the full stop inside a token means for the sentence."""

    NONE = 0  # the token carries no full stop of its own
    INNER = 1  # never ends a sentence
    MAYBE = 2  # ends a sentence if the next word looks like a beginning


@dataclass(frozen=True, slots=True)
class Tokens:
    """Offsets of the tokens of one text, without blanks, and what their full stops mean."""

    begins: list[int]
    ends: list[int]
    stops: list[Stop]


class Tokenizer:
    """Splits text into tokens; knows abbreviations from the pack and words from the lexicon."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._pattern = re.compile(_pattern(words))

    def tokenize(self, text: str, begin: int, end: int) -> Tokens:
        """The tokens of text[begin:end]; offsets count from the beginning of `text`."""
        tokens = Tokens([], [], [])
        for match in self._pattern.finditer(text, begin, end):
            start, stop = match.span()
            if text[start] == "." and stop == start + 1 and tokens.ends and tokens.ends[-1] == start:
                meaning = self._full_stop(text, tokens, end)
                if meaning is not Stop.NONE:
                    tokens.ends[-1] = stop
                    tokens.stops[-1] = meaning
                    continue
            tokens.begins.append(start)
            tokens.ends.append(stop)
            tokens.stops.append(Stop.MAYBE if match.lastgroup == "dotted" else Stop.NONE)
        return tokens

    def _full_stop(self, text: str, tokens: Tokens, end: int) -> Stop:
        """What the full stop right after the last token is; NONE where it is a token of its own."""
        form = text[tokens.begins[-1] : tokens.ends[-1]]
        before = text[tokens.begins[-2] : tokens.ends[-2]] if len(tokens.begins) > 1 else ""
        at_line_start = not text[max(0, tokens.begins[-1] - 1) : tokens.begins[-1]].strip(" \t")
        after = self._next_word(text, tokens.ends[-1] + 1, end)
        if form in self._words.inner_abbreviations:
            # "Art", "Mag": an abbreviation that is a word as well ends a sentence before a beginning.
            return Stop.NONE if self._is_word(form) and self.opens_sentence(after) else Stop.INNER
        if form in self._words.final_abbreviations:
            return Stop.MAYBE
        if not after:
            return Stop.NONE
        if form.isdigit():
            return self._after_digits(form, before, after, is_listed=at_line_start and not before)
        if len(form) == 1 and form.isalpha():
            return self._after_letter(form, after)
        if ROMAN.fullmatch(form) and len(form) < 8:
            is_inside = after[0].islower() or (before.lower() in self._words.before_ordinals and not self.opens_sentence(after))
            return Stop.INNER if is_inside else Stop.NONE
        if after[0].islower() and len(form) <= MAX_UNKNOWN_ABBREVIATION and form.isalpha():
            return Stop.NONE if form in self._lexicon or form.lower() in self._lexicon else Stop.INNER
        return Stop.NONE

    def _after_digits(self, form: str, before: str, after: str, *, is_listed: bool) -> Stop:
        if len(form) > MAX_ORDINAL_DIGITS:
            return Stop.NONE
        is_expected = before.lower() in self._words.before_ordinals
        if after.lower() in self._words.months or after[0].islower() or is_listed:
            return Stop.INNER
        if after[0].isdigit():
            return Stop.INNER if len(form) <= 2 else Stop.NONE
        if not after[0].isalpha():
            return Stop.MAYBE if is_expected and after[0] in "-–" else Stop.NONE
        if self.opens_sentence(after):
            return Stop.MAYBE if is_expected else Stop.NONE
        if before.lower() in self._words.before_numbers:
            return Stop.NONE
        return Stop.INNER if is_expected or len(form) <= 2 else Stop.NONE

    def _after_letter(self, form: str, after: str) -> Stop:
        if after[0].islower():
            return Stop.INNER
        if form.islower():
            return Stop.INNER if not self.opens_sentence(after) else Stop.NONE
        if after[0].isalpha() and (len(after) == 1 or not self.opens_sentence(after)):
            return Stop.INNER
        return Stop.INNER if after[0] in "-–" else Stop.NONE

    def _next_word(self, text: str, begin: int, end: int) -> str:
        """The token after the blank at `begin` on the same line, "" where none follows."""
        while begin < end and text[begin] in " \t\u00a0\u202f":
            begin += 1
        match = self._pattern.match(text, begin, end)
        return match.group() if match is not None else ""

    def _is_word(self, form: str) -> bool:
        return bool(set(self._lexicon.exact_class(form).pos.split()) - {"ABK", "?"})

    def opens_sentence(self, form: str) -> bool:
        """Whether a capitalised word is more likely to begin a sentence than to be a noun or a name."""
        if not form[:1].isupper():
            return False
        lower = form.lower()
        if lower not in self._lexicon:
            return False
        symbols = set(self._lexicon.word_class(lower).pos.split())
        if not symbols - CONTENT:
            return False
        # "Rat", "Hafen", "Arm": a capitalised noun wins over a rare small word, but not over function words ("Das", "Die").
        if form in self._lexicon and CONTENT & set(self._lexicon.exact_class(form).pos.split()):
            return any(symbol.startswith(("ART", "PRO", "PRP", "KON")) for symbol in symbols)
        return True


def _pattern(words: Words) -> str:
    dotted = "|".join(re.escape(text) for text in words.dotted)
    domains = "|".join(words.domains)
    return "|".join(
        (
            r"(?P<url>(?:https?://|www\.)[^\s<>\"„“”»«]*[^\s<>\"„“”»«.,;:!?)\]'’])",
            r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
            rf"(?P<site>{WORD}+(?:[.-]{WORD}+)*\.(?:{domains})(?![\w]|\.\w))",
            rf"(?P<dotted>(?<!\w)(?:{dotted})\.|(?<!\w)(?:{LETTER}\.){{2,}})",
            r"(?P<number>[+−-]?\d+(?:[.,:/]\d+)+(?![^\W\d_])|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d))",
            rf"(?P<word>[#@]?{WORD}+(?:(?:[-‐‑]+|['’*:_](?=[^\W\d_])|&(?=[A-Z]))?{WORD}+)*(?:[-‐‑](?=[\s,;)/]|$))?)",
            rf"(?P<tail>[-‐‑]{WORD}+)",
            f"(?P<emoji>{EMOJI.pattern}(?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff]|(?<=\u200d){EMOJI.pattern})*)",
            r"(?P<run>\.{2,}|``|''|!+[!?]*|\?+[!?]*|-{2,}|–{2,}|\*+|_+|=+|~+)",
            r"(?P<other>\S)",
        )
    )
