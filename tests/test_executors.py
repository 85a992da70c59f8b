from __future__ import annotations

from typing import Any

from lagebild.executors import ProcessExecutor

WORKERS, ITEMS = 2, 20


class Doubling:
    """A function that counts how often it is sent to another process."""

    sent = 0

    def __call__(self, item: int) -> int:
        return 2 * item

    def __reduce__(self) -> tuple[Any, ...]:
        Doubling.sent += 1
        return (Doubling, ())


def test_pool_gets_the_function_once_a_worker_and_keeps_the_order() -> None:
    assert list(ProcessExecutor(WORKERS).map(Doubling(), range(ITEMS))) == [2 * i for i in range(ITEMS)]
    assert 0 < Doubling.sent <= WORKERS
