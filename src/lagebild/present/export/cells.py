"""Values as other formats hold them: cells of tables, XML text, file names, numbers for ids."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lagebild.model.ids import slug

BREAKS = re.compile(r"[\t\n\r\v\f\x00-\x1f\x7f\x85\u2028\u2029]+")
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SURROGATES = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")  # OWASP, "CSV injection"
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))})
MOST_NAME_CHARS = 60


def plain(value: Any) -> str:
    """A value as text: None is empty, lists are joined by "; ", whole numbers have no point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(plain(item) for item in value)
    return str(value)


def cell(value: Any) -> str:
    """A cell of a tab-separated file: tabs, line breaks and control characters become one space, so a row is always one line."""
    return SURROGATES.sub(REPLACEMENT, BREAKS.sub(" ", plain(value)))


def tsv_line(values: Iterable[Any]) -> str:
    """One line of a tab-separated file. Nothing is quoted: a reader that splits at tabs gets every cell as it is."""
    return "\t".join(cell(value) for value in values) + "\n"


def csv_line(values: Iterable[Any]) -> str:
    """One line of a comma-separated file (RFC 4180), safe to open in a spreadsheet: no cell begins a formula."""
    return ",".join(_quoted(_harmless(value)) for value in values) + "\n"


def _harmless(value: Any) -> str:
    """Text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers."""
    text = SURROGATES.sub(REPLACEMENT, plain(value)).replace("\x00", " ")
    if text.startswith(FORMULA_STARTS) and not (isinstance(value, int | float) and NUMBER.fullmatch(text)):
        return "'" + text
    return text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text


def xml_text(value: Any) -> str:
    """Text content of an XML element; characters that XML 1.0 cannot hold are replaced by U+FFFD."""
    return escape(NOT_XML.sub(REPLACEMENT, plain(value))).replace("\r", "&#13;")


def xml_attribute(value: Any) -> str:
    """A quoted attribute value."""
    return quoteattr(NOT_XML.sub(REPLACEMENT, plain(value)), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def element(name: str, text: Any = None, /, **attributes: Any) -> str:
    """An XML element with text; attributes that are None are left out. "_" at the end of a name is dropped ("from_")."""
    written = "".join(f" {key.rstrip('_')}={xml_attribute(value)}" for key, value in attributes.items() if value is not None)
    return f"<{name}{written}/>" if text is None else f"<{name}{written}>{xml_text(text)}</{name}>"


def safe_name(text: str, fallback: str) -> str:
    """A file name without ending for any system: ASCII letters, digits and "-", never a path and never empty."""
    name = slug(unicodedata.normalize("NFC", text))[:MOST_NAME_CHARS].strip("-")
    name = name or slug(fallback) or "x"
    return f"{name}-x" if name in RESERVED else name


def number_id(*parts: str) -> int:
    """A number that follows from texts, for formats whose ids are numbers: 60 bits of their SHA-256."""
    return int(hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:15], 16)


def unique_names(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(id, file name) for (id, title): titles that give the same name are told apart by the end of the id."""
    taken: set[str] = set()
    for row_id, title in pairs:
        name = safe_name(title, row_id)
        if name in taken:
            name = f"{name}-{safe_name(row_id, row_id)[-16:]}"
        number = 2
        base = name
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        yield row_id, name
