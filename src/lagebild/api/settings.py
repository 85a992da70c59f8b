"""How a store is served: where, to whom, and within which limits."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

from lagebild.errors import InputError

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
WILDCARDS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  (recognised, not bound)
MAX_BODY_BYTES = 4_000_000  # one request: about 700 articles of 900 words
MAX_ARTICLE_CHARS = 1_000_000  # one article: what reading is bounded for
MAX_ARTICLES = 100  # of one POST: about half a minute of reading
MIN_TOKEN_CHARS = 16


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """Where and how a store is served. `names`: further host names that requests may ask for (behind a proxy)."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    read_only: bool = False
    names: tuple[str, ...] = ()
    max_body_bytes: int = MAX_BODY_BYTES
    max_articles: int = MAX_ARTICLES
    max_article_chars: int = MAX_ARTICLE_CHARS

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the pages."""
        host = "127.0.0.1" if self.host in WILDCARDS else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    def check(self) -> None:
        """Refuse settings under which strangers could write.

        Raises:
            InputError: if the server would be reachable from other machines and writable without a token, or the token is short.
        """
        if self.token is not None and len(self.token) < MIN_TOKEN_CHARS:
            raise InputError(f"the token has {len(self.token)} characters; take at least {MIN_TOKEN_CHARS}")
        if not self.on_loopback and not self.read_only and self.token is None:
            raise InputError(f"{self.host} can be reached from other machines: give a --token for writing, or --read-only")


def is_loopback(host: str) -> bool:
    """Whether the host is this machine alone."""
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allowed_hosts(settings: ServeSettings) -> frozenset[str]:
    """The host names that a request may ask for; others come from a page that had its name pointed at this machine."""
    names = {*LOOPBACK_NAMES, *settings.names}
    if settings.host in WILDCARDS:
        names.add(socket.gethostname())
    else:
        names.add(settings.host)
    return frozenset(name.casefold() for name in names)
