from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.evaluate.picture import b_cubed, false_merges

LABELS = st.dictionaries(st.integers(0, 8), st.sampled_from("abc"), min_size=1)


def test_clusterings_b_cubed_by_hand() -> None:
    gold = {1: "a", 2: "a", 3: "b"}
    assert b_cubed(gold, gold) == (1, 1, 1)
    precision, recall, f1 = b_cubed({1: "x", 2: "x", 3: "x"}, gold)
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert recall == 1
    assert f1 == pytest.approx(2 * precision / (precision + 1))
    precision, recall, _ = b_cubed({1: "x", 2: "y", 3: "z"}, gold)
    assert precision == 1
    assert recall == pytest.approx((0.5 + 0.5 + 1) / 3)


def test_clusterings_false_merges_by_hand() -> None:
    found = {1: "x", 2: "x", 3: "x", 4: "y", 5: "y", 6: "z"}
    gold = {1: "a", 2: "a", 3: "b", 4: "c", 5: "c", 6: "c"}
    wrong = false_merges(found, gold)
    assert (wrong.pairs, wrong.wrong_pairs, wrong.events, wrong.wrong_events) == (4, 2, 2, 1)
    assert (wrong.pair_rate, wrong.event_rate) == (0.5, 0.5)


def test_clusterings_nothing_is_no_mistake() -> None:
    assert b_cubed({}, {}) == (0, 0, 0)
    assert false_merges({}, {}).pair_rate == 0


@given(gold=LABELS)
def test_clusterings_the_truth_has_no_mistakes_and_one_heap_misses_nothing(gold: dict[int, str]) -> None:
    assert b_cubed(gold, gold) == (1, 1, 1)
    assert false_merges(gold, gold).wrong_pairs == 0
    heap = dict.fromkeys(gold, "all")
    assert b_cubed(heap, gold)[1] == 1
    assert (false_merges(heap, gold).wrong_pairs == 0) is (len(set(gold.values())) == 1)
