"""What an article leaves out although it tells the same story: main events that independent articles report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lagebild.merge.words import WORD, MergeWords, stem
from lagebild.model.picture import ArticleInPicture, ClaimRef, Difference, Event, Story
from lagebild.model.reading import Reading

MIN_ORIGINS = 2  # that report an event as news before its absence elsewhere says anything
MAX_EVENTS = 8  # main events of a story, those with most origins first
NEWS = frozenset({"occurred", "ongoing", "planned", "denied"})
OMITTED, REPORTED = "not mentioned", "reported"
SLOT = "event"


@dataclass(frozen=True, slots=True)
class _Told:
    """An event within one story: its claims there, and the origins that report it as news."""

    event: Event
    claims: tuple[ClaimRef, ...]
    reporters: frozenset[str]

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(ref.article_id for ref in self.claims)


def _by_story(events: Iterable[Event], stories: Iterable[Story], origins: Mapping[str, str]) -> dict[str, list[_Told]]:
    """The main events of every story; one pass over the claims, however many stories an event runs through."""
    story_of = {article_id: story.id for story in stories for article_id in story.articles}
    found: defaultdict[str, list[_Told]] = defaultdict(list)
    for event in events:
        if len(event.origins) < MIN_ORIGINS:
            continue
        claims: defaultdict[str, list[ClaimRef]] = defaultdict(list)
        for ref in event.claims:
            if ref.article_id in story_of:
                claims[story_of[ref.article_id]].append(ref)
        for story_id, refs in claims.items():
            reporters = frozenset(origins[ref.article_id] for ref in refs if not ref.echo and ref.status in NEWS)
            if len(reporters) >= MIN_ORIGINS:
                found[story_id].append(_Told(event, tuple(refs), reporters))
    return {
        story_id: sorted(told, key=lambda t: (-len(t.reporters), t.event.id))[:MAX_EVENTS] for story_id, told in found.items()
    }


def _is_after(event: Event, articles: Iterable[str], known: Mapping[str, ArticleInPicture]) -> bool:
    """Whether the text was out after the event for certain, so that it could tell of it."""
    start = event.date.start if event.date is not None else None
    days = [known[article_id].publication.start for article_id in articles]
    return start is not None and all(day is not None and day >= start for day in days)


@dataclass(frozen=True, slots=True)
class _SentenceSeen:
    """A sentence as the search for a mention sees it: text, stems of its words, ids and countries of whom it names."""

    text: str
    stems: frozenset[str]
    named: frozenset[str]


class _Texts:
    """The sentences of articles, prepared once for all events that are looked for in them."""

    def __init__(self, readings: Mapping[str, Reading], words: MergeWords) -> None:
        self.readings = readings
        self._patterns = dict(words.acts)
        self._seen: dict[str, tuple[_SentenceSeen, ...]] = {}

    def _sentences(self, article_id: str) -> tuple[_SentenceSeen, ...]:
        if article_id not in self._seen:
            reading = self.readings[article_id]
            named: defaultdict[int, set[str]] = defaultdict(set)
            for actor in reading.actors:
                keys = {actor.id} if actor.country in (None, "IGO") else {actor.id, str(actor.country)}
                for mention in actor.mentions:
                    if mention.sentence is not None:
                        named[mention.sentence] |= keys
            texts = ((s.id, reading.article.text[s.begin : s.end]) for s in reading.sentences if s.id in named)
            self._seen[article_id] = tuple(
                _SentenceSeen(text, frozenset(stem(word) for word in WORD.findall(text)), frozenset(named[number]))
                for number, text in texts
            )
        return self._seen[article_id]

    def may_mention(self, article_id: str, event: Event, stems: frozenset[str]) -> bool:
        """Whether a sentence names a party of the event with its act: then it may tell of it without a claim being read."""
        people = (*event.actors, *event.recipients)
        parties = {p.actor_id for p in people if p.actor_id is not None}
        parties |= {p.country for p in people if p.country not in (None, "IGO")}
        pattern = self._patterns.get(event.act)
        for sentence in self._sentences(article_id):
            if parties.isdisjoint(sentence.named):
                continue
            if not stems.isdisjoint(sentence.stems) or (pattern is not None and pattern.search(sentence.text)):
                return True
        return False


def _trigger_stems(told: _Told, readings: Mapping[str, Reading]) -> frozenset[str]:
    texts = {readings[ref.article_id].article.text[ref.begin : ref.end] for ref in told.claims}
    return frozenset(stem(word) for text in texts for word in WORD.findall(text))


def _omission(
    told: _Told,
    texts: Mapping[str, Sequence[str]],
    known: Mapping[str, ArticleInPicture],
    seen: _Texts,
) -> Difference | None:
    """What the texts of one story, by origin, leave out of an event; None if nothing."""
    concerned = {known[article_id].origin for article_id in told.articles}
    stems = _trigger_stems(told, seen.readings)
    silent: list[str] = []
    for origin in sorted(set(texts) - concerned):
        after = _is_after(told.event, texts[origin], known)
        if after and not any(seen.may_mention(a, told.event, stems) for a in texts[origin]):
            silent += texts[origin]
    if not silent:
        return None
    values = {article_id: REPORTED for origin in told.reporters for article_id in texts[origin] if article_id in told.articles}
    values |= dict.fromkeys(silent, OMITTED)
    why = f"{len(told.reporters)} independent texts of the story report it as news; {len(silent)} article(s) say nothing of it"
    return Difference(SLOT, "omission", tuple(sorted(values.items())), True, why)


def with_omissions(
    events: Sequence[Event],
    stories: Sequence[Story],
    articles: Iterable[ArticleInPicture],
    readings: Iterable[Reading],
    words: MergeWords,
) -> tuple[Event, ...]:
    """The events, each with what articles of its stories leave out.

    Only what at least two independent articles of a story report as news is missed in a third, if that one appeared after
    the event and no sentence of it names a party together with the act.
    """
    known = {article.id: article for article in articles}
    origins = {article_id: article.origin for article_id, article in known.items()}
    seen = _Texts({reading.article.id: reading for reading in readings}, words)
    main = _by_story(events, stories, origins)
    found: defaultdict[str, list[Difference]] = defaultdict(list)
    for story in stories:
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for article_id in story.articles:
            texts[origins[article_id]].append(article_id)
        for told in main.get(story.id, ()) if len(texts) > MIN_ORIGINS else ():
            difference = _omission(told, texts, known, seen)
            if difference is not None:
                found[told.event.id].append(difference)
    return tuple(
        replace(event, differences=(*event.differences, *found[event.id])) if event.id in found else event for event in events
    )
