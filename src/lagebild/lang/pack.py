"""Language packs: tables and settings of one language, read once, checked, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from lagebild.errors import PackError

PACK_FOLDER = Path(__file__).parent


class Row(Mapping[str, str]):
    """One row of a table: column -> text (stripped, "" where empty), with its line number for error messages."""

    __slots__ = ("_values", "line")

    def __init__(self, values: Mapping[str, str], line: int) -> None:
        self._values = MappingProxyType(dict(values))
        self.line = line

    def __getitem__(self, column: str) -> str:
        return self._values[column]

    def __iter__(self) -> Any:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a column that holds several, separated by "|"."""
        return tuple(part.strip() for part in self._values[column].split("|") if part.strip())


def read_table(path: Path, *, pack: str, columns: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows of a TSV file: a header line, tab-separated cells, "#" comment lines and blank lines skipped.

    Raises:
        PackError: if the file cannot be read, a column is missing or a row has another number of cells than the header.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise PackError(pack, path, 0, f"cannot be read: {exc}") from exc
    header: list[str] | None = None
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            missing = [column for column in columns if column not in header]
            if missing:
                raise PackError(pack, path, number, f"no column {', '.join(missing)}")
            continue
        if len(cells) > len(header):
            raise PackError(pack, path, number, f"{len(cells)} cells under {len(header)} columns")
        cells += [""] * (len(header) - len(cells))  # editors strip trailing tabs
        rows.append(Row(dict(zip(header, cells, strict=True)), number))
    return tuple(rows)


class LanguagePack:
    """The data of one language. Layers ask for their tables by name ("times/units") and interpret them themselves."""

    def __init__(self, language: str, folder: Path) -> None:
        self.language = language
        self.folder = folder
        self._cache: dict[str, Any] = {}
        self._given: dict[str, Any] = {}

    def table(self, name: str, *, columns: Sequence[str] = ()) -> tuple[Row, ...]:
        """The rows of `<pack>/<name>.tsv`."""
        key = f"{name}.tsv"
        if key not in self._cache:
            self._cache[key] = read_table(self.folder / key, pack=self.language, columns=columns)
        rows: tuple[Row, ...] = self._cache[key]
        return rows

    def settings(self, name: str) -> Mapping[str, Any]:
        """The mapping in `<pack>/<name>.yaml`."""
        key = f"{name}.yaml"
        if key not in self._cache:
            path = self.folder / key
            try:
                data = yaml.safe_load(path.read_text("utf-8"))
            except (OSError, UnicodeDecodeError, yaml.YAMLError) as exc:
                raise PackError(self.language, path, 0, f"cannot be read: {exc}") from exc
            if not isinstance(data, dict):
                raise PackError(self.language, path, 0, "is not a mapping")
            self._cache[key] = MappingProxyType(data)
        found: Mapping[str, Any] = self._cache[key]
        return found

    def derived(self, key: str, make: Any) -> Any:
        """What `make(self)` computes from this pack (compiled patterns, indexes), computed once per pack."""
        if key in self._given:
            return self._given[key]
        name = f"derived:{key}"
        if name not in self._cache:
            self._cache[name] = make(self)
        return self._cache[name]

    def with_derived(self, key: str, value: Any) -> LanguagePack:
        """A pack with the same tables in which `derived(key, ...)` is `value`; what else is computed is shared with this one."""
        other = LanguagePack(self.language, self.folder)
        other._cache = self._cache
        other._given = {**self._given, key: value}
        return other

    def __reduce__(self) -> tuple[Any, ...]:
        if self._given:
            raise TypeError("a pack with values of a caller cannot be sent to another process")
        return (load_pack, (self.language,))  # compiled tables are made anew in a worker


@cache
def pack_languages() -> tuple[str, ...]:
    """The languages (ISO 639-1) that there are packs for."""
    return tuple(sorted(file.parent.name for file in PACK_FOLDER.glob("*/pack.yaml")))


@lru_cache(maxsize=8)
def load_pack(language: str) -> LanguagePack:
    """The pack of a language by its ISO 639-1 code.

    Raises:
        PackError: if there is no such pack.
    """
    folder = PACK_FOLDER / language
    if not language.isalpha() or not folder.is_dir():
        raise PackError(language, folder, 0, "there is no such language pack")
    return LanguagePack(language, folder)
