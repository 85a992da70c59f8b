"""The pack's nouns and phrases for standing relations, compiled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack, Row

T = TypeVar("T")

NOUN_COLUMNS = ("rule", "kind", "form", "lemmas", "needs", "not", "verbs", "change", "self", "other")
PHRASE_COLUMNS = ("rule", "kind", "pattern", "left", "right", "add", "subject", "needs")
VERB_COLUMNS = ("rule", "kind", "verbs", "with", "negated", "left", "right", "direct", "self", "other", "add", "change", "needs")
CHANGE_COLUMNS = ("change", "verbs", "kinds", "roles", "needs")


@dataclass(frozen=True, slots=True)
class TieNoun:
    """A noun that names a relation ("relation") or one of its parties ("role")."""

    rule: str
    kind: str
    form: str
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    verbs: frozenset[str]  # full verbs of the clause that say that it stands; empty: any
    change: str
    self_role: str
    other_role: str


@dataclass(frozen=True, slots=True)
class TieVerb:
    """A verb, with an argument that holds certain words, that says a relation between parties in other arguments.

    `left` and `right` name arguments: a role of the clause layer, "prep:" with a preposition, or "with" for the argument that
    holds the words. `negated`: "yes" or "no" where the clause must or must not be negated. `direct`: the right side must be
    a state itself.
    """

    rule: str
    kind: str
    held: re.Pattern[str] | None
    negated: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    direct: bool
    self_role: str
    other_role: str
    added: tuple[str, str] | None
    change: str
    needs_parties: int


@dataclass(frozen=True, slots=True)
class ChangeVerb:
    """A verb that begins or ends the relation that one of its arguments names."""

    change: str
    kinds: frozenset[str]  # empty: any
    roles: frozenset[str]
    needs: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class TiePhrase:
    """A phrase that states a relation between the actors before it and those in and after it."""

    rule: str
    kind: str
    pattern: re.Pattern[str]
    left_role: str
    right_role: str
    left_is_subject: bool
    added: tuple[str, str] | None  # (ISO 3166 alpha-3, role) of a party that the phrase names by itself
    needs_parties: int


@dataclass(frozen=True, slots=True)
class TieWords:
    nouns: Mapping[str, tuple[TieNoun, ...]]  # by lemma in lower case
    phrases: tuple[TiePhrase, ...]
    verbs: Mapping[str, tuple[TieVerb, ...]]  # by lemma with separated particle
    changes: Mapping[str, tuple[ChangeVerb, ...]]  # likewise
    compounds: tuple[str, ...]  # lemmas that are also the last part of compounds without a hyphen, longest first
    status: tuple[tuple[str, re.Pattern[str]], ...]
    between: frozenset[str]
    since: frozenset[str]
    no_parties: frozenset[str]
    directed: Mapping[str, str]  # kind -> word before the other side
    joined: frozenset[str]
    beside: frozenset[str]  # prepositions before the other side of a relation
    no_levels: re.Pattern[str]
    ranked: re.Pattern[str]  # superlatives with a place in front, whose lemma has lost it
    formal_levels: re.Pattern[str]
    until: frozenset[str]

    def nouns_of(self, lemma: str) -> tuple[TieNoun, ...]:
        """The rows of a noun: of its lemma, of the last part of a compound."""
        word = lemma.rsplit("-", 1)[-1].casefold()
        if word in self.nouns:
            return self.nouns[word]
        if not word.endswith(self.compounds):
            return ()
        return next(self.nouns[last] for last in self.compounds if word.endswith(last))


def load_tie_words(pack: LanguagePack) -> TieWords:
    """The pack's words for ties, compiled once per pack.

    Raises:
        PackError: if a pattern cannot be compiled.
    """
    found: TieWords = pack.derived("ties/words", _compile)
    return found


def _compile(pack: LanguagePack) -> TieWords:
    settings = pack.settings("ties/settings")
    nouns: dict[str, list[TieNoun]] = {}
    for row in pack.table("ties/nouns", columns=NOUN_COLUMNS):
        noun = TieNoun(
            f"{pack.language}.tie.{row['rule']}", row["kind"], row["form"], _regex(pack, row, "needs"), _regex(pack, row, "not"),
            frozenset(row.many("verbs")), row["change"], row["self"], row["other"],
        )  # fmt: skip
        for lemma in row.many("lemmas"):
            nouns.setdefault(lemma.casefold(), []).append(noun)
    return TieWords(
        nouns={lemma: tuple(found) for lemma, found in nouns.items()},
        phrases=tuple(_phrase(pack, row) for row in pack.table("ties/phrases", columns=PHRASE_COLUMNS)),
        verbs=_by_verb(pack.table("ties/verbs", columns=VERB_COLUMNS), lambda row: _verb(pack, row)),
        changes=_by_verb(pack.table("ties/changes", columns=CHANGE_COLUMNS), lambda row: _change(pack, row)),
        compounds=tuple(sorted((last.casefold() for last in settings["compounds"]), key=lambda last: (-len(last), last))),
        status=tuple((name, re.compile("|".join(settings[name]))) for name in ("ended", "denied", "planned")),
        between=frozenset(settings["between"]),
        since=frozenset(settings["since"]),
        no_parties=frozenset(settings["no_parties"]),
        directed=dict(settings["directed"]),
        beside=frozenset(settings["with"]),
        joined=frozenset(settings["joined"]),
        no_levels=re.compile("|".join(settings["no_levels"])),
        ranked=re.compile("|".join(settings["ranked"])),
        formal_levels=re.compile("|".join(settings["formal_levels"])),
        until=frozenset(settings["until"]),
    )


def _by_verb(rows: Iterable[Row], make: Callable[[Row], T]) -> dict[str, tuple[T, ...]]:
    """What is made of each row, by the verbs that the row names."""
    found: dict[str, list[T]] = {}
    for row in rows:
        made = make(row)
        for lemma in row.many("verbs"):
            found.setdefault(lemma, []).append(made)
    return {lemma: tuple(made) for lemma, made in found.items()}


def _verb(pack: LanguagePack, row: Row) -> TieVerb:
    if not row["needs"].isdigit():
        raise PackError(pack.language, "ties/verbs.tsv", row.line, "a verb needs a number of parties")
    return TieVerb(
        f"{pack.language}.tie.{row['rule']}", row["kind"], _regex(pack, row, "with"), row["negated"], row.many("left"),
        row.many("right"), row["direct"] == "yes", row["self"], row["other"], _added(row), row["change"], int(row["needs"]),
    )  # fmt: skip


def _change(pack: LanguagePack, row: Row) -> ChangeVerb:
    return ChangeVerb(
        row["change"], frozenset(row.many("kinds")), frozenset(row.many("roles")), _regex(pack, row, "needs")
    )  # fmt: skip


def _added(row: Row) -> tuple[str, str] | None:
    country, _, role = row["add"].partition(" ")
    return (country, role) if country else None


def _phrase(pack: LanguagePack, row: Row) -> TiePhrase:
    pattern = _regex(pack, row, "pattern")
    if pattern is None or not row["needs"].isdigit():
        raise PackError(pack.language, "ties/phrases.tsv", row.line, "a phrase needs a pattern and a number of parties")
    rule = f"{pack.language}.tie.{row['rule']}"
    return TiePhrase(
        rule, row["kind"], pattern, row["left"], row["right"], row["subject"] == "yes", _added(row), int(row["needs"])
    )  # fmt: skip


def _regex(pack: LanguagePack, row: Row, column: str) -> re.Pattern[str] | None:
    if not row[column]:
        return None
    try:
        return re.compile(row[column])
    except re.error as exc:
        raise PackError(pack.language, "ties", row.line, f"{row[column]} is no regular expression: {exc}") from exc
