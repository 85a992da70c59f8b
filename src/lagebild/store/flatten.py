"""A picture and its readings as rows: one list a derived table, in the order in which the table is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.model.ids import make_id
from lagebild.model.layers import Actor
from lagebild.model.picture import LAST, ArticleInPicture, Event, FigureDifference, Picture, event_order, story_order
from lagebild.model.reading import Reading
from lagebild.store.derived import (
    ActorRow,
    ArticleRow,
    EventClaimRow,
    EventPartyRow,
    FigureDifferenceRow,
    FigureRow,
    StatementRow,
)

CUT = " … "


@dataclass(frozen=True, slots=True)
class Counts:
    """What an article's row says besides its place in the picture."""

    language: str
    url: str | None
    claims: int
    statements: int
    figures: int
    ties: int
    characters: int
    machine_translated: bool


def counts_of(reading: Reading) -> Counts:
    """The numbers of one reading for its article's row."""
    article = reading.article
    return Counts(
        article.language, article.url, len(reading.claims), len(reading.statements), len(reading.figures), len(reading.ties),
        len(article.text), article.machine_translated,
    )  # fmt: skip


def article_row(article: ArticleInPicture, counts: Counts) -> ArticleRow:
    """The row of an article of the picture."""
    published = article.publication
    return ArticleRow(
        article.id, article.given_id, article.outlet, article.title, counts.language, counts.url, published.start, published.end,
        published.basis, article.origin, article.copy_of, article.story, counts.claims, counts.statements, counts.figures,
        counts.ties, counts.characters, counts.machine_translated, article.publisher, article,
    )  # fmt: skip


def claim_rows(event: Event) -> Iterator[EventClaimRow]:
    """The rows of an event's claims."""
    for c in event.claims:
        yield EventClaimRow(event.id, c.claim_id, c.article_id, c.begin, c.end, c.echo, c.score, c.why, c.status)


def party_rows(event: Event) -> Iterator[EventPartyRow]:
    """The rows of those who take part in an event."""
    start, end = (event.date.start, event.date.end) if event.date is not None else (None, None)
    for side, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for one in parties:
            yield EventPartyRow(
                event.id, side, one.actor_id, one.name, one.country, one.sector, start, end, event.type, event.mode, event.status
            )


def statement_rows(reading: Reading) -> Iterator[StatementRow]:
    """The rows of an article's statements, one for every speaker."""
    published = reading.article.publication.start
    for one in reading.statements:
        spans = one.quote or one.direct_parts
        if not spans:
            continue
        day = one.spoken_on
        speakers: list[tuple[str | None, str | None, str | None]] = [(p.actor_id, p.name, p.country) for p in one.speaker]
        if not speakers:
            speakers = [(None, one.speaker_span.text if one.speaker_span is not None else None, None)]
        for actor_id, name, country in speakers:
            yield StatementRow(
                reading.article.id, one.id, actor_id, name, country, one.type, one.cue.text if one.cue is not None else None,
                min(s.begin for s in spans), max(s.end for s in spans), CUT.join(s.text for s in spans), one.sentence,
                day.start if day is not None else None, day.end if day is not None else None,
                one.addressee.name if one.addressee is not None else None, one.via.name if one.via is not None else None,
                one.confidence, published,
            )  # fmt: skip


def difference_id(why: str, figures: Iterable[tuple[str, str]]) -> str:
    """By what a difference is known: its wording and the figures (article, figure) that it is between."""
    return make_id("fd", why, *(part for figure in figures for part in figure))


def difference_row(one: FigureDifference) -> FigureDifferenceRow:
    """The row of a difference."""
    return FigureDifferenceRow(difference_id(one.why, one.figures), one.measures, one.figures, one.compatible, one.why)


def figure_rows(reading: Reading) -> Iterator[FigureRow]:
    """The rows of an article's figures."""
    published = reading.article.publication.start
    for one in reading.figures:
        period = one.period
        countries = dict.fromkeys(p.country for p in one.subjects if p.country is not None)
        yield FigureRow(
            reading.article.id, one.id, one.measures, one.unit, one.value, one.value_end, one.comparator, tuple(countries),
            tuple(dict.fromkeys(p.name for p in one.subjects)), period.start if period is not None else None,
            period.end if period is not None else None, one.source.name if one.source is not None else None,
            one.span.begin, one.span.end, one.span.text, one.sentence, published,
        )  # fmt: skip


def actor_rows(actors: Iterable[Sequence[Actor]]) -> list[ActorRow]:
    """Actors over the articles, given the actors of each; name and kind are those of the first article in the order given."""
    found: dict[str, ActorRow] = {}
    for members in actors:
        for actor in members:
            old = found.get(actor.id)
            mentions, articles = (old.mentions, old.articles) if old is not None else (0, 0)
            first = old if old is not None else actor
            found[actor.id] = ActorRow(
                actor.id, first.name, first.kind, first.country, first.sector, mentions + len(actor.mentions), articles + 1
            )
    return [found[key] for key in sorted(found)]


ORDERS: dict[str, Callable[[Any], Any]] = {
    "articles": lambda row: (row.start or LAST, row.article_id),
    "events": event_order,
    "stories": story_order,
    "event_claims": lambda row: (row.article_id, row.begin, row.event_id),
    "event_parties": lambda row: (row.country or "", row.actor_id or "", row.start or LAST, row.event_id, row.side),
    "statements": lambda row: (row.speaker_id or "", row.day or row.published or LAST, row.article_id, row.begin),
    "figures": lambda row: (row.unit, row.published or LAST, row.article_id, row.begin),
}
"""Orders in which tables are asked, so that the statistics of row groups let most of them be skipped; others keep theirs."""


def rows_of(picture: Picture, readings: Iterable[Reading]) -> dict[str, list[Any]]:
    """The rows of all derived tables. `readings`: those that the picture was made from, each once or more."""
    by_id = {reading.article.id: reading for reading in readings}
    known = [by_id[article.id] for article in picture.articles if article.id in by_id]
    tables: dict[str, list[Any]] = {
        "articles": [article_row(a, counts_of(by_id[a.id])) for a in picture.articles if a.id in by_id],
        "stories": list(picture.stories),
        "events": list(picture.events),
        "event_claims": [row for event in picture.events for row in claim_rows(event)],
        "event_parties": [row for event in picture.events for row in party_rows(event)],
        "ties": list(picture.ties),
        "actors": actor_rows(reading.actors for reading in known),
        "statements": [row for reading in known for row in statement_rows(reading)],
        "figures": [row for reading in known for row in figure_rows(reading)],
        "figure_differences": list(map(difference_row, picture.figure_differences)),
        "promises": list(picture.promises),
        "dyads": list(picture.dyads),
    }
    for name, order in ORDERS.items():
        tables[name].sort(key=order)
    return tables
