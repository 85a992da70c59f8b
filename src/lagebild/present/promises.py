"""Promises as people read them: who announced what to whom, when, in which article, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lagebild.model.picture import Event, Picture, Promise, PromiseEvidence
from lagebild.model.reading import Reading
from lagebild.present.english import event_label, shown_days

ORDER = ("overdue", "open", "broken", "kept")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that announces or reports it: `words` are the article's, `published` the days on which it appeared."""

    article_id: str
    article: str
    outlet: str | None
    published: str
    words: str
    shows: str


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise with the sentences behind it; `by`, `to`: names, `to` empty where all take part alike."""

    event_id: str
    outcome: str
    due: str | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    place: str | None
    announced: tuple[Told, ...]
    reported: tuple[Told, ...]
    fulfilled_by: str | None
    why: str


def _names(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(dict.fromkeys(p.name for p in event.actors)), tuple(dict.fromkeys(p.name for p in event.recipients))


def _told(evidence: PromiseEvidence, readings: Mapping[str, Reading], published: Mapping[str, str]) -> Told | None:
    reading = readings.get(evidence.article_id)
    if reading is None:
        return None
    article = reading.article
    sentence = next((s for s in reading.sentences if s.begin <= evidence.begin < s.end), None)
    words = article.text[sentence.begin : sentence.end] if sentence is not None else article.text[evidence.begin : evidence.end]
    day = published.get(article.id, "day unknown")
    return Told(article.id, article.label, article.outlet, day, " ".join(words.split()), evidence.shows)


def build_promises(picture: Picture, readings: Sequence[Reading]) -> tuple[PromiseView, ...]:
    """The promises of a picture: overdue ones first, then open, broken and kept ones, each by the day when they are due."""
    events = {event.id: event for event in picture.events}
    by_id = {reading.article.id: reading for reading in readings}
    published = {a.id: shown_days(a.publication.start, a.publication.end) for a in picture.articles}
    views = [_view(promise, events, by_id, published) for promise in picture.promises]
    return tuple(sorted(views, key=lambda v: (ORDER.index(v.outcome), v.due or "9999", v.event_id)))


def _view(
    promise: Promise, events: Mapping[str, Event], readings: Mapping[str, Reading], published: Mapping[str, str]
) -> PromiseView:
    event = events[promise.event_id]
    told = [t for one in promise.evidence if (t := _told(one, readings, published)) is not None]
    by, to = _names(event)
    deed = events.get(promise.fulfilled_by or "")
    other = deed is not None and deed.act != event.act and not {deed.act, event.act} <= {"visit", "meeting"}
    label = event_label(deed if deed is not None and other else event)
    return PromiseView(
        event_id=promise.event_id,
        outcome=promise.outcome,
        due=promise.due,
        by=by,
        to=to,
        what=label,
        place=event.place,
        announced=tuple(t for t in told if t.shows == "announced"),
        reported=tuple(t for t in told if t.shows != "announced"),
        fulfilled_by=promise.fulfilled_by,
        why=promise.why,
    )
