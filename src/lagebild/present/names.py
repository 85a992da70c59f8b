"""Names of states, organisations, people and places as an interface language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lagebild.lang.pack import LanguagePack, load_pack, pack_languages

TABLE = "present/names"
OFFICES = "knowledge/offices"


@cache
def names_in(language: str) -> Mapping[str, str]:
    """From names as articles of other languages bring them to those of the language; names without a translation are missing.

    A pack without such a table, or whose table does not have the language, translates nothing.
    """
    found: dict[str, str] = {}
    for code in pack_languages():
        pack = load_pack(code)
        if code == language or not (pack.folder / f"{TABLE}.tsv").is_file():
            continue
        for row in pack.table(TABLE, columns=("name",)):
            if language in tuple(row) and row[language]:
                found.setdefault(row["name"], row[language])
    return MappingProxyType(found)


@cache
def names_from(language: str) -> Mapping[str, str]:
    """The other way round, for words that people type: names of the language, case folded, to those of the articles."""
    found: dict[str, str] = {}
    for name, translated in names_in(language).items():
        found.setdefault(translated.casefold(), name)
    return MappingProxyType(found)


def offices_of(pack: LanguagePack) -> Mapping[str, str]:
    """From offices to the first noun for them; empty for a language that articles are not read in."""
    if not (pack.folder / f"{OFFICES}.tsv").is_file():
        return MappingProxyType({})
    rows = pack.table(OFFICES, columns=("id", "nouns"))
    return MappingProxyType({row["id"]: row.many("nouns")[0] for row in rows if row.many("nouns")})
