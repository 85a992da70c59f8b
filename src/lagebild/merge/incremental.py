"""Regions kept up to date: articles come and go, and only the regions that they touch are looked at again.

What a `RegionBook` holds after any sequence of updates is what `regions_of` gives for the same units: every step recomputes
whatever may depend on what has changed, and nothing else. The dependences follow the steps of `regions_of`:

* a core changes the regions of the cores that it may be one happening with (and, going, the region that it was in);
* a happening changes the choice of leaves that share a block with it, look at its days and could mean it;
* a leaf changes the region that it chose or chooses, or, fitting none, the leaves of the same news;
* what lasts is done anew for its act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lagebild.merge.clusters import JOIN_SCORE, is_core
from lagebild.merge.days import Window
from lagebild.merge.free import FreeLeaves
from lagebild.merge.holding import Days, RegionRows, UnitRows, index_on
from lagebild.merge.judged import apart_of
from lagebild.merge.lasting import is_lasting
from lagebild.merge.live import Change, Group, Live, Log, Look, Ref
from lagebild.merge.meeting import wanted_keys
from lagebild.merge.regions import (
    LOOKS,
    NOTHING_JUDGED,
    Grown,
    Happening,
    Judged,
    Region,
    cluster_region,
    core_regions,
    happening_of,
    happenings_of,
    joined_by_people,
    leaf_reach,
    likeness_of,
    may_meet,
)
from lagebild.merge.shelf import Shelf
from lagebild.merge.units import Cluster, Unit
from lagebild.merge.whens import gap_of


class RegionBook:
    """The regions of a collection, with what is needed to change them: in memory, or on a shelf of which little is read."""

    def __init__(self, judged: Judged = NOTHING_JUDGED, shelf: Shelf | None = None) -> None:
        """A book that is empty, or the one that the shelf holds. Other judgements need another book: any can change any choice.

        Args:
            judged: what people have said of pairs of claims.
            shelf: where the book is kept; None: in memory. On a shelf nothing may be judged.

        Raises:
            ValueError: if pairs are judged and there is a shelf.
        """
        if shelf is not None and (judged.together or judged.apart):
            raise ValueError("a book on a shelf takes no judgements on pairs")
        self._judged = judged
        self._apart = apart_of(judged.apart)
        self._units = UnitRows(shelf)
        self._days = Days(self._units)
        self._rows = RegionRows(self._units, self._days, judged, shelf)
        self._cores = index_on(shelf, "book.cores")
        self._looks = [Look(index_on(shelf, f"book.leaves{n}"), index_on(shelf, f"book.seen{n}")) for n in range(LOOKS)]
        self._free = FreeLeaves(self._units, self._days, self._rows, judged, shelf)

    def regions(self) -> list[Region]:
        """All regions, in no particular order; of a book on a shelf those that it has in memory."""
        found = [
            Region("core", (*one.cores.cores, *one.gained(LOOKS)), tuple(one.clusters[-1])) for one in self._rows.live.values()
        ]
        for kind, rows in (("free", self._rows.groups.values()), ("lasting", self._rows.lasting.values())):
            found += [Region(kind, tuple(group.units.values()), tuple(group.clusters)) for group in rows]
        return joined_by_people(found, self._days, self._judged)

    def clusters(self) -> list[Cluster]:
        """All clusters, in the order of their first units; of a book on a shelf those that it has in memory."""
        return sorted((cluster for region in self.regions() for cluster in region.clusters), key=lambda c: c[0].key)

    def units_of(self, article_id: str) -> tuple[Unit, ...]:
        """The units of an article."""
        return self._units.of_article(article_id)

    def days_of(self, article_id: str) -> Window:
        """The days on which an article can have appeared."""
        return self._units.days_of(article_id)

    def ref_of(self, unit: Unit) -> Ref:
        """By what the book knows a unit of its own."""
        return self._units.ref_of(unit)

    def unit(self, ref: Ref) -> Unit:
        """The unit of a ref."""
        return self._units[ref]

    def cluster_of(self, ref: Ref) -> Cluster:
        """The cluster that a unit is in; pairs that people have joined are not put together."""
        unit = self._units[ref]
        return next(cluster for cluster in self._clusters_near(unit) if unit in cluster)

    def clusters_with(self, articles: Iterable[str]) -> list[Cluster]:
        """The clusters that have units of these articles, each once; pairs that people have joined are not put together."""
        found: dict[int, Cluster] = {}
        for article_id in articles:
            for unit in self._units.of_article(article_id):
                cluster = self.cluster_of(self._units.ref_of(unit))
                found[id(cluster)] = cluster
        return sorted(found.values(), key=lambda c: c[0].key)

    def _clusters_near(self, unit: Unit) -> list[Cluster]:
        """The clusters of the region, the group or the act of a unit."""
        if is_lasting(unit):
            return self._rows.lasting[unit.act].clusters
        mark = self._units.mark_of(self._units.ref_of(unit))
        if mark.group is not None:
            return self._rows.groups[mark.group].clusters
        number = mark.home if mark.home is not None else mark.choices[-1]
        return self._rows.live[number].clusters[-1] if number is not None else []

    def update(self, come: Mapping[str, tuple[Window, Iterable[Unit]]], gone: Iterable[str] = ()) -> Change:
        """Take articles away and add others, or the same ones with other units or days.

        Args:
            come: for each article its days of publication and its units.
            gone: ids of articles; those in `come` that are there already are taken away without being named.

        Returns:
            What has changed, before pairs that people have joined are put together.
        """
        log = Log()
        leaving = sorted({*gone, *come})
        self._take_away([unit for article in leaving for unit in self._units.of_article(article)], log)
        for article in leaving:
            self._units.drop(article)
        new: list[Unit] = []
        for article, (days, units) in come.items():
            self._units.put(article, days, tuple(units))
            new += self._units.of_article(article)
        self._change_lasting([unit for unit in new if is_lasting(unit)], log)
        others = [unit for unit in new if not is_lasting(unit)]
        self._change_cores([unit for unit in others if is_core(unit)], log)
        fresh = {self._units.ref_of(unit) for unit in others if not is_core(unit)}
        for number, look in enumerate(self._looks):
            fresh = self._change_look(number, look, fresh, log)
        self._change_free(fresh, log)
        return log.change()

    def save(self) -> None:
        """Write what has changed to the shelf; without one, nothing."""
        self._units.save()
        self._rows.save()

    # --- what goes ------------------------------------------------------------------------------------------------

    def _take_away(self, units: Iterable[Unit], log: Log) -> None:
        """Take units out of everything; regions and groups that have them are read now, as long as the units are known."""
        for unit in units:
            ref = self._units.ref_of(unit)
            if is_lasting(unit):
                log.acts.add(unit.act)
                del self._rows.lasting[unit.act].units[ref]
            elif is_core(unit):
                self._cores.remove(ref, unit.blocks, unit.when.window)
                log.touched.add(self._home_of(ref))
                log.gone_cores.add(ref)
            else:
                self._take_leaf(ref, 0, log)

    def _home_of(self, ref: Ref) -> int:
        home = self._units.mark_of(ref).home
        if home is None:
            raise KeyError(ref)
        self._rows.live.get(home)
        return home

    def _take_leaf(self, ref: Ref, first: int, log: Log) -> None:
        """Take a leaf out of the looks from number `first` on, and out of what it chose."""
        leaf, mark = self._units[ref], self._units.mark_of(ref)
        choices, mark.choices = mark.choices, mark.choices[:first]
        for number, chosen in enumerate(choices[first:], start=first):
            self._looks[number].leaves.remove(ref, wanted_keys(leaf), self._reach(leaf))
            if chosen is not None:
                self._rows.live[chosen].leaves[number].pop(ref, None)
                log.regrown[number].add(chosen)
                return
        self._free.take_away(ref, leaf, log)

    def _reach(self, leaf: Unit) -> Window:
        return leaf_reach(leaf, self._days[leaf.article_id])

    # --- cores ----------------------------------------------------------------------------------------------------

    def _change_cores(self, new: Iterable[Unit], log: Log) -> None:
        added = list(new)
        for unit in added:
            for ref in self._cores.touching(unit.blocks, unit.when.window, gap=gap_of(unit.act)):
                home = self._home_of(ref)
                if home not in log.touched and likeness_of(unit, self._units[ref]) >= JOIN_SCORE:
                    log.touched.add(home)
        for unit in added:
            self._cores.add(self._units.ref_of(unit), unit.blocks, unit.when.window)
        live, ref_of = self._rows.live, self._units.ref_of
        pool = [u for number in log.touched for u in live[number].cores.cores if ref_of(u) not in log.gone_cores]
        kept = {frozenset(map(id, live[number].cores.cores)): number for number in log.touched}
        groups = core_regions([*pool, *added])
        same = {kept[frozenset(map(id, group))] for group in groups if frozenset(map(id, group)) in kept}
        for number in log.touched - same:
            log.gone += live[number].clusters[-1]
            log.dropped[number] = live[number]
        log.touched &= same
        for group in groups:
            number = kept.get(frozenset(map(id, group)), -1)
            if number < 0:
                number = self._rows.new_number()
                cores = Grown(group, self._days, self._judged)
                live[number] = Live(cores, clusters=[cores.clusters([])] * (LOOKS + 1))
                log.made.add(number)
            for unit in group:
                self._units.mark_of(ref_of(unit)).home = number

    # --- leaves ---------------------------------------------------------------------------------------------------

    def _change_look(self, number: int, look: Look, fresh: set[Ref], log: Log) -> set[Ref]:
        """Let the leaves that are new to this look, and those that see something else, choose; what comes back fits nothing."""
        if number:
            self._regrow(number - 1, log)
        dirty = set(fresh)
        for happening in self._change_seen(number, look, log):
            near = look.leaves.touching(happening.keys(), happening.days, gap=gap_of(happening.whole.act))
            dirty.update(ref for ref in near if may_meet(self._units[ref], happening))
        for ref in fresh:
            leaf = self._units[ref]
            look.leaves.add(ref, wanted_keys(leaf), self._reach(leaf))
        return {ref for ref in sorted(dirty) if self._choose_again(ref, number, look, log)}

    def _choose_again(self, ref: Ref, number: int, look: Look, log: Log) -> bool:
        """Let a leaf choose; True where it fits nothing and did not before, so that it must look on."""
        mark, chosen = self._units.mark_of(ref), self._choose(self._units[ref], number, look)
        has_chosen = len(mark.choices) > number
        old = mark.choices[number] if has_chosen else None
        if has_chosen and chosen == old:
            return False
        if old is not None and old not in log.dropped:
            self._rows.live[old].leaves[number].pop(ref, None)
            log.regrown[number].add(old)
        if chosen is None:
            mark.choices = [*mark.choices[:number], None]
            return True
        self._rows.live[chosen].leaves[number][ref] = self._units[ref]
        log.regrown[number].add(chosen)
        if has_chosen and old is None:
            self._take_leaf(ref, number + 1, log)
        mark.choices = [*mark.choices[:number], chosen]
        return False

    def _choose(self, leaf: Unit, number: int, look: Look) -> int | None:
        near = look.seen.touching(wanted_keys(leaf), self._reach(leaf), gap=gap_of(leaf.act))
        places = (key.split("#") for key in near)
        found = happening_of(leaf, [self._happenings(number, int(region))[int(at)] for region, at in places], self._apart)
        return None if found is None else found.region

    def _happenings(self, number: int, region: int) -> list[Happening]:
        """The happenings of a region as the leaves of a look see them."""
        known = self._looks[number].happenings
        if region not in known:
            known[region] = happenings_of(self._rows.live[region].clusters[number], region)
        return known[region]

    def _change_seen(self, number: int, look: Look, log: Log) -> list[Happening]:
        """Put the happenings of changed regions in the place of the old ones; what comes back is both."""
        changed: list[Happening] = []
        for region in sorted(set(log.made).union(log.dropped, *log.regrown[:number])):
            old = [] if region in log.made else self._happenings(number, region)
            for at, happening in enumerate(old):
                look.seen.remove(f"{region}#{at}", happening.keys(), happening.days)
            look.happenings.pop(region, None)
            changed += old
            if region in log.dropped:
                continue
            now = self._happenings(number, region)
            for at, happening in enumerate(now):
                look.seen.add(f"{region}#{at}", happening.keys(), happening.days)
            changed += now
        return changed

    def _regrow(self, number: int, log: Log) -> None:
        """Cluster the regions anew whose leaves have changed at look `number` or before."""
        changed = set(log.made).union(*log.regrown[: number + 1])
        for region in sorted(changed - set(log.dropped)):
            one = self._rows.live[region]
            if region not in log.made and region not in log.finals:
                log.finals[region] = one.clusters[-1]
                for look in range(LOOKS):
                    self._happenings(look, region)  # as they were seen before, to be taken away
            before = one.clusters[number]
            now = one.cores.clusters(one.gained(number + 1)) if one.leaves[number] else before
            one.clusters = [*one.clusters[: number + 1], now, *one.clusters[number + 2 :]]

    # --- leaves of no region, and what lasts ----------------------------------------------------------------------

    def _change_free(self, fresh: set[Ref], log: Log) -> None:
        self._regrow(LOOKS - 1, log)
        for number in log.dropped:
            self._rows.live.take(number)
        for number, clusters in log.finals.items():
            log.gone += clusters
            log.come += self._rows.live[number].clusters[-1]
        for number in log.made:
            log.come += self._rows.live[number].clusters[-1]
        self._free.change(fresh, log)

    def _change_lasting(self, new: Iterable[Unit], log: Log) -> None:
        for unit in new:
            group = self._rows.lasting.get(unit.act)
            if group is None:
                group = self._rows.lasting[unit.act] = Group({}, [])
            group.units[self._units.ref_of(unit)] = unit
            log.acts.add(unit.act)
        for act in sorted(log.acts):
            group = self._rows.lasting[act]
            log.gone += group.clusters
            group.clusters = cluster_region(list(group.units.values()), self._days, self._judged) if group.units else []
            log.come += group.clusters
            if not group.units:
                self._rows.lasting.take(act)
