"""The word-form lexicon: ambiguity class and lemma rules of a form, with a guess from the end of unknown words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import marisa_trie

MIN_COMPOUND_CHARS = 7  # shorter unknown words are names and misspellings more often than compounds
MIN_PART_CHARS = 3  # of either part of a compound
MAX_WORD_CHARS = 80  # longer strings are junk; looking up all their endings would be wasted time


@dataclass(frozen=True, slots=True)
class WordClass:
    """What the lexicon says about a form, as symbols: parts of speech, case with number and gender, kinds of names."""

    pos: str
    inflection: str
    kind: str


@dataclass(frozen=True, slots=True)
class LemmaRule:
    """An edit that turns a form into its lemma: drop `drop` characters at `start`, cut `cut` at the end, append `suffix`."""

    head: str  # N noun, E name, V verb, A adjective, P participle used as adjective, B adverb
    start: int
    drop: int
    cut: int
    suffix: str

    def apply(self, form: str) -> str:
        text = form[: self.start] + form[self.start + self.drop :]
        return text[: len(text) - self.cut] + self.suffix


UNKNOWN = WordClass("?", "?", "")


def _parse_rule(text: str) -> LemmaRule:
    head, start, drop, cut, suffix = text.split(":", 4)
    return LemmaRule(head, int(start), int(drop), int(cut), suffix)


class Lexicon:
    """Forms of a language in a memory-mapped trie."""

    def __init__(self, folder: Path) -> None:
        self._trie: Any = marisa_trie.RecordTrie("<HH")
        self._trie.mmap(str(folder / "lexicon.marisa"))
        tables = json.loads((folder / "lexicon.json").read_text("utf-8"))
        self._classes = [WordClass(*row) for row in tables["classes"]]
        self._analyses: list[list[str]] = tables["analyses"]
        self._rules: dict[int, tuple[LemmaRule, ...]] = {}
        self._unions: dict[frozenset[int], WordClass] = {}  # a few hundred pairs occur

    def _records(self, form: str) -> Sequence[tuple[int, int]]:
        """Class and analysis of a form; a trie of records cannot be asked for a key with a NUL."""
        return () if "\x00" in form else self._trie.get(form, ())

    def word_class(self, form: str) -> WordClass:
        """The class of `form`; a class guessed from the end of a compound starts with "~", from a genitive with "s+"."""
        records = [*self._records(form)]
        lower = form.lower()
        if lower != form:
            records += self._records(lower)
        if not records and form.isupper() and form.isalpha():
            records += self._records(form.capitalize())
        if records:
            return self._union(frozenset(index for index, _ in records))
        tail = self.known_tail(form)
        if tail is not None:
            base = self._classes[self._trie[tail][0][0]]
            return WordClass("~" + base.pos, base.inflection, base.kind)
        if form.endswith("s") and form[:-1] in self:
            base = self._classes[self._trie[form[:-1]][0][0]]
            return WordClass("s+" + base.pos, "G " + base.inflection, base.kind)
        return UNKNOWN

    def exact_class(self, form: str) -> WordClass:
        """The class of exactly this spelling, without a guess."""
        records = self._records(form)
        return self._classes[records[0][0]] if records else UNKNOWN

    def __contains__(self, form: str) -> bool:
        return bool(self._records(form))

    def known_tail(self, form: str) -> str | None:
        """The longest known word that the unknown `form` ends with, in the spelling of the lexicon."""
        if not MIN_COMPOUND_CHARS <= len(form) <= MAX_WORD_CHARS or not form[:1].isalpha():
            return None
        is_capital = form[0].isupper()
        if "-" in form:
            tails = [form.rsplit("-", 1)[1]]
        else:
            tails = [form[begin:] for begin in range(MIN_PART_CHARS, len(form) - MIN_PART_CHARS)]
        for tail in tails:
            spelling = tail[:1].upper() + tail[1:] if is_capital else tail
            records = self._records(spelling)
            if records and not (is_capital and "SUB" not in self._classes[records[0][0]].pos):
                return spelling
        return None

    def rules(self, form: str) -> tuple[LemmaRule, ...]:
        """The lemma rules of exactly this spelling, () where it is unknown."""
        records = self._records(form)
        if not records:
            return ()
        index = records[0][1]
        if index not in self._rules:
            self._rules[index] = tuple(_parse_rule(text) for text in self._analyses[index])
        return self._rules[index]

    def _union(self, indexes: frozenset[int]) -> WordClass:
        """The class with the symbols of all classes."""
        if len(indexes) == 1:
            return self._classes[next(iter(indexes))]
        if indexes not in self._unions:
            classes = [self._classes[index] for index in indexes]
            self._unions[indexes] = WordClass(
                _joined(entry.pos for entry in classes),
                _joined(entry.inflection for entry in classes),
                _joined(entry.kind for entry in classes),
            )
        return self._unions[indexes]


def _joined(texts: Iterable[str]) -> str:
    return " ".join(sorted({symbol for text in texts for symbol in text.split()}))
