from __future__ import annotations

import gc
from typing import Any

from lagebild.executors import ProcessExecutor, executor_for

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


def test_what_is_loaded_by_the_first_item_is_left_to_itself() -> None:
    before, usual = gc.get_freeze_count(), gc.get_threshold()
    gc.set_threshold(700, *usual[1:])
    results = executor_for(1).map(lambda item: item, range(3))
    try:
        assert next(results) == 0
        frozen = gc.get_freeze_count()
        assert frozen > before
        assert list(results) == [1, 2]
        assert gc.get_freeze_count() == frozen
        assert gc.get_threshold()[0] > 700
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
