"""Dossiers as files from the pages."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from lagebild.web.pages import dossiers


@pytest.mark.parametrize(
    ("form", "media_type", "begin"),
    [("html", "text/html", b"<!doctype html>"), ("md", "text/markdown", b"# "), ("pdf", "application/pdf", b"%PDF-")],
)
def test_pair_is_downloaded_in_three_forms(client: TestClient, form: str, media_type: str, begin: bytes):
    answer = client.get("/dossier", params={"a": "ac-BLR", "b": "ac-CHN", "form": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["content-disposition"] == f'attachment; filename="lagebild-ac-BLR-ac-CHN.{form}"'
    assert answer.content.lstrip().startswith(begin)


def test_story_words_and_twin(client: TestClient):
    story = client.get("/stories.json").json()["stories"][0]
    assert story["title"] in client.get("/dossier", params={"story": story["id"], "form": "md"}).text.replace("\\", "")
    assert client.get("/dossier", params={"q": "Minsk"}).headers["content-disposition"].endswith('"lagebild-search.html"')
    twin = client.get("/dossier.json", params={"a": "BLR"}).json()
    assert {"summary", "timeline", "ties", "places"} <= twin.keys()


@pytest.mark.parametrize(
    ("asked", "status"),
    [({}, 422), ({"a": "BLR", "q": "Minsk"}, 422), ({"a": "BLR", "form": "exe"}, 422), ({"story": "st-none"}, 404),
     ({"a": "ac-nobody"}, 404), ({"a": "../../x"}, 404), ({"q": "Quastenflosser"}, 404)],
)  # fmt: skip
def test_dossiers_that_cannot_be(client: TestClient, asked: dict[str, str], status: int):
    assert client.get("/dossier", params=asked).status_code == status


def test_large_store_is_referred_to_the_command_line(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dossiers, "MOST_ARTICLES", 1)
    answer = client.get("/dossier", params={"a": "BLR"})
    assert (answer.status_code, "lagebild dossier" in answer.text) == (422, True)


def test_pages_offer_the_dossier(client: TestClient):
    for path in ("/pairs/BLR/CHN", "/actors/ac-BLR", "/search?q=Minsk"):
        assert "/dossier?form=pdf" in client.get(path, headers={"accept": "text/html"}).text
