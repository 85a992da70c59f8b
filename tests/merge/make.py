"""Readings by hand: a text, the claims that it makes by trigger word, and its time expressions by value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lagebild.lang.pack import load_pack
from lagebild.model.article import Article, Publication, Source
from lagebild.model.ids import make_id, slug
from lagebild.model.layers import (
    Actor,
    Claim,
    DateValue,
    Figure,
    Location,
    Mention,
    Participant,
    Sentence,
    Tie,
    TieParty,
    TimeExpression,
)
from lagebild.model.reading import Reading
from lagebild.model.span import Interval, Span, span_of

PACK = load_pack("de")
UNKNOWN = Publication(None, None, "unknown", "unknown")
SENTENCE = re.compile(r"(?:[^.!?\n]|(?<=\d)\.)+[.!?]*\s*")


def person(name: str, country: str) -> Participant:
    return Participant(name, 0, len(name), country, "GOV", name, "ac-" + slug(name), "by hand")


def state(name: str, country: str) -> Participant:
    return Participant(name, 0, len(name), country, "GOV", name, "ac-" + country, "by hand")


# Invented people of invented and real states: nothing here is to be looked up.
ANNA = person("Anna Berg", "NOR")
OLE = person("Ole Dahl", "NOR")
JUAN = person("Juan Prado", "PER")
ROSA = person("Rosa Vega", "PER")
NORWAY = state("Norwegen", "NOR")
PERU = state("Peru", "PER")
CHILE = state("Chile", "CHL")
PEOPLE = (ANNA, OLE, JUAN, ROSA)


@dataclass(frozen=True)
class Say:
    """A claim to be made: its trigger is found in the text."""

    trigger: str
    type: str = "CONSULT"
    mode: str | None = None
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    day: str | tuple[str, str | None] | None = None
    said: str | None = None  # the words that the day was read from
    basis: str = "stated"
    status: str = "occurred"
    place: tuple[str, str] | None = None
    same_as: int | None = None
    nth: int = 1


def visit(trigger: str, day: str | tuple[str, str] | None = None, **more: object) -> Say:
    """Anna Berg of Norway visits Peru."""
    given: dict[str, object] = {"mode": "visit", "actors": (ANNA,), "recipients": (PERU,), "day": day, **more}
    return Say(trigger, **given)  # type: ignore[arg-type]


def publication(day: str | tuple[str, str] | None) -> Publication:
    if day is None:
        return UNKNOWN
    if isinstance(day, tuple):
        return Publication(day[0], day[1], "header", "month")
    return Publication(day, day, "given", "day")


def _date(text: str, say: Say) -> DateValue | None:
    if say.day is None:
        return None
    start, end = say.day if isinstance(say.day, tuple) else (say.day, say.day)
    if say.said is None:
        return DateValue(start, end, say.basis, "by hand")
    begin = text.index(say.said)
    return DateValue(start, end, say.basis, "by hand", say.said, begin, begin + len(say.said))


def _find(text: str, word: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.index(word, at + 1)
    return at


def make_reading(
    text: str,
    *claims: Say,
    published: str | tuple[str, str] | None = None,
    times: Mapping[str, str] | None = None,
    title: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    figures: Sequence[Figure] = (),
    ties: Sequence[Tie] = (),
) -> Reading:
    """A reading whose claims stand at the triggers; `times` gives expressions by text, absolute if the value is a full date."""
    given_id = make_id("a", text, title or "", str(published), outlet or "")
    sentences = tuple(
        Sentence(i, m.start(), m.start() + len(m[0].rstrip()), "body", 0, 1) for i, m in enumerate(SENTENCE.finditer(text))
    )

    def sentence_at(position: int) -> int:
        return next(s.id for s in sentences if s.begin <= position < s.end)

    def mentions_of(name: str) -> tuple[Mention, ...]:
        found = re.finditer(re.escape(name), text)
        return tuple(Mention(span_of(text, m.start(), m.end()), "name", sentence_at(m.start()), 0, "test", 1.0) for m in found)

    expressions = []
    for words, value in (times or {}).items():
        for number, match in enumerate(re.finditer(re.escape(words), text)):
            absolute = re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None
            interval = Interval(value, value) if absolute else None
            anchor = "none" if absolute else "unresolved"
            span = span_of(text, match.start(), match.end())
            expressions.append(
                TimeExpression(
                    f"t{number}-{words}", span, sentence_at(match.start()), "DATE", value, interval, "day", anchor, "test", ""
                )
            )
    made: list[Claim] = []
    for number, say in enumerate(claims):
        begin = _find(text, say.trigger, say.nth)
        made.append(
            Claim(
                id=f"c{number}",
                sentence=sentence_at(begin),
                trigger=span_of(text, begin, begin + len(say.trigger)),
                type=say.type,  # type: ignore[arg-type]
                mode=say.mode,
                actors=say.actors,
                recipients=say.recipients,
                location=Location(say.place[0], begin, begin + 1, say.place[1]) if say.place else None,
                date=_date(text, say),
                status=say.status,  # type: ignore[arg-type]
                reported_by=None,
                same_as=None if say.same_as is None else f"c{say.same_as}",
                rule="test",
                confidence=1.0,
                why=(),
            )
        )
    credits_ = (Source(agency, "agency", None),) if agency else ()
    actors = tuple(Actor(str(p.actor_id), p.name, "person", p.country, "GOV", mentions_of(p.name)) for p in PEOPLE)
    actors += tuple(Actor(str(p.actor_id), p.name, "state", p.country, "GOV", ()) for p in (NORWAY, PERU))
    article = Article(given_id, text, title, "de", publication(published), outlet=outlet, credits=credits_)
    return Reading(article, sentences, tuple(expressions), actors, (), tuple(made), tuple(figures), tuple(ties), "test")


def figure(
    text: str, words: str, value: float, *, comparator: str = "exact", unit: str = "percent", year: str | None = "2022",
    measures: str = "Wachstum des Handels",
) -> Figure:  # fmt: skip
    """A figure of Norway and Peru for a year."""
    begin = text.index(words)
    period = DateValue(f"{year}-01-01", f"{year}-12-31", "stated", "by hand") if year is not None else None
    return Figure(
        make_id("f", words), 0, Span(words, begin, begin + len(words)), value, None, unit, comparator, measures, None,  # type: ignore[arg-type]
        (NORWAY, PERU), period, None, "test",
    )  # fmt: skip


def tie(text: str, words: str, kind: str, *, level: str | None = None, status: str = "in_force", since: str | None = None) -> Tie:
    """A tie between Norway and Peru."""
    begin = text.index(words)
    parties = (TieParty("party", "Norwegen", "NOR", "ac-NOR"), TieParty("party", "Peru", "PER", "ac-PER"))
    return Tie(
        make_id("r", words), kind, parties, level, status, since, 0, Span(words, begin, begin + len(words)), None, "test", 1.0
    )
