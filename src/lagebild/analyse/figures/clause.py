"""The stretch of a sentence that belongs to one verb, by its marks and finite verbs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from spacy.tokens import Doc

from lagebild.model.layers import Sentence, Statement
from lagebild.model.tokens import tokens_of

MARK_TAGS = frozenset({"$,", "$."})
MARKS = frozenset({"–", ";", ":"})
REACH = 80  # tokens on either side that are looked at: no clause of a text is longer, and junk must not cost quadratic time


def clause_around(doc: Doc, sentence: Sentence, begin: int, end: int) -> tuple[int, int]:
    """Tokens of the clause that holds code points [begin, end): between marks that have a finite verb on either side."""
    span = doc.char_span(begin, end, alignment_mode="expand")
    at = sentence.token_begin if span is None else span.start
    first, last = max(sentence.token_begin, at - REACH), min(sentence.token_end, at + REACH)
    tokens = tokens_of(doc)
    verbs = [i for i in range(first, last) if "Fin" in tokens[i].morph.get("VerbForm")]

    def has_verb(left: int, right: int) -> bool:
        return bisect_left(verbs, left) < bisect_left(verbs, right)

    for i in range(first, last):
        token = tokens[i]
        if token.tag_ not in MARK_TAGS and token.text not in MARKS:
            continue
        if token.idx < begin and has_verb(first, i) and has_verb(i, last):
            first = i + 1
        elif token.idx >= end and has_verb(first, i) and has_verb(i, last):
            return first, i
    return first, last


def by_sentence(statements: Iterable[Statement]) -> Mapping[int, tuple[Statement, ...]]:
    """The statements with a speaker that stand in or reach into each sentence."""
    found: dict[int, list[Statement]] = {}
    for statement in statements:
        if statement.speaker:
            for sentence in range(statement.sentence, statement.sentence_end + 1):
                found.setdefault(sentence, []).append(statement)
    return {sentence: tuple(inside) for sentence, inside in found.items()}
