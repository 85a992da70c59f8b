"""Bytes to text, with a clear refusal of what is no text."""

from __future__ import annotations

from pathlib import Path

from charset_normalizer import from_bytes

from lagebild.errors import ArticleError

MAX_ARTICLE_BYTES = 5_000_000  # the longest newspaper features have about 100,000; a larger file is no single article
MAX_CONTROL_SHARE = 0.02  # text in any encoding has next to no control characters besides tab, line and page breaks
PROBE_BYTES = 65_536  # enough to tell an encoding; detection on megabytes is slow

MIN_WESTERN_SHARE = 0.95  # of the non-ASCII characters; in text that is read with a wrong code page far fewer fit
_WESTERN = frozenset("äöüßÄÖÜàâçèéêëîïíñóôùûúáÉÀ„“”‚‘’»«–—…€§°©·\u00a0½²³")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x0b\x85")


def read_text(path: Path) -> str:
    """The text of a file exactly as it stands (line ends kept), read as UTF-8, else in the encoding that its bytes suggest.

    Raises:
        ArticleError: if the file cannot be read, is empty, too large, binary, or in no recognisable encoding.
    """
    try:
        size = path.stat().st_size
        if size > MAX_ARTICLE_BYTES:
            raise ArticleError(path, f"too large for one article ({size / 1e6:.0f} MB, at most {MAX_ARTICLE_BYTES / 1e6:.0f} MB)")
        data = path.read_bytes()
    except OSError as exc:
        raise ArticleError(path, f"cannot be read: {exc.strerror or exc}") from exc
    return decode(data, source=path)


def decode(data: bytes, *, source: Path | str) -> str:
    """The text in `data`. `source` names it in errors.

    Raises:
        ArticleError: if there is no text in it.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise ArticleError(source, "empty")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decode_other(data, source=source)
    if _is_binary(text):
        raise ArticleError(source, "binary data, not text")
    return text


def _decode_other(data: bytes, *, source: Path | str) -> str:
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and _is_binary(data[:PROBE_BYTES].decode("latin-1")):
        raise ArticleError(source, "binary data, not text")
    if _is_western(western := data.decode("cp1252", "replace")):
        return western
    best = from_bytes(data[:PROBE_BYTES]).best()
    if best is None:
        raise ArticleError(source, "not UTF-8, and no other encoding fits")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError as exc:
        raise ArticleError(source, f"not UTF-8, and only in part {best.encoding}") from exc


def _is_western(text: str) -> bool:
    """Whether the characters beyond ASCII are those of western European print: short texts mislead a detector by frequencies."""
    others = [character for character in text if ord(character) > 127]
    return bool(others) and sum(character in _WESTERN for character in others) >= MIN_WESTERN_SHARE * len(others)


def _is_binary(text: str) -> bool:
    probe = text[:PROBE_BYTES]
    controls = sum(1 for character in probe if ord(character) < 32 and ord(character) not in _TEXT_CONTROLS)
    return "\x00" in probe or controls > MAX_CONTROL_SHARE * len(probe)
