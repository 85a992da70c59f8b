"""`nlp.add_pipe("lagebild_de")`: our annotations on a Doc that anybody's tokeniser made.

The words stay as they are; sentences are ours unless the Doc has its own. Extension attributes of a token:
`compound_head` and `compound_modifiers`; of the Doc: the layer `sentences`, which the later stages read, and with
`nlp.add_pipe("lagebild_de", config={"clauses": True})` the layer `clauses`.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Token

from lagebild.analyse.foundation.docs import SPACE_DEP, SPACE_POS, SPACE_TAG, Sentence
from lagebild.analyse.foundation.pipeline import Foundation, load_foundation
from lagebild.lang.pack import load_pack
from lagebild.model.doc import LAYERS
from lagebild.model.layers import Sentence as SentenceLayer

NOUN_TAG = "NN"
SENTENCES = LAYERS[0]
COLUMNS = (TAG, POS, LEMMA, MORPH, HEAD, DEP)


def _compound(token: Token) -> Any:
    return load_foundation(token.vocab.lang).compound(token.lemma_) if token.tag_ == NOUN_TAG else None


def compound_head(token: Token) -> str | None:
    """The lemma of a compound noun's head ("Verteidigungsminister" -> "Minister"), None where it is no compound."""
    found = _compound(token)
    return None if found is None else str(found.head)


def compound_modifiers(token: Token) -> tuple[str, ...]:
    """What stands before the head of a compound noun, without linking elements."""
    found = _compound(token)
    return () if found is None else tuple(found.modifiers)


for _name, _getter in (("compound_head", compound_head), ("compound_modifiers", compound_modifiers)):
    if not Token.has_extension(_name):
        Token.set_extension(_name, getter=_getter)


ASSIGNS = ["token.tag", "token.pos", "token.lemma", "token.morph", "token.dep", "doc.sents"]


@Language.factory("lagebild_de", default_config={"clauses": False}, assigns=ASSIGNS)  # type: ignore[untyped-decorator]
def make_lagebild_de(nlp: Language, name: str, clauses: bool) -> Annotator:  # noqa: ARG001  (spaCy passes all by name)
    """The component; the factory that the entry point `lagebild_de` names. `clauses`: also write the layer `clauses`."""
    return Annotator(load_foundation("de"), clauses=clauses)


class Annotator:
    """Writes tags, morphology, lemmas, dependencies and sentences onto a Doc."""

    def __init__(self, foundation: Foundation, *, clauses: bool = False) -> None:
        self._foundation = foundation
        self._clauses = clauses

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, annotated; tokens are neither joined nor split."""
        solid = [token.i for token in doc if not token.is_space]
        if not solid:
            return doc
        starts = self._starts(doc, solid)
        places = [solid[begin:end] for begin, end in pairwise([*starts, len(solid)])]
        words = [token.text for token in doc]
        sentences = self._foundation.parse_words([[words[place] for place in run] for run in places])
        doc.from_array(list(COLUMNS), _array(doc, places, sentences))
        layer = (
            SentenceLayer(number, doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]]), "body", run[0], run[-1] + 1)
            for number, run in enumerate(places)
        )
        doc._.set(SENTENCES, tuple(layer))
        if self._clauses:
            self._add_clauses(doc)
        return doc

    def _add_clauses(self, doc: Doc) -> None:
        from lagebild.analyse.clauses import find_clauses  # noqa: PLC0415  (it reads this package itself)

        doc._.set(find_clauses.writes, find_clauses(doc, load_pack(self._foundation.language)))

    def _starts(self, doc: Doc, solid: list[int]) -> list[int]:
        """Places among the words at which a sentence begins."""
        if doc.has_annotation("SENT_START"):
            marked = {sentence.start for sentence in doc.sents}
            return sorted({bisect_left(solid, start) for start in marked} - {len(solid)})
        text = doc.text
        tokens, starts = self._foundation.segment(text)
        offsets = [doc[place].idx for place in solid]
        # A sentence that begins inside somebody's token begins with the next one.
        return sorted({0, *(bisect_left(offsets, tokens.begins[start]) for start in starts)} - {len(solid)})


def _array(doc: Doc, places: list[list[int]], sentences: list[Sentence]) -> Any:
    """The values of `COLUMNS` for every token; blanks hang from the word before them."""
    strings, morphology = doc.vocab.strings, doc.vocab.morphology
    blank = [strings.add(SPACE_TAG), IDS[SPACE_POS], 0, morphology.add(""), 0, strings.add(SPACE_DEP)]
    table = np.zeros((len(doc), len(COLUMNS)), dtype="uint64")
    owner = places[0][0]
    solid = {place for run in places for place in run}
    for token in doc:
        if token.i in solid:
            owner = token.i
        else:
            table[token.i] = np.array(
                [*blank[:2], strings.add(token.text), blank[3], (owner - token.i) % 2**64, blank[5]], dtype="uint64"
            )
    for run, sentence in zip(places, sentences, strict=True):
        for inner, place in enumerate(run):
            head = sentence.heads[inner]
            table[place] = np.array(
                [
                    strings.add(sentence.tags[inner]),
                    IDS[sentence.pos[inner]],
                    strings.add(sentence.lemmas[inner]),
                    morphology.add(sentence.morphs[inner]),
                    ((run[head] if head >= 0 else place) - place) % 2**64,
                    strings.add(sentence.relations[inner]),
                ],
                dtype="uint64",
            )
    return table
