"""Docs for tests of the later layers: analysed by the real stages, so that examples in the pack are read as users' texts are."""

from __future__ import annotations

from spacy.tokens import Doc

from lagebild.analyse.body import find_sentences
from lagebild.analyse.clauses import find_clauses
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.mentions import find_mentions
from lagebild.analyse.statements import find_statements
from lagebild.analyse.times import find_times
from lagebild.lang.pack import load_pack
from lagebild.link import link_mentions
from lagebild.read import RawArticle, make_article

PACK = load_pack("de")


def analysed(text: str, *, published: str = "2023-03-02") -> Doc:
    """The text with all layers that figures and ties read."""
    article = make_article(RawArticle(text, "test", published=published), language="de")
    doc = load_foundation("de").analyse(article.text, zones=[(zone.begin, zone.end) for zone in article.zones])
    doc._.article = article
    for step in (find_sentences, find_clauses, find_times, find_mentions, link_mentions, find_statements):
        doc._.set(step.writes, step(doc, PACK))
    return doc
