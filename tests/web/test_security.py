"""Article text is untrusted, and so is every request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html as lxml_html

from lagebild.api.settings import ServeSettings
from lagebild.errors import InputError
from lagebild.model.reading import Reading
from lagebild.web import make_app

HTML = {"accept": "text/html"}
SAME = {"origin": "http://localhost:8000"}
TEMPLATES = Path(__file__).parents[2] / "src" / "lagebild" / "web" / "templates"


def pages_with(client: TestClient, reading: Reading) -> dict[str, str]:
    """The pages that show something of the article."""
    events = client.get("/events.json").json()["events"]
    event = next(e["event"]["id"] for e in events if reading.article.id in e["event"]["articles"])
    story = client.get(f"/articles/{reading.article.id}.json").json()["article"]["story_id"]
    facts = [f"/articles/{reading.article.id}/facts/{x}" for x in (reading.claims[0].id, "s-hostile", "f-hostile", "tie-hostile")]
    paths = ["/", "/events", "/articles", "/stories", f"/stories/{story}", f"/events/{event}", f"/articles/{reading.article.id}",
             *facts, "/actors/ac-CHN", "/pairs/ac-BLR/ac-CHN", "/search?q=script", "/judge", "/network"]  # fmt: skip
    return {path: client.get(path, headers=HTML).text for path in paths}


def test_markup_in_an_article_stays_text_on_every_page(client: TestClient, readings: tuple[Reading, ...]):
    shown = 0
    for path, page in pages_with(client, readings[0]).items():
        tree = lxml_html.document_fromstring(page)
        scripts = tree.xpath("//script")
        assert [s.get("src", "")[:8] for s in scripts] == ["/static/"] * 2, path
        assert not any((s.text or "").strip() for s in scripts), path
        assert not tree.xpath("//*[@onerror or @onmouseover or @onclick or @style]"), path
        assert not tree.xpath("//img[@src='x']"), path
        assert not [
            a for a in tree.xpath("//@href | //@src | //@action") if a.strip().lower().startswith(("javascript:", "data:"))
        ], path
        shown += "alert(" in tree.text_content()
    assert shown >= 8  # the words themselves are shown


def test_text_of_an_article_comes_back_as_it_is(client: TestClient, readings: tuple[Reading, ...]):
    tree = lxml_html.document_fromstring(client.get(f"/articles/{readings[0].article.id}", headers=HTML).text)
    (paper,) = tree.xpath("//div[@class='paper']")
    for number in paper.xpath(".//sup"):
        number.drop_tree()
    assert paper.text_content() == readings[0].article.text


def test_templates_mark_nothing_as_safe():
    for file in TEMPLATES.glob("*.j2"):
        text = file.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup", text), file.name
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|javascript:", text), file.name


@pytest.mark.parametrize("path", ["/", "/events/none", "/static/app.css", "/api/v1", "/search?q=%3Cscript%3E"])
def test_every_answer_carries_a_strict_policy(client: TestClient, path: str):
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    ["/articles/..%2f..%2fetc%2fpasswd", "/articles/%2e%2e", "/events/' or 1=1 --", "/stories/%00", "/static/../app.py",
     "/static/..%2f..%2fapp.py", "/static/app.css%00", "/articles/" + "a" * 5000, "/actors/<script>", "/pairs/ac-BLR/..%2f"],
)  # fmt: skip
def test_ids_that_are_none_are_refused(client: TestClient, path: str):
    assert client.get(path, headers=HTML).status_code in {400, 404}


@pytest.mark.parametrize("quote", ["' or '1'='1", "'; drop table event; --", '" union select * from article --', "$1", "%_\\"])
def test_words_of_a_search_are_never_sql(client: TestClient, quote: str):
    answer = client.get("/search.json", params={"q": quote})
    assert answer.status_code == 200
    assert answer.json()["total"] == 0
    assert client.get("/events.json", params={"actor": quote}).status_code == 404
    assert client.get("/articles.json", params={"outlet": quote}).json()["total"] == 0
    assert client.get("/events.json").json()["total"] == 3  # everything is still there


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:8000", 200), ("127.0.0.1", 200), ("evil.example", 421), ("", 421), ("a@b:c", 421)]
)
def test_only_known_hosts_are_answered(client: TestClient, host: str, status: int):
    assert client.get("/help", headers={"host": host}).status_code == status


def test_body_beyond_the_limit_is_refused(made_store: Path):
    app = make_app(ServeSettings(made_store, max_body_bytes=1_000))
    with TestClient(app, base_url="http://localhost:8000") as client:
        assert client.post("/preferences", data={"back": "x" * 2_000}, headers=SAME).status_code == 413

        def chunks() -> Iterator[bytes]:
            yield from (b'{"articles": ["' + b"x" * 600, b"y" * 600 + b'"]}')

        answer = client.post("/api/v1/articles", content=chunks(), headers={"content-type": "application/json"})
        assert answer.status_code == 413  # a body that does not say its length
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
     {"origin": "http://localhost:8000", "sec-fetch-site": "cross-site"}],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/judge", "/judge/apply", "/preferences", "/login"])
def test_forms_are_taken_only_from_own_pages(client: TestClient, path: str, headers: dict[str, str]):
    data = {"claim": "c-x", "decision": "reject", "author": "x", "token": "x"}
    assert client.post(path, data=data, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nx: y"]
)
def test_preferences_lead_back_only_to_own_pages(client: TestClient, back: str):
    answer = client.post("/preferences", data={"back": back, "theme": "dark"}, headers=SAME, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_preferences_are_remembered_and_bounded(made_store: Path):
    with TestClient(make_app(ServeSettings(made_store)), base_url="http://localhost:8000") as client:
        client.post("/preferences", data={"back": "/help", "theme": "dark", "language": "en"}, headers=SAME)
        page = client.get("/help", headers=HTML).text
        assert '<html lang="en" data-theme="dark"' in page
        client.post("/preferences", data={"theme": '"><script>', "language": "xx"}, headers=SAME)
        assert client.get("/help", headers=HTML).text == page


@pytest.mark.parametrize(
    ("settings", "starts"),
    [
        ({"host": "127.0.0.1"}, True),
        ({"host": "::1"}, True),
        ({"host": "0.0.0.0"}, False),  # noqa: S104
        ({"host": "192.168.0.5"}, False),
        ({"host": "0.0.0.0", "read_only": True}, True),  # noqa: S104
        ({"host": "0.0.0.0", "token": "long enough to guess never"}, True),  # noqa: S104
        ({"host": "0.0.0.0", "token": "short"}, False),  # noqa: S104
    ],
)
def test_server_that_strangers_could_write_to_does_not_start(made_store: Path, settings: dict[str, object], starts: bool):
    served = ServeSettings(made_store, **settings)  # type: ignore[arg-type]
    if starts:
        make_app(served)
    else:
        with pytest.raises(InputError):
            make_app(served)
