"""An article's text cut into stretches that carry the evidence marks lying over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from lagebild.model.article import TEXT_ZONES
from lagebild.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is evidence of something. `anchor`: the id that links point to, "" if none."""

    begin: int
    end: int
    kind: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text under the same marks: the text, the CSS classes, anchors that begin here, and what it is."""

    text: str
    classes: str
    anchors: tuple[str, ...]
    title: str


def marks_of(reading: Reading, *, labels: dict[str, str]) -> list[Mark]:
    """All evidence of a reading. `labels`: claim id -> words to show over its trigger."""
    marks: list[Mark] = []
    for claim in reading.claims:
        marks.append(Mark(claim.trigger.begin, claim.trigger.end, "event", claim.id, labels.get(claim.id, claim.type)))
        present = [p for p in (*claim.actors, *claim.recipients) if not p.implicit]
        marks += [Mark(p.begin, p.end, "actor", "", p.name) for p in present]
    for statement in reading.statements:
        speaker = ", ".join(p.name for p in statement.speaker)
        anchors = [f"{reading.article.id}-{statement.id}"] + [""] * len(statement.quote)
        marks += [Mark(s.begin, s.end, "quote", anchor, speaker) for s, anchor in zip(statement.quote, anchors, strict=False)]
    for figure in reading.figures:
        title = f"{figure.comparator} {figure.value if figure.value is not None else '?'} {figure.unit}"
        marks.append(Mark(figure.span.begin, figure.span.end, "figure", f"{reading.article.id}-{figure.id}", title))
    article_id = reading.article.id
    marks += [Mark(t.evidence.begin, t.evidence.end, "tie", f"{article_id}-{t.id}", t.kind) for t in reading.ties]
    for time in reading.times:
        days = "" if time.interval is None else f" = {time.interval.start} – {time.interval.end}"
        marks.append(Mark(time.span.begin, time.span.end, "time", "", f"{time.value}{days}"))
    others = [zone for zone in reading.article.zones if zone.kind not in TEXT_ZONES]
    return marks + [Mark(zone.begin, zone.end, f"zone-{zone.kind}", "", "") for zone in others]


def cut_text(text: str, marks: Iterable[Mark]) -> list[Stretch]:
    """The text in stretches; joined they give the text again, character for character."""
    found = sorted((m for m in marks if 0 <= m.begin < m.end <= len(text)), key=lambda m: (m.begin, -m.end, m.kind, m.anchor))
    borders = sorted({0, len(text), *(m.begin for m in found), *(m.end for m in found)})
    stretches: list[Stretch] = []
    active: list[Mark] = []
    position = 0
    for begin, end in pairwise(borders):
        active = [mark for mark in active if mark.end > begin]
        starting = []
        while position < len(found) and found[position].begin == begin:
            starting.append(found[position])
            position += 1
        active += starting
        kinds = sorted({mark.kind for mark in active})
        titles = list(dict.fromkeys(mark.title for mark in active if mark.title))
        anchors = tuple(dict.fromkeys(mark.anchor for mark in starting if mark.anchor))
        stretches.append(Stretch(text[begin:end], " ".join(kinds), anchors, " · ".join(titles)))
    return stretches
