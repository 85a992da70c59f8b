"""SQL with the pieces that a question needs, and rows by number."""

from __future__ import annotations

import pyarrow as pa
import pytest

from lagebild.query.sqlfiles import is_asked, sql_for, tables_in
from lagebild.query.wide import Wide
from tests.query.world import make_view


@pytest.mark.parametrize(
    ("value", "asked"), [(None, False), (False, False), ("", False), ([], False), (0, True), ("x", True), (["x"], True)]
)
def test_what_chooses_nothing_is_not_asked(value: object, asked: bool):
    assert is_asked(value) is asked


def test_conditions_are_there_only_when_asked_for():
    plain, bound = sql_for("claims", {"article": None, "events": [], "limit": 3})
    assert "$article" not in plain
    assert bound == {"limit": 3}
    narrow, bound = sql_for("claims", {"article": "a-1", "events": [], "limit": 3})
    assert "c.article_id = $article" in narrow
    assert bound == {"article": "a-1", "limit": 3}
    assert "claim_list" in tables_in(narrow)


def test_rows_are_taken_over_batches_in_the_order_asked_for():
    table = pa.concat_tables([pa.table({"n": [0, 1]}), pa.table({"n": pa.array([], pa.int64())}), pa.table({"n": [2, 3, 4]})])
    assert [row["n"] for row in Wide(table).take([4, 0, 2, 0])] == [4, 0, 2, 0]
    assert Wide(table).take([]) == []
    with pytest.raises(IndexError):
        Wide(table).take([5])


def test_warm_view_has_all_tables_and_answers_the_same() -> None:
    cold, warm = make_view(), make_view()
    warm.warm()
    assert warm.search("Minsk").items == cold.search("Minsk").items
    assert warm.events().items == cold.events().items
