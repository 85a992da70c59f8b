"""What every request passes: known host, bounded body, no writing from other sites; and what every answer carries."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagebild.api.problems import problem_response
from lagebild.api.settings import WILDCARDS, ServeSettings, allowed_hosts

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # other sites learn nothing of what is read here; "no-referrer" would blank Origin
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TWIN = ".json"


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, settings: ServeSettings) -> None:
        self.app = app
        self.settings = settings
        self.hosts = allowed_hosts(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            status, detail = refusal
            await problem_response(status, detail, instance=scope["path"])(scope, receive, _with_headers(send))
            return
        _find_twin(scope)
        await self.app(scope, _bounded(receive, self.settings.max_body_bytes), _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not self._is_known(_name_of(host)):
            return 421, f"this server does not answer for the host {host!r}"
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            return 400, "the content length is no number"
        if int(length) > self.settings.max_body_bytes:
            return 413, f"a request may have {self.settings.max_body_bytes} bytes"
        if scope["method"] not in SAFE_METHODS and not _from_own_page(scope, headers, host):
            return 403, "writing is possible only from pages of this server"
        return None

    def _is_known(self, name: str) -> bool:
        if name in self.hosts:
            return True
        if self.settings.host not in WILDCARDS:
            return False
        try:  # a bare address cannot be pointed at us by a stranger's name server
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _name_of(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").casefold()
    except ValueError:
        return ""


def _from_own_page(scope: Scope, headers: Headers, host: str) -> bool:
    """Whether a writing request cannot have been sent by a page of another site.

    Browsers say where a POST comes from. A request without either header comes from a program, which carries no one's cookies:
    the API takes it, the forms of the pages do not.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    if origin is not None:
        return urlsplit(origin).netloc.casefold() == host.casefold()
    return site is not None or scope["path"].startswith("/api/")


def _find_twin(scope: Scope) -> None:
    """Let `/pages/x.json` reach the handler of `/pages/x`, marked as asking for JSON."""
    path: str = scope["path"]
    scope.setdefault("state", {})["wants_json"] = False
    if path.endswith(TWIN) and not path.startswith(("/api/", "/static/")):
        scope["path"] = "/" if path == f"/index{TWIN}" else path.removesuffix(TWIN)
        scope["state"]["wants_json"] = True


def _bounded(receive: Receive, limit: int) -> Receive:
    """`receive` that stops a body without a stated length at the limit."""
    seen = 0

    async def receive_bounded() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(413, f"a request may have {limit} bytes")
        return message

    return receive_bounded


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
