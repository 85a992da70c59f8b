"""One sentence as plain lists: rules read every token's features many times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, ORTH, TAG
from spacy.tokens import Doc

from lagebild.analyse.clauses.retag import ClosedWords, retagged
from lagebild.model.layers import Sentence

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
PARTICIPLES = frozenset({"VVPP", "VAPP", "VMPP"})
INFINITIVES = frozenset({"VVINF", "VAINF", "VMINF"})
NONFINITE = PARTICIPLES | INFINITIVES | {"VVIZU"}
FULL_NONFINITE = frozenset({"VVPP", "VVINF", "VVIZU"})
NOUNS = frozenset({"NN", "NE", "FM", "XY"})
DETERMINERS = frozenset({"ART", "PDAT", "PPOSAT", "PIAT", "PIDAT", "PWAT", "PRELAT"})
PRONOUNS = frozenset({"PPER", "PDS", "PIS", "PRELS", "PWS", "PPOSS", "PRF"})
PREPOSITIONS = frozenset({"APPR", "APPRART"})
QUOTES = frozenset("\"'“”‘’»«›‹„‚`")
SPACE = "_SP"
Features = dict[str, str]
MAX_KNOWN = 500_000
_KNOWN: dict[int, str] = {0: ""}  # strings by their numbers in spaCy: asking the vocabulary for each costs more than all else


@dataclass(slots=True)
class View:
    """Parallel lists over the tokens of one sentence that are no blanks.

    `places` are indexes in the Doc; `heads` count in this sentence, -1 where the head is the token itself or outside.
    """

    number: int
    places: list[int]
    words: list[str]
    lower: list[str]
    tags: list[str]
    lemmas: list[str]
    deps: list[str]
    heads: list[int]
    features: list[Features]

    def case(self, i: int) -> str:
        """The tagger's case, "" where it gave none."""
        return self.features[i].get("Case", "")


@lru_cache(maxsize=8192)
def _features(text: str) -> Features:
    return dict(part.split("=", 1) for part in text.split("|") if "=" in part)


def _names(doc: Doc, columns: list[list[int]]) -> list[list[str]]:
    """The strings behind the numbers of each column; a string has the same number in every vocabulary."""
    strings = doc.vocab.strings
    if len(_KNOWN) > MAX_KNOWN:
        _KNOWN.clear()
        _KNOWN[0] = ""
    for key in {key for column in columns for key in column} - _KNOWN.keys():
        _KNOWN[key] = strings[key]
    return [[_KNOWN[key] for key in column] for column in columns]


def views(doc: Doc, sentences: tuple[Sentence, ...], closed: ClosedWords) -> Iterator[View]:
    """The view of every sentence of the layer."""
    table = doc.to_array([TAG, DEP, LEMMA, MORPH, ORTH])
    offsets = doc.to_array([HEAD]).astype(np.int64).tolist()
    names = _names(doc, table.T.tolist())
    tags, deps, lemmas, morphs, forms = names
    morphology = [_features(text) for text in morphs]
    for sentence in sentences:
        places = [i for i in range(sentence.token_begin, sentence.token_end) if tags[i] != SPACE]
        inner = {place: k for k, place in enumerate(places)}
        words = [forms[i] for i in places]
        heads = [-1 if offsets[i] == 0 else inner.get(i + offsets[i], -1) for i in places]
        yield View(
            number=sentence.id,
            places=places,
            words=words,
            lower=[word.lower() for word in words],
            tags=retagged(words, [tags[i] for i in places], [lemmas[i] for i in places], closed),
            lemmas=[lemmas[i] for i in places],
            deps=[deps[i] for i in places],
            heads=heads,
            features=[morphology[i] for i in places],
        )
