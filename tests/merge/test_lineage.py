"""On whom articles rest, and how many of them are independent for an event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.merge import merge_readings
from lagebild.merge.outlets import outlets_of
from lagebild.model.article import Article, Source
from lagebild.model.layers import Actor, Claim, Mention, Participant, Statement
from lagebild.model.picture import ArticleInPicture, Picture
from lagebild.model.reading import Reading
from lagebild.model.span import span_of
from tests.merge.make import PACK, UNKNOWN, make_reading, visit

TEXTS = (
    "Anna Berg besuchte am Donnerstag die Hauptstadt Lima und sprach dort mit der Regierung über Fischfang und Zölle.",
    "Hoher Besuch in Lima: Die Norwegerin Anna Berg hat Peru besucht, doch die Fischer fürchten um ihr Auskommen.",
    "Was bringt es, dass Anna Berg in dieser Woche Peru besuchte? Viel Kupfer, wenig Vertrauen, meinen Händler.",
)


def told(number: int, **more: object) -> Reading:
    trigger = ("besuchte", "Besuch", "besuchte")[number]
    reading = make_reading(TEXTS[number], visit(trigger, "2023-05-04"), published="2023-05-04", **more)  # type: ignore[arg-type]
    return replace(reading, claims=tuple(replace(c, id=f"c-{number}") for c in reading.claims))


def citing(reading: Reading, name: str, actor_id: str, *, country: str | None = None) -> Reading:
    """The reading with a sentence more in which a medium tells what its claims say."""
    text = f"{reading.article.text} Das meldete {name} am Abend."
    begin = text.index(name, len(reading.article.text))
    span = span_of(text, begin, begin + len(name))
    source = Participant(name, span.begin, span.end, country, "MED", name, actor_id, "by hand")
    spoken = Statement(
        "s-1", "indirect", 0, 0, (), (), None, (source,), span, None, None, None, None, (), None, None, "test", 1.0
    )
    claims = tuple(replace(claim, statement="s-1") for claim in reading.claims)
    return replace(reading, article=replace(reading.article, text=text), statements=(spoken,), claims=claims)


def picture_of(*readings: Reading) -> Picture:
    return merge_readings(readings, pack=PACK)


def article(picture: Picture, reading: Reading) -> ArticleInPicture:
    return next(a for a in picture.articles if a.id == reading.article.id)


def origins(*readings: Reading) -> int:
    (event,) = picture_of(*readings).events
    assert len(event.articles) == len(readings)
    return len(event.origins)


def test_two_reports_of_one_agency_are_one_origin_and_a_third_is_another() -> None:
    first, second, own = told(0, agency="dpa"), told(1, agency="dpa"), told(2)
    assert origins(first, second, own) == 2
    assert origins(told(0, agency="dpa"), told(1, agency="AFP"), own) == 3
    (rest,) = article(picture_of(first, second), first).rests_on
    assert (rest.name, rest.kind, rest.outlet_id, rest.article_id) == ("dpa", "credit", "DPA", None)


def test_a_report_of_ones_own_stays_an_origin_beside_one_that_shares_publisher_and_agency() -> None:
    bridge = told(0, agency="dpa", outlet="Ostseekurier - Politik")
    assert origins(bridge, told(1, outlet="Ostseekurier"), told(2, agency="dpa")) == 2


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("SPIEGEL ONLINE - Politik", "Der Spiegel", 1),
        ("merkur.de", "Frankfurter Rundschau", 1),
        ("www.ntv.de", "n-tv", 1),
        ("tagesschau.de - Ausland", "NDR | Nachrichten", 1),
        ("Nordblatt - Ausland", "Nordblatt: Wirtschaft", 1),
        ("Xinhua", "Global Times", 1),
        ("Nordblatt", "Ostseekurier", 2),
        ("Bild", "Bild der Woche", 2),
        (None, None, 2),
    ],
)
def test_feeds_of_one_publisher_are_one_origin(one: str | None, other: str | None, count: int) -> None:
    assert origins(told(0, outlet=one), told(1, outlet=other)) == count


def test_outlet_is_known_by_its_site_where_it_has_no_name() -> None:
    known = outlets_of(PACK)

    def publisher(url: str) -> str | None:
        found = known.of_article(Article("a", "x", None, "de", UNKNOWN, url=url))
        return None if found is None else found.publisher

    assert publisher("https://rss.sueddeutsche.de/politik/1") == "Süddeutsche Zeitung"
    assert publisher("https://news.example.co.uk/a") == publisher("https://www.example.co.uk/b") == "site:example.co.uk"
    assert publisher("/local/file") is None


def test_two_articles_that_cite_one_medium_for_the_claim_are_one_origin() -> None:
    first, second = citing(told(0), "TASS", "ac-TASS"), citing(told(1), "die Agentur Tass", "ac-TASS")
    assert origins(first, second) == 1
    assert origins(first, citing(told(1), "Reuters", "ac-REUTERS")) == 2
    assert origins(first, citing(told(1), "russische Staatsmedien", "ac-x", country="RUS")) == 1
    (rest,) = article(picture_of(first), first).rests_on
    assert (rest.name, rest.kind, rest.claims) == ("TASS", "cited", ("c-0",))
    assert first.article.text[rest.begin : rest.end] == "TASS"


def test_a_claim_told_on_its_own_authority_as_well_keeps_the_article_independent() -> None:
    text = "Anna Berg besuchte Lima. Der Besuch dauert drei Tage."
    both = make_reading(text, visit("besuchte", "2023-05-04"), visit("Besuch", "2023-05-04", same_as=0), published="2023-05-04")
    named = citing(both, "TASS", "ac-TASS")
    claims = (replace(named.claims[0], statement=None), named.claims[1])
    assert origins(replace(named, claims=claims), citing(told(1), "TASS", "ac-TASS")) == 2


def test_the_article_of_a_cited_medium_is_found_in_the_store() -> None:
    scoop = told(0, outlet="Der Spiegel")
    late = citing(told(1, outlet="Nordblatt"), "Spiegel", "ac-SPIEGEL")
    picture = picture_of(scoop, late)
    (rest,) = article(picture, late).rests_on
    assert (rest.kind, rest.article_id) == ("cited", scoop.article.id)
    assert len(picture.events[0].origins) == 1
    assert article(picture, scoop).rests_on == ()


def test_a_medium_behind_another_is_a_source_too() -> None:
    text = "Anna Berg besuchte Lima. Das schrieb der Nordbote unter Berufung auf die New York Times."
    reading = make_reading(text, visit("besuchte", "2023-05-04"), published="2023-05-04")
    begin = text.index("Nordbote")
    paper = Participant("Nordbote", begin, begin + 8, None, "MED", "Nordbote", "ac-x-nordbote", "by hand")
    times = text.index("New York Times")
    mention = Mention(span_of(text, times, times + 14), "name", 1, 0, "test", 1.0)
    actor = Actor("ac-NYT", "New York Times", "organisation", "USA", "MED", (mention,))
    frame = (span_of(text, text.index("Das schrieb"), len(text) - 1),)
    spoken = Statement(
        "s-1", "indirect", 0, 1, (), (), None, (paper,), None, None, None, None, None, frame, None, None, "test", 1.0
    )
    claims: tuple[Claim, ...] = tuple(replace(c, statement="s-1") for c in reading.claims)
    made = replace(reading, statements=(spoken,), claims=claims, actors=(*reading.actors, actor))
    assert [r.name for r in article(picture_of(made), made).rests_on] == ["New York Times"]


def test_credits_of_the_outlet_itself_and_codes_of_authors_are_no_sources() -> None:
    reading = told(0, outlet="ntv")
    credits_ = tuple(Source(name, "cited", None) for name in ("ntv.de", "ino", "dpa", "Pressestelle des Hafens"))
    credited = replace(reading, article=replace(reading.article, credits=(*credits_, Source("AFP", "picture", None))))
    assert [r.name for r in article(picture_of(credited), credited).rests_on] == ["dpa", "Pressestelle des Hafens"]


def test_copy_and_passage_name_the_article_and_the_claims_in_it() -> None:
    more = " Mitarbeiter der Delegation nannten das Gespräch offen und freundlich."
    more += " Am Freitag reist die Norwegerin weiter nach Chile."
    more += " Dort warten Bergleute, Winzer und der Präsident auf sie, bevor es am Sonntag nach Oslo zurückgeht."
    wire = make_reading(TEXTS[0] + more, visit("besuchte", "2023-05-04"), published="2023-05-04", agency="dpa")
    cut = make_reading((TEXTS[0] + more)[:-40], published="2023-05-05", agency="dpa")
    taken = make_reading(
        f"{TEXTS[2]} In der Meldung hieß es: {TEXTS[0]}", visit("besuchte", "2023-05-04", nth=2), published="2023-05-06"
    )
    picture = picture_of(wire, cut, taken)
    rests = {r.kind: r for r in article(picture, cut).rests_on}
    assert rests["copy"].article_id == rests["credit"].article_id == wire.article.id
    passage = next(r for r in article(picture, taken).rests_on if r.kind == "passage" and r.article_id == wire.article.id)
    assert passage.claims == ("c0",)
    assert len(picture.events[0].origins) == 1
