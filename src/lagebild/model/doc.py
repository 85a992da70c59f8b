"""Typed access to the layers that stages put on a spaCy Doc (extension attributes of the same names)."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from lagebild.model.article import Article
from lagebild.model.clauses import Clause
from lagebild.model.layers import Actor, Claim, Figure, Mention, Sentence, Statement, Tie, TimeExpression
from lagebild.model.tokens import tokens_at

LAYERS = ("sentences", "clauses", "times", "mentions", "actors", "statements", "claims", "figures", "ties")

for _name in LAYERS:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)
for _name in ("article", "actor_index", "clause_index"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


# Where spaCy keeps what `doc._` shows: stages ask for layers at every word, and `doc._` is made anew each time.
_KEYS = {name: ("._.", name, None, None) for name in (*LAYERS, "article", "actor_index", "clause_index")}


def _layer(doc: Doc, name: str) -> Any:
    value = doc.user_data.get(_KEYS[name])
    if value is None:
        raise LookupError(f"the layer {name!r} has not been written yet")
    return value


def article_of(doc: Doc) -> Article:
    """The article that the Doc was made from."""
    found: Article = _layer(doc, "article")
    return found


def sentences_of(doc: Doc) -> tuple[Sentence, ...]:
    found: tuple[Sentence, ...] = _layer(doc, "sentences")
    return found


def clauses_of(doc: Doc) -> tuple[Clause, ...]:
    """Clauses in text order; `Clause.parent` is an index into this tuple."""
    found: tuple[Clause, ...] = _layer(doc, "clauses")
    return found


def clauses_by_token(doc: Doc) -> dict[int, Clause]:
    """The clause that each token belongs to itself; made once for a clauses layer and kept on the Doc."""
    clauses = clauses_of(doc)
    kept = doc.user_data.get(_KEYS["clause_index"])
    if kept is None or kept[0] is not clauses:
        kept = (clauses, {token: clause for clause in clauses for token in clause.tokens})
        doc._.clause_index = kept
    found: dict[int, Clause] = kept[1]
    return found


def times_of(doc: Doc) -> tuple[TimeExpression, ...]:
    found: tuple[TimeExpression, ...] = _layer(doc, "times")
    return found


def mentions_of(doc: Doc) -> tuple[Mention, ...]:
    """Mentions before linking; after linking read `actors_of` or `actors_by_token`."""
    found: tuple[Mention, ...] = _layer(doc, "mentions")
    return found


def actors_of(doc: Doc) -> tuple[Actor, ...]:
    found: tuple[Actor, ...] = _layer(doc, "actors")
    return found


def has_actors(doc: Doc) -> bool:
    """Whether the actors of the article have been looked for."""
    return doc.user_data.get(_KEYS["actors"]) is not None


def statements_of(doc: Doc) -> tuple[Statement, ...]:
    found: tuple[Statement, ...] = _layer(doc, "statements")
    return found


def claims_of(doc: Doc) -> tuple[Claim, ...]:
    found: tuple[Claim, ...] = _layer(doc, "claims")
    return found


def figures_of(doc: Doc) -> tuple[Figure, ...]:
    found: tuple[Figure, ...] = _layer(doc, "figures")
    return found


def ties_of(doc: Doc) -> tuple[Tie, ...]:
    found: tuple[Tie, ...] = _layer(doc, "ties")
    return found


ActorIndex = dict[int, tuple[tuple[Mention, Actor], ...]]


def actors_by_token(doc: Doc) -> ActorIndex:
    """For every token inside a linked mention: the mentions it belongs to and the actors they refer to, widest mention first.

    The index is made once for an actors layer and kept on the Doc; a new layer gets a new index.
    """
    actors = actors_of(doc)
    kept = doc.user_data.get(_KEYS["actor_index"])
    if kept is None or kept[0] is not actors:
        kept = (actors, _index(doc, actors))
        doc._.actor_index = kept
    found: ActorIndex = kept[1]
    return found


def _index(doc: Doc, actors: tuple[Actor, ...]) -> ActorIndex:
    found: dict[int, list[tuple[Mention, Actor]]] = {}
    for actor in actors:
        for mention in actor.mentions:
            for token in tokens_at(doc, mention.span.begin, mention.span.end):
                found.setdefault(token.i, []).append((mention, actor))
    return {i: tuple(sorted(pairs, key=lambda p: (p[0].span.begin - p[0].span.end, p[1].id))) for i, pairs in found.items()}
