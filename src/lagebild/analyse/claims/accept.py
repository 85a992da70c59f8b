"""Which drafts are claims: a logistic regression over named features, trained by scripts/train_claims, run without a library."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import cast

from lagebild.analyse.claims.choice import Groups, Kept
from lagebild.analyse.claims.wording import weighted
from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack

MODEL = "claims/acceptance.json"
REASONS = 3  # features for it that are named in the reasons of a claim
DOUBTS = 2  # features against it
# Hold of nearly every draft and so explain none.
COMMON = frozenset({"unmet=False", "rank=0", "exact=True", "passive=False", "rivals=0", "form=None/None", "same=0"})


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of named features; a draft with a probability of at least `threshold` is a claim."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    _kept: Kept[tuple[float, ...]] = field(init=False, repr=False, compare=False)
    _speaking: Kept[tuple[tuple[float, str], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_kept", Kept(self._weights))
        object.__setattr__(self, "_speaking", Kept(self._said))

    def probability(self, features: Iterable[str]) -> float:
        """How likely a draft with these features is a claim."""
        return self.probability_of([tuple(set(features))])

    def probability_of(self, groups: Groups) -> float:
        """The same of features in groups; no name may stand in two of them."""
        total = self.bias + math.fsum(chain.from_iterable(map(self._kept.__getitem__, groups)))
        return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, total))))

    def _weights(self, names: tuple[str, ...]) -> tuple[float, ...]:
        """The weights of a group, as far as it has some."""
        return tuple(self.weights[name] for name in names if name in self.weights)

    def _said(self, names: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
        """The features of a group that may explain something, each with its weight turned round: the heaviest comes first."""
        return tuple((-self.weights[name], name) for name in {*names} - COMMON if self.weights.get(name))

    def reasons(self, features: Iterable[str]) -> tuple[str, ...]:
        """The features that speak most clearly for and against the claim, without those that nearly every draft has."""
        return self.reasons_of([tuple(features)])

    def reasons_of(self, groups: Groups) -> tuple[str, ...]:
        """The same of features in groups."""
        held = sorted(chain.from_iterable(map(self._speaking.__getitem__, groups)))
        good = [(name, -weight) for weight, name in held[:REASONS] if weight < 0]
        bad = [(name, -weight) for weight, name in held[::-1][:DOUBTS] if weight > 0]
        found = [f"claim: for it speaks {weighted(good)}"] if good else []
        found += [f"claim: against it speaks {weighted(bad)}"] if bad else []
        return tuple(found)


def model_of(pack: LanguagePack) -> Model:
    """The acceptance model of a pack, loaded once.

    Raises:
        PackError: if the file is missing or damaged.
    """
    return cast("Model", pack.derived("claims.acceptance", _load))


def _load(pack: LanguagePack) -> Model:
    path = pack.folder / MODEL
    try:
        data = json.loads(path.read_text("utf-8"))
        return Model(dict(data["weights"]), float(data["bias"]), float(data["threshold"]))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise PackError(pack.language, path, 0, f"is no acceptance model: {exc}") from exc
