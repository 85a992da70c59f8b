"""Knowledge together with a language's words about actors: what mention finding and linking look words up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lagebild.knowledge.lexicon import Additions, Entry, Inflection, Lexicon, Role, load_lexicon
from lagebild.knowledge.overlay import Overlay, apply_overlay
from lagebild.lang.pack import LanguagePack

KEY = "knowledge.vocabulary"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun's form, type, and the genders (m, f, n) and numbers (sg, pl) that its antecedents have."""

    form: str
    type: str
    genders: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class RoleReading:
    """A noun that names a role: the role, the first member of its compound, and whether the noun says "former"."""

    role: Role
    prefix: str | None
    former: bool

    @property
    def noun(self) -> str:
        """The role noun without a first member joined by a hyphen."""
        return self.role.noun.rpartition("-")[2]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word look-ups of one language; `word_classes` maps a class of `link/words.tsv` to its words."""

    lexicon: Lexicon
    word_classes: Mapping[str, frozenset[str]]
    pronouns: Mapping[str, tuple[Pronoun, ...]]
    first_names: Mapping[str, str]
    region_adjectives: Mapping[str, str]
    prefixes: Mapping[str, tuple[str, ...]]
    strong_endings: Mapping[str, str]
    adjective_endings: tuple[str, ...]
    place_endings: tuple[str, ...]
    joints: tuple[str, ...]
    definite: frozenset[str]  # articles and demonstratives that take up what is known
    determiners: Mapping[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]  # form -> (cases, genders)
    gender_endings: tuple[tuple[str, str], ...]
    sector_adjectives: Mapping[str, tuple[str, frozenset[str]]]  # base form -> (sector, the sectors that it overrules)
    _roles: dict[tuple[str, str], RoleReading | None] = field(default_factory=dict)
    _bases: dict[str, frozenset[str]] = field(default_factory=dict)  # of adjectives asked for

    def has(self, word_class: str, *forms: str) -> bool:
        """Whether one of the forms belongs to the class."""
        return not self.word_classes.get(word_class, frozenset()).isdisjoint(forms)

    def has_adjective(self, word_class: str, form: str) -> bool:
        """Whether an adjective of the class stands in this form, inflected or not."""
        bases = self._bases.get(form)
        if bases is None:
            low = form.lower()
            bases = self._bases[form] = frozenset((low, *self._uninflected(low)))
        return not bases.isdisjoint(self.word_classes[word_class])

    def sector_by_adjective(self, form: str, sector: str) -> str:
        """The sector of people of a `sector` whom the adjective (any form) describes."""
        low = form.lower()
        for base in (low, *self._uninflected(low)):
            if base in self.sector_adjectives and sector in self.sector_adjectives[base][1]:
                return self.sector_adjectives[base][0]
        return sector

    def _uninflected(self, form: str) -> tuple[str, ...]:
        return tuple(form[: -len(e)] for e in self.adjective_endings if form.endswith(e) and len(form) > len(e) + 2)

    def country_of_adjective(self, form: str) -> str | None:
        """The state that an adjective of a state, region or city ("russisch", "bayerische", "Berliner") belongs to."""
        state = self.lexicon.state_of_adjective(form)
        if state is not None:
            known = self.lexicon.knowledge.state(state)
            return known.country if known is not None else state
        low = form.lower()
        for base in (low, *self._uninflected(low)):
            if base in self.region_adjectives:
                return self.region_adjectives[base]
        if "-" in low:
            return self.country_of_adjective(low.rpartition("-")[2])
        return self._country_of_place_adjective(form) if form[:1].isupper() else None

    def is_of_part(self, form: str) -> bool:
        """Whether an adjective belongs to a region or a city without the state's government ("bayerisch", "Hamburger")."""
        if self.lexicon.state_of_adjective(form) is not None:
            return False
        stems = [form[: -len(ending)] for ending in self.place_endings if form.endswith(ending)]
        return not any(self.names_a_state(stem + end) for stem in stems for end in ("", "en", "e"))

    def names_a_state(self, name: str) -> bool:
        """Whether a name stands for a state: its own name, its capital or a seat of its government."""
        return any(entry.kind in {"state", "capital", "seat"} for entry in self.lexicon.name(name))

    def _country_of_place_adjective(self, form: str) -> str | None:
        for ending in self.place_endings:
            if form.endswith(ending) and len(form) > len(ending) + 2:
                stem = form[: -len(ending)]
                for name in (stem, stem + "en", stem + "e"):
                    for entry in self.lexicon.name(name):
                        if entry.kind in {"place", "capital"} and entry.ref is not None:
                            return entry.ref
        return None

    def role(self, form: str, lemma: str) -> RoleReading | None:
        """The role that a noun names, whole or as the last member of a compound; None for other nouns."""
        key = (form, lemma)
        if key not in self._roles:
            self._roles[key] = self._read_role(form, lemma)
        return self._roles[key]

    def role_phrase(self, adjective: str, noun: str) -> Role | None:
        """The role that the tables have under an adjective (any form) and a noun together ("Oberster Führer")."""
        for base in self._uninflected(adjective):
            for ending in self.strong_endings.values():
                role = self.lexicon.role_of_name(f"{base}{ending} {noun}")
                if role is not None:
                    return role
        return None

    def role_joined(self, genitive: str, noun: str) -> Role | None:
        """The role of a compound of what stands in the genitive and the noun before it ("Kommissionspräsident")."""
        body = genitive.rpartition("-")[2]  # "US-Repräsentantenhauses": the tables have the office without the state
        forms = dict.fromkeys(f"{body}{joint}{noun.lower()}" for joint in ("", *self.joints))
        return next((role for form in forms if (role := self.lexicon.role_of_name(form)) is not None), None)

    def is_masculine(self, noun: str) -> bool:
        """Whether the noun has a feminine counterpart in the tables ("Chef", "Chefin")."""
        feminine = (noun + ending for ending, gender in self.gender_endings if gender == "f")
        return any(self.lexicon.role_of_name(form) is not None for form in feminine)

    def _read_role(self, form: str, lemma: str) -> RoleReading | None:
        if not form[:1].isupper():
            return None
        forms = (form, lemma) if lemma and lemma[:1].isupper() and lemma != form else (form,)
        if self.has("no_role", *forms):
            return None
        role = self.lexicon.role(*forms)
        if role is not None:
            return RoleReading(role, self._prefix_inside(form), former=False)
        compound = self.lexicon.role_of_compound(*forms, short=self.word_classes["short_compound_head"])
        if compound is None:
            return None
        prefix, role = compound
        if "-" not in form and self.has("no_compound_head", role.noun):
            return None
        if self.has("undivided", *forms):  # "Bundesstaat" is no body of the federation whose bodies begin with the same member
            return RoleReading(role, None, former=False)
        former = False
        for word in self.word_classes.get("former_prefix", frozenset()):
            if prefix == word or prefix.startswith(word + "-"):
                prefix, former = prefix[len(word) :].lstrip("-"), True
        return RoleReading(role, prefix or None, former)

    def _prefix_inside(self, form: str) -> str | None:
        """The first member of a noun that the tables have as a whole ("UN-Generalsekretär", "Bundesminister")."""
        if "-" in form:
            return form.rpartition("-")[0]
        return next((p for p in self.prefixes if form.startswith(p) and len(form) > len(p) + 2), None)

    def prefix_countries(self, prefix: str) -> tuple[str, ...]:
        """The states that a first member of compounds may stand for, likeliest first."""
        for form in (prefix, *(prefix[: -len(j)] for j in self.joints if prefix.endswith(j))):
            if form in self.prefixes:
                return self.prefixes[form]
            state = self.lexicon.prefix_state(form)
            if state is not None:
                return (state,)
            found = [e.ref for e in self.lexicon.name(form) if e.kind in {"state", "seat", "capital"} and e.ref is not None]
            if found:
                return (found[0],)
        return ()


def vocabulary(pack: LanguagePack) -> Vocabulary:
    """The vocabulary of the pack's language; built once per pack."""
    found: Vocabulary = pack.derived(KEY, _build)
    return found


@lru_cache(maxsize=4)
def pack_with(pack: LanguagePack, overlay: Overlay) -> LanguagePack:
    """The pack with the actors of a user beside those of the tables; made once for an overlay. Without actors the pack itself."""
    if not overlay.actors:
        return pack
    base = vocabulary(pack)
    knowledge = apply_overlay(base.lexicon.knowledge, overlay)
    settings = _inflection(pack)
    return pack.with_derived(KEY, replace(base, lexicon=Lexicon(knowledge, settings, _additions(pack)), _roles={}))


def _inflection(pack: LanguagePack) -> Inflection:
    endings = pack.settings("link/settings")["inflection"]
    return Inflection(
        genitive=tuple(endings["genitive"]),
        adjective=tuple(endings["adjective"]),
        noun=tuple((ending, instead) for ending, instead in endings["noun"]),
    )


def _build(pack: LanguagePack) -> Vocabulary:
    settings = pack.settings("link/settings")
    inflection = _inflection(pack)
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for row in pack.table("link/words", columns=("word", "class")):
        classes[row["class"]].add(row["word"])
    pronouns: defaultdict[str, list[Pronoun]] = defaultdict(list)
    for row in pack.table("link/pronouns", columns=("form", "type", "gender", "number")):
        pronoun = Pronoun(row["form"], row["type"], frozenset(row.many("gender")), frozenset(row.many("number")))
        pronouns[pronoun.form].append(pronoun)
    return Vocabulary(
        lexicon=load_lexicon(pack.language, inflection, _additions(pack)),
        word_classes={name: frozenset(words) for name, words in classes.items()},
        pronouns={form: tuple(rows) for form, rows in pronouns.items()},
        first_names={row["name"]: row["gender"] for row in pack.table("link/first_names", columns=("name", "gender"))},
        region_adjectives={row["adjective"]: row["country"] for row in pack.table("link/region_adjectives")},
        prefixes={row["prefix"]: row.many("countries") for row in pack.table("link/prefixes", columns=("prefix", "countries"))},
        strong_endings=dict(settings["strong"]),
        adjective_endings=inflection.adjective,
        place_endings=tuple(settings["inflection"]["place_adjective"]),
        joints=tuple(settings["inflection"]["joints"]),
        definite=frozenset(settings["definite"]),
        determiners=_determiners(pack),
        sector_adjectives={
            row["adjective"]: (row["sector"], frozenset(row.many("instead_of"))) for row in pack.table("link/sector_adjectives")
        },
        gender_endings=tuple((row["ending"], row["gender"]) for row in pack.table("link/gender_endings")),
    )


def _additions(pack: LanguagePack) -> Additions:
    roles = [
        Role(row["noun"], row["sector"], row["kind"], None, None)
        for row in pack.table("link/roles", columns=("noun", "sector", "kind"))
    ]
    blocs = [
        (name, Entry("bloc", None, row["sector"], row["name"]))
        for row in pack.table("link/blocs", columns=("name", "sector", "variants"))
        for name in (row["name"], *row.many("variants"))
    ]
    return Additions(tuple(roles), tuple(blocs))


def _determiners(pack: LanguagePack) -> dict[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]:
    found: defaultdict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for row in pack.table("link/determiners", columns=("form", "cases", "genders")):
        found[row["form"]].append((frozenset(row.many("cases")), frozenset(row.many("genders"))))
    return {form: tuple(rows) for form, rows in found.items()}
