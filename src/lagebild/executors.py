"""Where work runs: in this process or in a pool of processes, behind one interface."""

from __future__ import annotations

import atexit
import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

YOUNG = 50_000  # new objects before the collector looks for cycles: about those of an article, of which few are in cycles
AHEAD_PER_WORKER = 4  # articles in flight for each worker: enough to keep it busy, few enough to stop soon


class Executor(Protocol):
    """Runs a function over items; results come in the order of the items."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]: ...


class InlineExecutor:
    """Everything in this process, one after the other. `is_alone`: the process does nothing else."""

    def __init__(self, *, is_alone: bool = False) -> None:
        self.is_alone = is_alone

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        return map(settling(function) if self.is_alone else function, items)


def settling(function: Callable[[Item], Result]) -> Callable[[Item], Result]:
    """The function; after its first call, which loads models and tables, what is loaded is left alone by the garbage collector.

    There are half a million such objects, and looking through them all again and again takes some percent of the time; so does
    looking through an article's own objects after every 700 of them, which is what Python does otherwise.
    """
    calls = count()

    def call(item: Item) -> Result:
        result = function(item)
        if next(calls) == 0:
            gc.collect()
            gc.freeze()
            gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
            atexit.register(gc.unfreeze)  # extension modules look for what is left over when the process ends
        return result

    return call


_kept: list[Callable[[Any], Any]] = []  # in a worker: the function of its pool


def _keep(function: Callable[[Any], Any]) -> None:
    _kept[:] = [settling(function)]


def _call_kept(item: Any) -> Any:
    return _kept[0](item)


class ProcessExecutor:
    """A pool of processes on this machine; takes items as they are needed and never holds all of them.

    The function, with whatever it carries (a user's own actors), is sent once to each worker, not once with each item.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        # "spawn" behaves the same on every platform and does not copy locks of a threaded parent.
        with ProcessPoolExecutor(self.workers, get_context("spawn"), _keep, (function,)) as pool:
            waiting: deque[Future[Result]] = deque()
            for item in items:
                waiting.append(pool.submit(_call_kept, item))
                if len(waiting) >= self.workers * AHEAD_PER_WORKER:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


def executor_for(workers: int) -> Executor:
    """Inline for one worker, a process pool for more; for a process that does nothing but this."""
    return InlineExecutor(is_alone=True) if workers <= 1 else ProcessExecutor(workers)
