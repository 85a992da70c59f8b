"""Leaves of no region, kept up to date in groups that may be the same news."""

from __future__ import annotations

from collections.abc import Mapping

from lagebild.merge.clusters import JOIN_SCORE
from lagebild.merge.days import ANY, Window
from lagebild.merge.holding import RegionRows, UnitRows, index_on
from lagebild.merge.live import Group, Log, Ref
from lagebild.merge.pairing import SAME_NEWS_DAYS, YEAR, loose_pairs
from lagebild.merge.regions import Judged, cluster_region, free_groups, likeness_of
from lagebild.merge.shelf import Shelf
from lagebild.merge.units import Unit


class FreeLeaves:
    """The leaves of a book that fit no region, with the indices by which they find each other."""

    def __init__(
        self, units: UnitRows, days: Mapping[str, Window], rows: RegionRows, judged: Judged, shelf: Shelf | None
    ) -> None:
        self._units, self._days, self._rows, self._judged = units, days, rows, judged
        self._news = index_on(shelf, "book.news")
        self._stated = index_on(shelf, "book.stated")
        self._months = index_on(shelf, "book.months")

    def take_away(self, ref: Ref, leaf: Unit, log: Log) -> None:
        """Take a leaf out of its group, if it is in one."""
        mark = self._units.mark_of(ref)
        if mark.group is None:
            return
        self._rows.groups.get(mark.group)  # read now, as long as its units are known
        log.stale_groups.add(mark.group)
        mark.group = None
        self._news.remove(ref, leaf.blocks, self._days[leaf.article_id])
        if leaf.when.certain:
            self._stated.remove(ref, leaf.blocks, ANY)
        if leaf.when.months:
            self._months.remove(ref, leaf.blocks, self._days[leaf.article_id])

    def change(self, fresh: set[Ref], log: Log) -> None:
        """Take in new leaves, and group again what they or those that went have to do with."""
        new = [(ref, self._units[ref]) for ref in sorted(fresh)]
        stale = set(log.stale_groups)
        for _, unit in new:
            stale |= self._near(unit, stale)
        for ref, unit in new:
            self._file(ref, unit)
        pool = [unit for number in sorted(stale) for unit in self._left_in(number)]
        for number in stale:
            log.gone += self._rows.groups[number].clusters
            self._rows.groups.take(number)
        for units in free_groups([*pool, *(unit for _, unit in new)], self._days):
            number = self._rows.new_number()
            clusters = cluster_region(units, self._days, self._judged)
            self._rows.groups[number] = Group({self._units.ref_of(unit): unit for unit in units}, clusters)
            for unit in units:
                self._units.mark_of(self._units.ref_of(unit)).group = number
            log.come += clusters

    def _file(self, ref: Ref, unit: Unit) -> None:
        self._news.add(ref, unit.blocks, self._days[unit.article_id])
        if unit.when.certain:
            self._stated.add(ref, unit.blocks, ANY)
        if unit.when.months:
            self._months.add(ref, unit.blocks, self._days[unit.article_id])

    def _left_in(self, number: int) -> list[Unit]:
        """The units of a group that are still there and free."""
        units = self._rows.groups[number].units.items()
        return [unit for ref, unit in units if self._units.is_there(ref, unit) and self._units.mark_of(ref).group == number]

    def _near(self, unit: Unit, stale: set[int]) -> set[int]:
        """The groups, besides those known to be stale, that a leaf may belong to."""
        days = self._days[unit.article_id]
        near = self._news.touching(unit.blocks, days, gap=SAME_NEWS_DAYS)
        near |= self._stated.touching(unit.blocks, ANY) if unit.when.certain else set()
        # A month without a year recalls the news of an article of that month, at most a year before.
        near |= (self._news if unit.when.months else self._months).touching(unit.blocks, days, gap=YEAR)
        found: set[int] = set()
        for ref in near:
            other, group = self._units[ref], self._units.mark_of(ref).group
            if group is None or group in stale or group in found:
                continue
            if any(loose_pairs([unit, other], self._days)) and likeness_of(unit, other) >= JOIN_SCORE:
                found.add(group)
        return found
