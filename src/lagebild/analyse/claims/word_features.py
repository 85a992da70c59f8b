"""What the network that judges words sees of them: names of features, and vectors of the words themselves.

Features that follow from the same facts are one group, made once for all words with these facts. What several words below a word
or several readings of it may share is a group of its own, so that no name stands in two groups of a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from lagebild.analyse.claims.cast import key_of
from lagebild.analyse.claims.choice import Groups, names_in
from lagebild.analyse.claims.conditions import Linked
from lagebild.analyse.claims.drafts import Draft
from lagebild.analyse.statements import statements_by_token
from lagebild.model.doc import sentences_of
from lagebild.model.layers import Actor, Mention, Sentence, Statement
from lagebild.model.tokens import Token, tokens_of

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
PREPOSITIONAL = frozenset({"obl", "nmod", "obl:arg", "obl:agent"})
# Relations whose word is named; of the others only the relation.
NAMED = frozenset(
    {
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "compound:prt",
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "case",
        "det",
        "aux",
        "aux:pass",
    }
    | {"advmod", "amod", "nmod", "conj", "expl:pv"}
)
PARTICLE = "compound:prt"
MIN_LENGTH = 3
MAX_DRAFTS = 3  # readings of a word that are named
MAX_COUNT = 4
PLACES = (0, 1, 3, 7, 15)
SUFFIX = 4  # characters


class Word(NamedTuple):
    """A word that may name an act, with the names of its features in groups."""

    token: Token
    sentence: Sentence
    groups: Groups

    @property
    def features(self) -> tuple[str, ...]:
        """The names of its features."""
        return tuple(names_in(self.groups))


def words_of(doc: Doc, drafts: Sequence[Draft], features: Sequence[Groups], linked: Linked) -> Iterator[Word]:
    """The words of the article that may name an act: content words, and whatever the lexicon has a reading for.

    `features`: of each draft, as `feature_groups` gives them; `linked`: mentions with their actors by token.
    """
    held: dict[int, list[tuple[Draft, Groups]]] = {}
    for draft, groups in zip(drafts, features, strict=True):
        held.setdefault(draft.trigger.token.i, []).append((draft, groups))
    sentences = sentences_of(doc)
    dense = round(5 * len({draft.sentence.id for draft in drafts}) / max(1, len(sentences)))
    for sentence in sentences:
        yield from _of_sentence(doc, sentence, held, linked, dense)


def _of_sentence(
    doc: Doc,
    sentence: Sentence,
    held: Mapping[int, Sequence[tuple[Draft, Groups]]],
    linked: Linked,
    dense: int,
) -> Iterator[Word]:
    places = range(sentence.token_begin, sentence.token_end)
    keys = {key_of(actor.country, actor.id, actor.sector) for i in places for _, actor in linked.get(i, ())}
    known = sum(i in held for i in places)
    whole = _whole(sum(sentence.id > limit for limit in PLACES), dense, min(len(keys), MAX_COUNT), min(known, MAX_COUNT))
    tokens, statements = tokens_of(doc), statements_by_token(doc)
    for i in places:
        token = tokens[i]
        if i in held or (token.pos_ in CONTENT and len(token.text) >= MIN_LENGTH):
            groups = [whole, *_own(tokens, token, statements.get(i)), *_below(token, linked)]
            if i in held:
                groups += _read(held[i])
            if i in linked:
                groups += _named(linked[i])
            yield Word(token, sentence, groups)


@lru_cache(maxsize=4096)
def _whole(place: int, dense: int, parties: int, readings: int) -> tuple[str, ...]:
    return (f"place={place}", f"dense={dense}", f"parties={parties}", f"readings={readings}")


def _own(tokens: Sequence[Token], token: Token, statements: Sequence[Statement] | None) -> list[tuple[str, ...]]:
    """What the word itself, its head and the words beside it are; `statements`: those it stands in, the innermost first."""
    i, head, text = token.i, token.head, token.text
    groups = [
        _word(token.lemma_, token.tag_, token.dep_),
        _head(head.tag_, head.lemma_, None if head is token else head.head.lemma_),
        _form(statements[0].type if statements else None, text[-SUFFIX:].lower(), text[:1].isupper()),
    ]
    if i > 0:
        groups.append(_beside(-1, tokens[i - 1].lemma_))
    if i + 1 < len(tokens):
        groups.append(_beside(1, tokens[i + 1].lemma_))
    return groups


@lru_cache(maxsize=4096)
def _word(lemma: str, tag: str, relation: str) -> tuple[str, ...]:
    return (f"l={lemma}", f"g={tag}", f"d={relation}", f"gd={tag}/{relation}")


@lru_cache(maxsize=4096)
def _head(tag: str, lemma: str, above: str | None) -> tuple[str, ...]:
    """What the word hangs on; `above`: the lemma of the head's head, None for the root itself."""
    return ("root" if above is None else f"hl={lemma}", f"hg={tag}", f"hh={above or ''}")


@lru_cache(maxsize=4096)
def _form(statement: str | None, suffix: str, is_capital: bool) -> tuple[str, ...]:
    return (f"st={statement}", f"sfx={suffix}", f"cap={is_capital}")


@lru_cache(maxsize=4096)
def _beside(step: int, lemma: str) -> tuple[str, ...]:
    return (f"w{step}={lemma}",)


def _below(token: Token, linked: Linked) -> Iterable[tuple[str, ...]]:
    """The words below, and the verb's particle; what two of them share stands there once."""
    particle, lemma = "", token.lemma_
    groups: list[tuple[str, ...]] = []
    for child in token.children:
        if child.is_punct or child.is_space:
            continue
        relation = child.dep_
        groups += _child(relation, child.lemma_) if relation in NAMED else _unnamed(relation)
        if relation in PREPOSITIONAL:
            groups.append(_case(_preposition(child), lemma))
        if relation == PARTICLE:
            particle = child.lemma_.lower()
        pairs = linked.get(child.i)
        if pairs:
            _, actor = pairs[0]
            groups.append(_child_actor(relation, actor.sector, actor.country is not None))
    groups.append(_particle(particle, lemma))
    return dict.fromkeys(groups)


def _preposition(token: Token) -> str:
    for child in token.children:
        if child.dep_ == "case":
            return child.lemma_.lower()
    return ""


@lru_cache(maxsize=4096)
def _child(relation: str, lemma: str) -> Groups:
    return _unnamed(relation)[0], (f"cl={relation}/{lemma}",)


@lru_cache(maxsize=256)
def _unnamed(relation: str) -> Groups:
    return ((f"c={relation}",),)


@lru_cache(maxsize=4096)
def _case(preposition: str, above: str) -> tuple[str, ...]:
    """The preposition of a word below, "" without one, and with the lemma `above` it."""
    return (f"cc={preposition}", f"lcc={above}/{preposition}")


@lru_cache(maxsize=4096)
def _child_actor(relation: str, sector: str | None, has_country: bool) -> tuple[str, ...]:
    return (f"cm={relation}/{sector}/{has_country}",)


@lru_cache(maxsize=4096)
def _particle(particle: str, lemma: str) -> tuple[str, ...]:
    return (f"prt={particle}", f"lprt={particle}{lemma}")


def _read(readings: Sequence[tuple[Draft, Groups]]) -> Iterable[tuple[str, ...]]:
    """The readings that the lexicon has for the word."""
    found: list[tuple[str, ...]] = []
    likeliest: list[Groups] = []
    for draft, groups in readings[:MAX_DRAFTS]:
        rank = draft.trigger.rank
        found += _reading(rank, draft.type, draft.trigger.rule.kind, bool(draft.trigger.unmet))
        if rank == 0:
            own = [_draft_features(names) for names in groups]
            found += _without(own, likeliest) if likeliest else own  # a word may have a second row for the form of its clause
            likeliest.append(own)
    return dict.fromkeys(found)


def _without(groups: Groups, others: Iterable[Groups]) -> Groups:
    """The groups without the names that stand in others."""
    known = {name for other in others for name in names_in(other)}
    return [tuple(name for name in names if name not in known) for names in groups]


@lru_cache(maxsize=4096)
def _reading(rank: int, type_: str, kind: str, unmet: bool) -> Groups:
    return (f"D{rank}={type_}",), (f"Dk={kind}",), (f"Dt={type_}/{unmet}",)


@lru_cache(maxsize=4096)
def _draft_features(names: tuple[str, ...]) -> tuple[str, ...]:
    """Features of a draft as those of its word."""
    return tuple(f"F:{name}" for name in names)


def _named(pairs: Sequence[tuple[Mention, Actor]]) -> Iterable[tuple[str, ...]]:
    """Whom the word mentions."""
    groups: list[tuple[str, ...]] = []
    for mention, actor in pairs[:2]:
        place = "none" if actor.country is None else "IGO" if actor.country == "IGO" else "state"
        groups += _mentioned(mention.kind, actor.sector, place)
    return dict.fromkeys(groups)


@lru_cache(maxsize=4096)
def _mentioned(kind: str, sector: str | None, place: str) -> Groups:
    return (f"mk={kind}",), (f"ms={sector}",), (f"mc={place}",)
