"""Rows of what one article says: claims, statements, figures, and the places that ties are read from."""

from __future__ import annotations

from typing import TypedDict

from lagebild.model.layers import Claim, DateValue, Figure, Participant, Statement, Tie
from lagebild.model.picture import ArticleInPicture, ClaimRef, Party
from lagebild.model.reading import Reading
from lagebild.query.rows import Citation, ClaimParty, ClaimRow, FigureRow, StatementRow


class Source(TypedDict):
    """The columns that name the article of a row."""

    article_id: str
    outlet: str | None
    title: str
    url: str | None
    published_first: str | None
    published_last: str | None


class SentenceColumns(TypedDict):
    """The columns of the sentence that a row was read from."""

    sentence_number: int
    sentence: str
    sentence_begin: int
    sentence_end: int


class DateColumns(TypedDict):
    """The columns of the day of a claim."""

    first_day: str | None
    last_day: str | None
    date_basis: str | None
    date_text: str | None
    date_text_begin: int | None
    date_text_end: int | None
    date_why: str | None


NO_DATE = DateColumns(
    first_day=None, last_day=None, date_basis=None, date_text=None, date_text_begin=None, date_text_end=None, date_why=None
)


class ArticleFacts:
    """The facts of one article as rows. `placed`: what the picture says of the article, None for one that it does not hold."""

    def __init__(self, reading: Reading, placed: ArticleInPicture | None) -> None:
        article = reading.article
        self.reading = reading
        self.publication = placed.publication if placed is not None else article.publication
        self.source = Source(
            article_id=article.id,
            outlet=article.outlet,
            title=article.label,
            url=article.url,
            published_first=self.publication.start,
            published_last=self.publication.end,
        )
        self._sentences = {s.id: (s.begin, s.end) for s in reading.sentences}

    def claim(self, claim: Claim, event_id: str | None, ref: ClaimRef | None) -> ClaimRow:
        """A claim, with its place in an event where it has one."""
        return ClaimRow(
            id=claim.id,
            event_id=event_id,
            **self.source,
            **self._sentence(claim.sentence),
            **_dated(ref.date if ref is not None and ref.date is not None else claim.date),
            trigger=claim.trigger.text,
            begin=claim.trigger.begin,
            end=claim.trigger.end,
            type=claim.type,
            mode=claim.mode,
            status=ref.status if ref is not None else claim.status,
            actors=tuple(map(_claim_party, claim.actors)),
            recipients=tuple(map(_claim_party, claim.recipients)),
            place=claim.location.text if claim.location is not None else None,
            place_country=claim.location.country if claim.location is not None else None,
            reported_by=claim.reported_by.name if claim.reported_by is not None else None,
            reported_by_id=claim.reported_by.actor_id if claim.reported_by is not None else None,
            statement_id=claim.statement,
            echo=ref is not None and ref.echo,
            rule=claim.rule,
            confidence=claim.confidence,
            score=ref.score if ref is not None else None,
            why=claim.why,
            merge_why=ref.why if ref is not None else (),
        )

    def statement(self, statement: Statement) -> StatementRow:
        """A quotation."""
        spoken = statement.spoken_on
        return StatementRow(
            id=statement.id,
            **self.source,
            **self._sentence(statement.sentence, last=statement.sentence_end),
            type=statement.type,
            quote=" … ".join(span.text for span in statement.quote),
            begin=min((span.begin for span in statement.quote), default=0),
            end=max((span.end for span in statement.quote), default=0),
            direct=tuple(span.text for span in statement.direct_parts),
            speakers=tuple(map(_party, statement.speaker)),
            speaker_text=statement.speaker_span.text if statement.speaker_span is not None else None,
            addressee=_party(statement.addressee) if statement.addressee is not None else None,
            cue=statement.cue.text if statement.cue is not None else None,
            medium=statement.medium.name if statement.medium is not None else None,
            via=statement.via.name if statement.via is not None else None,
            about=self._about(statement),
            first_day=spoken.start if spoken is not None else None,
            last_day=spoken.end if spoken is not None else None,
            nested_in=statement.nested_in,
            rule=statement.rule,
            confidence=statement.confidence,
        )

    def figure(self, figure: Figure) -> FigureRow:
        """A quantity."""
        return FigureRow(
            id=figure.id,
            **self.source,
            **self._sentence(figure.sentence),
            text=figure.span.text,
            begin=figure.span.begin,
            end=figure.span.end,
            value=figure.value,
            value_end=figure.value_end,
            unit=figure.unit,
            comparator=figure.comparator,
            measures=figure.measures,
            of=tuple(map(_party, figure.subjects)),
            first_day=figure.period.start if figure.period is not None else None,
            last_day=figure.period.end if figure.period is not None else None,
            source=figure.source.name if figure.source is not None else None,
            rule=figure.rule,
        )

    def citation(self, tie: Tie) -> Citation:
        """Where a tie is read from."""
        return Citation(id=tie.id, **self.source, begin=tie.evidence.begin, end=tie.evidence.end, text=tie.evidence.text)

    def _sentence(self, number: int, *, last: int | None = None) -> SentenceColumns:
        """Text and place of a sentence; with `last` of several."""
        begin, end = self._sentences.get(number, (0, 0))
        if last is not None:
            end = max(end, self._sentences.get(last, (0, 0))[1])
        text = self.reading.article.text[begin:end]
        return SentenceColumns(sentence_number=number, sentence=text, sentence_begin=begin, sentence_end=end)

    def _about(self, statement: Statement) -> tuple[str, ...]:
        """The actors that the quoted words mention, and their states."""
        found: list[str] = []
        for actor in self.reading.actors:
            if any(span.overlaps(mention.span) for span in statement.quote for mention in actor.mentions):
                found.append(actor.id)
                if actor.country is not None and actor.country != "IGO":
                    found.append(f"ac-{actor.country}")
        return tuple(dict.fromkeys(found))


def _dated(date: DateValue | None) -> DateColumns:
    if date is None:
        return NO_DATE
    return DateColumns(
        first_day=date.start,
        last_day=date.end,
        date_basis=date.basis,
        date_text=date.text,
        date_text_begin=date.text_begin,
        date_text_end=date.text_end,
        date_why=date.why,
    )


def _party(participant: Participant) -> Party:
    return Party(participant.actor_id, participant.name, participant.country, participant.sector)


def _claim_party(p: Participant) -> ClaimParty:
    return ClaimParty(p.actor_id, p.name, p.country, p.sector, p.text, p.begin, p.end, p.implicit)
