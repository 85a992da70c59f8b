"""Rows of derived tables come and go under the eyes of readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lagebild.model.picture import Dyad, Story
from lagebild.store import Store
from lagebild.store.derived import ActorRow
from lagebild.store.row_change import KEYS_AT_ONCE, RowChange
from lagebild.store.snapshot import Snapshot

MANY = 4 * KEYS_AT_ONCE


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", create=True)


def actor(number: int, mentions: int = 1) -> ActorRow:
    return ActorRow(f"ac-{number}", "Rotes Kreuz", "organisation", None, "IGO", mentions, 1)


def dyad(number: int, month: str | None) -> Dyad:
    return Dyad(f"S{number}", "BLR", month, 1, 0, 0, 0, 1.0, 0.0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, ())


def test_the_shown_picture_can_be_read_however_many_changes_come_before_the_next(store: Store) -> None:
    store.change_tables({"actors": RowChange(("actor_id",), (), (actor(1), actor(2)))}, begin=True)
    store.show_picture("first")
    for number in range(60):
        store.change_tables({"actors": RowChange(("actor_id",), (("ac-1",),), (actor(1, number),))})
    assert [row["mentions"] for row in Store(store.folder).select("from actors order by actor_id")] == [1, 1]
    assert store.stories() == ()
    store.show_picture("second")
    assert [row["mentions"] for row in Store(store.folder).select("from actors order by actor_id")] == [59, 1]
    logs = list((store.folder / "actors" / "_delta_log").glob("*.json"))
    assert len(logs) < 60  # those of versions that nobody can want are gone


def test_any_number_of_rows_can_go(store: Store) -> None:
    months = ("2024-01", None)
    dyads = tuple(dyad(number, months[number % 2]) for number in range(MANY))
    store.change_tables({"dyads": RowChange(("a", "b", "month"), (), dyads)})
    gone = tuple((one.a, one.b, one.month) for one in dyads[1:])
    store.change_tables({"dyads": RowChange(("a", "b", "month"), (*gone, ("S0", "BLR", None)), (dyad(0, None),))})
    left = store.table("dyads").to_pyarrow_table().to_pylist()
    assert {(row["a"], row["month"]) for row in left} == {("S0", "2024-01"), ("S0", None)}
    assert len(left) == 2


def test_a_picture_that_goes_while_it_is_read_gives_way_to_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def show(title: str) -> None:
        story = Story("st-1", title, None, None, ())
        store.change_tables({"stories": RowChange(("id",), (("st-1",),), (story,))})
        store.show_picture(title)

    show("before")
    reader = Store(store.folder)
    rows_at = reader._rows_at

    def slowly(name: str, snapshot: Snapshot) -> list[dict[str, Any]]:
        if snapshot.work == "before" and name == "stories":
            show("after")
            store.forget_history()
        return rows_at(name, snapshot)

    monkeypatch.setattr(reader, "_rows_at", slowly)
    assert [story.title for story in reader.picture().stories] == ["after"]
