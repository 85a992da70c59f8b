from __future__ import annotations

import pytest

from lagebild.lang.pack import LanguagePack
from lagebild.model.layers import Comparator, Figure
from lagebild.model.span import Span
from lagebild.present.catalogue import Catalogue
from lagebild.present.dossier import figure_value


@pytest.mark.parametrize(
    ("value", "end", "unit", "comparator", "words"),
    [
        (30.0, None, "percent", "more than", "mehr als 30 %"),
        (11.0, None, "ordinal", "exact", "11."),
        (5e9, None, "USD", "about", "rund 5\u202fMrd. US-Dollar"),
        (10.0, 12.0, "soldiers", "range", "10 – 12 Soldaten"),
        (None, None, "qualitative", "about", ""),
    ],
)
def test_figure_is_written_as_people_write_it(
    pack: LanguagePack, value: float | None, end: float | None, unit: str, comparator: Comparator, words: str
):
    figure = Figure("f1", 0, Span("x", 0, 1), value, end, unit, comparator, None, None, (), None, None, "test")
    assert figure_value(figure, Catalogue(pack)) == words
