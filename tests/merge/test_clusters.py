"""What holds for every set of claims: the order plays no part, and what shares no block decides nothing for the other."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge.clusters import cluster_units
from lagebild.merge.days import Window, window_of
from lagebild.merge.facts import facts_of
from lagebild.merge.judged import ClaimKey, ClaimPair
from lagebild.merge.units import Unit, units_of
from lagebild.merge.words import words_of
from lagebild.model.layers import Participant
from lagebild.model.reading import Reading
from tests.merge.make import ANNA, JUAN, OLE, PACK, ROSA, Say, make_reading, person, state

FIRST = date(2023, 5, 1)
SENTENCES = {
    "visit": ("besuchte", "{a} besuchte gestern die Hauptstadt von {b}.", "CONSULT"),
    "meeting": ("Gespräch", "{a} kam mit {b} zu einem langen Gespräch zusammen.", "CONSULT"),
    "plan": ("Besuch", "{a} wird zu einem Besuch bei {b} erwartet.", "AGREE"),
    "praise": ("lobte", "{a} lobte {b} für die gute Zusammenarbeit der letzten Jahre.", "SUPPORT"),
    "blame": ("kritisierte", "{a} kritisierte {b} wegen der neuen Zölle auf Holz.", "ACCUSE"),
    "war": ("Krieg", "Der Krieg von {a} gegen {b} geht weiter.", "ASSAULT"),
}
HERE = ((ANNA, OLE), (JUAN, ROSA, state("Peru", "PER")))
THERE = ((person("Ida Lund", "DNK"), person("Per Holm", "DNK")), (person("Jo Kim", "KOR"), state("Korea", "KOR")))


@st.composite
def stories(draw: st.DrawFn, sides: tuple[tuple[Participant, ...], tuple[Participant, ...]] = HERE) -> Reading:
    kind = draw(st.sampled_from(sorted(SENTENCES)))
    trigger, sentence, type_ = SENTENCES[kind]
    actor, recipient = draw(st.sampled_from(sides[0])), draw(st.sampled_from(sides[1]))
    day = FIRST + timedelta(days=draw(st.integers(0, 6)))
    dated = draw(st.sampled_from(["stated", "publication", "none"]))
    status = "planned" if kind == "plan" else draw(st.sampled_from(["occurred", "ongoing", "denied"]))
    together = kind == "meeting"
    say = Say(
        trigger,
        type_,
        "visit" if kind == "visit" else None,
        (actor, recipient) if together else (actor,),
        () if together else (recipient,),
        None if dated == "none" else day.isoformat(),
        basis="publication" if dated == "publication" else "stated",
        status=status,
    )
    out = (day + timedelta(days=draw(st.integers(0, 40)))).isoformat()
    text = sentence.format(a=actor.name, b=recipient.name)
    return make_reading(text, say, published=out, outlet=f"Blatt {draw(st.integers(0, 99))}")


def units_and_days(readings: list[Reading]) -> tuple[list[Unit], dict[str, Window]]:
    unique = list({r.article.id: r for r in readings}.values())
    days = {r.article.id: window_of(r.article.publication) for r in unique}
    return [u for r in unique for u in units_of(facts_of(r, words_of(PACK), days[r.article.id], {}))], days


def clusters(
    units: list[Unit], days: dict[str, Window], together: tuple[ClaimPair, ...] = (), apart: tuple[ClaimPair, ...] = ()
) -> set[frozenset[ClaimKey]]:
    made = cluster_units(units, days, together=together, apart=apart)
    return {frozenset(one.key for unit in cluster for one in unit.facts) for cluster in made}


@settings(max_examples=60, deadline=None)
@given(readings=st.lists(stories(), min_size=2, max_size=9), data=st.data())
def test_clusters_do_not_depend_on_the_order_of_arrival(readings: list[Reading], data: st.DataObject) -> None:
    units, days = units_and_days(readings)
    keys = sorted(one.key for unit in units for one in unit.facts)
    pairs = st.tuples(st.sampled_from(keys), st.sampled_from(keys)).filter(lambda pair: pair[0] != pair[1])
    several = st.lists(pairs, max_size=2).map(tuple) if len(keys) > 1 else st.just(())
    together, apart = data.draw(several), data.draw(several)
    shuffled = data.draw(st.permutations(units))
    result = clusters(units, days, together, apart)
    assert clusters(list(shuffled), days, together, tuple(reversed(apart))) == result
    assert sorted(key for members in result for key in members) == keys  # every claim stands in one event
    assert not any({left, right} <= members for left, right in apart for members in result)


@settings(max_examples=40, deadline=None)
@given(here=st.lists(stories(), min_size=1, max_size=6), there=st.lists(stories(THERE), min_size=1, max_size=6))
def test_clusters_of_one_set_of_blocks_depend_on_nothing_else(here: list[Reading], there: list[Reading]) -> None:
    ours, our_days = units_and_days(here)
    theirs, their_days = units_and_days(there)
    assert not {key for u in ours for key in u.blocks} & {key for u in theirs for key in u.blocks}
    both = clusters([*ours, *theirs], our_days | their_days)
    assert both == clusters(ours, our_days) | clusters(theirs, their_days)
