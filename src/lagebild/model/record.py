"""The reading as JSON (DESIGN, section 5): the shape that `lagebild read --json` prints and that scorers take."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from lagebild.model.article import Article, Publication
from lagebild.model.layers import Actor, Claim, Figure, Mention, Participant, Role, Statement, Tie, TimeExpression
from lagebild.model.reading import Reading
from lagebild.model.span import Interval, Span


def reading_record(reading: Reading) -> dict[str, Any]:
    """One JSON object with everything that was read out of the article; claims are numbered e1, e2, … under `events`."""
    article = reading.article
    ids = {claim.id: f"e{number}" for number, claim in enumerate(reading.claims, start=1)}
    return {
        "id": article.id,
        "given_id": article.given_id,
        "text": article.text,
        "sentences": [
            {"id": s.id, "begin": s.begin, "end": s.end, "text": article.text[s.begin : s.end], "zone": s.zone}
            for s in reading.sentences
        ],
        "meta": _meta(article),
        "actors": [_actor(actor) for actor in reading.actors],
        "times": [time_record(time) for time in reading.times],
        "statements": [_statement(statement) for statement in reading.statements],
        "events": [claim_record(claim, ids=ids) | {"claim": claim.id} for claim in reading.claims],
        "figures": [_figure(figure) for figure in reading.figures],
        "ties": [_tie(tie) for tie in reading.ties],
        "failures": [{"stage": f.stage, "problem": f.problem} for f in reading.failures],
        "version": reading.version,
    }


def _named(article: Article, *roles: str) -> list[dict[str, Any]]:
    """The credits in these roles."""
    found = [credit for credit in article.credits if credit.role in roles]
    return [_span(credit.span) | {"name": credit.name, "role": credit.role} for credit in found]


def _zones(article: Article, *kinds: str) -> list[dict[str, Any]]:
    """The zones of these kinds, with their text."""
    return [
        {"text": article.text[z.begin : z.end], "begin": z.begin, "end": z.end, "kind": z.kind, "rule": z.rule}
        for z in article.zones
        if z.kind in kinds
    ]


def _publication(publication: Publication) -> dict[str, Any]:
    return {
        "start": publication.start,
        "end": publication.end,
        "basis": publication.basis,
        "precision": publication.precision,
        "evidence": [_span(span) for span in publication.evidence],
        "reasons": list(publication.reasons),
    }


def _meta(article: Article) -> dict[str, Any]:
    named, zones = partial(_named, article), partial(_zones, article)
    bylines = named("byline")
    return {
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "source": article.source,
        "language": article.language,
        "agencies": named("agency", "cited"),
        "picture_agencies": named("picture"),
        "byline": bylines[0] if bylines else None,
        "dateline": None if article.dateline is None else _span(article.dateline) | {"place": article.dateline.text},
        "publication": _publication(article.publication),
        "headlines": zones("headline"),
        "subheads": zones("subhead"),
        "leads": zones("lead"),
        "captions": zones("caption"),
        "credits": zones("credit"),
        "residue": zones("header", "byline", "credit", "dateline", "teaser", "residue"),
        "machine_translated": {
            "value": article.machine_translated,
            "evidence": [_span(flag.span) | {"kind": flag.kind, "why": flag.why} for flag in article.flags],
        },
    }


def _span(span: Span | None) -> dict[str, Any]:
    return {"text": None, "begin": None, "end": None} if span is None else span_record(span)


def _participant(participant: Participant | None) -> dict[str, Any] | None:
    return None if participant is None else participant_record(participant)


class Presentable(Protocol):
    """An actor of an article, or one that a link refers to."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def sector(self) -> str: ...
    @property
    def known(self) -> bool: ...
    @property
    def source(self) -> str | None: ...
    @property
    def roles(self) -> tuple[Role, ...]: ...


def actor_record(actor: Presentable) -> dict[str, Any]:
    """Who the actor is, without its mentions."""
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "known": actor.known,
        "source": actor.source,
        "roles": [role_record(role) for role in actor.roles],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return _span(mention.span) | {
        "kind": mention.kind,
        "sentence": mention.sentence,
        "zone": mention.zone,
        "rule": mention.rule,
        "score": mention.score,
        "why": list(mention.reasons),
        "antecedent": None if mention.antecedent is None else span_record(mention.antecedent),
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return actor_record(actor) | {"mentions": [_mention(mention) for mention in actor.mentions]}


def role_record(role: Role) -> dict[str, str | None]:
    """The office with its days and its source."""
    return {"office": role.office, "country": role.country, "from": role.start, "to": role.end, "source": role.source}


def _interval(interval: Interval | None) -> dict[str, str | None] | None:
    return None if interval is None else {"start": interval.start, "end": interval.end}


def time_record(time: TimeExpression) -> dict[str, Any]:
    """A time expression; `edtf` is None where EDTF cannot say it."""
    return _span(time.span) | {
        "id": time.id,
        "sentence": time.sentence,
        "type": time.type,
        "value": time.value,
        "mod": time.mod,
        "quant": time.quant,
        "freq": time.freq,
        "edtf": time.edtf,
        "interval": _interval(time.interval),
        "covers": _interval(time.covers),
        "candidates": [_interval(candidate) for candidate in time.candidates],
        "precision": time.precision,
        "anchor": time.anchor,
        "rule": time.rule,
        "why": time.reason,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    spoken_on = statement.spoken_on
    return {
        "id": statement.id,
        "type": statement.type,
        "sentence": statement.sentence,
        "sentence_end": statement.sentence_end,
        "quote": [_span(span) for span in statement.quote],
        "direct_parts": [_span(span) for span in statement.direct_parts],
        "cue": None if statement.cue is None else _span(statement.cue),
        "speaker": [participant_record(p) for p in statement.speaker],
        "speaker_span": None if statement.speaker_span is None else _span(statement.speaker_span),
        "addressee": _participant(statement.addressee),
        "addressee_span": None if statement.addressee_span is None else _span(statement.addressee_span),
        "medium": _participant(statement.medium),
        "via": _participant(statement.via),
        "frame": [_span(span) for span in statement.frame],
        "spoken_on": None
        if spoken_on is None
        else {"start": spoken_on.start, "end": spoken_on.end, "basis": spoken_on.basis, "why": spoken_on.why},
        "nested_in": statement.nested_in,
        "rule": statement.rule,
        "confidence": statement.confidence,
        "doubts": list(statement.doubts),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    period = figure.period
    return _span(figure.span) | {
        "id": figure.id,
        "sentence": figure.sentence,
        "value": figure.value,
        "value_end": figure.value_end,
        "unit": figure.unit,
        "comparator": figure.comparator,
        "measures": figure.measures,
        "measures_span": None if figure.measures_span is None else _span(figure.measures_span),
        "subjects": [participant_record(p) for p in figure.subjects],
        "period": None if period is None else {"start": period.start, "end": period.end, "text": period.text},
        "source": _participant(figure.source),
        "rule": figure.rule,
    }


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "id": tie.id,
        "kind": tie.kind,
        "parties": [{"role": p.role, "name": p.name, "country": p.country, "actor": p.actor_id} for p in tie.parties],
        "level": tie.level,
        "status": tie.status,
        "since": tie.since,
        "until": tie.until,
        "changes": [
            {"change": c.change, "sentence": c.sentence, "trigger": _span(c.trigger), "date": c.date, "claim": c.claim}
            for c in tie.changes
        ],
        "sentence": tie.sentence,
        "evidence": _span(tie.evidence),
        "source": _participant(tie.source),
        "rule": tie.rule,
        "confidence": tie.confidence,
        "doubts": list(tie.doubts),
    }


def claim_record(claim: Claim, *, ids: dict[str, str] | None = None) -> dict[str, Any]:
    """The claim as the codebook's record, with `rule`, `confidence` and `why`; `ids` renames claim ids (for "e1", "e2" …)."""
    names = ids or {}
    reported_by = claim.reported_by
    return {
        "id": names.get(claim.id, claim.id),
        "sentence": claim.sentence,
        "trigger": span_record(claim.trigger),
        "type": claim.type,
        "mode": claim.mode,
        "actors": [participant_record(p) for p in claim.actors],
        "recipients": [participant_record(p) for p in claim.recipients],
        "location": None
        if claim.location is None
        else {
            "text": claim.location.text,
            "begin": claim.location.begin,
            "end": claim.location.end,
            "country": claim.location.country,
        },
        "date": _date_record(claim),
        "status": claim.status,
        "reported_by": None if reported_by is None else reported_by.text,
        "reported_by_span": None if reported_by is None else participant_record(reported_by),
        "same_as": None if claim.same_as is None else names.get(claim.same_as, claim.same_as),
        "statement": claim.statement,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "why": list(claim.why),
    }


def _date_record(claim: Claim) -> dict[str, Any] | None:
    date = claim.date
    if date is None:
        return None
    record: dict[str, Any] = {"start": date.start, "end": date.end, "text": date.text, "basis": date.basis, "why": date.why}
    if date.text is not None:
        record |= {"text_begin": date.text_begin, "text_end": date.text_end}
    return record


def span_record(span: Span) -> dict[str, Any]:
    return {"text": span.text, "begin": span.begin, "end": span.end}


def participant_record(participant: Participant) -> dict[str, Any]:
    """The participant as the codebook writes it, with the actor's id and the reason."""
    record: dict[str, Any] = {
        "text": participant.text,
        "begin": participant.begin,
        "end": participant.end,
        "country": participant.country,
        "sector": participant.sector,
        "name": participant.name,
        "actor": participant.actor_id,
        "why": participant.why,
    }
    if participant.implicit:
        record |= {"implicit": True, "in_sentence": participant.in_sentence}
    return record
