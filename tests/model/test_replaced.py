"""Copies of frozen values with some fields changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from lagebild.model.replaced import replaced
from lagebild.model.span import Span


@dataclass(frozen=True, slots=True)
class Pair:
    one: int
    other: str = ""
    both: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "both", f"{self.one}{self.other}")


def test_replaced_is_what_dataclasses_make_of_it() -> None:
    span = Span("Rom", 3, 6)
    assert replaced(span, text="Bonn", end=7) == replace(span, text="Bonn", end=7) == Span("Bonn", 3, 7)
    assert replaced(span) == span
    assert span == Span("Rom", 3, 6)


def test_replaced_makes_derived_fields_anew() -> None:
    assert replaced(Pair(1, "a"), one=2).both == "2a"


def test_replaced_knows_only_fields_that_make_a_value() -> None:
    with pytest.raises(KeyError):
        replaced(Pair(1), both="x")
