"""What comparing two units asks of their days and parties, answered once for all units that are alike in these.

Thousands of units name the same parties, and those of one happening the same days. A `Card` has small numbers that units share
whose days, or parties, are equal; answers are kept by these numbers.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from lagebild.merge.sides import Side
from lagebild.merge.units import Unit
from lagebild.merge.whens import gap_of

FAR = 10**7  # ordinal behind all days

MAX_CARDS = 1 << 18  # of units, and of different values
MAX_ANSWERS = 1 << 16
Answer = TypeVar("Answer")
Answers = dict[tuple[int, int], Answer]


@dataclass(frozen=True, slots=True)
class Card:
    """Numbers that two units share where they are alike.

    `days`: the days, stated or possible, and the gap of the act; they lie between `start` and `end`, and on any of these where
    they are `plain`. `parties`: the act and who takes part; the persons beside them count where a party is left `open`.
    `articles`: those that it is from, where they may be several.
    """

    days: int
    parties: int
    open: bool
    symmetric: bool
    start: int
    end: int
    plain: bool
    certain: bool
    gap: int
    articles: frozenset[str]


_numbers = count()  # none is given twice, so that those in use stay good when values are let go
_number_of: dict[Hashable, int] = {}
_cards: dict[Unit, Card] = {}  # units are told apart by identity
_around: dict[Unit, int] = {}
NO_ARTICLES: frozenset[str] = frozenset()


def card_of(unit: Unit) -> Card:
    """The numbers of a unit."""
    return _cards.get(unit) or _new_card(unit)


def around_of(unit: Unit) -> int:
    """A number of the parties and the persons beside them."""
    found = _around.get(unit)
    if found is None:
        if len(_around) >= MAX_CARDS:
            _around.clear()
        found = _around[unit] = _number((card_of(unit).parties, frozenset(unit.around.items())))
    return found


def forget_cards() -> None:
    """Let go of the units and values that have numbers."""
    _cards.clear()
    _around.clear()
    _number_of.clear()


def _number(value: Hashable) -> int:
    if len(_number_of) >= MAX_CARDS:
        _number_of.clear()
    return _number_of.setdefault(value, next(_numbers))


def _value_of(side: Side) -> Hashable:
    return frozenset(side.persons.items()), frozenset(side.others.items()), side.countries


def _new_card(unit: Unit) -> Card:
    when, everyone = unit.when, unit.everyone
    gap = gap_of(unit.act)
    sides = _value_of(unit.actors), _value_of(unit.recipients)  # `everyone` is both
    card = Card(
        days=_number((gap, when.window, when.certain, when.weekdays, when.months, when.options)),
        parties=_number((unit.act, unit.symmetric, *sides, unit.hosts, unit.bodies)),
        open=len(everyone.countries) + len(everyone.others) < 2 if unit.symmetric else unit.actors.empty,
        symmetric=unit.symmetric,
        start=-FAR if when.window.start is None else when.window.start,
        end=FAR if when.window.end is None else when.window.end,
        plain=not (when.weekdays or when.months or when.options),
        certain=when.certain,
        gap=gap,
        articles=frozenset([one.article_id for one in unit.facts]) if len(unit.facts) > 1 else NO_ARTICLES,
    )
    if len(_cards) >= MAX_CARDS:
        _cards.clear()
    _cards[unit] = card
    return card


def keep(answers: Answers[Answer], pair: tuple[int, int], answer: Answer) -> Answer:
    """The answer, kept for the pair."""
    if len(answers) >= MAX_ANSWERS:
        answers.clear()
    answers[pair] = answer
    return answer
