"""Time expressions as text with inline TIMEX3 tags."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from lagebild.model.layers import TimeExpression
from lagebild.model.span import Interval

ALLOWED = frozenset("\t\n\r")  # control characters that XML 1.0 can hold
REPLACEMENT = "\ufffd"
ROOT = "TimeML"


def to_timex3(text: str, times: Iterable[TimeExpression], *, published: Interval | None) -> str:
    """The text as well-formed XML: a TIMEX3 element around each expression, in a root with the date of publication.

    Characters that XML cannot hold are replaced by U+FFFD; everything else stays as it is, so that the text content of TEXT is
    the text.
    """
    parts: list[str] = []
    at = 0
    for number, time in enumerate(times, start=1):
        parts.append(_escaped(text[at : time.span.begin]))
        parts.append(f"<TIMEX3 {_attributes(time, number)}>{_escaped(time.span.text)}</TIMEX3>")
        at = time.span.end
    parts.append(_escaped(text[at:]))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOT}>\n{_creation(published)}<TEXT>{"".join(parts)}</TEXT>\n</{ROOT}>\n'


def _creation(published: Interval | None) -> str:
    if published is None or published.start is None or published.start != published.end:
        return ""
    day = published.start
    return f'<DCT><TIMEX3 tid="t0" type="DATE" value="{day}" functionInDocument="CREATION_TIME">{day}</TIMEX3></DCT>\n'


def _attributes(time: TimeExpression, number: int) -> str:
    values = {
        "tid": f"t{number}",
        "type": time.type,
        "value": time.value,
        "mod": time.mod,
        "quant": time.quant,
        "freq": time.freq,
    }
    if time.anchor == "publication":
        values |= {"temporalFunction": "true", "anchorTimeID": "t0"}
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items() if value is not None)


def _escaped(text: str) -> str:
    return escape("".join(c if _is_xml(c) else REPLACEMENT for c in text)).replace("\r", "&#13;")


def _is_xml(character: str) -> bool:
    code = ord(character)
    return character in ALLOWED or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
