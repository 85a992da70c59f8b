"""Every table of every pack can be read, and its examples are filled where rows fire."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.errors import PackError
from lagebild.lang.pack import PACK_FOLDER, load_pack, read_table

TABLES = sorted(PACK_FOLDER.glob("*/**/*.tsv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: str(path.relative_to(PACK_FOLDER)))
def test_table_is_well_formed(path: Path):
    rows = read_table(path, pack="de")
    assert rows
    if "example" in rows[0]:
        without = [row.line for row in rows if not row["example"]]
        assert without == []
    if "id" in rows[0] and path.parent.name != "knowledge":
        ids = [row["id"] for row in rows if row["id"]]
        assert len(ids) == len(set(ids))


def test_pack_errors_name_file_and_line(tmp_path: Path):
    file = tmp_path / "table.tsv"
    file.write_text("a\tb\n1\t2\n1\t2\t3\n", "utf-8")
    with pytest.raises(PackError, match=r"table\.tsv, line 3: 3 cells under 2 columns"):
        read_table(file, pack="xx")
    with pytest.raises(PackError, match="no column c"):
        read_table(file, pack="xx", columns=("a", "c"))


def test_an_unknown_language_is_refused():
    with pytest.raises(PackError, match="no such language pack"):
        load_pack("../secrets")
