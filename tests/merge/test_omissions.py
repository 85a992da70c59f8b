"""What an article leaves out of a story that independent articles tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.merge.omissions import with_omissions
from lagebild.merge.words import words_of
from lagebild.model.picture import ArticleInPicture, Difference, Event, Party, Story
from lagebild.model.reading import Reading
from tests.merge.make import ANNA, PACK, make_reading, publication, visit
from tests.merge.test_promises import event

TOLD = "Anna Berg besuchte Peru."
SILENT = "In Lima regnete es. Die Ernte war gut."


def article(reading: Reading, origin: str | None = None) -> ArticleInPicture:
    one = reading.article
    return ArticleInPicture(one.id, None, None, None, one.publication, origin or one.id, None, (), "st-1")


def story(silent: Reading, *, origins: int = 2, echo: bool = False, origin: str | None = None) -> list[Difference]:
    """Omissions in a story in which `origins` texts tell of a visit on 4 May, and one is silent."""
    telling = [make_reading(TOLD + " " * n, visit("besuchte", "2023-05-04"), published="2023-05-05") for n in range(origins)]
    made: Event = event("visit", "occurred", "2023-05-04", articles="ab"[:origins])
    refs = tuple(replace(ref, article_id=r.article.id, echo=echo) for ref, r in zip(made.claims, telling, strict=True))
    ids = tuple(r.article.id for r in telling)
    made = replace(made, claims=refs, articles=ids, origins=ids, actors=(Party(ANNA.actor_id, "Anna Berg", "NOR", "GOV"),))
    articles = [*(article(r) for r in telling), article(silent, origin=ids[0] if origin == "copy" else None)]
    told = Story("st-1", "", None, None, tuple(a.id for a in articles))
    (found,) = with_omissions([made], [told], articles, [*telling, silent], words_of(PACK))
    return [difference for difference in found.differences if difference.kind == "omission"]


def test_silence_on_what_two_report_is_an_omission() -> None:
    silent = make_reading(SILENT, published="2023-05-06")
    (found,) = story(silent)
    assert dict(found.values)[silent.article.id] == "not mentioned"
    assert sorted(value for _, value in found.values) == ["not mentioned", "reported", "reported"]


@pytest.mark.parametrize(
    "text",
    ["Anna Berg ist zu einem Besuch gekommen.", "Noch am Abend reiste Anna Berg weiter."],
    ids=["the act and a party", "a word for it and a party"],
)
def test_no_omission_where_the_article_may_mention_it(text: str) -> None:
    assert story(make_reading(text, published="2023-05-06")) == []


def test_no_omission_before_the_event() -> None:
    assert story(make_reading(SILENT, published="2023-05-03")) == []
    undated = make_reading(SILENT)
    assert undated.article.publication == publication(None)
    assert story(undated) == []


def test_no_omission_where_one_alone_reports_or_all_look_back() -> None:
    assert story(make_reading(SILENT, published="2023-05-06"), origins=1) == []
    assert story(make_reading(SILENT, published="2023-05-06"), echo=True) == []


def test_a_shortened_copy_omits_nothing() -> None:
    assert story(make_reading(SILENT, published="2023-05-06"), origin="copy") == []
