"""Language and appearance, signing in, and the help page: what belongs to the browser, not to the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from lagebild.present.texts import LANGUAGES
from lagebild.web.respond import LANGUAGE_COOKIE, SESSION_COOKIE, THEME_COOKIE, THEMES, respond, site_of

router = APIRouter(include_in_schema=False)
YEAR_SECONDS = 365 * 24 * 3600
SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class Login:
    """The page for signing in."""

    wrong: bool
    back: str


@dataclass(frozen=True, slots=True)
class Help:
    """The page of keys has nothing of the store."""


def own_path(path: str) -> str:
    """A path of this server, "/" for anything that would lead elsewhere."""
    leads_away = not path.startswith("/") or path.startswith("//") or "\\" in path or any(ord(c) < 32 for c in path)
    return "/" if leads_away else path


@router.post("/preferences")
def preferences(
    back: Annotated[str, Form()] = "/", theme: Annotated[str, Form()] = "", language: Annotated[str, Form()] = ""
) -> Response:
    """Remember language or appearance in this browser."""
    answer = RedirectResponse(own_path(back), status_code=SEE_OTHER)
    for cookie, value, allowed in ((THEME_COOKIE, theme, THEMES), (LANGUAGE_COOKIE, language, LANGUAGES)):
        if value in allowed:
            answer.set_cookie(cookie, value, max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return answer


@router.get("/login")
def login_page(request: Request, back: str = "/judge") -> Response:
    """The form for the token."""
    return respond(request, "login.html.j2", Login(wrong=False, back=own_path(back)))


@router.post("/login")
def login(request: Request, token: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/judge") -> Response:
    """Sign in with the token that the server was started with."""
    site = site_of(request)
    if not site.is_token(token):
        return respond(request, "login.html.j2", Login(wrong=True, back=own_path(back)), status=403)
    answer = RedirectResponse(own_path(back), status_code=SEE_OTHER)
    answer.set_cookie(SESSION_COOKIE, site.session(), httponly=True, samesite="strict")
    return answer


@router.get("/help")
def help_page(request: Request) -> Response:
    """The keys."""
    return respond(request, "help.html.j2", Help())
