"""Texts of the web pages in the languages that they are offered in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.present.catalogue import Catalogue
from lagebild.present.reasons import reasons_of

LANGUAGES = ("de", "en")
CATALOGUES = Path(__file__).parent / "catalogues"  # of languages that articles are not read in


class Texts(Catalogue):
    """Everything that a page says in one language. A key that is missing is an error, never a guess."""

    def __init__(self, pack: LanguagePack) -> None:
        super().__init__(pack)
        self._web = pack.settings("present/web")
        self.reason = reasons_of(pack)

    def __call__(self, key: str, **values: object) -> str:
        """The text with its gaps filled in."""
        text = str(self._web[key])
        return text.format(**values) if values else text

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

    def types(self) -> list[tuple[str, str]]:
        """Event types with their labels."""
        return list(self._data["types"].items())


@cache
def texts_in(language: str) -> Texts:
    """The texts in a language of `LANGUAGES`."""
    folder = CATALOGUES / language
    return Texts(LanguagePack(language, folder) if folder.is_dir() else load_pack(language))
