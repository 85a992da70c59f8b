"""What the network that judges words sees of them: names of features, and vectors of the words themselves.

Features that follow from the same facts are one group, made once for all words with these facts; a name may stand in several.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from lagebild.analyse.claims.cast import key_of
from lagebild.analyse.claims.choice import Groups, names_in
from lagebild.analyse.claims.conditions import Linked
from lagebild.analyse.claims.drafts import Draft
from lagebild.analyse.statements import statement_at
from lagebild.model.doc import sentences_of
from lagebild.model.layers import Sentence
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
    tokens = tokens_of(doc)
    for i in places:
        token = tokens[i]
        if i in held or (token.pos_ in CONTENT and len(token.text) >= MIN_LENGTH):
            groups = (whole, *_own(doc, tokens, token), *_below(token, linked), *_read(held.get(i, ())), *_named(i, linked))
            yield Word(token, sentence, groups)


@lru_cache(maxsize=4096)
def _whole(place: int, dense: int, parties: int, readings: int) -> tuple[str, ...]:
    return (f"place={place}", f"dense={dense}", f"parties={parties}", f"readings={readings}")


def _own(doc: Doc, tokens: Sequence[Token], token: Token) -> Iterator[tuple[str, ...]]:
    i, head = token.i, token.head
    statement = statement_at(doc, i)
    yield _word(token.lemma_, token.tag_, token.dep_)
    yield _head(head.tag_, head.lemma_, None if head is token else head.head.lemma_)
    yield _form(statement.type if statement else None, token.text[-SUFFIX:].lower(), token.text[:1].isupper())
    if i > 0:
        yield _beside(-1, tokens[i - 1].lemma_)
    if i + 1 < len(tokens):
        yield _beside(1, tokens[i + 1].lemma_)


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


def _below(token: Token, linked: Linked) -> Iterator[tuple[str, ...]]:
    particle = ""
    for child in token.children:
        if child.is_punct or child.is_space:
            continue
        relation = child.dep_
        case = None
        if relation in PREPOSITIONAL:
            case = next((c.lemma_.lower() for c in child.children if c.dep_ == "case"), "")
        yield _child(relation, child.lemma_ if relation in NAMED else None, case, token.lemma_ if case is not None else "")
        if relation == PARTICLE:
            particle = child.lemma_.lower()
        for _, actor in linked.get(child.i, ())[:1]:
            yield _child_actor(relation, actor.sector, actor.country is not None)
    yield _particle(particle, token.lemma_)


@lru_cache(maxsize=4096)
def _child(relation: str, lemma: str | None, case: str | None, above: str) -> tuple[str, ...]:
    """A word below; `lemma`: where it is named, `case`: its preposition where it may have one, then with the lemma `above`."""
    found = [f"c={relation}"]
    if lemma is not None:
        found.append(f"cl={relation}/{lemma}")
    if case is not None:
        found += [f"cc={case}", f"lcc={above}/{case}"]
    return tuple(found)


@lru_cache(maxsize=4096)
def _child_actor(relation: str, sector: str | None, has_country: bool) -> tuple[str, ...]:
    return (f"cm={relation}/{sector}/{has_country}",)


@lru_cache(maxsize=4096)
def _particle(particle: str, lemma: str) -> tuple[str, ...]:
    return (f"prt={particle}", f"lprt={particle}{lemma}")


def _read(readings: Sequence[tuple[Draft, Groups]]) -> Iterator[tuple[str, ...]]:
    """The readings that the lexicon has for the word."""
    for draft, groups in readings[:MAX_DRAFTS]:
        rank = draft.trigger.rank
        yield _reading(rank, draft.type, draft.trigger.rule.kind, bool(draft.trigger.unmet))
        if rank == 0:
            yield from map(_draft_features, groups)


@lru_cache(maxsize=4096)
def _reading(rank: int, type_: str, kind: str, unmet: bool) -> tuple[str, ...]:
    return (f"D{rank}={type_}", f"Dk={kind}", f"Dt={type_}/{unmet}")


@lru_cache(maxsize=4096)
def _draft_features(names: tuple[str, ...]) -> tuple[str, ...]:
    """Features of a draft as those of its word."""
    return tuple(f"F:{name}" for name in names)


def _named(i: int, linked: Linked) -> Iterator[tuple[str, ...]]:
    for mention, actor in linked.get(i, ())[:2]:
        place = "none" if actor.country is None else "IGO" if actor.country == "IGO" else "state"
        yield _mentioned(mention.kind, actor.sector, place)


@lru_cache(maxsize=4096)
def _mentioned(kind: str, sector: str | None, place: str) -> tuple[str, ...]:
    return (f"mk={kind}", f"ms={sector}", f"mc={place}")
