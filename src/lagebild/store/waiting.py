"""Which articles have been written, judged or removed since the picture was last changed: a list that only grows.

Writers append to it, before a commit and again after it; whoever changes the picture takes it: renamed first, so that what is
appended meanwhile waits for the next time, and deleted at the end; what a killed process has left is taken with it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORK_FILE = "picture.sqlite"  # of the workbench; a store without one builds its picture as a whole, whatever has changed
WAITING = "waiting"
EVERYTHING = "*"  # in the place of an article: whatever is known may change
COMMITS = re.compile(r"=(\d+)-(\d+)")  # versions of the table of readings before and after commits whose articles are noted
TAKEN = re.compile(r"waiting\.(\d+)")


@dataclass(frozen=True, slots=True)
class Taken:
    """Articles that wait, versions of the table of readings before and after their commits, and the files that say so."""

    articles: tuple[str, ...]
    commits: tuple[tuple[int, int], ...]
    files: tuple[Path, ...]

    def reached(self, version: int) -> int:
        """The version of the table of readings up to which all commits that came after `version` are noted."""
        for before, after in sorted(self.commits):
            if before <= version:
                version = max(version, after)
        return version

    def done(self) -> None:
        """Forget them: the picture has them."""
        for file in self.files:
            file.unlink(missing_ok=True)


def note(folder: Path, articles: Iterable[str], *, commits: tuple[int, int] | None = None) -> None:
    """Append ids of articles to the list of a store.

    Args:
        folder: of the store.
        articles: that change, or have changed.
        commits: the versions of the table of readings before and after, if they have been committed.
    """
    lines = [*articles, *([] if commits is None else [f"={commits[0]}-{commits[1]}"])]
    if lines and (folder / WORK_FILE).exists():
        with (folder / WAITING).open("a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(lines) + "\n")  # whoever was killed before may have left half a line


def take(folder: Path) -> Taken:
    """What waits; until `done` is called it waits on."""
    found = sorted((int(match[1]), path) for path in folder.iterdir() if (match := TAKEN.fullmatch(path.name)))
    files = [path for _, path in found]
    if (folder / WAITING).exists():
        files.append(folder / f"{WAITING}.{found[-1][0] + 1 if found else 1}")
        (folder / WAITING).rename(files[-1])
    lines = {line for file in files for line in file.read_text("utf-8").splitlines() if line}
    commits = [(int(match[1]), int(match[2])) for line in lines if (match := COMMITS.fullmatch(line))]
    articles = sorted(line for line in lines if not line.startswith("="))
    return Taken(tuple(articles), tuple(sorted(commits)), tuple(files))
