"""What a book of regions holds (`incremental.RegionBook`), and what an update of it touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from lagebild.merge.days import Window
from lagebild.merge.liveindex import LiveIndex
from lagebild.merge.regions import LOOKS, Grown, Happening
from lagebild.merge.units import Cluster, Unit

Ref = str  # of a unit: its article's id, "#", and its number in the article
Block = tuple[str, str]


class Index(Protocol):
    """Things by block and days, which come and go: units by their refs, happenings by region and place in it."""

    def add(self, key: str, blocks: Iterable[Block], window: Window) -> None: ...

    def remove(self, key: str, blocks: Iterable[Block], window: Window) -> None: ...

    def touching(self, blocks: Iterable[Block], window: Window, *, gap: int = 0) -> set[str]: ...


@dataclass(slots=True)
class Mark:
    """Where a unit is: the region of a core; what a leaf chose at each look that it took part in; the group of a free one."""

    home: int | None = None
    choices: list[int | None] = field(default_factory=list)
    group: int | None = None


@dataclass(slots=True)
class Live:
    """A region: its cores, the leaves that it has gained at every look, and its clusters before the first and after each."""

    cores: Grown
    leaves: list[dict[Ref, Unit]] = field(default_factory=lambda: [{} for _ in range(LOOKS)])
    clusters: list[list[Cluster]] = field(default_factory=list)

    def gained(self, looks: int) -> list[Unit]:
        return [leaf for gained in self.leaves[:looks] for leaf in gained.values()]


@dataclass(slots=True)
class Group:
    """Units of no region that belong together: those of the same news, or all that last of one act."""

    units: dict[Ref, Unit]
    clusters: list[Cluster]


@dataclass(slots=True)
class Look:
    """One look of the leaves for their happening: who looks, and what there is to see."""

    leaves: Index = field(default_factory=LiveIndex[Block, str])
    seen: Index = field(default_factory=LiveIndex[Block, str])
    happenings: dict[int, list[Happening]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Clusters that an update has done away with, and those that it has made."""

    gone: tuple[Cluster, ...]
    come: tuple[Cluster, ...]


@dataclass(slots=True)
class Log:
    """What an update has touched so far."""

    acts: set[str] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    gone_cores: set[Ref] = field(default_factory=set)
    dropped: dict[int, Live] = field(default_factory=dict)
    made: set[int] = field(default_factory=set)
    regrown: list[set[int]] = field(default_factory=lambda: [set() for _ in range(LOOKS)])
    finals: dict[int, list[Cluster]] = field(default_factory=dict)
    stale_groups: set[int] = field(default_factory=set)
    gone: list[Cluster] = field(default_factory=list)
    come: list[Cluster] = field(default_factory=list)

    def change(self) -> Change:
        """The clusters that differ; one that was made again as it was has not changed."""
        old = {identity_of(cluster): cluster for cluster in self.gone}
        new = {identity_of(cluster): cluster for cluster in self.come}
        return Change(tuple(old[k] for k in old.keys() - new.keys()), tuple(new[k] for k in new.keys() - old.keys()))


def identity_of(cluster: Cluster) -> tuple[int, ...]:
    return tuple(sorted(map(id, cluster)))
