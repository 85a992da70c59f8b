"""The picture and the readings as flat rows, one list a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lagebild.model.picture import ArticleInPicture, ClaimRef, Event, MergedTie, Picture
from lagebild.model.reading import Reading
from lagebild.query.actors import ActorCollector
from lagebild.query.facts import ArticleFacts, Source
from lagebild.query.rows import ArticleRow, Citation, EventRow, PromiseRow, StoryRow, TieRow
from lagebild.query.tables import ArticleMore, Differing, EventMore, PartyKey, SentenceRow, Tables

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}  # PLOVER manual 0.8, table of quad categories; docs/exports.md on SANCTION


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
        facts = ArticleFacts(reading, placed)
        sources[reading.article.id] = facts.source
        _add_article(tables, facts, placed)
        _add_layers(tables, facts, refs)
        for tie in reading.ties:
            ties[reading.article.id, tie.id] = facts.citation(tie)
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


def _add_article(tables: Tables, facts: ArticleFacts, placed: ArticleInPicture | None) -> None:
    reading, source = facts.reading, facts.source
    article = reading.article
    tables.article.append(
        ArticleRow(
            id=article.id,
            given_id=article.given_id,
            title=source["title"],
            outlet=source["outlet"],
            url=source["url"],
            language=article.language,
            published_first=source["published_first"],
            published_last=source["published_last"],
            published_basis=facts.publication.basis,
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


def _add_layers(tables: Tables, facts: ArticleFacts, refs: Mapping[tuple[str, str], tuple[str, ClaimRef]]) -> None:
    reading = facts.reading
    for claim in reading.claims:
        event_id, ref = refs.get((reading.article.id, claim.id), (None, None))
        tables.claim.append(facts.claim(claim, event_id, ref))
    for statement in reading.statements:
        said = facts.statement(statement)
        tables.statement.append(said)
        tables.statement_key += party_keys(said.id, "speaker", said.speakers)
        tables.statement_key += party_keys(said.id, "addressee", [] if said.addressee is None else [said.addressee])
        tables.statement_key += [PartyKey(said.id, "about", number, key) for number, key in enumerate(said.about)]
    for figure in reading.figures:
        row = facts.figure(figure)
        tables.figure.append(row)
        tables.figure_key += party_keys(row.id, "of", row.of)


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
