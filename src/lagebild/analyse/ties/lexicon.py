"""The pack's nouns and phrases for standing relations, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack, Row

PHRASE_COLUMNS = ("rule", "kind", "pattern", "left", "right", "add", "subject", "needs")


@dataclass(frozen=True, slots=True)
class TieNoun:
    """A noun that names a relation ("relation") or one of its parties ("role")."""

    rule: str
    kind: str
    form: str
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    self_role: str
    other_role: str


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
    status: tuple[tuple[str, re.Pattern[str]], ...]
    between: frozenset[str]
    since: frozenset[str]
    no_parties: frozenset[str]
    directed: Mapping[str, str]  # kind -> word before the other side
    joined: frozenset[str]


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
    for row in pack.table("ties/nouns", columns=("rule", "kind", "form", "lemmas", "needs", "not", "self", "other")):
        noun = TieNoun(
            f"{pack.language}.tie.{row['rule']}", row["kind"], row["form"], _regex(pack, row, "needs"), _regex(pack, row, "not"),
            row["self"], row["other"],
        )  # fmt: skip
        for lemma in row.many("lemmas"):
            nouns.setdefault(lemma.casefold(), []).append(noun)
    return TieWords(
        nouns={lemma: tuple(found) for lemma, found in nouns.items()},
        phrases=tuple(
            _phrase(pack, row)
            for row in pack.table("ties/phrases", columns=("rule", "kind", "pattern", "left", "right", "add", "subject", "needs"))
        ),
        status=tuple((name, re.compile("|".join(settings[name]))) for name in ("ended", "denied", "planned")),
        between=frozenset(settings["between"]),
        since=frozenset(settings["since"]),
        no_parties=frozenset(settings["no_parties"]),
        directed=dict(settings["directed"]),
        joined=frozenset(settings["joined"]),
    )


def _phrase(pack: LanguagePack, row: Row) -> TiePhrase:
    pattern = _regex(pack, row, "pattern")
    if pattern is None or not row["needs"].isdigit():
        raise PackError(pack.language, "ties/phrases.tsv", row.line, "a phrase needs a pattern and a number of parties")
    country, _, role = row["add"].partition(" ")
    added = (country, role) if country else None
    rule = f"{pack.language}.tie.{row['rule']}"
    return TiePhrase(
        rule, row["kind"], pattern, row["left"], row["right"], row["subject"] == "yes", added, int(row["needs"])
    )  # fmt: skip


def _regex(pack: LanguagePack, row: Row, column: str) -> re.Pattern[str] | None:
    if not row[column]:
        return None
    try:
        return re.compile(row[column])
    except re.error as exc:
        raise PackError(pack.language, "ties", row.line, f"{row[column]} is no regular expression: {exc}") from exc
