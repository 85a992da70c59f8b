"""A picture that was made with what earlier ones have worked out is the one that is made from nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lagebild.merge.facts
import lagebild.merge.memo
import lagebild.merge.regions
from lagebild.merge import JudgedPairs, MergeMemo, merge_readings
from lagebild.merge import picture as steps
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from tests.merge.make import ANNA, CHILE, JUAN, NORWAY, OLE, PACK, PERU, ROSA, Say, make_reading

FIRST = date(2023, 5, 1)
SAYINGS = (
    ("{a} besuchte am {when} {b}.", "besuchte", "CONSULT", "visit"),
    ("{a} traf {b} zu Gesprächen über Fischerei.", "traf", "CONSULT", "meet"),
    ("{a} warf {b} vor, die Fischerei zu behindern.", "warf", "ACCUSE", None),
    ("{a} kündigte eine Reise nach {b} an.", "Reise", "AGREE", "visit"),
)
PAIRS = tuple((a, b) for a in (ANNA, OLE, NORWAY) for b in (PERU, JUAN, ROSA, CHILE))


@cache
def readings() -> tuple[Reading, ...]:
    """Articles of a month in which visits, talks and plans recur; every fifth without its day, some copied from others."""
    found = []
    for number in range(14):
        day = FIRST + timedelta(days=number * 5 % 31)
        told, says = [], []
        for step in range(2):
            text, trigger, kind, mode = SAYINGS[(number + step) % len(SAYINGS)]
            a, b = PAIRS[(number // 3 + step * 5) % len(PAIRS)]
            when = (day - timedelta(days=number % 3)).isoformat()
            told.append(text.format(a=a.name, b=b.name, when=when))
            stated = when if "{when}" in text else day.isoformat() if number % 2 else None
            basis = "stated" if "{when}" in text else "publication"
            status = "planned" if kind == "AGREE" else "occurred"
            nth = sum(sentence.count(trigger) for sentence in told)
            says.append(Say(trigger, kind, mode, (a,), (b,), stated, basis=basis, status=status, nth=nth))
        common = " Der Hafen blieb an diesem Tag für alle Schiffe aus dem Süden lange gesperrt." * (number % 4 == 0)
        published = None if number % 5 == 4 else day.isoformat()
        found.append(make_reading(" ".join(told) + common + f" Ausgabe {number}.", *says, published=published))
    return tuple(found)


def picture_of(numbers: Iterable[int], memo: MergeMemo | None = None, judged: JudgedPairs | None = None) -> Picture:
    chosen = [readings()[number] for number in numbers]
    return merge_readings(chosen, pack=PACK, judged=judged, memo=memo)


@pytest.mark.parametrize("small", [0, 4000])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stores=st.lists(st.lists(st.integers(0, 13), unique=True, max_size=14), min_size=2, max_size=4), judged=st.data())
def test_pictures_with_a_memo_are_those_without(
    monkeypatch: pytest.MonkeyPatch, small: int, stores: list[list[int]], judged: st.DataObject
) -> None:
    monkeypatch.setattr(lagebild.merge.regions, "SMALL", small)
    monkeypatch.setattr(lagebild.merge.memo, "SMALL", small)
    memo = MergeMemo()
    claims = [(reading.article.id, reading.claims[0].id) for reading in readings()[:2]]
    same = JudgedPairs(together=frozenset({(claims[0], claims[1])}))
    for store in stores:
        pairs = judged.draw(st.sampled_from([JudgedPairs(), same]))
        assert picture_of(store, memo, pairs) == picture_of(sorted(store), judged=pairs)


@given(order=st.permutations(range(14)), size=st.integers(1, 13))
@settings(max_examples=3, deadline=None)
def test_articles_in_any_order_and_batches_give_one_picture(order: list[int], size: int) -> None:
    memo = MergeMemo()
    for end in range(size, len(order) + size, size):
        picture = picture_of(order[:end], memo)
    assert picture == picture_of(range(14))


def test_one_more_article_reads_no_other_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = lagebild.merge.facts.facts_of

    def facts_of(reading: Reading, *rest: object) -> object:
        seen.append(reading.article.id)
        return real(reading, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(steps, "facts_of", facts_of)
    memo = MergeMemo()
    dated = [n for n in range(14) if n % 5 != 4]
    picture_of(dated[:-1], memo)
    seen.clear()
    picture_of(dated, memo)
    assert seen == [readings()[dated[-1]].article.id]


def test_a_reading_that_has_changed_is_read_again() -> None:
    memo = MergeMemo()
    first, *others = readings()[:4]
    merge_readings([first, *others], pack=PACK, memo=memo)
    changed = replace(first, claims=first.claims[:1])
    after = merge_readings([changed, *others], pack=PACK, memo=memo)
    assert after == merge_readings([changed, *others], pack=PACK)
    assert after != merge_readings([first, *others], pack=PACK)


def test_nothing_is_kept_of_a_picture_with_too_many_articles() -> None:
    memo, made = MergeMemo(most=1), count()
    found = []
    for articles in (1, 2, 1):
        memo.begin("de", articles)
        found.append([memo.once("step", (), made.__next__) for _ in range(2)])
        memo.finish()
    assert found == [[0, 0], [1, 2], [3, 3]]


def test_equal_readings_become_the_ones_of_the_picture_before():
    first, second = readings()[:2]
    memo = MergeMemo()
    memo.begin("de", 2)
    assert memo.known([first, second]) == [first, second]
    again, other = replace(first), replace(second, version="other")
    memo.begin("de", 2)
    kept = memo.known([again, other])
    assert kept[0] is first
    assert kept[1] is other
    memo.begin("de", lagebild.merge.memo.MOST + 1)  # too many to keep
    assert memo.known([again])[0] is again
