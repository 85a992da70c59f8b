"""The words and weights by which machine translation is recognised, from the pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack, Row

GAP = ".."


@dataclass(frozen=True, slots=True)
class Sign:
    """What one finding of a check counts, and what it means."""

    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Calque:
    """A turn of phrase taken from another language: items of its pattern, see register/calques.tsv."""

    pattern: tuple[str, ...]
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """Lower-case words by role; thresholds and factors of the settings."""

    signs: dict[str, Sign]
    calques: dict[str, tuple[Calque, ...]]  # by the first item of the pattern
    threshold: float
    min_findings: int
    words_per_slip: int
    max_repeats: int
    factor: float
    sentence_factor: float
    speech_verbs: frozenset[str]
    times: frozenset[str]
    inverting: frozenset[str]
    commaed: frozenset[str]
    foreign: frozenset[str]


def load_register_words(pack: LanguagePack) -> RegisterWords:
    """The words of a pack, read once."""
    words: RegisterWords = pack.derived("register", _load)
    return words


def _load(pack: LanguagePack) -> RegisterWords:
    settings = pack.settings("register/settings")
    signs = {row["check"]: Sign(float(row["weight"]), row["why"]) for row in _rows(pack, "signs", ("check", "weight", "why"))}
    calques: dict[str, list[Calque]] = {}
    for row in _rows(pack, "calques", ("pattern", "weight", "why")):
        pattern = tuple(row["pattern"].split())
        if not pattern or pattern[0] == GAP or pattern[-1] == GAP:
            raise PackError(
                pack.language, pack.folder / "register/calques.tsv", row.line, "a pattern begins and ends with a word"
            )
        calques.setdefault(pattern[0], []).append(Calque(pattern, float(row["weight"]), row["why"]))
    words = {name: frozenset(settings[name]) for name in ("speech_verbs", "times", "inverting", "commaed")}
    return RegisterWords(
        signs=signs,
        calques={first: tuple(rows) for first, rows in calques.items()},
        threshold=settings["threshold"],
        min_findings=settings["min_findings"],
        words_per_slip=settings["words_per_slip"],
        max_repeats=settings["max_repeats"],
        factor=settings["factor"],
        sentence_factor=settings["sentence_factor"],
        foreign=frozenset(settings["english"]),
        **words,
    )


def _rows(pack: LanguagePack, name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    return partial(pack.table, columns=columns)(f"register/{name}")
