"""Which units are worth comparing: those of a block whose days touch, or, without such days, those of the same news."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lagebild.merge.days import Window, month_of
from lagebild.merge.facts import LASTING_ACTS
from lagebild.merge.units import Cluster, Unit
from lagebild.merge.whens import gap_of

YEAR = 365
MONTH_DAYS = 31  # articles whose day is not known to the month at least say nothing about what is the same news
SAME_NEWS_DAYS = 7  # undated units of articles at most a week apart may be the same news


def dated_pairs(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units with precise days that share a block and whose days touch."""
    ordered = sorted(units, key=lambda u: u.key)
    blocks: defaultdict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for number, unit in enumerate(ordered):
        window = unit.when.window
        for key in unit.blocks:
            blocks[key].append((window.start or 0, number, window.end or 0))
    seen: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        members.sort()
        gap = gap_of(key[0])
        for i, (_, a, end) in enumerate(members, start=1):
            last = end + gap
            for start, b, _ in members[i:]:
                if start > last:
                    break
                seen.add((a, b) if a < b else (b, a))
    for a, b in sorted(seen):
        yield ordered[a], ordered[b]


def loose_pairs(units: Sequence[Unit], publications: Mapping[str, Window]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units without precise days: of one article, or of articles that may be at most a week apart."""
    if len(units) < 2:
        return
    blocks: defaultdict[tuple[str, str], Cluster] = defaultdict(list)
    for unit in units:
        for key in unit.blocks:
            blocks[key].append(unit)
    for key in sorted(blocks):
        if len(blocks[key]) > 1:
            if key[0] in LASTING_ACTS:
                yield from _same_period(blocks[key])
            yield from _recalled(blocks[key], publications)
            yield from _of_one_time(blocks[key], publications)


def _of_one_time(units: Sequence[Unit], publications: Mapping[str, Window]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of one block: of one article, with days both, or of articles that may be at most a week apart."""
    members = sorted(units, key=lambda u: (publications[u.article_id].start or 0, u.key))
    days = [publications[unit.article_id] for unit in members]
    starts, short = [one.start or 0 for one in days], [(one.length or 999) <= MONTH_DAYS for one in days]
    dated = [number for number, unit in enumerate(members) if unit.when.certain]
    of_article: defaultdict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(members):
        of_article[unit.article_id].append(number)
    for i, a in enumerate(members):
        partners = {*of_article[a.article_id], *(dated if a.when.certain else ())}
        if days[i].bounded:
            last = bisect_right(starts, (days[i].end or 0) + SAME_NEWS_DAYS)
            partners = {n for n in partners if n < last}
            if short[i]:
                partners.update(n for n in range(i + 1, last) if short[n])
        for b in (members[n] for n in sorted(partners) if n > i):
            yield (a, b) if a.key <= b.key else (b, a)


def _recalled(units: Sequence[Unit], publications: Mapping[str, Window]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of a unit that names a month and the undated news of an article from that month, at most a year before."""
    if not any(unit.when.months for unit in units):
        return
    by_month: defaultdict[int, Cluster] = defaultdict(list)
    for unit in units:
        out = publications[unit.article_id]
        news = not (unit.when.certain or unit.looks_back or unit.when.months or unit.when.weekdays)
        if news and out.start is not None and (out.length or 999) <= MONTH_DAYS:
            by_month[month_of(out.start)].append(unit)
    for unit in units:
        if unit.when.certain:
            continue
        mine = publications[unit.article_id]
        for other in (other for month in sorted(unit.when.months) for other in by_month[month]):
            back = (mine.start or 0) - (publications[other.article_id].start or 0)
            if other.article_id != unit.article_id and 0 <= back <= YEAR:
                yield (unit, other) if unit.key <= other.key else (other, unit)


def _same_period(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units of what lasts that give one period for it ("last year"), however far their articles are apart."""
    by_period: defaultdict[Window, Cluster] = defaultdict(list)
    for unit in units:
        if unit.when.certain:
            by_period[unit.when.window].append(unit)
    for members in by_period.values():
        ordered = sorted(members, key=lambda u: u.key)
        yield from ((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
