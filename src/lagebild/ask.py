"""Questions about actors: what the mentions of a text refer to, and who a phrase means. Both run the stages of a reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from spacy.tokens import Doc

from lagebild.analyse.body import find_sentences
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.mentions import find_mentions
from lagebild.analyse.times.api import published_interval
from lagebild.errors import InputError
from lagebild.knowledge.overlay import Overlay
from lagebild.knowledge.vocabulary import pack_with, vocabulary
from lagebild.lang.pack import load_pack, pack_languages
from lagebild.link.api import LinkedActor, LinkedMention, explain_links
from lagebild.model.article import Article, Publication
from lagebild.model.ids import make_id
from lagebild.model.layers import Sentence
from lagebild.model.record import actor_record
from lagebild.model.span import Interval
from lagebild.read import RawArticle, is_too_short_to_detect, make_article

PRECISIONS = {4: "year", 7: "month", 10: "day"}
NAMES_FIRST = {"name": 0, "metonym": 0, "description": 1}


@dataclass(frozen=True, slots=True)
class Answer:
    """Who a phrase means: the actors that linking decides for, and the alternatives that it decides against, likeliest first.

    `on`: the days that were asked about, None for no day. No actors and no alternatives: nothing is known.
    """

    phrase: str
    on: Interval | None
    actors: tuple[LinkedActor, ...]
    alternatives: tuple[LinkedActor, ...]


def link_text(
    text: str, *, published: str | date | None = None, language: str | None = None, overlay: Overlay | None = None
) -> tuple[LinkedMention, ...]:
    """The mentions of a text with the actors that they refer to: scores, reasons, offices with their days, sources, alternatives.

    Args:
        text: an article or a part of one; spans are code points of it.
        published: `date`, "YYYY-MM-DD", "YYYY-MM", "YYYY" or two of them with "/" between; None where the text itself has to say.
        language: ISO 639-1; None detects it. A text too short for that is taken to be in the language of the only installed pack.
        overlay: a user's own actors (`Store.overlay()`).

    Raises:
        ArticleError: if the text holds no words, there is no pack for the language, or there are several for a short text.
        InputError: if `published` is no date of the calendar.
    """
    packs = pack_languages()
    if language is None and len(packs) == 1 and is_too_short_to_detect(text):
        language = packs[0]
    article = make_article(RawArticle(text, "text"), language=language)
    if published is not None:
        article = replace(article, publication=_publication(published))
    zones = [(zone.begin, zone.end) for zone in article.zones]
    doc = load_foundation(article.language).analyse(text, zones=zones, names=False)
    doc._.article = article
    pack = load_pack(article.language)
    doc._.sentences = find_sentences(doc, pack)
    return _links(doc, overlay)


def who(phrase: str, *, on: str | date | None = None, language: str = "de", overlay: Overlay | None = None) -> Answer:
    """Who a name or a description means, as if an article of the day had the phrase and nothing else.

    Args:
        phrase: "belarussischer Verteidigungsminister", "Li Shangfu", "Kreml", "die russische Armee".
        on: `date`, "YYYY-MM-DD", "YYYY-MM" or "YYYY"; without it every holder of an office is an alternative.
        language: ISO 639-1 of the phrase.
        overlay: a user's own actors.

    Raises:
        InputError: if the phrase is empty or `on` is no date of the calendar.
    """
    phrase = " ".join(phrase.split())
    if not phrase:
        raise InputError("the phrase is empty")
    publication = _publication(on) if on is not None else Publication(None, None, "unknown", "unknown")
    doc = load_foundation(language).analyse(phrase, zones=[], names=False)
    doc._.article = Article(make_id("a", phrase), phrase, None, language, publication)
    doc._.sentences = (Sentence(0, 0, len(phrase), "body", 0, len(doc)),)
    mentions = _outermost(phrase, _links(doc, overlay))
    actors = _unique(actor for mention in mentions for actor in mention.actors)
    # The words alone, without a country, say nothing that is known; a people may live in several states.
    words = vocabulary(load_pack(language))
    is_people = any(words.has("people", word) for word in phrase.split(" "))
    actors = tuple(actor for actor in actors if actor.known or actor.country is not None or is_people)
    taken = {actor.id for actor in actors}
    others = _unique(other for mention in mentions for other in mention.alternatives)
    interval = publication.interval if on is not None else None
    return Answer(phrase, interval, actors, tuple(other for other in others if other.id not in taken))


def _links(doc: Doc, overlay: Overlay | None) -> tuple[LinkedMention, ...]:
    pack = load_pack(doc._.article.language)
    if overlay is not None:
        pack = pack_with(pack, overlay)
    doc._.mentions = find_mentions(doc, pack)
    return explain_links(doc, pack)


def _publication(published: str | date) -> Publication:
    days = published_interval(published)
    if days is None:
        raise InputError("no date")
    precision = PRECISIONS.get(len(published), "interval") if isinstance(published, str) else "day"
    return Publication(days.start, days.end, "given", precision)


def _outermost(phrase: str, mentions: tuple[LinkedMention, ...]) -> list[LinkedMention]:
    """The mentions that say who is meant and stand inside no other, names before descriptions."""

    def is_inside(inner: LinkedMention, outer: LinkedMention) -> bool:
        a, b = inner.span, outer.span
        return b.begin <= a.begin and a.end <= b.end and b.end - b.begin > a.end - a.begin

    # An adjective or first member says whose something is, not who: it answers only if nothing else stands there.
    telling = [m for m in mentions if m.kind not in {"adjective", "compound"} or m.span.text == phrase]
    whole = [m for m in telling if not any(is_inside(m, other) for other in telling if other.actors)]
    return sorted(whole, key=lambda m: (NAMES_FIRST.get(m.kind, 2), m.span.begin))


def _unique(actors: Iterable[LinkedActor]) -> tuple[LinkedActor, ...]:
    found: dict[str, LinkedActor] = {}
    for actor in actors:
        found.setdefault(actor.id, actor)
    return tuple(found.values())


def answer_record(answer: Answer) -> dict[str, Any]:
    """The answer as one JSON object."""
    return {
        "phrase": answer.phrase,
        "on": None if answer.on is None else {"start": answer.on.start, "end": answer.on.end},
        "actors": [linked_record(actor) for actor in answer.actors],
        "alternatives": [linked_record(actor) for actor in answer.alternatives],
    }


def linked_record(actor: LinkedActor) -> dict[str, Any]:
    """A linked actor as one JSON object."""
    return actor_record(actor) | {"score": actor.score, "why": list(actor.reasons)}
