"""What is left out, kept or counted to compare less gives what comparing everything with everything gives."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from lagebild.merge.clusters import CLEAR_LEAD, JOIN_SCORE, is_core, only_fit
from lagebild.merge.dayindex import DayIndex
from lagebild.merge.days import Window
from lagebild.merge.likeness import MANY, common_words, overlap
from lagebild.merge.pairing import MONTH_DAYS, SAME_NEWS_DAYS, loose_pairs
from lagebild.merge.pairs import compare_units, fit_of, forget_scores, may_be_same
from lagebild.merge.units import Unit
from tests.merge.test_incremental import articles

UNITS = sorted((unit for _, units in articles().values() for unit in units), key=lambda u: u.key)
DAYS = {article_id: window for article_id, (window, _) in articles().items()}
Sentences = set[frozenset[str]]
SENTENCES = st.sets(st.frozensets(st.sampled_from("abcdefghij"), min_size=1, max_size=9), min_size=1, max_size=MANY + 3)


@dataclass(frozen=True)
class Told:
    """Sentences as sets of words: all of a unit that counting words looks at."""

    texts: frozenset[frozenset[str]]

    @property
    def words(self) -> frozenset[str]:
        return frozenset().union(*self.texts)


@given(SENTENCES, SENTENCES, st.sampled_from([0.0, 0.8]))
def test_the_greatest_share_is_that_of_trying_every_two_sentences(
    a: set[frozenset[str]], b: set[frozenset[str]], least: float
) -> None:
    one, other = cast("Unit", Told(frozenset(a))), cast("Unit", Told(frozenset(b)))
    found = common_words(one, other, same_article=False, least=least)
    greatest = max(overlap(x, y) for x in a for y in b)
    assert found == greatest or (max(found, greatest) < least)


def test_what_is_kept_of_alike_units_is_what_a_fresh_comparison_says() -> None:
    pairs = [pair for pair in combinations(UNITS, 2) if pair[0].act == pair[1].act][::5]
    forget_scores()
    kept = [(compare_units(a, b), may_be_same(a, b)) for a, b in pairs]
    fresh = []
    for a, b in pairs:
        forget_scores()
        fresh.append((compare_units(a, b), may_be_same(a, b)))
    assert kept == fresh
    assert len({verdict.veto is None for verdict, _ in kept}) == 2


def _only_fit_of_all(unit: Unit, others: list[Unit]) -> tuple[float, int] | None:
    scored = [(fit_of(unit, [other], other), number) for number, other in enumerate(others)]
    fitting = sorted((one for one in scored if one[0] >= JOIN_SCORE), key=lambda one: (-one[0], one[1]))
    if not fitting:
        return None
    if len(fitting) == 1 or fitting[0][0] - fitting[1][0] >= CLEAR_LEAD:
        return fitting[0]
    best = others[fitting[0][1]]
    vetoed = any(compare_units(best, others[n], check_article=False).veto is not None for _, n in fitting[1:])
    return fitting[0] if best.when.precise and not vetoed else None


def test_looking_for_the_only_fit_stops_where_the_rest_cannot_change_it() -> None:
    leaves, cores = [u for u in UNITS if not is_core(u)], [u for u in UNITS if is_core(u)]
    found = []
    for leaf in leaves:
        others = [core for core in cores if core.act == leaf.act and core.article_id != leaf.article_id]
        found.append(only_fit(leaf, ((n, [other], other) for n, other in enumerate(others))))
        assert found[-1] == _only_fit_of_all(leaf, others)
    assert None in found
    assert any(one is not None for one in found)


def _may_be_same_news(a: Unit, b: Unit) -> bool:
    ours, theirs = DAYS[a.article_id], DAYS[b.article_id]
    short = (ours.length or 999) <= MONTH_DAYS and (theirs.length or 999) <= MONTH_DAYS
    near = ours.overlaps(theirs, gap=SAME_NEWS_DAYS)
    if near and (a.article_id == b.article_id or (a.when.certain and b.when.certain)):
        return True
    return short and near


def test_loose_pairs_are_all_that_share_a_block_and_the_news() -> None:
    wanted = {(a, b) for a, b in combinations(UNITS, 2) if not a.blocks.isdisjoint(b.blocks) and _may_be_same_news(a, b)}
    assert set(loose_pairs(UNITS, DAYS)) == wanted


BOUND = st.none() | st.integers(1, 40)
WINDOWS = st.builds(lambda start, end: Window(start, end if None in (start, end) else max(start, end)), BOUND, BOUND)


@given(
    st.lists(st.tuples(st.sets(st.sampled_from("abc")), WINDOWS)),
    st.sets(st.sampled_from("abcd")),
    WINDOWS,
    st.sampled_from([0, 3]),
)
def test_an_index_finds_what_shares_a_key_and_touches_the_days(
    items: list[tuple[set[str], Window]], keys: set[str], window: Window, gap: int
) -> None:
    index = DayIndex((((key, "") for key in names), days) for names, days in items)
    found = index.touching(((key, "") for key in sorted(keys)), window, gap=gap)
    assert found == {n for n, (names, days) in enumerate(items) if names & keys and days.overlaps(window, gap=gap)}
