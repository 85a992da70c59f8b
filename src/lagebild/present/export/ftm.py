"""FollowTheMoney entities as JSON Lines: Event, Article, Person, PublicBody, Organization, LegalEntity and UnknownLink.

Source: the schemata of followthemoney 4 (github.com/opensanctions/followthemoney); the tests load every entity with that
package. Event has no property for a status: `keywords` holds it, and planned, possible and denied events are left out unless
asked for. `involved` are the actors and recipients, `organizer` is left out: who acts need not organise. `proof` points to the
articles. Ties become UnknownLink with `role` (the kind of the tie), which may hold between states too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lagebild.model.codec import dumps
from lagebild.model.picture import Party
from lagebild.present.export.cells import SURROGATES, number_id
from lagebild.present.export.codes import HAPPENED, alpha2_code, wikidata
from lagebild.present.export.material import Material, cite, summary
from lagebild.query.rows import ArticleRow, EventDetail, StatementRow, TieRow

PUBLIC_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
SCHEMATA = {
    "person": "Person",
    "organisation": "Organization",
    "state": "PublicBody",
    "group": "LegalEntity",
    "other": "LegalEntity",
}


def write_ftm(material: Material) -> Iterator[str]:
    """One entity a line: articles, then actors, events, quotations and ties."""
    kinds: dict[str, str] = {}
    for article in material.articles():
        yield _line(article_entity(article))
    for actor in material.actors():
        kinds[actor.id] = actor.kind
        yield _line(actor_entity(Party(actor.id, actor.name, actor.country, actor.sector), actor.kind, names=actor.names))
    unknown: dict[str, Party] = {}
    for detail in material.events(status=HAPPENED):
        for party in (*detail.event.actors, *detail.event.recipients):
            if party.actor_id is None or party.actor_id not in kinds:
                unknown.setdefault(party_id(party), party)
        yield _line(event_entity(detail))
    for party in unknown.values():
        yield _line(actor_entity(party, "other"))
    for statement in material.statements():
        if statement.speakers:
            yield _line(statement_entity(statement))
    for tie in material.ties():
        yield from (_line(entity) for entity in tie_entities(tie))


def party_id(party: Party) -> str:
    """The id of a party's entity; of one without an id of ours it follows from name and country."""
    return party.actor_id or f"ac-n{number_id(party.name, party.country or '')}"


def article_entity(article: ArticleRow) -> dict[str, Any]:
    """An Article."""
    return _entity(
        article.id,
        "Article",
        title=[article.title],
        publisher=[article.outlet],
        sourceUrl=[article.url] if article.url and article.url.startswith(("http://", "https://")) else [],
        publishedAt=[_day(article.published_first, article.published_last)],
        language=["deu" if article.language == "de" else article.language],
        keywords=[f"published: {article.published_basis}", *(f"agency: {name}" for name in article.agencies)],
    )


def actor_entity(party: Party, kind: str, *, names: Iterable[str] = ()) -> dict[str, Any]:
    """A person, public body, organisation or any other legal entity."""
    schema = SCHEMATA.get(kind, "LegalEntity")
    if schema == "Organization" and party.sector in PUBLIC_SECTORS:
        schema = "PublicBody"
    return _entity(
        party_id(party),
        schema,
        name=[party.name],
        weakAlias=[name for name in names if name != party.name],
        country=[alpha2.lower() if (alpha2 := alpha2_code(party.country)) else None],
        wikidataId=[wikidata(party.actor_id)],
        keywords=[party.sector],
    )


def event_entity(detail: EventDetail) -> dict[str, Any]:
    """An Event with its sources."""
    event = detail.event
    alpha2 = alpha2_code(event.place_country)
    return _entity(
        event.id,
        "Event",
        name=[summary(event)],
        startDate=[event.first_day],
        endDate=[event.last_day],
        location=[event.place],
        country=[alpha2.lower() if alpha2 else None],
        involved=list(dict.fromkeys(party_id(party) for party in (*event.actors, *event.recipients))),
        summary=list(dict.fromkeys(claim.sentence for claim in detail.claims)),
        description=[cite(claim) for claim in detail.claims],
        keywords=[event.type, event.mode, f"status: {event.status}"],
        publisher=list(event.outlets),
        proof=list(event.articles),
        recordId=[event.id],
    )


def statement_entity(statement: StatementRow) -> dict[str, Any]:
    """A quotation, as an Event of speaking: who spoke, and the words."""
    return _entity(
        statement.id,
        "Event",
        name=["statement: " + ", ".join(party.name for party in statement.speakers)],
        startDate=[statement.first_day],
        endDate=[statement.last_day],
        involved=list(dict.fromkeys(party_id(party) for party in statement.speakers)),
        summary=[statement.quote],
        description=[f"{statement.title} ({statement.article_id}:{statement.begin}-{statement.end})"],
        keywords=["statement", statement.type],
        publisher=[statement.outlet],
        proof=[statement.article_id],
        recordId=[statement.id],
    )


def tie_entities(tie: TieRow) -> Iterator[dict[str, Any]]:
    """A link between every two parties of a tie."""
    parties = [Party(party.actor_id, party.name, party.country, "UNK") for party in tie.parties]
    for number, first in enumerate(parties):
        for other in parties[number + 1 :]:
            yield _entity(
                f"{tie.id}-{number_id(party_id(first), party_id(other))}",
                "UnknownLink",
                subject=[party_id(first)],
                object=[party_id(other)],
                role=[tie.kind],
                status=[tie.status],
                startDate=[_iso(tie.since)],
                endDate=[_iso(tie.until)],
                proof=list(tie.articles),
                recordId=[tie.id],
            )


def _entity(entity_id: str, schema: str, **properties: list[str | None]) -> dict[str, Any]:
    kept = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": entity_id, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _day(first: str | None, last: str | None) -> str | None:
    """The longest part of an ISO day that both have: FtM's dates may be a month or a year."""
    if first is None or last is None:
        return None
    return next((first[:length] for length in (10, 7, 4) if first[:length] == last[:length]), None)


def _iso(value: str | None) -> str | None:
    """A TIMEX3 value if it is a plain day, month or year."""
    return value if value is not None and ISO.fullmatch(value) else None


def _line(entity: dict[str, Any]) -> str:
    return SURROGATES.sub("\ufffd", dumps(entity)) + "\n"
