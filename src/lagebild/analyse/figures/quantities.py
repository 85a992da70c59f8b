"""Quantities in running text: numbers with unit and comparator, shares, ranks, ordinals, amounts without a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from lagebild.analyse.figures.beginnings import beginnings_of
from lagebild.analyse.figures.lexicon import FigureWords
from lagebild.model.layers import Comparator

LOOK_BACK = 24
PLACES = frozenset({"ordinal_figures", "ordinal_word", "rank", "rank_noun"})
PHRASE_ENDS = frozenset({"", ".", ",", ";", ")", "!", "?"})

NounAt = Callable[[int, int], str | None]
"""Lemma of the noun that stands at [begin, end), None if no countable noun stands there."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at code points [begin, end). `thing`: place of its unit or of what is counted; `rule`: part of the rule id."""

    begin: int
    end: int
    value: float | None
    value_end: float | None
    unit: str
    comparator: Comparator
    thing: tuple[int, int]
    rule: str
    counts: bool


@dataclass(frozen=True, slots=True)
class _Amount:
    begin: int
    end: int
    value: float
    is_scaled: bool


def parse_figures(written: str) -> float:
    """The number written with points between thousands and a comma before the fraction."""
    return float(re.sub(r"[.\u00a0\u202f ]", "", written).replace(",", "."))


def find_quantities(text: str, words: FigureWords, *, noun_at: NounAt) -> list[Quantity]:
    """The quantities of a text in order, none overlapping another.

    `noun_at` decides what may be counted besides the pack's units.
    """
    held = beginnings_of(text)

    def may_hold(kind: str) -> bool:
        first = words.begin[kind]
        return first is None or held is None or not first.isdisjoint(held)

    found = [*_special(text, words, may_hold), *(_numbers(text, words, noun_at) if may_hold("") else ())]
    chosen: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.begin, -q.end)):
        if not chosen or quantity.begin >= chosen[-1].end:
            chosen.append(quantity)
    return chosen


def _numbers(text: str, words: FigureWords, noun_at: NounAt) -> Iterator[Quantity]:
    position, counted = 0, None
    for match in words.number.finditer(text):
        if match.start() < position:
            continue
        quantity = _number(text, match, words, noun_at) or _elliptic(text, match, words, counted)
        if quantity is not None:
            position = quantity.end
            counted = quantity.unit if quantity.counts else None
            yield quantity


@dataclass(frozen=True, slots=True)
class _Named:
    """The unit or counted thing after an amount, and where the words for both end."""

    unit: str
    thing: tuple[int, int]
    end: int
    is_unit: bool


def _number(text: str, match: re.Match[str], words: FigureWords, noun_at: NounAt) -> Quantity | None:
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    if words.reference.search(before) or match[0].casefold() in words.whole_pair:
        return None
    first = _amount(text, match, words)
    second = _second(text, first.end, before, words)
    end = second.end if second is not None else _whole(text, first.end, words)
    spoken = match["figures"] is None and not first.is_scaled and end == first.end
    named = _named(text, end, words, noun_at, spoken=spoken)
    if named is None or _is_article(match, first, second, named.unit, words):
        return None
    comparator, begin = _compared(text, first.begin, before, words)
    value, value_end = first.value, None
    if second is not None:
        if second.is_scaled and not first.is_scaled:  # "two to three million"
            value = first.value * _factor(text, second, words)
        value_end, comparator = second.value, "range"
    counts = not named.is_unit or named.unit in words.counted
    rule = "number" if named.is_unit else "count"
    return Quantity(begin, named.end, value, value_end, named.unit, comparator, named.thing, rule, counts)


def _whole(text: str, end: int, words: FigureWords) -> int:
    """Where the number of the whole ends that this is a part of ("64 of the 120 seats"); `end` if there is none."""
    joiner = words.of_joiner.match(text, end)
    match = None if joiner is None else words.upper.match(text, joiner.end())
    return end if match is None else _amount(text, match, words).end


def _named(text: str, end: int, words: FigureWords, noun_at: NounAt, *, spoken: bool) -> _Named | None:
    """What the number before `end` is a number of. `spoken`: it is a word, too common to count anything but known units."""
    unit = words.unit.match(text, end)
    if unit is not None:
        written = unit["adjectives"] + unit["unit"]
        name, thing = words.units[unit["unit"]], unit.span("unit")
        name = words.units.get(written, name)
        per = words.per.match(text, thing[1])
        if per is None:
            return _Named(name, thing, thing[1], is_unit=True)
        return _Named(f"{name}/{words.values['per_unit'][per['per'].casefold()]}", thing, per.end(), is_unit=True)
    compound = words.compound_unit.match(text, end)
    if compound is not None:
        last = compound["last"].capitalize()
        unit_name = words.units.get(last)
        if unit_name is not None:
            return _Named(unit_name, compound.span("unit"), compound.end("unit"), is_unit=True)
    if spoken:  # "two circles": too common to tell anything
        return None
    counted = words.thing.match(text, end)
    lemma = None if counted is None or counted["thing"] in words.no_things else noun_at(*counted.span("thing"))
    if counted is None or lemma is None:
        return None
    return _Named(lemma, counted.span("thing"), counted.end("thing"), is_unit=False)


def _elliptic(text: str, match: re.Match[str], words: FigureWords, counted: str | None) -> Quantity | None:
    """A large number without a noun at the end of its phrase: it counts what the one before it in the sentence counts."""
    amount = _amount(text, match, words)
    if counted is None or not amount.is_scaled or text[amount.end : amount.end + 1] not in PHRASE_ENDS:
        return None
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    comparator, begin = _compared(text, amount.begin, before, words)
    span = amount.begin, amount.end
    return Quantity(begin, amount.end, amount.value, None, counted, comparator, span, "elliptic", counts=True)


def _amount(text: str, match: re.Match[str], words: FigureWords) -> _Amount:
    """The number at the match, with the scale after it."""
    figures = match["figures"]
    value = words.numbers[match["word"].casefold()] if figures is None else parse_figures(figures)
    scale = words.scale.match(text, match.end())
    if scale is None:
        return _Amount(match.start(), match.end(), value, is_scaled=False)
    return _Amount(match.start(), scale.end(), value * words.scales[scale["scale"].casefold()], is_scaled=True)


def _second(text: str, end: int, before: str, words: FigureWords) -> _Amount | None:
    """The upper bound after "to", or after "and" where "between" stands before."""
    joiner = words.joiner.match(text, end)
    if joiner is None and words.between.search(before):
        joiner = words.between_joiner.match(text, end)
    if joiner is None:
        return None
    match = words.upper.match(text, joiner.end())
    return None if match is None else _amount(text, match, words)


def _factor(text: str, amount: _Amount, words: FigureWords) -> float:
    scale = text[amount.begin : amount.end].rsplit(maxsplit=1)[-1]
    return words.scales.get(scale.casefold(), 1.0)


def _is_article(match: re.Match[str], first: _Amount, second: _Amount | None, unit: str, words: FigureWords) -> bool:
    """Whether the word for one is only an article: nothing is scaled or measured with it."""
    if match["word"] is None or second is not None or first.is_scaled:
        return False
    return words.numbers[match["word"].casefold()] <= 1 and unit not in {"percent", "percentage points"}


def _compared(text: str, begin: int, before: str, words: FigureWords) -> tuple[Comparator, int]:
    """How the words before change the amount, and where the first of them begins."""
    if words.content.search(before):
        return "exact", begin
    if between := words.between.search(before):
        return "range", begin - len(before) + between.start()
    for value, pattern in words.before:
        if found := pattern.search(before):
            at = begin - len(before) + found.start()
            if value == "exact":
                outer, _ = _compared(text, at, text[max(0, at - LOOK_BACK) : at], words)
                return outer, begin if outer == "exact" else at
            return value, at  # type: ignore[return-value]
    return "exact", begin


def _special(text: str, words: FigureWords, may_hold: Callable[[str], bool]) -> Iterator[Quantity]:
    """Quantities that do not begin with a plain number: shares, ranks, ordinals, compounds, amounts without a number."""
    for rule, pattern in words.patterns.items():
        if not may_hold(rule) or (rule == "compound" and "-" not in text):
            continue
        for match in pattern.finditer(text):
            yield from _of_pattern(text, rule, match, words)


def _place(rule: str, match: re.Match[str], words: FigureWords) -> Quantity:
    """An ordinal or a rank."""
    groups = match.groupdict()
    thing = match.span("noun") if groups.get("noun") else match.span()
    if rule in {"ordinal_figures", "ordinal_word"}:
        written = groups["ordinal"]
        value = float(written) if written.isdigit() else float(words.values["ordinal"][written.casefold()])
        end = match.end() if rule == "ordinal_word" else match.end("ordinal") + 1
        return Quantity(match.start(), end, value, None, "ordinal", "exact", thing, rule, counts=False)
    rank = words.values["rank_number"].get(groups["rank"].casefold())
    value = float(rank) if rank is not None else _value(groups["rank"], words)
    return Quantity(match.start(), match.end(), value, None, "rank", "exact", thing, rule, counts=False)


def _of_pattern(text: str, rule: str, match: re.Match[str], words: FigureWords) -> Iterator[Quantity]:
    if rule in PLACES:
        yield _place(rule, match, words)
        return
    start, number = match.start(), None
    if rule in {"fraction", "compound"}:
        found = words.number_before.search(text[max(0, start - LOOK_BACK) : start])
        if found is not None:
            start, number = max(0, start - LOOK_BACK) + found.start(), found["number"]
    before = text[max(0, start - LOOK_BACK) : start]
    comparator, begin = _compared(text, start, before, words)
    groups = match.groupdict()
    thing = match.span("noun") if groups.get("noun") else (start, match.end())
    value: float | None
    if rule == "fraction":
        part = float(Fraction(words.values["fraction"][match["fraction"].casefold()]))
        value = round(_value(number, words) * part if number else part, 4)
        yield Quantity(begin, match.end(), value, None, "share", comparator, match.span("fraction"), rule, counts=False)
    elif rule == "compound":
        if number is not None:
            unit = words.units.get(groups["unit"], groups["unit"])
            yield Quantity(start, match.end(), _value(number, words), None, unit, "exact", thing, rule, counts=False)
    elif rule == "many":
        counted = words.units.get(groups["noun"])
        if counted is not None:
            yield Quantity(match.start(), match.end(), None, None, counted, "many", thing, rule, counts=True)
    elif rule == "quality":
        yield Quantity(match.start(), match.end(), None, None, "qualitative", "about", thing, rule, counts=False)
    elif rule == "factor_noun":
        value = float(words.values["factor_noun"][match["factor"].casefold()])
        yield Quantity(begin, match.end(), value, None, "times", comparator, match.span(), rule, counts=False)
    elif rule == "speed":
        unit = words.values["speed"][match["speed"].casefold()]
        yield Quantity(start, match.end(), float(match["rate"]), None, unit, "exact", match.span(), rule, counts=False)
    else:
        value = float(words.values["factor_verb"][groups["factor"].casefold()])
        yield Quantity(match.start(), match.end(), value, None, "times", comparator, match.span(), rule, counts=False)


def _value(written: str, words: FigureWords) -> float:
    known = words.numbers.get(written.casefold())
    return parse_figures(written) if known is None else known
