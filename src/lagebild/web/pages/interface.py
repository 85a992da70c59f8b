"""The page about the API, made from its own OpenAPI description."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from lagebild.web.respond import respond

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method on a path, what it does, and the parameters that it takes."""

    method: str
    path: str
    meaning: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interface:
    """What the page shows."""

    openapi: str
    endpoints: tuple[Endpoint, ...]


@router.get("/api")
def interface(request: Request) -> Response:
    """All endpoints."""
    schema = request.app.openapi()
    endpoints = tuple(
        Endpoint(
            method.upper(),
            path,
            operation.get("description") or operation.get("summary", ""),
            tuple(p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"),
        )
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    )
    return respond(request, "interface.html.j2", Interface(schema["openapi"], endpoints))
