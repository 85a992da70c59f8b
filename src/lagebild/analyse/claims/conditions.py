"""Whether the conditions of a row hold for the slots of a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

from lagebild.analyse.claims.lexicon import POLAR, Condition, Lexicon, Rule
from lagebild.analyse.claims.mood import Mood, mood_of
from lagebild.analyse.claims.slots import Slots, case_of
from lagebild.model.layers import Actor, Mention
from lagebild.model.tokens import Token

Linked = Mapping[int, tuple[tuple[Mention, Actor], ...]]
COURTS = frozenset({"court", "penalty"})


class Surroundings:
    """A sentence with its linked mentions: what conditions ask of it as a whole, the same for all its words."""

    def __init__(self, tokens: Sequence[Token], linked: Linked, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.linked = linked
        self.lexicon = lexicon
        self._words: list[str] | None = None
        self._with: dict[Condition, bool] = {}
        self._moods: dict[int, Mood] = {}

    def mood(self, token: Token) -> Mood:
        """The marks of reality around one of its words."""
        found = self._moods.get(token.i)
        if found is None:
            found = self._moods[token.i] = mood_of(token, self.lexicon)
        return found

    def has_phrase(self, phrase: tuple[str, ...]) -> bool:
        """Whether the words stand in it one after another."""
        if self._words is None:
            self._words = [token.lower_ for token in self.tokens]
        words, first, width = self._words, phrase[0], len(phrase)
        return first in words and any(word == first and tuple(words[i : i + width]) == phrase for i, word in enumerate(words))

    def has_one(self, condition: Condition) -> bool:
        """Whether any of its words is one that the condition asks for."""
        found = self._with.get(condition)
        if found is None:
            found = self._with[condition] = self.is_among(self.tokens, condition)
        return found

    def is_among(self, tokens: Sequence[Token], condition: Condition) -> bool:
        """Whether any of these words is one that the condition asks for."""
        return any(map(self.is_one, tokens, repeat(condition)))

    def is_one(self, token: Token, condition: Condition) -> bool:
        """Whether the word is one of the condition's nouns or of one of its sorts."""
        if condition.nouns:
            lemma = token.lemma_
            if lemma in condition.nouns or lemma.endswith(condition.endings):
                return True
        if not condition.sorts:
            return False
        if not self.sorts(token).isdisjoint(condition.sorts):
            return True
        if condition.is_polar:
            return self.polarity(token) in condition.sorts
        return any(self._is_linked(token, sort) for sort in condition.sorts)

    def sorts(self, token: Token) -> frozenset[str]:
        """The sorts of a word."""
        if not token.is_alpha and "-" not in token.text:
            return frozenset()
        return self.lexicon.sorts_of(token.lemma_)

    def polarity(self, token: Token) -> str | None:
        """Whether a word judges something as good or bad."""
        return self.lexicon.polarity.get(token.lemma_)

    def _is_linked(self, token: Token, sort: str) -> bool:
        pairs = self.linked.get(token.i)
        known = None if pairs is None else self.lexicon.sorts.get(sort)
        if pairs is None or known is None:
            return False
        return any(mention.head == token.i and _fits(actor, sort, known.sectors) for mention, actor in pairs)


class Clause:
    """A trigger word in its sentence: what conditions ask about, computed when asked."""

    def __init__(self, slots: Slots, around: Surroundings, *, is_future: bool, is_negated: bool) -> None:
        self.slots = slots
        self.around = around
        self.is_future = is_future
        self.is_negated = is_negated
        # Many rows ask for the same slots.
        self._held: dict[str, list[Token]] = {}
        self._near: dict[str, list[Token]] = {}
        self._below: list[Token] | None = None

    def meets(self, rule: Rule) -> bool:
        """Whether the phrase of the row stands in the sentence and every condition holds."""
        if rule.phrase and not self.around.has_phrase(rule.phrase):
            return False
        return not any(map(self._fails, rule.when))

    def unmet(self, rule: Rule) -> tuple[str, ...]:
        """The slots of the row's conditions that do not hold."""
        return tuple(condition.slot for condition in rule.when if self._fails(condition))

    def is_evidenced(self, rule: Rule) -> bool:
        """Whether no condition holds only because the subject is not named."""
        return not any(c.slot == "s" and not c.negative and (c.nouns or c.sorts) for c in rule.when) or bool(self._fillers("s"))

    def _fails(self, condition: Condition) -> bool:
        return self._holds(condition) == condition.negative

    def _holds(self, condition: Condition) -> bool:
        if condition.slot == "any":
            return self.around.has_one(condition)
        if not condition.nouns and not condition.sorts:
            return self._flag(condition.slot)
        fillers = self._fillers(condition.slot)
        if condition.nouns or not fillers:
            fillers = fillers + self._nearby(condition.slot)
        if not fillers:
            # An unnamed subject may be of any sort (passive, infinitive); other slots must be filled.
            return condition.slot == "s" and not condition.nouns and not condition.negative
        return self.around.is_among(fillers, condition)

    def _flag(self, flag: str) -> bool:
        if flag == "refl":
            return self.slots.reflexive
        if flag == "negated":
            return self.is_negated
        if flag == "fut":
            return self.is_future
        if flag == "pl":
            return bool(self.slots.head.morph.get("Number") == ["Plur"])
        if flag == "court":
            return any(not COURTS.isdisjoint(self.around.sorts(token)) for token in self.around.tokens)
        if flag == "gen":
            return bool(self.slots.get("g"))
        if flag in POLAR:
            return any(self.around.polarity(token) == flag for token in self.around.tokens)
        if self.slots.head.pos_ == "NOUN" and case_of(self.slots.head) == flag:
            return True  # the noun's own preposition
        return bool(self._fillers(flag))

    def _fillers(self, slot: str) -> list[Token]:
        held = self._held.get(slot)
        if held is None:
            held = self._held[slot] = self._find_fillers(slot)
        return held

    def _find_fillers(self, slot: str) -> list[Token]:
        if slot == "c":
            return [inner for clause in self.slots.get("c") for inner in clause.subtree]
        if slot == "gen":
            return self.slots.get("g")
        if slot == "as":
            return list(self._after_as())
        found = self.slots.get(slot)
        if slot == "o" and self.slots.head.pos_ == "NOUN":
            found = [*found, *self.slots.get("g")]
        return [*found, *(c for token in found for c in token.children if c.dep_ == "conj")]

    def _nearby(self, slot: str) -> list[Token]:
        """Nouns that may fill the slot although the parse puts them elsewhere: certain nouns are looked for more widely."""
        near = self._near.get(slot)
        if near is None:
            near = self._near[slot] = self._find_nearby(slot)
        return near

    def _find_nearby(self, slot: str) -> list[Token]:
        head = self.slots.head
        if slot == "o":
            subjects = {token.i for token in self.slots.get("s")}
            return [
                t
                for t in self._subtree()
                if t.pos_ in {"NOUN", "PROPN"} and t.i not in subjects and case_of(t) is None and t.i != head.i
            ]
        if slot in {"s", "d", "c", "as", "gen", "any"}:
            return []
        return [t for t in self._subtree() if t.pos_ == "NOUN" and case_of(t) == slot]

    def _subtree(self) -> list[Token]:
        if self._below is None:
            self._below = list(self.slots.head.subtree)
        return self._below

    def _after_as(self) -> Iterator[Token]:
        """The words of the phrases that a comparing particle opens, up to the next mark of punctuation."""
        is_open = False
        for token in self.around.tokens:
            if token.tag_ == "KOKOM" or (token.tag_ == "APPR" and token.lower_ in self.around.lexicon.words("as")):
                is_open = True
            elif token.tag_ in {"$,", "$."}:
                is_open = False
            elif is_open:
                yield token


def _fits(actor: Actor, sort: str, sectors: frozenset[str]) -> bool:
    if sort == "state":
        return actor.kind == "state"
    if sort == "person":
        return actor.kind in {"person", "group"}
    if sort == "org":
        return actor.kind == "organisation"
    return actor.sector in sectors
