"""The public function: what is known of the publication, and what follows for the expressions."""

from __future__ import annotations

from datetime import date

import pytest

from lagebild import InputError, find_times
from lagebild.analyse.times import find_times_in_text
from lagebild.lang.pack import load_pack
from lagebild.model.layers import TimeExpression
from lagebild.model.span import Interval


def one(text: str, published: str | date | None) -> TimeExpression:
    (found,) = find_times(text, published=published)
    return found


@pytest.mark.parametrize("published", ["2023-03-02", date(2023, 3, 2), "2023-03-02/2023-03-02"])
def test_find_times_takes_a_day_in_several_forms(published: str | date) -> None:
    assert one("Der Rat trat gestern zusammen.", published).value == "2023-03-01"


@pytest.mark.parametrize("published", ["gestern", "2023-02-31", "2023-13", "0000", "2023-03-02/2023-03-01", "2023/2024/2025", ""])
def test_find_times_refuses_what_is_no_date(published: str) -> None:
    with pytest.raises(InputError):
        find_times("Der Rat trat gestern zusammen.", published=published)


def test_unknown_publication_leaves_no_candidates() -> None:
    found = one("Der Rat trat am Mittwoch zusammen.", None)
    assert (found.value, found.interval, found.candidates) == ("XXXX-WXX-3", None, ())


def test_month_of_publication_leaves_the_days_that_the_weekday_can_mean() -> None:
    found = one("Der Rat trat am Mittwoch zusammen.", "2023-08")
    assert [c.start for c in found.candidates] == [
        "2023-07-26",
        "2023-08-02",
        "2023-08-09",
        "2023-08-16",
        "2023-08-23",
        "2023-08-30",
    ]
    assert (found.value, found.interval, found.anchor) == ("XXXX-WXX-3", None, "unresolved")


def test_translation_published_a_day_later_keeps_both_days() -> None:
    found = one("Der Rat trat heute zusammen.", "2023-08-16/2023-08-17")
    assert found.candidates == (Interval("2023-08-16", "2023-08-16"), Interval("2023-08-17", "2023-08-17"))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Der Rat trat gestern, am 16. August 2023, zusammen. Am Dienstag hatte er getagt.",
            ["2023-08-16", "2023-08-16", "2023-08-15"],
        ),
        ("Am Mittwoch (16. August 2023) tagte der Rat.", ["2023-08-16", "2023-08-16"]),
        ("Am 30. August 2023 tagte der Rat. Am Mittwoch trat der Minister zurück.", ["2023-08-30", "2023-08-30"]),
    ],
)
def test_full_dates_narrow_the_days_of_publication(text: str, values: list[str]) -> None:
    assert [time.value for time in find_times(text, published="2023-08")][: len(values)] == values


def test_weekday_beside_its_date_bounds_the_publication() -> None:
    times = find_times("Am Mittwoch (16. August 2023) tagte der Rat. Am Montag war er abgereist.", published="2023-08")
    assert [c.start for c in times[-1].candidates] == ["2023-08-14", "2023-08-21"]
    assert "narrowed by" in times[-1].reason


def test_known_happening_narrows_the_days_of_publication() -> None:
    times = find_times("Beim Apec-Gipfel 2001 sprach er mit ihm. Am Montag reiste er ab.", published="2001-10")
    assert [c.start for c in times[-1].candidates] == ["2001-10-15", "2001-10-22", "2001-10-29"]


def test_constraint_that_no_day_fits_is_left_out() -> None:
    found = one("Am 5. Mai 2030 tagte der Rat.", "2023-08")
    assert found.value == "2030-05-05"
    later = find_times("Am 5. Mai 2030 tagte er. Gestern kam er.", published="2023-08")[-1]
    assert later.candidates[0].start == "2023-07-31"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Seit 2020 wächst der Handel.", "2020-01-01", "2023-03-02"),
        ("Bis April 2022 wuchs der Handel.", None, "2022-04-30"),
        ("Ab Mai 2024 ruht der Handel.", "2024-05-01", None),
        ("Von Januar bis Mai 2022 wuchs der Handel.", "2022-01-01", "2022-05-31"),
        ("Zwischen 2015 und 2019 wuchs der Handel.", "2015-01-01", "2019-12-31"),
        ("Vom 3. bis zum 5. Mai 2022 ruhte der Handel.", "2022-05-03", "2022-05-05"),
        ("Er regierte 1888–1918.", "1888-01-01", "1918-12-31"),
    ],
)
def test_phrases_bound_days(text: str, start: str | None, end: str | None) -> None:
    times = find_times(text, published="2023-03-02")
    assert {time.covers for time in times} == {Interval(start, end)}


def test_no_phrase_bounds_nothing() -> None:
    assert one("Im Mai 2022 wuchs der Handel.", "2023-03-02").covers is None


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("In den vergangenen fünf Jahren wuchs der Handel.", Interval("2018-03-02", "2023-03-02")),
        ("In den kommenden zwei Wochen ruht der Handel.", Interval("2023-03-02", "2023-03-16")),
        ("Seit Jahren wächst der Handel.", None),
    ],
)
def test_lengths_counted_from_the_publication_bound_days(text: str, interval: Interval | None) -> None:
    found = one(text, "2023-03-02")
    assert (found.type, found.interval) == ("DURATION", interval)


def test_retold_past_ends_with_its_paragraph() -> None:
    text = "1848 kam es zum Aufstand. Im März floh der Fürst.\nIm März tagte nun der Rat."
    assert [t.value for t in find_times(text, published="2022-05-12") if ".connective." not in t.rule] == [
        "1848",
        "1848-03",
        "2022-03",
    ]


def test_retold_past_goes_on_into_the_next_year() -> None:
    text = "Am 9. November 1989 fiel die Mauer. Im März wurde gewählt."
    assert [t.value for t in find_times(text, published="2022-05-12")] == ["1989-11-09", "1990-03"]


def test_last_year_is_no_retold_past() -> None:
    text = "2021 kam er ins Amt. Im März trat er zurück."
    assert [t.value for t in find_times(text, published="2022-05-12")][-1] == "2022-03"


def test_narrative_without_publication_counts_from_its_own_dates() -> None:
    text = "Am 1. September 1939 begann der Krieg. Am 17. September folgte der zweite Angriff."
    assert [t.value for t in find_times(text, published=None)] == ["1939-09-01", "1939-09-17"]


def test_news_without_publication_stays_symbolic() -> None:
    text = "Am 1. September 2022 kam er. Am Mittwoch sprach er, am 17. September wird er reisen."
    assert [t.value for t in find_times(text, published=None)] == ["2022-09-01", "XXXX-WXX-3", "XXXX-09-17"]


@pytest.mark.parametrize(
    "text",
    [
        "Am 31. Februar tagt er.",
        "Am 29. Februar 2023 tagt er.",
        "Am 30.02.2023 tagt er.",
        "Um 25 Uhr tagt er.",
        "Am 31.4. tagt er.",
    ],
)
def test_impossible_dates_have_a_reason_and_no_value(text: str) -> None:
    found = one(text, "2023-03-02")
    assert (found.interval, found.edtf) == (None, None)
    assert not any(character.isdigit() for character in found.value)
    assert "no such" in found.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Er war beim Apec-Gipfel 2001. Am Tag darauf reiste er ab.", "2001-10-22"),
        ("Er sprach auf dem Apec-Gipfel 2001. Am folgenden Freitag reiste er ab.", "2001-10-26"),
        ("Er sprach auf dem Apec-Gipfel 2001. Am Tag zuvor war er in Rom.", "2001-10-19"),
        ("Er war beim Apec-Gipfel 2001 und am 3. Mai 2003 in Rom. Am Tag darauf reiste er ab.", "2003-05-04"),
    ],
)
def test_known_happening_is_an_anchor(text: str, value: str) -> None:
    assert find_times(text, published="2010-01-01")[-1].value == value


@pytest.mark.parametrize(
    ("switched_off", "values"),
    [
        ((), ["2022-05-21"]),
        (("weekday.bare",), []),
        (("weekday",), []),
        (("week",), ["2022-05-21"]),
        (("direction",), ["2022-05-14"]),
    ],
)
def test_rules_and_contexts_can_be_switched_off(switched_off: tuple[str, ...], values: list[str]) -> None:
    day = Interval("2022-05-15", "2022-05-15")
    times = find_times_in_text(
        "Am Samstag wird er Rom besuchen.", published=day, pack=load_pack("de"), switched_off=frozenset(switched_off)
    )
    assert [time.value for time in times] == values
