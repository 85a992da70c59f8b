"""Texts of the web pages in the languages that they are offered in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from lagebild.lang.pack import LanguagePack, load_pack, pack_languages
from lagebild.present.catalogue import Catalogue
from lagebild.present.names import names_from, names_in, offices_of
from lagebild.present.reasons import reasons_of

LANGUAGES = ("de", "en")
CATALOGUES = Path(__file__).parent / "catalogues"  # of languages that articles are not read in


class Named(Protocol):
    """A party of something."""

    @property
    def name(self) -> str: ...


class Texts(Catalogue):
    """Everything that a page says in one language. A key that is missing is an error, never a guess."""

    def __init__(self, pack: LanguagePack) -> None:
        super().__init__(pack)
        self._web = pack.settings("present/web")
        self.reason = reasons_of(pack)
        self._names = names_in(pack.language)
        self._asked = names_from(pack.language)
        self._offices = offices_of(pack)

    def __call__(self, key: str, **values: object) -> str:
        """The text with its gaps filled in."""
        text = str(self._web[key])
        return text.format(**values) if values else text

    def name(self, name: str | None) -> str:
        """The name of an actor or place in this language; as the articles write it where it has no other."""
        return "" if name is None else self._names.get(name, name)

    def who(self, parties: Iterable[Named]) -> str:
        """Names in a row, each once."""
        return self.names(party.name for party in parties)

    def names(self, names: Iterable[str]) -> str:
        """The same for names alone."""
        return ", ".join(dict.fromkeys(map(self.name, names)))

    def asked(self, name: str) -> str:
        """A name that somebody typed in this language, as the articles write it."""
        return self._asked.get(" ".join(name.split()).casefold(), name)

    def reasons(self, found: Iterable[str]) -> list[str]:
        """Reasons of the picture in this language."""
        return [self.reason(one) for one in found]

    def part(self, group: str, key: str | None) -> str:
        """The label of a value, or the value where no language has a word for it."""
        return "" if key is None else str(self._web[group].get(key, key))

    def group(self, name: str) -> Any:
        """A table of texts as it stands in the catalogue."""
        return self._web[name]

    def count(self, thing: str, number: int) -> str:
        """The word for a thing in the number that goes with it ("Artikel", "Quellen")."""
        one, many = self._web["count"][thing]
        return str(one if number == 1 else many)

    def kind_of(self, type_: str, mode: str | None) -> str:
        """What happened in a word: the mode where it says more than the type, else the type."""
        if mode in self._data["modes"] and type_ in self._data["types_named_by_mode"]:
            return self.label("modes", mode)
        return self.label("types", type_)

    def levels(self, found: Iterable[str]) -> str:
        """How close a tie is, in a row; words of the articles that no language has a label for stay as they are."""
        codes = level_codes()
        return ", ".join(self.part("tie_levels", codes.get(level, level)) for level in found)

    def office(self, key: str) -> str:
        """The name of an office: the first noun that the language has for it, else its key in words."""
        return self._offices.get(key, key.replace("_", " "))

    def types(self) -> list[tuple[str, str]]:
        """Event types with their labels."""
        return list(self._data["types"].items())


@cache
def level_codes() -> dict[str, str]:
    """From the words that articles have for the closeness of a tie to the codes of the catalogues."""
    labels = (load_pack(code).settings("present/web")["tie_levels"] for code in pack_languages())
    return {str(label): str(code) for found in labels for code, label in found.items()}


@cache
def texts_in(language: str) -> Texts:
    """The texts in a language of `LANGUAGES`."""
    folder = CATALOGUES / language
    return Texts(LanguagePack(language, folder) if folder.is_dir() else load_pack(language))
