"""The command: what it says, and when it does not start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import lagebild


def test_serve_prints_the_address(made_store: Path, monkeypatch: pytest.MonkeyPatch):
    started: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda _app, **settings: started.update(settings))
    ran = lagebild("serve", "--store", made_store, "--port", 8123)
    assert ran.code == 0
    assert "http://127.0.0.1:8123/" in ran.out
    assert (started["host"], started["port"]) == ("127.0.0.1", 8123)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--host", "0.0.0.0"), "--token"),  # noqa: S104
        (("--token", "short"), "at least 16"),
        (("--store", "nowhere"), "no store"),
    ],
)
def test_serve_refuses_with_one_line(made_store: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str):
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: pytest.fail("started"))
    store = () if "--store" in arguments else ("--store", made_store)
    ran = lagebild("serve", *store, *arguments)
    assert ran.code == 1
    assert len(ran.errors) == 1
    assert words in ran.err
