"""Whatever the text holds, the layer answers, places its expressions right and names no day that does not exist."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild import find_times
from lagebild.analyse.times import timex_records, to_timex3

DAY = re.compile(r"\d{4}-\d\d-\d\d")
PIECES = [
    "am 3. Mai 2021", "Montag", "gestern", "31. Februar", "0. Januar", "im Jahr 0", "Jahr 0000", "25 Uhr", "20.15 Uhr",
    "24:00 Uhr", "00.00.0000", "99.99.9999", "2021-13-40", "vor 9999 Jahren", "vor 1000000 Tagen", "in 9999 Jahrhunderten",
    "seit 0 Tagen", "Ende des Jahres", "5,5 Jahre", "1,5 Tage", "vor anderthalb Wochen", "0. Jahrhundert", "99. Jahrhundert",
    "29. Februar", "Ostern 9999", "Ostern 1", "0er Jahre", "1.1.1", "31.12.9999", "Nacht zum 1. Januar 0001",
    "heute vor 3000 Jahren", "in", "am", "bis", "und", "vom", "zum", "jeden", "alle", ",", ".", "(", ")", "–", "/", "\n",
    "\u00ad", "\u00a0", "\u2028", "\ufeff", "\x00", "’", "„", "“", "<b>", "&amp;", "ſ", "ß", "İ", "é",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
PUBLISHED = st.sampled_from([None, "2023-03-02", "2023-03", "0001-01-01", "9999-12-31", "2024-02-29", "2023-12-30/2024-01-02"])


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text(max_size=60), PUBLISHED)
def test_any_text_is_read(text: str, published: str | None) -> None:
    end = 0
    for time in find_times(text, published=published):
        assert text[time.span.begin : time.span.end] == time.span.text
        assert time.span.begin >= end
        end = time.span.end
        assert time.reason
        for day in DAY.findall(f"{time.value} {time.interval} {time.edtf} {time.covers}"):
            date.fromisoformat(day)
        if time.interval is not None and time.interval.start is not None and time.interval.end is not None:
            assert time.interval.start <= time.interval.end


@settings(max_examples=100, deadline=None)
@given(TEXTS, PUBLISHED)
def test_records_stay_in_the_text(text: str, published: str | None) -> None:
    for record in timex_records(find_times(text, published=published)):
        assert 0 <= record["begin"] < record["end"] <= len(text)


@given(st.text(max_size=80))
def test_xml_is_well_formed(text: str) -> None:
    text = f"Am 3. Mai 2021 {text} gestern"
    root = ET.fromstring(to_timex3(text, find_times(text, published="2023-03-02"), published=None).encode("utf-8"))  # noqa: S314 - our own output
    body = "".join(root.find("TEXT").itertext())
    assert len(body) == len(text)


def test_soft_hyphens_are_read_over() -> None:
    text = "Am 3. Fe\u00adbru\u00adar 2021 und am Mitt\u00adwoch kam er."
    assert [(t.span.text, t.value) for t in find_times(text, published="2023-03-02")] == [
        ("3. Fe\u00adbru\u00adar 2021", "2021-02-03"),
        ("Mitt\u00adwoch", "2023-03-01"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("AM 3.\u00a0MÄRZ\u00a02021 TAGTE DER RAT.", "2021-03-03"),
        ("GESTERN TAGTE DER RAT.", "2023-03-01"),
        ("Der Rat tagte gestern abend.", "2023-03-01TEV"),
        ("Der Rat tagte am Mittwoch vormittag.", "2023-03-01TMO"),
        ("Der Rat tagte am 3. Jänner 2021.", "2021-01-03"),
        ("Der Rat tagte vor dreissig Jahren.", "1993"),
        ("IM VERGANGENEN JAHR TAGTE DER RAT.", "2022"),
    ],
)
def test_layout_capitals_and_old_spelling(text: str, value: str) -> None:
    assert [t.value for t in find_times(text, published="2023-03-02")] == [value]


@pytest.mark.parametrize(
    "junk",
    [
        "9" * 10_000,
        "Im Jahr " + "9" * 10_000,
        "vor " + "1" * 10_000 + " Jahren",
        "3. " * 5_000 + "Mai 2021",
        "drei und " * 4_000,
        "20.15, " * 3_000 + "Uhr",
        "\u00ad" * 10_000,
        "am Montag, dem " * 2_000,
        "1888–" * 4_000,
        "gestern (" * 3_000,
        "4000 Aa " * 3_000,
        "Alter " + "x " * 10_000,
    ],
)
@pytest.mark.parametrize("published", ["2023-03-02", "2023-03"])
def test_junk_takes_no_time(junk: str, published: str) -> None:
    assert len(find_times(junk, published=published)) <= len(junk)
