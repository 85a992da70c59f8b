"""Happenings that some articles date, found again in articles that do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lagebild.merge.clusters import Cluster
from lagebild.merge.days import Window, hull
from lagebild.merge.facts import Facts
from lagebild.merge.pairs import compare_units
from lagebild.merge.units import Unit, unit_of
from lagebild.merge.whens import PRECISE_DAYS

MATCH_SCORE = 0.43  # without days at most 0.75 is to be had; both sides and the act must agree
COARSE_DAYS = 62


@dataclass(frozen=True, slots=True)
class DatedHappening:
    """A happening whose days other articles give."""

    units: tuple[Unit, ...]
    days: Window
    articles: frozenset[str]
    exact: bool  # days of at most two weeks, stated; otherwise some day among them


def is_stated(one: Facts) -> bool:
    """Whether the article gives the days itself; days that were derived from its own dating would go round in a circle."""
    return one.when.precise and one.when.value is not None and one.when.value.basis != "derived"


def is_same(a: Unit, b: Unit) -> bool:
    """Whether two units can be one happening, whatever their days."""
    verdict = compare_units(a, b, ignore_days=True)
    return verdict.veto is None and verdict.score >= MATCH_SCORE


def dated_happenings(clusters: Iterable[Cluster]) -> dict[tuple[str, str], list[DatedHappening]]:
    """Happenings whose days are known to two weeks, or at least to two months, by act and country."""
    index: defaultdict[tuple[str, str], list[DatedHappening]] = defaultdict(list)
    for cluster in clusters:
        precise = tuple(unit_of(stated) for u in cluster if (stated := [f for f in u.facts if is_stated(f)]))
        dated = precise or tuple(u for u in cluster if u.when.window.bounded and (u.when.window.length or 0) <= COARSE_DAYS)
        if not dated:
            continue
        days = hull(u.when.window for u in dated)
        if (days.length or 0) > COARSE_DAYS:
            continue
        exact = bool(precise) and (days.length or 0) <= PRECISE_DAYS
        happening = DatedHappening(dated, days, frozenset(u.article_id for u in dated), exact)
        for country in sorted({c for u in dated for c in (*u.everyone.countries, *u.hosts)}):
            index[dated[0].act, country].append(happening)
    return dict(index)


def _held_during(meeting: Unit, visit: Unit) -> bool:
    """Whether the talks can be part of the visit: the visitor takes part, and so does the host's country."""
    if meeting.act != "meeting" or visit.act != "visit" or visit.symmetric:
        return False
    taking_part = frozenset(meeting.everyone.persons)
    if len(meeting.everyone.countries) < 2:
        taking_part |= frozenset(meeting.around)
    beside = frozenset(key for key, home in visit.around.items() if home not in visit.hosts)
    visitor = (beside if visit.actors.empty else frozenset(visit.actors.persons)) & taking_part
    at_host = not meeting.place_countries or bool(meeting.place_countries & visit.hosts)
    return bool(visitor) and bool(visit.hosts & meeting.everyone.countries) and at_host


def candidates_of(unit: Unit, index: Mapping[tuple[str, str], list[DatedHappening]]) -> list[tuple[DatedHappening, Window]]:
    """Happenings that other articles date and that this unit may mean, with the days that these others give."""
    acts = ("meeting", "visit") if unit.act == "meeting" else (unit.act,)
    countries = unit.everyone.countries | unit.hosts
    found = {id(h): h for act in acts for c in sorted(countries) for h in index.get((act, c), ())}
    result = []
    for happening in found.values():
        others = [u for u in happening.units if u.article_id != unit.article_id]
        if not others:
            continue
        whole = unit_of(fact for u in others for fact in u.facts)
        if _held_during(unit, whole) or (whole.act == unit.act and is_same(unit, whole)):
            result.append((happening, happening.days))  # with the full dates that the article itself gives
    return sorted(result, key=lambda pair: (pair[1].start or 0, pair[0].units[0].key))
