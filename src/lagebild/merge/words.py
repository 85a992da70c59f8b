"""What merging asks of a language pack: acts, lookbacks, relative days, wording classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from lagebild.errors import PackError
from lagebild.knowledge.load import load_knowledge
from lagebild.lang.pack import LanguagePack

WORD = re.compile(r"\w+")
STEM_LENGTH = 6  # letters: enough to join inflected forms ("Besuchs", "besuchte"), short enough to cut endings
MARKERS = (
    "lookback", "again", "standing", "until", "future", "past", "perfect", "preterite", "participle", "narrated", "attended",
    "coming", "coming_from", "bound", "attitude", "in_force", "occasion",
)  # fmt: skip
"""Kinds of markers that are fields of `MergeWords` by the same names."""


@dataclass(frozen=True, slots=True)
class Relative:
    """An expression counted from the publication day: `first` to `last` days after it."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class WordingTerm:
    """A name for something that outlets also call otherwise."""

    topic: str
    tone: str
    label: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class LevelTerm:
    """Words that name a step at which a tie of one kind can stand; a higher rank is a closer tie."""

    kind: str
    level: str
    rank: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Matter:
    """What is counted or measured, by any of its nouns. `alone`: it needs no further noun to be known as the same."""

    matter: str
    alone: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class MergeWords:
    """The compiled tables of `<pack>/merge`."""

    acts: tuple[tuple[str, re.Pattern[str]], ...]
    lookback: re.Pattern[str]
    again: re.Pattern[str]
    standing: re.Pattern[str]
    joiners: re.Pattern[str]
    until: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    perfect: re.Pattern[str]
    preterite: re.Pattern[str]
    participle: re.Pattern[str]
    narrated: re.Pattern[str]
    attended: re.Pattern[str]
    coming: re.Pattern[str]
    coming_from: re.Pattern[str]
    bound: re.Pattern[str]
    trends: tuple[tuple[str, re.Pattern[str]], ...]
    relatives: dict[str, Relative]
    wording: tuple[WordingTerm, ...]
    stop_words: frozenset[str]
    attitude: re.Pattern[str]
    in_force: re.Pattern[str]
    occasion: re.Pattern[str]
    topics: tuple[tuple[str, re.Pattern[str]], ...]
    blocs: Mapping[str, frozenset[str]]
    levels: tuple[LevelTerm, ...] = ()
    matters: tuple[Matter, ...] = ()

    def act_of(self, trigger: str) -> str | None:
        """The kind of act that a trigger names, None if no row knows it."""
        for act, pattern in self.acts:
            if pattern.search(trigger):
                return act
        return None

    def matters_in(self, text: str) -> tuple[Matter, ...]:
        """The matters that a text names, in the order of the rows."""
        return tuple(matter for matter in self.matters if matter.pattern.search(text))

    def topics_in(self, text: str) -> tuple[str, ...]:
        """The matters on which a text may take a stand, in the order of the rows."""
        return tuple(topic for topic, pattern in self.topics if pattern.search(text))

    def acts_in(self, text: str) -> tuple[str, ...]:
        """All kinds of act that a text names, in the order of the rows."""
        return tuple(dict.fromkeys(act for act, pattern in self.acts if pattern.search(text)))


def words_of(pack: LanguagePack) -> MergeWords:
    """The compiled merge tables of a pack."""
    return cast("MergeWords", pack.derived("merge", _compile))


def stem(word: str) -> str:
    """A crude key that joins inflected forms of a word."""
    return _stem(word)


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    folded = word.casefold().replace("ä", "a").replace("ö", "o").replace("ü", "u").replace("ß", "ss")
    return folded[:STEM_LENGTH]


def _pattern(pack: LanguagePack, table: str, text: str, line: int) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as exc:
        raise PackError(pack.language, f"{table}.tsv", line, f"is no pattern: {exc}") from exc


def _any_of(pack: LanguagePack, kind: str) -> re.Pattern[str]:
    rows = [row for row in pack.table("merge/markers", columns=("kind", "pattern", "example")) if row["kind"] == kind]
    if not rows:
        raise PackError(pack.language, "merge/markers.tsv", 0, f"no row of kind {kind!r}")
    return _pattern(pack, "merge/markers", "|".join(f"(?:{row['pattern']})" for row in rows), rows[0].line)


def _blocs(pack: LanguagePack) -> dict[str, frozenset[str]]:
    """The states of each bloc, as members of its organisations at any time."""
    knowledge = load_knowledge(pack.language)
    blocs = pack.settings("merge/settings")["blocs"]
    return {bloc: frozenset(country for body in bodies for country in knowledge.members(body)) for bloc, bodies in blocs.items()}


def _compile(pack: LanguagePack) -> MergeWords:
    acts = pack.table("merge/acts", columns=("act", "pattern", "example"))
    relatives = pack.table("merge/relatives", columns=("text", "first", "last", "example"))
    wording = pack.table("merge/wording", columns=("topic", "tone", "label", "pattern", "example"))
    stops = pack.settings("merge/settings")["stop_words"]
    return MergeWords(
        acts=tuple((row["act"], _pattern(pack, "merge/acts", row["pattern"], row.line)) for row in acts),
        **{kind: _any_of(pack, kind) for kind in MARKERS},
        joiners=_any_of(pack, "joiner"),
        trends=tuple((kind, _any_of(pack, kind)) for kind in ("growth", "decline")),
        topics=tuple(
            (row["topic"], _pattern(pack, "merge/topics", row["pattern"], row.line))
            for row in pack.table("merge/topics", columns=("topic", "pattern", "example"))
        ),
        blocs=_blocs(pack),
        relatives={row["text"].casefold(): Relative(int(row["first"]), int(row["last"])) for row in relatives},
        wording=tuple(
            WordingTerm(row["topic"], row["tone"], row["label"], _pattern(pack, "merge/wording", row["pattern"], row.line))
            for row in wording
        ),
        stop_words=frozenset(stem(word) for word in str(stops).split()),
        levels=tuple(
            LevelTerm(row["kind"], row["level"], int(row["rank"]), _pattern(pack, "merge/levels", row["pattern"], row.line))
            for row in pack.table("merge/levels", columns=("kind", "level", "rank", "pattern", "example"))
        ),
        matters=tuple(
            Matter(row["matter"], row["alone"] == "yes", _pattern(pack, "merge/matters", row["pattern"], row.line))
            for row in pack.table("merge/matters", columns=("matter", "alone", "pattern", "example"))
        ),
    )
