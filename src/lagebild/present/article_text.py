"""An article's text with its evidence: stretches under the same marks, and numbered notes that say what was read where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lagebild.model.layers import Claim, Figure, Participant, Statement, Tie
from lagebild.model.reading import Reading
from lagebild.present.explain import statement_chain
from lagebild.present.marks import cut_text, marks_of

NoteKind = Literal["event", "quote", "figure", "tie"]


@dataclass(frozen=True, slots=True)
class Link:
    """One voice of an attribution chain: `kind` is article, via, speaker or source."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """What was read at one place (code points): `record` is the thing itself, `chain` who says it, outermost first."""

    number: int
    id: str
    kind: NoteKind
    begin: int
    end: int
    text: str
    record: Claim | Statement | Figure | Tie
    chain: tuple[Link, ...]
    event_id: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same marks; `opens` and `closes` are the notes that begin and end with it."""

    text: str
    classes: str
    title: str
    opens: tuple[Note, ...]
    closes: tuple[Note, ...]


def notes_of(reading: Reading, events: Mapping[str, str]) -> tuple[Note, ...]:
    """The notes in the order of the text. `events`: claim id -> event id."""
    found = sorted(_places(reading), key=lambda place: (place[1], place[2], place[0]))
    outlet = reading.article.outlet or ""
    by_id = {statement.id: statement for statement in reading.statements}
    return tuple(
        Note(
            number,
            record.id,
            kind,
            begin,
            end,
            reading.article.text[begin:end],
            record,
            tuple(_chain(reading, record, by_id, outlet)),
            events.get(record.id),
        )
        for number, (kind, begin, end, record) in enumerate(found, start=1)
    )


def _places(reading: Reading) -> Iterator[tuple[NoteKind, int, int, Claim | Statement | Figure | Tie]]:
    for claim in reading.claims:
        yield "event", claim.trigger.begin, claim.trigger.end, claim
    for statement in reading.statements:
        if statement.quote:
            yield "quote", statement.quote[0].begin, statement.quote[-1].end, statement
    for figure in reading.figures:
        yield "figure", figure.span.begin, figure.span.end, figure
    for tie in reading.ties:
        yield "tie", tie.evidence.begin, tie.evidence.end, tie


def _chain(
    reading: Reading, record: Claim | Statement | Figure | Tie, by_id: Mapping[str, Statement], outlet: str
) -> Iterator[Link]:
    """Outlet, who reports, who speaks: each voice that stands between the reader and the happening."""
    yield Link("article", outlet)
    if isinstance(record, Claim):
        statements = list(statement_chain(reading, record))
    elif isinstance(record, Statement):
        statements = list(_around(record, by_id))
    else:
        statements = []
    last = ""
    for statement in reversed(statements):
        for kind, parties in (("via", [statement.via] if statement.via else []), ("speaker", list(statement.speaker))):
            name = _names(parties)
            if name and name != last:
                yield Link(kind, name)
                last = name
        if not statement.speaker and statement.speaker_span is not None:
            yield Link("speaker", statement.speaker_span.text)
            last = statement.speaker_span.text
    source = record.reported_by if isinstance(record, Claim) else getattr(record, "source", None)
    if (
        isinstance(source, Participant)
        and source.name != last
        and not any(source.name == p.name for s in statements for p in s.speaker)
    ):
        yield Link("source", source.name)


def _around(statement: Statement, by_id: Mapping[str, Statement]) -> Iterator[Statement]:
    """The statement and those around it, the innermost first."""
    seen: set[str] = set()
    current: Statement | None = statement
    while current is not None and current.id not in seen:
        seen.add(current.id)
        yield current
        current = by_id.get(current.nested_in) if current.nested_in is not None else None


def _names(parties: Sequence[Participant]) -> str:
    return ", ".join(dict.fromkeys(party.name for party in parties))


def pieces_of(reading: Reading, notes: Sequence[Note], labels: dict[str, str]) -> tuple[Piece, ...]:
    """The text in pieces; joined they give the text again. `labels`: claim id -> words to show over its trigger."""
    opens: dict[int, list[Note]] = {}
    closes: dict[int, list[Note]] = {}
    for note in notes:
        opens.setdefault(note.begin, []).append(note)
        closes.setdefault(note.end, []).append(note)
    pieces = []
    position = 0
    for stretch in cut_text(reading.article.text, marks_of(reading, labels=labels)):
        end = position + len(stretch.text)
        pieces.append(
            Piece(stretch.text, stretch.classes, stretch.title, tuple(opens.get(position, ())), tuple(closes.get(end, ())))
        )
        position = end
    return tuple(pieces)
