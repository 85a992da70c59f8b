"""Mistakes of coded events by cause: what went wrong first on the way from the word to the record.

A missed event fails at one of the steps word, draft, acceptance, type; a spurious one is chatter, a second claim, or the other
half of a wrong type. Where sentence and type are right, each wrong actor, recipient, date and status is counted by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lagebild.evaluate.events import (
    Document,
    Mistake,
    Record,
    accepted_readings,
    dates_agree,
    pairs_of_type,
    parties,
    score_events,
)
from lagebild.evaluate.parties import linked_at, participants_of

SIDES = {"actors": "actor", "recipients": "recipient"}
MISSED, SPURIOUS, FIELD = "missed", "spurious", "field"


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """A draft of the coder, accepted or not: its sentence as the gold numbers it, its word's code points, its type."""

    sentence: int | None
    begin: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Caused:
    """One mistake with its cause, in words; `kind`: "missed", "spurious" or "field" (of an event whose type is right)."""

    kind: str
    cause: str
    document: str
    sentence: int | None
    word: str
    wanted: str
    found: str


def causes_of(document: Document, drafts: Sequence[DraftPlace]) -> Iterator[Caused]:
    """The mistakes of one document by cause; `drafts`: all that the coder made of it, accepted or not."""
    _, mistakes = score_events([document])
    for mistake in mistakes:
        cause = _missed(mistake, document, drafts) if mistake.kind == MISSED else _spurious(mistake, document)
        event = mistake.event
        word = event["trigger"]["text"]
        wanted, found = (event["type"], "") if mistake.kind == MISSED else ("", event["type"])
        yield Caused(mistake.kind, cause, document.name, mistake.sentence, word, wanted, found)
    for gold, found_event in pairs_of_type(document):
        for cause, wanted, found in _fields(gold, found_event, document):
            word = gold["trigger"]["text"]
            yield Caused(FIELD, cause, document.name, gold.get("sentence"), word, wanted, found)


def _missed(mistake: Mistake, document: Document, drafts: Sequence[DraftPlace]) -> str:
    """Why a gold event has no coded event of its type in its sentence."""
    event = mistake.event
    types = {reading["type"] for reading in accepted_readings(event)}
    if mistake.sentence is None or not _is_read(mistake.sentence, document, drafts):
        return "no word of the sentence has a row"
    if any(_overlap(event["trigger"], found["trigger"]) for found in document.found):
        return "type wrong at the same word"
    here = [draft for draft in drafts if draft.begin < event["trigger"]["end"] and event["trigger"]["begin"] < draft.end]
    if any(draft.type in types for draft in here):
        return "draft of the word rejected"
    if here:
        return "the word has rows, but none of the type"
    beside = [draft for draft in drafts if draft.sentence == mistake.sentence and draft.type in types]
    if any(_is_at(draft, found) for draft in beside for found in document.found):
        return "one claim for two events of a sentence"
    return "draft of another word rejected" if beside else "no row for the word"


def _is_read(sentence: int, document: Document, drafts: Sequence[DraftPlace]) -> bool:
    return any(draft.sentence == sentence for draft in drafts) or any(_sentence(e, document) == sentence for e in document.found)


def _is_at(draft: DraftPlace, found: Record) -> bool:
    return bool(found["type"] == draft.type and found["trigger"]["begin"] == draft.begin)


def _spurious(mistake: Mistake, document: Document) -> str:
    """What a coded event without a gold event of its type in its sentence is."""
    event = mistake.event
    beside = [gold for gold in document.gold if _sentence(gold, document) == mistake.sentence]
    if any(_overlap(event["trigger"], gold["trigger"]) for gold in beside):
        return "type wrong at the same word"
    if any(event["type"] == reading["type"] for gold in beside for reading in accepted_readings(gold)):
        return "second claim for one event"
    return "event beside others of the sentence" if beside else "event in chatter: the sentence has none"


def _fields(gold: Record, found: Record, document: Document) -> Iterator[tuple[str, str, str]]:
    """Cause, wanted and found value of every wrong field of a coded event whose type is right."""
    readings = [reading for reading in accepted_readings(gold) if reading["type"] == found["type"]]
    if not _overlap(gold["trigger"], found["trigger"]):
        yield "trigger elsewhere in the sentence", gold["trigger"]["text"], found["trigger"]["text"]
    for side, name in SIDES.items():
        if not any(_agree(reading, found, side) for reading in readings):
            cause = _party_cause(gold, found, side, document)
            yield f"{name} {cause}", _listed(gold, side), _listed(found, side)
    if not any(dates_agree(reading, found) for reading in readings):
        yield _date_cause(gold, found), _days(gold), _days(found)
    if not any(reading["status"] == found.get("status") for reading in readings):
        yield f"status {gold['status']} taken for {found.get('status')}", gold["status"], str(found.get("status"))


def _agree(gold: Record, found: Record, side: str) -> bool:
    a, b = parties(gold, side), parties(found, side)
    return bool(a & b) or not (a or b)


def _party_cause(gold: Record, found: Record, side: str, document: Document) -> str:
    """How the party on this side came to be wrong."""
    coded = found.get(side) or []
    unsaid = bool(coded) and all(one.get("implicit") for one in coded)
    if not gold.get(side):
        return "given though there is none (unsaid)" if unsaid else "given though there is none (in the sentence)"
    if not coded:
        return "missing"
    wanted = [one for part, one in participants_of(gold) if part == side and one.begin is not None]
    linked = [one for one in wanted if any(key in one.keys for key, _ in linked_at(one, document.actors))]
    if wanted and not linked:
        return "linked wrong: its words mean somebody else here"
    return "wrong: unsaid one guessed" if unsaid else "wrong: another one of the sentence chosen"


def _date_cause(gold: Record, found: Record) -> str:
    date = found.get("date")
    if date is None:
        return "date missing"
    if not gold.get("date") or not gold["date"].get("start"):
        return f"date given though there is none (basis {date['basis']})"
    return f"date wrong (basis {date['basis']})"


def _overlap(one: Record, other: Record) -> bool:
    return bool(one["begin"] < other["end"] and other["begin"] < one["end"])


def _sentence(event: Record, document: Document) -> int | None:
    begin = event["trigger"]["begin"]
    return next((s["id"] for s in document.sentences if s["begin"] <= begin < s["end"]), None)


def _listed(event: Record, side: str) -> str:
    return ", ".join(sorted(parties(event, side))) or "nobody"


def _days(event: Record) -> str:
    date = event.get("date")
    return f"{date.get('start')}/{date.get('end')}" if date else "none"
