"""Words that do not go with the date of their article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.merge import merge_readings
from lagebild.model.layers import TimeExpression
from lagebild.model.picture import DateDoubt
from lagebild.model.reading import Reading
from lagebild.model.span import Interval, span_of
from tests.merge.make import PACK, make_reading, visit


def doubts(reading: Reading) -> tuple[DateDoubt, ...]:
    (article,) = merge_readings([reading], pack=PACK).articles
    return article.date_doubts


def timed(
    text: str,
    words: str,
    value: str,
    days: tuple[str, str],
    *,
    published: str,
    mod: str | None = None,
    anchor: str = "publication",
) -> Reading:
    """A dated article with one time expression."""
    reading = make_reading(text, published=published)
    begin = text.index(words)
    precision = "month" if mod else "day"
    span = span_of(text, begin, begin + len(words))
    time = TimeExpression("t1", span, 0, "DATE", value, Interval(*days), precision, anchor, "test", "", mod=mod)
    return replace(reading, times=(time,))


@pytest.mark.parametrize(
    ("published", "found"), [("2023-03-02", True), ("2023-03-03", False), ("2023-03-17", False)]
)  # fmt: skip
def test_beginning_of_this_month_told_as_past_on_its_first_days(published: str, found: bool) -> None:
    text = "Anna Berg hatte Anfang dieses Monats Lima besucht und dort die Führung getroffen."
    reading = timed(text, "Anfang dieses Monats", "2023-03", ("2023-03-01", "2023-03-10"), published=published, mod="START")
    assert [d.text for d in doubts(reading)] == ["Anfang dieses Monats"] * found


def test_middle_of_this_month_told_as_coming_after_it() -> None:
    text = "Anna Berg wird Mitte dieses Monats nach Lima reisen."
    late, early = (
        timed(text, "Mitte dieses Monats", "2023-03", ("2023-03-11", "2023-03-20"), published=day, mod="MID")
        for day in ("2023-03-25", "2023-03-05")
    )
    assert "was over" in doubts(late)[0].why
    assert doubts(early) == ()


@pytest.mark.parametrize(
    ("words", "value", "day", "anchor", "why"),
    [
        ("Mittwoch, 3. Mai 2023", "2023-05-03", "2023-05-03", "none", None),
        ("Montag, 3. Mai 2023", "2023-05-03", "2023-05-03", "none", "another day of the week"),
        ("Mittwoch, dem 3. Mai", "2023-05-03", "2023-05-03", "publication", None),
        ("Montag, dem 3. Mai", "2021-05-03", "2021-05-03", "publication", "in 2021 it is one"),
        ("Montag", "2023-05-01", "2023-05-01", "publication", None),
    ],
)
def test_weekday_beside_a_day(words: str, value: str, day: str, anchor: str, why: str | None) -> None:
    reading = timed(f"Am {words} sprach Anna Berg in Lima.", words, value, (day, day), published="2023-05-04", anchor=anchor)
    found = doubts(reading)
    assert [d.text for d in found] == [words] * (why is not None)
    assert all(why in d.why for d in found if why is not None)


def test_news_from_after_the_publication_and_plans_from_before_it() -> None:
    text = "Anna Berg besuchte am 9. Mai 2023 Lima. Am 2. Mai 2023 soll ein Besuch in Arequipa folgen."
    claims = (
        visit("besuchte", "2023-05-09", said="9. Mai 2023"),
        visit("Besuch", "2023-05-02", said="2. Mai 2023", type="AGREE", mode=None, status="planned"),
    )
    times = {"9. Mai 2023": "2023-05-09", "2. Mai 2023": "2023-05-02"}
    found = doubts(make_reading(text, *claims, times=times, published="2023-05-04"))
    assert [d.text for d in found] == ["9. Mai 2023", "2. Mai 2023"]
    assert doubts(make_reading(text.replace("9. Mai", "3. Mai"), visit("besuchte", "2023-05-03", said="3. Mai 2023"),
                               times={"3. Mai 2023": "2023-05-03"}, published="2023-05-04")) == ()  # fmt: skip


def test_an_article_whose_days_are_not_known_contradicts_nothing() -> None:
    text = "Anna Berg besuchte am 9. Mai 2023 Lima."
    claim = visit("besuchte", "2023-05-09", said="9. Mai 2023")
    undated = make_reading(text, claim, times={"9. Mai 2023": "2023-05-09"})
    month = make_reading(text, claim, times={"9. Mai 2023": "2023-05-09"}, published=("2023-04-01", "2023-04-30"))
    assert doubts(undated) == doubts(month) == ()
