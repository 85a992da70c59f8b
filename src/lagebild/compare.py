"""Stories and events of a picture, found by id or words, and their sources compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import partial

from lagebild.errors import InputError, NotFoundError
from lagebild.lang.pack import load_pack
from lagebild.merge.matrix import event_matrix, tie_matrix
from lagebild.merge.wording import NameUsed, names_used
from lagebild.merge.words import MergeWords, words_of
from lagebild.model.matrix import Cell
from lagebild.model.picture import Event, Picture, Story
from lagebild.model.reading import Reading
from lagebild.present.compare import compare_sources
from lagebild.present.comparison import Comparison, Naming
from lagebild.present.english import event_label
from lagebild.present.timeline import who

MAX_CLOSE = 5


def find_story(picture: Picture, wanted: str) -> Story:
    """The story with this id or beginning of an id, of this article, or with these words in its title.

    Raises:
        NotFoundError: if there is none; the message names the closest ones.
        InputError: if there are several.
    """
    by_id = [
        story for story in picture.stories if story.id == wanted or (len(wanted) > len("st-") and story.id.startswith(wanted))
    ]
    named = {a.id for a in picture.articles if wanted in (a.id, a.given_id)}
    by_article = [story for story in picture.stories if named & set(story.articles)]
    words = wanted.casefold().split()
    by_title = [story for story in picture.stories if words and all(word in story.title.casefold() for word in words)]
    found = by_id or by_article or by_title
    if len(found) == 1:
        return found[0]
    if found:
        listed = "; ".join(f"{story.id} {story.title}" for story in found[:MAX_CLOSE])
        raise InputError(f"{len(found)} stories fit {wanted!r}: {listed}")
    raise NotFoundError(f"no story {wanted!r} in the store{_hint(picture, wanted)}")


def _hint(picture: Picture, wanted: str) -> str:
    """Stories whose titles are close to the words, or share one of them."""
    titles = {story.title.casefold(): story for story in picture.stories}
    words = {word for title in titles for word in title.split()}
    close = [titles[title] for title in get_close_matches(wanted.casefold(), titles, n=MAX_CLOSE, cutoff=0.5)]
    for word in wanted.casefold().split():
        for near in get_close_matches(word, sorted(words), n=1, cutoff=0.75):
            close += [story for title, story in titles.items() if near in title.split()]
    listed = list(dict.fromkeys(f"{story.id} {story.title}" for story in close))[:MAX_CLOSE]
    return f"; did you mean {'; '.join(listed)}?" if listed else "; `lagebild compare` lists them"


def find_event(picture: Picture, wanted: str) -> Event:
    """The event with this id, or the only one whose id begins so.

    Raises:
        NotFoundError: if there is none.
        InputError: if there are several.
    """
    found = [event for event in picture.events if event.id == wanted]
    found = found or [event for event in picture.events if len(wanted) > len("ev-") and event.id.startswith(wanted)]
    if not found:
        raise NotFoundError(f"no event {wanted!r} in the store")
    if len(found) > 1:
        raise InputError(f"{len(found)} events begin with {wanted!r}")
    return found[0]


def compare_story(picture: Picture, readings: Sequence[Reading], story: Story) -> Comparison:
    """The sources of a story side by side."""
    return _compare(picture, readings, story.articles, (story.id, story.title), None)


def compare_event(picture: Picture, readings: Sequence[Reading], event: Event) -> Comparison:
    """Everybody who tells of one event, whatever the story, side by side."""
    return _compare(picture, readings, event.articles, (event.id, f"{event_label(event)}: {who(event)}"), event.id)


def _compare(
    picture: Picture, readings: Sequence[Reading], articles: Sequence[str], subject: tuple[str, str], only: str | None
) -> Comparison:
    by_id = {reading.article.id: reading for reading in readings}
    words = words_of(load_pack(next((by_id[a].article.language for a in articles if a in by_id), "de")))

    def matrix(event: Event, wanted: Sequence[str]) -> Sequence[Cell]:
        return event_matrix(event, by_id, words, wanted)

    namings = partial(_namings, readings=by_id, words=words)
    return compare_sources(
        picture,
        by_id,
        articles,
        subject=subject,
        matrix=matrix,
        tie_matrix=lambda tie: tie_matrix(tie, by_id),
        only=only,
        namings=namings,
    )


def _namings(source_of: Mapping[str, str], *, readings: Mapping[str, Reading], words: MergeWords) -> tuple[Naming, ...]:
    """Persons and things that the sources name with different tones."""
    counts: defaultdict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for article_id, source in source_of.items():
        for name in names_used(readings[article_id], words) if article_id in readings else ():
            counts[_subject(name)][source, name.label, name.tone] += 1
    found = []
    for subject in sorted(counts):
        tones: defaultdict[str, set[str]] = defaultdict(set)
        for source, _, tone in counts[subject]:
            tones[source].add(tone)
        if len({frozenset(used) for used in tones.values()}) > 1:
            names = tuple((*key, times) for key, times in sorted(counts[subject].items()))
            found.append(Naming(subject, names))
    return tuple(found)


def _subject(name: NameUsed) -> str:
    return name.about or name.topic
