"""Choosing one of several options by weighted features: a conditional logit model, trained by scripts/train_claims.

McFadden, D. (1974): Conditional logit analysis of qualitative choice behavior. The weights are read from the pack; the
computation needs no library, and every choice can be explained by its heaviest features.
"""

from __future__ import annotations

import json
import math
from bisect import insort
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from lagebild.analyse.claims.wording import weighted
from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack

MODEL = "claims/choices.json"
REASONS = 2  # features named in the reasons of a choice
MAX_KNOWN = 100_000  # groups of features whose scores are kept: about 0.4 KB each
# Weights have three digits. Scores are summed in whole millionths: the sums are exact, so that neither the order of the features
# nor how they are grouped can decide between options that are equally likely.
UNITS = 1_000_000

Value = TypeVar("Value")
Group = tuple[Any, ...]
"""Names of features that follow from the same facts: the names, or a function with the facts from which it makes them.

Models know groups by their facts, so that the names are made when a group is met for the first time and where reasons are given.
"""
Groups = Sequence[Group]
"""Names of features in groups: what follows from the same facts stands together, is made once and scored once."""


def names_of(group: Group) -> tuple[str, ...]:
    """The names of a group."""
    if group and callable(group[0]):
        make: Callable[..., tuple[str, ...]] = group[0]
        return make(*group[1:])
    return group


class Kept(dict[Group, Value]):
    """What a model has for groups of features, found out by their names when a group is asked for the first time."""

    def __init__(self, find: Callable[[tuple[str, ...]], Value]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, group: Group) -> Value:
        if len(self) >= MAX_KNOWN:
            self.clear()
        found = self[group] = self._find(names_of(group))
        return found


@dataclass(frozen=True, slots=True)
class Chooser:
    """Weights of named features for one kind of choice."""

    weights: Mapping[str, float]
    _kept: Kept[int] = field(init=False, repr=False, compare=False)
    _speaking: Kept[list[tuple[float, str]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        weights = self.weights
        object.__setattr__(self, "_kept", Kept(self._units))
        object.__setattr__(
            self, "_speaking", Kept(lambda names: sorted((-weights[name], name) for name in names if weights.get(name, 0.0) > 0))
        )

    def score_of(self, groups: Groups) -> float:
        """The score of features in groups, which is that of their names; no name may stand in two of them."""
        return self.units_of(groups) / UNITS

    def units_of(self, groups: Groups) -> int:
        """The same in whole millionths; that of several groups together is the sum."""
        return sum(map(self._kept.__getitem__, groups))

    def shares(self, options: Sequence[Iterable[str]]) -> list[float]:
        """How likely each option (the names of its features) is the right one; the shares sum to 1.

        Raises:
            ValueError: without options.
        """
        return self.shares_of(self.score(names) for names in options)

    def score(self, names: Iterable[str]) -> float:
        """The sum of the weights, each name once."""
        return self._units(names) / UNITS

    def _units(self, names: Iterable[str]) -> int:
        """The same in whole millionths."""
        weights = self.weights
        return sum(round(weights[name] * UNITS) for name in set(names) if name in weights)

    @staticmethod
    def shares_of(scores: Iterable[float]) -> list[float]:
        """How likely options with these scores are.

        Raises:
            ValueError: without options.
        """
        held = list(scores)
        if not held:
            raise ValueError("there is nothing to choose from")
        top = max(held)
        odds = [math.exp(score - top) for score in held]
        total = math.fsum(odds)
        return [value / total for value in odds]

    def reasons(self, features: Iterable[str], *, against: Iterable[str] = ()) -> str:
        """The features that speak most clearly for an option, in words and with their weights; "" where none does.

        `against`: the features of the next best option; what both have decides nothing between them and is left out.
        """
        return self.reasons_of([tuple(features)], against=[tuple(against)])

    def reasons_of(self, groups: Groups, *, against: Groups = ()) -> str:
        """The same of features in groups."""
        speaking = self._speaking
        shared = {name for group in against for _, name in speaking[group]}
        best = heaviest(map(speaking.__getitem__, groups), REASONS, without=shared)
        return weighted([(name, -weight) for weight, name in best])


@dataclass(frozen=True, slots=True)
class TwinChooser:
    """Two choosers that are asked about the same options: what both know of a group is looked up once."""

    models: tuple[Chooser, Chooser]
    _kept: Kept[complex] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_kept", Kept(self._units))

    def _units(self, names: tuple[str, ...]) -> complex:
        """What either gives the names, as one number of two whole parts, so that both sums are made at once."""
        one, other = self.models
        return complex(one._units(names), other._units(names))  # noqa: SLF001

    def units_of(self, groups: Groups) -> complex:
        """What either model gives the groups, in whole millionths; that of several groups together is the sum."""
        return sum(map(self._kept.__getitem__, groups), 0j)

    def scores_of(self, groups: Groups) -> tuple[float, float]:
        """The score of an option by either model, as `Chooser.score_of` gives it."""
        return scores_in(self.units_of(groups))


def scores_in(units: complex) -> tuple[float, float]:
    """The scores by two models in what `TwinChooser.units_of` gives."""
    return units.real / UNITS, units.imag / UNITS


def heaviest(held: Iterable[Sequence[tuple[float, str]]], count: int, *, without: Container[str]) -> list[tuple[float, str]]:
    """The `count` heaviest features, each once, but those of these names; `held`: weights turned round with names, ascending."""
    best: list[tuple[float, str]] = []
    for entries in held:
        for entry in entries:
            if len(best) == count and entry >= best[-1]:
                break
            if entry[1] not in without and entry not in best:
                insort(best, entry)
                del best[count:]
    return best


def names_in(groups: Groups) -> list[str]:
    """All names of the groups, in order."""
    return [name for group in groups for name in names_of(group)]


def chooser(pack: LanguagePack, kind: str) -> Chooser:
    """The chooser of a pack for a kind of choice ("date", "status", "mode", "actor", "recipient"), loaded once.

    Raises:
        PackError: if the file is missing or damaged or knows no such choice.
    """
    models = cast("Mapping[str, Chooser]", pack.derived("claims.choices", _load))
    if kind not in models:
        raise PackError(pack.language, pack.folder / MODEL, 0, f"has no choice {kind!r}")
    return models[kind]


def _load(pack: LanguagePack) -> Mapping[str, Chooser]:
    path = pack.folder / MODEL
    try:
        data = json.loads(path.read_text("utf-8"))
        return {kind: Chooser({str(name): float(weight) for name, weight in weights.items()}) for kind, weights in data.items()}
    except (OSError, ValueError, AttributeError, TypeError) as exc:
        raise PackError(pack.language, path, 0, f"holds no choices: {exc}") from exc
