"""Ids that follow from content alone: same input, same ids, in every process and on every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

ID_BYTES = 10  # of the hash, 16 characters: a collision among 10^9 ids has a chance below 10^-6
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"  # as in RFC 4648; two characters at once take a fifth of the library's time
PAIRS = [first + second for first in BASE32 for second in BASE32]
SHIFTS = range(8 * ID_BYTES - 10, -1, -10)


def make_id(prefix: str, *parts: str) -> str:
    """`prefix` + "-" + 16 characters (base 32, lower case) of the SHA-256 of the parts."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:ID_BYTES], "big")
    return f"{prefix}-{''.join([PAIRS[number >> shift & 0x3FF] for shift in SHIFTS])}"


@lru_cache(maxsize=4096)  # an article asks for the same few names again and again
def slug(name: str) -> str:
    """An ASCII key of a name: lower case, words joined by "-" ("Čaputová" -> "caputova"); "" if nothing is left."""
    folded = name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
