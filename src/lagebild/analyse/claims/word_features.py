"""What the network that judges words sees of them: names of features, and vectors of the words themselves.

Features that follow from the same facts are one group. What several words below a word or several readings of it may share is
a group of its own, so that no name stands in two groups of a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from lagebild.analyse.claims.cast import key_of
from lagebild.analyse.claims.choice import Group, Groups, names_in, names_of
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
    place = sum(sentence.id > limit for limit in PLACES)
    whole = (_whole, place, dense, min(len(keys), MAX_COUNT), min(known, MAX_COUNT))
    tokens, statements = tokens_of(doc), statements_by_token(doc)
    for i in places:
        token = tokens[i]
        if i in held or (token.pos_ in CONTENT and len(token.text) >= MIN_LENGTH):
            groups: list[Group] = [whole, *_own(tokens, token, statements.get(i)), *_below(token, linked)]
            if i in held:
                groups += _read(held[i])
            if i in linked:
                groups += _named(linked[i])
            yield Word(token, sentence, groups)


def _whole(place: int, dense: int, parties: int, readings: int) -> tuple[str, ...]:
    return (f"place={place}", f"dense={dense}", f"parties={parties}", f"readings={readings}")


def _own(tokens: Sequence[Token], token: Token, statements: Sequence[Statement] | None) -> list[Group]:
    """What the word itself, its head and the words beside it are; `statements`: those it stands in, the innermost first."""
    i, head, text = token.i, token.head, token.text
    groups: list[Group] = [
        (_word, token.lemma_, token.tag_, token.dep_),
        (_head, head.tag_, head.lemma_, None if head is token else head.head.lemma_),
        (_form, statements[0].type if statements else None, text[-SUFFIX:].lower(), text[:1].isupper()),
    ]
    if i > 0:
        groups.append((_beside, -1, tokens[i - 1].lemma_))
    if i + 1 < len(tokens):
        groups.append((_beside, 1, tokens[i + 1].lemma_))
    return groups


def _word(lemma: str, tag: str, relation: str) -> tuple[str, ...]:
    return (f"l={lemma}", f"g={tag}", f"d={relation}", f"gd={tag}/{relation}")


def _head(tag: str, lemma: str, above: str | None) -> tuple[str, ...]:
    """What the word hangs on; `above`: the lemma of the head's head, None for the root itself."""
    return ("root" if above is None else f"hl={lemma}", f"hg={tag}", f"hh={above or ''}")


def _form(statement: str | None, suffix: str, is_capital: bool) -> tuple[str, ...]:
    return (f"st={statement}", f"sfx={suffix}", f"cap={is_capital}")


def _beside(step: int, lemma: str) -> tuple[str, ...]:
    return (f"w{step}={lemma}",)


def _below(token: Token, linked: Linked) -> Iterable[Group]:
    """The words below, and the verb's particle; what two of them share stands there once."""
    particle, lemma = "", token.lemma_
    groups: dict[Group, None] = {}
    for child in token.children:
        if child.is_punct or child.is_space:
            continue
        relation = child.dep_
        groups[_relation, relation] = None
        if relation in NAMED:
            groups[_child, relation, child.lemma_] = None
        if relation in PREPOSITIONAL:
            groups[_case, _preposition(child), lemma] = None
        if relation == PARTICLE:
            particle = child.lemma_.lower()
        pairs = linked.get(child.i)
        if pairs:
            _, actor = pairs[0]
            groups[_child_actor, relation, actor.sector, actor.country is not None] = None
    groups[_particle, particle, lemma] = None
    return groups


def _preposition(token: Token) -> str:
    for child in token.children:
        if child.dep_ == "case":
            return child.lemma_.lower()
    return ""


def _child(relation: str, lemma: str) -> tuple[str, ...]:
    return (f"cl={relation}/{lemma}",)


def _relation(relation: str) -> tuple[str, ...]:
    return (f"c={relation}",)


def _case(preposition: str, above: str) -> tuple[str, ...]:
    """The preposition of a word below, "" without one, and with the lemma `above` it."""
    return (f"cc={preposition}", f"lcc={above}/{preposition}")


def _child_actor(relation: str, sector: str | None, has_country: bool) -> tuple[str, ...]:
    return (f"cm={relation}/{sector}/{has_country}",)


def _particle(particle: str, lemma: str) -> tuple[str, ...]:
    return (f"prt={particle}", f"lprt={particle}{lemma}")


def _read(readings: Sequence[tuple[Draft, Groups]]) -> Iterable[Group]:
    """The readings that the lexicon has for the word."""
    found: dict[Group, None] = {}
    likeliest: list[Groups] = []
    for draft, groups in readings[:MAX_DRAFTS]:
        rank, type_ = draft.trigger.rank, draft.type
        found[_ranked, rank, type_] = found[_kind, draft.trigger.rule.kind] = None
        found[_unmet, type_, bool(draft.trigger.unmet)] = None
        if rank == 0:
            own: Groups = [(_draft_features, group) for group in groups]
            # A word may have a second row for the form of its clause.
            found |= dict.fromkeys(_without(own, likeliest) if likeliest else own)
            likeliest.append(own)
    return found


def _without(groups: Groups, others: Iterable[Groups]) -> Groups:
    """The groups without the names that stand in others."""
    known = {name for other in others for name in names_in(other)}
    return [tuple(name for name in names_of(group) if name not in known) for group in groups]


def _ranked(rank: int, type_: str) -> tuple[str, ...]:
    return (f"D{rank}={type_}",)


def _kind(kind: str) -> tuple[str, ...]:
    return (f"Dk={kind}",)


def _unmet(type_: str, unmet: bool) -> tuple[str, ...]:
    return (f"Dt={type_}/{unmet}",)


def _draft_features(group: Group) -> tuple[str, ...]:
    """Features of a draft as those of its word."""
    return tuple(f"F:{name}" for name in names_of(group))


def _named(pairs: Sequence[tuple[Mention, Actor]]) -> Iterable[Group]:
    """Whom the word mentions."""
    groups: dict[Group, None] = {}
    for mention, actor in pairs[:2]:
        place = "none" if actor.country is None else "IGO" if actor.country == "IGO" else "state"
        groups[_mention, mention.kind] = groups[_sector, actor.sector] = groups[_place, place] = None
    return groups


def _mention(kind: str) -> tuple[str, ...]:
    return (f"mk={kind}",)


def _sector(sector: str | None) -> tuple[str, ...]:
    return (f"ms={sector}",)


def _place(place: str) -> tuple[str, ...]:
    return (f"mc={place}",)
