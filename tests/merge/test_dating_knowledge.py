"""Dating by what is publicly known: stays abroad and terms of office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.knowledge.load import load_knowledge
from lagebild.knowledge.visits import load_stays
from lagebild.merge import merge_readings
from lagebild.model.article import Publication
from lagebild.model.layers import Actor, Mention, Participant
from lagebild.model.reading import Reading
from lagebild.model.span import span_of
from tests.merge.make import PACK, Say, make_reading, person, state, visit

BIDEN = person("Joe Biden", "USA")
LUKASHENKO = person("Alexander Lukaschenko", "BLR")
UKRAINE, CHINA = state("Ukraine", "UKR"), state("China", "CHN")
WEEKDAYS = {"Montag": "XXXX-WXX-1", "Mittwoch": "XXXX-WXX-3", "Freitag": "XXXX-WXX-5", "Sonntag": "XXXX-WXX-7"}


def told(text: str, who: Participant, *claims: Say, title: str | None = None) -> Reading:
    """An undated article that names a known person in full, once with a title in front."""
    times = {word: value for word, value in {**WEEKDAYS, "Ende Februar": "XXXX-02"}.items() if word in text}
    reading = make_reading(text, *claims, times=times)
    begin = text.index(who.name)
    mentions = [Mention(span_of(text, begin, begin + len(who.name)), "name", 0, 0, "test", 1.0)]
    if title is not None:
        mentions.insert(0, Mention(span_of(text, text.index(title), begin - 1), "description", 0, 0, "test", 1.0))
    actor = Actor(str(who.actor_id), who.name, "person", who.country, "GOV", tuple(mentions))
    return replace(reading, actors=(actor,))


def to(host: Participant, who: Participant, trigger: str, **more: object) -> Say:
    return visit(trigger, None, **{"actors": (who,), "recipients": (host,), **more})


def dated(reading: Reading) -> Publication:
    (article,) = merge_readings([reading], pack=PACK).articles
    return article.publication


def days(publication: Publication) -> tuple[str | None, str | None]:
    return publication.start, publication.end


def test_weekday_of_a_known_stay_in_the_years_of_the_office() -> None:
    text = "US-Präsident Joe Biden besuchte am Montag die Ukraine."
    found = dated(told(text, BIDEN, to(UKRAINE, BIDEN, "besuchte"), title="US-Präsident"))
    assert days(found) == ("2023-02-20", "2023-02-26")
    assert [reason.split(" ")[0] for reason in found.reasons] == ["it", '"US-Präsident"', '"Montag"']
    assert {span.text for span in found.evidence} == {"US-Präsident", "Montag"}


def test_weekday_of_no_known_stay_says_nothing() -> None:
    text = "US-Präsident Joe Biden besuchte am Freitag die Ukraine."
    found = dated(told(text, BIDEN, to(UKRAINE, BIDEN, "besuchte"), title="US-Präsident"))
    assert days(found) == ("2020-12-06", None)
    assert days(dated(told(text, BIDEN, to(UKRAINE, BIDEN, "besuchte")))) == (None, None)  # no office, no bounds


def test_stays_outside_the_known_years_stay_possible() -> None:
    text = "Joe Biden besuchte am Montag die Ukraine."
    assert days(dated(told(text, BIDEN, to(UKRAINE, BIDEN, "besuchte")))) == (None, None)


@pytest.mark.parametrize("title", ["Der frühere US-Präsident", "Der damalige US-Präsident", "Der designierte US-Präsident"])
def test_an_office_that_is_over_or_to_come_bounds_nothing(title: str) -> None:
    text = f"{title} Joe Biden besuchte am Montag die Ukraine."
    assert days(dated(told(text, BIDEN, to(UKRAINE, BIDEN, "besuchte"), title=title))) == (None, None)


def test_an_office_bounds_at_the_end_only_whose_holder_makes_the_news() -> None:
    text = "US-Präsident Joe Biden besuchte einst die Ukraine. Das ist lange her."
    assert days(dated(told(text, BIDEN, to(UKRAINE, BIDEN, "besuchte"), title="US-Präsident"))) == ("2020-12-06", None)


def test_weekday_beside_a_repetition_within_the_year() -> None:
    text = "Alexander Lukaschenko wird am Sonntag zum zweiten Mal in diesem Jahr China besuchen."
    text += " Ende Februar war er dorthin gereist."
    plan = to(CHINA, LUKASHENKO, "besuchen", type="AGREE", mode=None, status="planned")
    reading = told(text, LUKASHENKO, plan, to(CHINA, LUKASHENKO, "gereist"))
    assert days(dated(reading)) == (None, None)  # other years than the known ones stay possible on both sides
    article = replace(reading.article, publication=Publication("2023-04-01", "2024-04-30", "header", "interval"))
    assert days(dated(replace(reading, article=article))) == ("2023-11-27", "2023-12-03")


def test_table_of_stays_names_known_people_and_countries() -> None:
    knowledge = load_knowledge("de")
    for known in load_stays().values():
        assert knowledge.person(known.person) is not None, known
        assert knowledge.state(known.host) is not None, known
