"""What goes on for months and is known by its parties alone: wars by their countries, standing sanctions by both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lagebild.merge.days import Window
from lagebild.merge.judged import Apart
from lagebild.merge.pairs import BEHIND
from lagebild.merge.standing import group_standing, standing_key
from lagebild.merge.units import Cluster, Unit

STANDING_DENIALS = frozenset({"accuse", "reject", "support"})  # "has not condemned the war to this day"
ERA_DAYS = 550  # two mentions of a war farther apart than that, with none between, are not taken for one


def is_lasting(unit: Unit) -> bool:
    """Whether the unit tells of something that goes on for months and is known by its parties alone."""
    if unit.act == "war":
        return "planned" not in unit.statuses and bool(_belligerents(unit))
    if standing_key(unit) is not None:
        return True
    if unit.act in STANDING_DENIALS:
        standing = all(one.standing for one in unit.facts) and not unit.when.precise and not unit.when.weekdays
        return standing and bool(unit.actors.countries and unit.recipients.countries)
    return unit.act == "sanction" and unit.statuses == {"ongoing"} and not unit.actors.empty and not unit.recipients.empty


def _belligerents(unit: Unit) -> tuple[str, ...]:
    """The countries between which a war is fought as far as the unit names them; who attacks whom is often left open."""
    return tuple(sorted(unit.everyone.countries | unit.place_countries))


def cluster_lasting(units: Iterable[Unit], publications: Mapping[str, Window], apart: Apart) -> list[Cluster]:
    """Wars by their two countries, sanctions by who imposes them on whom; a war with one country named joins its only one."""
    groups: defaultdict[tuple[str, tuple[str, ...], tuple[str, ...]], Cluster] = defaultdict(list)
    open_wars: Cluster = []
    unsure: Cluster = []
    standing: list[tuple[tuple[str, ...], Unit]] = []
    for unit in units:
        sides = _belligerents(unit)
        key = standing_key(unit)
        if key is not None:
            standing.append((key, unit))
        elif unit.act == "war" and len(sides) != 2:
            open_wars.append(unit)
        elif unit.act == "war" and unit.statuses & BEHIND:
            groups[unit.act, sides, ()].append(unit)
        elif unit.act == "war":
            unsure.append(unit)
        else:
            # What somebody has not done is known again by the word for it; several such words stand in one sentence seldom.
            act = " ".join((unit.act, *sorted(unit.trigger_stems))) if unit.act in STANDING_DENIALS else unit.act
            groups[act, tuple(sorted(unit.actors.countries)), tuple(sorted(unit.recipients.countries))].append(unit)
    for unit in unsure:  # a denial or supposition in a sentence on a war that others tell of as real is about something else
        sides = _belligerents(unit)
        groups["war", sides, () if ("war", sides, ()) in groups else ("unsure",)].append(unit)
    fought = {
        sides: len({u.article_id for u in members}) for (act, sides, _), members in groups.items() if _is_fought(act, members)
    }
    for unit in open_wars:
        groups["war", _only_war(_belligerents(unit), fought), ()].append(unit)
    result: list[Cluster] = []
    for together in [*(groups[key] for key in sorted(groups)), *group_standing(standing)]:
        for era in _eras(sorted(together, key=lambda u: u.key), publications):
            result.extend(_told_apart(era, apart))
    return result


def _is_fought(act: str, units: Cluster) -> bool:
    """Whether one of the units tells of the war as real and names both sides in their parts."""
    return act == "war" and any(u.statuses & BEHIND and u.actors.countries and u.recipients.countries for u in units)


def _only_war(sides: tuple[str, ...], fought: Mapping[tuple[str, ...], int]) -> tuple[str, ...]:
    """The war of the country named: the only one, or the only one that several articles tell of; else one of its own."""
    known = {war: articles for war, articles in fought.items() if set(sides) < set(war) or set(war) < set(sides)}
    several = [war for war, articles in known.items() if articles > 1]
    best = several or list(known)
    return best[0] if len(best) == 1 else sides


def _eras(units: Cluster, publications: Mapping[str, Window]) -> list[Cluster]:
    """Split mentions of one lasting act where long pass without any; those without a day are of the time of their article."""
    dated: list[tuple[int, int, tuple[str, int, str], Unit]] = []
    rest: Cluster = []
    for unit in units:
        window = unit.when.window if unit.when.certain else publications[unit.article_id]
        if window.bounded and (window.length or 0) <= ERA_DAYS:
            dated.append((window.start or 0, window.end or 0, unit.key, unit))
        else:
            rest.append(unit)
    eras: list[tuple[int, Cluster]] = []
    for start, end, _, unit in sorted(dated, key=lambda d: d[:3]):
        if eras and start - eras[-1][0] <= ERA_DAYS:
            eras[-1] = (max(eras[-1][0], end), [*eras[-1][1], unit])
        else:
            eras.append((end, [unit]))
    if not eras:
        return [rest] if rest else []
    eras[-1][1].extend(rest)
    return [members for _, members in eras]


def _told_apart(units: Cluster, apart: Apart) -> list[Cluster]:
    """Parted where a person has told claims apart: each stays with the first that allows it."""
    parts: list[Cluster] = []
    for unit in sorted(units, key=lambda u: u.key):
        home = next((part for part in parts if not apart.forbids([unit], part)), None)
        if home is None:
            parts.append([unit])
        else:
            home.append(unit)
    return parts
