"""Sources side by side: who is found, who rests on whom, who says what, what copies cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.compare import compare_event, compare_story, find_event, find_story
from lagebild.errors import InputError, NotFoundError
from lagebild.merge import merge_readings
from lagebild.model.picture import Picture, Story
from lagebild.model.reading import Reading
from lagebild.present.comparison import Comparison, comparison_record
from tests.merge.make import ANNA, JUAN, NORWAY, PACK, PERU, Say, make_reading, visit

BODY = " Die Gespräche drehten sich um Fisch, Kupfer und Wolle, und am Abend gab es ein Essen im Rathaus der alten Stadt." * 2
SIGNED = " Beide unterzeichneten am Ende der Woche ein Abkommen über die Fischerei vor den Küsten der beiden Länder."
SAY_SIGNED = Say("unterzeichneten", "SUPPORT", actors=(NORWAY, PERU), day="2023-05-05")


def readings() -> tuple[Reading, ...]:
    """An agency's report, its shortened copy with another title for the guest, and a text of its own."""
    whole = "Präsidentin Anna Berg besuchte Peru." + BODY + SIGNED
    cut = "Machthaberin Anna Berg besuchte Peru." + BODY
    own = "In Lima traf Anna Berg ein. Der Besuch dauert bis Freitag."
    made = (
        make_reading(whole, visit("besuchte", "2023-05-04"), SAY_SIGNED, published="2023-05-05", title="Anna Berg in Peru"),
        make_reading(cut, visit("besuchte", "2023-05-04"), published="2023-05-06", title="Besuch in Peru", outlet="Nordblatt"),
        make_reading(own, visit("Besuch", "2023-05-04", place=("Lima", "PER")), published="2023-05-06", outlet="Ostseekurier"),
    )
    # Claims have ids of their own in every article, as real readings have.
    return tuple(replace(r, claims=tuple(replace(c, id=f"{r.article.id}-{c.id}") for c in r.claims)) for r in made)


def told() -> tuple[Picture, tuple[Reading, ...], Comparison]:
    made = readings()
    picture = merge_readings(made, pack=PACK)
    story = Story("st-1", "Anna Berg in Peru", None, None, tuple(r.article.id for r in made))
    return picture, made, compare_story(picture, made, story)


def test_copies_are_texts_of_one_source() -> None:
    _, made, found = told()
    tags = {article.id: article.tag for source in found.sources for article in source.articles}
    assert [tags[r.article.id] for r in made] == ["S1a", "S1b", "S2"]
    assert [article.copied for article in found.sources[0].articles] == [False, True]


def test_shared_event_has_a_cell_for_every_source() -> None:
    _, _, found = told()
    (event,) = found.events
    cells = {(slot, source): (state, value) for slot, source, state, value, _ in event.cells}
    assert cells["date", "S1"] == cells["date", "S2"] == ("stated", "2023-05-04")
    assert cells["place", "S1"][0] == "absent"
    assert cells["place", "S2"] == ("stated", "Lima")


def test_copy_is_told_for_what_it_cuts() -> None:
    _, _, found = told()
    assert [(edit.tag, edit.change, edit.words) for edit in found.edits] == [("S1b", "cut", "unterzeichneten")]
    assert [single.source for single in found.singles] == ["S1"]


def test_event_alone_is_compared_over_all_articles() -> None:
    picture, made, story = told()
    event = find_event(picture, story.events[0].id)
    found = compare_event(picture, made, event)
    assert [e.id for e in found.events] == [event.id]
    assert (found.singles, found.edits) == ((), ())


def test_comparison_is_a_record_of_plain_values() -> None:
    _, _, found = told()
    record = comparison_record(found)
    assert record["sources"][0]["articles"][1]["copied"] is True
    assert isinstance(record["events"][0]["evidence"], list)
    assert len(record["differences"]) == len(found.differences)


def many() -> Picture:
    stories = (
        Story("st-abc1", "Der Besuch in Lima", None, None, ("a-1",)),
        Story("st-abd2", "Der Besuch in Oslo", None, None, ("a-2",)),
    )
    return Picture((), stories, (), (), (), ())


@pytest.mark.parametrize("wanted", ["st-abc1", "st-abc", "lima", "besuch lima"])
def test_story_is_found(wanted: str) -> None:
    assert find_story(many(), wanted).id == "st-abc1"


def test_story_is_found_by_its_article() -> None:
    made = make_reading("Anna Berg traf Juan Prado.", Say("traf", actors=(ANNA, JUAN), day="2023-05-04"), published="2023-05-05")
    picture = merge_readings([made], pack=PACK)
    assert find_story(picture, made.article.id).articles == (made.article.id,)


def test_story_of_several_is_not_guessed() -> None:
    with pytest.raises(InputError, match="st-abd2"):
        find_story(many(), "besuch")


@pytest.mark.parametrize(("wanted", "close"), [("Besuch in Lina", "Lima"), ("Olso", "Oslo")])
def test_story_not_found_names_the_closest(wanted: str, close: str) -> None:
    with pytest.raises(NotFoundError, match=f"did you mean .*{close}"):
        find_story(many(), wanted)


def test_event_not_found() -> None:
    with pytest.raises(NotFoundError, match="ev-nothing"):
        find_event(many(), "ev-nothing")
