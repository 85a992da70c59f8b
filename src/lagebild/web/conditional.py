"""ETags: a page that has not changed since a browser saw it is not made again."""

from __future__ import annotations

from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagebild.web.assets import assets
from lagebild.web.site import Site

VARY = "Accept, Accept-Language, Cookie, HX-Request"
OK = 200


class Conditional:
    """ASGI middleware: an ETag from the state of the store and everything in the request that an answer depends on.

    Only an answer with status 200 carries the tag, so a match means that the same request was answered well in the same state.
    """

    def __init__(self, app: ASGIApp, *, site: Site) -> None:
        self.app = app
        self.site = site
        self.look = "".join(asset.url for asset in assets().values())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        tag = self._tag(scope, headers)
        if tag in {part.strip() for part in headers.get("if-none-match", "").split(",")}:
            await Response(status_code=304, headers={"etag": tag, "vary": VARY})(scope, receive, send)
            return

        async def send_with_tag(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == OK:
                answer = MutableHeaders(scope=message)
                answer["etag"] = tag
                answer["vary"] = VARY
                answer.setdefault("cache-control", "private, no-cache")
            await send(message)

        await self.app(scope, receive, send_with_tag)

    def _tag(self, scope: Scope, headers: Headers) -> str:
        asked = [headers.get(name, "") for name in ("accept", "accept-language", "cookie", "hx-request")]
        parts = [
            self.site.version(),
            str(self.site.is_rebuilding),
            self.look,
            scope["path"],
            str(scope["state"].get("wants_json")),
            *asked,
        ]
        digest = sha256("\0".join(parts).encode() + b"\0" + scope["query_string"])
        return f'W/"{digest.hexdigest()[:24]}"'
