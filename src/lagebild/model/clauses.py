"""Clauses: verb complex, topological fields, arguments; all token indexes are those of the Doc."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagebild.model.quick import quick

ClauseKind = Literal["main", "subordinate", "relative", "infinitive", "participle", "verbless"]
Function = Literal["root", "complement", "adverbial", "attribute", "coordinated", "parenthesis", "quote-frame", "parataxis"]
Form = Literal["verb-first", "verb-second", "verb-last", ""]
Tense = Literal["present", "past", "perfect", "pluperfect", "future", "future-perfect", ""]
VerbMood = Literal["indicative", "konjunktiv1", "konjunktiv2", "imperative", "ambiguous", ""]
Voice = Literal["active", "werden-passive", "sein-passive"]
Role = Literal["subject", "accusative", "dative", "genitive", "prepositional", "agent", "predicate", "clausal", "adverbial"]
TokenRange = tuple[int, int]
"""Tokens [begin, end); an empty field has begin == end."""


@quick
@dataclass(frozen=True, slots=True)
class VerbComplex:
    """The verbs of a clause read as one: `lemma` is that of the full verb with its separated particle ("" without a verb).

    `tokens` are all verbs and the particle, `head` the full verb, `finite` the finite one. `negation` is the word that
    negates the clause. Tense and mood are "" for infinitives and participles without a finite verb.
    """

    lemma: str
    head: int
    tokens: tuple[int, ...]
    finite: int | None
    tense: Tense
    mood: VerbMood
    voice: Voice
    modal: str = ""
    negation: int | None = None

    @property
    def negated(self) -> bool:
        """Whether a word in the clause negates it."""
        return self.negation is not None


@quick
@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase in a role of its clause.

    `tokens` is the whole noun phrase with genitives, prepositional attributes and coordinated phrases, without what stands
    behind commas. `conjuncts` are the heads of all coordinated phrases, `head` the first. `referent` is the antecedent's head
    where `head` is a relative pronoun. `controlled`: the phrase stands in another clause and is understood here (infinitives,
    shared subjects). `clause` is the index of the clause for the role "clausal". `evidence` names the cues that decided.
    """

    role: Role
    head: int
    tokens: tuple[int, ...]
    case: str = ""
    preposition: str = ""
    conjuncts: tuple[int, ...] = ()
    referent: int | None = None
    controlled: bool = False
    clause: int | None = None
    evidence: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Fields:
    """The topological fields of a clause as token ranges; embedded clauses inside a range belong to it."""

    prefield: TokenRange
    left_bracket: TokenRange
    middle: TokenRange
    right_bracket: TokenRange
    postfield: TokenRange


@dataclass(frozen=True, slots=True)
class Apposition:
    """A noun phrase and the one beside it that names the same, by their heads."""

    head: int
    appositive: int


@quick
@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of one sentence.

    `tokens` are its own tokens, without those of embedded clauses, so they may be discontinuous; `begin` and `end` are
    code points of its first and last own token. `parent` is the index of the clause above in the layer. `connective` is the
    lemma of the subjunction, relative pronoun or conjunction that opens it. `antecedent` is the head of the noun phrase that
    a relative clause, or an infinitive or clause hanging from a noun, belongs to.
    """

    index: int
    sentence: int
    kind: ClauseKind
    function: Function
    form: Form
    tokens: tuple[int, ...]
    begin: int
    end: int
    verb: VerbComplex | None
    fields: Fields
    arguments: tuple[Argument, ...]
    parent: int | None = None
    connective: str = ""
    antecedent: int | None = None
    antecedent_tokens: tuple[int, ...] = ()
    appositions: tuple[Apposition, ...] = ()

    def argument(self, role: Role) -> Argument | None:
        """The first argument in this role."""
        return next((a for a in self.arguments if a.role == role), None)

    @property
    def subject(self) -> Argument | None:
        """The subject, understood or said; None where the clause has none or its controller is not known."""
        return self.argument("subject")
