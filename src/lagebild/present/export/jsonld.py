"""schema.org JSON-LD: one document with a @graph of NewsArticle, Event, Quotation, Person, Organization and Country.

Source: schema.org vocabulary (types and properties by their names there). `eventStatus` has a value only for planned events
(EventScheduled); every event says its status of ours in `additionalProperty`, so all statuses are written. No ratings and no
ClaimReview are made: nobody has checked the claims.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lagebild.model.picture import Party
from lagebild.present.export.cells import SURROGATES
from lagebild.present.export.codes import find_place, wikidata
from lagebild.present.export.ftm import party_id
from lagebild.present.export.material import Material, summary
from lagebild.query.rows import ArticleRow, EventDetail, StatementRow

TYPES = {"person": "Person", "organisation": "Organization", "state": "Country", "group": "Organization"}
PREFIX = "urn:lagebild:"


def write_jsonld(material: Material) -> Iterator[str]:
    """One JSON document, written node by node."""
    yield '{"@context": "https://schema.org", "@graph": ['
    separator = "\n"
    for node in _nodes(material):
        kept = {name: value for name, value in node.items() if value not in (None, "", [], {})}
        # "<" as an escape, so that the document can stand inside a <script> element of a page.
        text = (
            json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        )
        yield separator + SURROGATES.sub("\ufffd", text)
        separator = ",\n"
    yield "\n]}\n"


def _nodes(material: Material) -> Iterator[dict[str, Any]]:
    for article in material.articles():
        yield article_node(article)
    known = set()
    for actor in material.actors():
        known.add(actor.id)
        yield actor_node(Party(actor.id, actor.name, actor.country, actor.sector), TYPES.get(actor.kind, "Organization"))
    for detail in material.events():
        for party in (*detail.event.actors, *detail.event.recipients):
            if party_id(party) not in known:
                known.add(party_id(party))
                yield actor_node(party, "Organization")
        yield event_node(detail)
    for statement in material.statements():
        yield statement_node(statement)


def _ref(row_id: str) -> dict[str, str]:
    return {"@id": PREFIX + row_id}


def article_node(article: ArticleRow) -> dict[str, Any]:
    """A NewsArticle."""
    exact = article.published_first if article.published_first == article.published_last else None
    return {
        "@type": "NewsArticle",
        "@id": PREFIX + article.id,
        "identifier": article.id,
        "headline": article.title,
        "url": article.url,
        "inLanguage": article.language,
        "datePublished": exact,
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "isBasedOn": _ref(article.copy_of) if article.copy_of else None,
    }


def actor_node(party: Party, kind: str) -> dict[str, Any]:
    """A person, organisation or country."""
    entity = wikidata(party.actor_id)
    return {
        "@type": kind,
        "@id": PREFIX + party_id(party),
        "name": party.name,
        "identifier": party.actor_id,
        "sameAs": f"https://www.wikidata.org/entity/{entity}" if entity else None,
    }


def event_node(detail: EventDetail) -> dict[str, Any]:
    """An Event with its status and sources."""
    event = detail.event
    properties = {"status": event.status, "type": event.type, "mode": event.mode, "independentSources": event.sources}
    return {
        "@type": "Event",
        "@id": PREFIX + event.id,
        "identifier": event.id,
        "name": summary(event),
        "startDate": event.first_day,
        "endDate": event.last_day,
        "eventStatus": "https://schema.org/EventScheduled" if event.status == "planned" else None,
        "location": _place(event.place, event.place_country),
        "actor": [_ref(party_id(party)) for party in event.actors],
        "attendee": [_ref(party_id(party)) for party in event.recipients],
        "description": list(dict.fromkeys(claim.sentence for claim in detail.claims if claim.sentence)),
        "subjectOf": [
            _ref(claim.article_id) | {"position": f"{claim.sentence_begin}-{claim.sentence_end}"} for claim in detail.claims
        ],
        "additionalProperty": [
            {"@type": "PropertyValue", "name": name, "value": value} for name, value in properties.items() if value is not None
        ],
    }


def _place(name: str | None, country: str | None) -> dict[str, Any] | None:
    if name is None and country is None:
        return None
    place = find_place(name, country)
    address = {"@type": "PostalAddress", "addressCountry": country} if country is not None else None
    found: dict[str, Any] = {"@type": "Place", "name": name, "address": address}
    if place is not None and place.latitude is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return {key: value for key, value in found.items() if value is not None}


def statement_node(statement: StatementRow) -> dict[str, Any]:
    """A Quotation with speakers and source."""
    return {
        "@type": "Quotation",
        "@id": PREFIX + statement.id,
        "identifier": statement.id,
        "text": statement.quote,
        "spokenByCharacter": [_ref(party_id(party)) for party in statement.speakers],
        "dateCreated": statement.first_day if statement.first_day == statement.last_day else None,
        "isPartOf": _ref(statement.article_id) | {"position": f"{statement.begin}-{statement.end}"},
        "about": [_ref(actor) for actor in statement.about],
    }
