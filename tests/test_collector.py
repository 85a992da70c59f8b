"""What looking for circles costs, and what it finds."""

from __future__ import annotations

import gc
import weakref

from lagebild.collector import circles_freed


class Part:
    """A part that knows itself."""

    def __init__(self) -> None:
        self.whole = self


def test_circles_are_freed_and_what_was_there_before_is_looked_at_again_later() -> None:
    before = Part()
    kept = weakref.ref(before)
    with circles_freed():
        found = weakref.ref(Part())
        del before
    assert found() is None
    assert kept() is not None
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert kept() is None
