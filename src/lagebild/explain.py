"""Explanations of claims and events by their ids: which article and claim are meant, and what is said of them as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any

from lagebild.errors import InputError, NotFoundError
from lagebild.judge import judged_readings
from lagebild.lang.pack import load_pack
from lagebild.model.layers import Claim
from lagebild.model.picture import ClaimRef, Event, Picture
from lagebild.model.reading import Reading
from lagebild.model.record import claim_record, span_record, time_record
from lagebild.present.explain import Explanation, explain_claim
from lagebild.store import Store

EVENT_PREFIX = "ev-"
MAX_LISTED = 12
MAX_CLOSE = 3


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """A claim's explanation and, if it was asked for by its event, how it came to that event (None: article not known then)."""

    explanation: Explanation
    place: ClaimRef | None


@dataclass(frozen=True, slots=True)
class Explained:
    """What was asked for: claims, and the event that they belong to if one was named."""

    event: Event | None
    claims: tuple[ExplainedClaim, ...]


def explain(store: Store, article_id: str, claim_id: str | None = None) -> Explained:
    """A claim of an article, all its claims, or the claims of an event of the picture.

    Args:
        store: where the article is; judgements in force are applied.
        article_id: an article by its id, by the id that its input gave it, or the beginning of one; or an event of the picture.
        claim_id: a claim of the article by its id, the beginning of one, its number ("e3") or its word; or an event of the
            picture, of which the claims of that article are explained. None: all claims of the article.

    Raises:
        NotFoundError: if nothing fits; the message names what there is.
        InputError: if several things fit.
    """
    if claim_id is None and article_id.startswith(EVENT_PREFIX):
        return explain_event(store.picture(), judged_readings(store), article_id)
    article = _one(article_id, _names(store), "article", f"in {store.folder}")
    (reading,) = judged_readings(store, article_id=article)
    if claim_id is not None and claim_id.startswith(EVENT_PREFIX):
        return explain_event(store.picture(), [reading], claim_id)
    claims = reading.claims if claim_id is None else find_claims_by(reading, claim_id)
    return Explained(None, tuple(ExplainedClaim(_explained(reading, claim), None) for claim in claims))


def explain_event(picture: Picture, readings: Iterable[Reading], event_id: str) -> Explained:
    """The claims of an event of the picture that stand in the readings, in the order of the event.

    Raises:
        NotFoundError: if the picture has no such event, or none of its claims stands in the readings.
        InputError: if several events begin like that.
    """
    events = {event.id: event for event in picture.events}
    event = events[_one(event_id, {name: name for name in events}, "event", "in the picture")]
    by_id = {reading.article.id: reading for reading in readings}
    found = []
    for place in event.claims:
        reading = by_id.get(place.article_id)
        claim = next((c for c in reading.claims if c.id == place.claim_id), None) if reading is not None else None
        if reading is not None and claim is not None:
            found.append(ExplainedClaim(_explained(reading, claim), place))
    if not found:
        where = ", ".join(event.articles[:MAX_LISTED])
        raise NotFoundError(f"no claim of {event.id} in this article; the event stands in {where}")
    return Explained(event, tuple(found))


def explain_reading(reading: Reading, wanted: str | None = None) -> Explained:
    """The claims of a reading that is in no store; `wanted`: a claim by id, number or word.

    Raises:
        NotFoundError: if it has no such claim; the message names those that it has.
        InputError: if several claims have ids that begin like that.
    """
    claims = reading.claims if wanted is None else find_claims_by(reading, wanted)
    return Explained(None, tuple(ExplainedClaim(_explained(reading, claim), None) for claim in claims))


def find_claims_by(reading: Reading, wanted: str) -> tuple[Claim, ...]:
    """The claim with that id, number ("e3") or beginning of an id; else every claim with that word as trigger.

    Raises:
        NotFoundError: if there is none; the message names those of the article.
        InputError: if several claims have ids that begin like that.
    """
    numbered = {f"e{number}": claim for number, claim in enumerate(reading.claims, start=1)}
    exact = [claim for name, claim in numbered.items() if wanted in {name, claim.id}]
    if exact:
        return tuple(exact)
    words = tuple(claim for claim in reading.claims if claim.trigger.text.casefold() == wanted.casefold())
    if words:
        return words
    begun = [claim for claim in reading.claims if len(wanted) > len("c-") and claim.id.startswith(wanted)]
    if len(begun) > 1:
        raise InputError(f"{wanted!r} may be {', '.join(claim.id for claim in begun[:MAX_LISTED])}")
    if begun:
        return tuple(begun)
    raise NotFoundError(_no_claim(reading, wanted))


def _no_claim(reading: Reading, wanted: str) -> str:
    said = f"no claim {wanted!r}"
    words = {claim.trigger.text.casefold(): claim.trigger.text for claim in reading.claims}
    names = {**words, **{claim.id: claim.id for claim in reading.claims}}
    close = [names[name] for name in get_close_matches(wanted.casefold(), names, n=MAX_CLOSE, cutoff=0.6)]
    said += f"; did you mean {', '.join(close)}?" if close else ""
    if not reading.claims:
        return f"{said}; this article has none"
    listed = [f"{claim.id} ({claim.type} {claim.trigger.text!r})" for claim in reading.claims[:MAX_LISTED]]
    more = len(reading.claims) - len(listed)
    return f"{said}; this article has: {', '.join(listed)}{f' and {more} more' if more else ''}"


def _names(store: Store) -> dict[str, str]:
    """Ids and given ids of the articles of a store, each with the id."""
    rows = list(store.query("article_names"))
    return {row["given_id"]: row["article_id"] for row in rows if row["given_id"]} | {
        row["article_id"]: row["article_id"] for row in rows
    }


def _one(wanted: str, names: Mapping[str, str], what: str, where: str) -> str:
    """The id of the one thing that is called so or whose name begins so.

    Raises:
        NotFoundError: if there is none; the message names the closest ones.
        InputError: if there are several.
    """
    if wanted in names:
        return names[wanted]
    begun = sorted(name for name in names if wanted and name.startswith(wanted))
    if len({names[name] for name in begun}) == 1:
        return names[begun[0]]
    if begun:
        raise InputError(f"{wanted!r} may be {what} {', '.join(begun[:MAX_LISTED])}")
    close = get_close_matches(wanted, names, n=MAX_CLOSE, cutoff=0.5)
    hint = (
        f"; did you mean {', '.join(close)}?"
        if close
        else f"; there are {', '.join(sorted(names)[:MAX_CLOSE])} …"
        if names
        else ""
    )
    raise NotFoundError(f"no {what} {wanted!r} {where}{hint}")


def _explained(reading: Reading, claim: Claim) -> Explanation:
    return explain_claim(reading, claim, load_pack(reading.article.language))


def explained_record(explained: Explained) -> dict[str, Any]:
    """What was asked for as one JSON object."""
    event = explained.event
    return {
        "event": None
        if event is None
        else {
            "id": event.id,
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "date": None if event.date is None else asdict(event.date),
            "actors": [asdict(party) for party in event.actors],
            "recipients": [asdict(party) for party in event.recipients],
            "articles": list(event.articles),
            "origins": list(event.origins),
            "status_history": [asdict(step) for step in event.status_history],
            "differences": [asdict(difference) for difference in event.differences],
        },
        "claims": [
            explanation_record(one.explanation)
            | (
                {}
                if one.place is None
                else {"in_event": {"score": one.place.score, "echo": one.place.echo, "why": list(one.place.why)}}
            )
            for one in explained.claims
        ],
    }


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """An explanation as one JSON object; all offsets are code points of the article's text."""
    article, claim = explanation.reading.article, explanation.claim
    text = article.text
    return {
        "article": {"id": article.id, "given_id": article.given_id, "title": article.title, "outlet": article.outlet},
        "claim": claim_record(claim),
        "sentence": {"text": explanation.sentence, "begin": explanation.begin, "end": explanation.end},
        "marks": [{"kind": m.kind, "text": text[m.begin : m.end], "begin": m.begin, "end": m.end} for m in explanation.marks],
        "rule": None if explanation.rule is None else asdict(explanation.rule),
        "reasons": [asdict(reason) for reason in explanation.reasons],
        "links": [asdict(link) | {"why": list(link.why)} for link in explanation.links],
        "time": None if explanation.expression is None else time_record(explanation.expression),
        "statements": [
            {
                "id": statement.id,
                "type": statement.type,
                "speaker": [party.name for party in statement.speaker],
                "cue": None if statement.cue is None else span_record(statement.cue),
                "rule": statement.rule,
                "confidence": statement.confidence,
            }
            for statement in explanation.statements
        ],
        "same_as": None if explanation.same_as is None else _place(explanation.same_as),
        "again": [_place(other) for other in explanation.again],
    }


def _place(claim: Claim) -> dict[str, Any]:
    return {"id": claim.id, "sentence": claim.sentence, "trigger": span_record(claim.trigger)}
