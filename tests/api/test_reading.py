"""The reading endpoints: one shape for lists, one for errors, a description that fits."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from lagebild.model.reading import Reading

LISTS = ("articles", "events", "claims", "statements", "figures", "ties", "actors", "stories", "promises")
API = "/api/v1"


@pytest.mark.parametrize("name", LISTS)
def test_lists_page_through_everything_once(client: TestClient, name: str):
    whole = client.get(f"{API}/{name}").json()
    assert whole["next_cursor"] is None
    assert len(whole["items"]) == whole["total"]
    found, path = [], f"{API}/{name}?limit=1"
    while path:
        answer = client.get(path)
        found += answer.json()["items"]
        cursor = answer.json()["next_cursor"]
        link = answer.headers.get("link")
        assert (link is None) == (cursor is None)
        path = link.split(">")[0].removeprefix("<") if link else ""
    assert found == whole["items"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events/ev-none", 404),
        ("/articles/a-none", 404),
        ("/actors/Nobody at all", 404),
        ("/nothing", 404),
        ("/events?limit=0", 422),
        ("/events?limit=1000000", 422),
        ("/events?type=NONSENSE", 422),
        ("/events?since=yesterday", 422),
        ("/events?cursor=nonsense", 400),
        ("/search?q=", 422),
        ("/search?q=" + "+".join("abcdefghijklmnop"), 400),
        ("/pairs/CHN/CHN", 400),
        ("/pairs/CHN/..%2f..", 404),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int):
    answer = client.get(API + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "instance", "invalid"}
    assert answer.json()["status"] == status


def test_method_that_is_none_is_a_problem_too(client: TestClient):
    answer = client.put(f"{API}/events")
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")
    assert answer.headers["allow"]


def test_event_brings_its_evidence(client: TestClient, readings: tuple[Reading, ...]):
    event = next(e for e in client.get(f"{API}/events").json()["items"] if readings[0].article.id in e["articles"])
    detail = client.get(f"{API}/events/{event['id']}").json()
    (claim,) = detail["claims"]
    text = client.get(f"{API}/articles/{claim['article_id']}/reading").json()["text"]
    assert text == readings[0].article.text
    assert text[claim["begin"] : claim["end"]] == claim["trigger"] == "empfing"


def test_search_has_facets(client: TestClient):
    found = client.get(f"{API}/search", params={"q": "minsk"}).json()
    assert found["total"] == len(found["items"]) > 0
    assert {facet["property"] for facet in found["facets"]} >= {"kind", "year"}


def test_unchanged_answer_is_not_sent_again(client: TestClient):
    first = client.get(f"{API}/events")
    again = client.get(f"{API}/events", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{API}/events?limit=1", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_openapi_describes_the_api_and_only_that(client: TestClient):
    schema = client.get(f"{API}/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert all(path.startswith(API) for path in schema["paths"])
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert operation["tags"], (method, path)
    assert schema["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"


@pytest.mark.parametrize("name", [*LISTS, "pairs", "figure-differences", "judgements", ""])
def test_answers_fit_their_description(client: TestClient, name: str):
    schema = client.get(f"{API}/openapi.json").json()
    path = f"{API}/{name}".rstrip("/")
    described = schema["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator(described | {"components": schema["components"]}).validate(client.get(path).json())
