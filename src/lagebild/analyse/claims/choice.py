"""Choosing one of several options by weighted features: a conditional logit model, trained by scripts/train_claims.

McFadden, D. (1974): Conditional logit analysis of qualitative choice behavior. The weights are read from the pack; the
computation needs no library, and every choice can be explained by its heaviest features.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain, repeat
from operator import add
from typing import TypeVar, cast

from lagebild.analyse.claims.wording import weighted
from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack

MODEL = "claims/choices.json"
REASONS = 2  # features named in the reasons of a choice
MAX_KNOWN = 20_000  # groups of features whose scores are kept

Value = TypeVar("Value")
Groups = Sequence[tuple[str, ...]]
"""Names of features in groups: what follows from the same facts stands together, is made once and scored once."""


class Kept(dict[tuple[str, ...], Value]):
    """What a model has for groups of features, found out when a group is asked for the first time."""

    def __init__(self, find: Callable[[tuple[str, ...]], Value]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, names: tuple[str, ...]) -> Value:
        if len(self) >= MAX_KNOWN:
            self.clear()
        found = self[names] = self._find(names)
        return found


@dataclass(frozen=True, slots=True)
class Chooser:
    """Weights of named features for one kind of choice."""

    weights: Mapping[str, float]
    _kept: Kept[tuple[float, ...]] = field(init=False, repr=False, compare=False)
    _speaking: Kept[tuple[tuple[float, str], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        weights = self.weights
        object.__setattr__(
            self, "_kept", Kept(lambda names: tuple(weights[name] for name in dict.fromkeys(names) if name in weights))
        )
        object.__setattr__(
            self, "_speaking", Kept(lambda names: tuple((-weights[name], name) for name in names if weights.get(name, 0.0) > 0))
        )

    def score_of(self, groups: Groups) -> float:
        """The score of features in groups, the same bits as that of their names; no name may stand in two of them."""
        return reduce(add, chain.from_iterable(map(self._kept.__getitem__, groups)), 0.0)

    def shares(self, options: Sequence[Iterable[str]]) -> list[float]:
        """How likely each option (the names of its features) is the right one; the shares sum to 1.

        Raises:
            ValueError: without options.
        """
        return self.shares_of(self.score(names) for names in options)

    def score(self, names: Iterable[str]) -> float:
        """The sum of the weights, each name once, in the order given: the same names give the same bits."""
        return reduce(add, map(self.weights.get, dict.fromkeys(names), repeat(0.0)), 0.0)

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
        shared = set(chain.from_iterable(against))
        found = set(chain.from_iterable(map(self._speaking.__getitem__, set(groups).difference(against))))
        best = sorted(pair for pair in found if pair[1] not in shared)[:REASONS]
        return weighted([(name, -weight) for weight, name in best])


@dataclass(frozen=True, slots=True)
class TwinChooser:
    """Two choosers that are asked about the same options: what both know of a name is looked up once."""

    models: tuple[Chooser, Chooser]
    _kept: Kept[tuple[complex, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_kept", Kept(self._weights))

    def _weights(self, names: tuple[str, ...]) -> tuple[complex, ...]:
        """What either knows of the names, as one number of two parts, so that both sums are made at once."""
        one, other = (model.weights for model in self.models)
        known = (name for name in dict.fromkeys(names) if name in one or name in other)
        return tuple(complex(one.get(name, 0.0), other.get(name, 0.0)) for name in known)

    def scores_of(self, groups: Groups) -> tuple[float, float]:
        """The score of an option by either model, as `Chooser.score_of` gives it."""
        total = reduce(add, chain.from_iterable(map(self._kept.__getitem__, groups)), 0j)
        return total.real, total.imag


def names_in(groups: Groups) -> list[str]:
    """All names of the groups, in order."""
    return [name for names in groups for name in names]


def chooser(pack: LanguagePack, kind: str) -> Chooser:
    """The chooser of a pack for a kind of choice ("date", "status", "actor", "recipient"), loaded once.

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
