"""What people have said of claims: which tell of one happening and which do not. It comes before anything that is read off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lagebild.merge.units import Unit, unit_of

ClaimKey = tuple[str, str]  # article id, claim id
ClaimPair = tuple[ClaimKey, ClaimKey]


@dataclass(frozen=True, slots=True)
class Apart:
    """Claims that must not stand in one happening, by claim."""

    others: Mapping[ClaimKey, frozenset[ClaimKey]]

    def forbids(self, ours: Iterable[Unit], theirs: Iterable[Unit]) -> bool:
        """Whether a person has told a claim of the one side apart from a claim of the other."""
        if not self.others:
            return False
        banned = {other for unit in ours for one in unit.facts for other in self.others.get(one.key, ())}
        return bool(banned) and any(one.key in banned for unit in theirs for one in unit.facts)


def apart_of(pairs: Iterable[ClaimPair]) -> Apart:
    """The pairs in both directions."""
    others: defaultdict[ClaimKey, set[ClaimKey]] = defaultdict(set)
    for left, right in pairs:
        others[left].add(right)
        others[right].add(left)
    return Apart({key: frozenset(values) for key, values in others.items()})


def split_units(units: Iterable[Unit], apart: Apart) -> list[Unit]:
    """The units, those parted whose claims a person has told apart; a claim stays with the first that allows it."""
    result: list[Unit] = []
    for unit in units:
        if not any(one.key in apart.others for one in unit.facts):
            result.append(unit)
            continue
        parts: list[Unit] = []
        for one in unit.facts:
            alone = unit_of([one])
            home = next((i for i, part in enumerate(parts) if not apart.forbids([alone], [part])), None)
            if home is None:
                parts.append(alone)
            else:
                parts[home] = unit_of([*parts[home].facts, one])
        result.extend(parts)
    return sorted(result, key=lambda u: u.key)


def bundles_of(units: Sequence[Unit], together: Iterable[ClaimPair], apart: Apart) -> list[list[Unit]]:
    """The units in groups that a person has said are one happening; a pair that was also told apart stays apart."""
    home = {one.key: number for number, unit in enumerate(units) for one in unit.facts}
    groups = {number: [number] for number in range(len(units))}
    where = list(range(len(units)))
    for left, right in sorted((min(pair), max(pair)) for pair in together):
        if left not in home or right not in home:
            continue  # of an article or claim that is no longer there
        a, b = where[home[left]], where[home[right]]
        if a == b or apart.forbids([units[n] for n in groups[a]], [units[n] for n in groups[b]]):
            continue
        for number in groups[b]:
            where[number] = a
        groups[a] += groups.pop(b)
    return [[units[n] for n in sorted(members)] for members in groups.values()]


def bundled(members: Sequence[Unit]) -> Unit:
    """Units that a person has joined, as one unit of the act that most of their claims have."""
    if len(members) == 1:
        return members[0]
    counts: defaultdict[str, int] = defaultdict(int)
    for unit in members:
        counts[unit.act] += len(unit.facts)
    act = min(counts, key=lambda a: (-counts[a], a))
    return replace(unit_of(one for unit in members for one in unit.facts), act=act)
