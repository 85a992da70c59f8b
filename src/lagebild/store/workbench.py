"""What a store keeps to change its picture instead of building it anew: a shelf, and what it was made for.

The workbench goes with one picture: both know the same mark. Where they do not, because a writer was killed, an older version of
the package wrote to the store, or somebody deleted the file, the picture is built anew, and the workbench with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from lagebild.errors import BrokenError
from lagebild.store.shelf import DiskShelf
from lagebild.store.waiting import WORK_FILE

FORMAT = 2  # of what lies on the shelf; raised when records change, so that older workbenches are begun anew
STATE, FREQUENCY, ALL = "work.state", "work.frequency", "all"


@dataclass(frozen=True, slots=True)
class WorkState:
    """What a workbench was made for.

    `mark`: of the picture that it goes with. `made_by`: the versions of package and language. `language`: of the articles.
    `readings`: the version of the table of readings up to which all changes are in the picture. `articles`: how many there are.
    """

    mark: str
    made_by: str
    language: str
    readings: int
    articles: int


class Workbench:
    """The shelf of a store, with its state."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            BrokenError: if it is damaged.
            StoreError: if it cannot be used, or another process uses it.
        """
        self.shelf = DiskShelf(path)

    def state(self) -> WorkState | None:
        """The state, None if the workbench has none."""
        text = self.shelf.get(STATE, ALL)
        return None if text is None else WorkState(**json.loads(text))

    def set_state(self, state: WorkState) -> None:
        self.shelf.put(STATE, ALL, json.dumps(asdict(state)))


@contextmanager
def opened(folder: Path) -> Iterator[Workbench | None]:
    """The workbench of a store, None if it has none or a damaged one; what is written is kept if nothing fails.

    Raises:
        StoreError: if it cannot be used, or another process uses it.
    """
    path = folder / WORK_FILE
    if not path.exists():
        yield None
        return
    try:
        bench = Workbench(path)
    except BrokenError:
        yield None
        return
    with _closing(bench):
        yield bench


@contextmanager
def made(folder: Path) -> Iterator[Workbench]:
    """A new, empty workbench in the place of the one that there is; none if something fails.

    Raises:
        StoreError: if another process uses the one that there is.
    """
    with opened(folder):
        pass
    drop(folder)
    bench = Workbench(folder / WORK_FILE)
    try:
        with _closing(bench):
            yield bench
    except BaseException:
        drop(folder)
        raise


@contextmanager
def _closing(bench: Workbench) -> Iterator[None]:
    try:
        yield
    except BaseException:
        bench.shelf.close(commit=False)
        raise
    bench.shelf.close(commit=True)


def drop(folder: Path) -> None:
    """Delete the workbench."""
    for name in (WORK_FILE, f"{WORK_FILE}-journal"):
        (folder / name).unlink(missing_ok=True)
