"""Who stands in a stretch of a clause: the states, organisations and leaders that can be parties of a tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from lagebild.analyse.participants import Linked, participant, participants_at
from lagebild.analyse.ties.lexicon import TieWords
from lagebild.knowledge.load import load_knowledge
from lagebild.model.clauses import Clause
from lagebild.model.doc import actors_of, article_of, clauses_by_token
from lagebild.model.layers import Participant, Sentence
from lagebild.model.tokens import Token, tokens_of

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
VERBS = frozenset({"VERB", "AUX"})
PHRASE_TAGS = frozenset({"ADJA", "ART", "NE", "PPOSAT", "PDAT", "PIAT", "ADJD", "CARD", "$("})
STOPS = frozenset({"$,", "$.", "PTKVZ", "PPOSAT"})
PRONOUNS = frozenset({"PRELS", "PPER", "PDS"})
ASIDE_TAGS = frozenset({"ADJA", "ART", "PIAT", "PPOSAT", "ADV", "CARD"})  # of a noun phrase between two marks, before its noun
REACH = 14  # tokens after a noun or preposition in which its parties must stand
SENTENCE_BEFORE = 60  # tokens before the sentence in which the organisation may be named
NEAR = 3  # tokens between a role noun and the name that it belongs to


@dataclass(frozen=True, slots=True)
class View:
    """A Doc with its text, its mentions by head token and its names by text."""

    doc: Doc
    tokens: tuple[Token, ...]
    text: str
    words: TieWords
    heads: Mapping[int, tuple[Linked, ...]]
    names: Mapping[str, Linked]
    clauses: Mapping[int, Clause]  # by token
    language: str


def view_of(doc: Doc, words: TieWords, language: str) -> View:
    """The View of an analysed Doc."""
    heads: dict[int, list[Linked]] = {}
    names: dict[str, Linked] = {}
    for actor in actors_of(doc):
        for mention in actor.mentions:
            heads.setdefault(mention.head, []).append((mention, actor))
            if mention.kind == "name":
                names.setdefault(mention.span.text, (mention, actor))
    by_head = {head: tuple(found) for head, found in heads.items()}
    return View(doc, tokens_of(doc), article_of(doc).text, words, by_head, names, clauses_by_token(doc), language)


def key_of(person: Participant) -> str:
    """What makes two participants one party: the state that they speak for, else who they are."""
    return person.name if person.country in {None, "IGO"} else str(person.country)


def distinct(found: Iterable[Participant]) -> list[Participant]:
    by_key: dict[str, Participant] = {}
    for one in found:
        by_key.setdefault(key_of(one), one)
    return list(by_key.values())


def fit(found: Iterable[Participant], words: TieWords) -> list[Participant]:
    """Those that can be parties, each state once."""
    return distinct(p for p in found if p.country is not None and p.sector not in words.no_parties)


def named_in(view: View, sentence: Sentence, begin: int, end: int, *, pronouns: bool = True) -> list[Participant]:
    """The actors mentioned in tokens [begin, end), also inside wider descriptions, without first members of compounds."""
    found = [
        participant(mention, actor, why="named in the phrase", sentence=sentence.id)
        for i in range(begin, end)
        for mention, actor in view.heads.get(i, ())
        if mention.kind != "compound"
        and (actor.known or mention.kind != "description")
        and (pronouns or mention.kind != "pronoun")
    ]
    return fit(found, view.words)


def first_members(view: View, sentence: Sentence, token: Token) -> list[Participant]:
    """The actors named by the first member of a compound with a hyphen ("EU-…")."""
    first, hyphen, _ = token.text.partition("-")
    if not hyphen:
        return []
    linked = [pair for pair in view.heads.get(token.i, ()) if pair[0].kind == "compound"]
    if not linked and first in view.names:
        linked = [view.names[first]]
    return fit((participant(m, a, why="first member of the compound", sentence=sentence.id) for m, a in linked), view.words)


def subjects_of(view: View, sentence: Sentence, token: Token) -> list[Participant]:
    """The actors of the subject of the clause that the token belongs to.

    A relative pronoun stands for its antecedent. Where a pronoun is all that the clause has, and whom it means is not known, the
    subject of the clause around it is somebody else.
    """
    for governor in (token, *token.ancestors):
        for child in governor.children:
            if child.dep_ in SUBJECTS and child.i != token.i and sentence.token_begin <= child.i < sentence.token_end:
                at = _antecedent(view, child)
                found = fit(participants_at(view.doc, at, why="subject of the clause", sentence=sentence.id), view.words)
                if found or child.tag_ in PRONOUNS:
                    return found
    return []


def _antecedent(view: View, pronoun: Token) -> int:
    """The token that a relative pronoun stands for; any other token itself."""
    clause = view.clauses.get(pronoun.i)
    subject = None if clause is None else clause.subject
    if subject is not None and subject.head == pronoun.i and subject.referent is not None:
        return subject.referent
    is_relative = pronoun.tag_ == "PRELS" and pronoun.head.dep_ in {"acl", "acl:relcl"}
    return pronoun.head.head.i if is_relative else pronoun.i


def name_before_aside(view: View, sentence: Sentence, token: Token) -> list[Participant]:
    """The actor behind whose name a role stands between dashes or commas ("Castro – a close ally of …")."""
    tokens, first = view.tokens, token.i
    while first > sentence.token_begin and tokens[first - 1].tag_ in ASIDE_TAGS:
        first -= 1
    mark, last = tokens[max(first - 1, 0)], first - 2
    has_article = tokens[first].tag_ in {"ART", "PIAT", "PPOSAT"}
    if last < sentence.token_begin or not (mark.tag_ == "$(" or (mark.tag_ == "$," and has_article)):
        return []
    begin = last
    while begin >= sentence.token_begin and tokens[begin].tag_ == "NE":
        begin -= 1
    return named_in(view, sentence, begin + 1, last + 1, pronouns=False)[-1:]


def name_beside(view: View, sentence: Sentence, token: Token) -> list[Participant]:
    """The actor whose name follows a role noun directly."""
    for i in range(token.i + 1, min(token.i + 1 + NEAR, sentence.token_end)):
        if view.tokens[i].tag_ not in {"NE", "NN", "$(", "ADJA"}:
            return []
        if view.tokens[i].dep_.startswith("nmod") or "Gen" in view.tokens[i].morph.get("Case"):
            return []  # whose partner, not which
        named = [(m, a) for m, a in view.heads.get(i, ()) if m.kind == "name"]
        found = fit((participant(m, a, why="named beside its role", sentence=sentence.id) for m, a in named), view.words)
        if found:
            return found[:1] if token.morph.get("Number") != ["Plur"] else _with_joined(view, sentence, i, found)
    return []


def _with_joined(view: View, sentence: Sentence, head: int, found: list[Participant]) -> list[Participant]:
    return distinct(
        [*found, *fit(participants_at(view.doc, head, why="named beside its role", sentence=sentence.id), view.words)]
    )


def left_edge(token: Token, first: int) -> int:
    """Where the noun phrase begins: with its own modifiers, not before the clause."""
    left, tokens = token.i, tokens_of(token.doc)
    while left > first and tokens[left - 1].tag_ in PHRASE_TAGS:
        left -= 1
    return left


def phrase_end(tokens: Sequence[Token], begin: int, last: int, *, lists: bool = False) -> int:
    """Where the phrase after a noun or preposition ends: before a verb, a mark or a possessive.

    `lists`: the commas of an enumeration do not end it.
    """
    end = begin
    while end < min(last, begin + REACH) and tokens[end].pos_ not in VERBS:
        if tokens[end].tag_ in STOPS and not (lists and tokens[end].tag_ == "$," and tokens[end].head.dep_ == "conj"):
            break
        end += 1
    return end


def is_person(view: View, one: Participant) -> bool:
    """Whether the participant is somebody, and not a state or body."""
    return any(actor.kind == "person" and actor.id == one.actor_id for actor in actors_of(view.doc))


def organisation_before(view: View, sentence: Sentence, before: int, keys: set[str]) -> list[Participant]:
    """The organisation that was named last before a token, in this sentence or the one before."""
    begin = max(0, sentence.token_begin - SENTENCE_BEFORE)
    named = [p for p in named_in(view, sentence, begin, before) if p.sector == "IGO" and key_of(p) not in keys]
    return named[-1:]


def state_of(view: View, country: str, span: tuple[int, int], text: str) -> Participant:
    """A state that a phrase names by itself (ISO 3166 alpha-3)."""
    name = next((state.name for state in load_knowledge(view.language).states if state.id == country), country)
    return Participant(text, *span, country, "GOV", name, f"ac-{country}", "named by the phrase itself")
