"""The MCP server: tools that ask a store and answer with evidence. It reads the store and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations

from lagebild.assistant.answers import NOTICE, Answer, as_text
from lagebild.assistant.tools import Tools
from lagebild.errors import LagebildError
from lagebild.query import View, open_store

INSTRUCTIONS = (
    "Dated, sourced political events read from German news articles. Cite article id, outlet and days of publication of all that "
    "you use. Keep planned, possible (hypothetical) and denied events apart from those that happened, and say where sources "
    f"contradict each other. {NOTICE}"
)
READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Params = ParamSpec("Params")
Result = Annotated[CallToolResult, Answer]


def make_server(store: Path, *, as_of: str | None = None) -> MCPServer:
    """A server over the store in its current state; every call sees what has been committed by then.

    Raises:
        NotFoundError: if there is no store, or no picture in it yet.
    """

    def view() -> View:
        return open_store(store, as_of=as_of)

    view()  # an error now, not at the first question
    server: MCPServer = MCPServer("lagebild", instructions=INSTRUCTIONS, log_level="WARNING")
    tools = Tools(view)
    for function in (tools.search, tools.event, tools.compare, tools.timeline, tools.promises, tools.dossier):
        server.tool(annotations=READ_ONLY)(answering(function))
    return server


def answering(function: Callable[Params, Answer]) -> Callable[Params, Result]:
    """The tool as the protocol wants it: its answer as text and as a structure, our errors as its errors."""

    @wraps(function)
    def answered(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        try:
            answer = function(*args, **kwargs)
        except LagebildError as exc:
            raise ToolError(str(exc)) from exc
        content = [TextContent(type="text", text=as_text(answer))]
        return CallToolResult(content=content, structured_content=answer.model_dump())

    answered.__annotations__ = {**function.__annotations__, "return": Result}
    return answered
