"""The rows of a view as facts."""

from __future__ import annotations

from lagebild.assistant.answers import Fact, Source, claim_source, days, fact, marked, source_of, tie_sources
from lagebild.model.picture import Difference, Party
from lagebild.query import View
from lagebild.query.rows import EventDetail, FigureRow, Hit, PromiseRow, StatementRow, TieRow


def names(parties: tuple[Party, ...]) -> str:
    """The names of parties, each once."""
    return ", ".join(dict.fromkeys(marked(party.name) for party in parties)) or "?"


def event_fact(detail: EventDetail) -> Fact:
    """What happened, when, to whom, in which status, by how many sources."""
    event = detail.event
    what = event.type if event.mode is None else f"{event.type} ({event.mode})"
    parts = [f"{days(event.first_day, event.last_day)}: {what}, {event.status}: {names(event.actors)}"]
    if event.recipients:
        parts.append(f" towards {names(event.recipients)}")
    if event.place is not None:
        parts.append(f", in {marked(event.place)}")
    parts.append(f". Independent sources: {event.sources}.")
    if event.contradictions:
        parts.append(f" The sources contradict each other in {event.contradictions} respects: see the tool compare.")
    return fact(event.id, "event", "".join(parts), [claim_source(claim) for claim in detail.claims])


def version_facts(detail: EventDetail) -> list[Fact]:
    """What each article says of an event, one fact an article and claim."""
    found = []
    for claim in detail.claims:
        said = f"{claim.type}, {claim.status}, {days(claim.first_day, claim.last_day)}"
        who = ", ".join(marked(p.name) for p in claim.actors) or "?"
        whom = ", ".join(marked(p.name) for p in claim.recipients)
        place = f", in {marked(claim.place)}" if claim.place else ""
        by = f", according to {marked(claim.reported_by)}" if claim.reported_by else ""
        look_back = ", told as an event of the past" if claim.echo else ""
        text = (
            f"{marked(claim.outlet or claim.article_id)}: {said}: {who}{f' towards {whom}' if whom else ''}{place}{by}{look_back}"
        )
        found.append(fact(claim.id, "claim", text, [claim_source(claim)]))
    return found


def difference_fact(detail: EventDetail, difference: Difference, number: int) -> Fact:
    """A slot in which the articles differ."""
    kind = "compatible difference" if difference.compatible else "contradiction"
    values = "; ".join(f"{article}: {marked(value)}" for article, value in difference.values)
    articles = {article for article, _ in difference.values}
    sources = [claim_source(claim) for claim in detail.claims if claim.article_id in articles]
    text = f"{kind} in {difference.slot}: {values}. Why: {marked(difference.why)}"
    return fact(f"{detail.event.id}/{number}", kind, text, sources)


def statement_fact(row: StatementRow) -> Fact:
    """Who said something."""
    said = f"{names(row.speakers)} said ({row.type}, {days(row.first_day, row.last_day)})"
    if row.addressee is not None:
        said += f" to {marked(row.addressee.name)}"
    if row.via:
        said += f", reported by {marked(row.via)}"
    return fact(row.id, "statement", said, [source_of(row, begin=row.begin, end=row.end, text=row.quote)])


def figure_fact(row: FigureRow) -> Fact:
    """A quantity."""
    value = "no number" if row.value is None else _number(row.value)
    if row.value_end is not None:
        value += f" to {_number(row.value_end)}"
    text = f"{marked(row.measures or 'something')}: {row.comparator} {value} {row.unit}"
    if row.of:
        text += f", of {names(row.of)}"
    if row.source:
        text += f", according to {marked(row.source)}"
    return fact(row.id, "figure", text, [source_of(row, begin=row.sentence_begin, end=row.sentence_end, text=row.sentence)])


def _number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def tie_fact(row: TieRow) -> Fact:
    """A standing relation."""
    parties = ", ".join(dict.fromkeys(marked(party.name) for party in row.parties))
    span = f"since {row.since or '?'}" + (f" until {row.until}" if row.until else "")
    return fact(row.id, "tie", f"{row.kind} ({row.status}, {span}): {parties}. Sources: {row.sources}.", tie_sources(row))


def promise_fact(view: View, row: PromiseRow) -> Fact:
    """An announced event and what became of it."""
    what = row.type if row.mode is None else f"{row.type} ({row.mode})"
    text = f"announced: {what}: {names(row.actors)}"
    if row.recipients:
        text += f" towards {names(row.recipients)}"
    text += f"; due {row.due or 'on no stated day'}; outcome {row.outcome}: {marked(row.why)}"
    if row.fulfilled_by:
        text += f" (event {row.fulfilled_by})"
    return fact(row.event_id, "promise", text, [claim_source(claim) for claim in view.event(row.event_id).claims])


def hit_fact(hit: Hit) -> Fact:
    """Something that a search found."""
    what = hit.kind if hit.type is None else f"{hit.kind} ({hit.type})"
    text = f"{what}, {hit.day or 'day unknown'}"
    return fact(hit.id, hit.kind, text, [_hit_source(hit)])


def _hit_source(hit: Hit) -> Source:
    return source_of(hit, begin=hit.begin, end=hit.end, text=hit.text)
