"""Publicly known happenings with their days: summits, conferences, contests, elections; and how a text names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lagebild.knowledge.tables import Row, read_rows

FACTS = ("id", "start", "end", "country", "place")
NAMES = ("id", "names", "edition", "places", "unique_by", "example")
UNIQUE_BY = frozenset({"year", "place"})
LONG = 4  # letters from which a word of a name may take an ending
ENDING = "(?:s|es|n|en|r)?"
AROUND = 60  # characters beside the name in which its year and place stand
BEFORE = 8  # characters in front of the name in which its number stands
NUMBER_BEFORE = re.compile(r"(?<!\d)(\d{1,2})\.\s+$")
NUMBER_BEHIND = re.compile(r"^[\s-]?(\d{1,2})(?![\d.,])")
YEAR = re.compile(r"(?<!\d)(?:19[89]|20[0-4])\d(?!\d)")
STOP = re.compile(r"[;:()\n]|(?<!\d)(?<!St)[.!?](?=\s|$)|,")


@dataclass(frozen=True, slots=True)
class KnownHappening:
    """A happening whose days (inclusive, ISO) are public knowledge. `edition`: its number in its series, if counted."""

    id: str
    start: str
    end: str
    country: str
    place: str | None
    names: tuple[str, ...]
    edition: int | None
    places: tuple[str, ...]
    needs_place: bool
    example: str


@dataclass(frozen=True, slots=True)
class NamedHappening:
    """Where a text names a known happening: code points [begin, end) of the name with its number."""

    happening: KnownHappening
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class KnownHappenings:
    """All known happenings under their names in one language."""

    by_name: Mapping[str, tuple[KnownHappening, ...]]
    pattern: re.Pattern[str]

    def find(self, text: str) -> Iterator[NamedHappening]:
        """The happenings that the text names so that only one can be meant: by number, or by year (and place)."""
        for match in self.pattern.finditer(text):
            name = str(match.lastgroup)
            before = NUMBER_BEFORE.search(text, max(0, match.start() - BEFORE), match.start())
            behind = NUMBER_BEHIND.search(text[match.end() : match.end() + 4])
            number = before or behind
            begin = match.start() if before is None else before.start()
            end = match.end() if before is not None or behind is None else match.end() + behind.end()
            around = _beside(text, match.start(), match.end())
            edition = None if number is None else int(number[1])
            found = _only(self.by_name[name], edition, around)
            if found is not None:
                yield NamedHappening(found, begin, end)


def _beside(text: str, begin: int, end: int) -> str:
    """The stretch around a name in which its year and place stand, inside its clause."""
    left = text[max(0, begin - AROUND) : begin]
    right = text[end : end + AROUND]
    stops = [m.end() for m in STOP.finditer(left)]
    stop = STOP.search(right)
    return (left[stops[-1] :] if stops else left) + " " + (right[: stop.start()] if stop is not None else right)


def _only(rows: tuple[KnownHappening, ...], edition: int | None, around: str) -> KnownHappening | None:
    """The one row that fits the number, or the year and the place beside the name; None if several do or neither is given."""
    years = set(YEAR.findall(around))
    if edition is not None:
        numbered = [row for row in rows if row.edition == edition and (not years or row.start[:4] in years)]
        return numbered[0] if len(numbered) == 1 else None
    if len(years) != 1:
        return None
    year = years.pop()
    fitting = [row for row in rows if row.start[:4] == year]
    placed = [row for row in fitting if any(place in around for place in row.places)]
    if len(placed) == 1:
        return placed[0]
    return fitting[0] if len(fitting) == 1 and not fitting[0].needs_place else None


def _pattern_of(name: str) -> str:
    words = [re.escape(word) + (ENDING if len(word) >= LONG else "") for word in name.split(" ")]
    return r"\s+".join(words)


def _happening(fact: Row, name: Row) -> KnownHappening:
    start, end = fact.date("start"), fact.date("end")
    if start is None or end is None or len(start) != len("2000-01-01") or end < start:
        raise fact.error("start and end must be days in order")
    edition = name.number("edition")
    return KnownHappening(
        id=fact.required("id"),
        start=start,
        end=end,
        country=fact.required("country"),
        place=fact.optional("place"),
        names=name.many("names"),
        edition=None if edition is None else int(edition),
        places=name.many("places"),
        needs_place=name.choice("unique_by", UNIQUE_BY) == "place",
        example=name.required("example"),
    )


def load_happenings(language: str = "de") -> KnownHappenings:
    """The known happenings under their names in `language`; read once in a process.

    Raises:
        PackError: A table is missing or breaks its format; file and line are named.
    """
    return _load(language)


@cache
def _load(language: str) -> KnownHappenings:
    facts = read_rows(files("lagebild") / "knowledge" / "data", "dated_happenings.tsv", pack="knowledge", columns=FACTS)
    folder = files("lagebild") / "lang" / language / "knowledge"
    names = {row.required("id"): row for row in read_rows(folder, "dated_happenings.tsv", pack=language, columns=NAMES)}
    by_name: defaultdict[str, list[KnownHappening]] = defaultdict(list)
    for fact in facts:
        row = names.pop(fact.required("id"), None)
        if row is None:
            raise fact.error("has no name in this language")
        one = _happening(fact, row)
        for name in one.names:
            by_name[name].append(one)
    if names:
        raise next(iter(names.values())).error("is not in the table of facts")
    ordered = sorted(by_name, key=lambda name: (-len(name), name))
    keys = {name: f"n{number}" for number, name in enumerate(ordered)}
    by_letter: defaultdict[str, list[str]] = defaultdict(list)  # one try a word and letter instead of one for every name
    for name in ordered:
        by_letter[name[0]].append(f"(?P<{keys[name]}>{_pattern_of(name)})")
    pattern = "|".join(f"(?={re.escape(letter)})(?:{'|'.join(forms)})" for letter, forms in sorted(by_letter.items()))
    return KnownHappenings(
        {keys[name]: tuple(by_name[name]) for name in ordered}, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w*[a-zäöüß])")
    )
