"""The words of speech of a language pack, indexed for the rules of this layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from lagebild.lang.pack import LanguagePack


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that opens reported speech.

    `frames`: "that" (dass, ob, w-clauses), "main" (a main clause), "inf", "direct", "np" (a nominal object is the content),
    "pp" (a prepositional one) and "dat". `kind`: "say", "write", "act", "think", or "none": reports only with a clause.
    """

    lemma: str
    frames: frozenset[str]
    kind: str
    addressee: str
    prepositions: frozenset[str]
    rule: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A noun that names words or thoughts ("Angabe", "Ansicht", "Bericht"): `kind` speech, thought or document."""

    lemma: str
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the pack says about speech; `words` are closed classes by name."""

    language: str
    verbs: Mapping[str, Cue]
    phrases: Mapping[str, tuple[Cue, ...]]  # by verb lemma
    nouns: Mapping[str, Source]
    noun_suffixes: tuple[str, ...]
    prepositions: Mapping[str, str]  # word -> way: source, noun, after
    adverbs: Mapping[str, str]
    subjunctive_strong: frozenset[str]
    subjunctive_weak: frozenset[str]
    indicative: frozenset[str]
    words: Mapping[str, frozenset[str]]
    participles: Mapping[str, str]  # participle -> lemma of the verb
    forms: Mapping[str, str]  # finite form or stem + particle -> lemma

    def source_noun(self, lemma: str) -> Source | None:
        """The entry of a noun or of the last part of a compound ("Polizeiangaben")."""
        known = self.nouns.get(lemma)
        if known is not None:
            return known
        lower = lemma.lower()
        for suffix in self.noun_suffixes:
            if lower.endswith(suffix):
                return self.nouns[suffix.capitalize()]
        return None


def lexicon_of(pack: LanguagePack) -> Lexicon:
    """The lexicon of a pack, built once."""
    return cast("Lexicon", pack.derived("statements", _build))


def _build(pack: LanguagePack) -> Lexicon:
    verbs: dict[str, Cue] = {}
    participles: dict[str, str] = {}
    forms: dict[str, str] = {}
    for row in pack.table(
        "statements/verbs", columns=("lemma", "frames", "kind", "addressee", "prepositions", "past", "participle", "example")
    ):
        cue = Cue(
            lemma=row["lemma"],
            frames=frozenset(row.many("frames")),
            kind=row["kind"],
            addressee=row["addressee"],
            prepositions=frozenset(row.many("prepositions")),
            rule=f"{pack.language}.cue.{row['lemma']}.1",
        )
        verbs[cue.lemma] = cue
        participles[row["participle"]] = cue.lemma
        forms.update(_forms(row["past"], cue.lemma))
    nouns = {
        row["lemma"]: Source(row["lemma"], row["kind"], f"{pack.language}.source.{row['lemma'].lower()}.1")
        for row in pack.table("statements/nouns", columns=("lemma", "kind", "compounds", "example"))
    }
    suffixes = [row["lemma"].lower() for row in pack.table("statements/nouns") if row["compounds"] == "yes"]
    words = {name: frozenset(values) for name, values in pack.settings("statements/settings").items()}
    return Lexicon(
        language=pack.language,
        verbs=verbs,
        phrases=_phrases(pack),
        nouns=nouns,
        noun_suffixes=tuple(sorted(suffixes, key=len, reverse=True)),
        prepositions={
            row["word"]: row["way"] for row in pack.table("statements/prepositions", columns=("word", "way", "example"))
        },
        adverbs={row["word"]: row["way"] for row in pack.table("statements/adverbs", columns=("word", "way", "example"))},
        subjunctive_strong=words["subjunctive_strong"],
        subjunctive_weak=words["subjunctive_weak"],
        indicative=words["indicative_in_e"],
        words=words,
        participles=participles,
        forms=forms,
    )


def _forms(past: str, lemma: str) -> dict[str, str]:
    """Third person forms of the past, plural too, keyed with the particle ("kündigte an", "kündigten an")."""
    verb, _, particle = past.partition(" ")
    plural = verb + "n" if verb.endswith("e") else verb + "en"
    tail = f" {particle}" if particle else ""
    return {verb + tail: lemma, plural + tail: lemma}


def _phrases(pack: LanguagePack) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for number, row in enumerate(
        pack.table("statements/phrases", columns=("verb", "words", "frames", "kind", "example")), start=1
    ):
        cue = Cue(
            lemma=row["verb"],
            frames=frozenset(row.many("frames")),
            kind=row["kind"],
            addressee="",
            prepositions=frozenset(),
            rule=f"{pack.language}.phrase.{row['verb']}.{number}",
            words=tuple(row["words"].split()),
        )
        found.setdefault(cue.lemma, []).append(cue)
    return {lemma: tuple(sorted(cues, key=lambda c: -len(c.words))) for lemma, cues in found.items()}
