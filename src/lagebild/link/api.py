"""The links of a text for people who ask: every mention with its actors, and with the others that it might have meant.

The links are those of the stage; what is added here is what the stage decided against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from lagebild.lang.pack import LanguagePack
from lagebild.link import link_article
from lagebild.link.actors import role_of, roles_of, source_of
from lagebild.link.context import Context, Link
from lagebild.link.descriptions import read_description
from lagebild.link.holders import HOLDER, holders_of, offices_asked
from lagebild.link.names import entry_target, person_of, plain_targets, plausibility
from lagebild.link.persons import ranked_bearers
from lagebild.link.targets import Target
from lagebild.model.doc import mentions_of
from lagebild.model.layers import MentionKind, Role
from lagebild.model.span import Span

LEAST, MOST = -4, 10  # points of a bearer of a name
MOST_PLAUSIBLE = 7


@dataclass(frozen=True, slots=True)
class LinkedActor:
    """An actor that a mention refers to or might refer to.

    `score` (0 to 1): how sure the link is; of an alternative, how much speaks for it. `roles`: the offices that a person holds on
    the article's days, where these are not known all that the person ever held. `source`: where the actor is known from, None if
    the text alone says who it is.
    """

    id: str
    name: str
    kind: str
    country: str | None
    sector: str
    known: bool
    score: float
    reasons: tuple[str, ...]
    roles: tuple[Role, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A mention with its actors (several for "both sides", none where it stays open) and the alternatives, likeliest first."""

    span: Span
    kind: MentionKind
    sentence: int | None
    rule: str
    actors: tuple[LinkedActor, ...]
    alternatives: tuple[LinkedActor, ...]


def explain_links(doc: Doc, pack: LanguagePack) -> tuple[LinkedMention, ...]:
    """The mentions of a Doc that has the layers `sentences` and `mentions`, linked, in the order of the text."""
    context = link_article(doc, pack)
    return tuple(_explained(context, index) for index in range(len(mentions_of(doc))))


def _explained(context: Context, index: int) -> LinkedMention:
    mention = context.mentions[index]
    link = context.links.get(index)
    actors = () if link is None else tuple(_linked(context, link, target) for target in link.targets)
    taken = {actor.id for actor in actors}
    others: dict[str, LinkedActor] = {}
    for other in _others(context, index):
        if other.id not in taken and (other.id not in others or others[other.id].score < other.score):
            others[other.id] = other
    ranked = sorted(others.values(), key=lambda other: (-other.score, other.id))
    return LinkedMention(mention.span, mention.kind, mention.sentence, mention.rule, actors, tuple(ranked))


def _linked(context: Context, link: Link, target: Target) -> LinkedActor:
    return _actor(context, target, round(link.mention.score * link.score, 3), link.reasons)


def _actor(context: Context, target: Target, score: float, reasons: tuple[str, ...]) -> LinkedActor:
    roles = tuple(roles_of(context, target))
    if context.on is None and target.kind == "person" and target.ref is not None:
        roles = tuple(map(role_of, context.knowledge.offices_of(target.ref)))
    return LinkedActor(
        target.id, target.name, target.kind, target.country, target.sector, target.known, score, reasons, roles,
        source_of(context, target),
    )  # fmt: skip


def _others(context: Context, index: int) -> Iterator[LinkedActor]:
    """What else the mention might mean: bearers of the name, holders of the office, other readings of the words."""
    mention = context.mentions[index]
    for points, person in ranked_bearers(context, index):
        reasons = (f"bears the name; {points} points by office, country and day",)
        score = round(mention.score * (points - LEAST) / (MOST - LEAST), 3)
        yield _actor(context, person_of(context, person), score, reasons)
    if mention.kind == "description":
        yield from _holders(context, index)
    if mention.kind in {"name", "metonym", "place"}:
        yield from _namesakes(context, index)


def _holders(context: Context, index: int) -> Iterator[LinkedActor]:
    """Everybody who holds one of the offices that the noun may mean; where no days are known, everybody who ever did."""
    description = read_description(context, index)
    owner, reading = description.owner, description.reading
    office_id = reading.role.office if reading is not None else None
    office = context.knowledge.office(office_id) if office_id is not None else None
    if office is None or owner is None:
        return
    for rank, (ref, kind) in enumerate(offices_asked(owner, office), start=1):
        ever = context.on is None and not description.former
        held = context.knowledge.holders(kind, ref) if ever else holders_of(context, kind, ref, former=description.former)
        for person in held:
            score = round(HOLDER / rank / len(held), 3)
            actor = _actor(context, person_of(context, person), score, (f"{kind} of {ref}",))
            days = None if description.former else context.on
            held_here = [h for h in context.knowledge.offices_of(person.id, days) if h in context.knowledge.terms(kind, ref)]
            yield replace(actor, roles=tuple(map(role_of, held_here)))


def _namesakes(context: Context, index: int) -> Iterator[LinkedActor]:
    """States, organisations and places that have the name too."""
    mention = context.mentions[index]
    linked = {target.id for other, link in context.links.items() if other != index for target in link.targets}
    entries = context.vocabulary.lexicon.name(mention.span.text)
    readings = [entry_target(context, entry) for entry in entries if entry.kind not in {"person", "surname", "inhabitant"}]
    for target in (*plain_targets(context, index), *readings):
        if target is not None:
            points = plausibility(context, target, linked, prefers_body=mention.kind == "metonym")
            score = round(mention.score * (points + 1) / (MOST_PLAUSIBLE + 1), 3)
            yield _actor(context, target, score, ("has the name too",))
