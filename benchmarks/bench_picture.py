"""How merging scales: claims of made-up articles to events on several processes, one article more, and the whole picture.

    python benchmarks/bench_picture.py claims 100000 --processes 2   # time and peak memory of merging all claims to events
    python benchmarks/bench_picture.py update 1000 10000             # one article more to regions that are kept up to date
    python benchmarks/bench_picture.py picture 250 500 1000          # everything, by part
    python benchmarks/bench_picture.py again 250 1000                # everything with one article more, from what is known

The readings are made as in `synthetic.py`. `claims` first writes the units (what each article says of one happening) of every
kind of act to a file, which is what reading articles leaves behind; the clock runs from there: units from the files, regions,
clusters, events with their histories, reasons and differences, written to files. Memory is the greatest resident size of any
worker times their number, and that of the parent; what workers share with it is counted each time.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import pickle
import resource
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from synthetic import reading_of, readings

import lagebild.merge.picture as whole
from lagebild.collector import paused_collector
from lagebild.lang.pack import load_pack
from lagebild.merge.copies import Lineage
from lagebild.merge.days import Window, window_of
from lagebild.merge.differences import find_differences
from lagebild.merge.events import Context, build_event
from lagebild.merge.facts import facts_of
from lagebild.merge.incremental import RegionBook
from lagebild.merge.lineage import Sources
from lagebild.merge.memo import MergeMemo
from lagebild.merge.regions import regions_of
from lagebild.merge.units import Unit, units_of
from lagebild.merge.words import words_of
from lagebild.model.article import Publication
from lagebild.model.reading import Reading

SHARDS = 4  # files a kind of act, so that several processes can write them
PARTS = (
    "facts_of", "units_of", "cluster_regions", "dated_happenings", "derive_publication", "find_lineages", "find_sources",
    "build_event", "find_differences", "find_stories", "merge_ties", "compare_figures", "find_promises", "count_dyads",
    "vectors_of", "known_mentions", "doubts_of", "with_omissions",
)  # fmt: skip


def megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


class Day:
    """A reading of which nothing is kept but the day of its article: all that events ask of it here."""

    __slots__ = ("publication",)

    def __init__(self, publication: Publication) -> None:
        self.publication = publication

    @property
    def article(self) -> Day:
        return self


class Bare(Mapping[str, Any]):
    """The days of articles in the place of their readings."""

    def __init__(self, publications: Mapping[str, Publication]) -> None:
        self.publications = publications

    def __getitem__(self, article_id: str) -> Day:
        return Day(self.publications[article_id])

    def __iter__(self) -> Iterator[str]:
        return iter(self.publications)

    def __len__(self) -> int:
        return len(self.publications)


class Alone(dict[str, Any]):
    """Of every article that it is nobody's copy and rests on nobody, made when it is asked for."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, article_id: str) -> Any:
        return self._make(article_id)


def units_in(reading: Reading) -> tuple[Window, tuple[Unit, ...]]:
    days = window_of(reading.article.publication)
    return days, units_of(facts_of(reading, words_of(load_pack("de")), days, {}))


def write_units(shard: int, *, count: int, folder: Path) -> dict[str, Publication]:
    """The units of every fourth article, by act, in files; what comes back are the days of the articles."""
    files: dict[str, Any] = {}
    known: dict[str, Publication] = {}
    for number in range(shard, count, SHARDS):
        reading = reading_of(number, filler=False)
        known[reading.article.id] = reading.article.publication
        by_act: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in units_in(reading)[1]:
            by_act[unit.act].append(unit)
        for act, units in by_act.items():
            if act not in files:
                files[act] = (folder / f"{act}.{shard}").open("wb")
            pickle.dump(units, files[act], pickle.HIGHEST_PROTOCOL)
    for file in files.values():
        file.close()
    return known


def read_units(act: str, folder: Path) -> Iterator[Unit]:
    for path in sorted(folder.glob(f"{act}.?")):
        with path.open("rb") as file:
            while True:
                try:
                    yield from pickle.load(file)  # noqa: S301  (written above)
                except EOFError:
                    break


def merge_act(
    act: str, *, folder: Path, publications: Mapping[str, Publication], days: Mapping[str, Window]
) -> tuple[str, Counter[str], float]:
    """Merge the claims of one kind of act to events."""
    begun = time.perf_counter()
    lineages = Alone(lambda article_id: Lineage(article_id, None, ()))
    sources = Alone(lambda article_id: Sources(None, article_id, (), {}))
    context = Context(Bare(publications), publications, lineages, sources)
    words = words_of(load_pack("de"))
    units = list(read_units(act, folder))
    regions = regions_of(units, days)
    numbers = Counter(units=len(units), regions=len(regions))
    with (folder / f"events.{act}").open("wb") as out:
        for region in regions:
            for cluster in region.clusters:
                event = replace(build_event(cluster, context), differences=find_differences(cluster, words))
                pickle.dump(event, out, pickle.HIGHEST_PROTOCOL)
                numbers.update(events=1, claims=len(event.claims), merged=len(event.articles) > 1)
    numbers["megabytes"] = int(megabytes(resource.RUSAGE_SELF))
    return act, numbers, time.perf_counter() - begun


_known: dict[str, Publication] = {}  # in the parent, and so in the workers that are forked from it
_days: dict[str, Window] = {}


def _merge(act: str, folder: Path) -> tuple[str, Counter[str], float]:
    with paused_collector():
        return merge_act(act, folder=folder, publications=_known, days=_days)


def claims(count: int, processes: int, folder: Path) -> None:
    """Print time and memory of merging the claims of `count` articles."""
    begun = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    forked = multiprocessing.get_context("fork")
    if not (folder / "articles").exists():
        with forked.Pool(processes) as pool, (folder / "articles").open("wb") as file:
            parts = pool.map(partial(write_units, count=count, folder=folder), range(SHARDS), 1)
            pickle.dump({key: days for part in parts for key, days in part.items()}, file, pickle.HIGHEST_PROTOCOL)
    print(f"{count} articles, units written in {time.perf_counter() - begun:.0f} s", flush=True)
    sizes = Counter({path.stem: path.stat().st_size for path in folder.glob("*.0")})
    begun, cpu = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with (folder / "articles").open("rb") as file:
        _known.update(pickle.load(file))  # noqa: S301  (written above)
    _days.update((article_id, window_of(publication)) for article_id, publication in _known.items())
    words_of(load_pack("de"))  # workers find it there
    gc.freeze()
    total: Counter[str] = Counter()
    peak = 0
    with forked.Pool(processes, maxtasksperchild=1) as pool:  # a fresh process an act gives its memory back
        for act, numbers, seconds in pool.imap(partial(_merge, folder=folder), [act for act, _ in sizes.most_common()]):
            peak = max(peak, numbers.pop("megabytes"))
            total += numbers
            print(f"  {act}: {dict(numbers)}, {seconds:.0f} s", flush=True)
        pool.close()
        pool.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = used.ru_utime + used.ru_stime - cpu.ru_utime - cpu.ru_stime
    memory = peak * processes + megabytes(resource.RUSAGE_SELF)
    print(f"{count} articles, {processes} processes: {dict(total)}")
    print(f"merged in {time.perf_counter() - begun:.0f} s by the clock, {spent:.0f} s of processor; at most {memory:.0f} MB")


def update(counts: list[int], added: int) -> None:
    """Print the time of adding one article, and of taking it away again, to regions of so many articles."""
    book = RegionBook()
    have = 0
    for count in sorted(counts):
        begun = time.process_time()
        batch = {}
        for number in range(have, count):
            reading = reading_of(number, filler=False)
            batch[reading.article.id] = units_in(reading)
        book.update(batch)
        have = count
        built = time.process_time() - begun
        come, gone, touched = [], [], []
        for number in range(added):
            reading = reading_of(count - 1 - number * 7, filler=False)
            units = units_in(reading)
            begun = time.process_time()
            book.update({}, [reading.article.id])
            gone.append(time.process_time() - begun)
            begun = time.process_time()
            change = book.update({reading.article.id: units})
            come.append(time.process_time() - begun)
            touched.append(len(change.come))
        print(
            f"{count} articles (built in {built:.0f} s): one more {1000 * statistics.median(come):.0f} ms (at most "
            f"{1000 * max(come):.0f}), one less {1000 * statistics.median(gone):.0f} ms (at most {1000 * max(gone):.0f}), "
            f"happenings changed {statistics.median(touched):.0f}; {megabytes(resource.RUSAGE_SELF):.0f} MB",
            flush=True,
        )


def again(counts: list[int]) -> None:
    """Print the time of the whole picture from nothing, and with a memo of the picture without the last article."""
    pack = load_pack("de")
    for count in counts:
        made = list(readings(count + 1))
        memo = MergeMemo()
        whole.merge_readings(made[:-1], pack=pack, memo=memo)
        begun = time.process_time()
        found = whole.merge_readings(pickle.loads(pickle.dumps(made)), pack=pack, memo=memo)  # noqa: S301  (written here)
        more = time.process_time() - begun
        begun = time.process_time()
        rebuilt = whole.merge_readings(made, pack=pack)
        full = time.process_time() - begun
        print(
            f"{count} articles and one more: {more:.1f} s, from nothing {full:.1f} s; the pictures are "
            f"{'equal' if found == rebuilt else 'DIFFERENT'}; {megabytes(resource.RUSAGE_SELF):.0f} MB",
            flush=True,
        )


def timed(function: Callable[..., Any], name: str, spent: Counter[str]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        begun = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            spent[name] += time.process_time() - begun

    return call


def picture(counts: list[int]) -> None:
    """Print the time of the whole picture by part."""
    spent: Counter[str] = Counter()
    for name in PARTS:
        if hasattr(whole, name):
            setattr(whole, name, timed(getattr(whole, name), name, spent))
    for count in counts:
        made = list(readings(count))
        spent.clear()
        begun = time.process_time()
        found = whole.merge_readings(made, pack=load_pack("de"))
        seconds = time.process_time() - begun
        parts = ", ".join(f"{name} {value:.1f}" for name, value in spent.most_common())
        print(f"{count} articles: {seconds:.1f} s, {1000 * seconds / count:.0f} ms an article ({parts})")
        print(f"  {len(found.events)} events, {len(found.stories)} stories; {megabytes(resource.RUSAGE_SELF):.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("claims", "update", "picture", "again"))
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--added", type=int, default=20, help="articles that are taken away and added again")
    parser.add_argument("--folder", type=Path, help="where the files of units go and stay; written once")
    options = parser.parse_args()
    if options.what == "update":
        update(options.counts, options.added)
    elif options.what == "picture":
        picture(options.counts)
    elif options.what == "again":
        again(options.counts)
    else:
        for count in options.counts:
            with tempfile.TemporaryDirectory() as temporary:
                claims(count, options.processes, options.folder / str(count) if options.folder else Path(temporary))


if __name__ == "__main__":
    main()
