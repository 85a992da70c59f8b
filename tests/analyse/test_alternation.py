"""Long alternations behind a look at the first letter match what the plain ones match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.analyse.alternation import alternation

FORMS = st.lists(st.text("aAäÄsSßkK1-. ", min_size=1, max_size=4), min_size=1, max_size=12)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
@given(forms=FORMS, text=st.text("aAäÄsSſßẞkK\u212a1-. ", max_size=8))
def test_alternation_matches_as_bars_alone_do(forms: list[str], text: str, flags: int) -> None:
    plain = re.compile("|".join(map(re.escape, forms)), flags)
    quick = re.compile(alternation((form, re.escape(form)) for form in forms), flags)
    assert [match.span() for match in quick.finditer(text)] == [match.span() for match in plain.finditer(text)]


def test_alternation_keeps_the_place_of_what_is_no_plain_word() -> None:
    found = re.match(alternation([("ab", "ab"), (None, r"\w"), ("abc", "abc")]), "abc")
    assert found is not None
    assert found[0] == "ab"
    assert re.fullmatch(alternation([(None, r"\d+"), ("an", "an"), ("am", "am")]), "am") is not None
