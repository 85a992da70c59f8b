"""Tokens of a text as character offsets; a full stop joins its word where that is an abbreviation, an initial or an ordinal.

A word broken at a line end ("Regie-", line break, "rung") is one token; `Tokenizer.shown` is the word without the break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from lagebild.analyse.foundation.features import INVISIBLE, visible
from lagebild.analyse.foundation.language import Words
from lagebild.analyse.foundation.lexicon import MAX_WORD_CHARS, Lexicon

LETTER = "[^\\W\\d_]"
INVISIBLES = INVISIBLE.pattern[1:-2]
MARK = f"\u0300-\u036f{INVISIBLES}"
WORD = f"(?:[^\\W_]|[{MARK}])"
EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
ROMAN = re.compile("[IVXL]+")
BREAK = re.compile("[-‐‑¬\u00ad][ \t]*(?:\r\n?|\n)[ \t]*")
CAMEL = re.compile("(?<=[^\\W\\dA-Z_])(?=[A-ZÄÖÜ])|(?<=\\d)(?=[A-ZÄÖÜ][^\\W\\dA-ZÄÖÜ_])")
LINE_ENDS = frozenset("\n\r\u2028\u2029\v\f\u0085")
MAX_ORDINAL_DIGITS = 3
MAX_ROMAN_CHARS = 7
MAX_UNKNOWN_ABBREVIATION = 5  # letters; longer unknown words before ". lowercase" are misspelt sentence starts
# Parts of speech (lexicon symbols) of words that are rarely written with a capital inside a sentence.
NAME = "EIG"
CONTENT = frozenset({"SUB", NAME, "ABK"})
MIN_NAME_CHARS = 4  # of both halves of a glued name


class Stop(IntEnum):
    """What the full stop inside a token means for the sentence."""

    NONE = 0  # the token carries no full stop of its own
    INNER = 1  # never ends a sentence
    MAYBE = 2  # ends a sentence if the next word looks like a beginning
    GLUED = 3  # no full stop, but the next sentence is glued on: "abgereistDer"


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
        begins, ends, stops = tokens.begins, tokens.ends, tokens.stops
        for match in self._pattern.finditer(text, begin, end):
            start, stop = match.span()
            first = text[start]
            if first == "." and ends and ends[-1] == start and (stop == start + 1 or visible(match.group()) == "."):
                meaning = self._full_stop(text, tokens, stop, end)
                if meaning is not Stop.NONE:
                    ends[-1] = stop
                    stops[-1] = meaning
                    continue
            group = match.lastgroup
            if group in {"plain", "word"}:
                start = self._unglue(text, tokens, start, stop)
            begins.append(start)
            ends.append(stop)
            stops.append(Stop.MAYBE if group == "dotted" else Stop.NONE)
        return tokens

    def shown(self, form: str) -> str:
        """The form as a reader sees it: without invisible characters and without the break at a line end."""
        if form.isascii() and "\n" not in form and "\r" not in form and "\x00" not in form:
            return form
        parts = BREAK.split(form)
        joined = parts[0]
        for part in parts[1:]:
            joined += part if part[:1].islower() else "-" + part  # "EU-" and "Kommission" keep their hyphen
        return visible(joined)

    def _unglue(self, text: str, tokens: Tokens, start: int, stop: int) -> int:
        """Cut off a known word that the beginning of a sentence is glued to; the beginning of what is left."""
        form = text[start:stop]
        if len(form) > MAX_WORD_CHARS or form[1:].islower() or form.isupper():
            return start
        for cut in CAMEL.finditer(form):
            left, right = form[: cut.start()], form[cut.start() :]
            is_known = left.isdigit() or (left.isalpha() and (left in self._lexicon or left.lower() in self._lexicon))
            is_short = len(left) < 2 + left[0].isupper()  # "MoDem" is a name
            if not is_known or is_short or right.lower() in self._words.gender_endings or form in self._lexicon:
                continue
            if self.opens_sentence(right) and not self._is_noun(right):
                tokens.begins.append(start)
                tokens.ends.append(start + cut.start())
                tokens.stops.append(Stop.GLUED)
                return start + cut.start()
        return start

    def is_glued_name(self, form: str) -> bool:
        """Whether two words of which one is a name are written as one: "PräsidentinMerkel"."""
        if len(form) > MAX_WORD_CHARS or form[1:].islower() or form in self._lexicon or not form[:1].isupper():
            return False
        for cut in CAMEL.finditer(form):
            parts = form[: cut.start()], form[cut.start() :]
            kinds = [set(self._lexicon.exact_class(part).pos.split()) for part in parts]
            if all(len(part) >= MIN_NAME_CHARS and not CONTENT.isdisjoint(kind) for part, kind in zip(parts, kinds, strict=True)):
                return any(NAME in kind for kind in kinds)
        return False

    def _is_noun(self, form: str) -> bool:
        return not CONTENT.isdisjoint(self._lexicon.exact_class(form).pos.split())

    def _full_stop(self, text: str, tokens: Tokens, stop: int, end: int) -> Stop:
        """What the full stop right after the last token is; NONE where it is a token of its own."""
        form = self.shown(text[tokens.begins[-1] : tokens.ends[-1]])
        before = text[tokens.begins[-2] : tokens.ends[-2]] if len(tokens.begins) > 1 else ""
        at_line_start = not before or text[tokens.begins[-1] - 1] in LINE_ENDS
        after = self._next_word(text, stop, end)
        abbreviation = form.capitalize() if form.isupper() and len(form) > 1 else form
        if form in self._words.inner_abbreviations or abbreviation in self._words.inner_abbreviations:
            # "Art", "Mag": an abbreviation that is a word as well ends a sentence before a beginning.
            return Stop.NONE if self._is_word(form) and self.opens_sentence(after) else Stop.INNER
        if form in self._words.final_abbreviations or abbreviation in self._words.final_abbreviations:
            return Stop.MAYBE
        if not after:
            return Stop.NONE
        if after[0] in ",;" and (form.isdigit() or ROMAN.fullmatch(form)) and len(form) <= MAX_ROMAN_CHARS:
            return Stop.INNER  # a sentence cannot end before a comma
        if form.isdigit():
            return self._after_digits(form, before, after, is_listed=at_line_start)
        letter = form.lstrip("-‐‑")  # "K.-H. Meier"
        if len(letter) == 1 and letter.isalpha():
            return self._after_letter(letter, after)
        if ROMAN.fullmatch(form) and len(form) <= MAX_ROMAN_CHARS:
            is_inside = after[0].islower() or (before.lower() in self._words.before_ordinals and not self.opens_sentence(after))
            return Stop.INNER if is_inside else Stop.NONE
        if after[0].islower() and len(form) <= MAX_UNKNOWN_ABBREVIATION and form.isalpha():
            return Stop.NONE if form in self._lexicon or form.lower() in self._lexicon else Stop.INNER
        return Stop.NONE

    def _after_digits(self, form: str, before: str, after: str, *, is_listed: bool) -> Stop:
        if len(form) > MAX_ORDINAL_DIGITS:
            return Stop.NONE
        is_expected = before.lower() in self._words.before_ordinals
        if after.lower() in self._words.months or after[0].islower() or (is_listed and not is_expected):
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
        return self.shown(match.group()[:MAX_WORD_CHARS]) if match is not None else ""

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
    unbroken = "|".join(words.after_hyphens)  # "Haupt-" at a line end before "und" is a word of its own
    broken = rf"(?:[-‐‑¬]|(?<=\u00ad))[ \t]*(?:\r\n?|\n)[ \t]*(?=[^\W\d_])(?!(?:{unbroken})(?!\w))"
    return "|".join(
        (
            r"(?P<plain>[^\W_]++(?=,? ))",  # what most words are, without asking what else they might be
            r"(?P<mark>[.,](?=[ \n]))",  # and most marks
            r"(?P<url>(?:https?://|www\.)[^\s<>\"„“”»«]*[^\s<>\"„“”»«.,;:!?)\]'’])",
            r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
            rf"(?P<site>{WORD}+(?:[.-]{WORD}+)*\.(?:{domains})(?![\w]|\.\w))",
            rf"(?P<dotted>(?<!\w)(?:{dotted})\.|(?<!\w)(?:{LETTER}\.){{2,}})",
            r"(?P<number>[+−-]?\d+(?:[.,:/]\d+)+(?![^\W\d_])|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d))",
            rf"(?P<word>[#@]?{WORD}+(?:(?:{broken}|[-‐‑]+|['’*:_](?=[^\W\d_])|&(?=[A-Z]))?{WORD}+)*(?:[-‐‑](?=[\s,;)/]|$))?)",
            rf"(?P<tail>[-‐‑]{WORD}+)",
            f"(?P<emoji>{EMOJI.pattern}(?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff]|(?<=\u200d){EMOJI.pattern})*)",
            rf"(?P<run>(?:\.{{2,}}|``|''|!+[!?]*|\?+[!?]*|-{{2,}}|–{{2,}}|\*+|_+|=+|~+)[{MARK}]*)",
            rf"(?P<other>\S[{MARK}]*)",
        )
    )
