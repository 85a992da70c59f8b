"""Tense and mood of a finite full verb by its form: endings on the stem of the infinitive, changed vowels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

INDICATIVE = "indicative"
MIN_BASE_CHARS = 3  # of what is left of a lemma without its particle
SAME_BEGINNING = 2  # characters that a form shares with its infinitive, umlauts aside


@dataclass(frozen=True, slots=True)
class Endings:
    """Endings of verbs and names, as in the pack's settings."""

    infinitive: tuple[str, ...]
    short_stem: Mapping[str, str]
    subjunctive: tuple[str, ...]
    weak_past: tuple[str, ...]
    present: tuple[str, ...]
    strong_subjunctive: tuple[str, ...]
    plural: tuple[str, ...]
    umlauts: Mapping[int, str]
    genitive: tuple[str, ...]
    genitive_added: tuple[str, ...]


def make_endings(settings: Mapping[str, Any]) -> Endings:
    """The endings of a pack."""
    lists = {name: tuple(value) for name, value in settings.items() if isinstance(value, list)}
    return Endings(**lists, short_stem=settings["short_stem"], umlauts=str.maketrans(settings["umlauts"]))


def tense_and_mood(form: str, lemma: str, tagged: str, endings: Endings, *, first_person: bool) -> tuple[str, str]:
    """Tense and mood of a form in small letters; `tagged` is the tagger's tense, for forms that do not show it."""
    base = _base(form, lemma, endings)
    stem = _stem(base, endings)
    stems = [stem, *(base[: -len(ending)] + short for ending, short in endings.short_stem.items() if base.endswith(ending))]
    if any(form == stem + ending for stem in stems for ending in endings.subjunctive):
        return "present", INDICATIVE if first_person else "konjunktiv1"
    if any(form == stem + ending for ending in endings.weak_past):
        return "past", INDICATIVE
    if any(form == stem + ending for ending in endings.present):
        return "present", INDICATIVE
    if form == base:
        return tagged, INDICATIVE
    has_umlaut = form != form.translate(endings.umlauts) and base == base.translate(endings.umlauts)
    is_strong = form.endswith(endings.subjunctive) and not form.endswith(endings.weak_past)
    if is_strong or (has_umlaut and form.endswith(endings.strong_subjunctive)):
        return "present", "konjunktiv2"
    return ("past" if form.endswith(endings.plural) else tagged), INDICATIVE


def _base(form: str, lemma: str, endings: Endings) -> str:
    """The infinitive without its particle: the part of the lemma that begins like the form."""
    parts = [lemma[k:] for k in range(len(lemma) - MIN_BASE_CHARS + 1) if lemma[k] == form[0]] or [lemma]
    beginning = form[:SAME_BEGINNING].translate(endings.umlauts)
    return next((part for part in parts if part[:SAME_BEGINNING].translate(endings.umlauts) == beginning), parts[0])


def _stem(base: str, endings: Endings) -> str:
    ending = next((e for e in endings.infinitive if base.endswith(e)), "")
    return base[: len(base) - len(ending)]
