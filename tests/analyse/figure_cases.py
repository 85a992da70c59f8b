"""Tables of sentences with their figures, and what of that a reading has."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.analyse.figures import find_figures
from lagebild.lang.pack import load_pack
from lagebild.model.layers import Figure
from tests.analyse.analysed import analysed
from tests.analyse.tie_cases import rows

Quantity = tuple[str, float | None, float | None, str, str]


@dataclass(frozen=True, slots=True)
class FigureCase:
    id: str
    text: str
    expected: list[Quantity]
    details: dict[str, str]


def figure_cases(name: str) -> list[FigureCase]:
    asked = ("measures", "subjects", "period", "source")
    return [
        FigureCase(row["id"], row["text"], _expected(row["expected"]), {key: row[key] for key in asked if row.get(key)})
        for row in rows(name)
    ]


def _expected(written: str) -> list[Quantity]:
    found: list[Quantity] = []
    for part in written.split(" || ") if written != "-" else ():
        span, value_unit = part.split(" = ")
        value, _, rest = value_unit.partition(" ")
        unit, comparator = next(
            (rest.removesuffix(f" {c}"), c)
            for c in ("exact", "about", "more than", "less than", "at least", "at most", "range", "many")
            if rest.endswith(f" {c}")
        )
        low, _, high = value.partition("..")
        found.append((span, None if low == "?" else float(low), float(high) if high else None, unit, comparator))
    return found


def figures_in(text: str) -> tuple[Figure, ...]:
    return find_figures(analysed(text), load_pack("de"))


def figure_problems(case: FigureCase) -> tuple[list[str], list[str]]:
    """What is missing or too much, and which details of the first figure are wrong."""
    figures = figures_in(case.text)
    found = [(f.span.text, f.value, f.value_end, f.unit, f.comparator) for f in figures]
    wrong = [f"missing {q}" for q in case.expected if q not in found] + [f"too much {q}" for q in found if q not in case.expected]
    first = next((f for f, q in zip(figures, found, strict=True) if case.expected and q == case.expected[0]), None)
    if first is None:
        return wrong, []
    return wrong, [text for key, value in case.details.items() if (text := _detail(first, key, value))]


def _detail(figure: Figure, key: str, value: str) -> str:
    """What is wrong with a detail, empty if nothing is."""
    if key == "measures":
        return "" if value in (figure.measures or "") else f"measures {figure.measures!r}"
    if key == "subjects":
        countries = {str(p.country) for p in figure.subjects}
        return "" if countries == set(value.split("|")) else f"subjects {sorted(countries)}"
    if key == "period":
        period = None if figure.period is None else f"{figure.period.start}/{figure.period.end}"
        return "" if period == value else f"period {period}"
    source = figure.source
    known = set() if source is None else {source.name, source.country, (source.actor_id or "").removeprefix("ac-")}
    return "" if value in known else f"source {known}"
