"""Time expressions in text, without a parser."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.analyse.times import find_times_in_text, timex_records
from lagebild.analyse.times.days import easter_sunday, make_season, make_year, part_of, week_of
from lagebild.analyse.times.leading import Form, leading_keys
from lagebild.lang.pack import load_pack
from lagebild.model.layers import TimeExpression
from lagebild.model.span import Interval

PACK = load_pack("de")
THURSDAY = Interval("2023-03-02", "2023-03-02")
MARCH = Interval("2023-03-01", "2023-03-31")


def times(text: str, published: Interval | None = THURSDAY) -> tuple[TimeExpression, ...]:
    return find_times_in_text(text, published=published, pack=PACK)


def one(text: str, published: Interval | None = THURSDAY) -> TimeExpression:
    (found,) = times(text, published)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Der Rat trat gestern zusammen.", "2023-03-01"),
        ("Der Rat trat am Mittwoch zusammen.", "2023-03-01"),
        ("Der Rat wird am Mittwoch zusammentreten.", "2023-03-08"),
        ("Der Rat trat am vergangenen Donnerstag zusammen.", "2023-02-23"),
        ("Der Rat trat im Dezember zusammen.", "2022-12"),
        ("Der Rat soll im Dezember zusammentreten.", "2023-12"),
        ("Der Rat trat am 28. Februar zusammen.", "2023-02-28"),
        ("Der Rat trat am 29. Dezember zusammen.", "2022-12-29"),
        ("Der Rat trat in der vergangenen Woche zusammen.", "2023-W08"),
        ("Der Rat tritt in diesem Jahr zusammen.", "2023"),
        ("Der Rat trat zu Ostern 2018 zusammen.", "2018-04-01"),
        ("Der Rat trat vor zwei Wochen zusammen.", "2023-02-16"),
    ],
)
def test_times_relative_to_publication(text: str, value: str) -> None:
    assert one(text).value == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Bis Ende Februar 2023 bleibt er.", "2023-02-19", "2023-02-28"),
        ("Mitte 2021 kam er.", "2021-05-02", "2021-08-30"),
        ("In den vergangenen fünf Jahren wuchs der Handel.", "2018-03-02", "2023-03-02"),
        ("Seit zwei Wochen ruht die Arbeit.", "2023-02-16", "2023-03-02"),
        ("Im 20. Jahrhundert war das anders.", "1900-01-01", "1999-12-31"),
        ("Im zweiten Quartal 2022 sank der Umsatz.", "2022-04-01", "2022-06-30"),
    ],
)
def test_times_give_the_days_they_denote(text: str, start: str, end: str) -> None:
    assert one(text).interval == Interval(start, end)


def test_times_range_without_a_month_takes_it_from_the_right() -> None:
    assert [t.value for t in times("Vom 3. bis zum 5. Mai 2021 ruhte die Arbeit.")] == ["2021-05-03", "2021-05-05"]


def test_times_range_across_new_year_begins_in_the_year_before() -> None:
    assert [t.value for t in times("Von November bis Februar 2021 fror es.")] == ["2020-11", "2021-02"]


@pytest.mark.parametrize(
    ("text", "symbolic"),
    [
        ("Der Rat trat gestern zusammen.", "XXXX-XX-XX"),
        ("Der Rat trat am Mittwoch zusammen.", "XXXX-WXX-3"),
        ("Der Rat trat in der vergangenen Woche zusammen.", "XXXX-WXX"),
    ],
)
@pytest.mark.parametrize("published", [None, MARCH])
def test_times_stay_symbolic_where_the_publication_leaves_several_readings(
    text: str, symbolic: str, published: Interval | None
) -> None:
    found = one(text, published)
    assert (found.value, found.interval, found.anchor) == (symbolic, None, "unresolved")
    assert "publication" in found.reason


def test_times_month_of_publication_is_enough_where_all_its_days_agree() -> None:
    found = one("Im vergangenen Jahr sank der Umsatz.", MARCH)
    assert (found.value, found.anchor) == ("2022", "publication")


def test_times_absolute_dates_need_no_publication() -> None:
    assert one("Am 24. Februar 2022 begann der Krieg.", None).interval == Interval("2022-02-24", "2022-02-24")


@pytest.mark.parametrize(
    "text", ["Am 31. Februar tagt er.", "Am 29. Februar 2023 tagt er.", "Am 30.02.2023 tagt er.", "Um 25 Uhr tagt er."]
)
def test_times_that_the_calendar_lacks_are_found_without_a_value(text: str) -> None:
    found = one(text)
    assert found.interval is None
    assert "X" in found.value
    assert "no such" in found.reason


def test_times_clock_takes_the_day_of_its_sentence() -> None:
    assert [t.value for t in times("Am 1. März um 20.15 Uhr fielen Schüsse.")] == ["2023-03-01", "2023-03-01T20:15"]


@pytest.mark.parametrize(
    "text", ["Der 42-Jährige starb.", "Er war 42 Jahre alt.", "Es kamen 2000 Soldaten.", "Der Arabische Frühling endete."]
)
def test_times_leaves_alone_what_is_no_time(text: str) -> None:
    assert times(text) == ()


def test_times_reads_soft_layout() -> None:
    assert [t.value for t in times("AM 3.\u00a0MÄRZ 2021 und am 4. Jänner\n2022")] == ["2021-03-03", "2022-01-04"]


def test_records_mark_the_length_of_time_in_a_counted_point() -> None:
    text = "Er war vor rund zwei Wochen in Rom, und nun ist er hier."
    (record,) = timex_records(times(text))
    assert (text[record["begin"] : record["end"]], record["type"], record["value"]) == ("rund zwei Wochen", "DURATION", "P2W")


def test_times_span_the_text_they_name() -> None:
    text = "Am 3. Mai 2021 kam er an, am nächsten Tag reiste er ab."
    assert all(text[t.span.begin : t.span.end] == t.span.text for t in times(text))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789.:/-– ,()\n\u00ad\u00a0JanMaiUhrvordesim"), max_size=120))
def test_times_never_fails(text: str) -> None:
    for found in times(text):
        assert text[found.span.begin : found.span.end] == found.span.text


@pytest.mark.parametrize(
    "junk", ["9" * 10_000, "1." * 5_000, "3., " * 5_000, "am Montag, " * 2_000, "(" * 10_000, "vor " * 5_000, "2000-" * 4_000]
)
def test_times_stays_fast_on_junk(junk: str) -> None:
    assert len(times(junk)) <= len(junk)


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2900, 12, 31)))
def test_week_holds_its_day(day: date) -> None:
    week = week_of(day)
    assert week.start <= day <= week.end
    assert week.end - week.start == timedelta(days=6)


def test_easter() -> None:
    assert [easter_sunday(year) for year in (2008, 2011, 2024)] == [date(2008, 3, 23), date(2011, 4, 24), date(2024, 3, 31)]


def test_winter_reaches_into_the_next_year() -> None:
    assert (make_season(2022, "WI").end, make_season(2022, "WI", winter_ends=True).end) == (date(2023, 2, 28), date(2022, 2, 28))


def test_parts_of_a_year_do_not_overlap() -> None:
    parts = [part_of(make_year(2023), part) for part in ("START", "MID", "END")]
    assert not parts[0].overlaps(parts[1])
    assert not parts[1].overlaps(parts[2])
    assert (parts[0].start, parts[2].end) == ("2023-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ("(?:ab )?<word> x", {"ab", "eins", "zwei"}),
        ("<word><tail>", {"eins", "zwei", "einsfach", "zweifach"}),
        ("(?<!x)[[Tags?]]", {"tag", "tags"}),
        ("<figure>er", {"#"}),
    ],
)
def test_leading_keys(source: str, keys: set[str]) -> None:
    classes = {"word": (Form("eins"), Form("zwei")), "tail": (Form("fach"),), "figure": (Form(None),)}
    assert leading_keys(source, classes) == (keys, False)


def test_leading_keys_refuses_a_pattern_that_begins_with_a_mark() -> None:
    with pytest.raises(ValueError, match="begins with"):
        leading_keys(r"\(abc", {})
