"""Ties from nouns that name a relation or a role in it."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analyse.figures.clause import clause_around
from lagebild.analyse.ties.actors import (
    NEAR,
    View,
    distinct,
    first_members,
    is_person,
    key_of,
    left_edge,
    name_before_aside,
    name_beside,
    named_in,
    organisation_before,
    phrase_end,
    subjects_of,
)  # fmt: skip
from lagebild.analyse.ties.changes import change_of
from lagebild.analyse.ties.found import LIKELY, ORGANISATION, SURE, Found, Parties, with_roles
from lagebild.analyse.ties.lexicon import TieNoun
from lagebild.model.layers import Participant, Sentence
from lagebild.model.tokens import Token

POINTING = frozenset({"PRELAT", "PDAT"})
JOINERS = frozenset({"KON", "$,"})
MOST_ADJECTIVES = 5  # tokens before the noun, with commas and conjunctions
EVIDENCE_REACH = 60  # code points after the noun in which a party still belongs to the evidence


def of_noun(view: View, sentence: Sentence, token: Token) -> Found | None:
    """The relation that the noun names, by the first row of the pack that fits."""
    for noun in view.words.nouns_of(str(token.lemma_)):
        if (found := _by_row(view, sentence, token, noun)) is not None:
            return found
    return None


def _by_row(view: View, sentence: Sentence, token: Token, noun: TieNoun) -> Found | None:
    text = view.text[sentence.begin : sentence.end]
    if (noun.needs and not noun.needs.search(text)) or (noun.unless and noun.unless.search(text)):
        return None
    if noun.verbs and not _is_stated(view, token, noun):
        return None
    clause = clause_around(view.doc, sentence, token.idx, token.idx + len(token))
    find = _parties_of_relation if noun.form == "relation" else _parties_of_role
    parties, confidence = find(view, sentence, token, noun, clause)
    if len(parties) < 2:
        return None
    first, last = _extent(view.tokens, token, parties)
    level = _level(view, token)
    return Found(noun.rule, noun.kind, first, last, parties, level, confidence, token.i, noun.change)


def _is_stated(view: View, token: Token, noun: TieNoun) -> bool:
    """Whether the verb of the clause says that the relation stands, begins or ends."""
    clause = view.clauses.get(token.i)
    if clause is None or clause.verb is None:
        return False
    return clause.verb.lemma in noun.verbs or change_of(view, token.i, noun.kind) is not None


def _parties_of_relation(
    view: View, sentence: Sentence, token: Token, noun: TieNoun, clause: tuple[int, int]
) -> tuple[Parties, float]:
    """Those that the relation is between; else whose it is, whom it is with, and the subject."""
    tokens = view.tokens
    for i in range(*clause):
        if tokens[i].lower_ in view.words.between and (i < token.i or i - token.i <= NEAR + 1):
            between = named_in(view, sentence, i + 1, phrase_end(tokens, i + 1, clause[1], lists=True))
            if len(between) >= 2:
                return with_roles(between, noun.self_role, noun.other_role), SURE
    if noun.kind in view.words.directed:
        return _directed(view, sentence, token, noun, clause)
    own = first_members(view, sentence, token)
    inside = named_in(view, sentence, left_edge(token, clause[0]), phrase_end(tokens, token.i + 1, clause[1]), pronouns=False)
    parties = distinct([*own, *inside])
    if len(parties) >= 2:
        return with_roles(parties, noun.self_role, noun.other_role), SURE
    tags = {tokens[i].tag_ for i in range(left_edge(token, clause[0]), token.i)} | {tokens[max(0, token.i - 1)].tag_}
    if tags & POINTING:  # "whose war against …": it is not the subject's
        return (), LIKELY
    partners = _partners(view, sentence, token)
    return with_roles(
        distinct([*subjects_of(view, sentence, token), *parties, *partners]), noun.self_role, noun.other_role
    ), LIKELY


def _partners(view: View, sentence: Sentence, token: Token) -> list[Participant]:
    """Those whom the clause names as the other side of what its object is ("has a treaty with X")."""
    clause = view.clauses.get(token.i)
    if clause is None or not any(a.role == "accusative" and token.i in {a.head, *a.conjuncts} for a in clause.arguments):
        return []
    beside = [a for a in clause.arguments if a.preposition in view.words.beside]
    return distinct(p for a in beside for p in named_in(view, sentence, min(a.tokens), max(a.tokens) + 1))


def _directed(view: View, sentence: Sentence, token: Token, noun: TieNoun, clause: tuple[int, int]) -> tuple[Parties, float]:
    """One side before the word that points to the other ("against"), and the other after it."""
    tokens, end = view.tokens, phrase_end(view.tokens, token.i + 1, clause[1])
    turn = next((i for i in range(token.i + 1, end) if tokens[i].lower_ == view.words.directed[noun.kind]), None)
    if turn is None:
        return (), LIKELY
    before = named_in(view, sentence, left_edge(token, clause[0]), turn)
    senders = distinct([*first_members(view, sentence, token), *before])
    sure = SURE if senders else LIKELY
    senders = senders or subjects_of(view, sentence, token)
    keys = {key_of(p) for p in senders}
    others = [p for p in named_in(view, sentence, turn + 1, end) if key_of(p) not in keys]
    roles = [(noun.self_role, p) for p in senders] + [(noun.other_role, p) for p in others]
    return (tuple(roles) if senders and others else ()), sure


def _parties_of_role(
    view: View, sentence: Sentence, token: Token, noun: TieNoun, clause: tuple[int, int]
) -> tuple[Parties, float]:
    """The one that has the role (the name beside the noun, else the subject), and those that it is a partner, member … of."""
    beside = name_beside(view, sentence, token)
    own = first_members(view, sentence, token)
    end = token.i if beside else phrase_end(view.tokens, token.i + 1, clause[1])
    around = named_in(view, sentence, left_edge(token, clause[0]), end)
    if beside and not around and not own:
        around = subjects_of(view, sentence, token)  # "meets its ally X"
    is_one = token.morph.get("Number") != ["Plur"]
    aside = name_before_aside(view, sentence, token) if is_one else []
    holder = beside or aside or _apposed(view, sentence, token) or subjects_of(view, sentence, token)
    others = own or around
    if noun.other_role == ORGANISATION and not beside and not noun.change and not _is_predicated(view, token):
        return (), LIKELY  # "asked all members of …": who they are is not said
    if noun.change:  # whose accession: inside the phrase
        holder = [p for p in around if p.sector != "IGO"] or holder
    if not own and not noun.change and not is_one and (subject := subjects_of(view, sentence, token)):
        holder, others = subject, beside or around  # the plural names the other side: "its friends A and B"
    if _only_joined(view, token):
        return (), LIKELY
    keys = {key_of(p) for p in holder}
    others = [p for p in others if key_of(p) not in keys]
    if noun.other_role == ORGANISATION:
        holder = [p for p in holder if not is_person(view, p)]  # people are members of other things
        others = [p for p in others if p.sector == "IGO"] or organisation_before(view, sentence, token.i, keys)
    mutual = noun.self_role == noun.other_role and len(holder) > 1  # "A and B see themselves as partners"
    roles = [(noun.self_role, p) for p in holder] + [(noun.other_role, p) for p in others]
    return (tuple(roles) if holder and (others or mutual) else ()), SURE if beside else LIKELY


def _is_predicated(view: View, token: Token) -> bool:
    """Whether the role is said of somebody: not the subject or object of its clause."""
    clause = view.clauses.get(token.i)
    if clause is None:
        return True
    if token.dep_ == "appos":
        return True
    role = next((a for a in clause.arguments if token.i in {a.head, *a.conjuncts}), None)
    return role is None or role.role in {"predicate", "prepositional", "adverbial"}


def _apposed(view: View, sentence: Sentence, token: Token) -> list[Participant]:
    """The one actor that the noun stands beside as an apposition."""
    if token.dep_ != "appos" or token.head.i < sentence.token_begin:
        return []
    return named_in(view, sentence, token.head.i, token.head.i + 1)


def _only_joined(view: View, token: Token) -> bool:
    """Whether the noun is only added to a name ("the USA and its allies"): it says nothing of the subject."""
    before = [view.tokens[i] for i in range(max(0, token.i - 2), token.i)]
    return len(before) == 2 and before[1].tag_ == "PPOSAT" and before[0].lower_ in view.words.joined


def _level(view: View, token: Token) -> str | None:
    """The adjectives directly before the noun that grade the relation, by lemma; None if there are none."""
    found: list[str] = []
    for i in range(token.i - 1, max(token.i - MOST_ADJECTIVES - 1, -1), -1):
        before = view.tokens[i]
        if before.tag_ != "ADJA" and (before.tag_ not in JOINERS or not found):
            break
        is_superlative = before.morph.get("Degree") == ["Sup"] or view.words.ranked.fullmatch(before.lower_)
        word = str(before.text if is_superlative else before.lemma_)
        if before.tag_ == "ADJA" and i not in view.heads and not view.words.no_levels.fullmatch(word.casefold()):
            found.append(word)
    return " ".join(reversed(found)) or None


def _extent(tokens: Sequence[Token], token: Token, parties: Parties) -> tuple[int, int]:
    """From the adjectives of the noun to the last party that stands close after it."""
    first = token.i
    while first and tokens[first - 1].tag_ == "ADJA":
        first -= 1
    end = token.idx + len(token)
    after = [p.end for _, p in parties if not p.implicit and end <= p.begin <= end + EVIDENCE_REACH]
    return tokens[first].idx, max([end, *after])
