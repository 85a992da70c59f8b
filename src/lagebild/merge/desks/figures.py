"""Figures on one matter over all articles, kept up to date: only the blocks are compared again in which a figure comes or goes.

A figure stands in the blocks of those with which it can be compared (`figures.blocks_of`). The differences of a block follow
from its figures, and from what their articles share with others. As of several blocks each relation is kept once, every
difference of a block is a candidate, and the candidates of one wording are weighed again when one of them changes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from lagebild.merge.days import Window, window_of
from lagebild.merge.desks.changed import Changed
from lagebild.merge.figures import Block, Measured, Shared, blocks_of, compare_block, largest, measured, periods_of
from lagebild.merge.records import Records
from lagebild.merge.shelf import Shelf, move_item
from lagebild.merge.words import MergeWords
from lagebild.model.article import Publication
from lagebild.model.layers import Figure
from lagebild.model.picture import FigureDifference
from lagebild.model.reading import Reading

ONE = "figure.one"  # values by article and number: a figure; items: figures by block
CANDIDATE = "figure.candidate"  # values by wording and block: the differences; items: these by wording

SharedOf = Callable[[Iterable[str]], Shared]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A `Measured` figure as it lies on the shelf, without what is asked no more; `shared`: the keys of its article."""

    article_id: str
    figure: Figure
    kind: str
    countries: tuple[str, ...]
    likely: tuple[str, ...]
    periods: tuple[str, ...]
    topics: tuple[str, ...]
    trend: str | None
    shared: tuple[str, ...]

    @property
    def measured(self) -> Measured:
        countries, likely, topics = frozenset(self.countries), frozenset(self.likely), frozenset(self.topics)
        return Measured(self.article_id, self.figure, self.kind, countries, likely, self.periods, topics, self.trend)


KEPT = TypeAdapter(_Kept)
DIFFERENCES: TypeAdapter[tuple[FigureDifference, ...]] = TypeAdapter(tuple[FigureDifference, ...])


def difference_key(difference: FigureDifference) -> str:
    """What a difference is known by: its wording and its figures."""
    return json.dumps([difference.why, difference.figures], ensure_ascii=False)


def parse_difference_key(key: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The wording and the figures of a key."""
    why, figures = json.loads(key)
    return why, tuple((article_id, figure_id) for article_id, figure_id in figures)


def _kept(one: Measured, shared: frozenset[str]) -> _Kept:
    figure = replace(one.figure, subjects=(), source=None, measures_span=None)
    countries, likely, topics = sorted(one.countries), sorted(one.likely), sorted(one.topics)
    return _Kept(
        one.article_id, figure, one.kind, tuple(countries), tuple(likely), one.periods, tuple(topics), one.trend,
        tuple(sorted(shared)),
    )  # fmt: skip


def _block_text(block: Block) -> str:
    return json.dumps(block, ensure_ascii=False)


def _candidate(why: str, block: str) -> str:
    """Where the differences of one wording in a block have their value."""
    return json.dumps([why, json.loads(block)], ensure_ascii=False)


def _block_of(candidate: str) -> Block:
    kind, period, place = json.loads(candidate)[1]
    return kind, period, tuple(place)


def _at(article_id: str, number: int) -> str:
    """Where a figure of an article has its value."""
    return f"{article_id}\n{number:06}"


def _largest(candidates: Mapping[str, str]) -> dict[str, FigureDifference]:
    """What is kept of the candidates of one wording, by its key; the blocks in their order."""
    ordered = sorted(candidates, key=_block_of)
    found = largest(one for at in ordered for one in DIFFERENCES.validate_json(candidates[at]))
    return {difference_key(one): one for one in found}


class FigureDesk:
    """The compared figures of a picture: after any updates what `compare_figures` gives for all articles."""

    def __init__(self, shelf: Shelf, words: MergeWords, *, shared: SharedOf) -> None:
        """A desk on a shelf, which goes on where another on the same shelf left off.

        Args:
            shelf: where it keeps what it knows.
            words: of the language of the articles.
            shared: the text, publisher and agencies of articles, by article; those with one in common are not independent.
        """
        self._shelf, self._words, self._shared = shelf, words, shared
        self._counts: Records[int] = Records(shelf, "figure.article", int)  # of an article: its figures that can be compared
        self._wordings: Records[list[str]] = Records(shelf, "figure.block", list[str])  # of a block: those of its differences

    def update(
        self, come: Mapping[str, Reading], gone: Iterable[str], days: Mapping[str, Publication], changed: Iterable[str]
    ) -> Changed[FigureDifference]:
        """Take in what is new, and compare again what it touches.

        Args:
            come: readings of articles that are new or read anew, by id.
            gone: articles that are no more.
            days: of articles of `come`, where the picture knows them better than the readings, and of others whose days have
                changed.
            changed: other articles for which `shared` gives something else than before.

        Returns:
            What differs; differences that are no more by their `difference_key`.
        """
        going = set(gone) - come.keys()
        windows = {article_id: window_of(publication) for article_id, publication in days.items()}
        stale = {*changed, *windows} - come.keys() - going
        counts = self._counts.many(come.keys() | going | stale)
        anew = set(changed) & stale & counts.keys() | {article_id for article_id, one in come.items() if one.figures}
        shared = self._shared(anew) if anew else {}
        touched: set[str] = set()
        for article_id in sorted(come.keys() | going | (stale & counts.keys())):
            before = self._known(article_id, counts.get(article_id, 0))
            if article_id in come:
                now = self._read(come[article_id], windows, shared)
            else:
                now = [] if article_id in going else [_seen_anew(one, windows, shared) for one in before]
            touched |= self._file(article_id, before, now)
        return self._weigh(self._compare(touched))

    def _known(self, article_id: str, count: int) -> list[_Kept]:
        """The figures of an article as they lie on the shelf."""
        places = [_at(article_id, number) for number in range(count)]
        texts = self._shelf.many(ONE, places)
        return [KEPT.validate_json(texts[at]) for at in places]

    def _read(self, reading: Reading, windows: Mapping[str, Window], shared: Shared) -> list[_Kept]:
        """The figures of a new reading."""
        article = reading.article
        window = windows.get(article.id, window_of(article.publication))
        return [_kept(one, shared[article.id]) for one in measured(reading, self._words, window)]

    def _file(self, article_id: str, before: Sequence[_Kept], now: Sequence[_Kept]) -> set[str]:
        """Write the figures of an article down; the blocks in which one differs."""
        touched: set[str] = set()
        for number in range(max(len(before), len(now))):
            old = before[number] if number < len(before) else None
            new = now[number] if number < len(now) else None
            if old == new:
                continue
            at, left, entered = _at(article_id, number), _blocks(old), _blocks(new)
            touched |= left | entered
            move_item(self._shelf, ONE, at, left, entered)
            if new is None:
                self._shelf.drop(ONE, at)
            else:
                self._shelf.put(ONE, at, KEPT.dump_json(new).decode())
        self._counts.put(article_id, len(now) or None)
        return touched

    def _compare(self, blocks: Iterable[str]) -> dict[str, dict[str, str | None]]:
        """Compare the figures of blocks again: by wording the candidates that differ, None for those that are no more."""
        changes: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
        for block in sorted(blocks):
            now = self._differences(block)
            places = {why: _candidate(why, block) for why in sorted({*self._wordings.get(block, ()), *now})}
            texts = self._shelf.many(CANDIDATE, places.values())
            for why, at in places.items():
                text = DIFFERENCES.dump_json(tuple(now[why])).decode() if why in now else None
                if text != texts.get(at):
                    changes[why][at] = text
            self._wordings.put(block, sorted(now) or None)
        return changes

    def _differences(self, block: str) -> dict[str, list[FigureDifference]]:
        """The differences of a block by wording."""
        found: defaultdict[str, list[FigureDifference]] = defaultdict(list)
        texts = self._shelf.many(ONE, self._shelf.touching(ONE, [block]))
        every = [KEPT.validate_json(texts[at]) for at in sorted(texts, key=str)]  # figures of an article in their order
        members = [one for one in every if block in _blocks(one)]  # a shelf may take two blocks for one
        shared = {one.article_id: frozenset(one.shared) for one in members}
        for difference in compare_block([one.measured for one in members], shared):
            found[difference.why].append(difference)
        return found

    def _candidates(self, why: str) -> dict[str, str]:
        """The candidates of a wording by their places."""
        places = [at for at in self._shelf.touching(CANDIDATE, [why]) if json.loads(str(at))[0] == why]
        return {str(at): text for at, text in self._shelf.many(CANDIDATE, places).items()}

    def _weigh(self, changes: Mapping[str, Mapping[str, str | None]]) -> Changed[FigureDifference]:
        """Write changed candidates down; what is kept now and was not before, and the other way round."""
        come: list[FigureDifference] = []
        gone: list[str] = []
        for why in sorted(changes):
            old = self._candidates(why)
            new = {at: text for at, text in {**old, **changes[why]}.items() if text is not None}
            for at in sorted(changes[why]):
                self._replace(why, at, old.get(at), new.get(at))
            before, now = _largest(old), _largest(new)
            come += [one for key, one in now.items() if before.get(key) != one]
            gone += sorted(before.keys() - now.keys())
        return Changed(tuple(come), tuple(gone))

    def _replace(self, why: str, at: str, old: str | None, new: str | None) -> None:
        """Write a candidate down, or take it away."""
        move_item(self._shelf, CANDIDATE, at, () if old is None else [why], () if new is None else [why])
        if new is None:
            self._shelf.drop(CANDIDATE, at)
        else:
            self._shelf.put(CANDIDATE, at, new)


def _seen_anew(one: _Kept, windows: Mapping[str, Window], shared: Shared) -> _Kept:
    """A figure as before, on other days or in an article that shares other things."""
    window, keys = windows.get(one.article_id), shared.get(one.article_id)
    periods = one.periods if window is None else periods_of(one.figure, window)
    return replace(one, periods=periods, shared=one.shared if keys is None else tuple(sorted(keys)))


def _blocks(one: _Kept | None) -> set[str]:
    return set() if one is None else {_block_text(block) for block in blocks_of(one.measured)}
