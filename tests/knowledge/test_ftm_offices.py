"""Offices of FollowTheMoney files: positions with their days become offices that an article's day is asked for."""

from __future__ import annotations

from pathlib import Path

from lagebild.ask import who
from lagebild.knowledge.ftm import read_ftm
from lagebild.knowledge.load import load_knowledge
from lagebild.knowledge.overlay import OwnOffice, make_overlay
from lagebild.knowledge.own import OwnActors

FILE = Path(__file__).parent / "persons.ftm.json"


def read() -> OwnActors:
    return read_ftm(FILE.read_text("utf-8"), file=FILE.name, knowledge=load_knowledge("de"))


def test_positions_and_memberships_are_offices_with_their_days() -> None:
    offices = {actor.name: actor.offices for actor in read().actors}
    assert offices == {
        "Petra Beispiel": (OwnOffice("defence_minister", "BLR", "2031-02-01", "2033"),),
        "Max Mustermann": (
            OwnOffice("foreign_minister", "AUT", "2032-05", None),
            OwnOffice("party_leader", "ftm-o-bund", "2030-01-01", None),
        ),
        "Bund der Mitte": (),
    }


def test_what_is_no_office_on_known_days_is_named_with_its_line() -> None:
    found = read()
    assert found.problems == ()
    assert [(remark.line, remark.cause) for remark in found.remarks] == [
        (10, "no office of p-petra: no known office: President of the Constitutional Court"),
        (11, "no office of p-petra: the office is one of a part of BLR: Prime Minister"),
        (12, "no office of p-max: the first day is not given: Minister of Defence of the Republic of Belarus"),
        (13, "no office of p-max: the last day is not given: Minister of Defence of the Republic of Belarus"),
        (14, "no office of p-nobody: the file has no such entity"),
        (16, "no office of p-petra: no known office: Kassenprüferin"),
    ]


def test_office_of_a_file_answers_on_its_days_alone() -> None:
    overlay = make_overlay(read().actors)
    phrase = "belarussische Verteidigungsministerin"
    (actor,) = who(phrase, on="2032-06-01", overlay=overlay).actors
    assert (actor.id, actor.roles[0].start, actor.roles[0].end) == ("ac-ftm-p-petra", "2031-02-01", "2033")
    assert "persons.ftm.json, line 1" in str(actor.source)
    assert "ac-ftm-p-petra" not in {one.id for one in who(phrase, on="2030-06-01", overlay=overlay).actors}
    (leader,) = who("Vorsitzender vom Bund der Mitte", on="2031", overlay=overlay).actors
    assert leader.name == "Max Mustermann"
