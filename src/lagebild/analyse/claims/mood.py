"""Whether a clause tells of something that happened, will happen, may happen or did not: marks of tense, mood and negation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lagebild.analyse.claims.lexicon import Lexicon
from lagebild.model.tokens import Token

MAX_UP = 4  # clauses above a trigger that may put it in doubt
OF_SUBJECTS = frozenset({"planned_governors", "ongoing_governors", "denied_governors"})  # said of the event itself


class Mood(NamedTuple):
    """What the clause of a trigger shows of its reality; `marks` are the words that show it."""

    negated: bool
    future: bool
    wanted: bool
    possible: bool
    demanded: bool
    conditional: bool
    reported: bool
    perfect: bool
    pluperfect: bool
    past: bool
    hypothetical_word: bool
    planned_word: bool
    denied_word: bool
    ongoing_word: bool
    past_word: bool
    under_hypothetical: bool
    under_planned: bool
    under_denied: bool
    under_ongoing: bool
    infinitive: bool
    marks: tuple[str, ...]


FLAGS = Mood._fields[:-1]


def clause_head(token: Token) -> Token:
    """The verb (or predicate) of the clause in which the token stands."""
    current = token
    while current.pos_ not in {"VERB", "AUX"} and current.head.i != current.i:
        if current.dep_ in {"root", "ccomp", "advcl", "acl", "xcomp", "parataxis"}:
            break
        current = current.head
    return current


@dataclass(slots=True)
class _Signs:
    """The words beside and above a trigger; `marks` collects those that turned out to show something."""

    words: frozenset[str]
    governors: list[Token]
    lemmas: frozenset[str]  # theirs
    head: Token
    is_subject: bool  # the trigger: what its own clause says is then said of the event only by some verbs
    lexicon: Lexicon
    marks: list[str]

    @classmethod
    def of(cls, token: Token, head: Token, lexicon: Lexicon, *, is_loose: bool) -> _Signs:
        adverbs = [] if is_loose else [child for child in head.children if child.pos_ in {"ADV", "ADJ", "PART"}]
        near = [*adverbs, *token.children]
        words = frozenset([word for child in near for word in (child.lemma_.lower(), child.lower_)])
        is_noun = token.pos_ == "NOUN"
        is_below = is_noun and token.dep_ in {"nsubj", "nsubj:pass"}
        governors = [head] if is_below else _governors(token, head)
        lemmas = frozenset([governor.lemma_ for governor in governors])
        return cls(words, governors, lemmas, head, is_noun and token.dep_ == "nsubj", lexicon, [])

    def beside(self, name: str) -> bool:
        """Whether a word of this list of the settings stands beside."""
        known = self.lexicon.words(name)
        if self.words.isdisjoint(known):
            return False
        self.marks.extend(sorted(self.words & known))
        return True

    def above(self, name: str) -> bool:
        """Whether a word of this list of the settings stands above."""
        known = self.lexicon.words(name)
        if self.lemmas.isdisjoint(known):
            return False
        is_own = self.is_subject and name not in OF_SUBJECTS
        found = [g.text for g in self.governors if g.lemma_ in known and not (is_own and g.i == self.head.i)]
        if found:
            self.marks.extend(found)
        return bool(found)


def mood_of(token: Token, lexicon: Lexicon) -> Mood:
    """The marks of reality around a trigger: in its own clause, on its own phrase, in the clauses above."""
    head = clause_head(token)
    is_loose = _is_loose(token, head, lexicon)
    beside = head.children
    auxiliaries = [child for child in beside if child.dep_ in {"aux", "aux:pass", "cop"}]
    finite = _finite(head, auxiliaries)
    signs = _Signs.of(token, head, lexicon, is_loose=is_loose)
    negated = _is_negated(token, token if is_loose else head, lexicon)
    is_subjunctive = finite is not None and _is_subjunctive(finite)
    modal = None if is_loose else next((a for a in auxiliaries if a.tag_ in {"VMFIN", "VMINF", "VMPP"}), None)
    has_infinitive = head.tag_ in {"VVINF", "VVIZU", "VAINF"}
    is_past = finite is not None and _is_past(finite)
    will = finite is not None and finite.lemma_ in lexicon.words("future") and has_infinitive and not is_past
    past_participle = head.tag_ in {"VVPP", "VAPP"}
    return Mood(
        negated=negated,
        future=will and not is_loose,
        wanted=modal is not None and modal.lemma_ in lexicon.words("want"),
        possible=modal is not None and modal.lemma_ in lexicon.words("can") and not (_is_past(modal) and not is_subjunctive),
        demanded=modal is not None and modal.lemma_ in lexicon.words("must"),
        conditional=not is_loose and any(c.dep_ == "mark" and c.lower_ in lexicon.words("conditional_marks") for c in beside),
        reported=is_subjunctive,
        perfect=past_participle and finite is not None and not is_past,
        pluperfect=past_participle and finite is not None and finite.lemma_ in lexicon.words("perfect_auxiliaries") and is_past,
        past=is_past,
        hypothetical_word=signs.beside("hypothetical_words"),
        planned_word=signs.beside("planned_words"),
        denied_word=signs.beside("denied_words"),
        ongoing_word=signs.beside("ongoing_words"),
        past_word=signs.beside("past_words"),
        under_hypothetical=signs.above("hypothetical_governors"),
        under_planned=signs.above("planned_governors"),
        under_denied=signs.above("denied_governors"),
        under_ongoing=signs.above("ongoing_governors"),
        infinitive=has_infinitive and finite is None,
        marks=tuple(signs.marks),
    )


def _is_loose(token: Token, head: Token, lexicon: Lexicon) -> bool:
    """Whether an event noun only goes with a clause about something else, whose modals and negations do not touch it."""
    if token.pos_ != "NOUN" or token.i == head.i:
        return False
    if token.dep_ in {"nsubj", "nsubj:pass", "obj"} and token.head.i == head.i:
        return head.lemma_ not in lexicon.support and head.lemma_ not in lexicon.words("event_verbs") and token.dep_ == "obj"
    return token.head.i != head.i or head.lemma_ not in lexicon.support


def _finite(head: Token, auxiliaries: list[Token]) -> Token | None:
    for token in (*auxiliaries, head):
        if token.tag_ in {"VAFIN", "VMFIN", "VVFIN"}:
            return token
    if head.dep_ == "conj" and head.head.pos_ in {"VERB", "AUX"}:
        shared = [c for c in head.head.children if c.dep_ in {"aux", "aux:pass", "cop"}]
        return next((t for t in (*shared, head.head) if t.tag_ in {"VAFIN", "VMFIN", "VVFIN"}), None)
    return None


def _is_subjunctive(token: Token) -> bool:
    return bool(token.morph.get("Mood") == ["Sub"])


def _is_past(token: Token) -> bool:
    return bool(token.morph.get("Tense") == ["Past"])


def _is_negated(token: Token, head: Token, lexicon: Lexicon) -> bool:
    negations = lexicon.words("negations")
    for owner in (token,) if token is head else (token, head):
        for child in owner.children:
            if child.lower_ in negations or child.lemma_.lower() in negations:
                return True
            if child.dep_ in {"obj", "nsubj", "nsubj:pass"}:
                for below in child.children:
                    if below.lemma_.lower() in negations:
                        return True
    return False


def _governors(token: Token, head: Token) -> list[Token]:
    """Verbs and nouns above the trigger, nearest first."""
    found: list[Token] = []
    current = token
    for _ in range(MAX_UP):
        if current.head.i == current.i:
            break
        is_side = current.dep_ in {"conj", "parataxis"} or (current.dep_ == "advcl" and current.tag_ != "VVIZU")
        above = current.head
        if not is_side and above.pos_ in {"VERB", "NOUN"}:
            found.append(above)
        if current.dep_ in {"acl", "parataxis"} and current.tag_ not in {"VVIZU", "VVINF"}:
            break
        current = above
    return [g for g in found if g.i != token.i] + ([head] if head.i != token.i and all(g.i != head.i for g in found) else [])
