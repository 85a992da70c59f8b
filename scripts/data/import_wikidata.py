"""Fill what holdings.tsv lacks with terms of office from snapshots of Wikidata (see wikidata_terms.py).

usage: import_wikidata.py MIRROR [--words FILE] [--write]

A term is taken where no known term of the office covers its days; days that belong to a known neighbour are cut off, an
interval that two new terms claim goes to the one with the more precise days. A term without an end ends with the snapshot
(`as of` in its source) unless a successor is known. Persons are recognised by their item or by a name that agrees under
`name_spelling.key`. A surname is listed alone only where it names nobody and nothing else, so that rare ministers do not blur
names that are well known; `--words` lists ordinary words. A second run adds nothing.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from name_spelling import FAMILY_FIRST, german, is_latin, key, person_id, surname
from wikidata_terms import Term, read_terms

from lagebild.knowledge import Knowledge, first_day, last_day, load_knowledge

PACKAGE = Path(__file__).parents[2] / "src/lagebild"
FACTS, NAMES = PACKAGE / "knowledge/data/persons.tsv", PACKAGE / "lang/de/knowledge/persons.tsv"
HOLDINGS = PACKAGE / "knowledge/data/holdings.tsv"
FIRST_NAMES = PACKAGE / "lang/de/link/first_names.tsv"
SOURCE = "Wikidata (CC0)"
CALLED_BY_SURNAME = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})
FROM = "1988-01-01"
HANDOVER_DAYS = 31
OPEN_END_DAYS = 730  # a missing last day is that of the successor's first, if one came within two years
MAX_YEARS = 30
SAME_NAME = 0.84


class Span(NamedTuple):
    since: date
    until: date
    person: str


def days(since: str | None, until: str | None) -> tuple[date, date]:
    return date.fromisoformat(first_day(since)), date.fromisoformat(last_day(until))


def columns(path: Path) -> list[list[str]]:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return rows[1:]


class People:
    """The known persons, and those that are added, found by item and by name."""

    def __init__(self, known: Knowledge) -> None:
        self.by_item = {p.wikidata: p.id for p in known.persons if p.wikidata}
        self.ids = {p.id for p in known.persons}
        self.names = {p.name for p in known.persons}
        self.by_country: defaultdict[str | None, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        served: defaultdict[str, set[str | None]] = defaultdict(set)
        for holding in known.holdings:
            served[holding.person_id].add(holding.country)
        for person in known.persons:
            for country in {person.country, *served[person.id]}:
                for name in {person.name, *(v for v in person.variants if " " in v)}:
                    self.by_country[country].append((key(name), person.id))
        self.added: dict[str, tuple[str, str, str, str]] = {}  # id -> country, item, name, variant
        self.items: dict[str, str] = {}

    def find(self, term: Term) -> str | None:
        """The known person whom the term is about, None if nobody is."""
        if term.item in self.by_item:
            return self.by_item[term.item]
        own = key(term.name)
        best = max(((self._likeness(own, other), person) for other, person in self.by_country[term.country]), default=(0.0, ""))
        if best[0] >= (1.0 if term.country in FAMILY_FIRST else SAME_NAME):  # short syllables are alike by chance
            self.by_item[term.item] = self.items.setdefault(best[1], term.item) and best[1]
            return best[1]
        return None

    @staticmethod
    def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
        if not one or not other:
            return 0.0
        if len(one) > 1 and len(other) > 1 and (one[0][0] != other[0][0] or one[-1][0] != other[-1][0]):
            return 0.0
        last = SequenceMatcher(None, one[-1], other[-1], autojunk=False).ratio()
        first = SequenceMatcher(None, one[0], other[0], autojunk=False).ratio()
        return min(last, first + 0.05, SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False).ratio() + 0.1)

    def add(self, term: Term) -> str | None:
        """A new person for the term, None where the name is taken by somebody of another country."""
        name = german(term.name, term.country)
        identifier = person_id(name)
        if (
            name in self.names
            or not identifier
            or name != " ".join(name.split())
            or set(name) & set('|;=~,()"')
            or not is_latin(name)
        ):
            return None
        if identifier in self.ids:
            identifier += "-" + term.country.lower()
        if identifier in self.ids:
            return None
        self.ids.add(identifier)
        self.names.add(name)
        self.by_item[term.item] = identifier
        self.by_country[term.country].append((key(term.name), identifier))
        self.added[identifier] = (term.country, term.item, name, term.name if term.name != name else "")
        return identifier


def free_part(since: date, until: date, taken: list[Span]) -> tuple[date, date] | None:
    """What is left of the days when a handover's worth of them at either end belongs to neighbours; None if they clash."""
    for other in taken:
        if other.until < since or until < other.since:
            continue
        if other.since <= since and (other.until - since).days <= HANDOVER_DAYS:
            since = other.until
        elif until <= other.until and (until - other.since).days <= HANDOVER_DAYS:
            until = other.since
        else:
            return None
    return (since, until) if since < until else None


def choose_terms(terms: list[Term], known: list[Span]) -> list[tuple[Term, str, str, str]]:
    """(term, first, last, source) for the terms of one office that fit between the known ones and each other."""
    ends = []
    starts = sorted({t.since for t in terms if t.since} | {s.since.isoformat() for s in known})
    for term in terms:
        if term.until:
            ends.append((term, term.until, SOURCE))
            continue
        following = next((s for s in starts if first_day(s) > last_day(term.since)), None)
        if following is None:
            ends.append((term, term.seen[:7], f"{SOURCE}, as of {term.seen[:7]}"))
        elif (date.fromisoformat(first_day(following)) - date.fromisoformat(first_day(term.since))).days <= OPEN_END_DAYS:
            ends.append((term, following, f"{SOURCE}; last day that of the successor's first"))
    ends.sort(key=lambda e: (-len(e[0].since), -len(e[0].until), e[0].since, e[0].item))
    taken, chosen = list(known), []
    for term, until, source in ends:
        since_day, until_day = days(term.since, until)
        if since_day > until_day or (until_day - since_day).days > MAX_YEARS * 365 or until_day.isoformat() < FROM:
            continue
        left = free_part(since_day, until_day, taken)
        if left is None:
            continue
        first = term.since if left[0] == since_day else left[0].isoformat()
        last = until if left[1] == until_day else left[1].isoformat()
        taken.append(Span(*left, term.item))
        chosen.append((term, first, last, source))
    return chosen


def occupied_words(known: Knowledge, words: Path | None) -> set[str]:
    """Words that name something else already: they are no surnames without a given name."""
    taken = {row[0] for row in columns(FIRST_NAMES)} | {n.noun for n in known.role_nouns}
    for person in known.persons:
        taken |= {person.surname, *(v for v in person.variants if " " not in v)}
    for state in known.states:
        taken |= {state.name, state.capital or "", *state.variants, *state.inhabitants, *state.metonyms, *state.compounds}
    for organisation in known.organisations:
        taken |= {organisation.name, *organisation.variants, *organisation.metonyms, *(o.name for o in organisation.organs)}
    for place in known.places:
        taken |= {place.name, *place.variants}
    return taken | (set(words.read_text("utf-8").split()) if words is not None else set())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mirror", type=Path)
    parser.add_argument("--words", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    known = load_knowledge()
    people = People(known)
    spans: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for h in known.holdings:
        spans[h.office, h.country].append(Span(*days(h.since, h.until), h.person_id))
    grouped: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in dict.fromkeys(read_terms(args.mirror, {s.wikidata: s.id for s in known.states if s.wikidata})):
        grouped[term.office, term.country].append(term)
    rows, offices_of = [], defaultdict(set)
    for (office, country), terms in grouped.items():
        state = known.state(country)
        for term, since, until, source in choose_terms(terms, spans[office, country]):
            if state is not None and state.since and last_day(until) < first_day(state.since):
                continue
            person = people.find(term) or people.add(term)
            if person is not None:
                rows.append(f"{person}\t{office}\t{country}\t{since}\t{until}\t{source}")
                offices_of[person].add(office)
    write(known, people, rows, offices_of, words=args.words, do_write=args.write)
    print(f"{len(rows)} terms, {len(people.added)} persons added")


def write(
    known: Knowledge, people: People, rows: list[str], offices_of: dict[str, set[str]], *, words: Path | None, do_write: bool
) -> None:
    """Add the rows to the three tables, sorted; print them where nothing is to be written."""
    given = frozenset(row[0] for row in columns(FIRST_NAMES)) | {name.split()[0] for _, _, name, _ in people.added.values()}
    taken, facts, names = occupied_words(known, words) | given, [], []
    surnames = {i: surname(name, country, given) for i, (country, _, name, _) in people.added.items()}
    counts: defaultdict[str, int] = defaultdict(int)
    for bare in surnames.values():
        counts[bare] += 1
    for identifier, (country, item, name, variant) in people.added.items():
        bare = surnames[identifier]
        alone = bool(offices_of[identifier] & CALLED_BY_SURNAME) and bare not in taken and counts[bare] == 1 and len(bare) > 3
        facts.append(f"{identifier}\t{country}\tGOV\t{item}")
        names.append("\t".join([identifier, name, bare if alone else name, variant]))
    if not do_write:
        print(*rows, *names, sep="\n")
        return
    for path, new in ((FACTS, facts), (NAMES, names), (HOLDINGS, rows)):
        lines = path.read_text("utf-8").splitlines()
        head = next(i for i, line in enumerate(lines) if not line.startswith("#")) + 1
        body = [_with_item(line, people.items) if path == FACTS else line for line in lines[head:]]
        path.write_text("\n".join([*lines[:head], *sorted({*body, *new})]) + "\n", "utf-8")


def _with_item(line: str, items: dict[str, str]) -> str:
    """A row of persons.tsv with the item by which the person was recognised, where it has none."""
    cells = line.split("\t")
    return "\t".join([*cells[:3], cells[3] or items.get(cells[0], "")])


if __name__ == "__main__":
    main()
