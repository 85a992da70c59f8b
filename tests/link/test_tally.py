from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lagebild.link.tally import NEAR_WEIGHT, StateTally

ADDED = st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 6)), st.sampled_from(["BLR", "CHN", "DEU"])), max_size=25)


@given(ADDED, st.lists(st.one_of(st.none(), st.integers(0, 7)), min_size=1, max_size=6))
def test_tally_counts_like_reading_all_links_again(added: list[tuple[int | None, str]], questions: list[int | None]) -> None:
    tally = StateTally()
    so_far: list[tuple[int | None, str]] = []
    for number, until in enumerate(questions):
        for sentence, country in added[number::3]:
            tally.add(sentence, [country], 1.0)
            so_far.append((sentence, country))
        expected: Counter[str] = Counter()
        for sentence, country in so_far:
            if until is None or sentence is None or sentence <= until:
                near = until is not None and sentence is not None and until - sentence <= 1
                expected[country] += int(NEAR_WEIGHT) if near else 1
        assert tally.counts(until) == expected


def test_tally_forgets_what_is_taken_back() -> None:
    tally = StateTally()
    tally.add(2, ["CHN"], 1.0)
    assert tally.counts(9) == {"CHN": 1.0}
    tally.add(2, ["CHN"], -1.0)
    assert tally.counts(9) == {}
