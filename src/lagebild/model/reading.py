"""The reading of one article: all that was read out of it (DESIGN, section 5)."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.article import Article
from lagebild.model.layers import Actor, Claim, Figure, Sentence, StageFailure, Statement, Tie, TimeExpression


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with its layers. `version` names code and packs, so that a store knows what to read again."""

    article: Article
    sentences: tuple[Sentence, ...]
    times: tuple[TimeExpression, ...]
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    ties: tuple[Tie, ...]
    version: str
    failures: tuple[StageFailure, ...] = ()
