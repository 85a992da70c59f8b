"""Compounds and their heads: "Verteidigungsminister" is a "Minister", whatever stands before it.

A split counts when the end is a known noun and what stands before it is known as well: a noun with its linking
element, the stem of a verb, an adjective, a listed modifier, or a compound of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lagebild.analyse.foundation.language import CompoundWords
from lagebild.analyse.foundation.lexicon import MAX_WORD_CHARS, Lexicon

NOUN = "SUB"
NOUNS = frozenset({NOUN, "EIG"})
NOUN_HEAD = "N"  # the lexicon's lemma rules of nouns
MIN_MODIFIER = 4  # letters; shorter ones are listed
MIN_HEAD = 3
MIN_STEM = 3
LONG_HEAD = 7  # letters of a head after a modifier that begins many simple nouns
MAX_CACHED = 50_000
MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound noun: what stands before the head, in order and without linking elements, and the head's lemma."""

    modifiers: tuple[str, ...]
    head: str


class CompoundSplitter:
    """Splits nouns by the lexicon, remembered."""

    def __init__(self, words: CompoundWords, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._cache: dict[str, Compound | None] = {}

    def split(self, noun: str) -> Compound | None:
        """The parts of a noun (its lemma or any of its forms), None where it is no compound."""
        if noun not in self._cache:
            if len(self._cache) > MAX_CACHED:
                self._cache.clear()
            self._cache[noun] = self._split(noun) if len(noun) <= MAX_WORD_CHARS else None
        return self._cache[noun]

    def begin_of_head(self, form: str) -> int | None:
        """Where the longest head of a noun begins that has a known word before it."""
        hyphen = form.rfind("-") + 1
        word = form[hyphen:]
        found = next(self._cuts(word, depth=0), None) if word.lower() not in self._words.whole else None
        if found is not None:
            return hyphen + found[0]
        return hyphen or None

    def _split(self, noun: str) -> Compound | None:
        *before, word = noun.split("-")
        modifiers = [part for part in before if part]
        if modifiers and not word[:1].isalpha():
            return None
        while True:
            found = next(self._cuts(word, depth=0), None) if word.lower() not in self._words.whole else None
            if found is None:
                break
            begin, parts = found
            modifiers += parts
            word = word[begin:].capitalize()
        if not modifiers:
            return None
        return Compound(tuple(modifiers), self._lemma(word))

    def _lemma(self, word: str) -> str:
        rules = [rule for rule in self._lexicon.rules(word) if rule.head == NOUN_HEAD]
        return word if not rules or any(rule.apply(word) == word for rule in rules) else rules[0].apply(word)

    def _cuts(self, word: str, *, depth: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Beginnings of heads, the longest head first, with the modifiers before them."""
        whole = set(self._lexicon.exact_class(word).inflection.split()) if word in self._lexicon else None
        for begin in range(2, len(word) - MIN_HEAD + 1):
            head = word[begin:]
            if not head.isalpha() or head in self._words.never_heads:
                continue
            entry = self._lexicon.exact_class(head.capitalize())
            if NOUN not in entry.pos.split() and head not in self._words.whole:
                continue
            # A known noun is declined like its head: "Partei" is no "Ei", "Gesellschaft" no "Schaft".
            if whole is not None and not whole <= set(entry.inflection.split()):
                continue
            modifiers = self._modifiers(word[:begin], head, depth=depth)
            if modifiers:
                yield begin, modifiers

    def _modifiers(self, text: str, head: str, *, depth: int) -> tuple[str, ...]:
        """The modifiers that `text` consists of, () where it is not known."""
        lower = text.lower()
        if lower in self._words.modifiers:
            is_weak = lower in self._words.weak_modifiers and (len(head) < LONG_HEAD or head.endswith(self._words.verbal))
            return () if is_weak else (text,)
        if len(text) < MIN_MODIFIER and lower not in self._words.short_modifiers:
            return ()
        base = self._base(text)
        if base is not None:
            return (base,)
        if depth >= MAX_DEPTH or len(text) < MIN_MODIFIER + MIN_HEAD:
            return ()
        for stem in (text, *self._unlinked(text)):
            for begin, parts in self._cuts(stem.capitalize(), depth=depth + 1):
                return (*parts, self._lemma(stem[begin:].capitalize()))
        return ()

    def _base(self, text: str) -> str | None:
        """The word that a modifier is made of."""
        capital, lower = text.capitalize(), text.lower()
        if not NOUNS.isdisjoint(self._lexicon.exact_class(capital).pos.split()):
            return self._lemma(capital)
        # "Regierungs-" is "Regierung", "Grenz-" and "Hilfs-" are "Grenze" and "Hilfe", "Neu-" is "neu", "Fahr-" is "fahren".
        stems = [stem.capitalize() for stem in self._unlinked(text)]
        found = next((noun for noun in stems if self._is(noun, NOUN)), None)
        if found is None and self._is(lower, "ADJP"):
            return lower
        if found is None:
            lost = [stem + self._words.lost for stem in (capital, *stems)]
            found = next((noun for noun in lost if self._is(noun, NOUN)), None)
        if found is None and len(lower) >= MIN_STEM:
            found = next((verb for verb in (lower + "en", lower + "n") if self._is(verb, "VINF")), None)
        return found

    def _is(self, word: str, symbol: str) -> bool:
        return symbol in self._lexicon.exact_class(word).pos.split()

    def _unlinked(self, text: str) -> Iterator[str]:
        """The text without a linking element; "s" is one after known masculine and neuter nouns and after listed endings."""
        for link in self._words.links:
            stem = text.removesuffix(link)
            if len(stem) < len(text) and len(stem) >= MIN_STEM:
                yield stem
