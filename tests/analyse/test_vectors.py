"""Vectors of words that are remembered are those that were computed."""

from __future__ import annotations

import numpy as np
import pytest

from lagebild.analyse.foundation import features
from lagebild.analyse.foundation.features import SubwordVectors
from lagebild.lang.pack import load_pack

FORMS = ["Minsk", "Regierung", "Minsk", "", "Regierungs"]


def test_vectors_do_not_depend_on_what_was_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = load_pack("de").folder / "model"
    vectors, expected = SubwordVectors(folder), SubwordVectors(folder).get(FORMS)
    assert expected.shape == (len(FORMS), vectors.width)
    monkeypatch.setattr(features, "MAX_CACHED_FORMS", 3)  # forgets again and again
    for first in range(len(FORMS)):
        assert np.array_equal(vectors.get(FORMS[first:]), expected[first:])
        assert np.array_equal(vectors.get(FORMS[: first + 1]), expected[: first + 1])
