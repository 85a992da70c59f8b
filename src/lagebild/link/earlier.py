"""What was named before a phrase, and whether the phrase can take it up."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.knowledge.values import first_day
from lagebild.link.context import Context, Link
from lagebild.link.descriptions import Description
from lagebild.link.targets import Target

NEAR_SENTENCES, FAR_SENTENCES = 5, 40


def before(context: Context, index: int, sentences: int) -> Iterator[tuple[int, Link]]:
    """Links of mentions before this one with their indexes, nearest first, within so many sentences."""
    here = context.mentions[index].sentence
    begin = context.begins[index]
    if here is None:
        return
    for other in range(index - 1, -1, -1):
        sentence = context.mentions[other].sentence
        if sentence is None:
            continue
        if here - sentence > sentences:
            return
        link = context.links.get(other)
        if link is None or context.ends[other] > begin:
            continue
        yield other, link


def is_definite(context: Context, index: int) -> bool:
    """Whether the phrase begins with an article or demonstrative that takes up what is known."""
    begin, head = context.begins[index], context.mentions[index].head
    if begin < head:
        return context.tokens[begin].text.lower() in context.vocabulary.definite
    ahead = context.tokens[begin - 1] if begin else None
    return ahead is not None and ahead.tag_ == "APPRART"


def holds_office_called(context: Context, description: Description, target: Target) -> bool:
    """Whether the person holds an office that the noun names, or one whose noun ends in it ("Minister", "Innenminister").

    Of a former office: held it some time before.
    """
    if target.ref is None or description.reading is None:
        return False
    noun, office_id = context.tokens[description.head].text, description.reading.role.office
    office = context.knowledge.office(office_id) if office_id is not None else None
    offices = {office_id, *(office.lookup if office is not None else ())}
    days = (first_day(None), context.on[1]) if description.former and context.on is not None else context.on
    for holding in context.knowledge.offices_of(target.ref, days):
        if holding.office in offices:
            return True
        held = context.knowledge.office(holding.office)
        if held is not None and any(known.lower().endswith(noun.lower()) for known in held.nouns):
            return True
    return False
