"""Publicly known happenings: found by number, or year and place; they bound the day of publication and date arrivals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.knowledge.happenings import KnownHappening, load_happenings
from lagebild.merge import merge_readings
from lagebild.merge.known import known_mentions
from lagebild.merge.words import words_of
from lagebild.model.article import Publication
from lagebild.model.layers import Mention
from lagebild.model.reading import Reading
from lagebild.model.span import Span
from tests.merge.make import PACK, Say, make_reading, person, state

KNOWN = load_happenings("de")
ROWS = sorted({row.id: row for rows in KNOWN.by_name.values() for row in rows}.values(), key=lambda row: row.id)
VISITOR = person("Anna Berg", "NOR")


def publication_of(reading: Reading) -> Publication:
    return merge_readings([reading], pack=PACK).articles[0].publication


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_known_happening_is_found_in_its_example(row: KnownHappening) -> None:
    assert [found.happening.id for found in KNOWN.find(row.example)] == [row.id]


def test_known_table_is_wide_and_in_order() -> None:
    assert len(ROWS) >= 250
    assert all("1990" <= row.start <= row.end < "2025" for row in ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "Sie hatte am G20-Gipfel teilgenommen.",
        "Der Präsident kam vom Nato-Gipfel 2022.",
        "Er war beim 99. G20-Gipfel.",
        "Sie kam vom EU-Gipfel 2023.",
    ],
)
def test_known_happening_that_is_not_unique_is_not_guessed(text: str) -> None:
    assert list(KNOWN.find(text)) == []


def test_known_happening_looked_back_on_bounds_the_publication_from_below() -> None:
    text = "Anna Berg sprach über Fischfang. Sie hatte am G20-Gipfel 2023 teilgenommen."
    found = publication_of(make_reading(text, Say("sprach", actors=(VISITOR,)), published=("2023-09-01", "2023-09-30")))
    assert (found.start, found.end) == ("2023-09-09", "2023-09-30")
    assert any("G20-Gipfel" in reason for reason in found.reasons)


def test_known_happening_ahead_bounds_the_publication_from_above() -> None:
    text = "Anna Berg wird am 18. G20-Gipfel teilnehmen."
    found = publication_of(make_reading(text, published=("2023-09-01", "2023-09-30")))
    assert (found.start, found.end) == ("2023-09-01", "2023-09-10")


def test_known_happening_decided_on_plans_bounds_nothing() -> None:
    text = "Die beim G20-Gipfel 2023 beschlossene Hilfe soll bald beginnen. Vor der Bundestagswahl 2021 hatte sie gewarnt."
    marks = known_mentions(make_reading(text), words_of(PACK))
    assert [(m.happening.id, m.attended) for m in marks] == [("g20-2023", False), ("bundestag-election-2021", False)]


def arrival(*, from_peru: bool) -> Reading:
    text = "Am Montag landete Anna Berg aus Peru in Rom, wo sie am 8. Amerika-Gipfel teilgenommen hatte."
    say = Say("landete", mode="visit", actors=(VISITOR,), recipients=(state("Italien", "ITA"),))
    reading = make_reading(text, say, times={"Montag": "XXXX-WXX-1"}, published=("2018-04-01", "2018-04-30"))
    at = text.index("Peru")
    mention = Mention(Span("Peru", at, at + 4), "place", 0, 0, "test", 1.0)
    actors = tuple(replace(a, mentions=(mention,)) if a.id == "ac-PER" and from_peru else a for a in reading.actors)
    return replace(reading, actors=actors)


def test_known_arrival_from_a_happening_is_the_first_such_weekday() -> None:
    picture = merge_readings([arrival(from_peru=True)], pack=PACK)
    found = picture.articles[0].publication
    assert (found.start, found.end) == ("2018-04-16", "2018-04-22")  # the summit ended on Saturday the 14th
    assert any("first one" in reason for reason in found.reasons)
    date = picture.events[0].date
    assert date is not None
    assert (date.start, date.end) == ("2018-04-16", "2018-04-16")


def test_known_arrival_from_nowhere_in_particular_may_be_later() -> None:
    found = publication_of(arrival(from_peru=False))
    assert (found.start, found.end) == ("2018-04-13", "2018-04-30")


def test_known_claim_of_the_happening_itself_gets_its_days() -> None:
    text = "Anna Berg hatte am 8. Amerika-Gipfel teilgenommen."
    reading = make_reading(text, Say("Amerika-Gipfel", actors=(VISITOR,), mode="multilateral"), published="2018-04-20")
    event = merge_readings([reading], pack=PACK).events[0]
    assert event.date is not None
    assert (event.date.start, event.date.end, event.date.basis) == ("2018-04-13", "2018-04-14", "derived")
