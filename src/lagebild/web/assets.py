"""Style, script and htmx as they lie in the package, under names that hold their hash, so that browsers keep them for ever."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

FILES = {
    "app.css": ("app.css", "text/css; charset=utf-8"),
    "app.js": ("app.js", "text/javascript; charset=utf-8"),
    "htmx.js": ("vendor/htmx-2.0.11.min.js", "text/javascript; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file with the address that it is served under; `integrity` is what a browser checks before it runs it."""

    url: str
    media_type: str
    content: bytes
    integrity: str


@cache
def assets() -> Mapping[str, Asset]:
    """The assets by their plain name."""
    found = {}
    for name, (path, media_type) in FILES.items():
        content = resources.files("lagebild.web").joinpath("static", path).read_bytes()
        stem, _, suffix = name.rpartition(".")
        url = f"/static/{stem}.{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
        integrity = "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode("ascii")
        found[name] = Asset(url, media_type, content, integrity)
    return MappingProxyType(found)


@cache
def by_url() -> Mapping[str, Asset]:
    """The assets by their address: what is not in here is not served, whatever path a request writes."""
    return MappingProxyType({asset.url: asset for asset in assets().values()})
