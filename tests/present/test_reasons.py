"""Reasons of the picture in the language of the pages."""

from __future__ import annotations

import pytest

from lagebild.lang.pack import load_pack
from lagebild.present.reasons import Reasons, reasons_of
from lagebild.present.texts import texts_in

ROWS = (
    ("share {share} of the readings", "{share} der Lesarten"),
    ("due by {day}", "bis {day}"),
    ("actor {what}: {reason}", "Handelnder {what}: {reason}"),
    ("subject of the verb", "Subjekt"),
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("share 0.4 of the readings", "0.4 der Lesarten"),
        ("due by 2024-03; subject of the verb", "bis 2024-03; Subjekt"),
        ("actor 'Xi': subject of the verb", "Handelnder 'Xi': Subjekt"),
        ("actor 'Xi': as nobody thought", "Handelnder 'Xi': as nobody thought"),
        ("something new", "something new"),
        ("", ""),
    ],
)
def test_reason_is_said_or_left_as_it_is(text: str, said: str):
    assert Reasons(ROWS)(text) == said


def test_known_reasons_are_told_from_others():
    reasons = Reasons(ROWS)
    assert reasons.knows("due by 2024; subject of the verb")
    assert not reasons.knows("due by 2024; something new")


def test_gaps_of_both_languages_are_the_same():
    for row in load_pack("de").table("present/reasons"):
        assert reasons_of(load_pack("de"))(row["english"]) == row["own"], row["english"]


def test_english_says_the_reasons_of_the_picture():
    assert texts_in("en").reason("same days (2024-03-01)") == "same days (2024-03-01)"
    assert texts_in("de").reason("same days (2024-03-01)") == "dieselben Tage (2024-03-01)"
