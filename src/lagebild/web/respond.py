"""A page's model as HTML, or as JSON for who asks for that: the same facts both times."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.responses import JSONResponse, Response

from lagebild.present.texts import LANGUAGES, texts_in
from lagebild.query import Page
from lagebild.web.site import Site

LANGUAGE_COOKIE = "lagebild_language"
THEME_COOKIE = "lagebild_theme"
SESSION_COOKIE = "lagebild_session"
THEMES = ("auto", "light", "dark")


def site_of(request: Request) -> Site:
    """The served store that a request is for."""
    site: Site = request.app.state.site
    return site


def language_of(request: Request) -> str:
    """The language chosen, else the first that the browser asks for and we have, else German."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return str(chosen)
    for part in request.headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip()[:2].casefold()
        if code in LANGUAGES:
            return code
    return LANGUAGES[0]


def theme_of(request: Request) -> str:
    """Light, dark or as the system."""
    theme = request.cookies.get(THEME_COOKIE, "auto")
    return theme if theme in THEMES else "auto"


def wants_json(request: Request) -> bool:
    """Whether the address ends in .json, or JSON is asked for before HTML."""
    if request.scope.get("state", {}).get("wants_json"):
        return True
    accept = request.headers.get("accept", "")
    json_at, html_at = accept.find("application/json"), accept.find("text/html")
    return json_at != -1 and (html_at == -1 or json_at < html_at)


def may_write(request: Request) -> bool:
    """Whether this browser may judge: not where the server only reads, and with the token where there is one."""
    site = site_of(request)
    if site.settings.read_only:
        return False
    return site.settings.token is None or request.cookies.get(SESSION_COOKIE) == site.session()


def plain(value: Any) -> Any:
    """Records, pages and tuples as JSON values, every field under its own name."""
    if isinstance(value, Page):
        return {"items": [plain(row) for row in value], "total": value.total, "next_cursor": value.next_cursor}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [plain(part) for part in value]
    return value


def respond(request: Request, template: str, model: Any, *, status: int = 200) -> Response:
    """The page. `model` is a record: its fields are what the template shows and what the JSON twin holds."""
    if wants_json(request):
        return JSONResponse(plain(model), status_code=status)
    site = site_of(request)
    language = language_of(request)
    html = site.templates.get_template(template).render(
        m=model,
        t=texts_in(language),
        path=request.scope["path"],
        query=dict(request.query_params),
        language=language,
        theme=theme_of(request),
        version=site.version() if status == 200 else "",
        read_only=site.settings.read_only,
        building=site.is_rebuilding,
        has_token=site.settings.token is not None,
        may_write=may_write(request),
    )
    return Response(html, status_code=status, media_type="text/html; charset=utf-8")
