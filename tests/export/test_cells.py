from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.present.export.cells import csv_line, element, number_id, safe_name, tsv_line, unique_names


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_tsv_line_is_one_line_with_every_cell(values: list[str]) -> None:
    line = tsv_line(values)
    assert line.endswith("\n")
    assert len(line.splitlines()) <= 1
    assert len(line[:-1].split("\t")) == len(values)
    line.encode("utf-8")


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1+2", "@SUM(A1)", "\tx", "\rx", "\n=1"])
def test_csv_line_never_begins_a_formula(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_line([text, 1])))
    assert row == ["'" + text, "1"]


@pytest.mark.parametrize(
    ("value", "cell"), [(-2.5, "-2.5"), (-3, "-3"), (5.0, "5"), (None, ""), (("a", "b"), "a; b"), ('a"b,c', 'a"b,c')]
)
def test_csv_line_keeps_numbers_and_quotes(value: object, cell: str) -> None:
    assert list(csv.reader(io.StringIO(csv_line([value])))) == ([[cell]] if cell else [[]])


@given(st.text())
def test_element_is_well_formed_for_any_text(text: str) -> None:
    root = ET.fromstring(element("a", text, b=text))  # noqa: S314  (made here)
    assert "\x00" not in (root.text or "")
    kept = "".join(c for c in text if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
    assert (root.text or "").replace("\ufffd", "") == kept.replace("\ufffd", "")


@given(st.text())
def test_safe_name_is_no_path(text: str) -> None:
    name = safe_name(text, "../fallback")
    assert name
    assert name.strip(".") == name
    assert PurePosixPath(name).name == name == PureWindowsPath(name).name
    assert name.isascii()


@pytest.mark.parametrize("text", ["../../etc/passwd", "C:\\boot.ini", "con", "NUL", "a/b", "..", "", "\x00", "|;rm"])
def test_safe_name_of_hostile_titles(text: str) -> None:
    name = safe_name(text, "a-1")
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name not in {"con", "nul"}


def test_unique_names_tells_equal_titles_apart() -> None:
    names = dict(unique_names([("a-1", "Treffen"), ("a-2", "Treffen!"), ("a-3", "../Treffen")]))
    assert len(set(names.values())) == 3


def test_number_id_fits_a_signed_64_bit_integer() -> None:
    assert number_id("ev-1", "x") == number_id("ev-1", "x") != number_id("ev-1x", "")
    assert all(0 <= number_id(str(n)) < 2**60 for n in range(50))
