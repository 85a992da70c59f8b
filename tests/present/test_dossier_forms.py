from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markupsafe import Markup

from lagebild.errors import InputError, NotFoundError
from lagebild.lang.pack import LanguagePack
from lagebild.merge import merge_readings
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.present.dossier import build_dossier
from lagebild.present.pdf import render_pdf
from lagebild.present.render import escape_markdown, render_dossier
from lagebild.present.scope import of_actors, of_query, of_story

ACTORS = ("ac-BLR", "ac-CHN")


@pytest.fixture(scope="module")
def picture(example_readings: list[Reading], pack: LanguagePack) -> Picture:
    return merge_readings(example_readings, pack=pack)


def test_every_told_event_has_its_articles(picture: Picture, example_readings: list[Reading]):
    page = render_dossier(picture, example_readings, ACTORS, form="md")
    told = page.split("###")[2].split("\n- ")[1:]
    assert told
    assert all(re.search(r"\[\^\d+\]", sentence) for sentence in told)
    defined = set(re.findall(r"^\[\^(\d+)\]:", page, re.MULTILINE))
    assert set(re.findall(r"\[\^(\d+)\]", page)) == defined


def test_pdf_has_the_same_bytes_each_time(picture: Picture, example_readings: list[Reading]):
    scope = of_actors(ACTORS, example_readings)
    data = render_pdf(picture, example_readings, scope)
    assert data.startswith(b"%PDF-")
    assert data == render_pdf(picture, example_readings, scope)


def test_story_and_query_choose_their_articles(picture: Picture, example_readings: list[Reading]):
    story = max(picture.stories, key=lambda s: len(s.articles))
    page = render_dossier(picture, example_readings, of_story(story.id, picture), form="md")
    assert len(re.findall(r"^\[\^\d+\]:", page, re.MULTILINE)) == len(story.articles)
    scope = of_query("Großer Stein", example_readings)
    assert scope.articles
    assert all("großer".casefold() in r.article.text.casefold() for r in example_readings if r.article.id in scope.articles)


def test_unknown_story_and_empty_query_are_errors(picture: Picture, example_readings: list[Reading]):
    with pytest.raises(NotFoundError, match="st-nowhere"):
        of_story("st-nowhere", picture)
    with pytest.raises(InputError):
        of_query("  ", example_readings)
    with pytest.raises(NotFoundError):
        of_query("Quastenflosser", example_readings)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. Mai", r"1\. Mai"),
        ("- x", r"\- x"),
        ("<b>*[x](javascript:y)", r"\<b\>\*\[x\](javascript:y)"),
        ("a\n# b", r"a \# b"),
        (Markup("[^1]"), "[^1]"),
    ],
)
def test_markdown_shows_text_as_it_is(text: str, escaped: str):
    assert escape_markdown(text) == escaped


def test_places_are_drawn_and_listed_with_their_events(picture: Picture, example_readings: list[Reading]):
    dossier = build_dossier(picture, example_readings, of_actors(ACTORS, example_readings))
    assert dossier.places is not None
    placed = [e.event for e in dossier.timeline if e.event.place is not None or e.event.place_country is not None]
    listed = [entry.event.id for line in dossier.places.lines for entry in line.entries]
    assert len(listed) == len(set(listed)) == len(placed) - dossier.places.map.unplaced_events
    for line in dossier.places.lines:
        planned = [e for e in line.entries if e.event.status not in {"occurred", "ongoing"}]
        assert (line.site.total, line.site.other) == (len(line.entries), len(planned))
    page = render_dossier(picture, example_readings, ACTORS)
    assert all(f'id="{line.anchor}"' in page for line in dossier.places.lines)
    linked = re.findall(r'class="spot" href="#(place-\d+)"', page)
    assert len(linked) == len(set(linked)) == len(dossier.places.map.spots)


def test_dossier_without_places_says_so(picture: Picture, example_readings: list[Reading]):
    nowhere = replace(picture, events=tuple(replace(e, place=None, place_country=None) for e in picture.events))
    assert build_dossier(nowhere, example_readings, of_actors(ACTORS, example_readings)).places is None
    assert 'class="spot"' not in render_dossier(nowhere, example_readings, ACTORS)
