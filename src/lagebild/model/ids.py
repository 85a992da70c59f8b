"""Ids that follow from content alone: same input, same ids, in every process and on every machine."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata

ID_BYTES = 10  # of the hash, 16 characters: a collision among 10^9 ids has a chance below 10^-6


def make_id(prefix: str, *parts: str) -> str:
    """`prefix` + "-" + 16 characters (base 32, lower case) of the SHA-256 of the parts."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return f"{prefix}-{base64.b32encode(digest[:ID_BYTES]).decode('ascii').lower()}"


def slug(name: str) -> str:
    """An ASCII key of a name: lower case, words joined by "-" ("Čaputová" -> "caputova"); "" if nothing is left."""
    folded = name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
