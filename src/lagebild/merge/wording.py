"""What outlets call a person or thing, and how these names judge."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lagebild.merge.words import MergeWords, WordingTerm
from lagebild.model.picture import Difference
from lagebild.model.reading import Reading

PERSON_TOPICS = frozenset({"ruler"})  # names for whoever the sentence calls so; other topics are one thing
MIN_HINT = 4  # letters; every alternative of a pattern has a run as long
ESCAPED = re.compile(r"\\.")
LETTERS = re.compile(r"([^\W\d_]{4,})([?*])?")
TITLE_GAP = 1  # characters between a title and the name that it belongs to


@dataclass(frozen=True, slots=True)
class NameUsed:
    """A name of some tone at code points [begin, end). `about`: the person so named, "" for a thing or where unknown."""

    topic: str
    about: str
    tone: str
    label: str
    begin: int
    end: int


Found = tuple[tuple[WordingTerm, int, int], ...]
_FINDERS: dict[int, tuple[tuple[WordingTerm, ...], Callable[[str], Found]]] = {}


def _finder(wording: tuple[WordingTerm, ...]) -> Callable[[str], Found]:
    """What finds the terms in a sentence; one for each table, as hashing a table for every sentence would take longest."""
    known = _FINDERS.get(id(wording))
    if known is not None and known[0] is wording:
        return known[1]
    hinted = [(term, hints_of(term.pattern.pattern)) for term in wording]

    @lru_cache(maxsize=65536)
    def find(text: str) -> Found:
        lowered = text.lower()
        near = (term for term, hints in hinted for hint in hints if hint in lowered)
        terms = dict.fromkeys(near)
        return tuple((term, match.start(), match.end()) for term in terms for match in term.pattern.finditer(text))

    _FINDERS[id(wording)] = wording, find
    return find


@lru_cache(maxsize=1024)
def hints_of(pattern: str) -> tuple[str, ...]:
    """Runs of letters in a pattern of which every text that it matches has one, in small letters: they are found faster."""
    runs = (run[:-1] if optional else run for run, optional in LETTERS.findall(ESCAPED.sub(" ", pattern.lower())))
    return tuple(dict.fromkeys(run for run in runs if len(run) >= MIN_HINT))


def _person_at(reading: Reading, begin: int, end: int) -> str | None:
    """The known person whom a title at [begin, end) names: whose mention it is part of, or whose name follows it.

    None if it names somebody else; "" if nothing is known of whom.
    """
    named: str | None = ""
    for actor in reading.actors:
        for mention in actor.mentions:
            span = mention.span
            inside = span.begin <= begin and end <= span.end
            if inside or (mention.kind == "name" and end <= span.begin <= end + TITLE_GAP):
                if actor.kind == "person" and actor.known:
                    return actor.name
                named = None
    return named


def names_used(reading: Reading, words: MergeWords, sentences: Iterable[int] | None = None) -> list[NameUsed]:
    """The names in some sentences of an article, or in all of them."""
    wanted = None if sentences is None else frozenset(sentences)
    text = reading.article.text
    find = _finder(words.wording)
    found = []
    for sentence in reading.sentences:
        if wanted is not None and sentence.id not in wanted:
            continue
        for term, begin, end in find(text[sentence.begin : sentence.end]):
            begin, end = begin + sentence.begin, end + sentence.begin  # noqa: PLW2901
            about = _person_at(reading, begin, end) if term.topic in PERSON_TOPICS else ""
            if about is not None:
                found.append(NameUsed(term.topic, about, term.tone, term.label, begin, end))
    return found


def compare_names(used: Mapping[str, Sequence[NameUsed]]) -> tuple[Difference, ...]:
    """For every person or thing that articles name with different tones what each calls it; `used`: by article."""
    by_subject: defaultdict[tuple[str, str], dict[str, list[NameUsed]]] = defaultdict(dict)
    for article_id, names in used.items():
        for name in names:
            by_subject[name.topic, name.about].setdefault(article_id, []).append(name)
    found = []
    for topic, about in sorted(by_subject):
        chosen = by_subject[topic, about]
        tones = {frozenset(name.tone for name in names) for names in chosen.values()}
        if len(tones) < 2:
            continue
        values = tuple(sorted((article_id, shown(names)) for article_id, names in chosen.items()))
        found.append(Difference("wording", "wording", values, True, f"names of different tone for {about or topic}"))
    return tuple(found)


def shown(names: Iterable[NameUsed]) -> str:
    """The names with their tones, each once."""
    return ", ".join(f"{label} ({tone})" for label, tone in sorted({(name.label, name.tone) for name in names}))
