"""The quality gate: measures on the development data and fails where a figure falls below its floor in benchmarks/floors.toml.

Usage: python scripts/gate.py [SET ...]      (sets: events, times, quotes, reading, golden-dev, golden-test; all without one)

The data of the first four lie beside the checkout in ../shared/gold, or where LAGEBILD_GOLD says; without them these sets are
skipped, visibly. The golden articles are part of the repository and always measured.
"""

from __future__ import annotations

import os
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from lagebild.cli.evaluate import _quotes as quotes_of
from lagebild.cli.evaluate import _read as read_record
from lagebild.cli.evaluate import _times as times_of
from lagebild.evaluate.run import evaluate_events, evaluate_quotes, evaluate_reading, evaluate_times

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "benchmarks" / "floors.toml"
GOLD = Path(os.environ.get("LAGEBILD_GOLD", ROOT.parent / "shared" / "gold"))
GOLDEN = ROOT / "tests" / "golden_articles"
COUNTS = frozenset({"gold", "pred", "system", "documents", "matched"})  # not figures


def _events(folder: Path) -> dict[str, Any]:
    return evaluate_events(folder, read_record)[0]


SETS: dict[str, tuple[Path, Callable[[Path], Mapping[str, Any]]]] = {
    "events": (GOLD / "events", _events),
    "times": (GOLD / "temporal" / "krauts_dev.jsonl", lambda file: evaluate_times(file, times_of)["all"]),
    "quotes": (GOLD / "quotes" / "dev.jsonl", lambda file: evaluate_quotes(file, quotes_of)),
    "reading": (GOLD / "seeds", lambda folder: evaluate_reading(folder, read_record)),
    "golden-dev": (GOLDEN / "dev", _events),
    "golden-test": (GOLDEN / "test", _events),
}


def flat_figures(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Names and percentages: the F1 where there is one, else the share; "events.type" for a figure inside another."""
    for name, value in figures.items():
        if name in COUNTS:
            continue
        if isinstance(value, Mapping):
            if "F" in value:
                yield prefix + name, float(value["F"])
            elif "f1" in value:
                yield prefix + name, round(100 * value["f1"], 1)
            else:
                yield from flat_figures(value, f"{prefix}{name}.")
        elif isinstance(value, int | float):
            yield prefix + name, round(100 * value, 1) if name.endswith("_acc") else float(value)  # a share of 1


def failures(name: str, figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """One line for every floor that is not reached; a floor without a figure counts as not reached."""
    found = []
    for key, floor in floors.items():
        value = figures.get(key)
        if value is None:
            found.append(f"{name}: there is a floor for {key!r}, but no such figure")
        elif value < floor:
            found.append(f"{name}: {key} is {value:.1f}, below its floor of {floor:.1f}")
    return found


def main(wanted: list[str]) -> int:
    """The exit code: 1 if a figure is below its floor, 2 for an unknown set."""
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    if unknown := sorted({*floors, *wanted} - SETS.keys()):
        print(f"no such set: {', '.join(unknown)}; there are {', '.join(SETS)}", file=sys.stderr)
        return 2
    table = Table("set", "figure", "found", "floor", title="quality gate", box=None, header_style="bold", title_justify="left")
    for column in table.columns[2:]:
        column.justify = "right"
    problems: list[str] = []
    notes: list[str] = []
    for name, (path, measure) in SETS.items():
        if wanted and name not in wanted:
            continue
        if not path.exists():
            notes.append(f"SKIPPED {name}: no data in {path}")
            continue
        begun = time.perf_counter()
        figures = dict(flat_figures(measure(path)))
        notes.append(f"{name}: {time.perf_counter() - begun:.0f} s")
        floor = floors.get(name, {})
        problems += failures(name, figures, floor)
        for key, value in figures.items():
            table.add_row(name, key, f"{value:.1f}", f"{floor[key]:.1f}" if key in floor else "")
    console = Console(soft_wrap=True, highlight=False)
    console.print(table)
    for line in notes:
        console.print(line, markup=False)
    for line in problems:
        console.print(f"BELOW {line}", markup=False)
    console.print("quality gate: " + (f"{len(problems)} below the floor" if problems else "all floors kept"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
