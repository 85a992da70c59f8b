"""Every page answers, in both languages and as JSON, and its links lead somewhere."""

from __future__ import annotations

import html
import re
from collections import deque
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from lagebild.api.settings import ServeSettings
from lagebild.model.reading import Reading
from lagebild.store import Store
from lagebild.web import make_app

PAGES = ("/", "/events", "/stories", "/actors", "/articles", "/network", "/map", "/promises", "/judge", "/judge/links", "/search",
         "/search?q=Minsk", "/pairs/ac-BLR/ac-CHN", "/actors/ac-CHN", "/login", "/help", "/api")  # fmt: skip
HTML = {"accept": "text/html"}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_answer_in_both_languages(client: TestClient, path: str, language: str):
    answer = client.get(path, headers=HTML | {"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_a_json_twin(client: TestClient, path: str):
    name, _, query = path.partition("?")
    twin = f"{'/index' if name == '/' else name}.json" + (f"?{query}" if query else "")
    by_address, by_header = client.get(twin), client.get(path, headers={"accept": "application/json"})
    assert by_address.headers["content-type"] == "application/json"
    assert by_address.json() == by_header.json()


def test_pages_link_only_to_what_is_there(client: TestClient):
    seen: set[str] = set()
    todo = deque(["/"])
    while todo:
        path = todo.popleft()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path, headers=HTML)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            links = {html.unescape(link).split("#")[0] for link in re.findall(r'(?:href|src)="([^"]*)"', answer.text)}
            todo += sorted(link for link in links if link.startswith("/") and "?" not in link and not link.endswith(".json"))
    assert any(path.startswith("/events/ev-") for path in seen)
    assert any("/facts/" in path for path in seen)


def test_pair_page_is_limited_by_days_and_type(client: TestClient):
    def events(query: str) -> int:
        return int(client.get(f"/pairs/ac-BLR/ac-CHN.json?{query}").json()["total"])

    assert events("") == 3
    assert events("since=2023-06-01&until=2023-06-30") == 1
    assert events("status=planned") == 1
    assert events("type=ASSAULT") == 0


def test_pair_is_found_by_names(client: TestClient):
    answer = client.get("/pairs", params={"a": "China", "b": "BLR"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/pairs/ac-CHN/ac-BLR")


def test_article_page_gives_the_text_back_with_numbered_evidence(client: TestClient, readings: tuple[Reading, ...]):
    article = readings[0].article
    page = client.get(f"/articles/{article.id}.json").json()
    assert "".join(piece["text"] for piece in page["pieces"]) == article.text
    assert [note["number"] for note in page["notes"]] == list(range(1, 5))
    assert {note["kind"] for note in page["notes"]} == {"event", "quote", "figure", "tie"}
    for note in page["notes"]:
        assert article.text[note["begin"] : note["end"]] == note["text"]


def test_fact_has_an_address_of_its_own(client: TestClient, readings: tuple[Reading, ...]):
    reading = readings[0]
    fact = client.get(f"/articles/{reading.article.id}/facts/{reading.claims[0].id}.json").json()
    assert fact["note"]["record"]["trigger"]["text"] == "empfing"
    assert client.get(f"/articles/{reading.article.id}/facts/c-unknown").status_code == 404


def test_event_page_compares_sources_slot_by_slot(client: TestClient):
    event = client.get("/events.json").json()["events"][0]["event"]
    page = client.get(f"/events/{event['id']}.json").json()
    assert {row["slot"] for row in page["matrix"]} >= {"date", "participants", "status", "wording"}
    assert all(len(row["cells"]) == len(page["columns"]) for row in page["matrix"])


def test_search_finds_and_counts(client: TestClient):
    page = client.get("/search.json?q=minsk").json()
    assert page["total"] > 0
    assert {facet["property"] for facet in page["facets"]} >= {"kind", "outlet", "year"}
    only = client.get("/search.json?q=minsk&kind=event").json()
    assert {hit["kind"] for hit in only["hits"]} == {"event"}


def test_network_draws_every_edge_between_drawn_actors(client: TestClient):
    network = client.get("/network.json").json()["network"]
    ids = {node["id"] for node in network["nodes"]}
    assert {"ac-BLR", "ac-CHN"} <= ids
    assert all({edge["a"], edge["b"]} <= ids for edge in network["edges"])


def test_empty_store_says_what_to_do(tmp_path: Path):
    Store(tmp_path / "store", create=True)
    with TestClient(make_app(ServeSettings(tmp_path / "store")), base_url="http://localhost") as client:
        page = client.get("/", headers=HTML | {"accept-language": "de"})
        assert "lagebild read" in page.text
        for path in ("/events", "/stories", "/actors", "/articles", "/network", "/promises", "/judge", "/search?q=x"):
            assert client.get(path, headers=HTML).status_code == 200, path


def test_unknown_things_are_404_with_words_and_as_problem(client: TestClient):
    page = client.get("/events/ev-none", headers=HTML | {"accept-language": "de"})
    assert page.status_code == 404
    assert "ev-none" in page.text
    problem = client.get("/events/ev-none.json")
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 404


def test_page_is_not_made_again_when_nothing_changed(client: TestClient):
    first = client.get("/events", headers=HTML)
    tag = first.headers["etag"]
    assert client.get("/events", headers=HTML | {"if-none-match": tag}).status_code == 304
    assert client.get("/events", headers=HTML | {"if-none-match": tag, "accept-language": "en"}).status_code == 200
    assert "etag" not in client.get("/nothing", headers=HTML).headers
