from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lagebild.merge.days import Window
from lagebild.merge.spans import SpanIndex

day = st.one_of(st.none(), st.integers(0, 60))
windows = st.tuples(day, day).map(
    lambda pair: Window(*(pair if None in pair else sorted(pair)))  # type: ignore[type-var]
)


@given(st.lists(windows, max_size=12), windows, st.integers(0, 3))
def test_spans_finds_exactly_the_windows_that_touch(spans: list[Window], window: Window, gap: int) -> None:
    found = SpanIndex(enumerate(spans)).touching(window, gap=gap)
    assert sorted(found) == [number for number, span in enumerate(spans) if span.overlaps(window, gap=gap)]
