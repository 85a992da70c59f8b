"""Raw articles to Articles: layout, publication date with its basis, sources, language."""

from __future__ import annotations

import re

import py3langid

from lagebild.errors import ArticleError
from lagebild.lang.pack import LanguagePack, load_pack
from lagebild.model.article import Article, Publication, Source
from lagebild.model.ids import make_id
from lagebild.read.dates import UNKNOWN, publication_of
from lagebild.read.files import RawArticle
from lagebild.read.language import language_name
from lagebild.read.layout import Layout, find_layout

MIN_DETECTION_CHARS = 60  # below that the language of a text is a guess
DETECTION_CHARS = 3_000
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def make_article(raw: RawArticle, *, language: str | None = None) -> Article:
    """The Article of a raw one: zones, credits, publication date.

    `language` forces the pack (ISO 639-1); otherwise the input's own field decides, else the text's language is detected.

    Raises:
        ArticleError: if the text has no words or is in a language without a pack.
    """
    if not _LETTERS.search(raw.text):
        raise ArticleError(raw.source, "no sentences: the text holds no words")
    code = language or raw.language or _detect(raw.text)
    if code is None:
        raise ArticleError(raw.source, "too short to tell its language; --language forces one")
    try:
        pack = load_pack(code.split("-")[0].lower())
    except Exception as exc:
        raise ArticleError(raw.source, f"skipped: {language_name(code)}, for which there is no language pack") from exc
    layout = find_layout(raw.text, pack=pack, title=raw.title)
    if not any(zone.kind in {"lead", "body"} for zone in layout.zones):
        raise ArticleError(raw.source, "no sentences: only captions, credits or links")
    outlet = raw.outlet or next((_outlet_name(c.name) for c in layout.credits if c.role == "outlet"), None)
    title = raw.title or next((raw.text[z.begin : z.end] for z in layout.zones if z.kind == "headline"), None)
    return Article(
        id=make_id("a", raw.text, raw.title or "", raw.outlet or ""),
        text=raw.text,
        title=title,
        language=pack.language,
        publication=_publication(raw, layout, pack),
        outlet=outlet,
        url=raw.url,
        given_id=raw.given_id,
        source=raw.source,
        zones=layout.zones,
        credits=_unique(layout.credits),
        dateline=layout.dateline,
    )


def is_too_short_to_detect(text: str) -> bool:
    """Whether a text has so few characters that its language would be a guess."""
    return len(text[:DETECTION_CHARS].strip()) < MIN_DETECTION_CHARS


def _detect(text: str) -> str | None:
    probe = text[:DETECTION_CHARS]
    if is_too_short_to_detect(text):
        return None
    code, _ = py3langid.classify(probe)
    return str(code)


def _publication(raw: RawArticle, layout: Layout, pack: LanguagePack) -> Publication:
    """The most exact date that the input gives, its own field first."""
    found = [publication_of(raw.published, basis="given", pack=pack)] if raw.published else []
    found += [publication_of(span.text, basis=kind, pack=pack, evidence=span) for kind, span in layout.dates]
    known = [publication for publication in found if publication.start is not None]
    if not known:
        return found[0] if found else UNKNOWN
    if raw.published and known[0].basis == "given" and known[0].precision == "day":
        return known[0]
    ranks = {"day": 0, "month": 1, "year": 2}
    return min(known, key=lambda publication: ranks[publication.precision])


def _outlet_name(name: str) -> str:
    """A site's address without its prefix and country ("www.ntv.de" -> "ntv")."""
    return re.sub(r"^www\.|\.[a-z]{2,10}$", "", name)


def _unique(credits_found: tuple[Source, ...]) -> tuple[Source, ...]:
    seen: dict[tuple[str, str], Source] = {}
    for source in credits_found:
        seen.setdefault((source.name, source.role), source)
    return tuple(seen.values())
