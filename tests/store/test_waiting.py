"""The list of what waits for the picture, whoever is stopped while writing to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.store import waiting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / waiting.WORK_FILE).touch()
    return tmp_path


def test_what_waits_waits_on_until_it_is_done(folder: Path) -> None:
    waiting.note(folder, ["b", "a"], commits=(3, 4))
    first = waiting.take(folder)
    waiting.note(folder, ["c"])
    second = waiting.take(folder)
    assert first.articles == ("a", "b")
    assert second.articles == ("a", "b", "c")
    first.done()
    assert waiting.take(folder).articles == ("c",)
    second.done()
    assert waiting.take(folder) == waiting.Taken((), (), ())


def test_without_a_workbench_nothing_is_noted(tmp_path: Path) -> None:
    waiting.note(tmp_path, ["a"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("torn", ["=", "=1", "=12-", "a-2", "\n=7-"])
def test_half_a_line_spoils_no_other(folder: Path, torn: str) -> None:
    waiting.note(folder, ["a-1"])
    with (folder / waiting.WAITING).open("a") as file:
        file.write(torn)
    waiting.note(folder, ["a-234"], commits=(1, 2))
    found = waiting.take(folder)
    assert {"a-1", "a-234"} <= set(found.articles)
    assert found.commits == ((1, 2),)


@pytest.mark.parametrize(
    ("commits", "reached"),
    [((), 3), (((3, 4),), 4), (((4, 5), (3, 4)), 5), (((4, 5),), 3), (((1, 9), (3, 4)), 9), (((1, 2), (3, 3)), 3)],
)
def test_a_version_is_reached_by_commits_without_a_gap(commits: tuple[tuple[int, int], ...], reached: int) -> None:
    assert waiting.Taken((), commits, ()).reached(3) == reached
