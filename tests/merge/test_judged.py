from __future__ import annotations

from itertools import permutations

from lagebild.merge.clusters import Cluster, cluster_units
from lagebild.merge.days import Window, window_of
from lagebild.merge.facts import facts_of
from lagebild.merge.judged import ClaimKey, ClaimPair
from lagebild.merge.units import Unit, units_of
from lagebild.merge.words import words_of
from lagebild.model.reading import Reading
from tests.merge.make import OLE, PACK, Say, make_reading, visit

REPORT = make_reading("Anna Berg traf am Donnerstag in Lima ein.", visit("traf", "2023-05-04"), published="2023-05-05")
OTHER = make_reading("Anna Berg landete am Donnerstag in Peru.", visit("landete", "2023-05-04"), published="2023-05-05")
LATER = make_reading("Anna Berg kam am Montag nach Lima.", visit("kam", "2023-10-09"), published="2023-10-10")
TWICE = make_reading(
    "Anna Berg kam am Montag nach Lima. Der Besuch war kurz.",
    visit("kam", "2023-10-09"),
    visit("Besuch", "2023-10-09", same_as=0),
    published="2023-10-10",
)


def key(reading: Reading, claim: int = 0) -> ClaimKey:
    return reading.article.id, f"c{claim}"


def units(*readings: Reading) -> tuple[list[Unit], dict[str, Window]]:
    days = {r.article.id: window_of(r.article.publication) for r in readings}
    return [u for r in readings for u in units_of(facts_of(r, words_of(PACK), days[r.article.id], {}))], days


def clusters(
    *readings: Reading, together: tuple[ClaimPair, ...] = (), apart: tuple[ClaimPair, ...] = ()
) -> set[frozenset[ClaimKey]]:
    found, days = units(*readings)
    made: list[Cluster] = cluster_units(found, days, together=together, apart=apart)
    return {frozenset(one.key for unit in cluster for one in unit.facts) for cluster in made}


def test_judged_together_are_one_happening_whatever_their_days() -> None:
    assert clusters(REPORT, LATER) == {frozenset({key(REPORT)}), frozenset({key(LATER)})}
    assert clusters(REPORT, LATER, together=((key(LATER), key(REPORT)),)) == {frozenset({key(REPORT), key(LATER)})}


def test_judged_together_draws_in_what_fits_one_of_them() -> None:
    assert clusters(REPORT, OTHER, LATER, together=((key(LATER), key(REPORT)),)) == {
        frozenset({key(REPORT), key(OTHER), key(LATER)})
    }


def test_judged_apart_are_two_happenings() -> None:
    assert clusters(REPORT, OTHER) == {frozenset({key(REPORT), key(OTHER)})}
    assert clusters(REPORT, OTHER, apart=((key(REPORT), key(OTHER)),)) == {frozenset({key(REPORT)}), frozenset({key(OTHER)})}


def test_judged_apart_parts_the_claims_of_one_article() -> None:
    assert clusters(TWICE) == {frozenset({key(TWICE), key(TWICE, 1)})}
    assert clusters(TWICE, apart=((key(TWICE), key(TWICE, 1)),)) == {frozenset({key(TWICE)}), frozenset({key(TWICE, 1)})}


def test_judged_apart_wins_over_together() -> None:
    pair = (key(REPORT), key(OTHER))
    assert clusters(REPORT, OTHER, together=(pair,), apart=(pair,)) == {frozenset({key(REPORT)}), frozenset({key(OTHER)})}


def test_judged_apart_holds_for_wars() -> None:
    fought = Say("Krieg", "ASSAULT", None, (OLE,), (), status="ongoing")
    one = make_reading("Der Krieg gegen Peru dauert an.", fought, published="2023-05-05")
    other = make_reading("Noch immer dauert der Krieg gegen Peru an.", fought, published="2023-05-06")
    assert clusters(one, other) == {frozenset({key(one), key(other)})}
    assert len(clusters(one, other, apart=((key(one), key(other)),))) == 2


def test_judged_clusters_do_not_depend_on_the_order() -> None:
    pairs = ((key(REPORT), key(LATER)),)
    banned = ((key(OTHER), key(LATER)),)
    results = [clusters(*order, together=pairs, apart=banned) for order in permutations((REPORT, OTHER, LATER))]
    assert all(result == results[0] for result in results)
    assert not any({key(OTHER), key(LATER)} <= members for members in results[0])


def test_judged_claims_that_are_gone_change_nothing() -> None:
    assert clusters(REPORT, together=((key(REPORT), ("a-gone", "c0")),)) == {frozenset({key(REPORT)})}
