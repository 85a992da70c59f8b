"""Stories keep their ids from one picture to the next; what has become of those that were joined or parted is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lagebild.model.ids import make_id
from lagebild.model.picture import Story, story_order


def _never(_story_id: str) -> bool:
    return False


def continue_stories(
    stories: Sequence[Story], earlier: Sequence[Story], *, is_taken: Callable[[str], bool] = _never
) -> tuple[Story, ...]:
    """The stories under the ids of earlier ones; which articles belong together is not changed.

    An earlier story passes its id on to the story that has most of its articles (of several the one that began first). Where two
    earlier ones would pass theirs to one, the one that gives more articles does, and the other is recorded in `merged_from`. A
    story that gets no id, though its articles were in earlier ones that live on elsewhere, records those in `split_from`.

    Args:
        stories: as `find_stories` gives them.
        earlier: the stories before.
        is_taken: whether a story that is in neither has the id; for the part of a picture that an update touches.
    """
    stories = sorted(stories, key=story_order)
    shared = _shared(stories, earlier)
    heirs = _heirs(shared)
    kept = {number: old for old, number in _keepers(shared, heirs).items()}
    known = {story.id: story for story in earlier}
    taken = set(known)
    result = []
    for number, story in enumerate(stories):
        old = kept.get(number)
        if old is None:
            new_id = _free(story, taken, is_taken)
            taken.add(new_id)
            parts = {o for (o, n), _ in shared.items() if n == number and heirs[o] != number}
            result.append(replace(story, id=new_id, split_from=tuple(sorted(parts))))
            continue
        before = known[old]
        merged = {o for o, heir in heirs.items() if heir == number and o != old}
        merged |= {one for o in merged for one in known[o].merged_from} | set(before.merged_from)
        result.append(replace(story, id=old, merged_from=tuple(sorted(merged)), split_from=before.split_from))
    return tuple(sorted(result, key=story_order))


def _shared(stories: Sequence[Story], earlier: Sequence[Story]) -> Counter[tuple[str, int]]:
    """How many articles an earlier story has in common with a new one, by the new one's number."""
    home = {article_id: story.id for story in earlier for article_id in story.articles}
    return Counter((home[a], number) for number, story in enumerate(stories) for a in story.articles if a in home)


def _heirs(shared: Mapping[tuple[str, int], int]) -> dict[str, int]:
    """For every earlier story the new one that has most of its articles; of several the first."""
    heirs: dict[str, int] = {}
    for old, number in sorted(shared, key=lambda pair: (-shared[pair], pair[1], pair[0])):
        heirs.setdefault(old, number)
    return heirs


def _keepers(shared: Mapping[tuple[str, int], int], heirs: Mapping[str, int]) -> dict[str, int]:
    """The earlier stories whose ids live on: of those with one heir the one that gives it most articles, else the first id."""
    best: dict[int, str] = {}
    for old, number in sorted(heirs.items(), key=lambda pair: (-shared[pair[0], pair[1]], pair[0])):
        best.setdefault(number, old)
    return {old: number for number, old in best.items()}


def _free(story: Story, taken: set[str], is_taken: Callable[[str], bool]) -> str:
    """The story's own id, or where an earlier story has it already, one with a count."""
    new_id, count = story.id, 1
    while new_id in taken or is_taken(new_id):
        count += 1
        new_id = make_id("st", story.articles[0], str(count))
    return new_id
