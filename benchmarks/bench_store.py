"""One article more in a store on disk: what taking it over into the picture costs, and how much that reads and writes.

    python benchmarks/bench_store.py 1000 5000          # stores of so many made-up articles in a temporary folder
    python benchmarks/bench_store.py 5000 --folder DIR  # the store of each size is kept there and used again
    python benchmarks/bench_store.py 2000 8000 --a-day 3  # over so many days that a look back reaches a part of them only

Per store: the time in which its picture was begun, sizes on disk, and medians over articles that come one by one: seconds by the
clock and of processor, events that change, values read from and written to the workbench.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import synthetic
from synthetic import reading_of

from lagebild import keeping
from lagebild.merge.shelf import Item
from lagebild.store import Store
from lagebild.store.shelf import DiskShelf
from lagebild.store.waiting import WORK_FILE

WRITTEN = 512  # readings in one commit

counts = {"read": 0, "written": 0}


def count_values() -> None:
    """Let every shelf count the values that are read and written."""
    get, many, put = DiskShelf.get, DiskShelf.many, DiskShelf.put

    def counted_get(self: DiskShelf, kind: str, key: Item) -> str | None:
        counts["read"] += 1
        return get(self, kind, key)

    def counted_many(self: DiskShelf, kind: str, keys: Iterable[Item]) -> dict[Item, str]:
        found = many(self, kind, keys)
        counts["read"] += len(found)
        return found

    def counted_put(self: DiskShelf, kind: str, key: Item, value: str) -> None:
        counts["written"] += 1
        put(self, kind, key, value)

    shelf: Any = DiskShelf
    shelf.get, shelf.many, shelf.put = counted_get, counted_many, counted_put


def megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def begun(folder: Path, size: int) -> Store:
    """A store of made-up articles with its picture."""
    if (folder / WORK_FILE).exists():
        return Store(folder)
    store = Store(folder, create=True)
    for at in range(0, size, WRITTEN):
        store.add_readings([reading_of(number, filler=False) for number in range(at, min(size, at + WRITTEN))])
    clock, cpu = time.perf_counter(), time.process_time()
    keeping.renew_picture(store)
    spent = time.perf_counter() - clock, time.process_time() - cpu
    print(f"{size} articles: begun in {spent[0]:.0f} s, {spent[1]:.0f} s of processor", flush=True)
    return store


def add(store: Store, numbers: Iterable[int]) -> None:
    """Print what it takes to take over articles one by one."""
    found: dict[str, list[float]] = {"clock": [], "cpu": [], "read": [], "written": []}
    for number in numbers:
        store.add_readings([reading_of(number, filler=False)])
        counts.update(read=0, written=0)
        clock, cpu = time.perf_counter(), time.process_time()
        keeping.renew_picture(store)
        for name, value in (("clock", time.perf_counter() - clock), ("cpu", time.process_time() - cpu), *counts.items()):
            found[name].append(value)
    middle = {name: statistics.median(values) for name, values in found.items()}
    size = next(store.query("counts"))["articles"]
    bench = (store.folder / WORK_FILE).stat().st_size / 1e6
    print(
        f"{size} articles, {megabytes(store.folder):.0f} MB, {bench:.0f} of them the workbench: "
        f"one more {middle['clock']:.1f} s (at most {max(found['clock']):.1f}), {middle['cpu']:.1f} s of processor, "
        f"{middle['read']:.0f} values read, {middle['written']:.0f} written; "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("counts", type=int, nargs="+", help=f"at least {keeping.KEPT_FROM}")
    parser.add_argument("--added", type=int, default=9, help="articles that come one by one")
    parser.add_argument("--a-day", type=int, default=synthetic.ARTICLES_A_DAY, help="articles a day: few cover more days")
    parser.add_argument("--folder", type=Path, help="where the stores stay")
    options = parser.parse_args()
    synthetic.ARTICLES_A_DAY = options.a_day
    count_values()
    with tempfile.TemporaryDirectory() as temporary:
        for size in options.counts:
            folder = (options.folder or Path(temporary)) / str(size)
            store = begun(folder, size)
            first = next(store.query("counts"))["articles"]
            add(store, range(first, first + options.added))


if __name__ == "__main__":
    main()
