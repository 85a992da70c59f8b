"""Who holds an office, and what is known of a name: the knowledge asked in the words of an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lagebild.knowledge.lexicon import WORD, Entry
from lagebild.knowledge.values import DayInterval, Holding, Person
from lagebild.knowledge.vocabulary import RoleReading, Vocabulary, vocabulary
from lagebild.lang.pack import LanguagePack


@dataclass(frozen=True, slots=True)
class Answer:
    """A person who fits the question, with the office that fits it (inclusive ISO days; None where open or unknown)."""

    actor_id: str
    name: str
    office: str | None
    country: str | None
    since: str | None
    until: str | None
    source: str | None


def who(phrase: str, *, on: str | None, pack: LanguagePack) -> tuple[Answer, ...]:
    """The persons that a name or a description ("belarussischer Verteidigungsminister") means on the ISO day `on`.

    Without a day, everybody who ever held the office, earliest first. Empty if nobody is known who fits.
    """
    words_of = vocabulary(pack)
    interval = (on, on) if on is not None else None
    named = [entry for entry in words_of.lexicon.name(phrase) if entry.kind in {"person", "surname"}]
    if named:
        return tuple(answer for entry in named for answer in _by_name(words_of, entry, interval))
    words = WORD.findall(phrase)
    reading = next((r for r in (words_of.role(w, w) for w in words) if r is not None and r.role.office is not None), None)
    owners = list(_owners(words_of, words, reading))
    if reading is None or not owners:
        return ()
    return tuple(_by_office(words_of, reading, owners[0], interval))


def _by_name(words_of: Vocabulary, entry: Entry, on: DayInterval | None) -> Iterator[Answer]:
    knowledge = words_of.lexicon.knowledge
    person = knowledge.person(entry.ref) if entry.ref is not None else None
    if person is None:
        return
    holdings = knowledge.offices_of(person.id, on)
    for holding in holdings:
        yield _answer(person, holding)
    if not holdings:
        yield Answer(f"ac-{person.id}", person.name, None, person.country, None, None, None)


def _owners(words_of: Vocabulary, words: list[str], reading: RoleReading | None) -> Iterator[str]:
    """Ids of the states and organisations that the words name, by adjective, name or first member."""
    for word in words:
        country = words_of.country_of_adjective(word)
        if country is not None:
            yield country
    for begin in range(len(words)):
        matched = words_of.lexicon.match(words, begin, len(words))
        for entry in matched[1] if matched is not None else ():
            if entry.kind in {"state", "organisation", "capital", "seat"} and entry.ref is not None:
                yield entry.ref
    if reading is not None and reading.prefix is not None:
        for entry in words_of.lexicon.name(reading.prefix):
            if entry.kind in {"state", "organisation", "seat"} and entry.ref is not None:
                yield entry.ref
        yield from words_of.prefix_countries(reading.prefix)


def _by_office(words_of: Vocabulary, reading: RoleReading, owner: str, on: DayInterval | None) -> Iterator[Answer]:
    knowledge = words_of.lexicon.knowledge
    office = knowledge.office(reading.role.office) if reading.role.office is not None else None
    for kind in office.lookup if office is not None else ():
        holders = knowledge.holders(kind, owner, on)
        for person in holders:
            for holding in knowledge.offices_of(person.id, on):
                if holding.office == kind and holding.country == owner:
                    yield _answer(person, holding)
        if holders:
            return


def _answer(person: Person, holding: Holding) -> Answer:
    return Answer(f"ac-{person.id}", person.name, holding.office, holding.country, holding.since, holding.until, holding.source)
