"""According to whom: the sources that a token inherits from the statements it stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from lagebild.model.doc import statements_of
from lagebild.model.layers import Participant, Statement
from lagebild.model.tokens import tokens_of

CACHE = "lagebild.statements_by_token"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source of what stands at a token, and the statement by which it is one."""

    participant: Participant
    statement_id: str


def statement_at(doc: Doc, token: int) -> Statement | None:
    """The innermost statement whose content holds the token; a speech act that is only reported is the article's own words."""
    return next(iter(_statements_at(doc, token)), None)


def reporting_source(doc: Doc, token: int) -> Participant | None:
    """Who the article says is the source of what stands at the token: the innermost speaker, None for the article itself."""
    return next((a.participant for a in source_of_clause(doc, token)), None)


def attribution_of(doc: Doc, token: int) -> tuple[Participant, ...]:
    """The chain of sources of what stands at the token, innermost first, each actor once."""
    return tuple(a.participant for a in source_of_clause(doc, token))


def source_of_clause(doc: Doc, token: int) -> tuple[Attribution, ...]:
    """The chain of sources with the statements that attribute to them, innermost first, each actor once."""
    found: dict[str, Attribution] = {}
    for statement in _statements_at(doc, token):
        for participant in statement.speaker[:1]:
            found.setdefault(participant.actor_id or participant.name, Attribution(participant, statement.id))
    return tuple(found.values())


def _statements_at(doc: Doc, token: int) -> tuple[Statement, ...]:
    """The statements that hold the token, the shortest first."""
    return statements_by_token(doc).get(token, ())


def statements_by_token(doc: Doc) -> Mapping[int, tuple[Statement, ...]]:
    """For each token inside a statement's content the statements that hold it, as `statement_at` counts them, shortest first."""
    statements = statements_of(doc)
    cached = doc.user_data.get(CACHE)
    if cached is None or cached[0] is not statements:
        cached = (statements, _index(doc, statements))
        doc.user_data[CACHE] = cached
    index: dict[int, tuple[Statement, ...]] = cached[1]
    return index


def _index(doc: Doc, statements: tuple[Statement, ...]) -> dict[int, tuple[Statement, ...]]:
    found: dict[int, list[Statement]] = {}
    begins = [token.idx for token in tokens_of(doc)]
    for statement in sorted(statements, key=_length):
        if statement.type == "reported":
            continue
        for span in statement.quote:
            first = max(0, bisect_right(begins, span.begin) - 1)
            for i in range(first, bisect_left(begins, span.end)):
                found.setdefault(i, []).append(statement)
    return {i: tuple(held) for i, held in found.items()}


def _length(statement: Statement) -> int:
    return sum(span.end - span.begin for span in statement.quote)
