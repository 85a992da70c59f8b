"""The shelf on disk gives what the one in memory gives, and nothing of it comes to disk before it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import StoreError
from lagebild.merge.days import ANY, Window
from lagebild.store.shelf import DiskShelf
from tests.merge.desks.shelves import MemoryShelf

WINDOWS = (ANY, Window(None, 738_000), Window(738_000, None), Window(738_000, 738_003), Window(737_000, 738_900))
BLOCKS = ("a\tb", "c", "ä", "\ud800")
FILED = st.tuples(st.integers(0, 5), st.sets(st.sampled_from(BLOCKS)), st.sampled_from(WINDOWS))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[DiskShelf]:
    made = DiskShelf(tmp_path / "shelf.sqlite")
    yield made
    made.close(commit=True)


def test_values_come_back_whatever_their_length(shelf: DiskShelf) -> None:
    for key, value in (("short", '"ä"'), ("long", '"' + "ß\ud800" * 400 + '"'), (7, "[]")):
        shelf.put("kind", key, value)
        assert shelf.get("kind", key) == value
    assert shelf.get("other", "short") is None
    shelf.put("kind", "short", "2")
    shelf.drop("kind", 7)
    assert set(shelf.many("kind", ["short", 7, "long", "none"])) == {"short", "long"}
    assert shelf.get("kind", "short") == "2"


def test_many_values_are_asked_for_in_parts(shelf: DiskShelf) -> None:
    for number in range(1201):
        shelf.put("kind", number, str(number))
    assert shelf.many("kind", range(1500)) == {number: str(number) for number in range(1201)}


@settings(max_examples=40, deadline=None)
@given(st.lists(FILED, max_size=8, unique_by=lambda one: one[0]), st.sets(st.integers(0, 5)), st.data())
def test_items_are_found_as_in_memory(filed: list[tuple[int, set[str], Window]], taken: set[int], data: st.DataObject) -> None:
    disk, memory = DiskShelf(Path(":memory:")), MemoryShelf()
    for item, blocks, window in filed:
        for one in (disk, memory):
            one.add("kind", item, blocks, window)
    for item, blocks, window in filed:
        if item in taken:
            for one in (disk, memory):
                one.remove("kind", item, blocks, window)
    blocks, window = data.draw(st.sets(st.sampled_from(BLOCKS))), data.draw(st.sampled_from(WINDOWS))
    gap = data.draw(st.integers(0, 900))
    assert disk.touching("kind", blocks, window, gap=gap) == memory.touching("kind", blocks, window, gap=gap)
    assert disk.touching("other", blocks) == set()
    disk.close(commit=False)


def test_only_what_was_committed_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "shelf.sqlite"
    for value, commit in (("1", True), ("2", False)):
        shelf = DiskShelf(path)
        shelf.put("kind", "key", value)
        shelf.add("kind", value, ["block"])
        shelf.close(commit=commit)
    shelf = DiskShelf(path)
    assert shelf.get("kind", "key") == "1"
    assert shelf.touching("kind", ["block"]) == {"1"}
    shelf.close(commit=False)


def test_removed_values_leave_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "shelf.sqlite"
    for step in ("put", "drop"):
        shelf = DiskShelf(path)
        if step == "put":
            shelf.put("kind", "key", "geheimnisvoll")
        else:
            shelf.drop("kind", "key")
        shelf.close(commit=True)
    assert b"geheimnisvoll" not in path.read_bytes()


def test_a_file_that_is_no_shelf_is_named(tmp_path: Path) -> None:
    path = tmp_path / "shelf.sqlite"
    path.write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(StoreError, match=r"shelf\.sqlite cannot be used"):
        DiskShelf(path)
