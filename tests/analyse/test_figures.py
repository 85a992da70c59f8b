"""Figures: numbers with unit and comparator in text, and what they measure in analysed sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.analyse.figures import Quantity, find_quantities
from lagebild.analyse.figures.lexicon import load_figure_words
from lagebild.analyse.figures.quantities import parse_figures
from lagebild.lang.pack import Row, load_pack
from tests.analyse.figure_cases import FigureCase, figure_cases, figure_problems, figures_in

PACK = load_pack("de")
NOT_YET = {  # case -> why it is not read yet
    "p10": "the place that is hit counts as a subject of the figure",
    "p18": "a number alone before its verb: what it counts is not said",
    "p52": "the adjective of origin counts as a subject of the figure",
    "f20": "who forecasts counts as a subject of the figure",
    "fn11": "a number inside a party's name in quotation marks",
}
CASES = [
    pytest.param(case, id=case.id, marks=[pytest.mark.xfail(reason=NOT_YET[case.id], strict=True)] if case.id in NOT_YET else [])
    for case in (*figure_cases("figures.tsv"), *figure_cases("figures_fresh.tsv"))
]
WORDS = load_figure_words(PACK)


def no_noun(_begin: int, _end: int) -> str | None:
    return None


def quantities(text: str) -> list[Quantity]:
    return find_quantities(text, WORDS, noun_at=no_noun)


@pytest.mark.parametrize("row", PACK.table("figures/units"), ids=lambda row: row["unit"])
def test_unit_is_found_in_its_example(row: Row) -> None:
    assert (row["found"], row["unit"]) in [(row["example"][q.begin : q.end], q.unit) for q in quantities(row["example"])]


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "comparator"),
    [
        ("Der Handel wuchs um mehr als 30 Prozent.", "mehr als 30 Prozent", 30, "percent", "more than"),
        ("Es fehlen rund 1,5 Mio. Euro.", "rund 1,5 Mio. Euro", 1.5e6, "EUR", "about"),
        ("Es kamen bis zu 30.000 Soldaten.", "bis zu 30.000 Soldaten", 30_000, "soldiers", "at most"),
        ("Es kamen zwei Dutzend Panzer.", "zwei Dutzend Panzer", 24, "tanks", "exact"),
        ("Etwa zwei Drittel stimmten zu.", "Etwa zwei Drittel", 0.6667, "share", "about"),
        ("Der 12-Punkte-Plan liegt vor.", "12-Punkte-Plan", 12, "points", "exact"),
        ("Die 11. Moskauer Konferenz begann.", "11.", 11, "ordinal", "exact"),
        ("Der Umsatz hat sich verdoppelt.", "verdoppelt", 2, "times", "exact"),
    ],
)
def test_quantities_read_number_unit_and_comparator(text: str, span: str, value: float, unit: str, comparator: str) -> None:
    (found,) = quantities(text)
    assert (text[found.begin : found.end], found.value, found.unit, found.comparator) == (span, value, unit, comparator)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("zwei bis drei Millionen Euro", 2e6, 3e6), ("zwischen 20 und 30 Prozent", 20, 30), ("3–4 Tote", 3, 4)],
)
def test_quantities_read_ranges(text: str, low: float, high: float) -> None:
    (found,) = quantities(text)
    assert (found.value, found.value_end, found.comparator) == (low, high, "range")


@pytest.mark.parametrize(
    "text",
    ["Die G20 tagte.", "Artikel 5 gilt.", "Es stand 2:1.", "Ein Panzer rollte.", "Die beiden Länder reden.", "Tel. 0631 4711"],
)
def test_quantities_leave_alone_what_is_no_figure(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(("written", "value"), [("1.234.567,5", 1_234_567.5), ("0,3", 0.3), ("30 000", 30_000), ("7", 7)])
def test_parse_figures(written: str, value: float) -> None:
    assert parse_figures(written) == value


@pytest.mark.parametrize("case", CASES)
def test_sentence_has_its_figures(case: FigureCase) -> None:
    assert figure_problems(case) == ([], [])


def test_money_of_an_unknown_country_keeps_its_name() -> None:
    assert [(f.value, f.unit) for f in figures_in("Das kostet 300 Pesos.")] == [(300, "peso")]


def test_figure_has_measure_subjects_period_and_source() -> None:
    text = "Der Handel zwischen China und Belarus wuchs nach chinesischen Angaben im vergangenen Jahr um 33 Prozent."
    (found,) = figures_in(text)
    assert (found.span.text, found.value, found.unit) == ("33 Prozent", 33, "percent")
    assert found.measures is not None
    assert "Handel" in found.measures
    assert {p.country for p in found.subjects} == {"CHN", "BLR"}
    assert found.period is not None
    assert (found.period.start, found.period.end) == ("2022-01-01", "2022-12-31")
    assert found.source is not None
    assert found.source.country == "CHN"


def test_figure_takes_no_date_for_a_count() -> None:
    assert figures_in("Am 24. Februar 2022 begann der Krieg, und 2023 dauerte er an.") == ()


def test_figure_points_to_its_text() -> None:
    text = "Polen schickt 14 Panzer, Russland verlor 100 Drohnen."
    assert [(f.span.text, text[f.span.begin : f.span.end]) for f in figures_in(text)] == [
        ("14 Panzer",) * 2,
        ("100 Drohnen",) * 2,
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789.,-–% €Prozent bis Mio.\n"), max_size=80))
def test_quantities_never_fail(text: str) -> None:
    found = quantities(text)
    assert all(a.end <= b.begin for a, b in pairwise(found))


@pytest.mark.parametrize("junk", ["9" * 10_000, "1.000" * 3_000, "3 " * 8_000, "zwei bis " * 3_000], ids=lambda junk: junk[:9])
def test_quantities_stay_fast_on_junk(junk: str) -> None:
    assert len(quantities(junk)) <= len(junk)
