"""Offices with their days from FollowTheMoney: who occupied a position, who led a body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from babel import Locale

from lagebild.errors import InputError
from lagebild.knowledge.ftm_entities import Entity
from lagebild.knowledge.load import FACTS
from lagebild.knowledge.overlay import OwnOffice
from lagebild.knowledge.own import Problem, checked_office
from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.tables import read_rows
from lagebild.knowledge.values import Organisation, State

LINKS: Mapping[str, tuple[str, str]] = {
    "Occupancy": ("holder", "post"),
    "Membership": ("member", "organization"),
    "Directorship": ("director", "organization"),
}
"""Schemata that say who holds an office: the property that names the person, and the one that names the post or body."""

SCHEMATA = frozenset({*LINKS, "Position"})
PROPERTIES = frozenset({"holder", "post", "member", "director", "organization", "role", "startDate", "endDate", "status"})
"""Properties that a link is read by; a line in which one of them is no list of texts is left out."""

DAY = 10  # characters of an ISO day; a time of day may follow
MAX_ADJECTIVE_ENDING = 2


class Phrases(NamedTuple):
    """What positions are called, in lower case: offices by phrase, and words around an owner's name that say nothing more."""

    offices: Mapping[str, str]
    fillers: frozenset[str]


@dataclass(slots=True)
class Offices:
    """The offices of persons by the ids of their entities, with remarks on what could not be read as one."""

    by_holder: defaultdict[str, list[OwnOffice]] = field(default_factory=lambda: defaultdict(list))
    remarks: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Posts:
    """What the posts of a file are told by: entities, the bodies among them by their ids in `knowledge`, nouns of offices."""

    entities: Mapping[str, Entity]
    bodies: Mapping[str, str]
    knowledge: Knowledge
    of_states: Mapping[str, str]
    of_bodies: Mapping[str, str]


def find_offices(entities: Sequence[Entity], bodies: Mapping[str, str], *, file: str, knowledge: Knowledge) -> Offices:
    """The offices that the links among the entities give to persons of the file.

    Args:
        entities: all entities of the file.
        bodies: the ids in `knowledge` of the entities that are organisations.
        file: where the entities are from, for remarks.
        knowledge: that of the tables with the file's organisations.
    """
    found = Offices()
    nouns = (_noun_offices(knowledge, of_states=True), _noun_offices(knowledge, of_states=False))
    posts = _Posts({entity.id: entity for entity in entities}, bodies, knowledge, *nouns)
    for link in entities:
        if link.schema not in LINKS:
            continue
        holder_property, post_property = LINKS[link.schema]
        for holder_id in link.values(holder_property):
            holder = posts.entities.get(holder_id)
            if holder is None:
                found.remarks.append(Problem(file, link.line, f"no office of {holder_id}: the file has no such entity"))
                continue
            if holder.schema != "Person":
                continue  # bodies are members of bodies, too
            try:
                found.by_holder[holder_id] += [_office(link, post_id, posts) for post_id in link.values(post_property)]
            except InputError as exc:
                found.remarks.append(Problem(file, link.line, f"no office of {holder_id}: {exc}"))
    return found


def _office(link: Entity, post_id: str, posts: _Posts) -> OwnOffice:
    """The office that a link gives.

    Raises:
        InputError: if the post, its owner or its days are not known well enough to say who held what when.
    """
    post = posts.entities.get(post_id)
    if post is None:
        raise InputError(f"the file has no entity {post_id}")
    is_position = link.schema == "Occupancy"
    names = post.values("name") if is_position else link.values("role")
    said = ", ".join(names) or "a membership without a role"
    owner = _owner(post, posts) if is_position else _body(post_id, posts)
    if owner is None:
        raise InputError(f"whose office it is cannot be told: {said}")
    if is_position and post.values("subnationalArea"):
        raise InputError(f"the office is one of a part of {owner.id}: {said}")
    offices = dict.fromkeys(office for office in (_office_called(name, owner, posts) for name in names) if office)
    if len(offices) != 1:
        raise InputError(f"{'several offices' if offices else 'no known office'}: {said}")
    since, until = _day(link, "startDate"), _day(link, "endDate")
    if since is None:
        raise InputError(f"the first day is not given: {said}")
    if until is None and "ended" in link.values("status"):
        raise InputError(f"the last day is not given: {said}")
    return checked_office(OwnOffice(next(iter(offices)), owner.id, since, until), posts.knowledge)


def _day(link: Entity, name: str) -> str | None:
    """The day, month or year of a property.

    Raises:
        InputError: if it has several.
    """
    days = dict.fromkeys(value[:DAY] for value in link.values(name))
    if len(days) > 1:
        raise InputError(f"{name} has several values: {', '.join(days)}")
    return next(iter(days), None)


def _body(entity_id: str, posts: _Posts) -> Organisation | None:
    return posts.knowledge.organisation(posts.bodies[entity_id]) if entity_id in posts.bodies else None


def _owner(post: Entity, posts: _Posts) -> State | Organisation | None:
    """Whose a position is: its organisation, else its one country; None if there is none of both."""
    bodies = [body for body in (_body(key, posts) for key in post.values("organization")) if body is not None]
    codes = {code.lower() for code in post.values("country")}
    states = [state for state in posts.knowledge.states if state.alpha2 is not None and state.alpha2.lower() in codes]
    owners = bodies or states
    return owners[0] if len(owners) == 1 else None


def _office_called(name: str, owner: State | Organisation, posts: _Posts) -> str | None:
    """The office that a name of a position means, None if the name is no known one or says more than one knows."""
    nouns = posts.of_states if isinstance(owner, State) else posts.of_bodies
    phrases = _phrases()
    words = _without_owner(name, owner).split(" ")
    for end in range(len(words), 0, -1):
        phrase = " ".join(words[:end])
        office = nouns.get(phrase) or phrases.offices.get(phrase)
        if office is not None and phrases.fillers.issuperset(words[end:]):
            return office
    return None


def _without_owner(name: str, owner: State | Organisation) -> str:
    """The name of a position in lower case without the names and adjectives of its owner."""
    plain = " ".join(name.lower().split())
    names = [owner.name, *owner.variants]
    if isinstance(owner, State) and owner.alpha2 is not None:
        names.append(Locale("en").territories.get(owner.alpha2, owner.name))
    for one in sorted((n.lower() for n in names), key=lambda n: (-len(n), n)):
        plain = f" {plain} ".replace(f" {one} ", " ").strip()
    adjectives = tuple(a.lower() for a in owner.adjectives) if isinstance(owner, State) else ()

    def is_adjective(word: str) -> bool:
        return any(word.startswith(a) and len(word) - len(a) <= MAX_ADJECTIVE_ENDING for a in adjectives)

    return " ".join(word for word in plain.split(" ") if not is_adjective(word))


@cache
def _phrases() -> Phrases:
    folder = files("lagebild") / "knowledge" / "data"
    rows = list(read_rows(folder, "ftm_positions.tsv", pack=FACTS, columns=("phrase", "kind", "office")))
    kinds = {row.required("phrase"): row.choice("kind", frozenset({"office", "filler"})) for row in rows}
    offices = {row.required("phrase"): row.required("office") for row in rows if kinds[row.required("phrase")] == "office"}
    return Phrases(offices, frozenset(phrase for phrase, kind in kinds.items() if kind == "filler"))


def _noun_offices(knowledge: Knowledge, *, of_states: bool) -> dict[str, str]:
    """The offices that the nouns of a language name, by the nouns in lower case."""
    found: dict[str, str] = {}
    for office in knowledge.offices:
        first = (office.id,) if office.id in office.lookup and not of_states else ()
        held = next(key for key in (*first, *office.lookup, office.id) if knowledge.office(key) is not None)
        for noun in office.nouns:
            found.setdefault(noun.lower(), held)
    return found
