"""The page with the map: numbers, filters, the list of a place, and that it holds nothing but what was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from lagebild.api.settings import ServeSettings
from lagebild.build import build_picture
from lagebild.model.layers import Location
from lagebild.model.reading import Reading
from lagebild.store import Store
from lagebild.web import make_app
from tests.web.conftest import plain_reading

HTML = {"accept": "text/html"}
TEXTS = (
    ("China und Belarus trafen sich am Mittwoch in Minsk zu Gesprächen.", "trafen", "Minsk", "BLR", "2023-06-07"),
    ("China und Belarus trafen sich am Montag in Peking zum Essen.", "trafen", "Peking", "CHN", "2021-02-01"),
    ("China und Belarus berieten in <b>Dorf</b> über den Handel.", "berieten", "<b>Dorf</b>", "BLR", "2023-07-03"),
)


def placed(text: str, trigger: str, place: str, country: str, day: str) -> Reading:
    found = plain_reading(text, trigger, title=place, day=day, outlet="Blatt", published=day)
    begin = text.index(place)
    (claim,) = found.claims
    return replace(found, claims=(replace(claim, location=Location(place, begin, begin + len(place), country)),))


@pytest.fixture(scope="module")
def map_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("map") / "store"
    store = Store(folder, create=True)
    store.add_readings([placed(*row) for row in TEXTS])
    build_picture(store)
    with TestClient(make_app(ServeSettings(folder)), base_url="http://localhost:8000") as client:
        yield client


def sites(client: TestClient, query: str = "") -> dict[str | None, int]:
    drawn = client.get(f"/map.json?{query}").json()["map"]
    return {site["name"]: site["cooperation"] for site in drawn["sites"]}


def test_places_are_counted_and_filtered(map_client: TestClient) -> None:
    assert sites(map_client) == {"Minsk": 1, "Peking": 1, None: 1}
    assert sites(map_client, "since=2023-01-01") == {"Minsk": 1, None: 1}
    assert sites(map_client, "actor=China&until=2022") == {"Peking": 1}
    assert sites(map_client, "type=ASSAULT") == {}


def test_a_place_shows_its_events(map_client: TestClient) -> None:
    page = map_client.get("/map?at=Minsk&country=BLR", headers=HTML).text
    assert 'id="chosen"' in page
    assert "Gesprächen" in page
    assert "Essen" not in page
    assert map_client.get("/map.json?at=Minsk&country=CHN").json()["chosen"] is None


def test_words_of_articles_stay_words(map_client: TestClient) -> None:
    page = map_client.get("/map", headers=HTML).text
    assert "&lt;b&gt;Dorf&lt;/b&gt;" in page
    assert "<b>Dorf" not in page


def test_the_drawing_has_a_table_beside_it_and_links_that_lead_on(map_client: TestClient) -> None:
    page = map_client.get("/map?region=world", headers=HTML).text
    drawing, _, table = page.partition("</svg>")
    assert drawing.count('class="spot"') == 3
    assert all(name in table for name in ("Minsk", "Peking", "Belarus"))
    links = re.findall(r'href="(/map\?[^"]*)"', page)
    assert len(links) > 8
    for link in links:
        assert map_client.get(link.replace("&amp;", "&"), headers=HTML).status_code == 200


def test_views_are_rectangles(map_client: TestClient) -> None:
    near = map_client.get("/map.json?bbox=20,48,35,58").json()["map"]
    assert [spot["site"]["name"] for spot in near["spots"] if spot["site"]["level"] == "place"] == ["Minsk"]
    assert map_client.get("/map?bbox=1,2,3", headers=HTML).status_code == 400
    assert map_client.get("/map.json?bbox=0,0,0,0").status_code == 400


def test_without_places_the_page_says_so(client: TestClient) -> None:
    answer = client.get("/map", headers=HTML | {"accept-language": "en"})
    assert "No event has a place" in answer.text
    assert "<svg" not in answer.text.partition("<main")[2]


def test_names_of_the_english_page_are_english_and_lead_to_the_same_places(map_client: TestClient) -> None:
    page = map_client.get("/map", headers=HTML | {"accept-language": "en"}).text
    assert re.search(r'href="/map\?at=Peking&amp;country=CHN#chosen"[^>]*>Beijing<', page)
    assert "Peking</a>" not in page
    assert "Peking</a>" in map_client.get("/map", headers=HTML | {"accept-language": "de"}).text
