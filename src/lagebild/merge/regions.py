"""Units in regions that have nothing to do with each other, so that each can be clustered, and clustered anew, by itself.

Units whose days are known to a season ("cores") hang together where two of them may be one happening. A unit without such days
(a "leaf": told without a day, or looking back) belongs to the region of the one happening that fits; where several fit alike, or
none, it hangs together with leaves of the same news only. A leaf never ties two regions together: a sentence that may mean any of
ten visits must not make one matter of them. What lasts is a region for each act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from lagebild.merge.cards import card_of
from lagebild.merge.clusters import (
    JOIN_SCORE,
    _reach,
    cluster_units,
    grow_clusters,
    is_core,
    only_fit,
    settle_cores,
    whole_of,
)
from lagebild.merge.dayindex import Block, DayIndex
from lagebild.merge.days import Window, hull
from lagebild.merge.judged import Apart, ClaimPair, apart_of
from lagebild.merge.lasting import is_lasting
from lagebild.merge.meeting import MeetingKey, party_names, seen_keys, sentence_names, wanted_parties, wanted_sentences
from lagebild.merge.pairing import loose_pairs
from lagebild.merge.pairs import may_be_same, score_of
from lagebild.merge.units import Cluster, Unit
from lagebild.merge.whens import gap_of

UnitKey = tuple[str, int, str]

LOOKBACK_DAYS = 400  # "last February" looks back at most about a year
MAX_SEEN = 12  # happenings that a leaf is compared with: those first whose words it shares most, then the latest
SMALL = 4000  # units; about 400 articles
LOOKS = 2  # times that leaves look for their happening


@dataclass(frozen=True, slots=True)
class Region:
    """Units that are clustered together, and the clusters. `kind`: core, free (leaves that fit no region) or lasting."""

    kind: str
    units: tuple[Unit, ...]
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What people have said of pairs of claims."""

    together: frozenset[ClaimPair] = frozenset()
    apart: frozenset[ClaimPair] = frozenset()


NOTHING_JUDGED = Judged()


class Groups:
    """Disjoint sets of numbers."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            self._parent[max(a, b)] = min(a, b)  # the root is the least: no order of joins shows

    def members(self) -> dict[int, list[int]]:
        """The sets by their least number."""
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parent)):
            groups[self.find(number)].append(number)
        return dict(groups)


def leaf_reach(unit: Unit, publication: Window) -> Window:
    """The days in which a leaf looks for its happening; of an undated article it may be any."""
    reach = _reach(unit, publication)
    if publication.start is None or reach.start is not None:
        return reach
    return Window(publication.start - LOOKBACK_DAYS, reach.end)


def likeness_of(a: Unit, b: Unit) -> float:
    """How well two units fit, 0 where something rules it out."""
    if not may_be_same(a, b):
        return 0.0
    return score_of(a, b) or 0.0


def join_units(units: Sequence[Unit], groups: Groups, pairs: Iterable[tuple[int, int]]) -> None:
    """Join the units that may be one happening; those that hang together already need no comparison."""
    seen: set[tuple[int, int]] = set()
    for a, b in pairs:
        pair = (a, b) if a < b else (b, a)
        if groups.find(a) == groups.find(b) or pair in seen:
            continue
        seen.add(pair)
        if likeness_of(units[a], units[b]) >= JOIN_SCORE:
            groups.join(a, b)


def core_regions(cores: Sequence[Unit]) -> list[list[Unit]]:
    """Cores that hang together, in a fixed order."""
    ordered = sorted(cores, key=lambda u: u.key)
    groups = Groups(len(ordered))
    join_units(ordered, groups, DayIndex((unit.blocks, unit.when.window) for unit in ordered).pairs())
    return [[ordered[n] for n in numbers] for numbers in groups.members().values()]


@dataclass(frozen=True, slots=True)
class Happening:
    """A cluster of cores as leaves see it; `region` is the number of its region."""

    units: Cluster
    whole: Unit
    region: int
    days: Window
    blocks: frozenset[tuple[str, str]]

    def keys(self) -> Iterator[MeetingKey]:
        """Where leaves find it."""
        return seen_keys(self.whole, {unit.act for unit in self.units})


def may_meet(leaf: Unit, happening: Happening) -> bool:
    """Whether a leaf may mean the happening: they share a block, and nothing that is quickly seen rules it out."""
    return not leaf.blocks.isdisjoint(happening.blocks) and may_be_same(leaf, happening.whole)


def happening_of(leaf: Unit, near: Iterable[Happening], apart: Apart) -> Happening | None:
    """The happening that the leaf means; None where none fits, or several do alike."""
    candidates = list(near)
    if len(candidates) > MAX_SEEN:
        candidates.sort(key=lambda h: (-len(leaf.words & h.whole.words), *order_of(h)))
    return meant_of(leaf, candidates, apart)


def order_of(happening: Happening) -> tuple[int, UnitKey]:
    """The latest first."""
    return -(happening.days.end or 0), happening.whole.key


def meant_of(leaf: Unit, candidates: Iterable[Happening], apart: Apart) -> Happening | None:
    """The happening that the leaf means of the first that it may mean; None where none fits, or several do alike."""
    fitting = (h for h in candidates if may_meet(leaf, h) and not (apart.others and apart.forbids([leaf], h.units)))
    by_key: dict[UnitKey, Happening] = {}

    def possible() -> Iterator[tuple[UnitKey, Cluster, Unit]]:
        for happening in islice(fitting, MAX_SEEN):
            by_key[happening.whole.key] = happening
            yield happening.whole.key, happening.units, happening.whole

    found = only_fit(leaf, possible())
    return None if found is None else by_key[found[1]]


class Seen:
    """Happenings among which leaves look for theirs."""

    def __init__(self, happenings: Iterable[Happening]) -> None:
        """An index of the happenings by parties and days, and by words."""
        self._happenings = sorted(happenings, key=order_of)
        self._index = DayIndex((keys, happening.days) for keys, happening in _with_keys(self._happenings))
        self._of_parties: dict[int, list[Block]] = {}
        self._numbers_with: defaultdict[str, set[int]] = defaultdict(set)
        for number, happening in enumerate(self._happenings):
            for word in happening.whole.words:
                self._numbers_with[word].add(number)

    def meant_by(self, leaf: Unit, publication: Window, apart: Apart) -> Happening | None:
        """What `happening_of` gives for all that share days and parties with the leaf."""
        parties = card_of(leaf).parties
        if parties not in self._of_parties:
            self._of_parties[parties] = self._index.blocks_of(wanted_parties(leaf))
        blocks = self._of_parties[parties] + self._index.blocks_of(wanted_sentences(leaf))
        near = self._index.within(blocks, leaf_reach(leaf, publication), gap=gap_of(leaf.act))
        return meant_of(leaf, map(self._happenings.__getitem__, self._ordered(leaf, near)), apart)

    def _ordered(self, leaf: Unit, near: set[int]) -> Iterator[int]:
        """The numbers by the words that they share with the leaf, the latest first, where these are too many to try all."""
        if len(near) <= MAX_SEEN:
            yield from near
            return
        shared: dict[int, int] = {}
        for word in leaf.words:
            having = self._numbers_with.get(word, NO_NUMBERS)
            if len(having) < len(self._happenings):  # the word by which all tell of the act parts none from the others
                for number in near & having:
                    shared[number] = shared.get(number, 0) + 1
        # The number in one with the negative count of words: the most words first, then the least number.
        many = len(self._happenings)
        yield from (n % many for n in sorted(n - count * many for n, count in shared.items()))
        yield from sorted(near - shared.keys())


def _with_keys(happenings: Iterable[Happening]) -> Iterator[tuple[list[MeetingKey], Happening]]:
    """The happenings with the keys under which they are found; those of parties are put together once for all that are alike."""
    names: dict[int, list[str]] = {}
    for happening in happenings:
        whole = happening.whole
        parties = card_of(whole).parties
        if parties not in names:
            names[parties] = party_names(whole)
        acts = {unit.act for unit in happening.units}
        yield [(act, name) for act in acts for name in (*names[parties], *sentence_names(whole))], happening


NO_NUMBERS: frozenset[int] = frozenset()


def happenings_of(clusters: Iterable[Cluster], region: int) -> list[Happening]:
    """The clusters of a region as leaves see them."""
    return [
        Happening(
            cluster,
            whole_of(tuple(cluster)),
            region,
            hull(unit.when.window for unit in cluster),
            frozenset().union(*(unit.blocks for unit in cluster)),
        )
        for cluster in clusters
    ]


def choose_regions(
    leaves: Iterable[Unit], happenings: Iterable[Happening], publications: Mapping[str, Window], apart: Apart
) -> Iterator[tuple[Unit, int | None]]:
    """Every leaf with the region of the happening that it means, if there is one."""
    seen = Seen(happenings)
    for leaf in leaves:
        found = seen.meant_by(leaf, publications[leaf.article_id], apart)
        yield leaf, None if found is None else found.region


def regions_of(units: Iterable[Unit], publications: Mapping[str, Window], judged: Judged = NOTHING_JUDGED) -> list[Region]:
    """The units in regions, in a fixed order; units that a person has joined are in one."""
    lasting: defaultdict[str, list[Unit]] = defaultdict(list)
    cores: list[Unit] = []
    leaves: list[Unit] = []
    for unit in sorted(units, key=lambda u: u.key):
        (lasting[unit.act] if is_lasting(unit) else cores if is_core(unit) else leaves).append(unit)
    banned = apart_of(judged.apart)
    members = [Grown(group, publications, judged) for group in core_regions(cores)]
    clusters = [one.clusters([]) for one in members]
    seen = [happenings_of(found, number) for number, found in enumerate(clusters)]
    gained: defaultdict[int, list[Unit]] = defaultdict(list)
    for _ in range(LOOKS):  # what has gained members says more of itself
        grown: set[int] = set()
        free: list[Unit] = []
        for leaf, region in choose_regions(leaves, chain.from_iterable(seen), publications, banned):
            if region is None:
                free.append(leaf)
            else:
                gained[region].append(leaf)
                grown.add(region)
        for number in sorted(grown):
            clusters[number] = members[number].clusters(gained[number])
            seen[number] = happenings_of(clusters[number], number)
        leaves = free
    regions = [Region("core", (*one.cores, *gained[n]), tuple(clusters[n])) for n, one in enumerate(members)]
    for kind, groups in (("free", free_groups(leaves, publications)), ("lasting", list(lasting.values()))):
        regions += [Region(kind, tuple(group), tuple(cluster_region(group, publications, judged))) for group in groups]
    return joined_by_people(regions, publications, judged)


def cluster_region(units: Sequence[Unit], publications: Mapping[str, Window], judged: Judged) -> list[Cluster]:
    """The happenings of one region."""
    if len(units) == 1 and not judged.apart:
        return [list(units)]
    return cluster_units(units, publications, together=judged.together, apart=judged.apart)


class Grown:
    """A region as it grows: its cores are compared with each other once, whatever leaves it gains."""

    def __init__(self, cores: Sequence[Unit], publications: Mapping[str, Window], judged: Judged) -> None:
        self.cores = tuple(cores)
        self._publications, self._judged = publications, judged
        self._settled: list[Cluster] | None = None

    def clusters(self, leaves: Sequence[Unit]) -> list[Cluster]:
        """The happenings of the cores and these leaves."""
        if self._judged.together or self._judged.apart:  # they can part or join cores and leaves alike
            return cluster_region([*self.cores, *leaves], self._publications, self._judged)
        if self._settled is None:
            self._settled = settle_cores(self.cores, self._publications)
        return grow_clusters(self._settled, leaves, self._publications)


def free_groups(free: Sequence[Unit], publications: Mapping[str, Window]) -> list[list[Unit]]:
    """Leaves without a region, those together that may be the same news."""
    ordered = sorted(free, key=lambda u: u.key)
    at = {unit: number for number, unit in enumerate(ordered)}
    groups = Groups(len(ordered))
    join_units(ordered, groups, ((at[a], at[b]) for a, b in loose_pairs(ordered, publications)))
    return [[ordered[n] for n in numbers] for numbers in groups.members().values()]


def joined_by_people(regions: list[Region], publications: Mapping[str, Window], judged: Judged) -> list[Region]:
    """The regions, those joined whose claims a person has called one happening."""
    if not judged.together:
        return regions
    home = {one.key: n for n, region in enumerate(regions) for unit in region.units for one in unit.facts}
    groups = Groups(len(regions))
    for left, right in judged.together:
        if left in home and right in home:
            groups.join(home[left], home[right])
    result: list[Region] = []
    for numbers in groups.members().values():
        if len(numbers) == 1:
            result.append(regions[numbers[0]])
        else:
            units = sorted((u for n in numbers for u in regions[n].units), key=lambda u: u.key)
            result.append(Region("core", tuple(units), tuple(cluster_region(units, publications, judged))))
    return result


def cluster_regions(
    units: Iterable[Unit],
    publications: Mapping[str, Window],
    *,
    together: frozenset[ClaimPair] = frozenset(),
    apart: frozenset[ClaimPair] = frozenset(),
) -> list[Cluster]:
    """The units that are the same happening, found region by region, as lists in a fixed order.

    A collection of at most `SMALL` units is one region: there everything can be held against everything.
    """
    everything = list(units)
    if len(everything) <= SMALL:
        return cluster_units(everything, publications, together=together, apart=apart)
    regions = regions_of(everything, publications, Judged(together, apart))
    return sorted((cluster for region in regions for cluster in region.clusters), key=lambda c: c[0].key)
