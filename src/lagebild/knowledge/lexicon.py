"""The knowledge as an index by words: which names, adjectives and role nouns may begin at a token."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal

from lagebild.knowledge.load import load_knowledge
from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.values import Person

EntryKind = Literal["state", "capital", "seat", "inhabitant", "organisation", "organ", "person", "surname", "place", "bloc"]

WORD = re.compile(r"[^\W_]+(?:[-.'’/][^\W_]+)*\.?|\S")
"""Words of a name as the tokenizer leaves them: hyphen compounds stay whole."""

MIN_SUFFIX_LETTERS = 5  # shorter last members ("Rat", "Lage") are found by chance
MAX_COMPOUND_LETTERS = 80  # longer strings are junk, and every place in them would be tried
MIN_SHORT_LETTERS = 4
MAX_CACHED_WORDS = 30_000
MIN_CAPITALS = 5  # shorter words in capitals are abbreviations
MIN_PREFIX_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a name: what it names and the id of the state, organisation or person (a place's country)."""

    kind: EntryKind
    ref: str | None
    sector: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun says of people or bodies: sector, kind (person, group, institution), the office and the number."""

    noun: str
    sector: str
    kind: str
    office: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class Additions:
    """What a language pack adds to the knowledge: role nouns, and names of many states together with their entries."""

    roles: tuple[Role, ...]
    blocs: tuple[tuple[str, Entry], ...]


@dataclass(frozen=True, slots=True)
class Inflection:
    """Endings of a language by which an inflected form is taken back to the form in the tables."""

    genitive: tuple[str, ...]
    adjective: tuple[str, ...]
    noun: tuple[tuple[str, str], ...]  # (ending, what stands in its place)


Rests = dict[tuple[str, ...], tuple[Entry, ...]]
Beginnings = tuple[tuple[Rests, int], ...]


class Lexicon:
    """Look-ups from words to knowledge; built once, never changed."""

    __slots__ = ("_adjectives", "_inflection", "_known", "_longest", "_prefixes", "_rests", "_roles", "knowledge")

    def __init__(self, knowledge: Knowledge, inflection: Inflection, additions: Additions) -> None:
        self.knowledge = knowledge
        self._inflection = inflection
        self._rests = _index(chain(_entries(knowledge), additions.blocs), inflection)
        self._known: dict[str, Beginnings] = {}
        self._longest = {first: max(map(len, rests)) for first, rests in self._rests.items()}
        endings = ("", *inflection.adjective)
        existing_last = sorted(knowledge.states, key=lambda state: state.kind != "dissolved")
        self._adjectives = {base + e: state.id for state in existing_last for base in state.adjectives for e in endings}
        self._roles = _roles(knowledge) | {role.noun: role for role in additions.roles}
        self._prefixes = {prefix: state.id for state in knowledge.states for prefix in state.compounds}

    def match(self, words: Sequence[str], begin: int, end: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest name that begins at word `begin` and ends before `end`: (its end, its readings), None if there is none."""
        for rests, longest in self._beginnings(words[begin]):
            for last in range(min(begin + longest, end - 1), begin, -1):  # an ending inside a name belongs to its last word
                middle = tuple(words[begin + 1 : last])
                for word in self.bare_forms(words[last]):
                    found = rests.get((*middle, word))
                    if found is not None:
                        return last + 1, found
            if () in rests:
                return begin + 1, rests[()]
        return None

    def _beginnings(self, word: str) -> Beginnings:
        """What follows the word and its bare forms in names that begin with them, and how many words at most."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > MAX_CACHED_WORDS:
                self._known.clear()
            forms = [form for form in self.bare_forms(word) if form in self._rests]
            known = tuple((self._rests[form], self._longest[form] if form == word else 0) for form in forms)
            self._known[word] = known
        return known

    def bare_forms(self, word: str) -> tuple[str, ...]:
        """The word as it stands and without the endings of a genitive; for one all in capitals also with only the first."""
        if word.isupper() and len(word) >= MIN_CAPITALS:
            return (word, word.capitalize())
        return (word, *(word[: -len(e)] for e in self._inflection.genitive if word.endswith(e) and len(word) > len(e) + 1))

    def is_base_form(self, word: str) -> bool:
        """Whether the single word is a name as it stands, without an ending ("Paris", "Honduras")."""
        return () in self._rests.get(word, {})

    def name(self, text: str) -> tuple[Entry, ...]:
        """The readings of a whole name, inflected or not; empty if it is unknown."""
        words = WORD.findall(text)
        found = self.match(words, 0, len(words)) if words else None
        return found[1] if found is not None and found[0] == len(words) else ()

    def state_of_adjective(self, word: str) -> str | None:
        """The state that an adjective (any form, lower or upper case) belongs to."""
        return self._adjectives.get(word) or self._adjectives.get(word.lower())

    def prefix_state(self, prefix: str) -> str | None:
        """The state that a first member of compounds ("US") stands for."""
        return self._prefixes.get(prefix)

    def role(self, *forms: str, strict: bool = False) -> Role | None:
        """The role that a noun names, by its form, its lemma, or either without its endings.

        Endings of adjectives used as nouns ("Verletzten", "Verletzter") are not replaced when `strict`.
        """
        for form in forms:
            if form in self._roles:
                return self._roles[form]
        for form in forms:
            for ending, instead in self._inflection.noun:
                if form.endswith(ending) and not (strict and instead):
                    role = self._roles.get(form[: len(form) - len(ending)] + instead)
                    if role is not None:
                        return role
        return None

    def role_of_compound(self, *forms: str, short: Collection[str] = ()) -> tuple[str, Role] | None:
        """(first member, role of the last member) of a compound such as "US-Regierung" or "Militärpolizei"; None otherwise.

        Last members that are written together with the first have at least five letters or are among `short`.
        """
        for form in forms:
            if "-" in form:
                first, _, last = form.rpartition("-")
                role = self.role(last)
                if role is not None and first:
                    return first, role
        for form in forms:
            if len(form) > MAX_COMPOUND_LETTERS:
                continue
            for cut in range(MIN_PREFIX_LETTERS, len(form) - MIN_SHORT_LETTERS + 1):
                if not form[cut].islower():
                    continue
                role = self.role(form[cut].upper() + form[cut + 1 :], strict=True)
                if role is not None and (len(role.noun) >= MIN_SUFFIX_LETTERS or role.noun in short):
                    return form[:cut], role
        return None


def _entries(knowledge: Knowledge) -> Iterator[tuple[str, Entry]]:
    for state in knowledge.states:
        for name in (state.name, *state.variants):
            yield name, Entry("state", state.id, "GOV", state.name)
        for name in state.inhabitants:
            yield name, Entry("inhabitant", state.id, "CVL", name)
        for name in state.metonyms:
            yield name, Entry("seat", state.id, "GOV", state.name)
        if state.capital is not None:
            yield state.capital, Entry("capital", state.id, "GOV", state.name)
    for organisation in knowledge.organisations:
        for name in (organisation.name, *organisation.variants):
            yield name, Entry("organisation", organisation.id, organisation.sector, organisation.name)
        for name in organisation.metonyms:
            yield name, Entry("seat", organisation.id, organisation.sector, organisation.name)
        for organ in organisation.organs:
            yield organ.name, Entry("organ", organisation.id, organ.sector or organisation.sector, organ.name)
    yield from _person_entries(knowledge.persons)
    for place in knowledge.places:
        for name in (place.name, *place.variants):
            yield name, Entry("place", place.country, None, place.name)


def _person_entries(persons: Iterable[Person]) -> Iterator[tuple[str, Entry]]:
    for person in persons:
        for name in (person.name, *person.variants):
            kind: EntryKind = "person" if " " in name else "surname"
            yield name, Entry(kind, person.id, person.sector, person.name)
        yield person.surname, Entry("surname", person.id, person.sector, person.name)


def _index(entries: Iterable[tuple[str, Entry]], inflection: Inflection) -> dict[str, Rests]:
    """First word -> further words -> readings."""
    grouped: defaultdict[tuple[str, ...], dict[Entry, None]] = defaultdict(dict)
    for name, entry in entries:
        words = tuple(WORD.findall(name))
        if not words:
            continue
        grouped[words][entry] = None
        if len(words) > 1 and words[0].endswith("e") and entry.kind in {"organisation", "organ", "state"}:
            for ending in inflection.adjective:  # an adjective inside a name is inflected
                if ending.startswith("e"):
                    grouped[(words[0][:-1] + ending, *words[1:])][entry] = None
    firsts: defaultdict[str, Rests] = defaultdict(dict)
    for words, readings in grouped.items():
        firsts[words[0]][words[1:]] = tuple(readings)
    return dict(firsts)


def _roles(knowledge: Knowledge) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for office in knowledge.offices:
        for noun in office.nouns:
            roles.setdefault(noun, Role(noun, office.sector, "person", office.id, None))
    for row in knowledge.role_nouns:
        known = roles.get(row.noun)
        if known is None:
            roles[row.noun] = Role(row.noun, row.sector, row.kind, row.office, row.number)
    return roles


@cache
def load_lexicon(language: str, inflection: Inflection, additions: Additions) -> Lexicon:
    """The lexicon of a language; built once in a process."""
    return Lexicon(load_knowledge(language), inflection, additions)
