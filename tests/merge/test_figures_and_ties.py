from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.merge import merge_readings
from lagebild.model.layers import TieChange
from lagebild.model.picture import FigureDifference, TieStep
from lagebild.model.span import Span
from tests.merge.make import PACK, figure, make_reading, tie

FIRST = "Der Handel zwischen Norwegen und Peru wuchs um 33 Prozent."


def compare(words: str, value: float, comparator: str = "exact", year: str | None = "2022") -> tuple[FigureDifference, ...]:
    text = f"Im Handel der beiden Länder gab es ein Plus von {words} zu melden."
    one = make_reading(FIRST, figures=[figure(FIRST, "33 Prozent", 33)], published="2023-05-04")
    two = make_reading(text, figures=[figure(text, words, value, comparator=comparator, year=year)], published="2023-05-09")
    return merge_readings([one, two], pack=PACK).figure_differences


@pytest.mark.parametrize(
    ("words", "value", "comparator", "compatible"),
    [
        ("mehr als 30 Prozent", 30, "more than", True),
        ("20 Prozent", 20, "exact", False),
        ("33 Prozent", 33, "exact", True),
        ("rund 34 Prozent", 34, "about", True),
        ("mehr als 33 Prozent", 33, "more than", False),
        ("höchstens 33 Prozent", 33, "at most", True),
        ("weniger als 30 Prozent", 30, "less than", False),
    ],
)
def test_figures_on_one_matter(words: str, value: float, comparator: str, *, compatible: bool) -> None:
    (difference,) = compare(words, value, comparator)
    assert difference.compatible is compatible
    assert words in difference.why


def test_figures_of_different_years_are_not_compared() -> None:
    assert compare("20 Prozent", 20, year="2021") == ()
    assert compare("20 Prozent", 20, year=None) == ()


def test_ties_are_merged_by_kind_and_parties() -> None:
    one = "Norwegen und Peru sind Partner."
    two = "Seit 2020 sind die beiden enge Partner."
    readings = [
        make_reading(one, ties=[tie(one, "Partner", "partnership")], published="2023-05-04"),
        make_reading(two, ties=[tie(two, "enge Partner", "partnership", level="eng", since="2020")], published="2023-06-04"),
        make_reading("Sie sind Nachbarn.", ties=[tie("Sie sind Nachbarn.", "Nachbarn", "border")], published="2023-06-05"),
    ]
    ties = {t.kind: t for t in merge_readings(readings, pack=PACK).ties}
    assert set(ties) == {"partnership", "border"}
    merged = ties["partnership"]
    assert (merged.levels, merged.since, merged.status) == (("eng",), "2020", "in_force")
    assert len(merged.evidence) == len(merged.origins) == 2


def test_merged_tie_keeps_its_history() -> None:
    one, two = "Sie sind Partner.", "Sie verkündeten eine Partnerschaft."
    begins = TieChange("begin", 0, Span("verkündeten", 4, 15), "2022", "c-1")
    announced = replace(tie(two, "Partnerschaft", "partnership", since="2022"), changes=(begins,))
    readings = [
        make_reading(one, ties=[tie(one, "Partner", "partnership")], published="2023-05-04"),
        make_reading(two, ties=[announced], published="2022-06-04"),
    ]
    (merged,) = merge_readings(readings, pack=PACK).ties
    assert merged.since == "2022"
    assert merged.history == (TieStep("begin", "2022", readings[1].article.id, "c-1"),)
