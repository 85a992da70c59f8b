"""The pack's words for quantities, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lagebild.analyse.alternation import alternation
from lagebild.analyse.figures.beginnings import FIGURE, beginnings_of_forms
from lagebild.analyse.times.numbers import number_words
from lagebild.lang.pack import LanguagePack

FIGURES = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
BEFORE_NUMBER = r"(?<![\w.,:/§–-])"  # no part of a name, date, score or reference
AFTER_FIGURES = r"(?![\w:/]|[.,]\d)"


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Regular expressions over the pack's words, and the value of each form in lower case."""

    number: re.Pattern[str]
    upper: re.Pattern[str]  # the same after a joiner
    scale: re.Pattern[str]
    unit: re.Pattern[str]
    compound_unit: re.Pattern[str]
    per: re.Pattern[str]
    thing: re.Pattern[str]
    of_joiner: re.Pattern[str]
    joiner: re.Pattern[str]
    between_joiner: re.Pattern[str]
    before: tuple[tuple[str, re.Pattern[str]], ...]  # comparator and the words before an amount that mean it
    between: re.Pattern[str]
    reference: re.Pattern[str]
    number_before: re.Pattern[str]  # at the end of the text before a share or a compound
    patterns: Mapping[str, re.Pattern[str]]
    begin: Mapping[str, frozenset[str] | None]  # how the matches of a pattern may begin, and under "" those of a number
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    units: Mapping[str, str]
    counted: frozenset[str]  # units that are things, not measures
    whole_pair: frozenset[str]  # words for two that only refer back
    values: Mapping[str, Mapping[str, str]]  # class -> form -> value
    no_things: frozenset[str]
    claim: re.Pattern[str]
    time_units: Mapping[str, str]
    content: re.Pattern[str]  # before an amount: a noun and "over", which compares nothing
    home_currencies: Mapping[str, Mapping[str, str]]  # unit -> country -> ISO 4217


def load_figure_words(pack: LanguagePack) -> FigureWords:
    found: FigureWords = pack.derived("figures/words", _compile)
    return found


def _any_of(forms: Iterable[str]) -> str:
    return alternation((form, re.escape(form).replace(r"\ ", " ")) for form in sorted(forms, key=lambda f: (-len(f), f)))


def _classes(pack: LanguagePack) -> dict[str, dict[str, str]]:
    """The value of each form, by class."""
    classes: dict[str, dict[str, str]] = {}
    for row in pack.table("figures/words", columns=("class", "value", "forms")):
        classes.setdefault(row["class"], {}).update(dict.fromkeys(row.many("forms"), row["value"]))
    return classes


def _comparators(values: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each comparator the words at the end of the text before an amount that mean it."""
    forms: dict[str, list[str]] = {}
    for form, value in values.items():
        forms.setdefault(value, []).append(form)
    return tuple((value, re.compile(rf"(?<!\w)(?:{_any_of(forms[value])})\s$", re.IGNORECASE)) for value in sorted(forms))


def _claim(prepositions: Iterable[str], nouns: Iterable[str]) -> re.Pattern[str]:
    """The phrase that names whose figure it is."""
    who = rf"(?P<who>[^,.;:]{{0,80}}?)(?:{_any_of(nouns)})"
    return re.compile(rf"(?<!\w)(?:{_any_of(prepositions)})\s{who}(?!\w)", re.IGNORECASE)


def _content(nouns: Iterable[str], preposition: str) -> re.Pattern[str]:
    """A noun and "over" at the end of the text before an amount."""
    return re.compile(rf"(?:{_any_of(nouns)})\w{{0,2}}\s{preposition}\s$", re.IGNORECASE)


def _compile(pack: LanguagePack) -> FigureWords:
    classes = _classes(pack)
    settings = pack.settings("figures/settings")
    rows = pack.table("figures/units", columns=("unit", "kind", "forms"))
    units = {form: row["unit"] for row in rows for form in row.many("forms")}
    numbers = number_words(pack)
    adjectives, noun = settings["adjectives"], settings["noun"]
    scales = classes["scale"] | classes["dozen"]
    amount = rf"(?:(?P<figures>{FIGURES}){AFTER_FIGURES}|(?P<word>{_any_of(numbers)})(?!\w|-))"
    return FigureWords(
        number=re.compile(BEFORE_NUMBER + amount, re.IGNORECASE),
        upper=re.compile(amount, re.IGNORECASE),
        scale=re.compile(rf"\s(?P<scale>{_any_of(scales)})(?!\w)"),
        unit=re.compile(rf"\s?(?P<adjectives>{adjectives})(?P<unit>{_any_of(units)})(?![\w²³])"),
        compound_unit=re.compile(
            rf"\s(?P<adjectives>{adjectives})(?P<unit>(?-i:[A-ZÄÖÜ])[\w-]*?(?P<last>{_any_of(settings['compound_units'])}))(?!\w)",
            re.IGNORECASE,
        ),
        per=re.compile(rf"\s(?:{_any_of(classes['per'])})\s(?P<per>{_any_of(classes['per_unit'])})(?!\w)"),
        of_joiner=re.compile(rf"\s{settings['of_joiner']}\s"),
        thing=re.compile(rf"\s(?P<adjectives>{adjectives})(?P<thing>{noun})"),
        joiner=re.compile(rf"\s?(?:{_any_of(settings['range_joiners'])})\s?"),
        between_joiner=re.compile(rf"\s{settings['between_joiner']}\s"),
        before=_comparators(classes["comparator"]),
        between=re.compile(rf"(?<!\w)(?:{_any_of(settings['between'])})\s$", re.IGNORECASE),
        number_before=re.compile(rf"(?<![\w.,-])(?P<number>{FIGURES}|{_any_of(numbers)})\s?$", re.IGNORECASE),
        reference=re.compile(rf"(?<!\w)(?:{_any_of(classes['reference'])})\s?$"),
        patterns=_patterns(classes, numbers, units, settings),
        begin=_beginnings(classes, numbers),
        numbers=numbers,
        scales={form.casefold(): float(value) for form, value in scales.items()},
        units=units,
        counted=frozenset(row["unit"] for row in rows if row["kind"] == "count"),
        whole_pair=frozenset(settings["whole_pair"]),
        values={name: {form.casefold(): value for form, value in forms.items()} for name, forms in classes.items()},
        no_things=frozenset(settings["no_things"]),
        claim=_claim(settings["claim_prepositions"], classes["claim_noun"]),
        time_units=dict(settings["units_of_time"]),
        content=_content(settings["amount_nouns"], settings["amount_preposition"]),
        home_currencies=settings["home_currencies"],
    )


def _patterns(
    classes: Mapping[str, Mapping[str, str]], numbers: Mapping[str, float], units: Mapping[str, str], written: Mapping[str, str]
) -> dict[str, re.Pattern[str]]:
    """Patterns for quantities that do not begin with a plain number."""
    adjectives, noun = written["adjectives"], written["noun"]
    rank, quality = _any_of(classes["rank_number"]), _any_of(classes["rank_quality"])
    event = _any_of(classes["event_noun"])
    sources = {
        "fraction": rf"(?P<fraction>{_any_of(classes['fraction'])})(?!\w)",
        "ordinal_figures": rf"(?P<ordinal>\d{{1,3}})\.\s(?P<noun>{adjectives}(?:{noun}\s)?[\w-]*(?:{event}))(?!\w)",
        "ordinal_word": rf"(?P<ordinal>{_any_of(classes['ordinal'])})\s{adjectives}(?P<noun>{event})(?!\w)",
        "rank": rf"(?P<rank>{rank})(?:{quality})(?:\s{adjectives}(?P<noun>{noun}))?",
        "rank_noun": rf"(?:{_any_of(classes['rank_noun'])})\s(?P<rank>\d{{1,3}}|{_any_of(numbers)})(?!\w|[.,]\d)",
        "compound": rf"-(?P<unit>{_any_of(units)})-{noun}",
        "many": rf"(?P<many>{_any_of(classes['many'])})\s{adjectives}(?P<noun>{noun})",
        "quality": rf"(?:{_any_of(classes['quality'])})\s(?P<noun>{_any_of(classes['quality_noun'])})(?!\w)",
        "factor_noun": rf"(?P<factor>{_any_of(classes['factor_noun'])})(?!\w)",
        "speed": rf"(?P<speed>{_any_of(classes['speed'])})\s(?P<rate>\d{{2,3}})(?!\w|[.,]\d)",
        "factor": rf"(?P<factor>{_any_of(classes['factor_verb'])})(?!\w)",
    }
    starts = {"compound": r"(?<=[^\W_])"}
    return {name: re.compile(starts.get(name, r"(?<![\w-])") + source, re.IGNORECASE) for name, source in sources.items()}


def _beginnings(classes: Mapping[str, Mapping[str, str]], numbers: Mapping[str, float]) -> dict[str, frozenset[str] | None]:
    """How matches begin: with which word, by pattern; None for a pattern that begins inside a word."""
    forms: dict[str, Iterable[str]] = {
        "": [FIGURE, *numbers],
        "fraction": classes["fraction"],
        "ordinal_figures": [FIGURE],
        "ordinal_word": classes["ordinal"],
        "rank": classes["rank_number"],
        "rank_noun": classes["rank_noun"],
        "many": classes["many"],
        "quality": classes["quality"],
        "factor_noun": classes["factor_noun"],
        "speed": classes["speed"],
        "factor": classes["factor_verb"],
    }
    return {"compound": None} | {name: beginnings_of_forms(found) for name, found in forms.items()}
