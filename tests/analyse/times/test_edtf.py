"""Dates in EDTF."""

from __future__ import annotations

import pytest

from lagebild import find_times
from lagebild.model.edtf import to_edtf
from lagebild.model.span import Interval

MAY = Interval("2021-05-01", "2021-05-31")


@pytest.mark.parametrize(
    ("value", "interval", "mod", "edtf"),
    [
        ("2021", None, None, "2021"),
        ("2021-05", MAY, None, "2021-05"),
        ("2021-05-03", None, None, "2021-05-03"),
        ("2021-05-03", None, "APPROX", "2021-05-03~"),
        ("2021-05", Interval("2021-05-21", "2021-05-31"), "END", "2021-05-21/2021-05-31"),
        ("2021-SU", None, None, "2021-22"),
        ("2021-WI", None, None, "2021-24"),
        ("2021-Q3", None, None, "2021-35"),
        ("2021-H2", None, None, "2021-41"),
        ("198", None, None, "198X"),
        ("18", None, None, "18XX"),
        ("2021-W18", Interval("2021-05-03", "2021-05-09"), None, "2021-05-03/2021-05-09"),
        ("BC0001", None, None, "0000"),
        ("BC0753", None, None, "-0752"),
        ("XXXX-05-03", None, None, "XXXX-05-03"),
        ("XXXX-12", None, None, "XXXX-12"),
        ("XXXX-XX-XX", None, None, None),
        ("XXXX-WXX-3", None, None, None),
        ("PAST_REF", None, None, None),
        ("FUTURE_REF", Interval("2021-05-03", None), None, "2021-05-03/.."),
    ],
)
def test_dates(value: str, interval: Interval | None, mod: str | None, edtf: str | None) -> None:
    assert to_edtf("DATE", value, interval, mod=mod) == edtf


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2021-05-03T20:15", "2021-05-03T20:15:00"),
        ("2021-05-03T24:00", "2021-05-03"),
        ("2021-05-03TEV", "2021-05-03"),
        ("T20:15", None),
    ],
)
def test_times_of_day(value: str, edtf: str | None) -> None:
    day = Interval("2021-05-03", "2021-05-03") if value[0] != "T" else None
    assert to_edtf("TIME", value, day) == edtf


def test_lengths_and_what_recurs() -> None:
    assert to_edtf("DURATION", "P5Y", Interval("2018-03-02", "2023-03-02")) == "2018-03-02/2023-03-02"
    assert to_edtf("DURATION", "P5Y", None) is None
    assert to_edtf("SET", "P1Y", None) is None


def test_candidates_are_one_of_a_set() -> None:
    days = [Interval("2023-08-02", "2023-08-02"), Interval("2023-08-09", "2023-08-09")]
    weeks = [Interval("2023-07-31", "2023-08-06"), Interval("2023-08-07", "2023-08-13")]
    assert to_edtf("DATE", "XXXX-WXX-3", None, candidates=days) == "[2023-08-02,2023-08-09]"
    assert to_edtf("DATE", "XXXX-WXX", None, candidates=weeks) == "[2023-07-31..2023-08-06,2023-08-07..2023-08-13]"


def test_expression_has_edtf() -> None:
    times = find_times("Im Sommer 2021 kam er, im August reiste er ab.", published="2021-10-01")
    assert [time.edtf for time in times] == ["2021-22", "2021-08"]
