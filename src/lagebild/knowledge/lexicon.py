"""The knowledge as an index by words: which names, adjectives and role nouns may begin at a token."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple

from lagebild.knowledge.load import load_knowledge
from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.values import Part, Person

EntryKind = Literal["state", "capital", "seat", "inhabitant", "organisation", "organ", "person", "surname", "place", "bloc"]

WORD = re.compile(r"[^\W_]+(?:[-.'’/][^\W_]+)*\.?|\S")
"""Words of a name as the tokenizer leaves them: hyphen compounds stay whole."""

MIN_SUFFIX_LETTERS = 5  # shorter last members ("Rat", "Lage") are found by chance
MAX_COMPOUND_LETTERS = 80  # longer strings are junk, and every place in them would be tried
MIN_SHORT_LETTERS = 4
MAX_CACHED_WORDS = 30_000
MIN_CAPITALS = 5  # shorter words in capitals are abbreviations
MIN_PREFIX_LETTERS = 3
INFLECTED = frozenset({"organisation", "organ", "state"})  # kinds of names whose first word may be an adjective
SPACED = re.compile(r"-([a-z])")


class Entry(NamedTuple):
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
    country: str | None = None  # the state or organisation that the noun alone implies ("Papst")


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


TOWNS = frozenset({"place", "capital"})
PAIR = 2
Rests = dict[tuple[str, ...], tuple[Entry, ...]]
Beginnings = tuple[tuple[Rests, int], ...]


class Lexicon:
    """Look-ups from words to knowledge; built once, never changed."""

    __slots__ = (
        "_adjectives",
        "_inflection",
        "_known",
        "_named",
        "_parts",
        "_phrases",
        "_prefixes",
        "_rests",
        "_roles",
        "knowledge",
    )

    def __init__(self, knowledge: Knowledge, inflection: Inflection, additions: Additions) -> None:
        self.knowledge = knowledge
        self._inflection = inflection
        self._named = _by_first_word(chain(_entries(knowledge), additions.blocs), inflection)
        self._rests: dict[str, Rests] = {}
        self._known: dict[str, Beginnings] = {}
        endings = ("", *inflection.adjective)
        existing_last = sorted(knowledge.states, key=lambda state: state.kind != "dissolved")
        self._adjectives = {base + e: state.id for state in existing_last for base in state.adjectives for e in endings}
        self._parts = {word: part.id for part in knowledge.parts for word in _part_words(part, endings)}
        self._roles = _roles(knowledge) | {role.noun: role for role in additions.roles}
        self._phrases = frozenset(noun.partition(" ")[0] for noun in self._roles if " " in noun)
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
            found = [(form, self._rests_of(form)) for form in self.bare_forms(word) if form in self._named]
            known = tuple((rests, max(map(len, rests), default=0) if form == word else 0) for form, rests in found)
            self._known[word] = known or self._joined_towns(word)
        return self._known[word]

    def _joined_towns(self, word: str) -> Beginnings:
        """A hyphen joins two towns of one state, which are nothing else ("Nürnberg-Fürth")."""
        for form in self.bare_forms(word):
            readings = [self._rests_of(part).get((), ()) for part in form.split("-")]
            if len(readings) == PAIR and all(held and all(entry.kind in TOWNS for entry in held) for held in readings):
                first, second = readings
                both = tuple(entry for entry in first if entry.ref is not None and entry.ref in {other.ref for other in second})
                if both:
                    return (({(): tuple(Entry("place", entry.ref, None, form) for entry in both)}, 0),)
        return ()

    def _rests_of(self, first: str) -> Rests:
        """What follows the first word of a name in the names that begin with it; indexed when first asked for."""
        if first not in self._named:
            return {}
        rests = self._rests.get(first)
        if rests is None:
            rests = self._rests[first] = _index_rests(first, self._named[first])
        return rests

    def bare_forms(self, word: str) -> tuple[str, ...]:
        """The word as it stands and without the endings of a genitive; for one all in capitals also with only the first."""
        if word.isupper() and len(word) >= MIN_CAPITALS:
            return (word, word.capitalize())
        if not word.endswith(self._inflection.genitive):
            return (word,)
        return (word, *(word[: -len(e)] for e in self._inflection.genitive if word.endswith(e) and len(word) > len(e) + 1))

    def is_base_form(self, word: str) -> bool:
        """Whether the single word is a name as it stands, without an ending ("Paris", "Honduras"; not "Irans", though listed)."""
        whole = {entry.ref for entry in self._rests_of(word).get((), ())}
        shorter = {entry.ref for stem in self.bare_forms(word)[1:] for entry in self._rests_of(stem).get((), ())}
        return bool(whole - shorter)

    def name(self, text: str) -> tuple[Entry, ...]:
        """The readings of a whole name, inflected or not; empty if it is unknown."""
        words = WORD.findall(text)
        found = self.match(words, 0, len(words)) if words else None
        return found[1] if found is not None and found[0] == len(words) else ()

    def state_of_adjective(self, word: str) -> str | None:
        """The state that an adjective (any form, lower or upper case) belongs to."""
        return self._adjectives.get(word) or self._adjectives.get(word.lower())

    def part(self, word: str) -> str | None:
        """The region or city with offices of its own that a name or adjective (any form) stands for, by its id."""
        forms = (word, word.lower(), *self.bare_forms(word)[1:])
        return next((self._parts[form] for form in forms if form in self._parts), None)

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

    def role_of_name(self, noun: str) -> Role | None:
        """The role that the tables have under exactly this noun; an adjective before it may be in upper or lower case."""
        found = self._roles.get(noun)
        return found if found is not None or " " not in noun else self._roles.get(noun[:1].swapcase() + noun[1:])

    def begins_role(self, noun: str) -> bool:
        """Whether a role noun of several words begins with this word ("Oberhaupt der katholischen Kirche")."""
        return noun in self._phrases

    def role_without_ending(self, form: str) -> Role | None:
        """The role that a noun names without an ending of its own, though the tables have the form as it stands too."""
        stems = (form[: -len(ending)] for ending, instead in self._inflection.noun if not instead and form.endswith(ending))
        return next((self._roles[stem] for stem in stems if stem in self._roles), None)

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
        full = Entry("person", person.id, person.sector, person.name)
        short = Entry("surname", person.id, person.sector, person.name)
        for name in (person.name, *person.variants):
            entry = full if " " in name else short
            yield name, entry
            if "-" in name:
                yield _spaced(name), entry
        for surname in _surnames(person):
            yield surname, short


def _spaced(name: str) -> str:
    """The name with a given name of two parts in the other usual spelling ("Moon Jae-in" -> "Moon Jae In")."""
    return SPACED.sub(lambda match: " " + match[1].upper(), name)


def _surnames(person: Person) -> Iterator[str]:
    """The surname, as it begins a sentence too ("Von der Leyen"), and with an article joined to it ("al-Baschir")."""
    last = person.name.rpartition(" ")[2]
    for name in (person.surname, last) if last.endswith(f"-{person.surname}") and last[0].islower() else (person.surname,):
        yield name
        if name[0].islower():
            yield name[0].upper() + name[1:]


def _part_words(part: Part, endings: Iterable[str]) -> Iterator[str]:
    """The names of a part of a state and its adjectives in all forms."""
    yield from part.names
    for adjective in part.adjectives:
        yield from (adjective + ending for ending in endings)


def _by_first_word(entries: Iterable[tuple[str, Entry]], inflection: Inflection) -> dict[str, list[tuple[str, Entry]]]:
    """The names by their first words; an adjective that begins a name of a body or state is inflected."""
    endings = [ending for ending in inflection.adjective if ending.startswith("e")]
    named: defaultdict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for name, entry in entries:
        first = name.partition(" ")[0]
        if not first.isalnum():
            word = WORD.search(name)
            if word is None:
                continue
            first = word[0]
        named[first].append((name, entry))
        if entry.kind in INFLECTED and first.endswith("e") and len(name) > len(first):
            for ending in endings:
                named[first[:-1] + ending].append((name, entry))
    return dict(named)


def _index_rests(first: str, named: Iterable[tuple[str, Entry]]) -> Rests:
    """The further words of these names -> readings; of a name of one word, only where that word is `first` as it stands."""
    grouped: defaultdict[tuple[str, ...], dict[Entry, None]] = defaultdict(dict)
    for name, entry in named:
        words = tuple(WORD.findall(name))
        if len(words) > 1 or words[0] == first:
            grouped[words[1:]][entry] = None
    return {rest: tuple(readings) for rest, readings in grouped.items()}


def _roles(knowledge: Knowledge) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for office in knowledge.offices:
        for noun in office.nouns:
            roles.setdefault(noun, Role(noun, office.sector, "person", office.id, None))
    for row in knowledge.role_nouns:
        known = roles.get(row.noun)
        if known is None:
            roles[row.noun] = Role(row.noun, row.sector, row.kind, row.office, row.number, row.country)
        elif row.country is not None:
            roles[row.noun] = replace(known, country=row.country)
    return roles


@cache
def load_lexicon(language: str, inflection: Inflection, additions: Additions) -> Lexicon:
    """The lexicon of a language; built once in a process."""
    return Lexicon(load_knowledge(language), inflection, additions)
