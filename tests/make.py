"""Values by hand: no model, no network."""

from __future__ import annotations

from lagebild.lang.pack import load_pack
from lagebild.model.article import Article, Publication
from lagebild.model.ids import make_id
from lagebild.model.layers import Claim, DateValue, Participant, Sentence
from lagebild.model.reading import Reading
from lagebild.model.span import span_of
from lagebild.read import RawArticle, make_article


def article(text: str, *, title: str | None = None, published: str | None = None, outlet: str | None = None) -> Article:
    raw = RawArticle(text, "test", title=title, published=published, outlet=outlet)
    return make_article(raw, language="de")


def participant(text: str, phrase: str, country: str, *, name: str | None = None, actor_id: str | None = None) -> Participant:
    begin = text.index(phrase)
    who = name or phrase
    return Participant(phrase, begin, begin + len(phrase), country, "GOV", who, actor_id or f"ac-{country}", "by hand")


def claim(
    text: str, trigger: str, kind: str, *, actors: tuple[Participant, ...], day: str | None = None, status: str = "occurred"
) -> Claim:
    begin = text.index(trigger)
    return Claim(
        id=make_id("c", text, trigger),
        sentence=0,
        trigger=span_of(text, begin, begin + len(trigger)),
        type=kind,  # type: ignore[arg-type]
        mode=None,
        actors=actors,
        recipients=(),
        location=None,
        date=DateValue(day, day, "stated", "by hand") if day else None,
        status=status,  # type: ignore[arg-type]
        reported_by=None,
        same_as=None,
        rule="test",
        confidence=1.0,
        why=(),
    )


def reading(made_from: Article, *claims: Claim) -> Reading:
    whole = Sentence(0, 0, len(made_from.text), "body", 0, 1)
    return Reading(made_from, (whole,), (), (), (), claims, (), (), "test")


UNKNOWN = Publication(None, None, "unknown", "unknown")
PACK = load_pack("de")
