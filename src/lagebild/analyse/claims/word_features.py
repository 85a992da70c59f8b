"""What the network that judges words sees of them: names of features, and vectors of the words themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from lagebild.analyse.claims.cast import key_of
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


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may name an act, with the names of its features."""

    token: Token
    sentence: Sentence
    features: tuple[str, ...]


def words_of(doc: Doc, drafts: Sequence[Draft], features: Sequence[Sequence[str]], linked: Linked) -> Iterator[Word]:
    """The words of the article that may name an act: content words, and whatever the lexicon has a reading for.

    `features`: of each draft, as `features_of` gives them; `linked`: mentions with their actors by token.
    """
    held: dict[int, list[tuple[Draft, Sequence[str]]]] = {}
    for draft, names in zip(drafts, features, strict=True):
        held.setdefault(draft.trigger.token.i, []).append((draft, names))
    sentences = sentences_of(doc)
    dense = round(5 * len({draft.sentence.id for draft in drafts}) / max(1, len(sentences)))
    for sentence in sentences:
        yield from _of_sentence(doc, sentence, held, linked, dense)


def _of_sentence(
    doc: Doc,
    sentence: Sentence,
    held: Mapping[int, Sequence[tuple[Draft, Sequence[str]]]],
    linked: Linked,
    dense: int,
) -> Iterator[Word]:
    places = range(sentence.token_begin, sentence.token_end)
    keys = {key_of(actor.country, actor.id, actor.sector) for i in places for _, actor in linked.get(i, ())}
    known = sum(i in held for i in places)
    whole = (
        f"place={sum(sentence.id > limit for limit in PLACES)}",
        f"dense={dense}",
        f"parties={min(len(keys), MAX_COUNT)}",
        f"readings={min(known, MAX_COUNT)}",
    )
    tokens = tokens_of(doc)
    for i in places:
        token = tokens[i]
        if i in held or (token.pos_ in CONTENT and len(token) >= MIN_LENGTH):
            yield Word(
                token,
                sentence,
                (*whole, *_own(doc, tokens, token), *_below(token, linked), *_read(held.get(i, ())), *_named(i, linked)),
            )


def _own(doc: Doc, tokens: Sequence[Token], token: Token) -> Iterator[str]:
    head = token.head
    is_root = head.i == token.i
    statement = statement_at(doc, token.i)
    yield f"l={token.lemma_}"
    yield f"g={token.tag_}"
    yield f"d={token.dep_}"
    yield f"gd={token.tag_}/{token.dep_}"
    yield "root" if is_root else f"hl={head.lemma_}"
    yield f"hg={head.tag_}"
    yield f"hh={'' if is_root else head.head.lemma_}"
    yield f"st={statement.type if statement else None}"
    yield f"sfx={token.text[-SUFFIX:].lower()}"
    yield f"cap={token.text[:1].isupper()}"
    for step in (-1, 1):
        if 0 <= token.i + step < len(tokens):
            yield f"w{step}={tokens[token.i + step].lemma_}"


def _below(token: Token, linked: Linked) -> Iterator[str]:
    particle = ""
    for child in token.children:
        if child.is_punct or child.is_space:
            continue
        relation = child.dep_
        yield f"c={relation}"
        if relation in NAMED:
            yield f"cl={relation}/{child.lemma_}"
        if relation in PREPOSITIONAL:
            case = next((c.lemma_.lower() for c in child.children if c.dep_ == "case"), "")
            yield f"cc={case}"
            yield f"lcc={token.lemma_}/{case}"
        if relation == PARTICLE:
            particle = child.lemma_.lower()
        for _, actor in linked.get(child.i, ())[:1]:
            yield f"cm={relation}/{actor.sector}/{actor.country is not None}"
    yield f"prt={particle}"
    yield f"lprt={particle}{token.lemma_}"


def _read(readings: Sequence[tuple[Draft, Sequence[str]]]) -> Iterator[str]:
    """The readings that the lexicon has for the word."""
    for draft, names in readings[:MAX_DRAFTS]:
        rank = draft.trigger.rank
        yield f"D{rank}={draft.type}"
        yield f"Dk={draft.trigger.rule.kind}"
        yield f"Dt={draft.type}/{bool(draft.trigger.unmet)}"
        if rank == 0:
            yield from (f"F:{name}" for name in names)


def _named(i: int, linked: Linked) -> Iterator[str]:
    for mention, actor in linked.get(i, ())[:2]:
        place = "none" if actor.country is None else "IGO" if actor.country == "IGO" else "state"
        yield f"mk={mention.kind}"
        yield f"ms={actor.sector}"
        yield f"mc={place}"
