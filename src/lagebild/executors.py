"""Where work runs: in this process or in a pool of processes, behind one interface."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD_PER_WORKER = 4  # articles in flight for each worker: enough to keep it busy, few enough to stop soon


class Executor(Protocol):
    """Runs a function over items; results come in the order of the items."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]: ...


class InlineExecutor:
    """Everything in this process, one after the other."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        return map(function, items)


class ProcessExecutor:
    """A pool of processes on this machine; takes items as they are needed and never holds all of them."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        # "spawn" behaves the same on every platform and does not copy locks of a threaded parent.
        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn")) as pool:
            waiting: deque[Future[Result]] = deque()
            for item in items:
                waiting.append(pool.submit(function, item))
                if len(waiting) >= self.workers * AHEAD_PER_WORKER:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


def executor_for(workers: int) -> Executor:
    """Inline for one worker, a process pool for more."""
    return InlineExecutor() if workers <= 1 else ProcessExecutor(workers)
