"""Ids of stories from one picture to the next: kept, merged, split."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lagebild.merge.story_ids import continue_stories
from lagebild.model.ids import make_id
from lagebild.model.picture import Story

ARTICLES = tuple("abcdefgh")


def story(*articles: str, id_: str | None = None) -> Story:
    """A story as it comes out of the clustering: its id is that of its first article."""
    return Story(id_ or make_id("st", articles[0]), articles[0], "2024-01-01", "2024-01-02", articles)


def ids(stories: tuple[Story, ...]) -> dict[tuple[str, ...], str]:
    return {s.articles: s.id for s in stories}


def test_story_keeps_its_id_though_an_earlier_article_comes_in() -> None:
    (before,) = continue_stories([story("b", "c")], ())
    (after,) = continue_stories([story("a", "b", "c")], [before])
    assert (after.id, after.merged_from, after.split_from) == (before.id, (), ())


def test_stories_that_merge_live_on_under_the_id_of_the_greater() -> None:
    small, great = story("a"), story("b", "c")
    (both,) = continue_stories([story("a", "b", "c")], [small, great])
    assert (both.id, both.merged_from) == (great.id, (small.id,))
    (again,) = continue_stories([story("a", "b", "c", "d")], [both])
    assert again.merged_from == (small.id,)


def test_story_that_is_split_leaves_its_id_to_the_greater_part() -> None:
    whole = story("a", "b", "c")
    parts = continue_stories([story("a"), story("b", "c")], [whole])
    assert ids(parts)["b", "c"] == whole.id
    (cut,) = [s for s in parts if s.id != whole.id]
    assert cut.split_from == (whole.id,)
    assert cut.articles == ("a",)
    assert cut.id != make_id("st", "a")  # that one is taken, by the greater part
    assert continue_stories([story("a"), story("b", "c")], parts) == parts


def test_article_that_moves_to_another_story_is_neither_a_split_nor_a_merger() -> None:
    one, other = story("a", "b", "c"), story("d", "e")
    moved = continue_stories([story("a", "b"), story("c", "d", "e")], [one, other])
    assert ids(moved) == {("a", "b"): one.id, ("c", "d", "e"): other.id}
    assert all(not s.merged_from and not s.split_from for s in moved)


partitions = st.lists(st.integers(0, 3), min_size=len(ARTICLES), max_size=len(ARTICLES))


def grouped(numbers: list[int]) -> list[Story]:
    groups: dict[int, list[str]] = {}
    for article, number in zip(ARTICLES, numbers, strict=True):
        groups.setdefault(number, []).append(article)
    return [story(*members) for members in groups.values()]


@given(partitions, partitions, partitions)
def test_ids_are_unique_never_used_again_and_stable_on_a_rebuild(first: list[int], second: list[int], third: list[int]) -> None:
    before = continue_stories(grouped(first), ())
    after = continue_stories(grouped(second), before)
    assert len({s.id for s in after}) == len(after)
    assert continue_stories(grouped(second), after) == after
    assert continue_stories(list(reversed(grouped(second))), tuple(reversed(before))) == after
    homes = {article: s.id for s in before for article in s.articles}
    for kept in after:
        if kept.id in {s.id for s in before}:
            assert kept.id in {homes[article] for article in kept.articles}
    last = continue_stories(grouped(third), after)
    assert len({s.id for s in last}) == len(last)
