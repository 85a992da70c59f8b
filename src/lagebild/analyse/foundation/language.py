"""The words of one language that the foundation needs, from its pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lagebild.lang.pack import LanguagePack


@dataclass(frozen=True, slots=True)
class CompoundWords:
    """Lower-case words and endings that make or unmake compounds."""

    modifiers: frozenset[str]
    weak_modifiers: frozenset[str]  # begin many simple nouns: only before long heads
    verbal: str  # ending of nouns made of verbs
    short_modifiers: frozenset[str]
    links: tuple[str, ...]
    lost: str  # the ending that nouns lose before a head
    never_heads: frozenset[str]
    whole: frozenset[str]


@dataclass(frozen=True, slots=True)
class SubjunctiveWords:
    """Endings and forms by which the Konjunktiv shows."""

    umlauts: Mapping[int, str]  # as `str.translate` takes them
    infinitive: str
    endings: tuple[str, ...]
    ending: str
    regular: tuple[str, ...]
    forms: Mapping[str, str]
    speaker: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ending:
    """How an unknown word of a class is put back into its base form."""

    heads: str  # the lexicon's head of the class: N, A or V
    number: str  # "Sing", "Plur" or "" for both
    ending: str
    base: str


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
    after_hyphens: tuple[str, ...]  # words before which a hyphen at a line end is not that of a broken word
    gender_endings: frozenset[str]  # inner capitals that begin no sentence: "BürgerInnen"
    articles: Mapping[str, str]
    pronouns: Mapping[str, str]
    contractions: Mapping[str, str]
    determiners: Mapping[str, str]
    reflexive: str
    particles: frozenset[str]
    participles: Mapping[str, str]
    participle_prefix: str
    attributes: Mapping[str, str]
    origin: str  # ending of adjectives of places and decades, which are not declined
    declension: tuple[str, ...]
    compared: tuple[str, ...]  # suffixes of adjectives with an ending of comparison, and
    comparison: tuple[str, ...]
    endings: tuple[Ending, ...]
    compounds: CompoundWords
    subjunctive: SubjunctiveWords


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
        after_hyphens=tuple(settings["after_hyphens"]),
        gender_endings=frozenset(settings["gender_endings"]),
        articles=settings["articles"],
        pronouns=settings["pronouns"],
        contractions=settings["contractions"],
        determiners=dict(sorted(settings["determiners"].items(), key=lambda item: -len(item[0]))),
        reflexive=settings["reflexive"],
        particles=frozenset(settings["particles"]),
        participles=settings["participles"],
        participle_prefix=settings["participle_prefix"],
        attributes=settings["attributes"],
        origin=settings["adjectives"]["origin"],
        declension=tuple(settings["adjectives"]["declension"]),
        compared=tuple(settings["adjectives"]["suffixes"]),
        comparison=tuple(settings["adjectives"]["comparison"]),
        endings=_load_endings(pack),
        compounds=_compound_words(settings["compounds"]),
        subjunctive=_subjunctive_words(settings["subjunctive"]),
    )


def _load_endings(pack: LanguagePack) -> tuple[Ending, ...]:
    """The endings of unknown words, longer ones first."""
    rows = pack.table("foundation/endings", columns=("class", "number", "ending", "base", "form", "lemma", "example"))
    found = [Ending(row["class"], row["number"], row["ending"], row["base"]) for row in rows]
    return tuple(sorted(found, key=lambda ending: -len(ending.ending)))


def _compound_words(settings: Mapping[str, Any]) -> CompoundWords:
    return CompoundWords(
        modifiers=frozenset(settings["modifiers"]),
        weak_modifiers=frozenset(settings["weak_modifiers"]),
        verbal=settings["verbal"],
        short_modifiers=frozenset(settings["short_modifiers"]),
        links=tuple(settings["links"]),
        lost=settings["lost"],
        never_heads=frozenset(settings["never_heads"]),
        whole=frozenset(settings["whole"]),
    )


def _subjunctive_words(settings: Mapping[str, Any]) -> SubjunctiveWords:
    return SubjunctiveWords(
        umlauts=str.maketrans(settings["umlauts"]),
        infinitive=settings["infinitive"],
        endings=tuple(settings["endings"]),
        ending=settings["ending"],
        regular=tuple(settings["regular"]),
        forms=settings["forms"],
        speaker=frozenset(settings["speaker"]),
    )
