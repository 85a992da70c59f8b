from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.merge import merge_readings
from lagebild.model.picture import Event, Picture
from lagebild.model.reading import Reading
from tests.merge.make import ANNA, CHILE, JUAN, NORWAY, OLE, PACK, PERU, ROSA, Say, make_reading, visit


def merge(*readings: Reading) -> Picture:
    return merge_readings(readings, pack=PACK)


def event_of(picture: Picture, reading: Reading, claim: int = 0) -> Event:
    key = (reading.article.id, f"c{claim}")
    return next(e for e in picture.events if key in {(r.article_id, r.claim_id) for r in e.claims})


def announced() -> Reading:
    text = "Anna Berg wird vom 4. bis zum 6. Mai in Peru zu einem Besuch erwartet."
    return make_reading(
        text, visit("Besuch", ("2023-05-04", "2023-05-06"), type="AGREE", mode=None, status="planned"), published="2023-05-02"
    )


def reported() -> Reading:
    return make_reading(
        "Anna Berg traf am Donnerstag zu Gesprächen in Lima ein.", visit("traf", "2023-05-04"), published="2023-05-05"
    )


def looking_back() -> Reading:
    text = "Anna Berg war bereits im Mai nach Peru gereist. Im Herbst kam sie wieder nach Lima."
    return make_reading(
        text, visit("gereist", ("2023-05-01", "2023-05-31")), visit("kam", "2023-10-10", nth=1), published="2023-10-11"
    )


def test_events_plan_and_report_are_one_event_with_a_history() -> None:
    plan, report = announced(), reported()
    picture = merge(plan, report)
    event = event_of(picture, plan)
    assert event is event_of(picture, report)
    assert (event.type, event.mode, event.status) == ("CONSULT", "visit", "occurred")
    assert [(s.status, s.as_of) for s in event.status_history] == [("planned", "2023-05-02"), ("occurred", "2023-05-05")]
    assert event.date is not None
    assert (event.date.start, event.date.end) == ("2023-05-04", "2023-05-06")
    assert "same visitor (anna-berg)" in event.claims[0].why


def test_events_visits_of_one_guest_months_apart_stay_apart_and_lookbacks_are_echoes() -> None:
    plan, report, later = announced(), reported(), looking_back()
    picture = merge(plan, report, later)
    old, new = event_of(picture, later, 0), event_of(picture, later, 1)
    assert old is event_of(picture, report)
    assert new is not old
    echoes = {(r.article_id, r.claim_id): r.echo for e in (old, new) for r in e.claims}
    assert echoes[later.article.id, "c0"] is True
    assert echoes[later.article.id, "c1"] is False
    assert echoes[report.article.id, "c0"] is False


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (visit("besuchte", "2023-05-04"), True),
        (visit("besuchte", "2023-05-05", actors=(NORWAY,)), True),  # the state stands for its minister
        (visit("besuchte", "2023-05-04", actors=(OLE,)), False),  # another visitor
        (visit("besuchte", "2023-05-04", recipients=(CHILE,)), False),  # another host
        (visit("besuchte", "2023-05-04", actors=(JUAN,), recipients=(NORWAY,)), False),  # the other direction
        (visit("besuchte", "2023-06-04"), False),  # another month
        (visit("besuchte", None), True),  # no day, and only one visit to choose from
    ],
)
def test_events_visits_merge_only_without_contradiction(other: Say, *, same: bool) -> None:
    first = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    second = make_reading("Es besuchte jemand jemanden.", other, published="2023-05-06")
    picture = merge(first, second)
    assert (event_of(picture, first) is event_of(picture, second)) is same


def test_events_undated_claim_stays_alone_between_two_visits() -> None:
    first = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    second = make_reading("Anna Berg besuchte erneut Peru.", visit("besuchte", "2023-05-24"), published="2023-05-25")
    vague = make_reading("Ihr Besuch in Peru war ein Erfolg.", visit("Besuch"), published="2023-05-30")
    picture = merge(first, second, vague)
    assert event_of(picture, vague).articles == (vague.article.id,)


def talks(
    *people: object, day: str | None = "2023-05-04", place: tuple[str, str] | None = None, published: str = "2023-05-05"
) -> Reading:
    text = f"Sie führten ein Gespräch ({published}, {place})."
    return make_reading(text, Say("Gespräch", actors=people, day=day, place=place), published=published)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (talks(ANNA, JUAN), talks(JUAN, ANNA, published="2023-05-06"), True),
        (talks(ANNA, JUAN), talks(ANNA, ROSA, published="2023-05-06"), False),
        (talks(ANNA, JUAN), talks(ANNA, JUAN, day="2023-05-05", published="2023-05-06"), False),
        (talks(ANNA, JUAN, CHILE), talks(ANNA, JUAN, published="2023-05-06"), True),
        (talks(ANNA, JUAN), talks(ANNA, CHILE, published="2023-05-06"), False),
        (talks(ANNA, JUAN, place=("Lima", "PER")), talks(ANNA, JUAN, place=("Oslo", "NOR"), published="2023-05-06"), False),
        (talks(NORWAY, PERU), talks(ANNA, JUAN, published="2023-05-06"), True),
    ],
)
def test_events_talks(first: Reading, second: Reading, *, same: bool) -> None:
    picture = merge(first, second)
    assert (event_of(picture, first) is event_of(picture, second)) is same


def test_events_acts_of_speech_need_common_words() -> None:
    def praise(text: str, trigger: str, day: str) -> Reading:
        return make_reading(text, Say(trigger, "SUPPORT", actors=(ANNA,), recipients=(PERU,), day="2023-05-04"), published=day)

    first = praise("Anna Berg lobte die Schulen von Peru als vorbildlich.", "lobte", "2023-05-04")
    again = praise("Die Schulen von Peru seien vorbildlich, lobte Anna Berg.", "lobte", "2023-05-05")
    other = praise("Anna Berg würdigte den Kampf gegen die Korruption in Peru.", "würdigte", "2023-05-05")
    picture = merge(first, again, other)
    assert event_of(picture, first) is event_of(picture, again)
    assert event_of(picture, other).articles == (other.article.id,)


def test_events_denial_is_a_difference_that_is_not_compatible() -> None:
    first = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    second = make_reading("Der Besuch fand nicht statt.", visit("Besuch", "2023-05-04", status="denied"), published="2023-05-06")
    picture = merge(first, second)
    event = event_of(picture, first)
    difference = next(d for d in event.differences if d.slot == "status")
    assert not difference.compatible
    assert event.status == "denied"


def test_events_wording_classes_differ() -> None:
    first = make_reading("Der Präsident empfing Anna Berg.", visit("empfing", "2023-05-04"), published="2023-05-05")
    second = make_reading("Der Machthaber empfing Anna Berg.", visit("empfing", "2023-05-04"), published="2023-05-06")
    difference = next(d for d in event_of(merge(first, second), first).differences if d.slot == "wording")
    assert {value for _, value in difference.values} == {"Präsident (neutral)", "Machthaber (evaluative)"}


def test_events_ids_survive_a_later_article() -> None:
    plan, report = announced(), reported()
    alone = event_of(merge(plan), plan).id
    assert event_of(merge(plan, report), plan).id == alone


MANY = (
    announced(),
    reported(),
    looking_back(),
    talks(ANNA, JUAN),
    talks(ANNA, JUAN, published="2023-05-06"),
    talks(NORWAY, PERU, day=None, published="2023-05-07"),
)


@settings(max_examples=25, deadline=None)
@given(st.permutations(MANY))
def test_picture_does_not_depend_on_the_order_of_arrival(readings: list[Reading]) -> None:
    assert merge_readings(readings, pack=PACK) == merge_readings(MANY, pack=PACK)


def test_picture_as_of_leaves_out_later_and_undated_articles() -> None:
    plan, report = announced(), reported()
    undated = make_reading("Anna Berg besuchte Peru.", visit("besuchte"))
    picture = merge_readings([plan, report, undated], pack=PACK, as_of="2023-05-03")
    assert [a.id for a in picture.articles] == [plan.article.id]
    assert [p.outcome for p in picture.promises] == ["open"]


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        (reported(), "kept"),
        (make_reading("Der Besuch fiel aus.", visit("Besuch", "2023-05-04", status="denied"), published="2023-05-07"), "broken"),
        (make_reading("In Oslo regnete es.", published="2023-06-01"), "overdue"),
        (make_reading("In Oslo schneite es.", published="2023-05-03"), "open"),
    ],
)
def test_promises_follow_the_event(later: Reading, outcome: str) -> None:
    picture = merge(announced(), later)
    assert [p.outcome for p in picture.promises] == [outcome]


def test_events_person_beside_a_claim_may_be_the_visitor_that_it_leaves_open() -> None:
    first = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    there = make_reading(
        "Anna Berg ist da. Die Ankunft in Peru war am Donnerstag.",
        visit("Ankunft", "2023-05-04", actors=()),
        published="2023-05-05",
    )
    nobody = make_reading(
        "Die Ankunft in Peru war am Donnerstag.", visit("Ankunft", "2023-05-04", actors=()), published="2023-05-05"
    )
    with_her, without = merge(first, there), merge(first, nobody)
    assert event_of(with_her, first) is event_of(with_her, there)
    assert event_of(without, nobody) is not event_of(without, first)


def test_events_inferred_party_does_not_rule_out_a_merge() -> None:
    inferred = replace(OLE, implicit=True)
    first = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    second = make_reading(
        "Anna Berg ist da. Es war die Ankunft.", visit("Ankunft", "2023-05-04", actors=(inferred,)), published="2023-05-05"
    )
    picture = merge(first, second)
    event = event_of(picture, second)
    assert event is event_of(picture, first)
    assert [p.name for p in event.actors] == ["Anna Berg"]


def test_events_day_from_another_clause_is_not_held_against_a_merge() -> None:
    text = "Anna Berg besuchte Peru, das sie im April gelobt hatte."
    first = make_reading(text, visit("besuchte", ("2023-04-01", "2023-04-30"), said="April"), published="2023-05-05")
    second = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    picture = merge(first, second)
    assert event_of(picture, first) is event_of(picture, second)


def test_events_war_is_one_lasting_event() -> None:
    def war(text: str, day: tuple[str, str] | None, status: str, published: str) -> Reading:
        say = Say("Krieg", "ASSAULT", actors=(NORWAY,), recipients=(PERU,), day=day, status=status)
        return make_reading(text, say, published=published)

    began = war("Der Krieg begann im Mai.", ("2023-05-01", "2023-05-31"), "occurred", "2023-06-01")
    goes_on = war("Der Krieg geht weiter.", None, "ongoing", "2024-01-01")
    picture = merge(began, goes_on)
    assert event_of(picture, began) is event_of(picture, goes_on)
    assert event_of(picture, began).status == "ongoing"


def test_events_one_end_of_a_range_stands_for_all_its_days() -> None:
    text = "Anna Berg wird vom 4. Mai 2023 bis zum 6. Mai 2023 zu einem Besuch in Peru erwartet."
    plan = visit("Besuch", "2023-05-06", said="6. Mai 2023", type="AGREE", mode=None, status="planned")
    reading = make_reading(text, plan, published="2023-05-02", times={"4. Mai 2023": "2023-05-04", "6. Mai 2023": "2023-05-06"})
    date = event_of(merge(reading), reading).date
    assert date is not None
    assert (date.start, date.end, date.text) == ("2023-05-04", "2023-05-06", "4. Mai 2023 bis zum 6. Mai 2023")


def test_events_nobody_is_the_guest_of_his_own_country() -> None:
    first = make_reading("Anna Berg besuchte Peru.", visit("besuchte", "2023-05-04"), published="2023-05-05")
    second = make_reading(
        "Anna Berg ist da. Juan Prado nannte den Besuch wichtig.",
        visit("Besuch", "2023-05-04", actors=(JUAN,)),
        published="2023-05-05",
    )
    picture = merge(first, second)
    assert event_of(picture, first) is event_of(picture, second)


def test_events_visit_without_host_takes_that_of_the_meeting_nearby() -> None:
    text = "Anna Berg sprach in Lima mit Juan Prado. Der Besuch der Norwegerin findet inmitten eines Streits statt."
    talks = Say("sprach", actors=(ANNA, JUAN), place=("Lima", "PER"))
    reading = make_reading(text, talks, visit("Besuch", recipients=()), published="2023-05-05")
    event = event_of(merge(reading), reading, 1)
    assert [p.country for p in event.recipients] == ["PER"]
    report = reported()
    picture = merge(reading, report)
    assert event_of(picture, reading, 1) is event_of(picture, report)


def test_events_state_behind_an_aside_is_no_host() -> None:
    text = "Anna Berg sprach in Lima mit Juan Prado. Der Besuch der Norwegerin – der ersten seit Jahren – verärgert Chile."
    aside = replace(CHILE, begin=text.index("Chile"), end=text.index("Chile") + 5)
    talks = Say("sprach", actors=(ANNA, JUAN), place=("Lima", "PER"))
    guest = replace(ANNA, text="der Norwegerin", begin=text.index("der Norw"), end=text.index("der Norw") + 14)
    reading = make_reading(text, talks, visit("Besuch", actors=(guest,), recipients=(aside,)), published="2023-05-05")
    assert [p.country for p in event_of(merge(reading), reading, 1).recipients] == ["PER"]


@pytest.mark.parametrize(
    "meeting",
    [
        Say("sprach", actors=(ANNA, JUAN), place=("Santiago", "CHL")),
        Say("sprach", actors=(ANNA, JUAN, CHILE)),
        Say("sprach", actors=(OLE, JUAN)),
    ],
    ids=["third country", "several parties", "somebody else"],
)
def test_events_host_is_not_guessed(meeting: Say) -> None:
    text = "Gestern sprach man lange. Der Besuch findet inmitten eines Streits statt."
    reading = make_reading(text, meeting, visit("Besuch", recipients=()), published="2023-05-05")
    assert event_of(merge(reading), reading, 1).recipients == ()


def test_events_last_visit_of_somebody_is_the_one_looked_back_on() -> None:
    text = "Zuletzt besuchte Anna Berg Peru im Mai. Bei seinem letzten Besuch sagte Juan Prado manches zu."
    his = replace(JUAN, text="seinem")
    reading = make_reading(text, visit("besuchte"), visit("Besuch", actors=(his,), recipients=()), published="2023-10-11")
    event = event_of(merge(reading), reading)
    assert len(event.claims) == 2
    assert [p.name for p in event.actors] == ["Anna Berg"]


def test_events_day_ahead_outweighs_the_tense_of_a_claim_without_day() -> None:
    text = "Anna Berg besuchte Peru dieses Jahr zum zweiten Mal. Sie wird am Montag nach Lima reisen."
    reading = make_reading(
        text,
        visit("besuchte"),
        visit("reisen", type="AGREE", mode=None, status="planned"),
        times={"Montag": "XXXX-WXX-1"},
        published=("2023-10-01", "2023-10-31"),
    )
    event = event_of(merge(reading), reading)
    assert (len(event.claims), event.type, event.status) == (2, "AGREE", "planned")
    assert event.date is not None
    assert (event.date.start, event.date.end, event.date.basis) == ("2023-10-02", "2023-11-06", "derived")  # Mondays


def test_events_same_sentence_in_a_copy_is_the_same_claim() -> None:
    text = "Die Delegation lobte am Abend in der Hauptstadt die guten Aussichten auf weitere gemeinsame Geschäfte."
    first = make_reading(text, Say("lobte", "SUPPORT", actors=(NORWAY,), recipients=(PERU,)), published="2023-05-05")
    second = make_reading(text, Say("lobte", "SUPPORT", actors=(JUAN,)), published="2023-05-06", title="Zweite")
    picture = merge(first, second)
    event = event_of(picture, first)
    assert event is event_of(picture, second)
    assert any("word for word" in reason for reason in event.claims[0].why)


def test_events_war_that_names_one_side_is_the_only_war_of_that_country() -> None:
    both = Say("Krieg", "ASSAULT", actors=(NORWAY,), recipients=(PERU,), day=("2023-05-01", "2023-05-31"))
    one = Say("Krieg", "ASSAULT", recipients=(PERU,))
    began = make_reading("Der Krieg begann im Mai.", both, published="2023-06-01")
    goes_on = make_reading("Vom Krieg in Peru sprach niemand.", one, published="2023-12-01")
    assert len(event_of(merge(began, goes_on), began).articles) == 2
    other = make_reading(
        "Auch dieser Krieg begann.", Say("Krieg", "ASSAULT", actors=(CHILE,), recipients=(PERU,)), published="2023-06-02"
    )
    assert len(event_of(merge(began, goes_on, other), began).articles) == 1


def test_events_undated_mention_of_what_others_date_long_ago_is_an_echo() -> None:
    report = reported()
    text = "Norwegen und Peru streiten. Anna Berg war im Mai nach Peru gereist."
    later = make_reading(text, visit("gereist"), published="2023-07-01", times={"im Mai": "XXXX-05"})
    event = event_of(merge(report, later), later)
    assert {ref.article_id: ref.echo for ref in event.claims} == {report.article.id: False, later.article.id: True}
