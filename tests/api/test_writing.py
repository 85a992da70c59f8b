"""The writing endpoints: articles in and out, judgements, and who may."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from lagebild.api import served
from lagebild.api.settings import ServeSettings
from lagebild.keeping import renew_picture
from lagebild.store import Store
from lagebild.web import make_app

API = "/api/v1"
TOKEN = "a token of some length"  # noqa: S105
TEXT = "Der polnische Außenminister Radosław Sikorski hat am Dienstag in Berlin seine Amtskollegin Annalena Baerbock getroffen."


def serving(store: Path, **settings: Any) -> TestClient:
    return TestClient(make_app(ServeSettings(store, **settings)), base_url="http://localhost:8000")


@pytest.fixture
def writer(store_copy: Path) -> Iterator[TestClient]:
    with serving(store_copy) as client:
        yield client


def claim_of(client: TestClient) -> str:
    return str(client.get(f"{API}/claims?limit=1").json()["items"][0]["id"])


def test_article_is_read_stored_and_removed(writer: TestClient):
    new = {"text": TEXT, "id": "mine-1", "published": "2024-05-14", "outlet": "Blatt", "url": "https://example.org/1"}
    bad = {"text": "123 456"}
    answer = writer.post(f"{API}/articles", json={"articles": [new, bad]})
    assert answer.status_code == 201, answer.text
    read, failed = answer.json()["articles"]
    assert (read["status"], failed["status"]) == ("read", "failed")
    assert read["claims"] > 0
    assert "no words" in failed["problem"]
    article = writer.get(f"{API}/articles/mine-1").json()
    assert (article["id"], article["outlet"], article["published_first"]) == (read["id"], "Blatt", "2024-05-14")
    again = writer.post(f"{API}/articles", json={"articles": [new]})
    assert (again.status_code, again.json()["articles"][0]["status"]) == (200, "known")
    assert writer.delete(f"{API}/articles/{read['id']}").status_code == 204
    assert writer.get(f"{API}/articles/{read['id']}").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"articles": []}, 422),
        ({}, 422),
        ({"articles": [{"text": ""}]}, 422),
        ({"articles": [{"text": "123"}]}, 422),
        ({"articles": [{"text": "x", "publsihed": "2024"}]}, 422),
        ({"articles": [{"text": "x", "url": "javascript:alert(1)"}]}, 422),
        ({"articles": [{"text": "x", "published": "last week"}]}, 422),
        ({"articles": [{"text": "ein Wort " * 200}]}, 422),
        ({"articles": [{"text": "x"}] * 4}, 413),
    ],
)
def test_articles_that_cannot_be_are_refused_and_nothing_is_stored(store_copy: Path, body: dict[str, Any], status: int):
    with serving(store_copy, max_articles=3, max_article_chars=1_000) as client:
        before = Store(store_copy).article_ids()
        answer = client.post(f"{API}/articles", json=body)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert Store(store_copy).article_ids() == before


def test_only_json_is_taken(writer: TestClient):
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = writer.post(f"{API}/articles", content=b'{"articles": [{"text": "x"}]}', headers={"content-type": kind})
        assert answer.status_code == 422


def test_other_sites_cannot_write_through_a_browser(writer: TestClient):
    body = {"decision": "reject", "target": claim_of(writer), "author": "x", "reason": "x"}
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert writer.post(f"{API}/judgements", json=body, headers=headers).status_code == 403
    assert writer.get(f"{API}/judgements").json() == []


def test_judgement_wins_over_the_machine_and_can_be_undone(writer: TestClient):
    target, events = claim_of(writer), writer.get(f"{API}/events").json()["total"]
    signed = {"target": target, "author": "Ada", "reason": "not in the sentence"}
    made = writer.post(f"{API}/judgements", json=signed | {"decision": "reject"})
    assert made.status_code == 201
    assert [(row["target_id"], row["kind"], row["author"]) for row in made.json()] == [(target, "reject", "Ada")]
    assert writer.get(f"{API}/events").json()["total"] == events - 1
    writer.post(f"{API}/judgements", json=signed | {"decision": "undo"})
    assert writer.get(f"{API}/judgements").json() == []
    assert writer.get(f"{API}/events").json()["total"] == events


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"decision": "delete"}, 422),
        ({"author": ""}, 422),
        ({"target": "c-unknown"}, 404),
        ({"decision": "same"}, 400),
        ({"decision": "correct"}, 400),
        ({"decision": "undo"}, 404),
        ({"decision": "link", "target": "../../x"}, 400),
        ({"surprise": 1}, 422),
    ],
)
def test_judgements_that_cannot_be_are_refused(writer: TestClient, change: dict[str, Any], status: int):
    body = {"decision": "accept", "target": claim_of(writer), "author": "Ada", "reason": "checked"} | change
    assert writer.post(f"{API}/judgements", json=body).status_code == status


@pytest.mark.parametrize(
    ("settings", "headers", "status"),
    [
        ({"token": TOKEN}, {}, 401),
        ({"token": TOKEN}, {"authorization": "Bearer guess"}, 401),
        ({"token": TOKEN}, {"authorization": f"Basic {TOKEN}"}, 401),
        ({"token": TOKEN}, {"authorization": f"Bearer {TOKEN}"}, 404),
        ({"read_only": True}, {}, 403),
        ({"read_only": True, "token": TOKEN}, {"authorization": f"Bearer {TOKEN}"}, 403),
        ({}, {}, 404),
    ],
)
def test_writing_needs_the_token_and_a_server_that_writes(
    made_store: Path, settings: dict[str, Any], headers: dict[str, str], status: int
):
    body = {"decision": "accept", "target": "c-unknown", "author": "Ada", "reason": "checked"}
    with serving(made_store, **settings) as client:
        assert client.post(f"{API}/judgements", json=body, headers=headers).status_code == status
        assert client.get(f"{API}/events").status_code == 200
        if status == 401:
            assert client.delete(f"{API}/articles/a-none", headers=headers).status_code == 401
            assert client.post(f"{API}/judgements", json=body).headers["www-authenticate"] == "Bearer"


@pytest.fixture
def may_build(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Builds wait for this, and pages do not wait for builds."""
    allowed = threading.Event()

    def slow(store: Store, **options: Any) -> None:
        allowed.wait(30)
        renew_picture(store, **options)

    monkeypatch.setattr(served, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(served, "renew_picture", slow)
    return allowed


def wait_until_built(client: TestClient) -> dict[str, Any]:
    deadline = time.monotonic() + 30
    while client.get(API).json()["building"] and time.monotonic() < deadline:
        time.sleep(0.05)
    return dict(client.get(API).json())


def test_removing_does_not_wait_for_a_long_build(writer: TestClient, store_copy: Path, may_build: threading.Event):
    article = str(writer.get(f"{API}/articles?limit=1").json()["items"][0]["id"])
    before = writer.get(f"{API}/articles").json()["total"]
    answer = writer.delete(f"{API}/articles/{article}")
    assert (answer.status_code, answer.json()) == (202, {"id": article, "picture": "building"})
    assert article not in Store(store_copy).article_ids()
    assert writer.get(f"{API}/articles/{article}").status_code == 200  # as the picture before
    assert writer.delete(f"{API}/articles/{article}").status_code == 404
    may_build.set()
    assert wait_until_built(writer)["articles"] == before - 1
    assert writer.get(f"{API}/articles/{article}").status_code == 404
    files = [path for path in store_copy.rglob("*") if path.is_file() and article.encode() in path.read_bytes()]
    assert files == []


def test_writing_does_not_wait_for_a_long_build(writer: TestClient, may_build: threading.Event):
    before = writer.get(f"{API}/articles").json()["total"]
    answer = writer.post(f"{API}/articles", json={"articles": [{"text": TEXT, "published": "2024-05-14"}]})
    assert (answer.status_code, answer.json()["picture"]) == (202, "building")
    state = writer.get(API).json()
    assert (state["building"], state["waiting_articles"], state["articles"]) == (True, 1, before)
    second = TEXT.replace("Berlin", "Warschau")
    assert writer.post(f"{API}/articles", json={"articles": [{"text": second, "published": "2024-05-15"}]}).status_code == 202
    may_build.set()
    state = wait_until_built(writer)
    assert (state["building"], state["waiting_articles"], state["articles"]) == (False, 0, before + 2)
