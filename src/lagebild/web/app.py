"""The application: pages, assets and the API under one guard."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.api import reading, writing
from lagebild.api.problems import detail_of, invalid_of, problem_response, status_of
from lagebild.api.settings import ServeSettings
from lagebild.errors import LagebildError
from lagebild.web.assets import by_url
from lagebild.web.conditional import Conditional
from lagebild.web.guard import Guard
from lagebild.web.pages import ROUTERS
from lagebild.web.pages.failed import Failed
from lagebild.web.respond import respond, wants_json
from lagebild.web.site import Site

log = logging.getLogger(__name__)
FOR_EVER = "public, max-age=31536000, immutable"
SERVER_ERROR = 500


def make_app(settings: ServeSettings) -> FastAPI:
    """The web pages and the API over one store.

    Raises:
        InputError: if strangers could write (see `ServeSettings.check`).
        NotFoundError: if there is no store.
    """
    settings.check()
    site = Site(settings)
    site.prepare()
    # No documentation pages of FastAPI: they load scripts from elsewhere. /api describes the API with our own means.
    app = FastAPI(
        title="Lagebild",
        version="1",
        summary="German news articles as dated, sourced political event data.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.site = site
    for router in (*ROUTERS, reading.router, writing.open_router, writing.router):
        app.include_router(router)
    app.add_api_route("/static/{name}", static, include_in_schema=False, methods=["GET", "HEAD"])
    for error in (HTTPException, RequestValidationError, LagebildError, Exception):
        app.add_exception_handler(error, on_error)
    app.add_middleware(Conditional, site=site)
    app.add_middleware(Guard, settings=settings)  # added last, asked first
    return app


def static(request: Request) -> Response:
    """A file of ours under its hashed name."""
    asset = by_url().get(request.url.path)
    if asset is None:
        raise HTTPException(404, "there is no such file")
    return Response(asset.content, media_type=asset.media_type, headers={"cache-control": FOR_EVER})


async def on_error(request: Request, error: Exception) -> Response:
    """Every error in one shape: problem details for programs, a page with the same words for people."""
    status = status_of(error)
    detail = detail_of(error)
    if status >= SERVER_ERROR:
        log.error("%s %s", request.method, request.url.path, exc_info=error)
    headers: dict[str, str] = dict(getattr(error, "headers", None) or {})
    path: str = request.scope["path"]
    if path.startswith(("/api/", "/static/")) or wants_json(request):
        return problem_response(status, detail, instance=path, invalid=invalid_of(error), headers=headers)
    page = respond(request, "error.html.j2", Failed(status, detail), status=status)
    page.headers.update(headers)
    return page
