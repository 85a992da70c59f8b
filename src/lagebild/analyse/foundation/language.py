"""The words of one language that the foundation needs, from its pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lagebild.lang.pack import LanguagePack


@dataclass(frozen=True, slots=True)
class Words:
    """Lower-case words by role; abbreviations are written as in the table, without their last full stop."""

    inner_abbreviations: frozenset[str]  # never end a sentence: a title or a unit before a number follows
    final_abbreviations: frozenset[str]  # may end a sentence
    dotted: tuple[str, ...]  # abbreviations with inner full stops, longest first
    months: frozenset[str]
    before_ordinals: frozenset[str]
    before_numbers: frozenset[str]
    domains: tuple[str, ...]
    articles: Mapping[str, str]
    pronouns: Mapping[str, str]
    contractions: Mapping[str, str]
    determiners: Mapping[str, str]
    reflexive: str


def load_words(pack: LanguagePack) -> Words:
    """The foundation's words of a pack."""
    settings = pack.settings("foundation")
    rows = pack.table("abbreviations", columns=("abbreviation", "ends", "example"))
    plain = {row["abbreviation"].removesuffix("."): row["ends"] == "yes" for row in rows}
    return Words(
        inner_abbreviations=frozenset(text for text, ends in plain.items() if not ends),
        final_abbreviations=frozenset(text for text, ends in plain.items() if ends),
        dotted=tuple(sorted((text for text in plain if "." in text), key=len, reverse=True)),
        months=frozenset(settings["months"]),
        before_ordinals=frozenset(settings["before_ordinals"]),
        before_numbers=frozenset(settings["before_numbers"]),
        domains=tuple(settings["domains"]),
        articles=settings["articles"],
        pronouns=settings["pronouns"],
        contractions=settings["contractions"],
        determiners=dict(sorted(settings["determiners"].items(), key=lambda item: -len(item[0]))),
        reflexive=settings["reflexive"],
    )
