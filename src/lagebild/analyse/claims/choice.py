"""Choosing one of several options by weighted features: a conditional logit model, trained by scripts/train_claims.

McFadden, D. (1974): Conditional logit analysis of qualitative choice behavior. The weights are read from the pack; the
computation needs no library, and every choice can be explained by its heaviest features.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from heapq import nsmallest
from itertools import repeat
from operator import add
from typing import cast

from lagebild.analyse.claims.wording import weighted
from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack

MODEL = "claims/choices.json"
REASONS = 2  # features named in the reasons of a choice


@dataclass(frozen=True, slots=True)
class Chooser:
    """Weights of named features for one kind of choice."""

    weights: Mapping[str, float]

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
        weights = self.weights
        good = {name for name in features if weights.get(name, 0.0) > 0}.difference(against)
        best = nsmallest(REASONS, ((-weights[name], name) for name in good))
        return weighted([(name, weights[name]) for _, name in best])


@dataclass(frozen=True, slots=True)
class TwinChooser:
    """Two choosers that are asked about the same options: what both know of a name is looked up once."""

    models: tuple[Chooser, Chooser]
    weights: Mapping[str, tuple[float, float]] = field(init=False)

    def __post_init__(self) -> None:
        one, other = (model.weights for model in self.models)
        object.__setattr__(self, "weights", {name: (one.get(name, 0.0), other.get(name, 0.0)) for name in (*one, *other)})

    def scores(self, names: Iterable[str]) -> tuple[float, float]:
        """The score of an option by either model, as `Chooser.score` gives it."""
        held = [pair for pair in map(self.weights.get, dict.fromkeys(names)) if pair is not None]
        return reduce(add, [one for one, _ in held], 0.0), reduce(add, [other for _, other in held], 0.0)


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
