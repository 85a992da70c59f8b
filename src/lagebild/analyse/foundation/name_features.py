"""What the name finder sees of a word: its form, the lexicon's class, lists of names, and the knowledge about actors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from lagebild.analyse.foundation.features import SubwordVectors, visible, word_shape
from lagebild.analyse.foundation.lexicon import Lexicon
from lagebild.knowledge.vocabulary import Vocabulary

Floats = NDArray[np.float32]

BOUNDARY = ""  # the form that stands for the words beyond either end of a sentence
NONE = "-"
EDGE = "^"  # what is seen beyond either end of a sentence
MAX_NAME_WORDS = 6
MAX_CACHED_WORDS = 50_000
# Words are compared in blocks of one size, so that the last bits do not depend on how many come together.
GROUP_ROWS = 64
GENITIVE = "s"
# Symbols of a word, and the places around a token at which they count for it.
OFFSETS: dict[str, tuple[int, ...]] = {
    "form": (-2, -1, 0, 1, 2),
    "lower": (0,),
    "end": (-1, 0, 1),
    "end4": (0,),
    "start": (0,),
    "shape": (-2, -1, 0, 1, 2),
    "class": (-2, -1, 0, 1, 2),
    "list": (-2, -1, 0, 1, 2),
    "known": (-2, -1, 0, 1, 2),
    "class+list": (-1, 0, 1),
    "shape+list": (0,),
    "tail": (0,),
    "group": (-1, 0, 1),
    "cluster": (-1, 0, 1),
}
TAG_PLACES = ((-1,), (0,), (1,), (-1, 0), (0, 1))
# Word classes of the pack that say something about the neighbours of names.
WORD_CLASSES = (
    "title",
    "organisation_head",
    "place_preposition",
    "party_preposition",
    "town_noun",
    "name_particle",
)


class NameList:
    """Names of persons, places and clubs from public lists, each with the letters of the lists that it stands in."""

    def __init__(self, folder: Path) -> None:
        self._trie: Any = marisa_trie.BytesTrie()
        self._trie.mmap(str(folder / "names.marisa"))
        self._openers: dict[str, bool] = {}

    def lists(self, name: str) -> str:
        """The letters of the lists that have the single word or its form without a genitive s, "-" where there are none."""
        if "\x00" in name:
            return NONE
        for form in (name, name.removesuffix(GENITIVE)):
            found = self._trie.get(form + " ")
            if found:
                return str(found[0], "ascii")
        return NONE

    def longest(self, words: Sequence[str]) -> tuple[int, str] | None:
        """(number of words, lists) of the longest name of two and more words that `words` begin with."""
        if len(words) < 2 or not (self._opens(words[0]) and self._opens(f"{words[0]} {words[1]}")):
            return None
        text = " ".join(words) + " "
        if "\x00" in text:
            return None
        found = max(self._trie.prefixes(text), key=len, default="")
        count = found.count(" ")
        return (count, str(self._trie[found][0], "ascii")) if count > 1 else None

    def _opens(self, word: str) -> bool:
        """Whether a name of several words begins with the word, or with the two words."""
        opens = self._openers.get(word)
        if opens is None:
            if len(self._openers) > MAX_CACHED_WORDS:
                self._openers.clear()
            start = word + " "
            opens = "\x00" not in word and any(key != start or " " in word for key in islice(self._trie.iterkeys(start), 2))
            self._openers[word] = opens
        return opens


Symbols = dict[str, str]
EDGE_SYMBOLS: Symbols = dict.fromkeys(("form", "shape", "class", "list", "known"), EDGE)


class WordGroups:
    """Groups of words with similar vectors: the nearest of few and of many centres (rows of unit length)."""

    def __init__(self, vectors: SubwordVectors, few: Floats, many: Floats) -> None:
        self._vectors = vectors
        self._few = len(few)
        self._centres: Floats = np.concatenate([few, many]).T.copy()
        self._known: dict[str, tuple[str, str]] = {}
        self._threads: Any = ThreadpoolController()

    def learn(self, forms: Sequence[str]) -> None:
        """Look up many words at once, which is much faster than one by one."""
        if len(self._known) > MAX_CACHED_WORDS:
            self._known.clear()
        new = [form for form in dict.fromkeys(forms) if form not in self._known]
        if new:
            with self._threads.limit(limits=1, user_api="blas"):
                self._nearest(new)

    def _nearest(self, forms: list[str]) -> None:
        vectors = self._vectors.get([visible(form) for form in forms])
        block = np.zeros((GROUP_ROWS, vectors.shape[1]), dtype=np.float32)
        for begin in range(0, len(forms), GROUP_ROWS):
            part = forms[begin : begin + GROUP_ROWS]
            block[: len(part)] = vectors[begin : begin + len(part)]
            likeness = block @ self._centres
            few, many = likeness[:, : self._few].argmax(1).tolist(), likeness[:, self._few :].argmax(1).tolist()
            self._known.update((form, (str(a), str(b))) for form, a, b in zip(part, few, many, strict=False))

    def of(self, form: str) -> tuple[str, str]:
        """The numbers of the word's groups among the few and among the many."""
        if form not in self._known:
            self.learn([form])
        return self._known[form]


class NameWords:
    """Symbols of words and of the names of several words that are known.

    Without `knowledge`, words and spans look as if no name and no role were known (used in evaluation).
    """

    def __init__(
        self, lexicon: Lexicon, vocabulary: Vocabulary, names: NameList, groups: WordGroups, *, knowledge: bool = True
    ) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._names = names
        self._groups = groups
        self._knowledge = knowledge
        self._classes = [(name, vocabulary.word_classes.get(name, frozenset[str]())) for name in WORD_CLASSES]

    def learn(self, forms: Sequence[str]) -> None:
        """Prepare for the symbols of many words."""
        self._groups.learn(forms)

    def symbols(self, form: str) -> Symbols:
        """The symbols of a word form, by name."""
        if form == BOUNDARY:
            return EDGE_SYMBOLS
        group, cluster = self._groups.of(form)
        form = visible(form)
        lower, shape = form.lower(), word_shape(form)
        entry = self._lexicon.word_class(form)
        word_class = f"{entry.pos}|{entry.kind}"
        names = self._names.lists(form) if self._knowledge and form[0].isupper() else NONE
        tail = form.rpartition("-")[2] if "-" in form else self._lexicon.known_tail(form) if form[0].isupper() else None
        known = self._known(form, tail or form) if self._knowledge else NONE
        return {
            "form": form,
            "lower": lower,
            "end": lower[-3:],
            "end4": lower[-4:],
            "start": form[:3],
            "shape": shape,
            "class": word_class,
            "list": names,
            "known": known,
            "class+list": f"{word_class}|{names}",
            "shape+list": f"{shape}|{names}",
            "tail": tail or NONE,
            "group": group,
            "cluster": cluster,
        }

    def _known(self, form: str, tail: str) -> str:
        """What the knowledge says of a single word: kinds of actors, given name, word class, role of it or of its last member."""
        vocabulary = self._vocabulary
        found = [name for name, words in self._classes if form in words]
        if form[0].isupper():
            matched = vocabulary.lexicon.match((form,), 0, 1)
            found += sorted({entry.kind for entry in matched[1]}) if matched is not None else ()
            if form in vocabulary.first_names:
                found.append("given")
            role = vocabulary.lexicon.role(form, strict=True)
            if role is not None:
                found.append(role.kind)
            elif tail != form:
                role = vocabulary.lexicon.role(tail, strict=True)
                found.append(f"~{role.kind}" if role is not None else "")
        return "+".join(filter(None, found)) or NONE

    def spans(self, words: Sequence[str]) -> list[str]:
        """For each word its place ("B", "I") in a known name of several words and the kinds of that name, "-" outside."""
        places = [NONE] * len(words)
        if not self._knowledge:
            return places
        begin = 0
        while begin < len(words):
            found = self._span(words, begin) if words[begin][:1].isalnum() and not words[begin][0].islower() else None
            if found is None:
                begin += 1
                continue
            end, kinds = found
            places[begin:end] = [f"B{kinds}"] + [f"I{kinds}"] * (end - begin - 1)
            begin = end
        return places

    def _span(self, words: Sequence[str], begin: int) -> tuple[int, str] | None:
        matched = self._vocabulary.lexicon.match(words, begin, min(len(words), begin + MAX_NAME_WORDS))
        if matched is not None and matched[0] - begin > 1:
            return matched[0], "+".join(sorted({entry.kind for entry in matched[1]}))
        listed = self._names.longest(words[begin : begin + MAX_NAME_WORDS])
        return (begin + listed[0], listed[1]) if listed is not None else None


def feature_names(words: Sequence[Symbols], tags: Sequence[str], spans: Sequence[str]) -> list[list[str]]:
    """The names of all features of each token of a sentence (for training; the finder adds up their weights by word)."""
    size = len(words)

    def at(i: int) -> Symbols:
        return words[i] if 0 <= i < size else EDGE_SYMBOLS

    rows = []
    for i in range(size):
        row = []
        for offset in range(-2, 3):
            row += [f"{name}@{offset}={value}" for name, value in at(i + offset).items() if offset in OFFSETS[name]]
        row += [
            f"tag@{','.join(map(str, places))}={'~'.join(tags[i + p] if 0 <= i + p < size else EDGE for p in places)}"
            for places in TAG_PLACES
        ]
        row += [f"span@{p}={spans[i + p] if 0 <= i + p < size else EDGE}" for p in (-1, 0, 1)]
        rows.append(row)
    return rows
