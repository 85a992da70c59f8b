"""Whom a person means by an id, a code, a name or a description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lagebild.ask import who
from lagebild.errors import InputError
from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.vocabulary import pack_with, vocabulary
from lagebild.lang.pack import load_pack
from lagebild.link.targets import Target, organisation_target, person_target, state_target
from lagebild.model.article import Article
from lagebild.model.layers import Actor
from lagebild.model.reading import Reading
from lagebild.store import JudgedActor, Store

MAX_LISTED = 5


def find_judged(wanted: str, reading: Reading, store: Store) -> JudgedActor:
    """The actor by id, code or name (in the article, the knowledge with the user's own data, other articles) or as described.

    Raises:
        InputError: if nobody, or more than one, is known so.
    """
    found = _find(wanted, reading, store)
    return JudgedActor(found.id, found.name, found.kind, found.country, found.sector, found.known)


def _find(wanted: str, reading: Reading, store: Store) -> Actor | Target:
    found = _named(wanted, [reading])
    if found is not None:
        return found
    article, overlay = reading.article, store.overlay()
    knowledge = vocabulary(pack_with(load_pack(article.language), overlay)).lexicon.knowledge
    target = _by_id(wanted.removeprefix("ac-"), knowledge, article) or _named(wanted, store.readings())
    if target is not None:
        return target
    publication = article.publication
    on = f"{publication.start}/{publication.end}" if publication.start is not None and publication.end is not None else None
    answer = who(wanted, on=on, language=article.language, overlay=overlay)
    known = [actor for actor in answer.actors if actor.known]
    if len(known) == 1:
        same = _by_id(known[0].id.removeprefix("ac-"), knowledge, article)
        if same is not None:
            return same
    others = ", ".join(f"{actor.id} ({actor.name})" for actor in (*known, *answer.alternatives)[:MAX_LISTED])
    hint = f"; it may be {others}" if others else "; `lagebild actors add` makes actors known"
    raise InputError(f"no single actor is known as {wanted!r}{hint}")


def _named(wanted: str, readings: Iterable[Reading]) -> Actor | None:
    def actors() -> Iterator[Actor]:
        for reading in readings:
            yield from reading.actors

    return next((actor for actor in actors() if wanted in {actor.id, actor.name}), None)


def _by_id(key: str, knowledge: Knowledge, article: Article) -> Target | None:
    publication = article.publication
    on = (publication.start, publication.end) if publication.start is not None and publication.end is not None else None
    person = knowledge.person(key)
    if person is not None:
        return person_target(knowledge, person, on, gender=None)
    if knowledge.organisation(key) is not None:
        return organisation_target(knowledge, key)
    return state_target(knowledge, key, genders=frozenset()) if knowledge.state(key) is not None else None
