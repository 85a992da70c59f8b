"""The words that name political acts: rows of the pack's tables with their frames and conditions, indexed by lemma."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast, get_args

from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack, Row
from lagebild.model.layers import EventType

TABLES = {"verb": "claims/verbs", "light": "claims/lightverbs", "noun": "claims/nouns", "adj": "claims/adjectives"}
COLUMNS = ("id", "lemma", "phrase", "type", "mode", "frame", "when", "need", "example")
TYPES = frozenset(get_args(EventType))
PARTS = frozenset({"A", "R", "T", "AR"})
NEEDS = frozenset({"-", "p", "a", "r"})
POLAR = frozenset({"bad", "good"})
SURE = "!"  # behind the need of a row that is a claim by itself
MAX_COMPOUND = 80
MIN_TAIL = 3  # characters before the last part of a compound
MIN_TAIL_PART = 4  # characters of the last part: shorter ones match by accident


@dataclass(frozen=True, slots=True)
class Condition:
    """What a slot must (or must not) hold: certain nouns, sorts of fillers, or anything at all.

    `slot`: a slot of the frame, "any" (a word anywhere in the sentence) or a flag of the clause.
    """

    slot: str
    nouns: frozenset[str]
    sorts: tuple[str, ...]
    negative: bool
    endings: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The nouns as last parts of compounds."""
    is_polar: bool = field(init=False, repr=False, compare=False)
    """Whether it asks for words that judge."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "endings", tuple(noun.lower() for noun in self.nouns))
        object.__setattr__(self, "is_polar", not POLAR.isdisjoint(self.sorts))


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a word (or phrase) that names an act of this type, and which slot holds which party.

    `need`: parties without which it does not fire: "-" none, "p" one of them, "a" an actor, "r" a recipient. `sure`: so narrow
    that it names an act wherever its conditions hold and the text names that party.
    """

    id: str
    kind: str
    lemma: str
    phrase: tuple[str, ...]
    type: EventType
    mode: str | None
    frame: tuple[tuple[str, str], ...]
    when: tuple[Condition, ...]
    need: str
    example: str
    sure: bool = False
    weight: int = field(init=False, repr=False)
    """How specific the row is: of several rows that hold, the heaviest is meant."""
    needs_words: bool = field(init=False, repr=False)
    """Whether the row is about a phrase, certain nouns or a negation, without which its word means something else."""

    def __post_init__(self) -> None:
        weight = 2 * len(self.phrase) + sum(1 + bool(c.nouns) for c in self.when if not c.negative) + bool(self.when)
        object.__setattr__(self, "weight", weight)
        needs_words = bool(self.phrase) or any((c.nouns or c.slot == "negated") and not c.negative for c in self.when)
        object.__setattr__(self, "needs_words", needs_words)


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of fillers: nouns, and the sectors of linked actors."""

    words: frozenset[str]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Support:
    """A verb whose subject does what an event noun beside it names: the part of its subject and of its dative."""

    subject: str
    dative: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the coder knows of words."""

    verbs: Mapping[str, tuple[Rule, ...]]
    nouns: Mapping[str, tuple[Rule, ...]]
    adjectives: Mapping[str, tuple[Rule, ...]]
    participles: Mapping[str, str]
    forms: Mapping[str, str]
    sorts: Mapping[str, Sort]
    polarity: Mapping[str, str]
    support: Mapping[str, Support]
    forms_of_clause: Mapping[str, Rule]
    settings: Mapping[str, frozenset[str]]
    endings: tuple[str, ...]
    _sorts_of: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _nouns_of: dict[tuple[str, str], tuple[Rule, ...]] = field(default_factory=dict, repr=False)

    def words(self, name: str) -> frozenset[str]:
        """A list of the settings."""
        return self.settings[name]

    def sorts_of(self, lemma: str) -> frozenset[str]:
        """The sorts that a noun belongs to, by itself or as a compound by its last part."""
        found = self._sorts_of.get(lemma)
        if found is None:
            tails = {lemma, *_tails(lemma)}
            found = frozenset(name for name, sort in self.sorts.items() if not tails.isdisjoint(sort.words))
            self._sorts_of[lemma] = found
        return found

    def noun_rules(self, lemma: str, form: str) -> tuple[Rule, ...]:
        """The rows of a noun: of the word itself, else of the longest last part of the compound."""
        key = (lemma, form)
        found = self._nouns_of.get(key)
        if found is None:
            found = self._find_noun(lemma, form)
            self._nouns_of[key] = found
        return found

    def _find_noun(self, lemma: str, form: str) -> tuple[Rule, ...]:
        bases = [lemma, self.forms.get(form, form)]
        bases += [
            form[: -len(ending)] for ending in self.endings if form.endswith(ending) and len(form) - len(ending) >= MIN_TAIL_PART
        ]
        for base in bases:
            if base in self.nouns:
                return self.nouns[base]
        ends_alike = self.words("no_compounds")
        if not ends_alike.isdisjoint(bases):
            return ()
        tails = sorted({tail for base in bases for tail in _tails(base)}, key=lambda tail: (-len(tail), tail))
        for tail in tails:
            if tail in ends_alike:
                return ()
            known = self.forms.get(tail, tail)
            if known in self.nouns:
                return self.nouns[known]
        return ()


def _tails(lemma: str) -> Iterable[str]:
    """The possible last parts of a compound, capitalised, longest first; none of a string too long to be a word."""
    if len(lemma) > MAX_COMPOUND:
        return
    for start in range(MIN_TAIL if "-" not in lemma else 1, len(lemma) - MIN_TAIL_PART + 1):
        if lemma[start - 1] == "-" or (lemma[start].islower() and lemma[start - 1].isalpha()):
            yield lemma[start].upper() + lemma[start + 1 :]


def lexicon_of(pack: LanguagePack) -> Lexicon:
    """The lexicon of a pack, made once."""
    return cast("Lexicon", pack.derived("claims", _make))


def parse_condition(text: str, sorts: Iterable[str]) -> Condition:
    """The condition in one word of a `when` cell ("o:Kritik,Vorwurf", "!s:court", "passive").

    Raises:
        ValueError: if it names a sort that is not in the table.
    """
    negative = text.startswith("!")
    slot, _, values = text.lstrip("!").partition(":")
    parts = [part for part in values.split(",") if part]
    known = POLAR.union(sorts)
    nouns = frozenset(part for part in parts if part not in known)
    if any(noun.isascii() and noun.islower() for noun in nouns):
        raise ValueError(f"no sort in {text!r}")
    return Condition(slot, nouns, tuple(part for part in parts if part in known), negative)


def _make(pack: LanguagePack) -> Lexicon:
    sorts = {
        row["class"]: Sort(frozenset(row.many("words")), frozenset(row.many("sectors")))
        for row in pack.table("claims/classes", columns=("class", "sectors", "words"))
    }
    rules: dict[str, dict[str, list[Rule]]] = {kind: {} for kind in TABLES}
    for kind, table in TABLES.items():
        for row in pack.table(table, columns=COLUMNS):
            rule = _rule(pack, table, kind, row, sorts)
            rules[kind].setdefault(rule.lemma, []).append(rule)
    for lemma, light in rules.pop("light").items():
        rules["verb"].setdefault(lemma, []).extend(light)
    indexes = {
        kind: {lemma: tuple(sorted(r, key=lambda rule: -rule.weight)) for lemma, r in index.items()}
        for kind, index in rules.items()
    }
    settings: Mapping[str, Any] = pack.settings("claims/settings")
    return Lexicon(
        verbs=indexes["verb"],
        nouns=indexes["noun"],
        adjectives=indexes["adj"],
        participles={row["form"]: row["lemma"] for row in pack.table("claims/participles")},
        forms={row["form"]: row["lemma"] for row in pack.table("claims/forms")},
        sorts=sorts,
        polarity={row["lemma"]: row["polarity"] for row in pack.table("claims/evaluative")},
        support={row["lemma"]: Support(row["role"], row["dative"]) for row in pack.table("claims/support")},
        forms_of_clause={
            row["sign"]: _form_rule(pack, row) for row in pack.table("claims/modals", columns=("id", "sign", "type"))
        },
        settings={name: frozenset(words) for name, words in settings.items()},
        endings=tuple(settings["case_endings"]),
    )


def _form_rule(pack: LanguagePack, row: Row) -> Rule:
    """A row of the table of clause forms as a rule without a word of its own."""
    if row["type"] not in TYPES:
        raise PackError(pack.language, "claims/modals", row.line, f"no event type {row['type']!r}")
    frame = tuple((slot, part) for slot, _, part in (cell.partition("=") for cell in row["frame"].split()))
    type_ = cast("EventType", row["type"])
    return Rule(row["id"], "form", row["sign"], (), type_, row["mode"] or None, frame, (), "p", row["example"])


def _rule(pack: LanguagePack, table: str, kind: str, row: Row, sorts: Mapping[str, Sort]) -> Rule:
    """One row, checked.

    Raises:
        PackError: if a cell does not hold what its column asks for.
    """
    frame = tuple((slot, part) for slot, _, part in (cell.partition("=") for cell in row["frame"].split()))
    problem = None
    if row["type"] not in TYPES:
        problem = f"no event type {row['type']!r}"
    elif any(part not in PARTS for _, part in frame):
        problem = f"no part of an event in {row['frame']!r}"
    elif row["need"].removesuffix(SURE) not in NEEDS:
        problem = f"no need {row['need']!r}"
    if problem is not None:
        raise PackError(pack.language, table, row.line, problem)
    try:
        when = tuple(parse_condition(text, sorts) for text in row["when"].split())
    except ValueError as exc:
        raise PackError(pack.language, table, row.line, str(exc)) from exc
    return Rule(
        id=row["id"],
        kind=kind,
        lemma=row["lemma"],
        phrase=tuple(row["phrase"].split()),
        type=cast("EventType", row["type"]),
        mode=row["mode"] or None,
        frame=frame,
        when=when,
        need=row["need"].removesuffix(SURE),
        example=row["example"],
        sure=row["need"].endswith(SURE),
    )
