"""What a dossier is about: actors, a story, or words that are searched for; and what of the picture belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.errors import InputError, NotFoundError
from lagebild.model.picture import Event, MergedTie, Picture
from lagebild.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Scope:
    """Ids of actors, or the id of a story, or words; `title` names it on the page."""

    title: tuple[str, ...]
    actors: tuple[str, ...] = ()
    story: str | None = None
    articles: frozenset[str] = frozenset()  # of the story, or those that hold the words
    words: tuple[str, ...] = ()

    def holds(self, reading: Reading) -> bool:
        """Whether the article belongs to it: it is of the story, has the words, or mentions one of the actors or their people."""
        if not self.actors:
            return reading.article.id in self.articles
        countries = {actor_id.removeprefix("ac-") for actor_id in self.actors}
        return any(actor.id in self.actors or actor.country in countries for actor in reading.actors)

    def holds_tie(self, tie: MergedTie) -> int:
        """How many of the actors are parties of the tie; without actors 1 if one of the articles states it, else 0."""
        if not self.actors:
            return int(any(article_id in self.articles for article_id, _ in tie.evidence))
        countries = {actor_id.removeprefix("ac-") for actor_id in self.actors}
        return sum(party.actor_id in self.actors or party.country in countries for party in tie.parties)

    def holds_event(self, event: Event, sentences: dict[str, str]) -> bool:
        """Whether the event belongs to the story or to the words; `sentences`: the sentence of every claim by its id."""
        refs = [ref for ref in event.claims if ref.article_id in self.articles]
        if not self.words:
            return any(not ref.echo for ref in refs)
        return any(word in sentences.get(ref.claim_id, "").casefold() for ref in refs for word in self.words)


def of_actors(actor_ids: Sequence[str], readings: Sequence[Reading]) -> Scope:
    """The scope of actors, with their names."""
    names = {actor.id: actor.name for reading in readings for actor in reading.actors}
    return Scope(tuple(names.get(i, i.removeprefix("ac-")) for i in actor_ids), actors=tuple(actor_ids))


def of_story(story_id: str, picture: Picture) -> Scope:
    """The scope of a story.

    Raises:
        NotFoundError: if the picture has no such story.
    """
    story = next((s for s in picture.stories if s.id == story_id), None)
    if story is None:
        raise NotFoundError(f"no story {story_id!r}; `lagebild compare` lists them")
    return Scope((story.title,), story=story.id, articles=frozenset(story.articles))


def of_query(query: str, readings: Sequence[Reading]) -> Scope:
    """The scope of words: the articles that hold all of them, the events whose sentences hold one.

    Raises:
        InputError: if there is no word in it.
        NotFoundError: if no article holds them all.
    """
    words = tuple(dict.fromkeys(query.casefold().split()))
    if not words:
        raise InputError("nothing to search for: the query has no word")
    found = frozenset(r.article.id for r in readings if all(word in r.article.text.casefold() for word in words))
    if not found:
        raise NotFoundError(f"no article holds {query!r}")
    return Scope((query,), articles=found, words=words)
