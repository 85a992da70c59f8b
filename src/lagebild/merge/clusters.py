"""Units to happenings: blocks, complete-link agglomeration, and the undated ones last; the order of arrival plays no part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from lagebild.merge.cards import FAR
from lagebild.merge.days import ANY, Window, hull, month_of
from lagebild.merge.judged import Apart, ClaimPair, apart_of, bundled, bundles_of, split_units
from lagebild.merge.lasting import cluster_lasting, is_lasting
from lagebild.merge.pairing import SAME_NEWS_DAYS, YEAR, dated_pairs, loose_pairs
from lagebild.merge.pairs import MERGE_SCORE, compare_units, fit_of, may_be_same, score_of
from lagebild.merge.spans import SpanIndex
from lagebild.merge.units import Cluster, Unit, unit_of
from lagebild.merge.whens import EXACT_DAYS, gap_of

__all__ = ["Cluster", "agglomerate", "cluster_units", "is_lasting", "whole_of"]

JOIN_SCORE = 0.5  # a unit without a day joins the one happening that fits; 0.4 to 0.55 differ by two articles on the examples
COARSE_DAYS = 93  # a season has 92
CLEAR_LEAD = 0.25  # the same words, or the same person where the others share the country only
AGAIN_DAYS = 14  # what is told as happening "for the second time" is the article's news
NEAR_DAYS = 45  # an undated mention that does not look back is of the weeks around its article
Order = TypeVar("Order", int, tuple[str, int, str])


def _is_coarse(unit: Unit) -> bool:
    """Whether the days are known to about two months: a month, a season's part, a weekday of some week in them."""
    length = unit.when.window.length
    return length is not None and length <= COARSE_DAYS and (unit.when.certain or bool(unit.when.weekdays))


class Vetoes:
    """Which of the numbered units exclude each other, as bits; what has not been told is found when it is asked for."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._told = [0] * len(units)
        self._vetoed = [0] * len(units)

    def tell(self, a: int, b: int, *, ruled_out: bool) -> None:
        self._told[a] |= 1 << b
        self._told[b] |= 1 << a
        if ruled_out:
            self._vetoed[a] |= 1 << b
            self._vetoed[b] |= 1 << a

    def is_told(self, a: int, b: int) -> bool:
        return bool(self._told[a] >> b & 1)

    def between(self, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        """Whether any of the one excludes any of the others."""
        mask = sum(1 << n for n in theirs)
        for a in ours:
            if self._vetoed[a] & mask:
                return True
            if mask & ~self._told[a]:
                for b in theirs:
                    if not self._told[a] >> b & 1:
                        self.tell(a, b, ruled_out=score_of(self._units[a], self._units[b]) is None)
                        if self._vetoed[a] >> b & 1:
                            return True
        return False


def agglomerate(
    units: Sequence[Unit], pairs: Iterable[tuple[Unit, Unit]], apart: Apart, *, min_score: float = MERGE_SCORE
) -> list[Cluster]:
    """Merge the best pairs first; a merge is refused where any two members exclude each other."""
    if len(units) < 2:
        return [[unit] for unit in units]
    ordered = sorted(units, key=lambda u: u.key)
    number_of = {unit: number for number, unit in enumerate(ordered)}
    vetoes = Vetoes(ordered)
    edges = []
    for a, b in pairs:
        left, right = number_of[a], number_of[b]
        if left > right:
            left, right = right, left
        if vetoes.is_told(left, right):
            continue  # they share several blocks
        score = score_of(a, b)
        vetoes.tell(left, right, ruled_out=score is None)
        if score is not None and score >= min_score:
            edges.append((-score, left, right))
    if not edges:
        return [[unit] for unit in units]
    home = [[number] for number in range(len(ordered))]
    for _, left, right in sorted(edges):
        ours, theirs = home[left], home[right]
        if ours is theirs or (apart.others and apart.forbids((ordered[n] for n in ours), (ordered[n] for n in theirs))):
            continue
        if vetoes.between(ours, theirs):
            continue
        merged = sorted([*ours, *theirs])
        for number in merged:
            home[number] = merged
    found = [home[number_of[unit]] for unit in units]
    return [[ordered[n] for n in cluster] for cluster in {id(cluster): cluster for cluster in found}.values()]


@lru_cache(maxsize=1 << 13)  # one happening is looked at as a whole by every leaf of its days
def whole_of(cluster: tuple[Unit, ...]) -> Unit:
    """All that the units of a cluster say, as one unit."""
    return cluster[0] if len(cluster) == 1 else unit_of(fact for unit in cluster for fact in unit.facts)


def _reach(unit: Unit, publication: Window) -> Window:
    """The days in which an undated unit looks for its happening."""
    if unit.when.certain or unit.when.weekdays or unit.when.options or unit.looks_back or not publication.bounded:
        return unit.when.window
    back = YEAR if unit.when.months else AGAIN_DAYS if unit.again else NEAR_DAYS  # a month without year is the last one
    low = (publication.start or 0) - back
    high = (publication.end or 0) + (NEAR_DAYS if unit.statuses & {"planned", "hypothetical"} else 0)
    return unit.when.window.meet(Window(low, high)) or unit.when.window


def _same_season(unit: Unit, cluster: Cluster, publications: Mapping[str, Window]) -> bool:
    """Whether a unit of which nothing says when it happened may mean a happening of which nothing says it either."""
    if unit.when.months or any(u.when.certain or u.when.weekdays or u.looks_back for u in (unit, *cluster)):
        return True
    mine = publications[unit.article_id]
    months = {month for u in cluster for month in u.when.months}
    if months and mine.start is not None:
        return month_of(mine.start) in months
    return any(mine.overlaps(publications[u.article_id], gap=SAME_NEWS_DAYS) for u in cluster)


def _join(rest: Sequence[Unit], clusters: list[Cluster], publications: Mapping[str, Window], apart: Apart) -> list[Unit]:
    """Give units without a precise day to the only cluster that fits; return those that stay alone."""
    if not rest:
        return []
    wholes = [whole_of(tuple(cluster)) for cluster in clusters]
    index = _index(clusters)
    joins: list[tuple[float, Unit, int]] = []
    alone: list[Unit] = []
    for unit in rest:
        publication = publications[unit.article_id]
        reach = _reach(unit, publication)
        near = {n for key in unit.blocks if key in index for n in index[key].touching(reach, gap=gap_of(unit.act))}
        if unit.again and not publication.bounded:
            near = set()  # the one time that is known may be the earlier one
        found = only_fit(
            unit,
            (
                (n, clusters[n], wholes[n])
                for n in sorted(near)
                if may_be_same(unit, wholes[n])
                and not (apart.others and apart.forbids([unit], clusters[n]))
                and _same_season(unit, clusters[n], publications)
            ),
        )
        if found is None:
            alone.append(unit)
        else:
            joins.append((found[0], unit, found[1]))
    grown: defaultdict[int, Cluster] = defaultdict(list)
    # Only after all have chosen, so that no join decides another's choice.
    for _, unit, number in sorted(joins, key=lambda j: (-j[0], j[1].key)):
        if apart.forbids([unit], grown[number]) or any(score_of(unit, u) is None for u in grown[number]):
            alone.append(unit)
        else:
            grown[number].append(unit)
    for number, members in grown.items():
        clusters[number] = sorted([*clusters[number], *members], key=lambda u: u.key)
    return sorted(alone, key=lambda u: u.key)


def _index(clusters: Sequence[Cluster]) -> dict[tuple[str, str], SpanIndex]:
    spans: defaultdict[tuple[str, str], list[tuple[int, Window]]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        bounded = [u.when.window for u in cluster if u.when.window.bounded]
        span = hull(bounded) if bounded else ANY
        for key in {key for unit in cluster for key in unit.blocks}:
            spans[key].append((number, span))
    return {key: SpanIndex(members) for key, members in spans.items()}


def only_fit(unit: Unit, candidates: Iterable[tuple[Order, Cluster, Unit]]) -> tuple[float, Order] | None:
    """The happening that fits, if it is the only one, fits far better than the others, or is dated and may be the same as they.

    Args:
        unit: what looks for its happening.
        candidates: the happenings with their units and these as a whole; `Order` settles which of two comes first that fit alike.
            No more are asked for than are needed.

    Returns:
        How well it fits, and its order.
    """
    fitting: list[tuple[float, Order, Unit]] = []
    most = 2 * gap_of(unit.act) + EXACT_DAYS - 1  # days between two happenings that one with precise days may both be
    first_end, last_start = FAR, -FAR
    best = second = 0.0
    for order, cluster, whole in candidates:
        score = fit_of(unit, cluster, whole)
        if score < JOIN_SCORE:
            continue
        fitting.append((-score, order, whole))
        best, second = max(score, best), max(second, min(score, best))
        days = whole.when.window
        first_end = min(first_end, FAR if days.end is None else days.end)
        last_start = max(last_start, -FAR if days.start is None else days.start)
        if 1.0 - second < CLEAR_LEAD and last_start - first_end > most:
            return None  # whatever else may fit: none fits far better than the two, none may be the same as both
    if not fitting:
        return None
    fitting.sort(key=itemgetter(0, 1))
    score, order, whole = fitting[0]
    if len(fitting) == 1 or fitting[1][0] - score >= CLEAR_LEAD:
        return -score, order
    if not whole.when.precise or any(compare_units(whole, other, check_article=False).veto for _, _, other in fitting[1:]):
        return None
    return -score, order


def cluster_units(
    units: Iterable[Unit],
    publications: Mapping[str, Window],
    *,
    together: Iterable[ClaimPair] = (),
    apart: Iterable[ClaimPair] = (),
) -> list[Cluster]:
    """The units that are the same happening, as lists in a fixed order.

    Args:
        units: what the articles say of one happening each, in any order.
        publications: the days on which each article can have appeared, by its id.
        together: claims that a person has said are one happening; they are joined before anything else.
        apart: claims that a person has said are not; no merge brings them together, and a unit with both is parted. It wins
            where both are said of a pair.
    """
    banned = apart_of(apart)
    single = split_units(sorted(units, key=lambda u: u.key), banned)
    bundles = [(bundled(members), members) for members in bundles_of(single, together, banned)]
    wholes = sorted((whole for whole, _ in bundles), key=lambda u: u.key)
    found = _cluster(wholes, publications, banned)
    members_of = {whole.key: members for whole, members in bundles}
    expanded = [sorted((u for whole in cluster for u in members_of[whole.key]), key=lambda u: u.key) for cluster in found]
    return sorted(expanded, key=lambda c: c[0].key)


def _cluster(everything: Sequence[Unit], publications: Mapping[str, Window], apart: Apart) -> list[Cluster]:
    lasting = [u for u in everything if is_lasting(u)]
    others = [u for u in everything if not is_lasting(u)]
    settled = _settled([u for u in others if is_core(u)], publications, apart)
    grown = _grown(settled, [u for u in others if not is_core(u)], publications, apart)
    return [*grown, *cluster_lasting(lasting, publications, apart)]


def is_core(unit: Unit) -> bool:
    """Whether the days of the unit are known to about a season."""
    return unit.when.precise or _is_coarse(unit)


def _settled(cores: Sequence[Unit], publications: Mapping[str, Window], apart: Apart) -> list[Cluster]:
    exact = [u for u in cores if u.when.precise]
    clusters = sorted(agglomerate(exact, dated_pairs(exact), apart), key=lambda c: c[0].key)
    return _with_looser(clusters, [u for u in cores if not u.when.precise], publications, apart)


def _with_looser(
    clusters: list[Cluster], looser: Sequence[Unit], publications: Mapping[str, Window], apart: Apart
) -> list[Cluster]:
    """The clusters with units that look among what is better dated, then among their like."""
    clusters = list(clusters)
    alone = _join(looser, clusters, publications, apart)
    clusters += agglomerate(alone, loose_pairs(alone, publications), apart)
    return sorted(clusters, key=lambda c: c[0].key)


def _grown(settled: list[Cluster], leaves: Sequence[Unit], publications: Mapping[str, Window], apart: Apart) -> list[Cluster]:
    clusters = _with_looser(settled, leaves, publications, apart) if leaves else settled
    return _second_chance(clusters, publications, apart)


def settle_cores(cores: Iterable[Unit], publications: Mapping[str, Window]) -> list[Cluster]:
    """The clusters of units whose days are known, to which `grow_clusters` adds: where nobody has judged a pair of them."""
    return _settled(sorted(cores, key=lambda u: u.key), publications, NOBODY_APART)


def grow_clusters(settled: list[Cluster], leaves: Iterable[Unit], publications: Mapping[str, Window]) -> list[Cluster]:
    """What `cluster_units` gives for the settled units and the leaves together, without comparing the settled ones again."""
    grown = _grown(settled, sorted(leaves, key=lambda u: u.key), publications, NOBODY_APART)
    return sorted(grown, key=lambda c: c[0].key)


NOBODY_APART = apart_of(())


def _second_chance(clusters: list[Cluster], publications: Mapping[str, Window], apart: Apart) -> list[Cluster]:
    """Units that stayed alone look once more: a happening that has gained members says more of itself."""
    alone = [c[0] for c in clusters if len(c) == 1 and not c[0].when.precise]
    if not alone:
        return clusters
    settled = [c for c in clusters if len(c) > 1 or c[0].when.precise]
    return settled + [[unit] for unit in _join(alone, settled, publications, apart)]
