"""What of an act, and of where an expression stands to it, makes one date likelier than another: names of features."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from lagebild.analyse.claims.choice import Groups
from lagebild.analyse.claims.mood import clause_head
from lagebild.analyse.claims.status import SPEECH
from lagebild.lang.pack import LanguagePack
from lagebild.model.layers import EventType
from lagebild.model.tokens import Token

if TYPE_CHECKING:
    from lagebild.analyse.claims.drafts import Draft

SETTINGS = "claims/settings"
CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "xcomp", "csubj", "csubj:pass", "appos"})
PLACES = (0, 1, 2, 4, 8, 16)  # sentences of an article, in steps: news first, then background
MAX_UP = 12  # words climbed from clause to clause


def word_classes(pack: LanguagePack) -> Mapping[str, str]:
    """Words that place an act in time, each with the name of its class."""
    return cast("Mapping[str, str]", pack.derived("claims.date_words", _word_classes))


def _word_classes(pack: LanguagePack) -> Mapping[str, str]:
    return {word: name for name, words in pack.settings(SETTINGS)["date_words"].items() for word in words}


def tense_of(draft: Draft) -> str:
    """The tense of the act's clause, by the marks of its mood."""
    mood = draft.trigger.mood
    if mood.future:
        return "future"
    if mood.pluperfect:
        return "pluperfect"
    if mood.past:
        return "past"
    return "perfect" if mood.perfect else "-"


def telling_of(draft: Draft) -> str:
    """Whether it is an act of speech, and how it is told: as a noun, or in which tense."""
    speech = draft.type in SPEECH
    if draft.trigger.token.pos_ == "NOUN":
        return f"{speech}/noun"
    tense = tense_of(draft)
    return f"{speech}/{tense if tense in {'pluperfect', 'past'} else 'present'}"


def act_traits(draft: Draft, classes: Mapping[str, str]) -> Groups:
    """What the act's word, its clause and its place in the article show, in groups of what follows from the same facts."""
    token, tense = draft.trigger.token, tense_of(draft)
    head, speech = clause_head(token), draft.type in SPEECH
    statement = None if draft.statement is None else draft.statement.type
    return (
        (_traits_of, draft.status, draft.type, draft.trigger.rule.kind, tense, draft.trigger.mood.past_word),
        (_of_place, sum(draft.sentence.id > limit for limit in PLACES), tense, speech),
        (_of_role, role_of(token), speech, draft.status),
        (_of_clause, head.dep_, tense, statement, speech),
        tuple(f"near={name}" for name in sorted(_classes_beside(token, head, classes))),
        (f"parties={bool(draft.parties.actors)}/{bool(draft.parties.recipients)}",),
    )


def _traits_of(status: str, type_: EventType, kind: str, tense: str, past_word: bool) -> tuple[str, ...]:
    speech = type_ in SPEECH
    return (
        f"status={status}",
        f"type={type_}",
        f"speech={speech}",
        f"kind={kind}",
        f"tense={tense}",
        f"past_word={past_word}",
        f"speech={speech}/{tense}",
        f"status={status}/{speech}",
        f"tense={tense}/{status}",
    )


def _of_place(place: int, tense: str, speech: bool) -> tuple[str, ...]:
    return (f"place={place}", f"place={place}/{tense}", f"place={place}/{speech}")


def _of_role(role: str, speech: bool, status: str) -> tuple[str, ...]:
    return (f"role={role}", f"role={role}/{speech}", f"role={role}/{status}")


def _of_clause(relation: str, tense: str, statement: str | None, speech: bool) -> tuple[str, ...]:
    return (
        f"clause={relation}",
        f"clause={relation}/{tense}",
        f"reported={statement is not None}",
        f"said={statement}/{speech}",
    )


def role_of(token: Token) -> str:
    """Of a noun its relation, preposition and determiner; of a participle before a noun that it is one; else its tag."""
    if token.pos_ == "NOUN":
        return f"{token.dep_}/{preposition_of(token)}/{_determiner(token)}"
    return "attribute" if token.tag_ == "ADJA" or token.dep_ == "amod" else token.tag_


def _determiner(token: Token) -> str:
    """An article as it is in the dictionary; of other determiners only whether they name an owner; "none" without one."""
    for child in token.children:
        if child.dep_.startswith("det"):
            owned = "Poss=Yes" in str(child.morph)
            return "poss" if owned else child.lemma_.lower() if child.tag_ == "ART" else "other"
    return "none"


def _classes_beside(token: Token, head: Token, classes: Mapping[str, str]) -> set[str]:
    """The classes of the words beside the act's word and its verb."""
    owners = (token,) if token.i == head.i else (token, head)
    found = {classes.get(child.lower_) or classes.get(child.lemma_.lower()) for owner in owners for child in owner.children}
    return {name for name in found if name}


def attachment(root: Token, token: Token) -> str:
    """How an expression (its topmost word) stands to the act's word: what it belongs to, over which clauses one gets there."""
    above = root.head
    if above.i == root.i:
        return "top"
    if above.i == token.i:
        return "act"
    head, other = clause_head(token), clause_head(above)
    if head.i != other.i:
        if (way := _way(head, other)) is not None:
            return f"above/{way}"
        way = _way(other, head)
        return "beside" if way is None else f"below/{way}"
    if above.i == head.i:
        return "verb"
    sort = "part" if above.tag_ == "ADJA" or above.dep_ in {"amod", "acl"} else above.pos_
    return f"{'in' if any(a.i == token.i for a in above.ancestors) else 'by'}/{sort}"


def _way(low: Token, high: Token) -> str | None:
    """The last relation by which the clause of one verb hangs on that of another, None if it does not."""
    relation = ""
    for current in _upwards(low):
        if current.i == high.i:
            return relation
        if current.dep_ in CLAUSES:
            relation = current.dep_
    return None


def _upwards(token: Token) -> Iterator[Token]:
    """The word and those above it."""
    for _ in range(MAX_UP):
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def preposition_of(root: Token) -> str:
    """The preposition of a phrase by its topmost word, "" without one."""
    return next((child.lemma_.lower() for child in root.children if child.dep_ == "case"), "")
