"""Which versions of the derived tables make up one picture: readers see the old picture or the new one, never half of one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lagebild.errors import StoreError

SNAPSHOT_FILE = "picture.json"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The version of every derived table that belongs to the picture as last built.

    `work`: the state of the workbench from which the picture can be changed; None: there is none, it must be built anew.
    """

    versions: dict[str, int]
    work: str | None = None


def load_snapshot(folder: Path) -> Snapshot | dict[str, Any] | None:
    """The snapshot in a store's folder; None if no picture was built yet; a whole picture as older versions wrote it.

    Raises:
        StoreError: if the file cannot be read.
    """
    path = folder / SNAPSHOT_FILE
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as exc:
        raise StoreError(f"{path} cannot be read: {exc}") from exc
    return Snapshot(**data) if "versions" in data and set(data) <= {"versions", "work"} else data


def save_snapshot(folder: Path, snapshot: Snapshot) -> None:
    """Make the snapshot the current one, in one step."""
    path = folder / SNAPSHOT_FILE
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(asdict(snapshot), sort_keys=True) + "\n", "utf-8")
    temporary.replace(path)
