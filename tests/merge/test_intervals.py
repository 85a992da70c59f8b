"""Ties over time: levels, beginnings, ends, and the events that brought them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lagebild.merge import merge_readings
from lagebild.merge.intervals import best_value
from lagebild.model.layers import Tie, TieChange, TieParty
from lagebild.model.picture import MergedTie, TieInterval
from lagebild.model.reading import Reading
from tests.merge.make import NORWAY, PACK, PERU, Say, make_reading, tie


def says(text: str, words: str, day: str, *claims: Say, kind: str = "partnership", **more: Any) -> Reading:
    changes = more.pop("changes", ())
    one = replace(tie(text, words, kind, **more), changes=changes)
    return make_reading(text, *claims, ties=[one], published=day)


def merged(*readings: Reading) -> MergedTie:
    (found,) = merge_readings(readings, pack=PACK).ties
    return found


def shape(interval: TieInterval) -> tuple[str | None, str, str | None, str | None]:
    return interval.level, interval.status, interval.start, interval.end


def test_level_ends_where_the_next_begins() -> None:
    old = says("Beide pflegen eine strategische Partnerschaft.", "strategische Partnerschaft", "2021-03-01", since="2018")
    new = says("Seit Mai 2022 besteht eine Allwetterpartnerschaft.", "Allwetterpartnerschaft", "2022-06-01", since="2022-05")
    first, second = merged(old, new).intervals
    assert shape(first) == ("strategic", "in_force", "2018", "2022-05")
    assert (first.end_basis, second.end_basis) == ("next", None)
    assert shape(second) == ("all-weather", "in_force", "2022-05", None)


def test_who_names_no_level_means_the_one_in_force() -> None:
    new = says("Seit Mai 2022 besteht eine Allwetterpartnerschaft.", "Allwetterpartnerschaft", "2022-06-01", since="2022-05")
    later = says("Die beiden sind enge Partner.", "enge Partner", "2023-01-05", level="eng")
    (interval,) = merged(new, later).intervals
    assert interval.level == "all-weather"
    assert (interval.attested_from, interval.attested_to) == ("2022-06-01", "2023-01-05")


def test_plan_ends_with_the_beginning() -> None:
    plan = says("Das Land will Mitglied werden.", "Mitglied", "2023-03-01", kind="membership", status="planned")
    begun = says("Das Land ist seit Juli Mitglied.", "Mitglied", "2024-08-01", kind="membership", since="2024-07-04")
    first, second = merged(plan, begun).intervals
    assert shape(first) == (None, "planned", None, "2024-07-04")
    assert shape(second) == (None, "in_force", "2024-07-04", None)


def test_beginning_names_its_event_and_takes_the_exact_day() -> None:
    text = "Am 4. Mai 2023 schlossen Norwegen und Peru eine Partnerschaft."
    claim = Say("schlossen", "SUPPORT", actors=(NORWAY, PERU), day="2023-05-04")
    reading = says(text, "Partnerschaft", "2023-05-05", claim, since="2023-05")
    made = reading.claims[0]
    change = TieChange("begin", 0, made.trigger, "2023-05", made.id)
    reading = replace(reading, ties=(replace(reading.ties[0], changes=(change,)),))
    picture = merge_readings([reading], pack=PACK)
    (interval,) = picture.ties[0].intervals
    assert (interval.start, interval.start_basis) == ("2023-05-04", "event")
    assert interval.begun_by == (picture.events[0].id,)


def test_what_begins_anew_is_no_beginning() -> None:
    text = "Am 3. August 2023 verhängte Norwegen neue Sanktionen gegen Peru."
    claim = Say("verhängte", "SANCTION", actors=(NORWAY,), recipients=(PERU,), day="2023-08-03")
    new = says(text, "neue Sanktionen", "2023-08-04", claim, kind="sanctions", since="2023-08-03")
    made = new.claims[0]
    new = replace(new, ties=(replace(new.ties[0], changes=(TieChange("begin", 0, made.trigger, "2023-08-03", made.id),)),))
    old = says("Peru steht unter Sanktionen Norwegens.", "unter Sanktionen", "2022-09-15", kind="sanctions")
    (interval,) = merged(old, new).intervals
    assert (interval.start, interval.begun_by) == (None, ())
    assert len(interval.renewed_by) == 1
    assert interval.attested_from == "2022-09-15"


def test_ended_tie_has_an_end() -> None:
    one = says("Die Partnerschaft endete 2023.", "Partnerschaft", "2023-09-01", status="ended")
    one = replace(one, ties=(replace(one.ties[0], until="2023"),))
    (interval,) = merged(one).intervals
    assert shape(interval) == (None, "ended", None, "2023")


def test_tie_that_is_denied_by_another_is_a_contradiction() -> None:
    yes = says("Beide sind Partner.", "Partner", "2023-05-04", since="2020")
    no = says("Es gibt keine Partnerschaft.", "Partnerschaft", "2023-05-05", status="denied")
    found = merged(yes, no)
    assert [(d.slot, d.compatible) for d in found.differences] == [("status", False)]
    assert len(found.intervals) == 1


@pytest.mark.parametrize(("since", "compatible"), [("2020-05", True), ("2021", False)])
def test_beginnings_are_compared(since: str, *, compatible: bool) -> None:
    one = says("Seit 2020 sind sie Partner.", "Partner", "2023-05-04", since="2020")
    two = says("Sie sind schon lange enge Partner.", "enge Partner", "2023-05-05", since=since)
    (difference,) = merged(one, two).differences
    assert (difference.slot, difference.compatible) == ("since", compatible)


def test_every_member_has_a_tie_of_its_own() -> None:
    text = "Der Gruppe gehören Norwegen und Peru an."
    parties = (
        TieParty("member", "Norwegen", "NOR", "ac-NOR"),
        TieParty("member", "Peru", "PER", "ac-PER"),
        TieParty("organisation", "SCO", "IGO", "ac-SCO"),
    )
    whole: Tie = replace(tie(text, "Gruppe", "membership"), parties=parties)
    ties = merge_readings([make_reading(text, ties=[whole], published="2023-05-04")], pack=PACK).ties
    assert [tuple(p.name for p in t.parties) for t in ties] == [("Norwegen", "SCO"), ("Peru", "SCO")]


@pytest.mark.parametrize(
    ("values", "best"),
    [(["2022", "2022-05"], "2022-05"), (["2022-05", "2021"], "2021"), (["PAST_REF"], "PAST_REF"), ([], None)],
)
def test_best_value_is_the_most_exact(values: list[str], best: str | None) -> None:
    assert best_value(values) == best
