"""What templates call: addresses, parties in words, marks of evidence in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from lagebild.present.charts import spark_bars
from lagebild.web.assets import assets

SAFE_SCHEMES = ("https://", "http://")


def url(*parts: str, **query: str | None) -> str:
    """The address of a page; ids and words of articles are quoted, empty parameters left out."""
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    asked = urlencode({name.rstrip("_"): value for name, value in query.items() if value not in (None, "")})
    return f"{path}?{asked}" if asked else path


def with_query(path: str, query: Mapping[str, str], **changes: str | None) -> str:
    """The same page with some parameters changed; None takes one away. A change begins the list anew."""
    merged = {name: value for name, value in query.items() if name != "cursor"} | {n.rstrip("_"): v for n, v in changes.items()}
    asked = urlencode({name: value for name, value in merged.items() if value not in (None, "")})
    return f"{quote(path)}?{asked}" if asked else quote(path)


def outside(address: str | None) -> str | None:
    """The address of an original, if it is one of the web: an article may claim any other scheme."""
    return address if address is not None and address.casefold().startswith(SAFE_SCHEMES) else None


def quad_class(quad: str) -> str:
    """Which colour a class of events has."""
    return "good" if quad.endswith("cooperation") else "bad"


def around(text: str, begin: int, end: int, *, start: int, width: int = 200) -> tuple[str, str, str]:
    """A sentence cut into before, trigger and after; a long one loses its ends, with an ellipsis.

    Args:
        text: the sentence.
        begin: first code point of the trigger in the article.
        end: the one after its last.
        start: first code point of the sentence in the article.
        width: code points kept on either side.
    """
    low, high = begin - start, end - start
    if not 0 <= low < high <= len(text):
        return (text if len(text) <= 2 * width else text[: 2 * width] + " …"), "", ""
    before, after = text[:low], text[high:]
    if len(before) > width:
        before = "… " + before[-width:]
    if len(after) > width:
        after = after[:width] + " …"
    return before, text[low:high], after


def asset(name: str) -> str:
    """The address of a file of ours."""
    return assets()[name].url


def integrity(name: str) -> str:
    """What a browser checks a file of ours against."""
    return assets()[name].integrity


def share(part: int, whole: int) -> float:
    """Hundredths of the whole, for a bar."""
    return round(100 * part / whole, 1) if whole else 0.0


def group_years(rows: Sequence[Any], field: str) -> list[tuple[str | None, list[Any]]]:
    """Neighbouring rows of the same year; the year is None for undated ones."""
    groups: list[tuple[str | None, list[Any]]] = []
    for row in rows:
        day = getattr(row, field)
        year = day[:4] if day else None
        if not groups or groups[-1][0] != year:
            groups.append((year, []))
        groups[-1][1].append(row)
    return groups


def judged_at(target: str) -> str:
    """Where a judgement on this target can be looked at again."""
    article, colon, place = target.partition(":")
    if colon:
        return url("judge", "links", article=article, at=place if place[0].isdecimal() else None)
    return url("judge", claim=target.partition("+")[0].partition(".")[0])


def numbered(ids: Iterable[str]) -> dict[str, int]:
    """Numbers from 1 for ids, in their order."""
    return {key: number for number, key in enumerate(dict.fromkeys(ids), start=1)}


HELPERS = {
    "numbered": numbered,
    "url": url,
    "with_query": with_query,
    "outside": outside,
    "quad_class": quad_class,
    "around": around,
    "judged_at": judged_at,
    "asset": asset,
    "integrity": integrity,
    "share": share,
    "group_years": group_years,
    "spark_bars": spark_bars,
}
