"""Agreement and dissent about one event, slot by slot, and the matrix of its sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.merge import merge_readings
from lagebild.merge.matrix import event_matrix, tie_matrix
from lagebild.merge.wording import hints_of
from lagebild.merge.words import WordingTerm, words_of
from lagebild.model.matrix import EVENT_SLOTS, Cell
from lagebild.model.picture import Difference, Event, Picture
from lagebild.model.reading import Reading
from tests.merge.make import ANNA, CHILE, JUAN, NORWAY, PACK, PERU, Say, figure, make_reading, tie, visit


def event_of(picture: Picture, reading: Reading) -> Event:
    return next(event for event in picture.events if reading.article.id in event.articles)


def differences(*readings: Reading, slot: str) -> list[Difference]:
    event = event_of(merge_readings(readings, pack=PACK), readings[0])
    assert len(event.articles) == len(readings), "the readings tell of one event"
    return [difference for difference in event.differences if difference.slot == slot]


def attack(text: str, trigger: str, published: str, **more: object) -> Reading:
    parties: dict[str, object] = {"actors": (NORWAY,), "recipients": (PERU,), "day": "2023-05-04"} | more
    return make_reading(text, Say(trigger, "ASSAULT", **parties), published=published)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "compatible"), [(("Lima", "PER"), True), (("Santiago", "CHL"), False)], ids=["one country", "two countries"]
)
def test_place(place: tuple[str, str], *, compatible: bool) -> None:
    one = make_reading(
        "Anna Berg besuchte Cusco.", visit("besuchte", "2023-05-04", place=("Cusco", "PER")), published="2023-05-05"
    )
    two = make_reading("Der Besuch begann dort.", visit("Besuch", "2023-05-04", place=place), published="2023-05-06")
    picture = merge_readings([one, two], pack=PACK)
    found = [d for event in picture.events for d in event.differences if d.slot == "place"]
    if len(picture.events) == 1:
        assert [d.compatible for d in found] == [compatible]
    else:  # another country may be another happening
        assert not compatible


def test_status_of_an_announcement_and_its_report_follow_one_another() -> None:
    one = make_reading(
        "Anna Berg besucht Peru.", visit("besucht", "2023-05-04", type="AGREE", status="planned"), published="2023-05-01"
    )
    two = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    (found,) = differences(one, two, slot="status")
    assert found.compatible


def test_speaker_who_says_it() -> None:
    one = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    two = make_reading("Anna Berg war laut Juan Prado zu Besuch in Peru.", visit("Besuch", "2023-05-04"), published="2023-05-06")
    two = replace(two, claims=(replace(two.claims[0], reported_by=JUAN),))
    (found,) = differences(one, two, slot="speaker")
    assert {value for _, value in found.values} == {"Juan Prado", "the article itself"}
    assert found.compatible


@pytest.mark.parametrize(
    ("words", "value", "comparator", "compatible"),
    [("30 Tote", 30, "exact", False), ("mehr als zehn Tote", 10, "more than", True), ("zwölf Tote", 12, "exact", None)],
)
def test_figures_of_one_event(words: str, value: float, comparator: str, *, compatible: bool | None) -> None:
    first, second = "Bei dem Angriff Norwegens auf Peru gab es zwölf Tote.", f"Der Angriff auf Peru forderte {words}."
    one, two = attack(first, "Angriff", "2023-05-05"), attack(second, "Angriff", "2023-05-06")
    one = replace(one, figures=(figure(first, "zwölf Tote", 12, unit="deaths", year=None, measures="Tote"),))
    two = replace(two, figures=(figure(second, words, value, comparator=comparator, unit="deaths", year=None, measures="Tote"),))
    assert [d.compatible for d in differences(one, two, slot="figure")] == ([] if compatible is None else [compatible])


def test_party_left_out_is_an_omission_only_if_the_article_never_names_it() -> None:
    named = make_reading(
        "Anna Berg und Juan Prado trafen sich.",
        Say("trafen", actors=(ANNA, JUAN, CHILE), day="2023-05-04"),
        published="2023-05-05",
    )
    without = make_reading(
        "Anna Berg traf Juan Prado.", Say("traf", actors=(ANNA, JUAN), day="2023-05-04"), published="2023-05-06"
    )
    (found,) = differences(named, without, slot="participants")
    assert found.kind == "omission"
    assert dict(found.values)[named.article.id] == "Anna Berg, Chile, Juan Prado"
    assert dict(found.values)[without.article.id] == "Anna Berg, Juan Prado"
    elsewhere = replace(without.actors[0], id="ac-CHL", name="Chile", kind="state", country="CHL")
    aware = replace(without, actors=(*without.actors, elsewhere))
    assert differences(named, aware, slot="participants") == []


def test_copies_are_one_source_and_their_edits_are_told() -> None:
    rest = " Sie sprach dort mit vielen Leuten über Fisch, Wolle und Kupfer, und am Abend gab es ein Essen im Rathaus der Stadt."
    one = make_reading("Präsident Anna Berg besuchte Peru." + rest * 3, visit("besuchte", "2023-05-04"), published="2023-05-05")
    two = make_reading("Machthaber Anna Berg besuchte Peru." + rest * 3, visit("besuchte", "2023-05-04"), published="2023-05-06")
    one = replace(one, actors=tuple(replace(actor, known=True) for actor in one.actors))
    picture = merge_readings([one, two], pack=PACK)
    event = event_of(picture, one)
    assert len(event.origins) == 1
    (found,) = [d for d in event.differences if d.slot == "wording"]
    assert "copies of one text" in found.why
    assert "Anna Berg" in found.why


def test_war_named_beside_a_doubt_is_not_doubted() -> None:
    told = attack("Norwegen überfiel Peru im Winter.", "überfiel", "2023-05-05", day=("2022-02-01", "2022-02-28"))
    text = "Es könnte den Krieg Norwegens gegen Peru entscheiden."
    named = attack(text, "Krieg", "2023-05-06", day=("2022-02-01", "2022-02-28"), status="hypothetical")
    assert differences(told, named, slot="status") == []


def cells(reading: Reading, *others: Reading) -> dict[tuple[str, str], Cell]:
    readings = (reading, *others)
    event = event_of(merge_readings(readings, pack=PACK), reading)
    found = event_matrix(event, {r.article.id: r for r in readings}, words_of(PACK))
    return {(cell.article_id, cell.slot): cell for cell in found}


def test_matrix_has_a_cell_for_every_slot_and_source() -> None:
    one = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    two = make_reading("Der Besuch in Lima.", visit("Besuch", "2023-05-04", place=("Lima", "PER")), published="2023-05-06")
    found = cells(one, two)
    assert {slot for _, slot in found} == set(EVENT_SLOTS)
    assert found[one.article.id, "place"].state == "absent"
    assert found[two.article.id, "place"].state == "stated"
    date = found[one.article.id, "date"]
    assert (date.state, date.value) == ("stated", "2023-05-04")
    status = found[one.article.id, "status"]
    assert status.words == one.article.text[status.begin : status.end] == "besuchte"


def test_matrix_marks_what_is_derived_and_what_differs() -> None:
    one = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    two = make_reading(
        "Der Besuch fand nicht statt.",
        visit("Besuch", "2023-05-04", basis="publication", status="denied"),
        published="2023-05-04",
    )
    found = cells(one, two)
    assert found[two.article.id, "date"].state == "derived"
    assert found[one.article.id, "status"].state == found[two.article.id, "status"].state == "differs"


def test_matrix_of_a_tie() -> None:
    text = "Seit 2020 sind Norwegen und Peru enge Partner."
    reading = make_reading(
        text, ties=[tie(text, "enge Partner", "partnership", level="eng", since="2020")], published="2023-05-04"
    )
    (merged,) = merge_readings([reading], pack=PACK).ties
    found = {cell.slot: (cell.state, cell.value) for cell in tie_matrix(merged, {reading.article.id: reading})}
    assert found["since"] == ("stated", "2020")
    assert found["until"] == ("absent", None)


@pytest.mark.parametrize("term", words_of(PACK).wording, ids=lambda term: str(term.label))
def test_hints_of_a_pattern_are_in_what_it_matches(term: WordingTerm) -> None:
    rows = PACK.table("merge/wording", columns=("topic", "tone", "label", "pattern", "example"))
    examples = [row["example"] for row in rows if term.pattern.search(row["example"])]
    assert examples
    assert all(any(hint in example.lower() for hint in hints_of(term.pattern.pattern)) for example in examples)
