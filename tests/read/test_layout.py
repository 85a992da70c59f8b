from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.article import Article
from lagebild.read import RawArticle, make_article
from lagebild.read.layout import find_layout

PAGE = """ date 2023-08 Minister reist nach Osten

Von: Erika Mustermann

Der Minister winkt auf dem Rollfeld. © Max Muster/dpa

Der Minister ist am Mittwoch in der Hauptstadt gelandet. Er bleibt zwei Tage.

Minsk – Am Donnerstag traf er den Staatschef. Beide sprachen über Handel.

Was die Nachbarn sagen

Die Nachbarn sehen den Besuch mit Sorge. „Wir beobachten das genau“, sagte ein Sprecher. (ermu)

Lesen Sie auch: Gipfel ohne Ergebnis
Quelle: www.nordblatt.example
"""


def zones(article: Article) -> list[tuple[str, str]]:
    return [(zone.kind, article.text[zone.begin : zone.end]) for zone in article.zones]


def test_layout_tells_text_from_what_stands_around_it():
    article = make_article(RawArticle(PAGE, "page.txt"))
    kinds = "header headline byline caption credit lead dateline body subhead body byline teaser credit"
    assert [kind for kind, _ in zones(article)] == kinds.split()
    assert article.title == "Minister reist nach Osten"
    assert article.outlet == "nordblatt"
    assert article.dateline is not None
    assert article.dateline.text == "Minsk"
    assert {(credit.name, credit.role) for credit in article.credits} == {
        ("Erika Mustermann", "byline"),
        ("Max Muster", "picture"),
        ("dpa", "picture"),
        ("ermu", "byline"),
        ("www.nordblatt.example", "outlet"),
    }


def test_layout_header_month_is_an_interval_with_its_basis():
    publication = make_article(RawArticle(PAGE, "page.txt")).publication
    assert (publication.start, publication.end, publication.basis, publication.precision) == (
        "2023-08-01",
        "2023-08-31",
        "header",
        "month",
    )
    assert publication.evidence[0].text == "2023-08"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Minsk, 17. August 2023 (agentur)", "2023-08-17"),
        ("Veröffentlicht am 3. Dezember 2023 um 9.15 Uhr", "2023-12-03"),
        ("01.03.2023, 12:10 Uhr", "2023-03-01"),
    ],
)
def test_layout_reads_the_day_from_a_date_line(line: str, day: str):
    text = f"Minister reist ab\n\n{line}\n\nDer Minister ist abgereist. Er kehrt am Freitag zurück."
    publication = make_article(RawArticle(text, "x.txt"), language="de").publication
    assert (publication.start, publication.end) == (day, day)


def test_layout_never_takes_a_date_from_running_text():
    text = "Minister reist ab\n\nDer Minister war schon am 3. Dezember 2021 dort. Er kehrt am Freitag zurück."
    assert make_article(RawArticle(text, "x.txt"), language="de").publication.start is None


def test_layout_impossible_date_stays_unknown_and_says_why():
    publication = make_article(
        RawArticle("Der Minister ist abgereist. Er kehrt zurück.", "x", published="2023-02-31"), language="de"
    ).publication
    assert publication.start is None
    assert "impossible" in publication.reasons[0]


def test_layout_given_title_leaves_the_first_line_as_text():
    text = "Der Minister ist abgereist.\n\nEr kehrt am Freitag zurück."
    assert [kind for kind, _ in zones(make_article(RawArticle(text, "x", title="Reise"), language="de"))] == ["lead", "body"]


def test_layout_wrapped_lines_are_one_paragraph():
    paragraph = "Der Minister ist am Mittwoch\nin der Hauptstadt gelandet und\nwurde dort vom Staatschef\nempfangen."
    text = f"Kopf der Seite\n\n{paragraph}\n\nEr bleibt zwei Tage."
    found = zones(make_article(RawArticle(text, "x"), language="de"))
    assert (
        "lead",
        "Der Minister ist am Mittwoch\nin der Hauptstadt gelandet und\nwurde dort vom Staatschef\nempfangen.",
    ) in found


@given(st.text(max_size=400))
def test_layout_zones_lie_inside_the_text_and_do_not_overlap(text: str):
    layout = find_layout(text, pack=load_pack("de"))
    end = 0
    for zone in layout.zones:
        assert end <= zone.begin < zone.end <= len(text)
        end = zone.end
    for credit in layout.credits:
        assert credit.span is not None
        assert text[credit.span.begin : credit.span.end] == credit.span.text


def test_every_line_rule_fires_on_its_example(pack: LanguagePack):
    for row in pack.table("intake/lines"):
        filler = "Der Minister ist abgereist. Er kehrt am Freitag zurück."
        example = row["example"]
        text = f"{example}\n\n{filler}" if row["where"] in {"header", "start"} else f"Kopf der Seite\n\n{filler}\n\n{example}"
        kinds = {zone.kind for zone in find_layout(text, pack=pack).zones if zone.rule == f"de.intake.{row.line}"}
        expected = "credit" if row["kind"] == "caption" else row["kind"]
        assert expected in kinds, f"line {row.line}: {example}"


def test_layout_lines_without_full_stops_are_text_when_there_is_nothing_else():
    found = zones(
        make_article(RawArticle("Ergebnisse vom Sonntag\n\nMinsk gegen Brest 2:1\n\nGomel gegen Grodno 0:0", "x"), language="de")
    )
    assert [kind for kind, _ in found] == ["headline", "lead", "body"]
