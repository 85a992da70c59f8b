"""The picture as one JSON object: the interface that others build on (`schemas/picture.schema.json`, docs/picture.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from importlib.resources import files
from typing import Any

from lagebild.model.layers import DateValue, TieParty
from lagebild.model.picture import (
    ArticleInPicture,
    ClaimRef,
    Difference,
    Event,
    FigureDifference,
    MergedTie,
    Party,
    Picture,
    Promise,
    TieInterval,
)
from lagebild.model.reading import Reading

PICTURE_FORMAT = 1  # raised when a key is renamed, removed or changes its meaning; new keys do not raise it
SPELT_OUT = frozenset({"id", "given_id", "title", "outlet", "publication", "origin", "copy_of", "passages_from", "story"})

Record = dict[str, Any]


def picture_schema() -> Record:
    """The JSON Schema (2020-12) of the record."""
    text = files("lagebild.present").joinpath("schemas", "picture.schema.json").read_text("utf-8")
    schema: Record = json.loads(text)
    return schema


def dumps_picture(picture: Picture, readings: Sequence[Reading]) -> str:
    """The record as text: the same picture gives the same bytes."""
    return json.dumps(picture_record(picture, readings), ensure_ascii=False, indent=1) + "\n"


def picture_record(picture: Picture, readings: Sequence[Reading]) -> Record:
    """The picture as plain dicts and lists.

    `readings`: those that the picture rests on; they give the words at every claim, and the figures.
    """
    by_id = {reading.article.id: reading for reading in readings}
    texts = {article_id: reading.article.text for article_id, reading in by_id.items()}
    return {
        "format": PICTURE_FORMAT,
        "as_of": picture.as_of,
        "articles": [article_record(article) for article in picture.articles],
        "stories": [{**asdict(story), "articles": list(story.articles)} for story in picture.stories],
        "events": [event_record(event, texts) for event in picture.events],
        "ties": [_tie(tie, by_id) for tie in picture.ties],
        "figures": [_figures(difference, by_id) for difference in picture.figure_differences],
        "promises": [promise_record(promise, texts) for promise in picture.promises],
        "dyads": [{**asdict(dyad), "events": list(dyad.events)} for dyad in picture.dyads],
    }


def article_record(article: ArticleInPicture) -> Record:
    """An article among others: its dating with reasons, its origin, what it copies."""
    publication = article.publication
    return {
        "id": article.id,
        "given_id": article.given_id,
        "title": article.title,
        "outlet": article.outlet,
        "publication": {
            "start": publication.start,
            "end": publication.end,
            "basis": publication.basis,
            "reasons": list(publication.reasons),
        },
        "origin": article.origin,
        "copy_of": article.copy_of,
        "passages_from": [
            {"article": p.article_id, "begin": p.begin, "end": p.end, "other_begin": p.other_begin, "other_end": p.other_end}
            for p in article.passages_from
        ],
        "story": article.story,
        **{f.name: _plain(getattr(article, f.name)) for f in fields(article) if f.name not in SPELT_OUT},
    }


def _plain(value: Any) -> Any:
    """A value of the model as JSON has it."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def event_record(event: Event, texts: Mapping[str, str]) -> Record:
    """An event with its claims and the words at each of them."""
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "act": event.act or None,
        "date": date_record(event.date),
        "actors": [_party(party) for party in event.actors],
        "recipients": [_party(party) for party in event.recipients],
        "place": event.place,
        "place_country": event.place_country,
        "status": event.status,
        "status_history": [
            {"status": step.status, "as_of": step.as_of, "articles": list(step.articles), "stage": step.stage}
            for step in event.status_history
        ],
        "claims": [_claim(ref, texts) for ref in event.claims],
        "articles": list(event.articles),
        "origins": list(event.origins),
        "differences": [difference_record(difference) for difference in event.differences],
    }


def date_record(date: DateValue | None) -> Record | None:
    """Days with what they rest on; None where they are not known."""
    return None if date is None else {"start": date.start, "end": date.end, "basis": date.basis, "why": date.why}


def difference_record(difference: Difference) -> Record:
    """A slot in which sources differ, with what each article says."""
    return {
        "slot": difference.slot,
        "class": difference.kind,
        "values": dict(difference.values),
        "compatible": difference.compatible,
        "why": difference.why,
    }


def _party(party: Party) -> Record:
    return {"id": party.actor_id, "name": party.name, "country": party.country, "sector": party.sector}


def _span(article_id: str, begin: int, end: int, texts: Mapping[str, str]) -> Record:
    return {"article": article_id, "begin": begin, "end": end, "text": texts.get(article_id, "")[begin:end]}


def _claim(ref: ClaimRef, texts: Mapping[str, str]) -> Record:
    return {
        **_span(ref.article_id, ref.begin, ref.end, texts),
        "echo": ref.echo,
        "id": ref.claim_id,
        "status": ref.status,
        "date": date_record(ref.date),
        "score": ref.score,
        "why": list(ref.why),
    }


def _tie_party(party: TieParty) -> Record:
    return {"id": party.actor_id, "name": party.name, "country": party.country, "role": party.role}


def _interval(interval: TieInterval) -> Record:
    return _plain(interval)  # type: ignore[no-any-return]


def _tie(tie: MergedTie, readings: Mapping[str, Reading]) -> Record:
    evidence = []
    for article_id, tie_id in tie.evidence:
        reading = readings.get(article_id)
        span = next((t.evidence for t in reading.ties if t.id == tie_id), None) if reading is not None else None
        if span is not None:
            evidence.append({"article": article_id, "begin": span.begin, "end": span.end, "text": span.text})
    return {
        "id": tie.id,
        "kind": tie.kind,
        "parties": [_tie_party(party) for party in tie.parties],
        "levels": list(tie.levels),
        "status": tie.status,
        "since": tie.since,
        "until": tie.until,
        "intervals": [_interval(interval) for interval in tie.intervals],
        "evidence": evidence,
        "origins": list(tie.origins),
        "differences": [difference_record(difference) for difference in tie.differences],
    }


def _figures(difference: FigureDifference, readings: Mapping[str, Reading]) -> Record:
    values = []
    for article_id, figure_id in difference.figures:
        reading = readings.get(article_id)
        figure = next((f for f in reading.figures if f.id == figure_id), None) if reading is not None else None
        if figure is not None:
            span = figure.span
            values.append(
                {"article": article_id, "begin": span.begin, "end": span.end, "text": span.text}
                | {"value": figure.value, "value_end": figure.value_end, "unit": figure.unit, "comparator": figure.comparator}
            )
    return {
        "measures": difference.measures,
        "class": "figure",
        "values": values,
        "compatible": difference.compatible,
        "why": difference.why,
    }


def promise_record(promise: Promise, texts: Mapping[str, str]) -> Record:
    """A promise with the words that announce it and those that report it."""
    return {
        "event": promise.event_id,
        "announced_in": list(promise.announced_in),
        "due": promise.due,
        "outcome": promise.outcome,
        "fulfilled_by": promise.fulfilled_by,
        "evidence": [
            {**_span(one.article_id, one.begin, one.end, texts), "claim": one.claim_id, "shows": one.shows}
            for one in promise.evidence
        ],
        "why": promise.why,
    }
