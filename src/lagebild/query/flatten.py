"""The picture and the readings as flat rows, one list a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from lagebild.model.layers import Claim, Figure, Participant, Statement, Tie
from lagebild.model.picture import ArticleInPicture, ClaimRef, Event, MergedTie, Party, Picture
from lagebild.model.reading import Reading
from lagebild.query.actors import ActorCollector
from lagebild.query.rows import (
    ArticleRow,
    Citation,
    ClaimParty,
    ClaimRow,
    EventRow,
    FigureRow,
    PromiseRow,
    StatementRow,
    StoryRow,
    TieRow,
)  # fmt: skip
from lagebild.query.tables import ArticleMore, Differing, EventMore, PartyKey, SentenceRow, Tables

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}  # PLOVER manual 0.8, table of quad categories; docs/exports.md on SANCTION


class Source(TypedDict):
    """The columns that name the article of a row."""

    article_id: str
    outlet: str | None
    title: str
    url: str | None
    published_first: str | None
    published_last: str | None


def flatten(picture: Picture, readings: Iterable[Reading]) -> Tables:
    """All rows; every list in the order of the picture and the readings, so the same store gives the same tables."""
    tables = Tables()
    in_picture = {article.id: article for article in picture.articles}
    refs = {(ref.article_id, ref.claim_id): (event.id, ref) for event in picture.events for ref in event.claims}
    sources: dict[str, Source] = {}
    ties: dict[tuple[str, str], Citation] = {}
    actors = ActorCollector()
    for reading in readings:
        placed = in_picture.get(reading.article.id)
        source = _source(reading, placed)
        sources[reading.article.id] = source
        _add_article(tables, reading, placed, source)
        _add_layers(tables, reading, source, refs)
        for tie in reading.ties:
            ties[reading.article.id, tie.id] = _tie_citation(tie, source)
        actors.add(reading)
    for event in picture.events:
        _add_event(tables, event, sources)
    for merged in picture.ties:
        _add_tie(tables, merged, ties)
    _add_stories(tables, picture, sources, in_picture)
    _add_promises(tables, picture)
    tables.differing = [
        Differing(d.measures, tuple(figure for _, figure in d.figures), d.compatible, d.why) for d in picture.figure_differences
    ]
    tables.article_more = [ArticleMore(one.id, one.rests_on, one.date_doubts) for one in picture.articles]
    actors.finish(tables)
    return tables


def party_keys(row_id: str, role: str, parties: Sequence[Any], *, start: int = 0) -> list[PartyKey]:
    """The ids by which the parties can be asked for: their own and that of their state."""
    found = []
    for position, party in enumerate(parties, start=start):
        keys = [party.actor_id] if party.actor_id is not None else []
        if party.country is not None and party.country != "IGO":
            keys.append(f"ac-{party.country}")
        found += [PartyKey(row_id, role, position, key) for key in dict.fromkeys(keys)]
    return found


def _source(reading: Reading, placed: ArticleInPicture | None) -> Source:
    article = reading.article
    publication = placed.publication if placed is not None else article.publication
    return Source(
        article_id=article.id,
        outlet=article.outlet,
        title=article.label,
        url=article.url,
        published_first=publication.start,
        published_last=publication.end,
    )


def _add_article(tables: Tables, reading: Reading, placed: ArticleInPicture | None, source: Source) -> None:
    article = reading.article
    publication = placed.publication if placed is not None else article.publication
    tables.article.append(
        ArticleRow(
            id=article.id,
            given_id=article.given_id,
            title=article.label,
            outlet=article.outlet,
            url=article.url,
            language=article.language,
            published_first=source["published_first"],
            published_last=source["published_last"],
            published_basis=publication.basis,
            origin=placed.origin if placed is not None else article.id,
            copy_of=placed.copy_of if placed is not None else None,
            story_id=placed.story if placed is not None else None,
            agencies=tuple(dict.fromkeys(c.name for c in article.credits if c.role == "agency")),
            machine_translated=article.machine_translated,
            characters=len(article.text),
            claims=len(reading.claims),
            statements=len(reading.statements),
            figures=len(reading.figures),
            ties=len(reading.ties),
        )
    )
    tables.sentence.append(SentenceRow(article.id, -1, 0, 0, article.label))
    tables.sentence += [SentenceRow(article.id, s.id, s.begin, s.end, article.text[s.begin : s.end]) for s in reading.sentences]


def _add_layers(tables: Tables, reading: Reading, source: Source, refs: dict[tuple[str, str], tuple[str, ClaimRef]]) -> None:
    sentences = {s.id: (s.begin, s.end) for s in reading.sentences}
    for claim in reading.claims:
        event_id, ref = refs.get((reading.article.id, claim.id), (None, None))
        tables.claim.append(_claim(claim, reading.article.text, sentences, source, event_id, ref))
    for statement in reading.statements:
        row = _statement(statement, reading, sentences, source)
        tables.statement.append(row)
        tables.statement_key += party_keys(row.id, "speaker", row.speakers)
        tables.statement_key += party_keys(row.id, "addressee", [] if row.addressee is None else [row.addressee])
        tables.statement_key += [PartyKey(row.id, "about", number, key) for number, key in enumerate(row.about)]
    for figure in reading.figures:
        row_figure = _figure(figure, reading.article.text, sentences, source)
        tables.figure.append(row_figure)
        tables.figure_key += party_keys(row_figure.id, "of", row_figure.of)


def _party(participant: Participant) -> Party:
    return Party(participant.actor_id, participant.name, participant.country, participant.sector)


def _claim_party(p: Participant) -> ClaimParty:
    return ClaimParty(p.actor_id, p.name, p.country, p.sector, p.text, p.begin, p.end, p.implicit)


def _sentence(number: int, text: str, sentences: dict[int, tuple[int, int]], *, last: int | None = None) -> tuple[str, int, int]:
    """Text and place of a sentence; with `last` of several."""
    begin, end = sentences.get(number, (0, 0))
    if last is not None:
        end = max(end, sentences.get(last, (0, 0))[1])
    return text[begin:end], begin, end


def _claim(
    claim: Claim, text: str, sentences: dict[int, tuple[int, int]], source: Source, event_id: str | None, ref: ClaimRef | None
) -> ClaimRow:
    sentence, begin, end = _sentence(claim.sentence, text, sentences)
    date = ref.date if ref is not None and ref.date is not None else claim.date
    return ClaimRow(
        id=claim.id,
        event_id=event_id,
        **source,
        sentence_number=claim.sentence,
        sentence=sentence,
        sentence_begin=begin,
        sentence_end=end,
        trigger=claim.trigger.text,
        begin=claim.trigger.begin,
        end=claim.trigger.end,
        type=claim.type,
        mode=claim.mode,
        status=ref.status if ref is not None else claim.status,
        first_day=date.start if date is not None else None,
        last_day=date.end if date is not None else None,
        date_basis=date.basis if date is not None else None,
        date_text=date.text if date is not None else None,
        date_text_begin=date.text_begin if date is not None else None,
        date_text_end=date.text_end if date is not None else None,
        date_why=date.why if date is not None else None,
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


def _statement(statement: Statement, reading: Reading, sentences: dict[int, tuple[int, int]], source: Source) -> StatementRow:
    sentence, begin, end = _sentence(statement.sentence, reading.article.text, sentences, last=statement.sentence_end)
    spoken = statement.spoken_on
    return StatementRow(
        id=statement.id,
        **source,
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
        about=_about(statement, reading),
        first_day=spoken.start if spoken is not None else None,
        last_day=spoken.end if spoken is not None else None,
        sentence_number=statement.sentence,
        sentence=sentence,
        sentence_begin=begin,
        sentence_end=end,
        nested_in=statement.nested_in,
        rule=statement.rule,
        confidence=statement.confidence,
    )


def _about(statement: Statement, reading: Reading) -> tuple[str, ...]:
    """The actors that the quoted words mention, and their states."""
    found: list[str] = []
    for actor in reading.actors:
        if any(span.overlaps(mention.span) for span in statement.quote for mention in actor.mentions):
            found.append(actor.id)
            if actor.country is not None and actor.country != "IGO":
                found.append(f"ac-{actor.country}")
    return tuple(dict.fromkeys(found))


def _figure(figure: Figure, text: str, sentences: dict[int, tuple[int, int]], source: Source) -> FigureRow:
    sentence, begin, end = _sentence(figure.sentence, text, sentences)
    return FigureRow(
        id=figure.id,
        **source,
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
        sentence_number=figure.sentence,
        sentence=sentence,
        sentence_begin=begin,
        sentence_end=end,
        rule=figure.rule,
    )


def _tie_citation(tie: Tie, source: Source) -> Citation:
    return Citation(**source, begin=tie.evidence.begin, end=tie.evidence.end, text=tie.evidence.text)


def _add_event(tables: Tables, event: Event, sources: dict[str, Source]) -> None:
    found = [sources[article] for article in event.articles if article in sources]
    firsts = [s["published_first"] for s in found if s["published_first"] is not None]
    lasts = [s["published_last"] for s in found if s["published_last"] is not None]
    date = event.date
    tables.event.append(
        EventRow(
            id=event.id,
            type=event.type,
            mode=event.mode,
            quad=QUADS[event.type],
            first_day=date.start if date is not None else None,
            last_day=date.end if date is not None else None,
            date_basis=date.basis if date is not None else None,
            status=event.status,
            actors=event.actors,
            recipients=event.recipients,
            place=event.place,
            place_country=event.place_country,
            sources=len(event.origins),
            claims=len(event.claims),
            contradictions=sum(not difference.compatible for difference in event.differences),
            differences=len(event.differences),
            reported_first=min(firsts, default=None),
            reported_last=max(lasts, default=None),
            articles=event.articles,
            outlets=tuple(dict.fromkeys(s["outlet"] for s in found if s["outlet"] is not None)),
        )
    )
    tables.event_more.append(EventMore(event.id, date.why if date is not None else None, event.differences, event.status_history))
    tables.event_key += party_keys(event.id, "actor", event.actors)
    tables.event_key += party_keys(event.id, "recipient", event.recipients, start=len(event.actors))


def _add_tie(tables: Tables, tie: MergedTie, citations: dict[tuple[str, str], Citation]) -> None:
    evidence = tuple(citations[place] for place in tie.evidence if place in citations)
    tables.tie.append(
        TieRow(
            id=tie.id,
            kind=tie.kind,
            parties=tie.parties,
            levels=tie.levels,
            status=tie.status,
            since=tie.since,
            until=tie.until,
            sources=len(tie.origins),
            articles=tuple(dict.fromkeys(article for article, _ in tie.evidence)),
            evidence=evidence,
            history=tie.history,
            intervals=tie.intervals,
            differences=tie.differences,
        )
    )
    tables.tie_key += party_keys(tie.id, "party", tie.parties)


def _add_stories(tables: Tables, picture: Picture, sources: dict[str, Source], in_picture: dict[str, ArticleInPicture]) -> None:
    events: Counter[str] = Counter()
    for event in picture.events:
        stories = {in_picture[article].story for article in event.articles if article in in_picture}
        events.update(story for story in stories if story is not None)
    for story in picture.stories:
        outlets = [sources[article]["outlet"] for article in story.articles if article in sources]
        origins = {in_picture[article].origin for article in story.articles if article in in_picture}
        tables.story.append(
            StoryRow(
                id=story.id,
                title=story.title,
                first_day=story.start,
                last_day=story.end,
                articles=story.articles,
                outlets=tuple(dict.fromkeys(outlet for outlet in outlets if outlet is not None)),
                sources=len(origins),
                events=events[story.id],
                merged_from=story.merged_from,
                split_from=story.split_from,
            )
        )


def _add_promises(tables: Tables, picture: Picture) -> None:
    events = {event.id: event for event in picture.events}
    for promise in picture.promises:
        event = events.get(promise.event_id)
        if event is None:
            continue
        tables.promise.append(
            PromiseRow(
                event_id=event.id,
                type=event.type,
                mode=event.mode,
                actors=event.actors,
                recipients=event.recipients,
                due=promise.due,
                outcome=promise.outcome,
                fulfilled_by=promise.fulfilled_by,
                announced_in=promise.announced_in,
                why=promise.why,
                evidence=promise.evidence,
            )
        )
