"""Docs from hand-tagged words, so that tests of mentions and links need no model."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from lagebild.analyse.mentions import find_mentions
from lagebild.link import link_mentions
from lagebild.model.article import Article, Publication
from lagebild.model.layers import Actor, Sentence
from tests.make import PACK

VOCAB = spacy.blank("de").vocab


def tagged(*sentences: str, published: str | None = "2023-08-17") -> Doc:
    """The linked Doc of sentences written as `word/TAG/dep/head/Morph` (head: place in the sentence from 1, 0 for the root).

    Everything after the tag may be left out.
    """
    words: list[str] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    morphs: list[str] = []
    lemmas: list[str] = []
    starts: list[int] = []
    for sentence in sentences:
        begin = len(words)
        starts.append(begin)
        for item in sentence.split():
            word, tag, dep, head, morph, lemma = (*item.split("/"), *[""] * 5)[:6]
            words.append(word)
            tags.append(tag)
            deps.append(dep or "dep")
            heads.append(begin + int(head) - 1 if head not in {"", "0"} else len(words) - 1)
            morphs.append(morph)
            lemmas.append(lemma or word)
    doc = Doc(VOCAB, words=words, tags=tags, deps=deps, heads=heads, morphs=morphs, lemmas=lemmas)
    publication = Publication(published, published, "given" if published else "unknown", "day" if published else "unknown")
    doc._.article = Article("a-test", doc.text, None, "de", publication)
    ends = [*starts[1:], len(words)]
    doc._.sentences = tuple(
        Sentence(number, doc[b].idx, doc[e - 1].idx + len(doc[e - 1]), "body", b, e)
        for number, (b, e) in enumerate(zip(starts, ends, strict=True))
    )
    doc._.mentions = find_mentions(doc, PACK)
    doc._.actors = link_mentions(doc, PACK)
    return doc


def who(doc: Doc, phrase: str) -> list[Actor]:
    """The actors that a mention with exactly this text refers to, by its first place."""
    found: list[Actor] = doc._.actors
    begins = [m.span.begin for a in found for m in a.mentions if m.span.text == phrase]
    if not begins:
        return []
    first = min(begins)
    return [a for a in found if any(m.span.text == phrase and m.span.begin == first for m in a.mentions)]


def kinds(doc: Doc, phrase: str) -> set[str]:
    """The kinds of the mentions with exactly this text."""
    return {m.kind for m in doc._.mentions if m.span.text == phrase}
