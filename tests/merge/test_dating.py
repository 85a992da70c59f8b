from __future__ import annotations

from lagebild.merge import merge_readings
from lagebild.model.article import Publication
from lagebild.model.reading import Reading
from tests.merge.make import ANNA, JUAN, PACK, ROSA, Say, make_reading, visit

NEWS = "Die Norwegerin Anna Berg sprach in Lima mit der Führung von Peru über Fischfang, Zölle, Häfen und Kupfer"
DATED = make_reading(
    f"{NEWS}. Der Besuch dauert drei Tage.", visit("Besuch", ("2023-05-02", "2023-05-04")), published="2023-05-03"
)  # Tuesday to Thursday


def dated(reading: Reading, *others: Reading) -> Publication:
    picture = merge_readings([reading, *others], pack=PACK)
    return next(a.publication for a in picture.articles if a.id == reading.article.id)


def days(publication: Publication) -> tuple[str | None, str | None]:
    return publication.start, publication.end


def test_dating_says_nothing_without_evidence() -> None:
    reading = make_reading(f"{NEWS}. Der Besuch am Mittwoch verlief gut.", visit("Besuch"), times={"Mittwoch": "XXXX-WXX-3"})
    assert dated(reading) == reading.article.publication


def test_dating_weekday_of_a_visit_that_another_article_dates() -> None:
    reading = make_reading(f"{NEWS}. Am Mittwoch war sie dort zu Besuch.", visit("Besuch"), times={"Mittwoch": "XXXX-WXX-3"})
    found = dated(reading, DATED)
    assert days(found) == ("2023-05-03", "2023-05-09")
    assert found.basis == "derived"
    assert any("Mittwoch" in reason for reason in found.reasons)
    assert found.evidence[0].text == "Mittwoch"


def test_dating_weekday_that_does_not_fit_leaves_it_open() -> None:
    reading = make_reading(f"{NEWS}. Am Sonntag war sie dort zu Besuch.", visit("Besuch"), times={"Sonntag": "XXXX-WXX-7"})
    assert days(dated(reading, DATED)) == (None, None)


def test_dating_two_days_ahead_narrow_more_than_one() -> None:
    text = f"{NEWS}. Am Dienstag und Mittwoch wird sie dort zu Besuch sein."
    plan = visit("Besuch", type="AGREE", mode=None, status="planned")
    reading = make_reading(text, plan, times={"Dienstag": "XXXX-WXX-2", "Mittwoch": "XXXX-WXX-3"})
    assert days(dated(reading, DATED)) == ("2023-04-27", "2023-05-02")


def test_dating_day_without_year_bounds_and_the_claim_gets_its_day() -> None:
    text = f"{NEWS}. Am Mittwoch war sie dort zu Besuch. Ein Treffen mit Juan Prado soll am 4. Mai folgen."
    meeting = Say("Treffen", "AGREE", actors=(ANNA, JUAN), status="planned")
    reading = make_reading(text, visit("Besuch"), meeting, times={"Mittwoch": "XXXX-WXX-3", "4. Mai": "XXXX-05-04"})
    picture = merge_readings([reading, DATED], pack=PACK)
    assert days(dated(reading, DATED)) == ("2023-05-03", "2023-05-04")
    refs = {(r.article_id, r.claim_id): r for e in picture.events for r in e.claims}
    date = refs[reading.article.id, "c0"].date
    assert date is not None
    assert (date.start, date.end, date.basis) == ("2023-05-03", "2023-05-03", "derived")


def test_dating_today_meets_the_header_month_and_the_stated_days() -> None:
    text = "Peru empfängt heute Anna Berg. Der Besuch dauert vom 30. Mai 2023 an bis in den Juni."
    reading = make_reading(
        text,
        visit("empfängt"),
        visit("Besuch", ("2023-05-30", "2023-06-01"), said="30. Mai 2023", same_as=0),
        published=("2023-05-01", "2023-05-31"),
        times={"heute": "XXXX-XX-XX", "30. Mai 2023": "2023-05-30"},
    )
    assert days(dated(reading)) == ("2023-05-30", "2023-05-31")


def test_dating_lookback_by_month_and_second_time_this_year() -> None:
    text = "Anna Berg kam dieses Jahr zum zweiten Mal nach Peru. Zuletzt war sie Anfang Mai dorthin gereist."
    reading = make_reading(text, visit("kam"), visit("gereist"), times={"Anfang Mai": "XXXX-05"})
    picture = merge_readings([reading, DATED], pack=PACK)
    assert days(dated(reading, DATED)) == ("2023-05-02", "2023-12-31")
    events = {(r.article_id, r.claim_id): e for e in picture.events for r in e.claims}
    assert events[reading.article.id, "c1"] is events[DATED.article.id, "c0"]
    assert events[reading.article.id, "c0"] is not events[DATED.article.id, "c0"]


def test_dating_keeps_a_day_that_is_given() -> None:
    reading = make_reading(
        f"{NEWS}. Am Mittwoch war sie dort zu Besuch.", visit("Besuch"), times={"Mittwoch": "XXXX-WXX-3"}, published="2023-05-04"
    )
    assert dated(reading, DATED) == reading.article.publication


def test_dating_full_dates_bound_the_article() -> None:
    text = "Anna Berg besuchte am 4. Mai 2023 Lima. Am 9. Mai 2023 soll ein Besuch in Arequipa folgen."
    reading = make_reading(
        text,
        visit("besuchte", "2023-05-04", said="4. Mai 2023"),
        visit("Besuch", "2023-05-09", said="9. Mai 2023", type="AGREE", mode=None, status="planned"),
        times={"4. Mai 2023": "2023-05-04", "9. Mai 2023": "2023-05-09"},
    )
    assert days(dated(reading)) == ("2023-05-04", "2023-05-09")


def test_dating_one_weekday_alone_does_not_date_an_undated_article() -> None:
    mine = "Über Kaffee, Straßen und Schulen redete Anna Berg am Mittwoch mit Rosa Vega; der Regen störte kaum."
    mine += " Musik spielte, Kinder sangen, draußen warteten Busfahrer, Köche und Gärtner auf ihr Mittagessen."
    theirs = "Rosa Vega sprach mit Anna Berg lange über Kaffee, Zinsen, Banken und neue Kredite für Bauern im Hochland."
    theirs += " Zuvor hatten Fachleute vor Frost, Dürre und steigenden Preisen gewarnt, berichtete ein Sender."
    reading = make_reading(mine, Say("redete", actors=(ANNA, ROSA)), times={"Mittwoch": "XXXX-WXX-3"})
    other = make_reading(theirs, Say("sprach", actors=(ANNA, ROSA), day="2023-05-03"), published="2023-05-03")
    assert days(dated(reading, other)) == (None, None)


def test_dating_two_weekdays_beside_the_people_of_a_visit_and_its_talks() -> None:
    text = f"{NEWS}. Am Dienstag landete Anna Berg bei Juan Prado, und am Donnerstag reiste sie weiter."
    reading = make_reading(text, times={"Dienstag": "XXXX-WXX-2", "Donnerstag": "XXXX-WXX-4"})
    assert days(dated(reading, DATED)) == ("2023-04-28", "2023-05-08")
    assert days(dated(make_reading(text, times={"Dienstag": "XXXX-WXX-2"}), DATED)) == (None, None)


def test_dating_signs_that_contradict_each_other_leave_it_open() -> None:
    text = f"{NEWS}. Am Mittwoch war sie dort zu Besuch. Am Sonntag sprach Anna Berg mit Juan Prado."
    times = {"Mittwoch": "XXXX-WXX-3", "Sonntag": "XXXX-WXX-7"}
    talks = Say("sprach", actors=(ANNA, JUAN), nth=2)
    reading = make_reading(text, visit("Besuch"), talks, times=times)
    far = make_reading(
        f"{NEWS}, und Juan Prado war dabei.", Say("sprach", actors=(ANNA, JUAN), day="2021-08-01"), published="2021-08-02"
    )  # a Sunday
    found = dated(reading, DATED, far)
    assert days(found) == (None, None)


def test_dating_derived_days_date_no_other_article() -> None:
    text = f"{NEWS}. Am Mittwoch war sie dort zu Besuch."
    first = make_reading(text, visit("Besuch"), times={"Mittwoch": "XXXX-WXX-3"}, published=("2023-05-01", "2023-05-31"))
    second = make_reading(
        text, visit("Besuch"), times={"Mittwoch": "XXXX-WXX-3"}, title="Zweite", published=("2023-05-01", "2023-05-31")
    )
    assert days(dated(first, second)) == ("2023-05-01", "2023-05-31")


def test_dating_as_of_knows_an_undated_article_once_its_days_are_over() -> None:
    text = f"{NEWS}. Am Dienstag landete Anna Berg bei Juan Prado, und am Donnerstag reiste sie weiter."
    reading = make_reading(text, times={"Dienstag": "XXXX-WXX-2", "Donnerstag": "XXXX-WXX-4"})
    before, after = (merge_readings([reading, DATED], pack=PACK, as_of=day) for day in ("2023-05-07", "2023-05-08"))
    assert reading.article.id not in {a.id for a in before.articles}
    assert reading.article.id in {a.id for a in after.articles}
