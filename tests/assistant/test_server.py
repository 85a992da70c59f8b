"""The MCP server, asked through the SDK's own client in the same process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

import lagebild.assistant.server as server_module
from lagebild.assistant import make_server
from lagebild.errors import NotFoundError
from tests.query.world import NASTY, make_view


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, dict[str, Any]], Any]:
    """Call a tool of a server over the world made by hand."""
    view = make_view()
    monkeypatch.setattr(server_module, "open_store", lambda *_args, **_options: view)

    async def call(name: str, arguments: dict[str, Any]) -> Any:
        async with Client(make_server(Path("unused"))) as client:
            return await client.call_tool(name, arguments)

    return lambda name, arguments: asyncio.run(_awaited(call(name, arguments)))


async def _awaited(result: Awaitable[Any]) -> Any:
    return await result


def test_server_lists_its_tools_as_reading_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "open_store", lambda *_args, **_options: make_view())

    async def tools() -> list[Any]:
        async with Client(make_server(Path("unused"))) as client:
            return list((await client.list_tools()).tools)

    found = asyncio.run(tools())
    assert [tool.name for tool in found] == ["search", "event", "compare", "timeline", "promises", "dossier"]
    assert all(tool.annotations.read_only_hint and tool.description and tool.output_schema for tool in found)


@pytest.mark.parametrize(
    ("tool", "arguments", "facts"),
    [
        ("search", {"text": "weber minsk"}, 5),
        ("event", {"event_id": "ev-1"}, 3),
        ("compare", {"event_id": "ev-1"}, 3),
        ("timeline", {"actors": ["BLR"]}, 3),
        ("timeline", {"actors": ["BLR", "Weber"], "until": "2023-05"}, 1),
        ("promises", {"outcome": ["open"]}, 1),
        ("dossier", {"actors": ["Weber"]}, 5),
    ],
)
def test_every_fact_cites_its_source(ask: Callable[..., Any], tool: str, arguments: dict[str, Any], facts: int) -> None:
    result = ask(tool, arguments)
    assert not result.is_error
    answer = result.structured_content
    assert len(answer["facts"]) == facts
    for fact in answer["facts"]:
        assert fact["sources"], fact
        for source in fact["sources"]:
            assert source["article"].startswith("a-")
            assert source["title"]
            assert source["published_first"] == "2023-05-04"
            assert source["quoted_source_text"]
            if source["article"] == "a-1" and source["begin"] < source["end"]:
                assert NASTY[source["begin"] : source["end"]] == source["quoted_source_text"]
    assert answer["notice"] in result.content[0].text


def test_article_text_cannot_leave_its_marks(ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    text = ask("event", {"event_id": "ev-1"}).content[0].text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert text.count("<quoted-source-text>") - 1 == text.count("</quoted-source-text>")  # the notice names the opening mark


def test_statuses_are_said(ask: Callable[..., Any]) -> None:
    text = ask("timeline", {"actors": ["BLR"]}).content[0].text
    assert "2023-06-01 to 2023-06-30: CONSULT (visit), planned: Anna Weber towards Belarus, in Minsk" in text
    assert "day unknown: PROTEST (demo), occurred" in text
    assert "contradict each other in 1" in text


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("timeline", {"actors": ["Belarsu"]}, "did you mean BLR (Belarus)"),
        ("event", {"event_id": "ev-0"}, "no event 'ev-0'"),
        ("search", {"text": " "}, "a search needs"),
        ("timeline", {"actors": ["BLR"], "since": "gestern"}, "is no day"),
        ("search", {"text": "weber", "cursor": "x"}, "no cursor"),
        ("search", {"text": "weber", "limit": 1000}, "less than or equal to 50"),
    ],
)
def test_errors_are_answers_with_a_cause(ask: Callable[..., Any], tool: str, arguments: dict[str, Any], message: str) -> None:
    result = ask(tool, arguments)
    assert result.is_error
    assert message in result.content[0].text


def test_server_needs_a_store(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no store"):
        make_server(tmp_path)
