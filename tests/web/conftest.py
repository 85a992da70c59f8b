"""A store of three articles by hand, one of them hostile; no model is loaded."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree, which
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from lagebild.api import served
from lagebild.api.settings import ServeSettings
from lagebild.build import build_picture
from lagebild.model.layers import Actor, Figure, Mention, Statement, Tie, TieParty
from lagebild.model.reading import Reading
from lagebild.model.span import span_of
from lagebild.store import Store
from lagebild.web import make_app
from tests.make import article, claim, participant, reading

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
HOSTILE_TITLE = "\"><script>alert('title')</script>"
HOSTILE_OUTLET = "<b onmouseover=alert(1)>Blatt</b>"
HOSTILE_TEXT = (
    "China <script>alert('text')</script> empfing Belarus & \"Gäste\" <img src=x onerror=alert(2)> in Peking. "
    "China sagte: „</span><script>alert(3)</script>“ zu 12 <i>Prozent</i>."
)


def span(text: str, words: str):
    begin = text.index(words)
    return span_of(text, begin, begin + len(words))


def actor(text: str, words: str, code: str) -> Actor:
    mention = Mention(span(text, words), "name", 0, 0, "test", 1.0)
    return Actor(f"ac-{code}", words, "state", code, "GOV", (mention,), source="by hand")


def statement(text: str, words: str, speaker: str, code: str) -> Statement:
    quote = span(text, words)
    who = participant(text, speaker, code)
    return Statement(
        "s-hostile", "direct", 0, 0, (quote,), (quote,), None, (who,), span(text, speaker), None, None, None, None, (),
        None, None, "test", 0.9,
    )  # fmt: skip


def hostile_reading() -> Reading:
    """An article full of markup, with every kind of evidence in it."""
    text = HOSTILE_TEXT
    source = replace(
        article(text, title=HOSTILE_TITLE, published="2023-03-02", outlet=HOSTILE_OUTLET), url="javascript:alert(document.domain)"
    )
    china, belarus = participant(text, "China", "CHN"), participant(text, "Belarus", "BLR")
    met = replace(
        claim(text, "empfing", "CONSULT", actors=(china,), day="2023-03-01"),
        recipients=(belarus,),
        why=("word: <script>x</script>",),
    )
    said = statement(text, "</span><script>alert(3)</script>", "China", "CHN")
    figure = Figure(
        "f-hostile", 0, span(text, "12 <i>Prozent</i>"), 12.0, None, "percent", "exact", "<u>Handel</u>", None, (china, belarus),
        None, None, "test",
    )  # fmt: skip
    parties = (TieParty("party", "China", "CHN", "ac-CHN"), TieParty("party", "Belarus", "BLR", "ac-BLR"))
    tie = Tie(
        "tie-hostile", "partnership", parties, "<em>eng</em>", "in_force", "2022-09", 0, span(text, "Gäste"), None, "test", 0.8
    )
    return replace(
        reading(source, met),
        actors=(actor(text, "China", "CHN"), actor(text, "Belarus", "BLR")),
        statements=(said,),
        figures=(figure,),
        ties=(tie,),
    )


def plain_reading(
    text: str, trigger: str, *, title: str, day: str, outlet: str, published: str, status: str = "occurred"
) -> Reading:
    """An article with one claim between China and Belarus."""
    china, belarus = participant(text, "China", "CHN"), participant(text, "Belarus", "BLR")
    made = replace(claim(text, trigger, "CONSULT", actors=(china,), day=day, status=status), recipients=(belarus,))
    source = article(text, title=title, published=published, outlet=outlet)
    return replace(reading(source, made), actors=(actor(text, "China", "CHN"), actor(text, "Belarus", "BLR")))


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing waits for the picture, however busy the machine is."""
    monkeypatch.setattr(served, "PATIENCE_SECONDS", 60.0)


@pytest.fixture(scope="session")
def readings() -> tuple[Reading, ...]:
    return (
        hostile_reading(),
        plain_reading(
            "China und Belarus trafen sich am Mittwoch in Minsk zu Gesprächen über den Handel.",
            "trafen", title="Treffen in Minsk", day="2023-06-07", outlet="Nordblatt", published="2023-06-08",
        ),
        plain_reading(
            "China will mit Belarus im Juli über Kredite verhandeln, hieß es am Freitag.",
            "verhandeln", title="Kredite im Juli", day="2023-07-10", outlet="Ostblatt", published="2023-06-09", status="planned",
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def made_store(readings: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "store"
    store = Store(folder, create=True)
    store.add_readings(readings)
    build_picture(store)
    return folder


@pytest.fixture(scope="session")
def client(made_store: Path) -> Iterator[TestClient]:
    """A browser on this machine, reading."""
    with TestClient(make_app(ServeSettings(made_store)), base_url="http://localhost:8000") as found:
        yield found


@pytest.fixture
def store_copy(made_store: Path, tmp_path: Path) -> Path:
    """A store that a test may write to."""
    return Path(copytree(made_store, tmp_path / "store"))


@pytest.fixture(scope="module")
def address(made_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a store of its own."""
    store = Path(copytree(made_store, tmp_path_factory.mktemp("browser") / "store"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(ServeSettings(store, port=port)), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=5)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real Chromium; tests with it are skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()
