"""Reading tables: every fault is a PackError that names file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.errors import PackError
from lagebild.knowledge import load_knowledge
from lagebild.knowledge.tables import read_rows, read_table

COLUMNS = ("id", "from", "values")


def rows(tmp_path: Path, text: str) -> list[dict[str, str]]:
    (tmp_path / "t.tsv").write_text(text, "utf-8")
    return [dict(row.cells) for row in read_rows(tmp_path, "t.tsv", pack="xx", columns=COLUMNS)]


def test_read_rows_skips_comments_and_keeps_empty_cells(tmp_path: Path) -> None:
    assert rows(tmp_path, "# source\nid\tfrom\tvalues\na\t\tx|y\n") == [{"id": "a", "from": "", "values": "x|y"}]


@pytest.mark.parametrize(
    ("text", "line"),
    [("id\tvalues\n", 1), ("# c\nid\tfrom\tvalues\na\tb\n", 3), ("id\tfrom\tvalues\na\t\tx\ty\n", 2)],
)
def test_read_rows_names_the_faulty_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(PackError) as caught:
        rows(tmp_path, text)
    assert (caught.value.pack, caught.value.file, caught.value.line) == ("xx", "t.tsv", line)


@pytest.mark.parametrize("cell", ["2023-13", "23-01-01", "2023-00", "gestern"])
def test_row_date_refuses_what_is_no_iso_date(tmp_path: Path, cell: str) -> None:
    (tmp_path / "t.tsv").write_text(f"id\tfrom\tvalues\na\t{cell}\t\n", "utf-8")
    (row,) = read_rows(tmp_path, "t.tsv", pack="xx", columns=COLUMNS)
    with pytest.raises(PackError, match="no ISO date"):
        row.date("from")


def test_row_many_refuses_empty_values(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("id\tfrom\tvalues\na\t\tx||y\n", "utf-8")
    (row,) = read_rows(tmp_path, "t.tsv", pack="xx", columns=COLUMNS)
    with pytest.raises(PackError, match="empty value"):
        row.many("values")


def test_load_knowledge_refuses_a_language_without_tables() -> None:
    with pytest.raises(PackError):
        load_knowledge("xx")


def test_load_knowledge_is_read_once() -> None:
    assert load_knowledge() is load_knowledge("de")


@pytest.mark.parametrize(("cell", "problem"), [("gestern", "no ISO date"), ("", "from is empty")])
def test_columns_are_refused_at_their_first_faulty_row(tmp_path: Path, cell: str, problem: str) -> None:
    (tmp_path / "t.tsv").write_text(f"id\tfrom\tvalues\na\t2023\t\nb\t{cell}\tx\n", "utf-8")
    table = read_table(tmp_path, "t.tsv", pack="xx", columns=COLUMNS)
    with pytest.raises(PackError, match=problem) as caught:
        table.date("from") if cell else table.required("from")
    assert caught.value.line == 3


def test_columns_read_what_their_rows_read(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("id\tfrom\tvalues\na\t\tx|y\nb\t2023-05\t\n", "utf-8")
    table = read_table(tmp_path, "t.tsv", pack="xx", columns=COLUMNS)
    assert table.date("from") == [row.date("from") for row in table.rows()] == [None, "2023-05"]
    assert table.many("values") == [row.many("values") for row in table.rows()] == [("x", "y"), ()]
