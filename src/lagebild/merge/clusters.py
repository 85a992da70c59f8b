"""Units to happenings: blocks, complete-link agglomeration, and the undated ones last; the order of arrival plays no part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lagebild.merge.days import ANY, Window, hull
from lagebild.merge.judged import Apart, ClaimPair, apart_of, bundled, bundles_of, split_units
from lagebild.merge.lasting import cluster_lasting, is_lasting
from lagebild.merge.pairs import MERGE_SCORE, Verdict, compare_units, told_apart
from lagebild.merge.spans import SpanIndex
from lagebild.merge.units import Cluster, Unit, unit_of
from lagebild.merge.whens import gap_of

__all__ = ["Cluster", "agglomerate", "block_keys", "cluster_units", "is_lasting"]

JOIN_SCORE = 0.5  # a unit without a day joins the one happening that fits; 0.4 to 0.55 differ by two articles on the examples
COARSE_DAYS = 93  # a season has 92
CLEAR_LEAD = 0.25  # the same words, or the same person where the others share the country only
AGAIN_DAYS = 14  # what is told as happening "for the second time" is the article's news
NEAR_DAYS = 45  # an undated mention that does not look back is of the weeks around its article
YEAR = 365
MONTH_DAYS = 31  # articles whose day is not known to the month at least say nothing about what is the same news
SAME_NEWS_DAYS = 7  # undated units of articles at most a week apart may be the same news


def block_keys(unit: Unit) -> Iterator[tuple[str, str]]:
    """The blocks in which a unit meets others: its act with each country, or with each party that has none.

    A unit without any party meets those of the countries of people beside it, and those of the same words (copies).
    """
    stateless = frozenset(key for key, home in unit.everyone.others.items() if home is None)
    parties = unit.everyone.countries | stateless or frozenset(unit.everyone.others)
    if not parties:
        beside = frozenset(home for home in unit.around.values() if home is not None)
        parties = beside or frozenset({" ".join(sorted(unit.words))})
        if unit.when.precise:
            for day in unit.when.window.days():
                yield unit.act, f"day {day}"
    for party in sorted(parties):
        yield unit.act, party
    for one in unit.facts:
        if one.verbatim is not None:
            yield unit.act, one.verbatim


def _is_coarse(unit: Unit) -> bool:
    """Whether the days are known to about two months: a month, a season's part, a weekday of some week in them."""
    length = unit.when.window.length
    return length is not None and length <= COARSE_DAYS and (unit.when.certain or bool(unit.when.weekdays))


def _dated_pairs(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units with precise days that share a block and whose days touch."""
    blocks: defaultdict[tuple[str, str], Cluster] = defaultdict(list)
    for unit in units:
        for key in block_keys(unit):
            blocks[key].append(unit)
    seen: set[tuple[tuple[str, int, str], tuple[str, int, str]]] = set()
    for key in sorted(blocks):
        members = sorted(blocks[key], key=lambda u: (u.when.window.start or 0, u.key))
        gap = gap_of(key[0])
        for i, a in enumerate(members):
            last = (a.when.window.end or 0) + gap
            for b in members[i + 1 :]:
                if (b.when.window.start or 0) > last:
                    break
                pair = (min(a.key, b.key), max(a.key, b.key))
                if pair not in seen:
                    seen.add(pair)
                    yield (a, b) if a.key <= b.key else (b, a)


def agglomerate(
    units: Sequence[Unit], pairs: Iterable[tuple[Unit, Unit]], apart: Apart, *, min_score: float = MERGE_SCORE
) -> list[Cluster]:
    """Merge the best pairs first; a merge is refused where any two members exclude each other."""
    verdicts: dict[tuple[tuple[str, int, str], tuple[str, int, str]], Verdict] = {}

    def judge(a: Unit, b: Unit) -> Verdict:
        key = (min(a.key, b.key), max(a.key, b.key))
        if key not in verdicts:
            verdicts[key] = compare_units(a, b)
        return verdicts[key]

    edges = []
    for a, b in pairs:
        verdict = judge(a, b)
        if verdict.veto is None and verdict.score >= min_score:
            edges.append((-verdict.score, min(a.key, b.key), max(a.key, b.key)))
    home: dict[tuple[str, int, str], Cluster] = {unit.key: [unit] for unit in units}
    for _, left, right in sorted(edges):
        ours, theirs = home[left], home[right]
        if ours is theirs or apart.forbids(ours, theirs):
            continue
        if any(judge(a, b).veto is not None for a in ours for b in theirs):
            continue
        merged = sorted([*ours, *theirs], key=lambda u: u.key)
        for unit in merged:
            home[unit.key] = merged
    return list({id(cluster): cluster for cluster in home.values()}.values())


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
    if any(u.when.certain or u.when.weekdays or u.when.months or u.looks_back for u in (unit, *cluster)):
        return True
    mine = publications[unit.article_id]
    return any(mine.overlaps(publications[u.article_id], gap=SAME_NEWS_DAYS) for u in cluster)


def _fit(unit: Unit, cluster: Cluster, whole: Unit) -> float:
    """How well a unit fits a happening as a whole; 0 if its own article tells it apart from a member."""
    if any(told_apart(unit, member) is not None for member in cluster if member.article_id == unit.article_id):
        return 0.0
    verdict = compare_units(unit, whole, check_article=False)
    return verdict.score if verdict.veto is None else 0.0


def _join(rest: Sequence[Unit], clusters: list[Cluster], publications: Mapping[str, Window], apart: Apart) -> list[Unit]:
    """Give units without a precise day to the only cluster that fits; return those that stay alone."""
    wholes = [unit_of(fact for unit in cluster for fact in unit.facts) for cluster in clusters]
    index = _index(clusters)
    joins: list[tuple[float, Unit, int]] = []
    alone: list[Unit] = []
    for unit in rest:
        publication = publications[unit.article_id]
        reach = _reach(unit, publication)
        near = {n for key in block_keys(unit) if key in index for n in index[key].touching(reach, gap=gap_of(unit.act))}
        if unit.again and not publication.bounded:
            near = set()  # the one time that is known may be the earlier one
        allowed = [
            n for n in sorted(near) if not apart.forbids([unit], clusters[n]) and _same_season(unit, clusters[n], publications)
        ]
        found = _only_fit([(_fit(unit, clusters[n], wholes[n]), n) for n in allowed], wholes)
        if found is None:
            alone.append(unit)
        else:
            joins.append((found[0], unit, found[1]))
    grown: defaultdict[int, Cluster] = defaultdict(list)
    # Only after all have chosen, so that no join decides another's choice.
    for _, unit, number in sorted(joins, key=lambda j: (-j[0], j[1].key)):
        if apart.forbids([unit], grown[number]) or any(compare_units(unit, u).veto is not None for u in grown[number]):
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
        for key in {key for unit in cluster for key in block_keys(unit)}:
            spans[key].append((number, span))
    return {key: SpanIndex(members) for key, members in spans.items()}


def _only_fit(scored: Sequence[tuple[float, int]], wholes: Sequence[Unit]) -> tuple[float, int] | None:
    """The cluster that fits, if it is the only one, fits far better than the others, or is dated and may be the same as they."""
    fitting = sorted(((score, n) for score, n in scored if score >= JOIN_SCORE), key=lambda f: (-f[0], f[1]))
    if not fitting:
        return None
    if len(fitting) == 1 or fitting[0][0] - fitting[1][0] >= CLEAR_LEAD:
        return fitting[0]
    best = wholes[fitting[0][1]]
    others = (compare_units(best, wholes[n], check_article=False) for _, n in fitting[1:])
    return fitting[0] if best.when.precise and all(verdict.veto is None for verdict in others) else None


def _loose_pairs(units: Sequence[Unit], publications: Mapping[str, Window]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units without precise days: of one article, or of articles that may be at most a week apart."""
    blocks: defaultdict[tuple[str, str], Cluster] = defaultdict(list)
    for unit in units:
        for key in block_keys(unit):
            blocks[key].append(unit)
    for key in sorted(blocks):
        members = sorted(blocks[key], key=lambda u: (publications[u.article_id].start or 0, u.key))
        for i, a in enumerate(members):
            mine = publications[a.article_id]
            for b in members[i + 1 :]:
                theirs = publications[b.article_id]
                if mine.bounded and theirs.start is not None and theirs.start - (mine.end or 0) > SAME_NEWS_DAYS:
                    break
                short = (mine.length or 999) <= MONTH_DAYS and (theirs.length or 999) <= MONTH_DAYS
                same_news = short and mine.overlaps(theirs, gap=SAME_NEWS_DAYS)
                both_dated = a.when.certain and b.when.certain
                if a.article_id == b.article_id or both_dated or same_news:
                    yield (a, b) if a.key <= b.key else (b, a)


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
    exact = [u for u in others if u.when.precise]
    coarse = [u for u in others if not u.when.precise and _is_coarse(u)]
    vague = [u for u in others if not u.when.precise and not _is_coarse(u)]
    clusters = sorted(agglomerate(exact, _dated_pairs(exact), apart), key=lambda c: c[0].key)
    for looser in (coarse, vague):  # each looks among what is better dated, then among its like
        alone = _join(looser, clusters, publications, apart)
        clusters += agglomerate(alone, _loose_pairs(alone, publications), apart)
        clusters.sort(key=lambda c: c[0].key)
    return [*_second_chance(clusters, publications, apart), *cluster_lasting(lasting, publications, apart)]


def _second_chance(clusters: list[Cluster], publications: Mapping[str, Window], apart: Apart) -> list[Cluster]:
    """Units that stayed alone look once more: a happening that has gained members says more of itself."""
    alone = [c[0] for c in clusters if len(c) == 1 and not c[0].when.precise]
    settled = [c for c in clusters if len(c) > 1 or c[0].when.precise]
    return settled + [[unit] for unit in _join(alone, settled, publications, apart)]
