"""`lagebild times`: inline TIMEX3, JSON, and what is said of bad input."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.command import lagebild

TEXT = "Am Mittwoch traf er <Xi> & Li, am 31. Februar nicht.\nSeit 2020 ruht der Handel."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_times_prints_inline_timex3(file: Path) -> None:
    ran = lagebild("times", file, "--published", "2023-03-02")
    root = ET.fromstring(ran.out.encode("utf-8"))  # noqa: S314 - our own output
    assert (ran.code, ran.errors) == (0, [])
    assert "".join(root.find("TEXT").itertext()) == TEXT
    assert root.findtext("DCT/TIMEX3") == "2023-03-02"
    assert [(t.text, t.get("type"), t.get("value")) for t in root.find("TEXT")] == [
        ("Mittwoch", "DATE", "2023-03-01"),
        ("31. Februar", "DATE", "XXXX-XX-XX"),
        ("2020", "DATE", "2020"),
    ]


def test_times_prints_json(file: Path) -> None:
    ran = lagebild("times", file, "--published", "2023-03", "--format", "json")
    first, impossible, year = json.loads(ran.out)
    assert TEXT[first["begin"] : first["end"]] == first["text"] == "Mittwoch"
    assert (first["value"], len(first["candidates"])) == ("XXXX-WXX-3", 5)
    assert (impossible["interval"], impossible["why"]) == (None, "the calendar has no such day")
    assert (year["edtf"], year["covers"]["start"]) == ("2020", "2020-01-01")


def test_times_without_a_date_stays_symbolic(file: Path) -> None:
    ran = lagebild("times", file, "--format", "json")
    assert [time["value"] for time in json.loads(ran.out)] == ["XXXX-WXX-3", "XXXX-XX-XX", "2020"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-file.txt"], "cannot be read"),
        (["{file}", "--published", "2023-02-30"], "impossible date"),
        (["{file}", "--published", "soon"], "is no date"),
        (["{file}", "--language", "xx"], "no such language pack"),
    ],
)
def test_times_names_the_fault_in_one_line(file: Path, arguments: list[str], said: str) -> None:
    ran = lagebild("times", *(argument.format(file=file) for argument in arguments))
    assert ran.code == 1
    assert len(ran.errors) == 1
    assert said in " ".join(ran.errors)


def test_times_refuses_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(b"Am \xff\xfe Mittwoch")
    ran = lagebild("times", path)
    assert (ran.code, len(ran.errors)) == (1, 1)
    assert "no UTF-8" in ran.errors[0]
