"""What is in force, under way or thought rather than done on a day: known again by who and what it is about, not by its days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lagebild.merge.sides import Side
from lagebild.merge.units import Cluster, Unit

BEHIND = frozenset({"occurred", "ongoing"})
ATTITUDES = frozenset({"accuse", "support"})
OPEN = "open"
SIDES = 2


def standing_key(unit: Unit) -> tuple[str, ...] | None:
    """What the unit is known by if it tells of something standing, None if it tells of an act with a day of its own.

    The use of a territory is known by its two countries, a mediation by who mediates, an entry into a war by who enters, arms
    that may be delivered by giver and receiver. Of measures in force and of attitudes the key holds the matter only: who takes
    or has them is told in different ways ("the West", "the USA and their allies") and is compared. The same goes for what
    somebody has not condemned or endorsed to this day.
    """
    countries = tuple(sorted(unit.everyone.countries))
    undated = not unit.when.precise and not unit.when.weekdays
    if unit.act == "territory" and unit.statuses <= BEHIND:
        named = {country for f in unit.facts for country in f.stand.about}
        sides = countries if len(countries) <= SIDES else tuple(c for c in countries if c in named)
        return ("territory", *sides) if len(sides) == SIDES else None
    if unit.act == "mediation" and undated and len(unit.actors.keys) == 1:
        return ("mediation", *sorted(unit.actors.keys))
    if unit.act == "entry" and undated:
        return ("entry", *sorted(unit.actors.countries)) if len(unit.actors.countries) == 1 else None
    if unit.act == "arms" and unit.statuses == {"hypothetical"}:
        giver, receiver = sorted(unit.actors.countries), sorted(unit.recipients.countries)
        return ("arms", giver[0], receiver[0]) if len(giver) == len(receiver) == 1 else None
    if unit.act == "sanction" and undated and unit.statuses <= BEHIND and all(f.stand.in_force for f in unit.facts):
        return ("sanction", OPEN) if unit.recipients.countries else None
    if unit.act in ATTITUDES and undated and unit.topics and all(f.stand.attitude for f in unit.facts):
        return (unit.act, OPEN, unit.topics[0]) if unit.statuses <= BEHIND else None
    if unit.act in ATTITUDES and undated and unit.topics and unit.statuses == {"denied"} and all(f.standing for f in unit.facts):
        return (REFUSALS[unit.act], OPEN, unit.topics[0])
    return None


REFUSALS = {"accuse": "no verdict", "support": "no support"}  # what somebody has not done to this day
REASONS = {
    "territory": "use of one territory ({})",
    "mediation": "one mediator ({})",
    "entry": "one who may enter the war ({})",
    "arms": "arms from one giver for one receiver ({})",
    "sanction": "measures in force against the same target",
}


def standing_reason(unit: Unit) -> str | None:
    """Why other units with the key of this one are the same, in words; None if it tells of nothing standing."""
    key = standing_key(unit)
    if key is None:
        return None
    kind, *parties = key
    if kind in ATTITUDES:
        return f"what the same think of one matter ({parties[-1]})"
    if kind in REFUSALS.values():
        return f"what the same have not said of one matter to this day ({parties[-1]})"
    return REASONS[kind].format(", ".join(party.removeprefix("ac-") for party in parties))


def group_standing(keyed: Iterable[tuple[tuple[str, ...], Unit]]) -> list[Cluster]:
    """The units with one key that can be the same, in a fixed order."""
    groups: defaultdict[tuple[str, ...], Cluster] = defaultdict(list)
    for key, unit in keyed:
        groups[key].append(unit)
    result: list[Cluster] = []
    for key in sorted(groups):
        members = sorted(groups[key], key=lambda u: u.key)
        result += _by_holder(members) if OPEN in key else [members]
    return result


def _by_holder(units: Sequence[Unit]) -> list[Cluster]:
    """Units about one target, parted where their actors are others; one without actors joins the only group that fits."""
    groups: list[Cluster] = []
    for unit in [u for u in units if not u.actors.empty]:
        home = next((g for g in groups if all(_same_target(unit, u) and _same_camp(unit, u) for u in g)), None)
        if home is None:
            groups.append([unit])
        else:
            home.append(unit)
    named = len(groups)
    for unit in [u for u in units if u.actors.empty]:
        fitting = [g for g in groups[:named] if all(_same_target(unit, u) for u in g)]
        loose = [g for g in groups[named:] if all(_same_target(unit, u) for u in g)]
        home = fitting[0] if len(fitting) == 1 else next(iter(loose), None)
        if home is None:
            groups.append([unit])
        else:
            home.append(unit)
    return groups


def _about(unit: Unit) -> frozenset[str]:
    """The countries that the unit is about: its recipients', else those that its sentences name beside its actors."""
    beside = frozenset(country for f in unit.facts for country in f.stand.about) - unit.actors.countries
    return unit.recipients.countries or beside


def _same_target(a: Unit, b: Unit) -> bool:
    return not _about(a).isdisjoint(_about(b))


def _same_camp(a: Unit, b: Unit) -> bool:
    """Whether the actors have a country in common or one is a bloc to which the other belongs."""
    ours, theirs = _camp(a), _camp(b)
    return not ours.isdisjoint(theirs) or not _keys(a.actors).isdisjoint(_keys(b.actors))


def _camp(unit: Unit) -> frozenset[str]:
    return unit.actors.countries | frozenset(country for f in unit.facts for country in f.stand.blocs)


def _keys(side: Side) -> frozenset[str]:
    return frozenset(side.persons) | frozenset(side.others)
