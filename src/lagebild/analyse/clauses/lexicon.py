"""The words that the rules of clauses know, from the language pack."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from lagebild.analyse.clauses.cells import parse_cells
from lagebild.analyse.clauses.forms import Endings, make_endings
from lagebild.analyse.clauses.retag import ClosedWords
from lagebild.analyse.foundation.lexicon import Lexicon, WordClass
from lagebild.lang.pack import LanguagePack

MAX_CACHED = 200_000
MIN_TAIL_CHARS = 4  # of the last part of a compound that names people


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """A finite form of an auxiliary or modal verb."""

    lemma: str
    tense: str
    mood: str


@dataclass(frozen=True, slots=True)
class Opener:
    """A subjunction: the kind of its clause and what that is in the clause above."""

    kind: str
    function: str


@dataclass(slots=True)
class ClauseLexicon:
    """Tables of the pack by what the rules ask; `forms` is the lexicon of word forms."""

    forms: Lexicon
    determiners: dict[str, tuple[int, str]]
    pronouns: dict[str, tuple[int, str]]
    adjective_endings: tuple[tuple[str, int, int], ...]
    auxiliaries: dict[str, Auxiliary]
    verbs: dict[str, frozenset[str]]
    openers: dict[str, Opener]
    prepositions: dict[str, int]
    negations: frozenset[str]
    times: frozenset[str]
    sayings: frozenset[str]
    persons: frozenset[str]
    government: dict[str, frozenset[str]]
    attributes: dict[str, frozenset[str]]
    adverbial: frozenset[str]
    words: dict[str, frozenset[str]]
    closed: ClosedWords
    endings: Endings
    _people: dict[str, bool] = field(default_factory=dict)
    _agreement: dict[str, frozenset[str]] = field(default_factory=dict)
    _classes: dict[str, WordClass] = field(default_factory=dict)

    def has(self, lemma: str, verb_class: str) -> bool:
        """Whether the verb belongs to the class."""
        return verb_class in self.verbs.get(lemma, ())

    def is_word(self, word: str, word_class: str) -> bool:
        return word in self.words.get(word_class, ())

    def word_class(self, form: str) -> WordClass:
        """The lexicon's class of a form, remembered."""
        known = self._classes.get(form)
        if known is None:
            if len(self._classes) > MAX_CACHED:
                self._classes.clear()
            known = self._classes[form] = self.forms.word_class(form)
        return known

    def names_people(self, lemma: str) -> bool:
        """Whether a noun (or the last part of a compound) names people or a body that acts."""
        known = self._people.get(lemma)
        if known is None:
            if len(self._people) > MAX_CACHED:
                self._people.clear()
            tails = (lemma[i:].lstrip("-").capitalize() for i in range(1, len(lemma) - MIN_TAIL_CHARS + 1))
            known = lemma in self.persons or any(tail in self.persons for tail in tails)
            self._people[lemma] = known
        return known

    def takes(self, noun: str, preposition: str) -> bool:
        """Whether a phrase with the preposition belongs to the noun by its meaning ("Kritik an")."""
        found = self.attributes.get(noun)
        if found is None:
            tails = (noun[i:].lstrip("-").capitalize() for i in range(1, len(noun) - MIN_TAIL_CHARS + 1))
            found = next((self.attributes[tail] for tail in tails if tail in self.attributes), frozenset())
            if len(self.attributes) < MAX_CACHED:
                self.attributes[noun] = found
        return preposition in found

    def agreement(self, form: str) -> frozenset[str]:
        """Person and number that a finite form agrees with ("3s", "1p"); empty where the lexicon does not know it."""
        known = self._agreement.get(form)
        if known is None:
            if len(self._agreement) > MAX_CACHED:
                self._agreement.clear()
            symbols = self.word_class(form).pos.split()
            known = frozenset(symbol[-2:] for symbol in symbols if "VF" in symbol)
            self._agreement[form] = known
        return known


def load_clause_lexicon(pack: LanguagePack) -> ClauseLexicon:
    """The tables of the pack, read once."""
    found: ClauseLexicon = pack.derived("clauses", _load)
    return found


def _load(pack: LanguagePack) -> ClauseLexicon:
    def rows(name: str) -> list[dict[str, str]]:
        return [dict(row) for row in pack.table(f"clauses/{name}")]

    words: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("words"):
        words[row["class"]].add(row["word"])
    case_bits = {"N": 0x000F, "G": 0x00F0, "D": 0x0F00, "A": 0xF000}
    return ClauseLexicon(
        forms=Lexicon(pack.folder / "model"),
        determiners={r["form"]: (parse_cells(r["cells"]), r["class"]) for r in rows("determiners")},
        pronouns={r["form"]: (parse_cells(r["cells"]), r["person"]) for r in rows("pronouns")},
        adjective_endings=tuple((r["ending"], parse_cells(r["strong"]), parse_cells(r["weak"])) for r in rows("adjectives")),
        auxiliaries={r["form"]: Auxiliary(r["lemma"], r["tense"], r["mood"]) for r in rows("auxiliaries")},
        verbs={r["lemma"]: frozenset(r["classes"].split("|")) for r in rows("verbs")},
        openers={r["word"]: Opener(r["kind"], r["function"]) for r in rows("subjunctions")},
        prepositions={r["word"]: sum(case_bits[c] for c in r["cases"].split("|")) for r in rows("prepositions")},
        negations=frozenset(r["word"] for r in rows("negations")),
        times=frozenset(r["lemma"] for r in rows("times")),
        sayings=frozenset(row["lemma"] for row in pack.table("statements/verbs")),
        persons=frozenset(row["noun"] for row in pack.table("knowledge/role_nouns")) | words["people"],
        government={r["lemma"]: frozenset(r["prepositions"].split("|")) for r in rows("government")},
        attributes={r["lemma"]: frozenset(r["prepositions"].split("|")) for r in rows("attributes")},
        adverbial=frozenset(r["word"] for r in rows("adverbial_prepositions")),
        words={name: frozenset(group) for name, group in words.items()},
        endings=make_endings(pack.settings("clauses/settings")),
        closed=ClosedWords(
            questions=frozenset(words["question"]),
            genitives=frozenset(r["form"] for r in rows("determiners") if r["class"] == "genitive"),
            particle=min(words["infinitive-particle"]),
        ),
    )
