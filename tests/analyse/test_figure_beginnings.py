"""The quick look at how words begin never hides what a pattern would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from lagebild.analyse.figures.beginnings import beginnings_of, beginnings_of_forms

LETTERS = "aAbBäÄsSſkK\u212aiıİ12 -_."


@given(form=st.text(LETTERS, min_size=1, max_size=4), text=st.text(LETTERS, max_size=10))
def test_a_text_with_a_form_at_the_beginning_of_a_word_has_its_beginning(form: str, text: str) -> None:
    known, held = beginnings_of_forms([form]), beginnings_of(text)
    if re.search(rf"(?<!\w){re.escape(form)}", text, re.IGNORECASE):
        assert known is None or held is None or not known.isdisjoint(held)


def test_a_text_without_the_word_is_told_from_one_with_it() -> None:
    known = beginnings_of_forms(["zwölf", "7"])
    assert known is not None
    assert known.isdisjoint(beginnings_of("Kein Wort davon, auch nicht im Zelt.") or ())
    assert not known.isdisjoint(beginnings_of("Am 3. Mai") or ())
    assert not known.isdisjoint(beginnings_of("ZWÖLFMAL") or ())
