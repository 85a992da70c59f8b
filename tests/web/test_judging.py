"""Judging by form: yes, no, undo, and the picture that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from lagebild.api.settings import ServeSettings
from lagebild.build import build_picture
from lagebild.store import Store
from lagebild.web import make_app
from tests.web.conftest import plain_reading

HTML = {"accept": "text/html"}
SAME = {"origin": "http://localhost:8000"}
TOKEN = "a token of some length"  # noqa: S105


@pytest.fixture
def writer(store_copy: Path) -> Iterator[TestClient]:
    with TestClient(make_app(ServeSettings(store_copy)), base_url="http://localhost:8000", headers=SAME) as client:
        yield client


def next_claim(client: TestClient) -> str | None:
    claim = client.get("/judge.json").json()["claim"]
    return None if claim is None else str(claim["id"])


def judge(client: TestClient, claim: str | None, decision: str, **more: str) -> int:
    data = {"claim": claim, "decision": decision, "author": "Ada"} | more
    return client.post("/judge", data=data, follow_redirects=False).status_code


def test_rejected_claim_leaves_the_picture_and_undo_brings_it_back(writer: TestClient, store_copy: Path):
    claim = next_claim(writer)
    events = writer.get("/events.json").json()["total"]
    assert judge(writer, claim, "reject", reason="wrong sentence") == 303
    assert [(row.target_id, row.kind, row.author) for row in Store(store_copy).judgements()] == [(claim, "reject", "Ada")]
    assert next_claim(writer) != claim
    assert writer.get("/judge.json").json()["pending"] == 1
    writer.post("/judge/apply")
    assert writer.get("/events.json").json()["total"] == events - 1
    assert judge(writer, claim, "undo") == 303
    writer.post("/judge/apply")
    assert writer.get("/events.json").json()["total"] == events
    assert next_claim(writer) == claim


def test_every_claim_is_asked_for_once(writer: TestClient):
    asked = []
    while (claim := next_claim(writer)) is not None:
        asked.append(claim)
        judge(writer, claim, "accept")
    assert len(asked) == len(set(asked)) == 3


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"claim": "c-unknown", "decision": "accept", "author": "Ada"}, 404),
        ({"claim": "../x", "decision": "accept", "author": "Ada"}, 404),
        ({"claim": "c-unknown", "decision": "delete", "author": "Ada"}, 422),
        ({"claim": "c-unknown", "decision": "accept", "author": " "}, 400),
        ({"decision": "accept"}, 422),
    ],
)
def test_judgements_that_cannot_be_are_refused(writer: TestClient, data: dict[str, str], status: int):
    assert writer.post("/judge", data=data).status_code == status


def test_read_only_server_takes_no_judgement(store_copy: Path):
    app = make_app(ServeSettings(store_copy, read_only=True))
    with TestClient(app, base_url="http://localhost:8000", headers=SAME) as client:
        assert judge(client, next_claim(client), "accept") == 403
        assert client.post("/judge/apply").status_code == 403
        assert 'data-key="y"' not in client.get("/judge", headers=HTML).text


def test_token_signs_in_a_browser(store_copy: Path):
    app = make_app(ServeSettings(store_copy, token=TOKEN))
    with TestClient(app, base_url="http://localhost:8000", headers=SAME) as client:
        claim = next_claim(client)
        assert judge(client, claim, "accept") == 403
        assert client.post("/login", data={"token": "guess"}).status_code == 403
        client.post("/login", data={"token": TOKEN})
        assert TOKEN not in str(client.cookies.jar)
        assert judge(client, claim, "accept") == 303


def test_pairs_are_judged_and_undone(writer: TestClient, store_copy: Path):
    store = Store(store_copy)
    text = "China und Belarus trafen sich am Mittwoch in Minsk und sprachen über Zölle."
    told = {"title": "Zölle", "day": "2023-06-07", "outlet": "Südblatt", "published": "2023-06-08"}
    store.add_readings([plain_reading(text, "trafen", **told)])
    build_picture(store)
    page = writer.get("/judge/pairs.json").json()
    pair = page["pair"]
    assert [claim["id"] for claim in page["claims"]] == [pair["claim"], pair["other"]]
    assert page["claims"][0]["article_id"] != page["claims"][1]["article_id"]
    data = {"a": pair["claim"], "b": pair["other"], "decision": "apart", "author": "Ada"}
    assert writer.post("/judge/pairs", data=data, follow_redirects=False).status_code == 303
    (row,) = Store(store_copy).judgements()
    assert (row.kind, set(row.target_id.split("+"))) == ("apart", {pair["claim"], pair["other"]})
    assert writer.get("/judge/pairs.json").json()["pair"] != pair
    assert writer.post("/judge/pairs", data=data | {"decision": "undo"}, follow_redirects=False).status_code == 303
    assert Store(store_copy).judgements() == ()
    assert writer.post("/judge/pairs", data=data | {"decision": "perhaps"}).status_code == 422


def test_field_is_corrected_and_enters_the_picture(writer: TestClient):
    claim = next_claim(writer)
    data = {"claim": claim, "field": "place", "value": "Brest, BLR", "author": "Ada"}
    assert writer.post("/judge/correct", data=data, follow_redirects=False).status_code == 303
    writer.post("/judge/apply")
    (found,) = [row for row in writer.get("/api/v1/claims?limit=500").json()["items"] if row["id"] == claim]
    assert (found["place"], found["place_country"]) == ("Brest", "BLR")
    assert writer.post("/judge/correct", data=data | {"field": "colour"}).status_code == 400


def next_mention(client: TestClient, **where: str) -> dict[str, Any]:
    return dict(client.get("/judge/links.json", params=where).json())


def test_mention_is_judged_enters_the_picture_and_is_taken_back(writer: TestClient, store_copy: Path):
    store = Store(store_copy)
    article_id = next(store.readings()).article.id
    reading = store.reading(article_id)
    unsure = replace(reading.actors[0], mentions=tuple(replace(m, score=0.3) for m in reading.actors[0].mentions))
    store.remove_article(article_id)
    store.add_readings([replace(reading, actors=(unsure, *reading.actors[1:]))])
    build_picture(store)
    asked = next_mention(writer, article=article_id)["question"]
    assert [one["id"] for one in asked["actors"]] == [unsure.id]
    data = {"target": asked["place"], "decision": "other", "actor": "Polen", "author": "Ada", "article": article_id}
    answer = writer.post("/judge/links", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/judge/links")
    (row,) = Store(store_copy).judgements()
    assert (row.target_id, row.actor.id if row.actor else None) == (asked["place"], "ac-POL")
    assert (next_mention(writer, article=article_id)["question"] or {}).get("place") != asked["place"]
    writer.post("/judge/apply")
    assert "ac-POL" in {actor["id"] for actor in writer.get("/actors.json").json()["actors"]}
    back = writer.post(
        "/judge/undo", data={"target": asked["place"], "author": "Ada", "back": "/judge/links"}, follow_redirects=False
    )
    assert (back.status_code, back.headers["location"]) == (303, "/judge/links")
    assert Store(store_copy).judgements() == ()
    assert next_mention(writer, article=article_id)["question"]["place"] == asked["place"]


def test_mention_of_nobody_and_names_that_nobody_has(writer: TestClient, store_copy: Path):
    reading = next(Store(store_copy).readings())
    span = reading.actors[0].mentions[0].span
    at = f"{span.begin}-{span.end}"
    page = next_mention(writer, article=reading.article.id, at=at)
    data = {"target": page["question"]["place"], "decision": "other", "actor": "Nirgendwer", "author": "Ada"}
    refused = writer.post("/judge/links", data=data | {"article": reading.article.id}, headers=HTML)
    assert (refused.status_code, "Nirgendwer" in refused.text) == (422, True)
    assert writer.post("/judge/links", data=data | {"actor": " "}).status_code == 422
    assert writer.post("/judge/links", data=data | {"decision": "nobody"}, follow_redirects=False).status_code == 303
    assert [(row.kind, row.actor) for row in Store(store_copy).judgements()] == [("link", None)]
    assert writer.get("/judge/links", params={"article": reading.article.id, "at": "0-0"}).status_code == 404
    assert writer.get("/judge/links", params={"article": reading.article.id, "at": "x"}).status_code == 404


def test_undo_leads_only_to_pages_of_this_server(writer: TestClient):
    claim = next_claim(writer)
    judge(writer, claim, "accept")
    data = {"target": claim, "author": "Ada", "back": "https://example.org/"}
    assert writer.post("/judge/undo", data=data, follow_redirects=False).headers["location"] == "/"
