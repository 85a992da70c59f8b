"""The stretch of a sentence that belongs to one verb, by its marks and finite verbs."""

from __future__ import annotations

from spacy.tokens import Doc

from lagebild.model.layers import Sentence

MARK_TAGS = frozenset({"$,", "$."})
MARKS = frozenset({"–", ";", ":"})


def clause_around(doc: Doc, sentence: Sentence, begin: int, end: int) -> tuple[int, int]:
    """Tokens of the clause that holds code points [begin, end): between marks that have a finite verb on either side."""
    first, last = sentence.token_begin, sentence.token_end
    for i in range(sentence.token_begin, sentence.token_end):
        token = doc[i]
        if token.tag_ not in MARK_TAGS and token.text not in MARKS:
            continue
        if token.idx < begin and _has_verb(doc, first, i) and _has_verb(doc, i, last):
            first = i + 1
        elif token.idx >= end and _has_verb(doc, first, i) and _has_verb(doc, i, last):
            return first, i
    return first, last


def _has_verb(doc: Doc, begin: int, end: int) -> bool:
    return any("Fin" in doc[i].morph.get("VerbForm") for i in range(begin, end))
