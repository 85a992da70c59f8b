"""Which articles have been written, judged or removed since the picture was last changed: a list that only grows.

Writers append to it, whoever changes the picture takes it: renamed first, so that what is appended meanwhile waits for the next
time, and deleted at the end; what a killed process has left is taken with it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORK_FILE = "picture.sqlite"  # of the workbench; a store without one builds its picture as a whole, whatever has changed
WAITING = "waiting"
EVERYTHING = "*"  # in the place of an article: whatever is known may change
VERSION = "="  # begins the line with the version of the table of readings after a commit
TAKEN = re.compile(r"waiting\.(\d+)")


@dataclass(frozen=True, slots=True)
class Taken:
    """Articles that wait, the last known version of the table of readings (None: none is noted), and the files that say so."""

    articles: tuple[str, ...]
    version: int | None
    files: tuple[Path, ...]

    def done(self) -> None:
        """Forget them: the picture has them."""
        for file in self.files:
            file.unlink(missing_ok=True)


def note(folder: Path, lines: Iterable[str]) -> None:
    """Append ids of articles, or a version of the table of readings, to the list of a store."""
    text = "".join(f"{line}\n" for line in lines)
    if text and (folder / WORK_FILE).exists():
        with (folder / WAITING).open("a", encoding="utf-8") as file:
            file.write(text)


def note_version(folder: Path, version: int) -> None:
    """Append that all changes up to a version of the table of readings are noted."""
    note(folder, [f"{VERSION}{version}"])


def take(folder: Path) -> Taken:
    """What waits; until `done` is called it waits on."""
    found = sorted((int(match[1]), path) for path in folder.iterdir() if (match := TAKEN.fullmatch(path.name)))
    files = [path for _, path in found]
    if (folder / WAITING).exists():
        files.append(folder / f"{WAITING}.{found[-1][0] + 1 if found else 1}")
        (folder / WAITING).rename(files[-1])
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    versions = [int(line.removeprefix(VERSION)) for line in lines if line.startswith(VERSION)]
    articles = dict.fromkeys(line for line in lines if line and not line.startswith(VERSION))
    return Taken(tuple(sorted(articles)), max(versions, default=None), tuple(files))
