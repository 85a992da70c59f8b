"""Regions kept up to date: articles come and go, and only the regions that they touch are looked at again.

What a `RegionBook` holds after any sequence of updates is what `regions_of` gives for the same units: every step recomputes
whatever may depend on what has changed, and nothing else. The dependences follow the steps of `regions_of`:

* a core changes the regions of the cores that it may be one happening with (and, going, the region that it was in);
* a happening changes the choice of leaves that share a block with it, look at its days and could mean it;
* a leaf changes the region that it chose or chooses, or, fitting none, the leaves of the same news;
* what lasts is done anew for its act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count

from lagebild.merge.clusters import JOIN_SCORE, is_core
from lagebild.merge.days import ANY, Window
from lagebild.merge.judged import apart_of
from lagebild.merge.lasting import is_lasting
from lagebild.merge.live import Change, Live, Log, Look
from lagebild.merge.liveindex import LiveIndex
from lagebild.merge.meeting import wanted_keys
from lagebild.merge.pairing import SAME_NEWS_DAYS, YEAR, loose_pairs
from lagebild.merge.regions import (
    LOOKS,
    NOTHING_JUDGED,
    Grown,
    Happening,
    Judged,
    Region,
    UnitKey,
    cluster_region,
    core_regions,
    free_groups,
    happening_of,
    happenings_of,
    joined_by_people,
    leaf_reach,
    likeness_of,
    may_meet,
)
from lagebild.merge.units import Cluster, Unit
from lagebild.merge.whens import gap_of


class RegionBook:
    """The regions of a collection in memory, with what is needed to change them."""

    def __init__(self, judged: Judged = NOTHING_JUDGED) -> None:
        """An empty book. Other judgements need another book: any of them can change any choice."""
        self._judged = judged
        self._apart = apart_of(judged.apart)
        self._units: dict[UnitKey, Unit] = {}
        self._articles: dict[str, list[UnitKey]] = {}
        self._days: dict[str, Window] = {}
        self._numbers = count()
        self._cores: LiveIndex[UnitKey] = LiveIndex()
        self._home: dict[UnitKey, int] = {}
        self._regions: dict[int, Live] = {}
        self._looks = [Look() for _ in range(LOOKS)]
        self._news: LiveIndex[UnitKey] = LiveIndex()
        self._stated: LiveIndex[UnitKey] = LiveIndex()
        self._months: LiveIndex[UnitKey] = LiveIndex()
        self._group_of: dict[UnitKey, int] = {}
        self._groups: dict[int, tuple[list[Unit], list[Cluster]]] = {}
        self._lasting: defaultdict[str, dict[UnitKey, Unit]] = defaultdict(dict)
        self._lasting_clusters: dict[str, list[Cluster]] = {}

    def regions(self) -> list[Region]:
        """All regions, in no particular order."""
        found = [
            Region("core", (*one.cores.cores, *one.gained(LOOKS)), tuple(one.clusters[-1])) for one in self._regions.values()
        ]
        found += [Region("free", tuple(units), tuple(clusters)) for units, clusters in self._groups.values()]
        found += [
            Region("lasting", tuple(self._lasting[act].values()), tuple(found)) for act, found in self._lasting_clusters.items()
        ]
        return joined_by_people(found, self._days, self._judged)

    def clusters(self) -> list[Cluster]:
        """All clusters, in the order of their first units."""
        return sorted((cluster for region in self.regions() for cluster in region.clusters), key=lambda c: c[0].key)

    def update(self, come: Mapping[str, tuple[Window, Iterable[Unit]]], gone: Iterable[str] = ()) -> Change:
        """Take articles away and add others, or the same ones with other units or days.

        Args:
            come: for each article its days of publication and its units.
            gone: ids of articles; those in `come` that are there already are taken away without being named.

        Returns:
            What has changed, before pairs that people have joined are put together.
        """
        old = [self._units.pop(key) for article in {*gone, *come} for key in self._articles.pop(article, ())]
        log = Log()
        self._take_away(old, log)
        for article in gone:
            self._days.pop(article, None)
        new: list[Unit] = []
        for article, (days, units) in come.items():
            self._days[article] = days
            members = list(units)
            self._articles[article] = [unit.key for unit in members]
            new += members
        self._units.update((unit.key, unit) for unit in new)
        lasting = [unit for unit in new if is_lasting(unit)]
        self._change_lasting(lasting, log)
        others = [unit for unit in new if not is_lasting(unit)]
        self._change_cores([unit for unit in others if is_core(unit)], log)
        fresh = {unit.key for unit in others if not is_core(unit)}
        for number, look in enumerate(self._looks):
            fresh = self._change_look(number, look, fresh, log)
        self._change_free(fresh, log)
        return log.change()

    # --- what goes ------------------------------------------------------------------------------------------------

    def _take_away(self, units: Iterable[Unit], log: Log) -> None:
        for unit in units:
            if is_lasting(unit):
                log.acts.add(unit.act)
                del self._lasting[unit.act][unit.key]
            elif is_core(unit):
                self._cores.remove(unit.key, unit.blocks, unit.when.window)
                log.touched.add(self._home.pop(unit.key))
                log.gone_cores.add(unit.key)
            else:
                self._take_leaf(unit, 0, log)

    def _take_leaf(self, leaf: Unit, first: int, log: Log) -> None:
        """Take a leaf out of the looks from number `first` on, and out of what it chose."""
        for number, look in enumerate(self._looks[first:], start=first):
            if leaf.key not in look.looking:
                return
            look.looking.remove(leaf.key)
            look.leaves.remove(leaf.key, wanted_keys(leaf), self._reach(leaf))
            chosen = look.choice.pop(leaf.key)
            if chosen is not None:
                self._regions[chosen].leaves[number].pop(leaf.key, None)
                log.regrown[number].add(chosen)
                return
        log.stale_groups.add(self._group_of.pop(leaf.key))
        self._news.remove(leaf.key, leaf.blocks, self._days[leaf.article_id])
        if leaf.when.certain:
            self._stated.remove(leaf.key, leaf.blocks, ANY)
        if leaf.when.months:
            self._months.remove(leaf.key, leaf.blocks, self._days[leaf.article_id])

    def _reach(self, leaf: Unit) -> Window:
        return leaf_reach(leaf, self._days[leaf.article_id])

    # --- cores ----------------------------------------------------------------------------------------------------

    def _change_cores(self, new: Iterable[Unit], log: Log) -> None:
        added = list(new)
        for unit in added:
            near = self._cores.touching(unit.blocks, unit.when.window, gap=gap_of(unit.act))
            for key in near:
                if self._home[key] not in log.touched and likeness_of(unit, self._units[key]) >= JOIN_SCORE:
                    log.touched.add(self._home[key])
        for unit in added:
            self._cores.add(unit.key, unit.blocks, unit.when.window)
        pool = [u for number in log.touched for u in self._regions[number].cores.cores if u.key not in log.gone_cores]
        kept = {frozenset(map(id, self._regions[number].cores.cores)): number for number in log.touched}
        groups = core_regions([*pool, *added])
        same = {kept[frozenset(map(id, group))] for group in groups if frozenset(map(id, group)) in kept}
        for number in log.touched - same:
            one = self._regions[number]
            log.gone += one.clusters[-1]
            log.dropped[number] = one
        log.touched &= same
        for group in groups:
            number = kept.get(frozenset(map(id, group)), -1)
            if number < 0:
                number = next(self._numbers)
                cores = Grown(group, self._days, self._judged)
                self._regions[number] = Live(cores, clusters=[cores.clusters([])] * (LOOKS + 1))
                log.made.add(number)
            self._home.update((unit.key, number) for unit in group)

    # --- leaves ---------------------------------------------------------------------------------------------------

    def _change_look(self, number: int, look: Look, fresh: set[UnitKey], log: Log) -> set[UnitKey]:
        """Let the leaves that are new to this look, and those that see something else, choose; what comes back fits nothing."""
        if number:
            self._regrow(number - 1, log)
        changed = self._change_seen(number, look, log)
        dirty = set(fresh)
        for happening in changed:
            act = happening.whole.act
            near = look.leaves.touching(happening.keys(), happening.days, gap=gap_of(act))
            dirty.update(key for key in near if may_meet(self._units[key], happening))
        for key in fresh:
            leaf = self._units[key]
            look.looking.add(key)
            look.leaves.add(key, wanted_keys(leaf), self._reach(leaf))
        nowhere: set[UnitKey] = set()
        for key in sorted(dirty):
            chosen = self._choose(self._units[key], look)
            old = look.choice.get(key)
            if key in look.choice and chosen == old:
                continue
            if old is not None and old not in log.dropped:
                self._regions[old].leaves[number].pop(key, None)
                log.regrown[number].add(old)
            was_free = key in look.choice and old is None
            look.choice[key] = chosen
            if chosen is not None:
                self._regions[chosen].leaves[number][key] = self._units[key]
                log.regrown[number].add(chosen)
                if was_free:
                    self._take_leaf(self._units[key], number + 1, log)
            elif not was_free:
                nowhere.add(key)
        return nowhere

    def _choose(self, leaf: Unit, look: Look) -> int | None:
        near = look.seen.touching(wanted_keys(leaf), self._reach(leaf), gap=gap_of(leaf.act))
        found = happening_of(leaf, [look.by_key[key] for key in near], self._apart)
        return None if found is None else found.region

    def _change_seen(self, number: int, look: Look, log: Log) -> list[Happening]:
        """Put the happenings of changed regions in the place of the old ones; what comes back is both."""
        numbers = set(log.made) | set(log.dropped)
        for regrown in log.regrown[:number]:
            numbers |= regrown
        changed: list[Happening] = []
        for region in sorted(numbers):
            for happening in look.happenings.pop(region, []):
                key = region, happening.whole.key
                look.seen.remove(key, happening.keys(), happening.days)
                del look.by_key[key]
                changed.append(happening)
            if region in log.dropped:
                continue
            now = happenings_of(self._regions[region].clusters[number], region)
            look.happenings[region] = now
            for happening in now:
                key = region, happening.whole.key
                look.seen.add(key, happening.keys(), happening.days)
                look.by_key[key] = happening
            changed += now
        return changed

    def _regrow(self, number: int, log: Log) -> None:
        """Cluster the regions anew whose leaves have changed at look `number` or before."""
        numbers = set(log.made).union(*log.regrown[: number + 1]) - set(log.dropped)
        for region in sorted(numbers):
            one = self._regions[region]
            if region not in log.made and region not in log.finals:
                log.finals[region] = one.clusters[-1]
            changed = region in log.made or any(region in regrown for regrown in log.regrown[: number + 1])
            if changed:
                before = one.clusters[number]
                gained = one.leaves[number]
                now = one.cores.clusters(one.gained(number + 1)) if gained else before
                one.clusters = [*one.clusters[: number + 1], now, *one.clusters[number + 2 :]]

    # --- leaves of no region, and what lasts ----------------------------------------------------------------------

    def _change_free(self, fresh: set[UnitKey], log: Log) -> None:
        self._regrow(LOOKS - 1, log)
        for number in log.dropped:
            del self._regions[number]
        for number, clusters in log.finals.items():
            log.gone += clusters
            log.come += self._regions[number].clusters[-1]
        for number in log.made:
            log.come += self._regions[number].clusters[-1]
        new = [self._units[key] for key in sorted(fresh)]
        stale = set(log.stale_groups)
        for unit in new:
            days = self._days[unit.article_id]
            near = self._news.touching(unit.blocks, days, gap=SAME_NEWS_DAYS)
            near |= self._stated.touching(unit.blocks, ANY) if unit.when.certain else set()
            # A month without a year recalls the news of an article of that month, at most a year before.
            near |= (self._news if unit.when.months else self._months).touching(unit.blocks, days, gap=YEAR)
            for key in near:
                other = self._units[key]
                is_pair = self._group_of[key] not in stale and any(loose_pairs([unit, other], self._days))
                if is_pair and likeness_of(unit, other) >= JOIN_SCORE:
                    stale.add(self._group_of[key])
        for unit in new:
            self._news.add(unit.key, unit.blocks, self._days[unit.article_id])
            if unit.when.certain:
                self._stated.add(unit.key, unit.blocks, ANY)
            if unit.when.months:
                self._months.add(unit.key, unit.blocks, self._days[unit.article_id])
        pool = [u for number in stale for u in self._groups[number][0] if self._group_of.get(u.key) == number]
        for number in stale:
            log.gone += self._groups.pop(number)[1]
        for group in free_groups([*pool, *new], self._days):
            number = next(self._numbers)
            clusters = cluster_region(group, self._days, self._judged)
            self._groups[number] = group, clusters
            self._group_of.update((unit.key, number) for unit in group)
            log.come += clusters

    def _change_lasting(self, new: Iterable[Unit], log: Log) -> None:
        for unit in new:
            self._lasting[unit.act][unit.key] = unit
            log.acts.add(unit.act)
        for act in sorted(log.acts):
            log.gone += self._lasting_clusters.pop(act, [])
            members = list(self._lasting[act].values())
            if members:
                self._lasting_clusters[act] = cluster_region(members, self._days, self._judged)
                log.come += self._lasting_clusters[act]
